"""Who speaks in each paragraph: who asks, who answers, who is only mentioned."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sources.fence import Fence
from sources.language.appositions import joined_appositions
from sources.language.cast import NOBODY, Cast, believed, cast_of, letters_after, short_names
from sources.language.name_forms import office_key, parse_name, same_person, split_titles
from sources.language.names import Named, find_names
from sources.language.sentences import Sentence, Turn, sentences
from sources.language.verbs import Speech
from sources.speakers.clauses import turns
from sources.speakers.headings import Headed, heading, scripted, signed_by
from sources.speakers.predicates import PARTS, row_behind
from storage.model import SPEAKING, Attendee, Item, Meeting, Mention, Paragraph, Part
from storage.name_matching import plain_name

__all__ = ["explain_speakers", "find_speakers"]


# What carries over from clause to clause: whom a pronoun means, and which question is open.


# How many names back a pronoun may point.
_REACH = 12


class Discourse:
    """One paragraph, heard turn by turn; `mentions` are those who spoke.

    `subjects` are those of the paragraphs before it in the item: its own are added to them.
    """

    def __init__(self, cast: Cast, names: Sequence[Named], subjects: list[Named]) -> None:
        self.mentions: list[Mention] = []
        self._cast = cast
        self._bearers = [
            name
            for name in names
            if name.kind in {"person", "office", "group"}
            or (name.kind == "maybe" and name.name in cast.names)
        ]
        self._parts: dict[str, set[Part]] = {}
        self._holders: dict[str, str] = {}
        self._subjects = subjects
        self._earlier = tuple(subjects[-_REACH:])
        self._begun = len(subjects)
        self._open_question: str | None = None
        self._answering: str | None = None

    def hear(self, turn: Turn) -> None:
        """Take in the next turn of the paragraph."""
        who = self._meant(turn)
        if turn.who.kind != "pronoun" and (turn.part or turn.who.personal):
            self._subjects.append(turn.who)
        if who is None and turn.part == "asks":
            self._open_question, self._answering = "", None
        if who is None or turn.part is None:
            return
        name = self.name_of(who)
        part = self._part(name, turn.part)
        if part is None:
            return
        if turn.who.kind != "pronoun" or self._adds(name, part):
            self.mentions.append(Mention(name, part, turn.who.start, turn.who.end))
            self._parts.setdefault(name, set()).add(part)

    def name_of(self, named: Named) -> str:
        """The name to give: a person's for an office that the paragraph says they hold."""
        if named.kind == "office":
            office = self._cast.name_of(named)
            return self._holders.get(office_key(office), office)
        name = self._cast.name_of(named)
        for title in (named.office, *split_titles(named.name)[0]):
            if title:
                self._holders.setdefault(office_key(title), name)
        return name

    def _adds(self, name: str, part: Part) -> bool:
        """Whether a pronoun tells something new: that its bearer speaks, or in another way."""
        parts = self._parts.get(name, set())
        return part not in parts and (not parts or part != "speaks")

    def _part(self, name: str, part: Speech) -> Part | None:
        if part == "promises":
            if self._open_question in {None, "", name}:
                return None
            part = "answers"
        if part == "asks":
            self._open_question, self._answering = name, None
            return "asks"
        if self._open_question not in {None, name}:
            self._open_question, self._answering = None, name
        return "answers" if self._answering == name else part

    def _meant(self, turn: Turn) -> Named | None:
        """Whom the words mean: for a pronoun the last subject that it fits; None for a body.

        Nobody answers his own question: "In response to Mr Lee, he said" is somebody else.
        """
        who = turn.who
        if who.kind == "group":
            return None
        if who.kind != "pronoun":
            return who
        pronoun = who.name.casefold()
        here = bisect_right(self._bearers, who.start, key=lambda name: name.start)
        near = self._bearers[max(0, here - _REACH) : here]
        spoken = self._subjects[self._begun :][-_REACH:]
        asker = self._open_question if turn.part == "answers" else None
        for subject in reversed((*self._earlier, *near, *spoken)):
            if _fits(pronoun, subject) and not (asker and self._cast.name_of(subject) == asker):
                return None if subject.kind == "group" else subject
        return None


def _fits(pronoun: str, subject: Named) -> bool:
    """Whether a pronoun may stand for this person or, where there is one or many, this group."""
    if subject.kind == "pronoun":
        return False
    if subject.kind == "group":
        return (
            pronoun == "they" or re.match(r"(?:a|an|one|another)\b", subject.name, re.I) is not None
        )
    gender = parse_name(subject.name).gender
    return gender is None or pronoun == "they" or gender == ("m" if pronoun == "he" else "f")


# The speakers of a meeting's paragraphs.


_RESOLVES = re.compile(
    r"\b(?:RESOLVED|AGREED|NOTED|ORDERED|RECOMMENDED)\b"
    r"|^\W*(?:\(?\w{1,2}[.)]\s+)?(?:Resolved|Agreed|Decision|Recommended)\b"
    r"(?=\s*[:–-]|,?\s+that\b|\s+to\b)"
    r"|\b[Ii]t was (?:unanimously |therefore |then )?(?:agreed|resolved|decided)\b"
)


_LONGEST_HEADING = 160
# Of somebody who has died: nobody else is meant by that name.
_LATE = re.compile(r"\b[Tt]he late $")
# After "Cllr Lee:" this is what was said, word for word, and nobody else speaks in it.
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|[Ww]e|[Oo]ur)\b")


def find_speakers(meeting: Meeting, fence: Fence | None = None) -> Meeting:
    """The same meeting with every paragraph's `mentions`, in order of position.

    The attendance and all names anywhere in the meeting say whom "JB", "Ellen Marsh" or
    "Cllr Hartley" may mean. Speakers that the source itself gives are kept as given. A paragraph
    in which the `fence` meets a fault has no mentions.
    """
    fence = fence or Fence(meeting)
    cast = _cast(meeting, fence)
    items = tuple(_item(i, item, cast, fence) for i, item in enumerate(meeting.items))
    return replace(meeting, items=items)


def _item(index: int, item: Item, cast: Cast, fence: Fence) -> Item:
    subjects: list[Named] = []
    headed = Headed()
    if item.paragraphs:
        names = fence.paragraph((index, 0), list[Named](), _names, item.title, cast)
        fence.paragraph((index, 0), None, _opens, item.title, names, cast, headed)
    paragraphs, signatures = list[Paragraph](), list[str | None]()
    for n, paragraph in enumerate(item.paragraphs):
        place = (index, n)
        names = fence.paragraph(place, list[Named](), _names, paragraph.text, cast)
        line = fence.paragraph(
            place, None, _opens, paragraph.text, names, cast, headed, not paragraphs
        )
        mentions = fence.paragraph(
            place, (), _mentions, paragraph, names, cast, subjects, headed, line
        )
        paragraphs.append(replace(paragraph, mentions=mentions))
        signatures.append(line.name if line and line.kind == "signature" else None)
    return replace(item, paragraphs=tuple(signed_by(paragraphs, signatures)))


class SpeakerRow(NamedTuple):
    """Which row knows that somebody speaks: the place of the paragraph (of its item, and its own),
    where the name stands in it, and the words that the row takes."""

    place: tuple[int, int]
    start: int
    end: int
    rule: str
    words: str


def explain_speakers(meeting: Meeting) -> Iterator[SpeakerRow]:
    """Which rows of `sources/rules/speech.toml` know those who speak in a meeting; who speaks by
    a verb alone is known by none."""
    cast = _cast(meeting, Fence(meeting))
    for i, item in enumerate(meeting.items):
        for n, paragraph in enumerate(item.paragraphs):
            speaking = {m.start for m in paragraph.mentions if m.part in SPEAKING and m.end}
            names = _names(paragraph.text, cast)
            for sentence in sentences(paragraph.text, names) if speaking else ():
                yield from _rows_behind((i, n), paragraph.text, sentence, speaking)


def _rows_behind(
    place: tuple[int, int], text: str, sentence: Sentence, speaking: set[int]
) -> Iterator[SpeakerRow]:
    for turn in turns(sentence):
        known = row_behind(sentence, turn.place) if turn.who.start in speaking else None
        if turn.part and known:
            rule, took = known
            words = sentence.printed(text, *took)
            yield SpeakerRow(place, turn.who.start, turn.who.end, rule.id, words)


class _Line(NamedTuple):
    """A heading or signature: who it names, how the row calls it, and their mention in it."""

    name: str
    kind: str
    mention: Mention


def _opens(
    text: str, names: list[Named], cast: Cast, headed: Headed, first: bool = False
) -> _Line | None:
    """Whom a heading such as "Question by Mr Lee" names, whose words follow, or a signature, whose
    words stand above it, or below it where it stands `first` in its item; else nobody."""
    if len(text) > _LONGEST_HEADING or (found := heading(text, names)) is None:
        return None
    named, rule = found
    name = cast.name_of(named)
    if rule.kind != "signature" or first:
        headed.opens(name, rule)
    speaks = rule.kind not in {"signature", "report"}
    part = PARTS[rule.becomes] if speaks else "mentioned"
    return _Line(name, rule.kind, Mention(name, part or "speaks", named.start, named.end))


def _cast(meeting: Meeting, fence: Fence) -> Cast:
    """Everybody named with a title, listed, or found speaking without one."""
    lost = "who is who in these minutes could not be understood: names stand as they are written"
    listed = fence.whole(lost, NOBODY, cast_of, meeting.attendance, Counter(), Counter(), {})
    texts = [paragraph.text for item in meeting.items for paragraph in item.paragraphs]
    lost = "people called by one name or by initials alone could not be understood"
    short = fence.whole(lost, frozenset[str](), short_names, texts) - set(listed.names)
    listed = replace(listed, perhaps=listed.perhaps | short)
    met = _Met(listed)
    for i, item in enumerate(meeting.items):
        for n, paragraph in enumerate(item.paragraphs):
            fence.paragraph((i, n), None, met.take, paragraph)
    return fence.whole(lost, listed, met.cast, meeting.attendance)


@dataclass
class _Met:
    """Those whom the paragraphs of a meeting name, given the people it lists."""

    listed: Cast
    written: Counter[str] = field(default_factory=Counter)
    offices: Counter[str] = field(default_factory=Counter)
    letters: dict[str, str] = field(default_factory=dict)
    speaking: set[str] = field(default_factory=set)

    def take(self, paragraph: Paragraph) -> None:
        """Take in whom one paragraph names and who speaks in it."""
        names = _names(paragraph.text, self.listed)
        self.written.update(
            named.name
            for named in names
            if named.kind == "person" and not _LATE.search(paragraph.text[: named.start][-12:])
        )
        self.offices.update(named.name for named in names if named.kind == "office")
        for named in names:
            if short_form := letters_after(paragraph.text, named):
                self.letters.setdefault(short_form, named.name)
        speaking = [turn.who for turn in _turns(paragraph, names) if turn.part in SPEAKING]
        self.speaking.update(split_titles(who.name)[1] for who in speaking)
        self.written.update(
            who.name
            for who in speaking
            if who.kind == "maybe" and who.name not in self.listed.names
        )

    def cast(self, attendance: Sequence[Attendee]) -> Cast:
        """All of them, and those whom the attendance lists, each under one name."""
        cast = cast_of(attendance, self.written, self.offices, self.letters)
        return replace(cast, heard=believed(cast, attendance) | (self.speaking & cast.names.keys()))


def _names(text: str, cast: Cast) -> list[Named]:
    """Everyone named; a short name that speaks somewhere is as good as a whole one."""
    names = find_names(text, cast.known, cast.perhaps)
    return joined_appositions(
        text, [replace(n, kind="person") if n.name in cast.heard else n for n in names]
    )


def _decides(paragraph: Paragraph) -> bool:
    return paragraph.kind == "resolution" or _RESOLVES.search(paragraph.text) is not None


def _turns(paragraph: Paragraph, names: list[Named]) -> Iterator[Turn]:
    """Who speaks and who is a subject; nobody in the words of a resolution.

    What stands in a list of resolutions and begins with somebody who speaks is none.
    """
    listed = paragraph.kind == "resolution" and not _RESOLVES.search(paragraph.text)
    for sentence in sentences(paragraph.text, names):
        if listed and not any(turn.part and turn.place == 0 for turn in turns(sentence)):
            return
        listed = False
        script = list(scripted(sentence))
        if any(turn.part for turn in script) and _FIRST_PERSON.search(paragraph.text):
            yield from script
            return
        resolves = _RESOLVES.search(sentence.marked)
        yield from (
            turn for turn in turns(sentence) if resolves is None or turn.place < resolves.start()
        )
        if resolves and paragraph.kind == "resolution":
            return


def _mentions(
    paragraph: Paragraph,
    names: list[Named],
    cast: Cast,
    subjects: list[Named],
    headed: Headed,
    line: _Line | None,
) -> tuple[Mention, ...]:
    """Who speaks and who is mentioned; `subjects` are those of the item's earlier paragraphs, to
    which those of this one are added, `headed` says whose words they are by a heading, `line`
    that this is one."""
    if _decides(paragraph):
        headed.closes()
    if line and line.kind != "signature":
        return _as_given(paragraph, [line.mention])
    discourse = Discourse(cast, names, subjects)
    for turn in _turns(paragraph, names):
        discourse.hear(turn)
    mentions = discourse.mentions
    starts = {mention.start for mention in mentions}
    for named in names:
        if named.kind in {"person", "office"} and named.start not in starts:
            mentions.append(Mention(discourse.name_of(named), "mentioned", named.start, named.end))
    mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    return _as_given(paragraph, list(headed.spoken(paragraph.text, mentions)))


def _as_given(paragraph: Paragraph, found: list[Mention]) -> tuple[Mention, ...]:
    """The mentions where the source itself names its speakers: those speak, all others do not."""
    given = paragraph.speakers
    if given is None:
        if paragraph.speaker is None:
            return tuple(found)
        others = [name.name for name in found if name.part in SPEAKING]
        given = tuple(dict.fromkeys((paragraph.speaker, *others)))
    kept: list[Mention] = []
    unseen = list(given)
    for mention in found:
        name = _given_name(mention.name, given)
        part: Part = "mentioned" if name is None else mention.part
        if name in unseen and (part in SPEAKING or not _speaks(mention.name, found)):
            unseen.remove(name)
            part = mention.part if mention.part in SPEAKING else "speaks"
        kept.append(replace(mention, name=name or mention.name, part=part))
    return (*(Mention(name, "speaks", 0, 0) for name in unseen), *kept)


def _speaks(name: str, found: list[Mention]) -> bool:
    return any(mention.name == name and mention.part in SPEAKING for mention in found)


def _given_name(name: str, given: tuple[str, ...]) -> str | None:
    """Which of the given names this is: the very name, else the one that may be the same."""
    same = [other for other in given if plain_name(other) == plain_name(name)]
    same = same or [other for other in given if same_person(other, name)]
    return same[0] if len(same) == 1 else None
