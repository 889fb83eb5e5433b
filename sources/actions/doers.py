"""Whose an entry is by the grammar of its sentence: of the verb that a row has found, who is its
subject, who says so, who is asked and who asks."""

import re
from collections.abc import Mapping
from typing import Any

from sources.actions.agents import Agent, Finding, People, name_of, subject_of
from sources.actions.lexicon import FAR_AWAY
from sources.due import find_due
from sources.language.sentences import Span
from sources.language.tokenizer import NamedWords, Tokens, tokenize
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

Places = Mapping[str, Span]
Options = Mapping[str, Any]


def bind(
    people: People, finding: Finding, places: Places, sentence: Span, options: Options
) -> Finding | None:
    """The finding of a row with its owner, as its option `owner` says; None where the grammar
    knows nobody who could be meant, or the words behind the verb are not what the row wants."""
    ways = {"subject": _of_subject, "speaker": _of_speaker, "asked": _of_asked, "asker": _of_asker}
    bound = ways[options["owner"]](people, finding, places, sentence, options)
    rest = _rest(people.text, places, finding.end)
    if bound is None or not ("plain" in places or _fits(options.get("with", True), rest)):
        return None
    certain = "sure" in places or _fits(options.get("certain", True), rest)
    return bound._replace(certain=certain, echo=options.get("echo", False))


def _of_subject(
    people: People, finding: Finding, places: Places, sentence: Span, options: Options
) -> Finding | None:
    """What the subject of the verb is to do."""
    verb = places["verb"].start
    subject = subject_of(people, verb, sentence.start)
    if not subject.able or (options.get("named") and subject.start == verb):
        return None
    rest = _rest(people.text, places, finding.end)
    if subject.many and not _fits(options.get("many", True), rest):
        return None
    return finding._replace(start=subject.start, owner=subject.owner)


def _of_speaker(
    people: People, finding: Finding, places: Places, sentence: Span, options: Options
) -> Finding | None:
    """What is to be done by somebody who is named, or by who says so; nothing if others do it."""
    verb = places["verb"]
    by = people.named_after((" by ",), verb.end, finding.end)
    if by is None and _BY_OTHERS.search(people.text, verb.end, finding.end):
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


def _fits(wanted: Step | bool, rest: Tokens) -> bool:
    return wanted if isinstance(wanted, bool) else occurs(wanted, rest)


def _rest(text: str, places: Places, stop: int) -> Tokens:
    """The words behind the verb, with the day among them."""
    start = places.get("task", places["verb"]).end
    day, _ = find_due(text[start:stop], None, None)
    at = text.find(day, start) if day else 0
    named = [NamedWords(at, at + len(day), "DAY")] if day else []
    return tokenize(text, start, max(start, stop), named=named)


def _noun_start(text: str, verb: Span, sentence: Span) -> int:
    """Where the subject of a passive begins."""
    cuts = _BEFORE_NOUN.finditer(text[sentence.start : verb.start])
    return sentence.start + max((cut.end() for cut in cuts), default=0)
