"""The speakers of a meeting's paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sources.fence import Fence
from sources.names import (
    Named,
    find_names,
    joined_appositions,
    plain_name,
    same_person,
    split_titles,
)
from sources.speakers.agents import scripted
from sources.speakers.cast import NOBODY, Cast, cast_of
from sources.speakers.clauses import turns
from sources.speakers.discourse import Discourse
from sources.speakers.sentences import Turn, sentences
from sources.speakers.short_names import letters_after, short_names
from storage.records import SPEAKING, Attendee, Item, Meeting, Mention, Paragraph, Part

_RESOLVES = re.compile(
    r"\b(?:RESOLVED|AGREED|NOTED|ORDERED|RECOMMENDED)\b"
    r"|^\W*(?:\(?\w{1,2}[.)]\s+)?(?:Resolved|Agreed|Decision|Recommended)\b"
    r"(?=\s*[:–-]|,?\s+that\b|\s+to\b)"
    r"|\b[Ii]t was (?:unanimously |therefore |then )?(?:agreed|resolved|decided)\b"
)


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
    paragraphs = tuple(
        replace(
            paragraph,
            mentions=fence.paragraph((index, n), (), _mentions, paragraph, cast, subjects),
        )
        for n, paragraph in enumerate(item.paragraphs)
    )
    return replace(item, paragraphs=paragraphs)


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
    heard: set[str] = field(default_factory=set)

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
        self.heard.update(split_titles(who.name)[1] for who in speaking)
        self.written.update(
            who.name
            for who in speaking
            if who.kind == "maybe" and who.name not in self.listed.names
        )

    def cast(self, attendance: Sequence[Attendee]) -> Cast:
        """All of them, and those whom the attendance lists, each under one name."""
        cast = cast_of(attendance, self.written, self.offices, self.letters)
        return replace(cast, heard=frozenset(self.heard & cast.names.keys()))


def _names(text: str, cast: Cast) -> list[Named]:
    """Everyone named; a short name that speaks somewhere is as good as a whole one."""
    names = find_names(text, cast.known, cast.perhaps)
    return joined_appositions(
        text, [replace(n, kind="person") if n.name in cast.heard else n for n in names]
    )


def _turns(paragraph: Paragraph, names: list[Named]) -> Iterator[Turn]:
    """Who speaks and who is a subject; nobody in the words of a resolution."""
    if paragraph.kind == "resolution" and not _RESOLVES.search(paragraph.text):
        return
    for sentence in sentences(paragraph.text, names):
        said = list(scripted(sentence))
        if any(turn.part for turn in said) and _FIRST_PERSON.search(paragraph.text):
            yield from said
            return
        resolves = _RESOLVES.search(sentence.marked)
        yield from (
            turn for turn in turns(sentence) if resolves is None or turn.place < resolves.start()
        )
        if resolves and paragraph.kind == "resolution":
            return


def _mentions(paragraph: Paragraph, cast: Cast, subjects: list[Named]) -> tuple[Mention, ...]:
    """Who speaks and who is mentioned; `subjects` are those of the item's earlier paragraphs, to
    which those of this one are added."""
    names = _names(paragraph.text, cast)
    discourse = Discourse(cast, names, subjects)
    for turn in _turns(paragraph, names):
        discourse.hear(turn)
    found = discourse.mentions
    taken = {mention.start for mention in found}
    for named in names:
        if named.kind in {"person", "office"} and named.start not in taken:
            found.append(Mention(discourse.name_of(named), "mentioned", named.start, named.end))
    return _as_given(paragraph, sorted(found, key=lambda mention: (mention.start, mention.end)))


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
    same = [said for said in given if plain_name(said) == plain_name(name)]
    same = same or [said for said in given if same_person(said, name)]
    return same[0] if len(same) == 1 else None
