"""A meeting's paragraphs, each with what is drawn from it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
import datetime as dt
import re

from rapidfuzz import fuzz

from sources.due import find_due
from sources.undertakings.action_lines import find_action_lines
from sources.undertakings.agents import People, find_people
from sources.undertakings.finding import Finding
from sources.undertakings.promises import find_promises
from sources.undertakings.requests import find_requests
from sources.undertakings.resolutions import MARKER, find_resolutions, opens_list
from sources.undertakings.sentences import Span, sentences
from sources.undertakings.words import BODY
from storage.records import SPEAKING, DrawnAction, Item, Meeting, Paragraph

_RECIPIENT = re.compile(rf"\bto\s+(?P<body>{BODY})\b")
ALIKE = 85


@dataclass
class _Reading:
    """What an item has said so far that bears on its next paragraph."""

    speaker: str | None = None
    in_list: bool = False


def draw_actions(meeting: Meeting) -> Meeting:
    """The same meeting with the `actions` of each paragraph filled in.

    What the paragraphs' mentions say about who speaks is used where it is given. A decision
    that an item repeats word for word is drawn once.
    """
    items = tuple(_drawn_item(item, meeting.date, meeting.next_meeting) for item in meeting.items)
    return replace(meeting, items=items)


def same_promise(a: DrawnAction, b: DrawnAction) -> bool:
    """Whether two entries of a meeting may be one promise told twice: like words, no two owners."""
    if a.owner and b.owner and a.owner.casefold() != b.owner.casefold():
        return False
    return fuzz.token_set_ratio(_bare(a.text), _bare(b.text)) >= ALIKE


def _bare(words: str) -> str:
    words = re.sub(r"[^\w\s]", " ", words.casefold())
    return re.sub(r"\b(?:resolved|agreed|decision|that|the|to|an?|would|be|it|was)\b", " ", words)


def _drawn_item(item: Item, held: dt.date | None, then: dt.date | None) -> Item:
    reading, seen, paragraphs = _Reading(), set[str](), []
    for paragraph in item.paragraphs:
        drawn = []
        for action in _drawn(paragraph, reading, held, then):
            words = " ".join(_bare(action.text).split())
            if action.kind == "resolution" and words in seen:
                continue
            seen.add(words)
            drawn.append(action)
        paragraphs.append(replace(paragraph, actions=tuple(drawn)))
    return replace(item, paragraphs=tuple(paragraphs))


def _drawn(
    paragraph: Paragraph, reading: _Reading, held: dt.date | None, then: dt.date | None
) -> Iterator[DrawnAction]:
    """What is drawn from one paragraph; `reading` goes on to the next."""
    before = paragraph.speaker or reading.speaker
    people = find_people(paragraph.text, paragraph.mentions, before)
    for finding in _findings(people, reading):
        text = paragraph.text[finding.start : finding.end]
        since = finding.start if finding.since is None else finding.since
        due_words, due = find_due(text, held, then)
        if due_words is None:
            due_words, due = find_due(paragraph.text[since : finding.start], held, then)
        recipient = _RECIPIENT.search(text)
        yield DrawnAction(
            kind=finding.kind,
            text=text,
            start=finding.start,
            end=finding.end,
            owner=finding.owner,
            recipient=recipient["body"] if recipient else None,
            due=due,
            due_words=due_words,
            procedural=finding.procedural,
            certain=finding.certain,
        )
    reading.speaker = _last_speaker(paragraph, people) or reading.speaker


def _findings(people: People, reading: _Reading) -> list[Finding]:
    """The findings of a paragraph in order, none within another."""
    kept: list[Finding] = []
    previous: Span | None = None
    for sentence in sentences(people.text):
        words = people.text[sentence.start : sentence.end]
        if opens_list(words):
            reading.in_list = (
                words.rstrip().endswith((":", "that", "THAT")) or len(words.split()) < 3
            )
            if reading.in_list:
                previous = sentence
                continue
        elif reading.in_list and not re.match(rf"{MARKER}|[Tt]hat\b|[Tt]o\b|[a-z]", words):
            reading.in_list = False
        found = [
            *find_action_lines(people, sentence, previous),
            *find_resolutions(people, sentence, reading.in_list),
            *find_requests(people, sentence),
            *find_promises(people, sentence),
        ]
        for finding in found:
            if finding.kind == "action":
                kept = [k for k in kept if not (finding.start <= k.start and k.end <= finding.end)]
            if not any(k.start < finding.end and finding.start < k.end for k in kept):
                kept.append(finding)
        previous = sentence
    return sorted(kept, key=lambda finding: finding.start)


def _last_speaker(paragraph: Paragraph, people: People) -> str | None:
    spoken = [m.name for m in paragraph.mentions if m.part in SPEAKING]
    if spoken:
        return spoken[-1]
    agent = people.acting_before(len(paragraph.text))
    return agent.name if agent else None
