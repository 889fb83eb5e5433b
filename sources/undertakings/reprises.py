"""A table of actions at the end of minutes that says again, word for word, what they say before."""

from collections.abc import Sequence
from dataclasses import replace

from storage.records import DrawnAction, Item, Meeting, Paragraph

_FEWEST = 4  # words; fewer may stand anywhere by chance

# The place of a paragraph: of its item, and its own.
Place = tuple[int, int]


def without_reprises(meeting: Meeting) -> Meeting:
    """The same meeting without the rows of a table of actions whose words stand in a paragraph of
    an item before, where an entry is drawn from them; that entry takes the owner and the day
    which the row gives, where it has none itself.

    Only some forms of the minutes have the table, and its rows say nothing that was not said.
    """
    entries: dict[Place, tuple[DrawnAction, ...]] = {}
    gone: set[Place] = set()
    for i, item in enumerate(meeting.items):
        for p, paragraph in enumerate(item.paragraphs):
            row = _row(paragraph)
            told = row and _told_before(meeting.items[:i], item.exempt, row, entries)
            if told:
                entries |= told
                gone.add((i, p))
    if not gone:
        return meeting
    items = [_without(i, item, entries, gone) for i, item in enumerate(meeting.items)]
    return replace(meeting, items=tuple(item for item in items if item))


def _row(paragraph: Paragraph) -> DrawnAction | None:
    """The action that a whole paragraph states, as a row does; None where it is none."""
    if paragraph.speaker or len(paragraph.actions) != 1 or len(paragraph.text.split()) < _FEWEST:
        return None
    (action,) = paragraph.actions
    whole = (action.start, action.end) == (0, len(paragraph.text))
    return action if whole and action.kind == "action" else None


def _told_before(
    items: Sequence[Item],
    exempt: bool,
    row: DrawnAction,
    entries: dict[Place, tuple[DrawnAction, ...]],
) -> dict[Place, tuple[DrawnAction, ...]]:
    """The entries of the paragraph in which a row's words stand, with what the row adds to that
    which is drawn from them; empty where there is none."""
    words = row.text.casefold().rstrip(".")
    for i, item in enumerate(items):
        for p, paragraph in enumerate(item.paragraphs):
            at = paragraph.text.casefold().find(words)
            if at < 0 or item.exempt != exempt:
                continue
            drawn = entries.get((i, p), paragraph.actions)
            for n, action in enumerate(drawn):
                if action.start < at + len(words) and at < action.end and _fits(action, row):
                    return {(i, p): (*drawn[:n], _with(action, row), *drawn[n + 1 :])}
    return {}


def _fits(action: DrawnAction, row: DrawnAction) -> bool:
    return not (action.due and row.due and action.due != row.due)


def _with(action: DrawnAction, row: DrawnAction) -> DrawnAction:
    return replace(
        action,
        owner=action.owner or row.owner,
        due=action.due or row.due,
        due_words=action.due_words or row.due_words,
    )


def _without(
    index: int, item: Item, entries: dict[Place, tuple[DrawnAction, ...]], gone: set[Place]
) -> Item | None:
    """An item without its rows that are gone; None where it had nothing else."""
    left = tuple(
        replace(paragraph, actions=entries.get((index, p), paragraph.actions))
        for p, paragraph in enumerate(item.paragraphs)
        if (index, p) not in gone
    )
    return replace(item, paragraphs=left) if left or not item.paragraphs else None
