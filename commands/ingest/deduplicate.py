"""One promise told in several places of a meeting (the talk, the resolution, the table of
actions) is one entry: at the first place, with the others as its further tellings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sources.actions.extract import same_promise
from storage.model import DuplicateMention, ExtractedAction, Meeting
from storage.tokens import STOP, words

# Words that only say that something is promised, and to or by what kind of body.
_EMPTY = STOP | frozenset(
    """
    action actions agreed agree ask asked board committee council decision it member members
    offered panel please promised regarding request requested resolved said undertook undertaken
    """.split()
)
_FEWEST = 3  # words of content without which two tellings cannot be told to be one
_FURTHEST = 500  # entries further on in which one is looked for again: more than a meeting has
_HALF = 0.5  # of the longer telling's content that a shorter one in the same words must have
_SHARE = 0.8  # of the shorter telling's content that the longer one must hold


@dataclass(slots=True)
class _Place:
    """An action, where it stands, and what it is about; `taken` once it is another's telling."""

    item: int
    paragraph: int
    exempt: bool
    action: ExtractedAction
    content: frozenset[str]
    taken: bool = False


def merge_duplicates(meeting: Meeting) -> Meeting:
    """The same meeting, its repeated promises drawn once with `also` filled in."""
    places = list(_places(meeting))
    kept: dict[tuple[int, int], list[ExtractedAction]] = {}
    repeatable = [place for place in places if _is_repeatable(place)]
    passed = 0  # of the repeatable ones
    for first in places:
        passed += _is_repeatable(first)
        if first.taken:
            continue
        action = first.action
        for later in repeatable[passed : passed + _FURTHEST] if _is_repeatable(first) else ():
            if not later.taken and _one(first, action, later):
                later.taken = True
                action = _with(action, later)
        kept.setdefault((first.item, first.paragraph), []).append(action)
    items = tuple(
        replace(
            item,
            paragraphs=tuple(
                replace(paragraph, actions=tuple(kept.get((i, p), ())))
                for p, paragraph in enumerate(item.paragraphs)
            ),
        )
        for i, item in enumerate(meeting.items)
    )
    return replace(meeting, items=items)


def _places(meeting: Meeting) -> Iterator[_Place]:
    for i, item in enumerate(meeting.items):
        for p, paragraph in enumerate(item.paragraphs):
            for action in paragraph.actions:
                yield _Place(i, p, item.exempt, action, _content(action))


def _is_repeatable(place: _Place) -> bool:
    """Whether it says enough, and for certain, to be told again elsewhere."""
    return place.action.certain and len(place.content) >= _FEWEST


def _one(first: _Place, so_far: ExtractedAction, later: _Place) -> bool:
    """Whether the later place tells the promise again.

    Within a paragraph two sentences are two promises, unless one is a decision in the words of the
    other. Another item repeats one only as a table of actions does; what is exempt is never mixed
    with what is not.
    """
    a, b = so_far, later.action
    if first.exempt != later.exempt or (a.due and b.due and a.due != b.due):
        return False
    if first.item == later.item and "resolution" in (a.kind, b.kind) and _restates(first, later):
        return a.owner is None or b.owner is None or a.owner == b.owner
    if (first.item, first.paragraph) == (later.item, later.paragraph) or a.complete or b.complete:
        return False
    if first.item != later.item and "action" not in (first.action.kind, b.kind):
        return False
    return _same_content(first.content, later.content) and same_promise(a, b)


def _restates(first: _Place, later: _Place) -> bool:
    """Whether one says nothing that the other does not, with the same figures, and not much less:
    "It was agreed to buy a mower from Hodge", "RESOLVED that a mower be bought from Hodge"."""
    fewer, more = sorted((first.content, later.content), key=len)
    figures = any(word[:1].isdigit() for word in more - fewer)
    return not figures and len(fewer) >= _HALF * len(more) and fewer <= more


def _same_content(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= _SHARE * min(len(a), len(b))


def _content(action: ExtractedAction) -> frozenset[str]:
    """The words that tell what is promised, without their endings and without the owner's."""
    return _words(action.text) - _words(" ".join((action.owner or "", *action.co_owners)))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(text) if word.plain not in _EMPTY)


def _with(action: ExtractedAction, later: _Place) -> ExtractedAction:
    """The entry with one telling more; what it does not say itself is taken from there.

    Its kind stays that of the words it is shown by: an undertaking is no less one for being
    listed in a table of actions.
    """
    told = later.action
    telling = DuplicateMention(
        later.item, later.paragraph, told.kind, told.text, told.start, told.end
    )
    return replace(
        action,
        owner=action.owner or told.owner,
        co_owners=action.co_owners if action.owner else told.co_owners,
        recipient=action.recipient or told.recipient,
        due=action.due or told.due,
        due_words=action.due_words or told.due_words,
        also=(*action.also, telling),
    )
