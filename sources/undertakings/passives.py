"""Promises in the passive: "a written answer would be sent to Members", and answers that only take
up what was asked: "that would be done", "she would do so".
"""

import re
from collections.abc import Iterator

from sources.undertakings.agents import People
from sources.undertakings.doubts import FOR_US, has_day, is_conditional, is_unfit, promise
from sources.undertakings.finding import Finding
from sources.undertakings.sentences import Span, clause_end
from sources.undertakings.subjects import subject_of
from sources.undertakings.words import ADVERB, BODY, DOCUMENT, FAR_AWAY, PASSED_ON, TO_COME

# would do so by Friday; agreed to this; will see to it; would be delighted to
_ECHO = re.compile(
    r"\b(?:(?:would|will|shall|(?<=[a-z])['’](?:d|ll)|(?:undertook|agreed|promised|offered|volunteered)\s+to)\s+"
    r"(?:(?:gladly|happily|certainly|also|be\s+(?:happy|glad|pleased|delighted)\s+to)\s+)?"
    r"(?:(?:do|see\s+to|arrange|look\s+into|take\s+up|follow\s+up|action|progress|pursue|organise|organize"
    r"|investigate|attend\s+to|deal\s+with|take)\s+(?:so|this|that|it)(?:\s+(?:up|forward|away|on|back))?"
    r"|do(?=\s*(?:[.;]|$))"
    r"|be\s+(?:happy|glad|pleased|delighted)\s+to(?:\s+(?:oblige|help|assist|do\s+so))?)(?=\s*(?:[.,;)]|$|and\b|by\b|before\b|at\b|in\b"
    r"|within\b|next\b|this\b|after\b|outside\b|as\b|with\b|when\b|for\b|on\b))"
    r"|(?:was|were)\s+(?:happy|glad|pleased|delighted|content|willing)\s+to\s+(?:oblige|help|assist|do\s+so)\b"
    r"|(?:agreed|assented|consented)(?:\s+to\s+(?:this|that|the\s+request))?(?=\s*(?:[.;]|$)))"
)
# this would be done; the matter would be looked into
_TAKEN_UP = re.compile(
    r"\b(?P<what>[Tt]his|[Tt]hat|[Ii]t|[Tt]hese|[Tt]hey|[Tt]he\s+(?:matter|issue|point|question|request|concerns?"
    r"|suggestion|query|complaint|points|issues|questions))\s+(?:would|will)\s+be\s+"
    r"(?:done|looked\s+(?:into|at)|followed\s+up|chased|investigated|checked|addressed|attended\s+to"
    r"|dealt\s+with|rectified|corrected|taken\s+(?:up|forward|back|away)|arranged|actioned|explored|raised)\b"
)
# would be circulated; is to be brought back; would come to the next meeting
_PASSIVE = re.compile(
    rf"\b{TO_COME}\s+{ADVERB}*(?:be\s+{ADVERB}*(?:[a-z]+ed\b[^.;]{{0,80}}?\sand\s+)?(?P<done>{PASSED_ON})\b"
    r"|(?:come|return)\s+(?:back\s+)?(?=(?:to|before)\s)"
    rf"|be\s+(?:back\s+)?(?:with|before)\s+(?={BODY})"
    r"|be\s+(?:available|ready|online|on\s+(?:the|its|our)\s+(?:\w+\s+)?(?:website|agenda))\b"
    r"|(?:include|contain|cover|show|reflect|address)\s+(?:it|this|that|them|these)\b)"
)
# Members would be kept informed
_TOLD = re.compile(
    rf"(?P<who>{BODY})\s+{TO_COME}\s+{ADVERB}*(?:be\s+{ADVERB}*(?P<done>kept\s+(?:informed|updated|up)"
    r"|notified|informed|advised|updated|sent|given|provided\s+with|consulted)\b"
    rf"|(?:receive|get|see|have)\s+(?=[^,;.]{{0,40}}(?:{DOCUMENT}|account\s+of)\b))"
)
# For others: news of how things are done.
_AWAY = re.compile(
    r"\b(?:to|with|by)\s+(?:all\s+|every\s+|the\s+|local\s+)*(?:parents|residents|pupils|students|staff|public"
    r"|households?|patients|tenants|customers|families|businesses|voters|applicants?)\b"
)
# By whom, not by when: "by an independent body", but "by the end of May", "by email".
_BY_OTHERS = re.compile(
    rf"\s+by\s+(?:an?\s+[a-z]|(?:the\s+)?(?:\w+\s+)?(?:{FAR_AWAY.pattern})"
    r"|the\s+(?!(?:end|next|close|time|start|beginning|middle|following|summer|autumn|spring|winter|new)\b)[a-z])"
)
_ASKS = re.compile(r"\s+(?:asked|enquired|queried|wondered|wanted|questioned|requested|inquired)\b")


def echoes(people: People, sentence: Span) -> Iterator[Finding]:
    """Answers that say only that what was asked will be done."""
    text, (start, end) = people.text, sentence
    for match in _ECHO.finditer(text, start, end):
        subject = subject_of(people, match.start(), start)
        if subject.able and not is_unfit(text, subject.start, match, sentence):
            found = promise(text, subject, match.start(), sentence)
            if not is_conditional(text, found, sentence):
                yield found._replace(echo=True)
    for match in _TAKEN_UP.finditer(text, start, end):
        if not is_unfit(text, match.start(), match, sentence):
            stop = clause_end(text, match.end(), end)
            owner = _passive_owner(people, match.start(), match.end(), stop)
            found = Finding("undertaking", match.start(), stop, owner, echo=True)
            if not _by_others(people, match.end(), stop) and not is_conditional(
                text, found, sentence
            ):
                yield found


def passives(people: People, sentence: Span) -> Iterator[Finding]:
    """What will be done for those present, by whoever says so."""
    text, (start, end) = people.text, sentence
    for match in _TOLD.finditer(text, start, end):
        stop = clause_end(text, match.end(), end)
        owner = _passive_owner(people, match.start(), match.end(), stop)
        found = Finding("undertaking", match.start(), stop, owner)
        if not is_unfit(text, match.start(), match, sentence):
            yield found._replace(certain=not is_conditional(text, found, sentence))
    for match in _PASSIVE.finditer(text, start, end):
        first = _noun_start(text, match.start(), start)
        thing = text[first : match.start()]
        stop = clause_end(text, match.end(), end)
        ours = FOR_US.search(text, match.end(), stop) and "meeting" not in thing
        named = thing.strip() or text[start:first]
        # an answer: "they would be sent out"
        owner = _passive_owner(people, first, match.end(), stop)
        it = named.lower() in ("it", "this", "they", "these", "one")
        ours = ours or (it and bool((match["done"] and owner) or has_day(text, match.end(), stop)))
        if not (re.search(rf"\b(?:{DOCUMENT}|version)\b", named, re.IGNORECASE) or ours):
            continue
        if _by_others(people, match.end(), stop):
            continue
        found = Finding("undertaking", first, stop, owner)
        negative = re.search(r"\b(?:no|not|nor|which|who)\b", thing, re.IGNORECASE)
        if not negative and not is_unfit(text, first, match, sentence):
            away = _AWAY.search(text, match.end(), stop) and not ours
            sure = not away and not is_conditional(text, found, sentence)
            yield found._replace(certain=sure)


def _passive_owner(people: People, first: int, verb: int, stop: int) -> str | None:
    """Whoever it shall be done by, else the one who says so."""
    if by := people.named_after((" by ",), verb, stop):
        return by.name
    speaker = people.acting_before(first)
    return speaker.name if speaker and not _ASKS.match(people.text, speaker.end) else None


def _by_others(people: People, verb: int, stop: int) -> bool:
    """Whether somebody outside the meeting is to do it."""
    others = _BY_OTHERS.search(people.text, verb, stop)
    return others is not None and not people.named_after((" by ",), verb, stop)


def _noun_start(text: str, verb: int, start: int) -> int:
    """Where the subject of a passive begins."""
    cuts = re.finditer(
        r"[;:,]\s+(?:(?:and|but)\s+)?(?:that\s+)?"
        r"|\b(?:that|and|but|said|confirmed|stated|advised|reported|explained|added|replied|agreed"
        r"|indicated|whether|if|when|how|where|why)\s+",
        text[start:verb],
    )
    return start + max((cut.end() for cut in cuts), default=0)
