"""Answers as JSON: what was found, whether it was said, who spoke, which meetings, what is sent."""

import datetime as dt
from typing import Annotated, Literal, Self

from msgspec import Meta, field

from commands import action_answers, answers
from commands.json.record import (
    Address,
    CountedMeeting,
    ItemName,
    Json,
    LinkedParagraph,
    Meeting,
    OtherReading,
    OtherReadings,
    Paragraph,
    Span,
    linked,
)
from storage.model import ActionKind, Person


class Interpretation(Json):
    """How a question was understood."""

    text: Annotated[str, Meta(description="The words that are searched for.")]
    speakers: tuple[str, ...]
    since: dt.date | None = field(name="from")
    until: dt.date | None = field(name="to")
    panel: str | None
    corrected: Annotated[
        str | None, Meta(description="The words as corrected, where one was mistyped.")
    ]
    sentence: Annotated[str | None, Meta(description="The same for people to read.")]


class _Ranked(Paragraph):
    rank: int  # printed first: fields by keyword alone come after the others


class SearchResult(_Ranked, kw_only=True):
    """A paragraph that was found."""

    snippet: Annotated[str, Meta(description="A stretch of the text around what matched.")]
    highlights: Annotated[tuple[Span, ...], Meta(description="What matched, within the text.")]
    url: Annotated[Address, Meta(description="The closest address to the paragraph.")]
    score: float
    why: Annotated[dict[str, float], Meta(description="What ranked it.")]
    close_in_meaning: Annotated[
        bool, Meta(description="No word of the question is in it, but it is close in meaning.")
    ]

    @classmethod
    def of_hit(cls, hit: answers.Hit) -> Self:
        """Return a hit as JSON."""
        return cls.of(
            hit.paragraph,
            rank=hit.rank,
            snippet=hit.snippet,
            highlights=hit.highlights,
            url=hit.url,
            score=round(hit.score, 3),
            why=dict(hit.why),
            close_in_meaning=hit.only_close,
        )


class Search(Json):
    """The paragraphs that a question finds, best first."""

    query: Annotated[str, Meta(description="The question as typed.")]
    interpreted: Interpretation
    total: int
    took_ms: Annotated[float, Meta(description="Milliseconds.")]
    results: tuple[SearchResult, ...]
    suggestions: Annotated[
        tuple[str, ...],
        Meta(description="Questions that would find something, where this one finds nothing."),
    ]
    candidates: Annotated[
        tuple[str, ...], Meta(description="The people whom a name may mean, where it is unclear.")
    ]
    nearest: Annotated[
        tuple[SearchResult, ...],
        Meta(
            description="Near in meaning and no answer, where nothing is found as the question "
            "turns on a word that stands nowhere."
        ),
    ]
    counterpart: Annotated[
        Paragraph | None,
        Meta(description="The reply to what the first result asks, or what it replies to."),
    ]
    alternatives: OtherReadings

    @classmethod
    def of(cls, row: answers.SearchAnswer, **computed: object) -> Self:
        """Return what a question finds as JSON."""
        sentence = row.interpreted.sentence or None
        return super().of(
            row,
            interpreted=Interpretation.of(row.interpreted, sentence=sentence),
            took_ms=round(row.took_ms, 1),
            results=tuple(SearchResult.of_hit(hit) for hit in row.hits),
            candidates=tuple(person.name for person in row.candidates),
            nearest=tuple(SearchResult.of_hit(hit) for hit in row.nearest),
            alternatives=OtherReading.each(row.alternatives),
            counterpart=Paragraph.of(row.counterpart) if row.counterpart else None,
            **computed,
        )


class Surroundings(Json):
    """A paragraph between its neighbours."""

    paragraphs: Annotated[tuple[Paragraph, ...], Meta(description="In the order of the minutes.")]
    url: Address
    resolution: Annotated[Paragraph | None, Meta(description="What its item came to.")]
    elsewhere: Annotated[
        tuple[LinkedParagraph, ...],
        Meta(description="Paragraphs of other meetings on the same subject, newest first."),
    ]

    @classmethod
    def of(cls, row: answers.ContextAnswer, **computed: object) -> Self:
        """Return a paragraph between its neighbours as JSON."""
        return super().of(
            row,
            paragraphs=Paragraph.each(row.paragraphs),
            resolution=Paragraph.of(row.resolution) if row.resolution else None,
            elsewhere=linked(row.elsewhere),
            **computed,
        )


class QuotationPlace(LinkedParagraph, kw_only=True):
    """A paragraph in which a quotation stands."""

    spans: Annotated[tuple[Span, ...], Meta(description="Where in the text, in order.")]

    @classmethod
    def at(cls, place: answers.Place) -> Self:
        """Return the place of a quotation as JSON."""
        return cls.of(place.paragraph, url=place.url, spans=place.spans)


class QuotationDifference(Json):
    """A run of words of a quotation beside those of the minutes; either may be empty."""

    kind: answers.Change
    quoted: str
    minutes: Annotated[str, Meta(description="The words of the minutes.")] = field(name="held")


class QuotationPart(Json):
    """A part of a quotation that was put together from several places."""

    quoted: str
    place: Annotated[QuotationPlace | None, Meta(description="Null where it stands nowhere.")]


class Quotation(Json):
    """Whether words stand in the minutes."""

    quotation: str
    verdict: answers.Verdict
    sentence: Annotated[str, Meta(description="The verdict in words.")]
    notes: Annotated[tuple[str, ...], Meta(description="What qualifies it.")]
    total: Annotated[int, Meta(description="How many paragraphs hold it word for word.")]
    more: Annotated[bool, Meta(description="Whether there are more than were counted.")]
    places: Annotated[
        tuple[QuotationPlace, ...],
        Meta(description="Where it stands, newest first; the nearest passage where altered."),
    ]
    differences: Annotated[
        tuple[QuotationDifference, ...], Meta(description="It beside the first place.")
    ]
    parts: Annotated[tuple[QuotationPart, ...], Meta(description="Those of a spliced one.")]

    @classmethod
    def of(cls, row: answers.QuotationAnswer, **computed: object) -> Self:
        """Return whether words stand in the minutes as JSON."""
        return super().of(
            row,
            places=tuple(QuotationPlace.at(place) for place in row.places),
            differences=tuple(
                QuotationDifference.of(one, minutes=one.held) for one in row.differences
            ),
            parts=tuple(
                QuotationPart.of(one, place=QuotationPlace.at(one.place) if one.place else None)
                for one in row.parts
            ),
            **computed,
        )


class Role(Json):
    """An office, and when the minutes first and last name the person in it."""

    role: str
    since: dt.date | None = field(name="from")
    until: dt.date | None = field(name="to")


class Speaker(Json):
    """Somebody who spoke, or an office."""

    name: Annotated[str, Meta(description="The fullest form of the name.")]
    panel: str | None
    aliases: Annotated[tuple[str, ...], Meta(description="Other forms of the name.")]
    roles: tuple[Role, ...]
    paragraphs: Annotated[int, Meta(description="In how many paragraphs.")]
    first: Annotated[dt.date | None, Meta(description="The first meeting.")]
    last: Annotated[dt.date | None, Meta(description="The last meeting.")]
    match: Annotated[
        float | None,
        Meta(description="How well the name fits, 0 to 100; null where none was asked for."),
    ]

    @classmethod
    def matching(cls, person: Person, match: float | None) -> Self:
        """Return a person as JSON, with how well the name fits."""
        roles = (Role(role=role, since=first, until=last) for role, first, last in person.roles)
        return cls.of(person, roles=tuple(roles), match=None if match is None else round(match, 1))


class Speakers(Json):
    """Who spoke; with a name, whom it may mean, best first."""

    query: str
    speakers: tuple[Speaker, ...]

    @classmethod
    def of(cls, row: answers.SpeakersAnswer, **computed: object) -> Self:
        """Return who spoke as JSON."""
        speakers = tuple(Speaker.matching(person, match) for person, match in row.people)
        return super().of(row, speakers=speakers, **computed)


class Meetings(Json):
    """What is indexed, newest first."""

    total: int
    meetings: tuple[CountedMeeting, ...]

    @classmethod
    def of(cls, row: answers.MeetingsAnswer, **computed: object) -> Self:
        """Return what is indexed as JSON."""
        meetings = tuple(
            CountedMeeting.of(one, id=one.id if row.numbered else None) for one in row.meetings
        )
        return cls(total=len(meetings), meetings=meetings)


class ShortAction(Json):
    """An action, in short."""

    id: int
    kind: ActionKind
    text: str


class OverviewItem(Json):
    """An item of a meeting, what was decided under it and what was promised."""

    title: str
    url: Address
    decisions: tuple[Paragraph, ...]
    actions: tuple[ShortAction, ...]

    @classmethod
    def of(cls, row: answers.OverviewItem, **computed: object) -> Self:
        """Return an item as JSON."""
        decisions = Paragraph.each(row.decisions)
        actions = ShortAction.each(row.actions)
        return super().of(row, decisions=decisions, actions=actions, **computed)


class Attendance(Json):
    """Who was at a meeting in one way: present, apologies."""

    how: str
    names: tuple[str, ...]


class Overview(Json):
    """What a meeting was about, or who was there."""

    sentence: str
    meeting: Meeting | None
    items: tuple[OverviewItem, ...]
    people: tuple[Attendance, ...]
    alternatives: OtherReadings

    @classmethod
    def of(cls, row: answers.OverviewAnswer, **computed: object) -> Self:
        """Return what a meeting was about as JSON."""
        return super().of(
            row,
            meeting=Meeting.of(row.meeting) if row.meeting else None,
            items=OverviewItem.each(row.items),
            people=tuple(Attendance(how=how, names=names) for how, names in row.people),
            alternatives=OtherReading.each(row.alternatives),
            **computed,
        )


class Help(Json):
    """How to ask."""

    title: str
    examples: Annotated[
        tuple[tuple[str, str], ...], Meta(description="What to type, and what it does.")
    ]
    sentences: tuple[str, ...]


class Refusal(Json):
    """Why there is no answer."""

    sentence: str = field(name="error")
    try_next: tuple[str, ...]


class AppliedRule(Json):
    """What a row of the rules made of some words."""

    rule: Annotated[str, Meta(description="Its id, in a file of sources/rules.")]
    kind: Annotated[
        str,
        Meta(
            description="The kind of entry; `due day` where the row gave it its day, `speaker` "
            "where it knows that somebody speaks."
        ),
    ]
    outcome: Annotated[
        Literal["entered", "possible", "nothing"],
        Meta(description="What became of the entry: a row may weaken one or keep it out."),
    ]
    words: Annotated[str, Meta(description="The words that it fits.")]
    text: Annotated[str, Meta(description="The words of the entry, or the name.")]
    item: ItemName
    number: Annotated[str | None, Meta(description="The number of the paragraph.")]

    @classmethod
    def of(cls, row: action_answers.AppliedRule, **computed: object) -> Self:
        """Return what a row made of some words as JSON."""
        return super().of(row, item=ItemName.of(row), **computed)


class ExplainedEntry(Json):
    """An entry as the rules of today find it."""

    kind: ActionKind
    text: str
    owner: Annotated[str | None, Meta(description="The first of its owners.")]
    owners: tuple[str, ...]
    due: dt.date | None
    due_words: str | None
    possible: bool
    rule: Annotated[str | None, Meta(description="The row that found it; null for none.")]
    due_rule: Annotated[str | None, Meta(description="The row that knows the words of its day.")]


class Why(Json):
    """Why words of minutes are, or are not, in the register."""

    text: Annotated[str, Meta(description="The paragraph.")]
    entries: tuple[ExplainedEntry, ...]
    rules: tuple[AppliedRule, ...]

    @classmethod
    def of(cls, row: action_answers.WhyAnswer, **computed: object) -> Self:
        """Return the rows behind words of minutes as JSON."""
        entries = tuple(
            ExplainedEntry.of(
                entry,
                possible=not entry.certain,
                rule=row.behind(entry),
                due_rule=row.behind(entry, due=True),
            )
            for entry in row.entries
        )
        return super().of(row, entries=entries, rules=AppliedRule.each(row.rules), **computed)
