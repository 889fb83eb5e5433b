"""Minutes that are held, understood anew by today's rules: nobody needs to add them again.

Words, ids, corrections and what people changed in the register stay. What is found now comes in
silently, as old news; what is no longer found stays until the secretariat accepts that it goes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from commands.ingest import HELD, PreparedDocument, document_of, name_rules, prepare
from commands.ingest.after import note_antecedents, on_published
from commands.request_context import Context
from storage.actions.ingest import Entering
from storage.actions.read import meeting_actions
from storage.audit import record_step
from storage.ingest import save_meeting
from storage.ingest.recognition import revision_of
from storage.meetings import meeting_paragraphs, meeting_row, meeting_rows
from storage.model import KEEPER, ActionRow, MeetingRow
from storage.people import tidy_people


@dataclass(frozen=True, slots=True)
class Respoken:
    """A paragraph with the names of those who were found to speak in it, before and now."""

    paragraph_id: str
    number: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reread:
    """What today's rules make of a meeting: entries `added` and `changed` (before, now), those
    `dropped` or, where nobody has accepted that yet, `doubted`, and who speaks otherwise.
    `warnings` say what a fault of ours cost."""

    meeting: MeetingRow
    added: tuple[ActionRow, ...] = ()
    changed: tuple[tuple[ActionRow, ActionRow], ...] = ()
    dropped: tuple[ActionRow, ...] = ()
    doubted: tuple[ActionRow, ...] = ()
    respoken: tuple[Respoken, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether anything is understood otherwise."""
        return bool(self.added or self.changed or self.dropped or self.doubted or self.respoken)


def reread(
    context: Context, meeting_id: int | None = None, accept: bool = False, dry_run: bool = False
) -> Iterator[Reread]:
    """Understand one meeting, or each one held, anew, and yield what that changed.

    With `accept` the entries that are no longer found go; those that people have worked on are
    kept and marked. With `dry_run` nothing is changed. Each meeting is one transaction. Raises
    MinutebookError where there is no such meeting.
    """
    if meeting_id is not None:
        rows: Sequence[MeetingRow] = [meeting_row(context.book, KEEPER, meeting_id)]
    else:
        rows = meeting_rows(context.book, KEEPER)
    for row in rows:
        yield _reread(context, row, accept, dry_run)


def _reread(context: Context, row: MeetingRow, accept: bool, dry_run: bool) -> Reread:
    prepared = _prepared(context, row)
    with context.book.write() as db:
        if revision_of(db, row.id) != prepared.stamp:  # somebody has changed it meanwhile
            prepared = _prepared(context, row)
        db.execute("savepoint rereading")
        before, spoken = meeting_actions(context.book, KEEPER, row.id), _speaking(context, row)
        warnings = _write(context, db, row, prepared, drop=True)
        after = {action.id: action for action in meeting_actions(context.book, KEEPER, row.id)}
        absent = tuple(one for one in before if _no_longer_found(one, after.get(one.id)))
        held = {one.id: one for one in before}
        report = Reread(
            row,
            tuple(action for number, action in after.items() if number not in held),
            tuple(
                (held[number], action)
                for number, action in after.items()
                if number in held and _differs(held[number], action)
            ),
            absent if accept else (),
            () if accept else absent,
            _respoken(spoken, _speaking(context, row)),
            warnings,
        )
        if dry_run or (absent and not accept):
            db.execute("rollback to rereading")
        if absent and not accept and not dry_run:
            _write(context, db, row, prepared, drop=False)
        if report.differs and not dry_run:
            record_step(db, "reread", context.hand, context.now, row.id, None, _note(report))
        db.execute("release rereading")
    return report


def _prepared(context: Context, row: MeetingRow) -> PreparedDocument:
    """The meeting's last document as it is understood now."""
    document, name = document_of(context.book, row.id)
    return prepare(context, document, meeting_id=row.id, mended_before=name == HELD)


def _write(
    context: Context, db: Database, row: MeetingRow, prepared: PreparedDocument, drop: bool
) -> tuple[str, ...]:
    """Write what is understood now over what was; return what a fault of ours cost."""
    faults: list[str] = []
    save_meeting(
        context.book,
        replace(prepared.meeting, status=row.status),
        HELD,
        context.now,
        name_rules(faults),
        context.hand,
        row.id,
        Entering(historic=True, drop=drop),
    )
    tidy_people(db, row.panel)
    faults += note_antecedents(context, db, row.id)
    return (*faults, *on_published(context, row.id))


def _no_longer_found(before: ActionRow, now: ActionRow | None) -> bool:
    """Whether an entry is no longer found; one that people have worked on is only marked so."""
    return now is None or (now.vanished and not before.vanished)


def _differs(before: ActionRow, now: ActionRow) -> bool:
    fields = ("kind", "text", "owner", "due", "status", "procedural", "paragraph_id")
    return any(getattr(before, name) != getattr(now, name) for name in fields)


def _speaking(context: Context, row: MeetingRow) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """The number of each paragraph and who speaks in it, by its id."""
    rows = meeting_paragraphs(context.book, KEEPER, row.id)
    return {one.id: (one.number, one.speakers) for one in rows}


def _respoken(
    before: dict[str, tuple[str | None, tuple[str, ...]]],
    now: dict[str, tuple[str | None, tuple[str, ...]]],
) -> tuple[Respoken, ...]:
    return tuple(
        Respoken(key, number, before[key][1], names)
        for key, (number, names) in now.items()
        if key in before and before[key][1] != names
    )


def _note(report: Reread) -> str:
    """What the audit trail says of it, without the words of the minutes."""
    counts = {
        "added": report.added,
        "changed": report.changed,
        "dropped": report.dropped,
        "doubted": report.doubted,
        "paragraphs with other speakers": report.respoken,
    }
    return ", ".join(f"{len(rows)} {what}" for what, rows in counts.items() if rows)
