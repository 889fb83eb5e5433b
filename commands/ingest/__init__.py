"""One way into the book for every document, whoever brings it: what was withdrawn stays out, what
was mended stays mended, and nobody overwrites what another has done meanwhile."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import NoReturn

from sqlite_utils import Database

from commands.approval import Amendment, Word, must_wait, put_aside, status_for, waiting_for_meeting
from commands.fetching import fetch_source
from commands.ingest.after import note_antecedents, on_published
from commands.ingest.corrections import apply_action_corrections, apply_corrections
from commands.ingest.deduplicate import merge_duplicates
from commands.ingest.doubtful import DoubtfulMeetingError, told_beside
from commands.ingest_reports import Added, Waiting
from commands.request_context import Context
from sources.actions.action_lines import without_reprises
from sources.actions.extract import extract_actions
from sources.archives import is_hidden
from sources.fence import Fence, guarded
from sources.fetch import Fetcher
from sources.language.name_forms import is_office, office_of, same_person
from sources.speakers import find_speakers
from sources.structure.meeting import Given
from sources.structure.votes import find_votes
from storage.audit import last_step
from storage.corrections import Correction, corrections_of_meeting, keep_corrections
from storage.database import Book
from storage.erasure import erasures, meeting_without
from storage.ingest import count_as_old, save_meeting
from storage.ingest.recognition import Recognised, recognise, remember_keys, revision_of
from storage.meetings import meeting_rows, stored_document
from storage.model import KEEPER, Meeting, MeetingRow, MinutebookError, Saved
from storage.people import NameRules
from storage.publications import public_content
from storage.versions import keep_version, stored_versions
from storage.withdrawal_filter import WithdrawnError, reinstate, still_held, without_withdrawn

__all__ = [
    "ChangedMeanwhileError",
    "PreparedDocument",
    "WithdrawnError",
    "ingest",
    "name_rules",
    "prepare",
]


class ChangedMeanwhileError(MinutebookError):
    """Somebody else has done something to these minutes since they were looked at."""


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document as it would be entered. `read` is what it says, `kept` that without what was
    withdrawn, `meeting` what is understood of it with its corrections; `recognised` tells which
    held meeting it is of, at that `stamp`."""

    read: Meeting
    kept: Meeting
    meeting: Meeting
    recognised: Recognised
    stamp: int

    @property
    def meeting_id(self) -> int | None:
        """The held meeting that it is of."""
        return self.recognised.meeting_id


_WHO = "who speaks in these minutes could not be understood"
_WHAT = "what these minutes decide and promise could not be understood"
_VOTES = "how these minutes say it was voted could not be understood"
_TWICE = "what these minutes tell twice could not be understood: it may be entered twice"


def understand(meeting: Meeting) -> Meeting:
    """The same meeting with who speaks and what was resolved, promised or requested.

    What a fault of ours costs is told first among its warnings.
    """
    fence = Fence(meeting)
    understood = fence.whole(_WHO, meeting, find_speakers, meeting, fence)
    understood = fence.whole(_WHAT, understood, extract_actions, understood, fence)
    understood = fence.with_bare(understood)
    understood = fence.whole(_VOTES, understood, find_votes, understood)
    for step in (without_reprises, merge_duplicates):
        understood = fence.whole(_TWICE, understood, step, understood)
    return replace(understood, warnings=(*fence.warnings, *understood.warnings))


def name_rules(warnings: list[str]) -> NameRules:
    """Return the rules by which names are read; what a fault of ours costs goes to `warnings`."""
    lost = "some names could not be understood: they are kept apart from each other"
    return NameRules(
        same_person=lambda a, b: guarded(lost, warnings, False, same_person, a, b),
        is_office=lambda name: guarded(lost, warnings, False, is_office, name),
        office_of=lambda role: guarded(lost, warnings, None, office_of, role),
    )


def prepare(
    context: Context,
    read: Meeting,
    mends: Sequence[Correction] = (),
    meeting_id: int | None = None,
    mended_before: bool = False,
    another: bool = False,
) -> PreparedDocument:
    """A document as it would be entered now; `mends` come to those that its meeting has.

    `meeting_id` names its meeting where that is known, `another` says that it is none that is
    held; a document that was `mended_before` has its meeting's corrections already.
    """
    db = context.book.read()
    recognised = _recognised(db, read, mends, meeting_id, another)
    known = recognised.meeting_id
    kept = meeting_without(read, erasures(db))
    kept = without_withdrawn(db, known, kept) if known else kept
    corrections = (*(() if mended_before else corrections_of_meeting(db, known)), *mends)
    understood = apply_action_corrections(
        understand(apply_corrections(kept, corrections)), corrections
    )
    return PreparedDocument(read, kept, understood, recognised, revision_of(db, known))


def _recognised(
    db: Database, read: Meeting, mends: Sequence[Correction], meeting_id: int | None, another: bool
) -> Recognised:
    if meeting_id is not None:
        return Recognised(meeting_id)
    return recognise(db, read, apply_corrections(read, mends), another)


def ingest(
    context: Context,
    read: Meeting,
    name: str,
    mends: Sequence[Correction] = (),
    meeting_id: int | None = None,
    expected: int | None = None,
    bring_back: bool = False,
    backlog: bool = False,
    mended_before: bool = False,
    word: Word = "keep",
    another: bool = False,
) -> Added:
    """Put a document into the book. `name` is where it came from.

    What it means for the promises of other meetings is entered with it, or nothing is.
    `expected` is the stamp of its meeting as somebody looked at it. What comes in as a `backlog`
    is news to nobody: it counts as published on the day of its meeting. `word` says who wants
    members to read it; where that is not enough, a new meeting is entered as a draft and an
    amendment is put aside. Raises WithdrawnError for minutes that were withdrawn, unless they are
    to be brought back; ChangedMeanwhileError; DoubtfulMeetingError where somebody has to say
    whether they are of `another` meeting; and MinutebookError where the book refuses it.
    """
    prepared = prepare(context, read, mends, meeting_id, mended_before, another)
    with context.book.write() as db:
        _check(db, prepared, expected, bring_back)
        if _outdated(db, prepared, mends, meeting_id, another):
            prepared = prepare(context, read, mends, meeting_id, mended_before, another)
            _check(db, prepared, None, bring_back)
        if prepared.recognised.perhaps:
            raise DoubtfulMeetingError(context.book, prepared.recognised.perhaps)
        known = prepared.meeting_id
        status = status_for(context, db, read.status, known, word)
        before = public_content(db, known) if known else frozenset()
        db.execute("savepoint entering")
        if bring_back and known:
            reinstate(db, known, context.hand, context.now)
            prepared = prepare(context, read, mends, known, mended_before)
        prepared = replace(prepared, meeting=replace(prepared.meeting, status=status))
        saved = _save(context, db, prepared, name, mends, mended_before, backlog)
        if must_wait(context, word, before, public_content(db, saved.meeting_id)):
            db.execute("rollback to entering")
            document = read if bring_back else prepared.kept
            aside = Amendment(saved.meeting_id, document, name, mends, bring_back, mended_before)
            return _put_aside(context, db, aside, saved)
        db.execute("release entering")
        wanted = read.status == "published" and saved.meeting.status == "draft"
        asked = wanted and word == "clerk"
        waiting = waiting_for_meeting(context, db, saved.meeting_id) if asked else None
    warnings = (*saved.warnings, *told_beside(context.book, prepared.recognised.beside))
    return _added(name, saved.outcome, saved.meeting, replace(saved, warnings=warnings), waiting)


def _save(
    context: Context,
    db: Database,
    prepared: PreparedDocument,
    name: str,
    mends: Sequence[Correction],
    mended_before: bool,
    backlog: bool,
) -> Saved:
    """Write a meeting with all that is kept beside it and follows from it."""
    faults: list[str] = []
    saved = save_meeting(
        context.book,
        prepared.meeting,
        name,
        context.now,
        name_rules(faults),
        context.hand,
        prepared.meeting_id,
    )
    if backlog and saved.outcome == "added":
        count_as_old(db, saved.meeting_id)
    _keep_beside(context, db, saved, prepared, name, mends, mended_before)
    faults += note_antecedents(context, db, saved.meeting_id)
    faults += on_published(context, saved.meeting_id)
    return replace(saved, warnings=(*faults, *saved.warnings))


def _put_aside(context: Context, db: Database, aside: Amendment, saved: Saved) -> Added:
    """Keep an amendment for another clerk: what is held of its meeting stays as it is."""
    waiting = put_aside(context, db, aside)
    held = meeting_rows(context.book, KEEPER, [aside.meeting_id])
    row = held[0] if held else replace(saved.meeting, status="withdrawn")
    return _added(aside.name, "unchanged", row, saved, waiting)


def _added(
    name: str, outcome: str, row: MeetingRow, saved: Saved, waiting: Waiting | None
) -> Added:
    return Added(
        name, outcome, row, saved.speakers, saved.warnings, waiting, saved.moved, saved.left_out
    )


def _keep_beside(
    context: Context,
    db: Database,
    saved: Saved,
    prepared: PreparedDocument,
    name: str,
    mends: Sequence[Correction],
    mended_before: bool,
) -> None:
    """What is needed to read the document again: its corrections, itself, and what it is."""
    keep_corrections(db, mends, context.hand, context.now, saved.meeting_id)
    if not mended_before:
        keep_version(db, saved.meeting_id, prepared.kept, name, context.hand, context.now)
    remember_keys(db, saved.meeting_id, prepared.read)


def ingest_again(
    context: Context, meeting_id: int, mends: Sequence[Correction] = (), word: Word = "keep"
) -> Added:
    """Read a held meeting again with new corrections: from its last document, or where that was
    a part of it, from what is held. Raises MinutebookError where it is not held."""
    document, name = document_of(context.book, meeting_id)
    before = name == HELD
    return ingest(context, document, name, mends, meeting_id, mended_before=before, word=word)


HELD = "what is held"


def document_of(book: Book, meeting_id: int) -> tuple[Meeting, str]:
    """Return what a held meeting can be read from again, and where that came from: its last
    document, or HELD, with its corrections made, where that was a part of it."""
    versions = stored_versions(book, meeting_id)
    if versions and versions[-1].meeting.whole:
        return versions[-1].meeting, versions[-1].source
    return stored_document(book, meeting_id), HELD


def _check(
    db: Database, prepared: PreparedDocument, expected: int | None, bring_back: bool
) -> None:
    if prepared.meeting_id and not bring_back:
        still_held(db, prepared.meeting_id)
    if expected is not None and revision_of(db, prepared.meeting_id) != expected:
        raise ChangedMeanwhileError(_meanwhile(db, prepared.meeting_id))


def _outdated(
    db: Database,
    prepared: PreparedDocument,
    mends: Sequence[Correction],
    meeting_id: int | None,
    another: bool,
) -> bool:
    """Whether the meeting has changed while the document was being understood."""
    now = _recognised(db, prepared.read, mends, meeting_id, another)
    return now != prepared.recognised or revision_of(db, now.meeting_id) != prepared.stamp


def _meanwhile(db: Database, meeting_id: int | None) -> str:
    last = last_step(db, meeting_id) if meeting_id else None
    done = {"withdrew": "withdrew something of", "added": "published"}
    if last is None:
        return "These minutes have been changed meanwhile. Look at them again, then publish."
    what, by, at = last
    return (
        f"Nothing was published: {by} {done.get(what, what)} these minutes meanwhile "
        f"({at:%H:%M} UTC). Look at what differs now, then publish again."
    )


# Files, folders and addresses that somebody names, as documents that can be loaded.


@dataclass(frozen=True, slots=True)
class Source:
    """A document to be added: its name for messages, and how to get its bytes and what is known
    of it. `load` may raise MinutebookError."""

    name: str
    load: Callable[[], tuple[bytes, Given]]


def documents(
    names: Iterable[str],
    given: Given,
    fetcher: Fetcher,
    standard_input: Callable[[], bytes],
) -> Iterator[Source]:
    """A source for each file, for each file of a folder, for each address, and for '-'.

    Nothing is read before its turn comes; what is not there is refused in its turn.
    """
    for name in names:
        if name == "-":
            yield Source("standard input", lambda: (standard_input(), given))
        elif name.startswith(("http://", "https://")):
            yield page(name, given, fetcher)
        else:
            paths = _files(Path(name))
            if not paths:
                yield Source(name, partial(_refuse, f"{name}: there is no file in this folder."))
            yield from (file(path, given) for path in paths)


def file(path: Path, given: Given) -> Source:
    """A file as a source."""
    return Source(str(path), lambda: (_bytes(path), given))


def page(url: str, given: Given, fetcher: Fetcher) -> Source:
    """The page at an address as a source: what the caller gives beats what its site says."""

    def load() -> tuple[bytes, Given]:
        data, _, told = fetch_source(fetcher, url)
        both = {f.name: getattr(given, f.name) or getattr(told, f.name) for f in fields(Given)}
        return data, Given(**both)

    return Source(url, load)


def _files(path: Path) -> list[Path]:
    """The path itself, or the files below a folder by name; those that are hidden in it are
    passed over, wherever the folder itself lies."""
    if not path.is_dir():
        return [path]
    below = (p for p in path.rglob("*") if p.is_file())
    return sorted(p for p in below if not is_hidden(p.relative_to(path).as_posix()))


def _refuse(sentence: str) -> NoReturn:
    raise MinutebookError(sentence)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MinutebookError(f"{path}: there is no such file or folder.") from error
    except OSError as error:
        raise MinutebookError(f"{path}: cannot be read ({error.strerror}).") from error
