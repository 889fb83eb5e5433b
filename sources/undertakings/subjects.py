"""Whose verb it is: a pronoun, somebody named, or the one who acted before it."""

import re
from typing import NamedTuple

from sources.undertakings.agents import People
from sources.undertakings.words import ADVERB, FAR_AWAY

SAID = re.compile(
    r"\b(?:said|says|confirmed|stated|replied|responded|answered|explained|advised|agreed|added"
    r"|undertook|assured|told|informed|noted|acknowledged|accepted|reported|promised|indicated"
    r"|commented|gave|committed)\b"
)
_ELIDED = re.compile(rf"(?:^|[,;]|\b(?:and|but|or|then)\b)\s*{ADVERB}*$")
_PRONOUN = re.compile(rf"\b(?P<word>[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)\s*{ADVERB}*$")
_PRONOUN_ACTS = re.compile(r"\b(?P<word>[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)\s+(?:\w+ed|[a-z]+)\b")
# Those who work for somebody: what they shall do, he or she has promised.
_OWN = re.compile(
    rf"\b(?P<word>[Hh]is|[Hh]er|[Tt]heir|[Oo]ur)\s+(?:office|team|staff|officers|colleagues|department"
    rf"|service|[Dd]eputy)\s*{ADVERB}*$"
)
_WHO = re.compile(rf",?\s+who\s*{ADVERB}*$")
_INTENTION = re.compile(r"it\s+was\s+(?:his|her|their|my|our)\s+intention\b")
# the engineer, who will be inspecting the drains: news of somebody
_PROGRESSIVE = re.compile(r"(?:will|would|shall)\s+be\s+[a-z]+ing\b")
# the Commissioner, who would present it in October, was away: only who he is
_GOES_ON = re.compile(r"[^,;.]*,\s+(?:was|were|is|are|had|has|did|said|gave|[a-z]+ed)\b")
_OF_SOMEBODY = (" of", " from", " to", " with", " by", " for", " in", " at")


class Subject(NamedTuple):
    """Whose verb it is. `able` is False where nobody is known who could keep a promise."""

    start: int
    owner: str | None = None
    able: bool = False
    many: bool = False


def subject_of(people: People, verb: int, start: int) -> Subject:
    """Whose verb stands at `verb`: a pronoun, somebody named, or the one who acted before it."""
    if _INTENTION.match(people.text, verb):
        agent = people.acting_before(verb)
        return Subject(verb, agent.name, agent.name is not None) if agent else Subject(verb)
    if found := _PRONOUN.search(people.text[:verb], start):
        return _by_pronoun(people, found, start)
    if own := _OWN.search(people.text[:verb], start):
        agent = people.acting_before(own.start())
        owner = agent.name if agent else people.before
        return Subject(own.start(), owner, owner is not None)
    if people.ending_at(verb):
        return _by_name(people, verb)
    news = _PROGRESSIVE.match(people.text, verb) or _GOES_ON.match(people.text, verb)
    if news and _WHO.search(people.text[:verb], start):
        return Subject(verb)
    if (who := _WHO.search(people.text[:verb], start)) and (agent := people.ending_at(who.start())):
        able = agent.name is not None and not FAR_AWAY.search(agent.name)
        return Subject(agent.start, agent.name, able, agent.many)
    if _ELIDED.search(people.text[start:verb]):
        return _left_out(people, verb, start)
    return Subject(verb)


def _by_pronoun(people: People, found: re.Match[str], start: int) -> Subject:
    place = found.start()
    owner = people.meant_by(found["word"], place)
    # "The letter said that she would …": nobody of the meeting has said so
    said = SAID.search(people.text, start, place)
    nobody = said and place not in people.pronouns and not _acted(people, start, said.start())
    return Subject(place, owner, owner is not None and not nobody)


def _acted(people: People, start: int, verb: int) -> bool:
    """Whether somebody able, or a pronoun, is the subject of a verb of saying."""
    agent = people.acting_before(verb, start)
    said_by = re.search(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|I)\s+(?:\w+\s+)?$", people.text[start:verb])
    return (agent is not None and agent.able) or bool(said_by)


def _by_name(people: People, verb: int) -> Subject:
    text = people.text
    agent = people.ending_at(verb)
    assert agent is not None
    if text[: agent.start].rstrip().endswith(_OF_SOMEBODY):
        return Subject(agent.start)
    joined = re.compile(r",?\s+(?:and|&)\s+")
    pairs = (a for a in people.agents if joined.fullmatch(text, a.end, agent.start))
    first = next(pairs, agent)
    vague = re.match(r"[Aa]n?\s", text[first.start :]) and not (first.name or "").endswith("Member")
    able = first.name is not None and not vague and not FAR_AWAY.search(first.name)
    return Subject(first.start, first.name, able, agent.many)


def _left_out(people: People, verb: int, start: int) -> Subject:
    """ "… apologised and would ensure": the subject stands earlier in the sentence."""
    agent = people.acting_before(verb, start)
    pronouns = list(_PRONOUN_ACTS.finditer(people.text, agent.end if agent else start, verb))
    if pronouns:
        owner = people.meant_by(pronouns[-1]["word"], pronouns[-1].start())
        return Subject(verb, owner, owner is not None)
    if agent:
        able = agent.name is not None and not FAR_AWAY.search(agent.name)
        return Subject(verb, agent.name, able, agent.many)
    # JB meeting the haulier on Monday, will report back
    first = people.starting_at(start)
    return Subject(verb, first.name, first.name is not None, first.many) if first else Subject(verb)
