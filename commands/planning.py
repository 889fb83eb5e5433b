"""Publishing at a time: what is due is carried out once, by whichever process comes first."""

import datetime as dt
from dataclasses import dataclass, replace

from commands.model import AddReport, Context
from commands.publish import publish, publish_upload
from storage import uploads
from storage.errors import MinutebookError
from storage.minutes import meeting_name
from storage.planned import Planned, due_now, note_fault, planned, take
from storage.records import Viewer


@dataclass(frozen=True, slots=True)
class ToPublish:
    """What is to be published when, by its name; `fault` is why that did not work."""

    name: str
    due: dt.datetime
    fault: str | None


def to_publish(context: Context) -> tuple[ToPublish, ...]:
    """What is to be published at a time, soonest first; what is gone meanwhile is left out."""
    told = []
    for one in planned(context.book):
        kind, _, thing = one.thing.partition(" ")
        try:
            if kind == "upload":
                name = uploads.held(context.book, thing).name
            else:
                name = meeting_name(context.book, int(thing))
        except MinutebookError:
            continue
        told.append(ToPublish(name, one.due, one.fault))
    return tuple(told)


def carry_out_due(context: Context) -> tuple[tuple[Planned, AddReport | str], ...]:
    """Publish what is due: each plan with what came of it, a sentence where it did not work.

    One that did not work is kept with its fault, and not tried again.
    """
    return tuple(
        (one, told)
        for one in due_now(context.book, context.now)
        if (told := _carried_out(context, one)) is not None
    )


def _carried_out(context: Context, one: Planned) -> AddReport | str | None:
    """None where another process was quicker."""
    as_planner = replace(
        context, viewer=Viewer(one.hand.by, secretariat=True), via=f"{one.hand.via}, planned"
    )
    kind, _, thing = one.thing.partition(" ")
    try:
        with context.book.write() as db:
            if not take(db, one.thing):
                return None
            if kind == "upload":
                return publish_upload(as_planner, thing)
            row, _ = publish(as_planner, int(thing))
            return f"{row.name} is published now."
    except MinutebookError as error:
        note_fault(context.book, one.thing, str(error))
        return str(error)
