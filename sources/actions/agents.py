"""Who acts in a paragraph: people, offices and bodies, and where each is the subject of a verb.

Names and offices are found by the grammar of `sources.language.names`; whoever was found speaking
before gives them their fullest form and says whom a pronoun means.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sources.actions.lexicon import (
    ACTING_GROUP,
    ADVERB,
    BODY,
    MARKER,
    NAMED_BODY,
    NOT_INITIALS,
    PUBLIC,
    UNNAMED,
)
from sources.language.cast import Cast
from sources.language.name_forms import parse_name
from sources.language.names import Named, find_names, name_end
from storage.model import ActionKind, Mention


class Agent(NamedTuple):
    """Somebody named at `text[start:end]`.

    `name` is None for the meeting itself and for those who can promise nothing here ("residents"),
    whose `able` is False.
    """

    start: int
    end: int
    name: str | None
    subject: bool = False
    many: bool = False
    able: bool = True


_CAP = r"[A-ZÀ-Þ][\w’'-]*"
# A name after these is not the one who acts ("a letter from the Minister said").
_NOT_SUBJECT_AFTER = re.compile(
    r"\b(?:of|to|from|with|by|for|against|about|on|between|as|than|in|at|behalf|thanked|told|like|let|help)"
    r"\s+$",
    re.IGNORECASE,
)
# T. Lee - Borough Councillor
_DASHED = r"\s[–—-]\s[A-Z][\w’']*(?:\s(?:for|of|the|[A-Z][\w’']*)){0,4}"
_VERB_AFTER = re.compile(
    rf"(?:\s*\([^)]*\)|,\s[^,;.]{{1,60}},|{_DASHED})?\s+{ADVERB}*"
    r"(?:was|were|is|are|had|has|have|would|will|could|should|can|did|does|shall|may|might|must"
    r"|said|told|gave|took|felt|thought|saw|spoke|went|put|made|brought|found|wrote|undertook|drew"
    r"|led|kept|heard|met|understood|knew|began|sought|stood|paid|sent|set|read|to"
    r"|says|asks|agrees|reports|explains|notes|confirms|advises|thanks|states|undertakes|offers"
    r"|promises|requests|(?!need)[a-z]{2,}ed)\b"
)
_ASIDE = re.compile(rf"(?:\s*\([^)]*\)|,\s[^,;.]{{1,60}},|{_DASHED})?\s*{ADVERB}*")
# Initials and first names are known by what they do: "JB to …", "SW will …".
_INITIALS = re.compile(
    r"\b[A-Z]{2,3}(?=(?:(?:,|\s*[/&]|,?\s+and)\s*[A-Z]{2,3})*"
    r"\s+(?:to|will|would|agreed|offered|undertook|said|asked|confirmed|reported)\b|[/&][A-Z]{2,3}\s"
    r"|\s*[\])\n]|\s*$)"
)
_GROUP = re.compile(
    rf"\b(?:(?P<one>(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he)\s+(?:{_CAP}\s+){{0,2}}{UNNAMED}"
    r"|(?<=authority\sto\s)the\s+(?:Vice[- ])?Chair(?:man|woman|person)?)"
    rf"|(?P<many>(?:[Tt]he\s+)?(?:(?!(?:The|Parish|Town|Full|Local)\b){_CAP}\s+){{1,3}}{NAMED_BODY}"
    rf"|(?:(?:[Tt]he|[Oo]ur)\s+)?{ACTING_GROUP})"
    rf"|(?P<body>{BODY}))\b(?!['’]s?\s)"
)
_PUBLIC_BEFORE = re.compile(rf"\b{PUBLIC},?\s+$", re.IGNORECASE)
_PUBLIC_AFTER = re.compile(rf",\s+(?:the|an?)\s+(?:\w+\s+)?{PUBLIC}\b", re.IGNORECASE)
_OF_ONE = re.compile(rf"(?!the\b){_CAP}", re.IGNORECASE)
_ONLY_MARKER = re.compile(rf"(?:{MARKER})?")
# How many of those who are named before a place may be meant at it: more than prose ever names
# between a pronoun and its person.
_REMEMBERED = 100
PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)\b")


def name_of(words: str) -> str:
    """A name or office as it is shown: "the county council" is "The County Council"."""
    words = re.sub(r"\s+", " ", words).strip()
    small = {"of", "for", "and", "the", "to", "&"}
    said = [w if w in small else w[:1].upper() + w[1:] for w in words.split()]
    return " ".join([said[0][:1].upper() + said[0][1:], *said[1:]])


@dataclass(frozen=True)
class People:
    """Those named in one paragraph, in order, and who was speaking before it."""

    text: str
    agents: tuple[Agent, ...]
    pronouns: Mapping[int, str] = field(default_factory=dict)
    before: str | None = None

    def ending_at(self, position: int) -> Agent | None:
        """The one named just before a position, blanks, adverbs and asides apart."""
        for agent in self.named_until(position):
            if agent.end <= position:
                return agent if _ASIDE.fullmatch(self.text, agent.end, position) else None
        return None

    def starting_at(self, position: int) -> Agent | None:
        """The one named from a position on."""
        return next((self.agents[place] for place in self.places(position, position + 1)), None)

    def named_until(self, position: int) -> Iterator[Agent]:
        """The last of those whose names begin up to a position, backwards; a heading's speaker
        stands at the beginning, in no words."""
        stop = bisect_left(self.agents, (position + 1,))
        return reversed(self.agents[max(0, stop - _REMEMBERED) : stop])

    def places(self, start: int, end: int) -> range:
        """The places in `agents` of those whose names begin between two positions."""
        return range(bisect_left(self.agents, (start,)), bisect_left(self.agents, (end,)))

    def within(self, start: int, end: int) -> Iterator[Agent]:
        """Those named between two positions."""
        named = (self.agents[place] for place in self.places(start, end))
        return (agent for agent in named if agent.end <= end)

    def named_after(self, words: tuple[str, ...], start: int, end: int) -> Agent | None:
        """The first one between two positions who stands after one of the words ("by ")."""
        return next(
            (
                a
                for a in self.within(start, end)
                if a.able and self.text.endswith(words, 0, a.start)
            ),
            None,
        )

    def acting_before(self, position: int, start: int = 0, pronoun: str = "") -> Agent | None:
        """The last one who did something before a position, fitting the pronoun."""
        for agent in self.named_until(position):
            if not (start <= agent.start and agent.end <= position and agent.subject):
                continue
            if pronoun not in ("he", "she") or _fits(agent, pronoun):
                return agent
        return None

    def named_before(
        self, position: int, pronoun: str, start: int = 0, but: Agent | None = None
    ) -> Agent | None:
        """The last one named between two positions whom the pronoun fits, whatever they did."""
        for agent in self.named_until(position):
            within = start <= agent.start and agent.end <= position and agent != but
            if within and agent.able and _fits(agent, pronoun):
                return agent
        return None

    def meant_by(self, pronoun: str, position: int) -> str | None:
        """Whom a pronoun at a position stands for."""
        if position in self.pronouns:
            return self.pronouns[position]
        agent = self.acting_before(position, pronoun=pronoun.lower())
        if agent and self.text.endswith(" that ", 0, agent.start):
            agent = self._who_said(agent, position, pronoun.lower()) or agent
        return agent.name if agent else self.before

    def _who_said(self, told_of: Agent, position: int, pronoun: str) -> Agent | None:
        """In a later sentence than "A said that B would …", a pronoun is A, not B."""
        if not re.search(r"[.!?]\s", self.text[told_of.end : position]):
            return None
        start = max(self.text.rfind(". ", 0, told_of.start), 0)
        return self.acting_before(told_of.start, start, pronoun)


def _fits(agent: Agent, pronoun: str) -> bool:
    """Whether a pronoun of the third person may stand for somebody: "they" for a body, "he" and
    "she" for one whose title, if it tells, allows for it."""
    if agent.name is None or agent.many != (pronoun == "they"):
        return False
    return agent.many or parse_name(agent.name).gender in (None, {"he": "m", "she": "f"}[pronoun])


def find_people(
    text: str,
    mentions: Iterable[Mention],
    cast: Cast,
    before: str | None = None,
) -> People:
    """The people of a paragraph.

    `mentions` are those found in it before; `cast` are the people of the meeting, for the forms
    without a title; `before` spoke last in the paragraphs before it.
    """
    marks = sorted(mentions, key=lambda m: m.start)
    pronouns = {m.start: m.name for m in marks if PRONOUN.fullmatch(text, m.start, m.end)}
    named = [m for m in marks if m.start not in pronouns]
    initials = {m[0] for m in _INITIALS.finditer(text) if m[0] not in NOT_INITIALS}
    found = find_names(text, cast.known | initials, cast.perhaps)
    agents: list[Agent] = []
    taken = bytearray(len(text))  # the characters that name somebody
    for agent in (
        *(_person(text, one, cast) for one in found if one.kind != "group"),
        *_groups(text),
        *(
            Agent(g.start, g.end, None, _acts(text, g.start, g.end), True, False)
            for g in found
            if g.kind == "group"
        ),
    ):
        if agent and not any(taken[agent.start : agent.end]):
            taken[agent.start : agent.end] = b"\1" * (agent.end - agent.start)
            agents.append(agent)
    agents = _renamed([_outsider(text, agent) for agent in agents], named)
    agents += [
        Agent(m.start, m.end, m.name, m.part != "mentioned" or _acts(text, m.start, m.end))
        for m in named
        if not any(taken[m.start : m.end])
    ]
    return People(text, tuple(sorted(agents)), pronouns, before)


def _outsider(text: str, agent: Agent) -> Agent:
    """The agent, who can promise the meeting nothing where he or she stands before it as a
    member of the public: "the applicant, Mr Dunn"."""
    before = _PUBLIC_BEFORE.search(text, max(0, agent.start - 60), agent.start)
    after = _PUBLIC_AFTER.match(text, agent.end)
    return agent._replace(name=None, able=False) if before or after else agent


def _renamed(agents: list[Agent], mentions: list[Mention]) -> list[Agent]:
    """The agents, each under the fullest form that the first mention of the same words gives."""
    names = {at: m.name for m in reversed(mentions) for at in range(m.start, m.end)}

    def fullest(agent: Agent) -> str | None:
        places = range(agent.start, agent.end)
        return next((names[at] for at in places if at in names), agent.name)

    return [
        agent if agent.name is None or agent.many else agent._replace(name=fullest(agent))
        for agent in agents
    ]


def _person(text: str, named: Named, cast: Cast) -> Agent | None:
    start, end = named.start, named.end
    acts = _acts(text, start, end)
    if named.kind == "office":
        return _holder(text, named) or Agent(start, end, named.name, acts)
    if named.kind == "person" or (named.kind == "maybe" and acts):
        return Agent(start, end, cast.name_of(named), acts)
    return None


def _holder(text: str, named: Named) -> Agent | None:
    """An office that stands before a name as a title does: "Director Fong"."""
    if not _OF_ONE.match(text, named.start):
        return None
    gap = re.compile(r" (?=[A-Z])").match(text, named.end)
    end = name_end(text, gap.end()) if gap else None
    if end is None or text[named.start : named.start + 4].lower() == "the ":
        return None
    acts = _acts(text, named.start, end)
    return Agent(named.start, end, text[named.start : end], acts) if acts else None


def _groups(text: str) -> Iterator[Agent]:
    """The meeting itself, its unnamed members, and bodies that act."""
    for match in _GROUP.finditer(text):
        start, end = match.span()
        acts = _acts(text, start, end)
        if match["body"]:
            yield Agent(start, end, None, acts, many=True)
        else:
            yield Agent(start, end, name_of(match[0]), acts, many=match["one"] is None)


def is_object(text: str, start: int) -> bool:
    """Whether what stands from a place on is no subject: "a letter from the Minister said"."""
    return bool(_NOT_SUBJECT_AFTER.search(text, max(0, start - 12), start))


def _acts(text: str, start: int, end: int) -> bool:
    # "RF: a new key is needed": as good as "RF said"
    if text.startswith(": ", end) and _ONLY_MARKER.fullmatch(text, 0, start):
        return True
    # "the engineer, Mr Teal, said"
    if text.endswith(", ", 0, start) and text.startswith(", ", end):
        end += 1
    return bool(_VERB_AFTER.match(text, end)) and not is_object(text, start)


# What a rule has found, before it is bound to words and a day.


class Finding(NamedTuple):
    """Something promised, asked for or decided at `text[start:end]` of a paragraph.

    A `complete` decision leaves nothing to do once it is taken. An `echo` says only that what
    stands before it will be done: "she would do so by Friday".
    """

    kind: ActionKind
    start: int
    end: int
    owner: str | None = None
    complete: bool = False
    certain: bool = True
    echo: bool = False
    rule: str | None = None
    took: tuple[int, int] = (0, 0)
    co_owners: tuple[str, ...] = ()


# A finding has words in common with these many before it at most: so many stand in no sentence.
NEAR = 200


def overlaps(before: Sequence[Finding], finding: Finding) -> bool:
    """Whether it has words in common with what was found before it."""
    return any(b.start < finding.end and finding.start < b.end for b in before[-NEAR:])
