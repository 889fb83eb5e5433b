"""Publishing at a time: what is due is carried out once, by whichever process comes first."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlite_utils import Database

from commands.approval import agree, require_clerk, waiting_for, waiting_for_meeting
from commands.ingest.publish import Published, preview_upload, publish, publish_upload
from commands.ingest_reports import AddReport, Waiting
from commands.request_context import Context
from storage import uploads
from storage.meetings import meeting_name
from storage.model import Hand, MinutebookError, Viewer
from storage.publications import (
    Planned,
    Publishable,
    WaitingDraft,
    WaitingUpload,
    due_now,
    note_fault,
    plan,
    planned,
    take,
)
from storage.withdrawal_filter import still_held


@dataclass(frozen=True, slots=True)
class ToPublish:
    """What is to be published when, by its name; `fault` is why that did not work."""

    name: str
    due: dt.datetime
    fault: str | None


def to_publish(context: Context) -> tuple[ToPublish, ...]:
    """What is to be published at a time, soonest first; what is gone meanwhile is left out."""
    coming = []
    for one in planned(context.book):
        with suppress(MinutebookError):
            coming.append(ToPublish(_name_of(context, one.publishable), one.due, one.fault))
    return tuple(coming)


def _name_of(context: Context, thing: Publishable) -> str:
    """Raises MinutebookError where it is gone."""
    match thing:
        case WaitingUpload(upload_id):
            return uploads.held(context.book, upload_id).name
        case WaitingDraft(meeting_id):
            return meeting_name(context.book, meeting_id)


def plan_meeting(context: Context, meeting_id: int, due: dt.datetime) -> Published:
    """Publish what waits of a meeting at a time; where two clerks publish, whose word is wanted
    first. Raises MinutebookError where it is not held."""
    require_clerk(context)
    name = meeting_name(context.book, meeting_id)
    with context.book.write() as db:
        still_held(db, meeting_id)
        what = waiting_for_meeting(context, db, meeting_id)
        return Published(name, waiting=_plan(context, db, what, due))


def plan_upload(context: Context, upload_id: str, due: dt.datetime) -> Waiting | None:
    """The same for a document that was handed in. Raises MinutebookError where it is gone, and
    where that time has passed."""
    if due <= context.now:
        raise MinutebookError("That time has passed. Press Publish to publish now.")
    preview_upload(context, upload_id)
    with context.book.write() as db:
        return _plan(context, db, waiting_for(db, WaitingUpload(upload_id)), due)


def _plan(context: Context, db: Database, what: Waiting, due: dt.datetime) -> Waiting | None:
    waiting = agree(context, db, what)
    if waiting is None:
        plan(context.book, what.thing, due, context.hand, context.now)
    return waiting


def publish_due(context: Context) -> tuple[tuple[Hand, AddReport | str], ...]:
    """Publish what is due: whose plan each was, and what came of it, a sentence where it did not
    work.

    One that did not work is kept with its fault, and not tried again.
    """
    return tuple(
        (one.hand, told)
        for one in due_now(context.book, context.now)
        if (told := _carried_out(context, one)) is not None
    )


def _carried_out(context: Context, one: Planned) -> AddReport | str | None:
    """None where another process was quicker."""
    named = one.hand.by if one.hand.by != one.hand.via else None
    as_planner = replace(
        context, viewer=Viewer(named, secretariat=True), via=f"{one.hand.via}, planned"
    )
    try:
        with context.book.write() as db:
            if not take(db, one.publishable):
                return None
            return _published(as_planner, one.publishable)
    except MinutebookError as error:
        note_fault(context.book, one.publishable, str(error))
        return str(error)


def _published(context: Context, thing: Publishable) -> AddReport | str:
    """Raises MinutebookError where another clerk's word is wanted."""
    match thing:
        case WaitingUpload(upload_id):
            report = publish_upload(context, upload_id)
            _refuse_waiting(uploads.held(context.book, upload_id).name, report.waiting)
            return report
        case WaitingDraft(meeting_id):
            done = publish(context, meeting_id)
            _refuse_waiting(done.name, done.waiting)
            return f"{done.name} is published now."


def _refuse_waiting(name: str, waiting: Waiting | None) -> None:
    """Raises MinutebookError, which takes the plan's word back: a plan is nobody's second."""
    if waiting:
        raise MinutebookError(f"{name} {waiting.sentence}")
