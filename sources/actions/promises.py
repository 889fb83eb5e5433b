"""Undertakings: what somebody says they will do.

Verbs of promising ("undertook to", "promised a note") stand here; a plain "would" or "will" is in
`intentions`, the passive and answers in `passives`. What the words around make a wish, a question,
a habit, history or a condition is told from a promise by the rows of `rules/qualifiers.toml`.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from sources.actions.agents import Finding, People, Subject, subject_of
from sources.actions.lexicon import (
    ADVERB,
    BODY,
    DELIVER,
    DOCUMENT,
    FAR_AWAY,
    NOT_DONE,
    PAPER,
    PASSED_ON,
    STATIVE,
    TO_COME,
    VAGUE,
    either,
)
from sources.due import find_due
from sources.language.sentences import Span, clause_end

# For those present: what makes news of many hands a promise.
FOR_US = re.compile(
    r"\b(?:Panel|Board|Committee|Council|[Mm]embers?|[Gg]overnors?|[Tt]rustees|[Cc]ouncillors"
    rf"|meeting|agenda|{PAPER})\b"
)


def promise(text: str, subject: Subject, verb: int, sentence: Span) -> Finding:
    """What the subject says to the end of the clause whose verb stands at `verb`."""
    stop = clause_end(text, verb, sentence.end)
    return Finding("undertaking", subject.start, stop, subject.owner)


def has_day(text: str, start: int, stop: int) -> bool:
    """Whether the words say by when."""
    return find_due(text[start:stop], None, None)[0] is not None


# Promises in the passive: "a written answer would be sent to Members", and answers that only take
# up what was asked: "that would be done", "she would do so".


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
        if subject.able:
            yield promise(text, subject, match.start(), sentence)._replace(echo=True)
    for match in _TAKEN_UP.finditer(text, start, end):
        stop = clause_end(text, match.end(), end)
        if not _by_others(people, match.end(), stop):
            owner = _passive_owner(people, match.start(), match.end(), stop)
            yield Finding("undertaking", match.start(), stop, owner, echo=True)


def passives(people: People, sentence: Span) -> Iterator[Finding]:
    """What will be done for those present, by whoever says so."""
    text, (start, end) = people.text, sentence
    for match in _TOLD.finditer(text, start, end):
        stop = clause_end(text, match.end(), end)
        owner = _passive_owner(people, match.start(), match.end(), stop)
        yield Finding("undertaking", match.start(), stop, owner)
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
        negative = re.search(r"\b(?:no|not|nor|which|who)\b", thing, re.IGNORECASE)
        if not negative:
            sure = ours or not _AWAY.search(text, match.end(), stop)
            yield Finding("undertaking", first, stop, owner, certain=bool(sure))


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


# Plain intentions: "she would write to Members", "he is to bring figures", "JB will ring them".
#
# The subject must be able to keep it, and the verb must deliver something; what is as often policy
# as promise must be for those present or have its day.


# would circulate; will be writing; is to send
_INTENDED = re.compile(
    rf"\b{TO_COME}\s+(?P<adverbs>{ADVERB}*)"
    rf"(?:,\s\w+,\s)?(?:(?P<verb>{DELIVER})\b(?!-)|be\s+(?P<doing>[a-z]+)ing\b)"
    # money and help are policy, not papers
    r"(?!\s+(?:chair\b|funding|resources|savings|cover|support|reassurance|value|[^,.;]{1,40}\bto\s+account)\b)"
)
# would be happy to provide; not "was pleased to report that"
_WILLING = re.compile(
    rf"\b(?:{TO_COME}\s+be|(?P<now>was|is))\s+(?:very\s+|more\s+than\s+|quite\s+)?"
    r"(?:happy|glad|pleased|willing|delighted|prepared|content|(?P<can>able)|in\s+a\s+position)\s+to\s+"
    r"(?!(?:see|hear|note|answer|take\s+(?:questions|part|the))\b)(?(now)(?!(?:report|say|inform|advise|tell|announce|confirm"
    rf"|present|introduce)\b))(?P<verb>{DELIVER})\b"
)
# intended to bring; plans to present
_PLANNED = re.compile(
    r"\b(?P<modal>intended|intends|planned|plans|proposes|was\s+planning"
    r"|it\s+was\s+(?:his|her|their|my|our)\s+intention)\s+to\s+"
    rf"(?P<verb>{DELIVER})\b"
)
# he'd have it there by Monday; would have a session arranged: with a day, a promise
_HAVE = re.compile(
    rf"\b{TO_COME}\s+(?:(?:have|get)\s+(?P<verb>it|them|this|that|everything|(?:an?|the)\s[^,;.]{{3,40}}?\s[a-z]+ed"
    rf"|(?P<others>staff|officers|h(?:is|er)\s[a-z]+|[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){{0,3}})\s{DELIVER})\b"
    r"|be\s+(?:back|in\s+touch)\b)"
)
# would have them corrected
_CAUSED = re.compile(r"\s+(?:[a-z]+ed|sent|put|brought|made|written|redrawn)\b")
# would have a quiet word before the next meeting: any act, with a day
_ACT = re.compile(
    rf"\b{TO_COME}\s+(?P<adverbs>{ADVERB}*)(?:be\s+(?P<doing>[a-z]+)ing\b"
    rf"|(?P<verb>(?!(?:{STATIVE}|{DELIVER}|not|never)\b)[a-z]+(?<!ly)|have\s+a\s+(?:quiet\s+)?word)\b)"
)
# "will be visiting" only says where somebody is to be found.
_PLANS = ("visit", "attend", "meet", "speak", "host", "work")
_BODY_DOES = either(
    "write contact invite ask request respond reply send seek obtain raise object".split()
)


def intentions(people: People, sentence: Span) -> Iterator[Finding]:
    """What somebody would or will do."""
    text, (start, end) = people.text, sentence
    shapes = (_INTENDED, _WILLING, _PLANNED, _HAVE, _ACT)
    for match in chain.from_iterable(shape.finditer(text, start, end) for shape in shapes):
        if not _delivers(match):
            continue
        subject = subject_of(people, match.start(), start)
        if match.re is _ACT and (subject.start == match.start() or match["modal"].endswith("to")):
            continue
        found = promise(text, subject, match.start(), sentence)
        if not (subject.able or _is_ours(people, match)):
            continue
        if subject.many and subject.able and not FOR_US.search(text, match.end(), found.end):
            continue
        if re.fullmatch(r"\w+\s+to", match["modal"] or ""):
            found = found._replace(kind="action")
        if _is_vague(text, match, found.end):
            found = found._replace(certain=False)
        yield found


def _is_vague(text: str, verb: re.Match[str], stop: int) -> bool:
    """Whether it is as likely a policy or a plan, with nothing for those present and no day."""
    words = verb.groupdict().get("verb") or ""
    if verb.re is _HAVE and (verb["others"] or _CAUSED.match(text, verb.end("verb"))):
        return False
    able = "can" in verb.groupdict() and verb["can"]
    if not able and verb.re not in (_PLANNED, _HAVE, _ACT) and not re.fullmatch(VAGUE, words):
        return False
    if has_day(text, verb.start(), stop):
        return False
    papers = re.search(rf"\b{DOCUMENT}\b", text[verb.end() : stop])
    return verb.re in (_HAVE, _ACT) or not (papers or FOR_US.search(text, verb.end(), stop))


def _is_ours(people: People, match: re.Match[str]) -> bool:
    """ "The Council will write to the bus company": those who meet, writing to others."""
    body = people.ending_at(match.start())
    ours = body is not None and body.name is None and body.able
    verb = match.groupdict().get("verb")
    return ours and verb is not None and re.fullmatch(_BODY_DOES, verb) is not None


def _delivers(match: re.Match[str]) -> bool:
    """Whether "will be writing" is of a verb that delivers."""
    stem = match.groupdict().get("doing")
    if stem is None:
        return True
    if match.re is _ACT:
        return not any(re.fullmatch(rf"{STATIVE}|{DELIVER}", form) for form in (stem, f"{stem}e"))
    forms = (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
    return any(re.fullmatch(DELIVER, form) for form in forms) and stem not in _PLANS


# undertook to …, agreed to …, gave an undertaking to …, took an action to …
_VOWED = re.compile(
    r"\b(?:(?:(?P<perfect>has|have)\s+(?:[a-z]+ly\s+)?)?(?:(?P<vow>undertook|undertakes|agreed"
    r"|agrees|promised|promises|offered|offers|pledged|pledges|volunteered|volunteers|committed|commits)"
    r"(?:\s+(?:himself|herself|themselves|the\s+\w+)|,[^,;.]{1,60},)?"
    r"|(?:gave|gives|made)\s+(?:an?|the)\s+(?:\w+\s+)?(?:undertaking|commitment|promise|assurance)"
    r"|(?:indicated|expressed|confirmed|signalled)\s+(?:his|her|their|a)\s+(?:\w+\s+)?(?:willingness"
    r"|readiness)"
    rf"|(?:took|takes|has)\s+(?:away\s+)?an\s+action))\s+{ADVERB}*to\s+{ADVERB}*"
    r"(?P<verb>(?!(?:the|this|that|these|it|an?|his|her)\b)[a-z][\w-]*)"
)
# promised the Panel a note; promised further figures
_PROMISED = re.compile(
    r"\b(?:promised|promises|offered)\s+(?:(?!to\b)[\w’'-]+\s+){0,4}?"
    rf"(?:an?|the|some|more|further)\s+(?:[\w’'-]+\s+){{0,3}}?"
    rf"(?:{DOCUMENT}|tour|visit|demonstration|ride-along|training)\b"
)
# gave a commitment that no station would close
_ASSURED = re.compile(
    r"\b(?:gave|gives|made|provided)\s+(?:an?|the|his|her|its|their|\w+\s+an?)\s+(?:\w+\s+)?"
    r"(?:undertaking|commitment|promise|assurance|guarantee|pledge|word)\s+that\b"
    r"(?=[^;.]*\b(?:would|will|shall)\b)|\b(?:undertook|promised|pledged)\s+that\b"
)
# Healthwatch agreed to …, Severn Water offered to …: bodies that no grammar of names knows
_UNLISTED = re.compile(
    r"(?:^|[.;,]\s+|\band\s+)(?P<name>(?!(?:It|He|She|They|We|All|Both|Some|Many|Most|Everyone|Nobody"
    r"|No|Those|That|This|There|Who|Not|Having)\b)[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})\s+$"
)
# The Chief Nurse undertook to:
_CHARGED = re.compile(
    r"\b(?:(?:undertook|agreed|promised|offered|(?:was|were)\s+(?:asked|requested|instructed))\s+to"
    r"|would|will|to)\s*(?::\s*[-–—]?|[-–—])$"
)
_MEMBER = re.compile(
    r"(?:Cllr|Councillor|Trustee|Governor|The\s+(?:Deputy\s+)?Clerk|The\s+Chair)\b"
)
_NOT_DONE = re.compile(rf"{NOT_DONE}\b")
_BEFORE = re.compile(
    r"\b(?:had|having|was|were|been|being|not|never|previously)\s+(?:\w+ly\s+)?$"
    r"|\bhad\s+(?:[\w’'-]+\s+){1,8}and\s+$"
)


class Assignment(NamedTuple):
    """Who shall do everything in the list that follows: "The Chief Nurse undertook to:"."""

    owner: str


def opens_assignment(people: People, sentence: Span) -> Assignment | None:
    """Who promises, or is asked for, what stands in the lines below a sentence."""
    if not (verb := _CHARGED.search(people.text, *sentence)):
        return None
    subject = subject_of(people, verb.start(), sentence.start)
    return Assignment(subject.owner) if subject.able and subject.owner else None


def find_promises(people: People, sentence: Span) -> Iterator[Finding]:
    """The undertakings of a sentence."""
    answers = list(echoes(people, sentence))
    for rule in (_vows, intentions, passives):
        for found in rule(people, sentence):
            if not any(echo.start < found.end and found.start < echo.end for echo in answers):
                yield found
    yield from answers


def _vows(people: People, sentence: Span) -> Iterator[Finding]:
    text, (start, end) = people.text, sentence
    vows = (p.finditer(text, start, end) for p in (_VOWED, _PROMISED, _ASSURED))
    for match in chain.from_iterable(vows):
        if match.re is _VOWED and _NOT_DONE.match(text, match.start("verb")):
            continue
        subject = subject_of(people, match.start(), start)
        before = text[start : match.start()]
        if subject == Subject(match.start()) and (body := _UNLISTED.search(before)):
            name = body["name"]
            able = not (FAR_AWAY.search(name) or re.fullmatch(BODY, name))
            subject = Subject(start + body.start("name"), name, able)
        if subject.able and not _BEFORE.search(before):
            found = promise(text, subject, match.start(), sentence)
            # "has offered to" is news of an outsider, and of a member a promise
            perfect = match.groupdict().get("perfect")
            yield found._replace(certain=not perfect or bool(_MEMBER.match(subject.owner or "")))
