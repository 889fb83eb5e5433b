"""Whose an entry is by the grammar of its sentence: of the verb that a row has found, who is its
subject, who says so, who is asked and who asks."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from sources.actions.agents import Agent, Finding, People, is_object, name_of
from sources.actions.lexicon import ADVERB, FAR_AWAY
from sources.due import find_due
from sources.language.sentences import Span
from sources.language.tokenizer import NamedWords, tokenize
from sources.rules.row_patterns import Step, occurs

_ASKS = re.compile(r"\s+(?:asked|enquired|queried|wondered|wanted|questioned|requested|inquired)\b")
# By whom, not by when: "by an independent body", but "by the end of May", "by email".
_BY_OTHERS = re.compile(
    rf"\s+by\s+(?:an?\s+[a-z]|(?:the\s+)?(?:\w+\s+)?(?:{FAR_AWAY.pattern})"
    r"|the\s+(?!(?:end|next|close|time|start|beginning|middle|following|summer|autumn|spring|winter"
    r"|new)\b)[a-z])"
)
_BEFORE_NOUN = re.compile(
    r"[;:,]\s+(?:(?:and|but)\s+)?(?:that\s+)?"
    r"|\b(?:that|and|but|said|confirmed|stated|advised|reported|explained|added|replied|agreed"
    r"|indicated|whether|if|when|how|where|why)\s+"
)
_EARLIER = re.compile(
    r"\b(?:had|having|been|as|when|previously|already|who|which|not|if)\s+(?:\w+ly\s+)?$"
    r"|\b(?:that|which|whom|as)\s+$",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"\bhad\s+(?:\w+\s+)?(?:said|told|reminded|heard|explained)\b")
_ASKER_LEFT_OUT = re.compile(
    r"(?:\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ii]t\s+was|and|also|then|but|[Aa])|,)\s*$"
)
_THIRD_PERSON = {"him": "he", "her": "she", "them": "they"}

# Characters behind a verb that bear on what it promises.
_LONGEST_REST = 400

Places = Mapping[str, Span]
Options = Mapping[str, Any]


def bind(
    people: People, finding: Finding, places: Places, sentence: Span, options: Options
) -> Finding | None:
    """The finding of a row with its owner, as its option `owner` says; None where the grammar
    knows nobody who could be meant, or the words behind the verb are not what the row wants."""
    ways = {"subject": _of_subject, "speaker": _of_speaker, "asked": _of_asked, "asker": _of_asker}
    bound = ways[options["owner"]](people, finding, places, sentence, options)
    wanted = True if "plain" in places else options.get("with", True)
    if bound is None or not _occurs(wanted, people.text, places, finding.end):
        return None
    sure = True if "sure" in places else options.get("certain", True)
    certain = _occurs(sure, people.text, places, finding.end)
    return bound._replace(certain=certain, echo=options.get("echo", False))


def _of_subject(
    people: People, finding: Finding, places: Places, sentence: Span, options: Options
) -> Finding | None:
    """What the subject of the verb is to do."""
    verb = places["verb"].start
    subject = subject_of(people, verb, sentence.start)
    if not subject.able or (options.get("named") and subject.start == verb):
        return None
    many = options.get("many", True) if subject.many else True
    if not _occurs(many, people.text, places, finding.end):
        return None
    return finding._replace(start=subject.start, owner=subject.owner)


def _of_speaker(
    people: People, finding: Finding, places: Places, sentence: Span, options: Options
) -> Finding | None:
    """What is to be done by somebody who is named, or by who says so; nothing if others do it."""
    verb = places["verb"]
    by = people.named_after((" by ",), verb.end, finding.end)
    ours = by or options.get("others")
    if not ours and _BY_OTHERS.search(people.text, verb.end, finding.end):
        return None
    start = places["from"].start if "from" in places else _noun_start(people.text, verb, sentence)
    speaker = people.acting_before(start)
    asks = speaker and _ASKS.match(people.text, speaker.end)
    owner = by.name if by else speaker.name if speaker and not asks else None
    return finding._replace(start=start, owner=owner) if owner or not options.get("owned") else None


def _of_asked(
    people: People, finding: Finding, places: Places, sentence: Span, options: Options
) -> Finding | None:
    """What somebody is asked to do who stands just before the verb."""
    asked = people.ending_at(places["verb"].start)
    if not asked or not asked.able or _REPORTED.search(people.text, sentence.start, asked.start):
        return None
    return finding._replace(start=asked.start, owner=asked.name)


def _of_asker(
    people: People, finding: Finding, places: Places, sentence: Span, options: Options
) -> Finding | None:
    """What is asked for, of whoever is called `whom` or named after "by" (and "from")."""
    verb = places["verb"]
    asker = people.ending_at(verb.start)
    body = asker is not None and asker.name is None and asker.able
    it = people.text.endswith(("It ", "it "), 0, verb.start)
    if not _is_asked_now(people, asker, verb.start, sentence.start):
        return None
    if options.get("asker") == "body" and not (body or it):
        return None
    start = places["from"].start if "from" in places else asker.start if asker else verb.start
    if "owner" in places:
        given = next(people.within(*places["owner"]), None)
    elif "whom" in places:
        given = _whom(people, places["whom"], asker, verb.start, sentence.start)
        if given is None or (given.name is None and given.many):
            return None
    else:
        words = (" by ", " from ") if options.get("from") else (" by ",)
        given = people.named_after(words, verb.end, finding.end)
    return finding._replace(start=start, owner=given.name if given else None)


def _is_asked_now(people: People, asker: Agent | None, verb: int, start: int) -> bool:
    """Whether somebody at the meeting asks now, not before, elsewhere or in a relative clause."""
    before = people.text[start:verb]
    if _EARLIER.search(before) or _REPORTED.search(before):
        return False
    if asker:
        return asker.able and not _EARLIER.search(people.text[start : asker.start])
    return bool(_ASKER_LEFT_OUT.search(before))


def _whom(people: People, place: Span, asker: Agent | None, verb: int, start: int) -> Agent | None:
    """Who is asked: somebody named; him, her or them; a body that no grammar of names knows."""
    if named := next(people.within(*place), None):
        return named
    words = people.text[slice(*place)]
    if (pronoun := _THIRD_PERSON.get(words)) is None:
        return Agent(*place, name_of(words))
    # "they" are whoever the sentence named last, and may have no name: "thanked the banks"
    since = start if pronoun == "they" else 0
    meant = people.named_before(verb, pronoun, since, but=asker)
    if meant is None and pronoun != "they":
        return None
    return Agent(*place, meant.name if meant else None)


def _occurs(wanted: Step | bool, text: str, places: Places, stop: int) -> bool:
    """Whether a pattern occurs in the words behind the verb, with the day among them."""
    if isinstance(wanted, bool):
        return wanted
    start = places.get("task", places["verb"]).end
    stop = max(start, min(stop, start + _LONGEST_REST))
    day, _ = find_due(text[start:stop], None, None)
    at = text.find(day, start) if day else 0
    named = [NamedWords(at, at + len(day), "DAY")] if day else []
    return occurs(wanted, tokenize(text, start, stop, named=named))


def _noun_start(text: str, verb: Span, sentence: Span) -> int:
    """Where the subject of a passive begins."""
    cuts = _BEFORE_NOUN.finditer(text[sentence.start : verb.start])
    return sentence.start + max((cut.end() for cut in cuts), default=0)


# Whose verb it is: a pronoun, somebody named, or the one who acted before it.


SAID = re.compile(
    r"\b(?:said|says|confirmed|stated|replied|responded|answered|explained|advised|agreed|added"
    r"|undertook|assured|told|informed|noted|acknowledged|accepted|reported|promised|indicated"
    r"|commented|gave|committed)\b"
)
_ELIDED = re.compile(rf"(?:^|[,;]|\b(?:and|but|or|then)\b)\s*{ADVERB}*$")
_PRONOUN = re.compile(rf"\b(?P<word>[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)\s*{ADVERB}*$")
_PRONOUN_ACTS = re.compile(r"\b(?P<word>[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)\s+(?:\w+ed|[a-z]+)\b")
_A = re.compile(r"[Aa]n?\s")
# Those who work for somebody: what they shall do, he or she has promised.
_OWN = re.compile(
    rf"\b(?P<word>[Hh]is|[Hh]er|[Tt]heir|[Oo]ur)\s+(?:office|team|staff|officers|colleagues|department"
    rf"|service|[Dd]eputy)\s*{ADVERB}*$"
)
_AND = re.compile(r",?\s+(?:and|&)\s+")
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
    if found := _PRONOUN.search(people.text, start, verb):
        return _by_pronoun(people, found, start)
    if own := _OWN.search(people.text, start, verb):
        agent = people.acting_before(own.start())
        owner = agent.name if agent else people.before
        return Subject(own.start(), owner, owner is not None)
    if people.ending_at(verb):
        return _by_name(people, verb, start)
    news = _PROGRESSIVE.match(people.text, verb) or _GOES_ON.match(people.text, verb)
    if news and _WHO.search(people.text, start, verb):
        return Subject(verb)
    if (who := _WHO.search(people.text, start, verb)) and (agent := people.ending_at(who.start())):
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


def _by_name(people: People, verb: int, start: int) -> Subject:
    text = people.text
    agent = people.ending_at(verb)
    assert agent is not None
    if text[max(start, agent.start - 12) : agent.start].rstrip().endswith(_OF_SOMEBODY):
        return Subject(agent.start)
    pairs = (
        a
        for a in people.named_until(agent.start)
        if _AND.fullmatch(text, a.end, agent.start) and not is_object(text, a.start)
    )
    first = next(pairs, agent)
    vague = _A.match(text, first.start) and not (first.name or "").endswith("Member")
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
