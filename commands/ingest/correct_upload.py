"""What a clerk corrects in forms of a document that waits to be published."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from commands.ingest.correct import KINDS
from commands.ingest.corrections import (
    letters_before,
    place_of_action,
    place_of_item,
    place_of_paragraph,
)
from commands.ingest.publish import prepare_upload
from commands.ingest.review import names_to_check
from commands.request_context import Context
from storage.corrections import Correction, keep_corrections, record_identity
from storage.model import KEEPER, ExtractedAction, Item, Meeting, MinutebookError, Paragraph
from storage.people import people

_CHANGED = "The document has been corrected meanwhile. Please open the form again."
FactName = Literal["date", "panel", "title", "url"]


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph as somebody saw it in a form: the place of its item, its own place there, and
    the `mark_of` its text, by which it is noticed that it is another one meanwhile."""

    item: int
    number: int
    mark: str


def mark_of(text: str) -> str:
    """Make a short mark of a text, by which it is noticed that it has changed."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def mark_of_names(names: Sequence[tuple[str, str | None]]) -> str:
    """Make the mark of a list of names to be checked."""
    return mark_of("".join(name for name, _ in names))


def mark_of_actions(actions: Sequence[ExtractedAction]) -> str:
    """Make the mark of a list of actions."""
    return mark_of("".join(action.text for action in actions))


def meeting_to_correct(context: Context, upload_id: str) -> Meeting:
    """Read the meeting of a waiting document with its corrections. Raises MinutebookError where it
    is published or gone."""
    return prepare_upload(context, upload_id).meeting


def item_to_correct(context: Context, upload_id: str, index: int) -> Item:
    """Find an item of a waiting document by its place. Raises MinutebookError where it is gone."""
    items = meeting_to_correct(context, upload_id).items
    if index >= len(items):
        raise MinutebookError(_CHANGED)
    return items[index]


def paragraph_to_correct(context: Context, upload_id: str, shown: ShownParagraph) -> Paragraph:
    """Find a paragraph of a waiting document. Raises MinutebookError where another stands there."""
    return _shown(context, upload_id, shown)[1]


def _shown(context: Context, upload_id: str, shown: ShownParagraph) -> tuple[Item, Paragraph]:
    item = item_to_correct(context, upload_id, shown.item)
    if shown.number < len(item.paragraphs):
        paragraph = item.paragraphs[shown.number]
        if mark_of(paragraph.text) == shown.mark:
            return item, paragraph
    raise MinutebookError(_CHANGED)


def people_to_correct(
    context: Context, upload_id: str
) -> tuple[tuple[tuple[str, str | None], ...], list[str]]:
    """List the names that a waiting document has and the book has not, each with whom it is taken
    for, and the people that they may be."""
    meeting = meeting_to_correct(context, upload_id)
    known = [p.name for p in people(context.book, KEEPER, meeting.panel) if not p.office]
    return names_to_check(context, meeting), known


def actions_to_correct(context: Context, upload_id: str) -> list[ExtractedAction]:
    """List the actions that were drawn from a waiting document."""
    return [action for _, _, action in _drawn(meeting_to_correct(context, upload_id))]


def correct_facts(
    context: Context,
    upload_id: str,
    facts: Mapping[FactName, str | None],
    exempt: Collection[int],
) -> int:
    """Correct what a waiting document is of, and which items (by their places) are for the
    secretariat alone: how many corrections those were. Raises MinutebookError where it is gone."""
    meeting = meeting_to_correct(context, upload_id)
    read: dict[FactName, str | None] = {
        "date": meeting.date.isoformat() if meeting.date else None,
        "panel": meeting.panel,
        "title": meeting.title,
        "url": meeting.url,
    }
    of_meeting = [
        Correction(name, new, {})
        for name, new in facts.items()
        if new and new != (read[name] or "")
    ]
    of_items = [
        Correction("exempt", "yes" if n in exempt else "no", place_of_item(item))
        for n, item in enumerate(meeting.items)
        if item.exempt != (n in exempt)
    ]
    return _keep(context, upload_id, [*of_meeting, *of_items])


def drop_or_join_paragraph(
    context: Context, upload_id: str, kind: Literal["drop", "join"], shown: ShownParagraph
) -> None:
    """Leave a paragraph of a waiting document out, or join it with the next. Raises
    MinutebookError where another stands there meanwhile."""
    place = place_of_paragraph(*_shown(context, upload_id, shown))
    _keep(context, upload_id, [Correction(kind, "", place)])


def split_paragraph(context: Context, upload_id: str, shown: ShownParagraph, words: str) -> int:
    """Split a paragraph of a waiting document before some words: how many corrections that was.
    Raises MinutebookError where they do not stand once within it."""
    item, paragraph = _shown(context, upload_id, shown)
    at = paragraph.text.find(words)
    if not words or at <= 0 or paragraph.text.count(words) > 1:
        raise MinutebookError(
            f"“{words}” does not stand once within the paragraph. Copy a few of its words."
        )
    letters = letters_before(paragraph.text, at)
    place = place_of_paragraph(item, paragraph)
    return _keep(context, upload_id, [Correction("split", str(letters), place)])


def correct_people(
    context: Context, upload_id: str, mark: object, chosen: Sequence[str | None]
) -> int:
    """Say who is who: what is said of names counts wherever they are read from now on. `chosen`
    are the people for the names of `people_to_correct`, in that order, None for somebody new.

    How many are taken for another than before; raises MinutebookError where `mark` is of others.
    """
    meeting = meeting_to_correct(context, upload_id)
    names = names_to_check(context, meeting)
    if mark_of_names(names) != mark:
        raise MinutebookError(_CHANGED)
    said = [
        (name, person, taken_for)
        for (name, taken_for), person in zip(names, chosen, strict=False)
        if person != taken_for
    ]
    with context.book.write():
        for name, person, taken_for in said:
            _identify(context, meeting, name, person or taken_for or "", person is not None)
    return len(said)


def _identify(context: Context, meeting: Meeting, name: str, person: str, together: bool) -> None:
    """Say whether a name is a known person's."""
    held = people(context.book, KEEPER, meeting.panel)
    known = next((one for one in held if one.name == person), None)
    if known is None:
        raise MinutebookError(_CHANGED)
    forms = (known.name, *known.aliases)
    record_identity(context.book, meeting.panel, name, forms, together, context.who, context.now)


def correct_actions(
    context: Context, upload_id: str, mark: object, said: Sequence[tuple[str, str]]
) -> int:
    """Correct kinds and owners of what was drawn from a waiting document: `said` are both for the
    actions of `actions_to_correct`, in that order.

    How many corrections those were; raises MinutebookError where `mark` is of others.
    """
    drawn = _drawn(meeting_to_correct(context, upload_id))
    if mark_of_actions([action for _, _, action in drawn]) != mark:
        raise MinutebookError(_CHANGED)
    mends: list[Correction] = []
    for (item, paragraph, action), (kind, owner) in zip(drawn, said, strict=False):
        place = place_of_action(item, paragraph, action.text)
        if owner != (action.owner or ""):
            mends.append(Correction("owner", owner, place))
        if kind in KINDS and kind != action.kind:
            mends.append(Correction("kind", kind, place))
    return _keep(context, upload_id, mends)


def _drawn(meeting: Meeting) -> list[tuple[Item, Paragraph, ExtractedAction]]:
    return [
        (item, paragraph, action)
        for item in meeting.items
        for paragraph in item.paragraphs
        for action in paragraph.actions
        if action.certain
    ]


def _keep(context: Context, upload_id: str, mends: Sequence[Correction]) -> int:
    with context.book.write() as db:
        keep_corrections(db, mends, context.hand, context.now, upload_id=upload_id)
    return len(mends)
