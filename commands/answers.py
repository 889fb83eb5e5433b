"""What Minutebook answers."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from storage.model import ActionRow, MeetingRow, ParagraphRow, Person


class Answer:
    """What a request is answered with: one of the classes below, or of those that have a module of
    their own, which is imported only where such an answer is given."""

    __slots__ = ()


class RegisterAnswer(Answer):
    """An answer from the register: see action_answers."""

    __slots__ = ()


class SentAnswer(Answer):
    """What is sent without being asked, or is answered of that: see digest_answers."""

    __slots__ = ()


class Report(Answer):
    """What came of adding or fetching minutes: see ingest_reports."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of a question, close to the one that is answered: its `words`, the
    `question` that is read in that way alone, and what the words tell of, if that may go."""

    words: str
    question: str
    source: ActionRow | ParagraphRow | None = None


@dataclass(frozen=True, slots=True)
class Interpreted:
    """How a question was understood. `sentence` says it to a person, `asked` says the small
    language ("before:2026-01-29") in English; `corrections` are (as typed, as searched)."""

    text: str
    speakers: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    panel: str | None = None
    corrected: str | None = None
    corrections: tuple[tuple[str, str], ...] = ()
    sentence: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One paragraph found. `url` is the closest address, with a text fragment where it has one.

    `snippet` is a stretch of the text around the matches; `highlights` are `[start, end)` in the
    whole text. `why` are the facts that ranked it, for `--explain`;
    `only_close`: no word of the question is in it, but it is close in meaning.
    """

    rank: int
    paragraph: ParagraphRow
    url: str | None
    snippet: str
    highlights: tuple[tuple[int, int], ...]
    score: float
    why: tuple[tuple[str, float], ...] = ()
    only_close: bool = False


@dataclass(frozen=True, slots=True)
class SearchAnswer(Answer):
    """`suggestions` are questions that would find something, where this one found nothing;
    `nearest` are near in meaning then, and no answer. `candidates` are people of whom the asker
    must pick one (a name that fits several). `counterpart` is the reply to the question that the
    first result asks, or the question to which it replies, where they are paragraphs apart."""

    query: str
    interpreted: Interpreted
    hits: tuple[Hit, ...]
    total: int
    offset: int
    took_ms: float
    suggestions: tuple[str, ...] = ()
    candidates: tuple[Person, ...] = ()
    searched: str = ""
    nearest: tuple[Hit, ...] = ()
    counterpart: ParagraphRow | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class ContextAnswer(Answer):
    """A paragraph between its neighbours, in the order of the minutes.
    `resolution` is what its item came to, unless that is the paragraph itself; `elsewhere` are
    paragraphs on the same subject, one a meeting, newest first, with their addresses.
    """

    paragraphs: tuple[ParagraphRow, ...]
    asked_for: str
    url: str | None
    resolution: ParagraphRow | None = None
    elsewhere: tuple[tuple[ParagraphRow, str | None], ...] = ()


Verdict = Literal["word for word", "with omissions", "altered", "spliced", "not held"]
Change = Literal["equal", "added", "removed", "changed", "omitted", "editorial"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of words of a quotation beside those of the minutes, either of them empty where
    there are none: `added` by the quotation, `removed` or `omitted` (where it says so by an
    ellipsis) from the minutes, `changed`; `editorial` where the quotation has brackets."""

    kind: Change
    quoted: str
    held: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: `[start, end)` spans of the paragraph's text, in order."""

    paragraph: ParagraphRow
    url: str | None
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class QuotedPart:
    """A part of a quotation and its place; None where it stands nowhere."""

    quoted: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class QuotationAnswer(Answer):
    """Whether a quotation stands in the minutes held.

    `places` are where it stands, newest first, or the nearest passage where it was altered;
    `total` counts the paragraphs that hold it word for word, and `more` says that there are more
    than were counted. `differences` lay it beside the first place; `parts` are those of a
    spliced quotation. `sentence` is the finding, `notes` what qualifies it.
    """

    quotation: str
    verdict: Verdict
    sentence: str
    places: tuple[Place, ...] = ()
    total: int = 0
    more: bool = False
    differences: tuple[Difference, ...] = ()
    parts: tuple[QuotedPart, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakersAnswer(Answer):
    """People, best first, each with how well the name fits (0 to 100; None where none asked).
    `sentence` says what they did, where it was asked of a paragraph, and who held an office.
    """

    query: str
    people: tuple[tuple[Person, float | None], ...]
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class MeetingsAnswer(Answer):
    """What is indexed, newest first. `numbered`: by their ids, which the secretariat's commands
    are told; a gap in them would tell of a draft."""

    meetings: tuple[MeetingRow, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class OverviewItem:
    """An item of a meeting, its address, what was decided under it and what else was promised."""

    title: str
    url: str | None
    decisions: tuple[ParagraphRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()

    @property
    def quoted(self) -> tuple[str, ...]:
        """The words of all of these, as they stand in the minutes."""
        decided = tuple(row.text for row in self.decisions)
        entries = (" ".join(filter(None, (one.about, one.text))) for one in self.actions)
        return (*decided, *entries)


@dataclass(frozen=True, slots=True)
class OverviewAnswer(Answer):
    """What a whole meeting was about, or who was there. `people` are (how, names) each: present,
    apologies; `sentence` says which meeting it is and what else was asked of it."""

    sentence: str
    meeting: MeetingRow | None = None
    items: tuple[OverviewItem, ...] = ()
    people: tuple[tuple[str, tuple[str, ...]], ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpAnswer(Answer):
    """How to ask: sentences, and (typed, what it does) examples from what is held."""

    title: str
    examples: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal(Answer):
    """A sentence in place of an answer: what was wrong and what to do."""

    sentence: str
    try_next: tuple[str, ...] = ()
