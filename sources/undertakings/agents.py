"""Who acts in a paragraph: offices and people, where they are named and where they are subjects.

The speakers found before are used where there are any; the rest is a modest look at the words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sources.undertakings.words import (
    ADVERB,
    BODY,
    COLLECTIVE,
    NOT_INITIALS,
    NOT_PEOPLE,
    OFFICE,
    OFFICE_BEFORE,
    TITLE,
)
from storage.records import Mention


class Agent(NamedTuple):
    """Somebody named at `text[start:end]`. `name` is None for the meeting itself."""

    start: int
    end: int
    name: str | None
    subject: bool = False
    many: bool = False


_CAP = r"[A-ZÀ-Þ][\w’'-]*"
_OF = (
    rf"(?:\s+(?:of|for)\s+(?:the\s+)?{_CAP}"
    rf"(?:(?:,\s+{_CAP})*(?:\s*&\s*|\s+and\s+)(?!the\b){_CAP}|\s+{_CAP})*)?"
)
_PARTICLE = r"(?:(?:de|van|von|der|da|du|la|Ní|Mac|O)\s+)*"
_NAME = rf"(?:(?:[A-Z]\.?\s*){{1,3}}\s+)?{_PARTICLE}{_CAP}(?:\s+{_PARTICLE}{_CAP}){{0,2}}"
_AGENT = re.compile(
    # Cllr Mrs Keane; Chief Constable Rhona Dacre; Cllr JB
    rf"(?P<person>\b(?:[Tt]he\s+)?(?:{TITLE}\.?\s+)+{_NAME})"
    # the County Council; officers
    rf"|(?P<many>\b(?:[Tt]he\s+)?(?:(?!(?:The|Parish|Town|Full|Local)\b){_CAP}\s+){{1,3}}{COLLECTIVE}\b"
    rf"|\b(?:[Tt]he\s+)?(?!Council\b){COLLECTIVE}\b)"
    # Director of Nursing; The Panel Clerk; the finance officer
    rf"|(?P<office>\b(?:(?:[Tt]he|[Oo]ur|[Ii]ts|[Aa]n?)\s+)?"
    rf"(?:(?!(?:The|And|Asked|Action|By|To|Q|A)\b){_CAP}\s+){{0,4}}{OFFICE}\b{_OF}"
    rf"|\b(?:[Tt]he|[Oo]ur)\s+(?:(?i:{OFFICE_BEFORE})\s+){{0,4}}(?i:{OFFICE})\b{_OF})"
    rf"|(?P<body>\b{BODY}\b)"
    r"|(?P<initials>\b[A-Z]{2,3}\b)"
    rf"|(?P<bare>\b{_CAP}\s+{_CAP}\b)"
)
# A name before these is not the one who acts ("a letter from the Minister said").
_NOT_SUBJECT_AFTER = re.compile(
    r"\b(?:of|to|from|with|by|for|against|about|on|between|as|than|in|at|behalf|thanked|told|like)\s+$", re.I
)  # fmt: skip
_VERB_AFTER = re.compile(
    rf"(?:\s*\([^)]*\)|,\s[^,;.]{{1,60}},)?\s+{ADVERB}*"
    r"(?:was|were|is|are|had|has|have|would|will|could|should|can|did|does|shall|may|might|must"
    r"|said|told|gave|took|felt|thought|saw|spoke|went|put|made|brought|found|wrote|undertook|drew|led|kept"
    r"|heard|met|understood|knew|began|sought|stood|paid|sent|set|read"
    r"|says|asks|agrees|reports|explains|notes|confirms|advises|thanks|states|undertakes|offers|promises|requests"
    r"|(?!need)[a-z]{2,}ed)\b"
)
_HE = re.compile(r"\b(?:Mr|Sir|Lord|Father|Fr|Rev(?:eren)?d? Mr)\b")
_SHE = re.compile(r"\b(?:Mrs|Ms|Miss|Dame|Lady|Baroness|Sister)\b")
PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)\b")


def name_of(words: str) -> str:
    """A name or office as it is shown: "the clerk" is "The Clerk", "Officers" stays."""
    words = " ".join(words.split())
    bare = re.sub(r"^(?:the|our|its|an?)\s+", "", words, flags=re.IGNORECASE)
    if re.match(rf"(?:{TITLE})\.?\s+{_CAP}", bare) and not _is_office(bare):
        return bare
    capital = " ".join(
        w if w in ("of", "for", "and", "the", "&") else w[:1].upper() + w[1:] for w in bare.split()
    )
    if re.match(r"an?\s", words, re.IGNORECASE):
        return f"A {capital}"
    return f"The {capital}" if _is_office(bare) else capital


def _is_office(bare: str) -> bool:
    """Whether an office, or a body with a name, is meant, which takes "The" before it."""
    one = rf"(?i:(?:[\w’'-]+\s+){{0,4}}{OFFICE}){_OF}"
    return bool(re.fullmatch(one, bare) or re.fullmatch(r".*\b(?:Trust|Force|Council|Team|Department|Directorate|Secretariat|OPCC)", bare))  # fmt: skip


@dataclass(frozen=True)
class People:
    """Those named in one paragraph, in order, and who was speaking before it."""

    text: str
    agents: tuple[Agent, ...]
    pronouns: dict[int, str] = field(default_factory=dict)
    before: str | None = None

    def ending_at(self, position: int) -> Agent | None:
        """The one named just before a position, blanks and asides apart."""
        for agent in reversed(self.agents):
            if agent.end <= position:
                between = self.text[agent.end : position]
                aside = rf"(?:\s*\([^)]*\)|,\s[^,;.]{{1,60}},)?\s*{ADVERB}*"
                return agent if re.fullmatch(aside, between) else None
        return None

    def starting_at(self, position: int) -> Agent | None:
        """The one named from a position on."""
        return next((a for a in self.agents if a.start == position), None)

    def within(self, start: int, end: int) -> Iterator[Agent]:
        """Those named between two positions."""
        return (a for a in self.agents if start <= a.start and a.end <= end)

    def acting_before(self, position: int, start: int = 0, pronoun: str = "") -> Agent | None:
        """The last one who did something before a position, fitting the pronoun."""
        for agent in reversed(self.agents):
            if start <= agent.start and agent.end <= position and agent.subject:
                if not (agent.name is None and pronoun in ("he", "she")) and _fits(agent, pronoun):
                    return agent
        return None

    def meant_by(self, pronoun: str, position: int) -> str | None:
        """Whom a pronoun at a position stands for."""
        if position in self.pronouns:
            return self.pronouns[position]
        agent = self.acting_before(position, pronoun=pronoun.lower())
        return agent.name if agent else self.before


def _fits(agent: Agent, pronoun: str) -> bool:
    name = agent.name or ""
    return not ((pronoun == "he" and _SHE.search(name)) or (pronoun == "she" and _HE.search(name)))


def find_people(text: str, mentions: Iterable[Mention], before: str | None = None) -> People:
    """The people of a paragraph: its mentions, and what else its words show."""
    known = sorted(mentions, key=lambda m: m.start)
    pronouns = {m.start: m.name for m in known if PRONOUN.fullmatch(text[m.start : m.end])}
    named = [m for m in known if m.start not in pronouns]
    agents = []
    for match in _AGENT.finditer(text):
        agent = _agent(text, match)
        if agent is None:
            continue
        meant = next((m for m in named if m.start < agent.end and agent.start < m.end), None)
        if meant and agent.name is not None and not agent.many:
            agent = agent._replace(name=meant.name)
        agents.append(agent)
    taken = [(a.start, a.end) for a in agents]
    agents += [
        Agent(m.start, m.end, m.name, _acts(text, m.start, m.end) or m.part in ("answers", "speaks"))
        for m in named
        if not any(s < m.end and m.start < e for s, e in taken)
    ]  # fmt: skip
    return People(text, tuple(sorted(agents)), pronouns, before)


def _agent(text: str, match: re.Match[str]) -> Agent | None:
    start, end = match.span()
    words = match[0]
    acts = _acts(text, start, end)
    if match["body"]:
        return Agent(start, end, None, acts, many=True)
    if match["initials"] and words in NOT_INITIALS:
        return None
    if match["bare"] and (NOT_PEOPLE.search(words) or not acts):
        return None
    return Agent(start, end, name_of(words), acts, many=bool(match["many"]))


def _acts(text: str, start: int, end: int) -> bool:
    return bool(_VERB_AFTER.match(text, end)) and not _NOT_SUBJECT_AFTER.search(
        text[max(0, start - 12) : start]
    )
