"""What carries over from clause to clause: whom a pronoun means, and which question is open."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from sources.names import Named, office_key, parse_name, split_titles
from sources.speakers.cast import Cast
from sources.speakers.sentences import Turn
from sources.speakers.verbs import Speech
from storage.records import Mention, Part

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
        if turn.who.kind != "pronoun":
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
        said = who.name.casefold()
        here = bisect_right(self._bearers, who.start, key=lambda name: name.start)
        near = self._bearers[max(0, here - _REACH) : here]
        spoken = self._subjects[self._begun :][-_REACH:]
        asker = self._open_question if turn.part == "answers" else None
        for subject in reversed((*self._earlier, *near, *spoken)):
            if _fits(said, subject) and not (asker and self._cast.name_of(subject) == asker):
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
