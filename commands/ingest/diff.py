"""What differs between two versions of minutes, as a clerk would look for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from commands.approval import require_clerk
from commands.ingest import PreparedDocument, Source, ingest, prepare
from commands.ingest_reports import Added
from commands.request_context import Context
from sources.formats import read_document
from storage.ingest.recognition import is_plainly_another, recognise
from storage.matching import ExistingItem, ExistingParagraph, match_items, match_paragraphs
from storage.meetings import meeting_name, stored_document
from storage.model import Item, Meeting, MinutebookError, Paragraph
from storage.withdrawal_filter import still_held

_TOKEN = re.compile(r"\s*\S+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words: "equal", "removed" (only before) or "added" (only now)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A paragraph that differs: `before` or `after` is None where it is new or gone."""

    item_number: str | None
    item_title: str
    number: str | None
    before: str | None
    after: str | None

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its words, with what went and what came."""
        return word_runs(self.before or "", self.after or "")


@dataclass(frozen=True, slots=True)
class Differences:
    """`said` are (field, before, after) of the meeting itself; `items` are sentences of items
    that came, went, were renamed or taken in private; `renumbered` paragraphs have the same
    words under another number."""

    said: tuple[tuple[str, str, str], ...] = ()
    items: tuple[str, ...] = ()
    paragraphs: tuple[Changed, ...] = ()
    renumbered: int = 0

    @property
    def none(self) -> bool:
        """Whether both say the same."""
        return not (self.said or self.items or self.paragraphs or self.renumbered)


def differences(before: Meeting, after: Meeting) -> Differences:
    """What another version says differently. A version of single items is compared in these."""
    held = [
        ExistingItem(n, n, item.number, item.title, item.url) for n, item in enumerate(before.items)
    ]
    pairs = match_items(held, after.items)
    compared = set(pairs.values()) if not after.whole else set(range(len(held)))
    old = {
        f"{i}:{n}": (i, paragraph)
        for i in sorted(compared)
        for n, paragraph in enumerate(before.items[i].paragraphs)
    }
    kept = [
        ExistingParagraph(key, i, paragraph.number, paragraph.text)
        for key, (i, paragraph) in old.items()
    ]
    ids = match_paragraphs(kept, after.items, pairs)
    paragraphs, renumbered = [], 0
    for (i, n), paragraph in _places(after.items):
        item = after.items[i]
        earlier = old[ids[i, n]][1] if (i, n) in ids else None
        if earlier is None or earlier.text != paragraph.text:
            was = earlier.text if earlier else None
            now = paragraph.text
            paragraphs.append(Changed(item.number, item.title, paragraph.number, was, now))
        elif earlier.number != paragraph.number:
            renumbered += 1
    for key, (i, lost) in old.items():
        if key not in ids.values():
            item = before.items[i]
            paragraphs.append(Changed(item.number, item.title, lost.number, lost.text, None))
    told = tuple(_items(before, after, pairs, compared))
    return Differences(tuple(_said(before, after)), told, tuple(paragraphs), renumbered)


def word_runs(before: str, after: str) -> tuple[Run, ...]:
    """Two texts as one, word by word."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    bare_old, bare_new = ([word.strip() for word in told] for told in (old, new))
    matcher = SequenceMatcher(None, bare_old, bare_new, autojunk=False)
    runs: list[Run] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            runs.append(Run("equal", "".join(new[c:d])))
            continue
        runs += [Run("removed", "".join(old[a:b]))] if a < b else []
        runs += [Run("added", "".join(new[c:d]))] if c < d else []
    return tuple(runs)


def _places(items: Sequence[Item]) -> Iterator[tuple[tuple[int, int], Paragraph]]:
    for i, item in enumerate(items):
        for n, paragraph in enumerate(item.paragraphs):
            yield (i, n), paragraph


_FIELDS = ("panel", "title", "date", "time", "place", "url", "status", "next_meeting")


def _said(before: Meeting, after: Meeting) -> Iterator[tuple[str, str, str]]:
    """What the new version says of the meeting; what it does not say stays as it was."""
    for field in _FIELDS:
        old, new = getattr(before, field), getattr(after, field)
        if new is not None and old != new:
            yield field.replace("_", " "), str(old or "nothing"), str(new)


def _items(
    before: Meeting, after: Meeting, pairs: dict[int, int], compared: set[int]
) -> Iterator[str]:
    for n, item in enumerate(after.items):
        if n not in pairs:
            yield f"new: {_named(item)}"
            continue
        old = before.items[pairs[n]]
        if (old.number, old.title) != (item.number, item.title):
            yield f"{_named(old)} is now {_named(item)}"
        if old.exempt != item.exempt:
            how = "kept for the secretariat now" if item.exempt else "for everybody now"
            yield f"{_named(item)}: {how}"
    for n in sorted(compared - set(pairs.values())):
        yield f"gone: {_named(before.items[n])}"


def _named(item: Item) -> str:
    return f"item {item.number}, {item.title}" if item.number else f"item “{item.title}”"


# A newer version of held minutes: looked at beside what is held, then entered.


@dataclass(frozen=True, slots=True)
class Amendment:
    """A newer version and what it changes; nothing is entered yet."""

    meeting_id: int
    source: str
    prepared: PreparedDocument
    changed: Differences


def read_amendment(
    context: Context, meeting_id: int, source: Source, bring_back: bool = False
) -> Amendment:
    """What a document would change of a meeting. Raises MinutebookError where the meeting is not
    held or was withdrawn, and where the document holds other than one meeting."""
    require_clerk(context)
    meeting_name(context.book, meeting_id)
    if not bring_back:
        still_held(context.book.read(), meeting_id)
    data, given = source.load()
    meetings = read_document(data, source.name, given)
    if len(meetings) != 1:
        raise MinutebookError(
            f"{source.name} holds {len(meetings)} meetings. Amend one with a document of its own."
        )
    refuse_another(context, meeting_id, meetings[0], source.name)
    prepared = prepare(context, meetings[0], meeting_id=meeting_id)
    return Amendment(meeting_id, source.name, prepared, compare_with_existing(context, prepared))


def refuse_another(
    context: Context, meeting_id: int, read: Meeting, name: str, sure: bool = False
) -> None:
    """Raises MinutebookError for a document that is plainly of another meeting; of one of that
    day only unless somebody is `sure`."""
    known = recognise(context.book.read(), read, read).meeting_id
    if known is not None and known != meeting_id:
        other = meeting_name(context.book, known)
        raise MinutebookError(f"{name} is of another meeting: {other} (meeting {known}).")
    if is_plainly_another(context.book.read(), meeting_id, read, that_day=not sure):
        day = f" of {read.date:%-d %B %Y}" if read.date else " of another meeting"
        time = f" at {read.time}" if read.time else ""
        raise MinutebookError(
            f"{name} is{day}{time} and shares no paragraph with meeting "
            f"{meeting_id}. 'minutebook add' enters it as a meeting of its own."
        )


def compare_with_existing(context: Context, prepared: PreparedDocument) -> Differences:
    """What a document changes of what is held of its meeting."""
    if prepared.meeting_id is None:
        return Differences()
    try:
        held = stored_document(context.book, prepared.meeting_id)
    except MinutebookError:
        return Differences()  # it was withdrawn: there is nothing to compare
    return differences(held, prepared.meeting)


def amend(context: Context, amendment: Amendment, bring_back: bool = False) -> Added:
    """Enter a newer version. Ids of paragraphs, actions and what people did with them stay; the
    messages that quote what changed are edited.

    Raises ChangedMeanwhileError where somebody was quicker, WithdrawnError where it is gone.
    """
    require_clerk(context)
    return ingest(
        context,
        amendment.prepared.read,
        amendment.source,
        meeting_id=amendment.meeting_id,
        expected=amendment.prepared.stamp,
        bring_back=bring_back,
    )
