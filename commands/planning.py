"""Publishing at a time: what is due is carried out once, by whichever process comes first."""

from dataclasses import replace

from commands.model import AddReport, Context
from commands.publish import publish, publish_upload
from storage.errors import MinutebookError
from storage.planned import Planned, due_now, note_fault, take
from storage.records import Viewer


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
