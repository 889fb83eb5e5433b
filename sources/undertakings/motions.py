"""Motions: what was moved, and the vote that carried it, perhaps some sentences later."""

import re
from collections.abc import Iterator, Sequence

from sources.undertakings.agents import People
from sources.undertakings.finding import Finding
from sources.undertakings.limbs import charged, is_complete, limbs
from sources.undertakings.sentences import Span

_MOTION = re.compile(
    r"^(?:On\s+a\s+)?[Mm]otion\b|\bseconded\b|\b[Aa]\s+motion\b|\bIt\s+was\s+(?:moved|proposed)\b"
    r"|\bmoved\s+(?:to|that|approval|the)\b|\bproposed\s+(?:that|to)\b|^M/?S/?C\b"
)
_VOTED = re.compile(
    r"^M/?S/?C\b|\b(?:carried|passed|adopted|agreed|approved|confirmed|resolved|unanimous(?:ly)?|(?:all|were)\s+in\s+favou?r)\b"
)
_LOST = re.compile(
    r"\b(?:not\s+(?:carried|passed|agreed)|lost|defeated|fell|failed|withdrawn|rejected|no\s+seconder"
    r"|(?:lack|want)\s+of\s+a\s+second(?:er)?)\b"
)
_MOTION_LOST = re.compile(
    r"\b(?:was|were)\s+(?:lost|defeated|rejected)\b|\bno\s+seconder\b|\b(?:lack|want)\s+of\s+a\s+second"
)
# On being put to the vote …; Seconded by Cllr Dunn and …; The substantive motion was then …
_BEFORE_VERDICT = (
    r"(?:Put\s+to\s+the\s+vote,\s+)?(?:(?:Up)?[Oo]n\s+(?:being\s+|a\s+|the\s+)*(?:put\s+to\s+the\s+)?vote,?\s+)?"
    r"(?:Seconded\s+(?:by\s+)?[^.]{3,60}?(?:,|\s+and)\s+)?"
    r"(?:(?i:this|that|it|(?:the\s+)?(?:substantive\s+|original\s+)?(?:motion|proposal|resolution"
    r"|amendment|recommendations?))(?:\s+as\s+amended)?)?"
    r"\s*(?:(?:was|is|were|being)\s+)?(?:put\s+to\s+the\s+vote\s+and\s+)?"
    r"(?:(?:then|duly|unanimously)\s+)*"
)
# Carried. Agreed. The motion was carried by 7 votes to 2. All in favour.
_VERDICT = re.compile(
    rf"{_BEFORE_VERDICT}(?i:carried|passed|adopted|approved|accepted|granted|refused|declined|agreed|resolved|noted)\b(?!\s+£)"
    r"(?![^.]*\b(?:was|were|had|and|that|the|to\s+(?!(?:one|two|three|four|five|six|seven|eight|nine|ten|nil|none)\b)[a-z]+)\b)"
    r"(?:[^.:–-]|(?<=\d)[–-](?=\d)){0,60}\.?$"
    r"|(?:All\s+(?:agreed(?!\s+(?:it|he|she|they|there|how|with|on)\b)|in\s+favou?r)"
    r"|Unanimous(?:ly\s+\w+)?|Voting\s+was\s+unanimous|All\s+ayes|(?:The\s+)?[Vv]ote:?\s+(?:was\s+)?unanimous(?:ly)?|Ayes)\b[^.]{0,40}\.?$"
)
# Would re-lay the square. Agreed in principle. Where "Agreed" alone may be an opinion.
_PLAINLY = re.compile(r"(?:Agreed\s+in\s+principle|Approved|Accepted|Granted|Refused|Declined)\b")
_WHAT = re.compile(
    r"\b(?:[Tt]hat|to(?!\s+the\s+vote)|approval\s+of|on\s+approving)\s+"
    r"|\b(?:moved|proposed)\s+(?=[a-z]+ing\b)"
    r"|\b(?:moved|seconded)\s+(?=(?:support|approval|adoption|acceptance)\b)"
)
_SUGGESTED = re.compile(r"\b(?:suggested|proposed|recommended|moved|motion)\b", re.IGNORECASE)
# How many sentences a vote may stand after its motion: who seconded it comes between.
_BETWEEN = 5


def is_verdict(words: str) -> bool:
    """Whether a sentence only says that what stands before it was agreed or carried."""
    return _VERDICT.match(words) is not None


def is_lost(words: str) -> bool:
    """Whether a motion fell."""
    return _MOTION_LOST.search(words) is not None


def find_motion(people: People, spans: Sequence[Span], at: int) -> Iterator[Finding]:
    """What the sentence `spans[at]` says was carried, moved in it or shortly before it."""
    text, sentence = people.text, spans[at]
    words = text[slice(*sentence)]
    moved = bool(_MOTION.search(words) and _VOTED.search(words) and not _LOST.search(words))
    if not (moved or is_verdict(words)):
        return
    start, content = _what_was_moved(text, spans, at, moved)
    stop = sentence.start + len(words.rstrip(" ."))
    if content is None:
        yield from _told_alone(text, spans, at, moved, start, stop)
    else:
        yield from _by_limbs(people, content, sentence.end, start, stop)


def _what_was_moved(
    text: str, spans: Sequence[Span], at: int, moved: bool
) -> tuple[int, int | None]:
    """Where the sentence begins that tells what was moved, and where in it that stands."""
    start, content = spans[at].start, None
    if moved:
        content = _content(text[slice(*spans[at])], start)
    if content is not None:
        return start, content
    for before in reversed(spans[max(0, at - _BETWEEN) : at]):
        earlier = text[slice(*before)]
        if not is_lost(earlier) and _SUGGESTED.search(earlier):
            start = before.start
            if content := _content(earlier, start):
                break
    return start, content


def _told_alone(
    text: str, spans: Sequence[Span], at: int, moved: bool, start: int, stop: int
) -> Iterator[Finding]:
    """A decision where nothing else has been said: only who moved it is told."""
    sentence = spans[at]
    words = text[slice(*sentence)]
    alone = re.search(r"[Pp]roposed\s(?:by\s)?[^.]*seconded", words)
    if moved and alone and at:
        start = spans[at - 1].start
    if at and _PLAINLY.match(words):
        start = spans[at - 1].start
        moved = True
    if moved or (start < sentence.start and start == spans[0].start):
        yield Finding("resolution", start, stop, complete=True)


def _by_limbs(people: People, content: int, end: int, start: int, stop: int) -> Iterator[Finding]:
    """What was moved, from `content` to `end`, limb by limb; all of it from `start` to `stop`."""
    text = people.text
    told = [limb for limb in limbs(people, content, end) if not is_verdict(text[slice(*limb)])]
    for i, limb in enumerate(told):
        agent = charged(people, limb)
        yield Finding(
            "resolution",
            limb.start if i else start,
            limb.end if limb is not told[-1] else stop,
            agent.name if agent else None,
            complete=agent is None and is_complete(text[slice(*limb)]),
        )


def _content(words: str, start: int) -> int | None:
    """Where what is moved begins, in a sentence that begins at `start`."""
    found = _WHAT.search(words)
    return start + found.end() if found else None
