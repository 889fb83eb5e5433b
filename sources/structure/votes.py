"""How a vote went: the figures for, against and abstaining that a paragraph gives, and who."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.language.names import find_names
from sources.language.sentences import action_sentences
from sources.rules import says
from storage.model import Item, Meeting, Paragraph, Vote

_WORDS = (
    "no nil none one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_FIGURES = {word: max(0, at - 2) for at, word in enumerate(_WORDS)}
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(_WORDS)})"
_VOTERS = (
    r"\s+(?:members?\s+|councillors?\s+|governors?\s+|trustees?\s+)?"
    r"(?:votes?|voted|voting|members? were|were)"
)
_SIDES = {
    "for": r"(?:in\s+favou?r|for|ayes?|yes|supported)",
    "against": r"(?:against|opposed|noes|nays?)",
    "abstained": r"(?:abstentions?|abstained|abstaining)",
}
_TO = re.compile(
    rf"\b(?:by|of|carried|passed|lost|approved|agreed|vote:?|result:?)\s+(?:by\s+)?{_N}"
    rf"(?:\s+votes?)?\s*(?:to|[-–])\s*{_N.replace('?P<n>', '?P<m>')}"
    rf"(?:\s*[-–]\s*{_N.replace('?P<n>', '?P<k>')})?\b(?!\.?\d|[:%]|\s*(?:per|pm|am)\b)",
    re.IGNORECASE,
)
_VOTE = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|ayes|noes|motion|abst\w+)\b|^\W*(?:for|against) \(\d", re.IGNORECASE
)
# Votes for one candidate and for another are no vote for and against.
_CANDIDATES = re.compile(
    r"\b(?:for|in favou?r of)\b.*\b(?:votes?|\d+) (?:for|in favou?r of)\b", re.I
)


def find_votes(meeting: Meeting) -> Meeting:
    """The same meeting with the votes that its paragraphs tell."""
    return replace(meeting, items=tuple(map(_with_votes, meeting.items)))


def _with_votes(item: Item) -> Item:
    rows = item.paragraphs
    votes = [_vote_at(rows, place) for place in range(len(rows))]
    with_votes = tuple(
        replace(row, vote=vote) if vote else row for row, vote in zip(rows, votes, strict=True)
    )
    return replace(item, paragraphs=with_votes) if any(votes) else item


_BACK = 12  # paragraphs in which a motion is looked for


def _vote_at(rows: Sequence[Paragraph], place: int) -> Vote | None:
    """The vote that a paragraph tells, with how it ended and what it was on; None where it tells
    none, neither in figures nor by what came of a motion."""
    text = rows[place].text
    vote, passed = vote_in(text), _ending(text)
    if vote is None and passed is None:
        return None
    vote = vote or Vote()
    if passed is None and vote.for_ is not None and vote.against is not None:
        passed = None if vote.for_ == vote.against else vote.for_ > vote.against
    return replace(vote, passed=passed, motion=_motion(rows, place))


def _ending(text: str) -> bool | None:
    """Whether a motion or vote was carried, as the sentences that speak of it say."""
    speaking = [one for one in _sentences(text) if _VOTE.search(one)]
    if any(says("motions", "fell", one) for one in speaking):
        return False
    return True if any(says("motions", "verdict", one) for one in speaking) else None


def _motion(rows: Sequence[Paragraph], place: int) -> int | None:
    """Where it stands what was voted on: in the paragraph itself, or the nearest before it."""
    for at in range(place, max(-1, place - _BACK), -1):
        if any(says("motions", "moved", one) for one in _sentences(rows[at].text)):
            return at
    return None


def _sentences(text: str) -> list[str]:
    return [text[one.start : one.end] for one in action_sentences(text)]


def vote_in(text: str) -> Vote | None:
    """The vote that a paragraph tells in figures or names; None where it tells none."""
    if not (_VOTE.search(text) or _TO.search(text)) or _CANDIDATES.search(text):
        return None
    figures = {side: _figure(text, words, surely=False) for side, words in _SIDES.items()}
    if figures["for"] is None or figures["against"] is None:
        for side in ("for", "against"):
            figures[side] = _figure(text, _SIDES[side], surely=True)
    if figures["for"] is None and figures["against"] is None and (to := _TO.search(text)):
        figures["for"], figures["against"] = _value(to["n"]), _value(to["m"])
        figures["abstained"] = _value(to["k"]) if to["k"] else figures["abstained"]
    names = tuple((side, found) for side, words in _SIDES.items() if (found := _names(text, words)))
    for side, found in names:
        figures[side] = len(found) if figures[side] is None else figures[side]
    if figures["for"] is None and figures["against"] is None and not names:
        return None
    return Vote(figures["for"], figures["against"], figures["abstained"], names)


def _figure(text: str, words: str, surely: bool) -> int | None:
    """The figure before or after the name of a side: "7 for", "FOR 7", "For (4):", "for: nil".

    `surely`: only "7 voted for" and "For: 7", because "for three days" is no vote by itself.
    """
    mark = r"\s*[:(]\s*" if surely else r"\s*[:(–-]?\s*"
    voters = _VOTERS if surely else f"(?:{_VOTERS})?"
    before = re.search(rf"(?<![£$€.,\d])\b{_N}{voters}\s+{words}\b", text, re.I)
    after = re.search(rf"\b{words}{mark}{_N}\b(?!\s*(?:reasons?|per|%|weeks?))", text, re.I)
    found = before or after
    return _value(found["n"]) if found else None


def _value(figure: str) -> int:
    return int(figure) if figure.isdigit() else _FIGURES[figure.lower()]


def _names(text: str, words: str) -> tuple[str, ...]:
    """Whom a recorded vote lists after "For (4):" or "Ayes:"."""
    listed = re.search(rf"(?:^|[.;]\s+){words}\s*(?:\(\d+\))?\s*[:–-]\s*([^.;]+)", text, re.I)
    if listed is None:
        return ()
    people = [n.name for n in find_names(listed[1]) if n.kind == "person"]
    if people:
        return tuple(people)
    parts = re.split(r",\s*(?:and\s+)?|\s+and\s+", listed[1].strip())
    return tuple(parts) if all(re.fullmatch(r"[A-Z][\w’' -]*", part) for part in parts) else ()
