"""Undertakings: what somebody says they will do.

Two shapes: a verb of promising ("undertook to", "promised a note") and a plain "would" or "will"
with somebody able to keep it as its subject and something to be delivered as its verb. Kept out
is what the words around make a wish, a question, a forecast, history or a condition.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from sources.due import find_due
from sources.undertakings.agents import People
from sources.undertakings.finding import Finding
from sources.undertakings.sentences import Span, clause_end
from sources.undertakings.subjects import SAID, Subject, subject_of
from sources.undertakings.words import (
    ADVERB,
    BODY,
    DELIVER,
    DOCUMENT,
    FAR_AWAY,
    HABIT,
    NOT_DONE,
    PAPER,
    PASSED_ON,
    STATIVE,
    VAGUE,
    either,
)

# undertook to …, agreed to …, gave an undertaking to …, took an action to …
_VOWED = re.compile(
    r"\b(?:(?:(?P<perfect>has|have)\s+(?:[a-z]+ly\s+)?)?(?:(?P<vow>undertook|undertakes|agreed"
    r"|agrees|promised|promises|offered|offers|pledged|pledges|volunteered|volunteers|committed|commits)"
    r"(?:\s+(?:himself|herself|themselves|the\s+\w+)|,[^,;.]{1,60},)?"
    r"|(?:gave|gives|made)\s+(?:an?|the)\s+(?:\w+\s+)?(?:undertaking|commitment|promise|assurance)"
    r"|(?:indicated|expressed|confirmed|signalled)\s+(?:his|her|their|a)\s+(?:\w+\s+)?(?:willingness"
    r"|readiness)"
    rf"|(?:took|takes|has)\s+an\s+action))\s+{ADVERB}*to\s+{ADVERB}*"
    r"(?P<verb>(?!(?:the|this|that|these|it|an?|his|her)\b)[a-z][\w-]*)"
)
# promised the Panel a note; promised further figures
_PROMISED = re.compile(
    r"\b(?:promised|promises|offered)\s+(?:(?!to\b)[\w’'-]+\s+){0,4}?"
    rf"(?:an?|the|some|more|further)\s+(?:[\w’'-]+\s+){{0,3}}?{DOCUMENT}\b"
)
# gave a commitment that no station would close
_ASSURED = re.compile(
    r"\b(?:gave|gives|made|provided)\s+(?:an?|the|his|her|its|their|\w+\s+an?)\s+(?:\w+\s+)?"
    r"(?:undertaking|commitment|promise|assurance|guarantee|pledge|word)\s+that\b"
    r"(?=[^;.]*\b(?:would|will|shall)\b)|\b(?:undertook|promised|pledged)\s+that\b"
)
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
# would, will, "she'll", is to, is going to
_TO_COME = (
    r"(?P<modal>would|will|shall|(?<=[a-z])['’](?:d|ll)|(?:is|are|was|were)\s+(?:going\s+)?to)"
)
# would circulate; will be writing; is to send
_INTENDED = re.compile(
    rf"\b{_TO_COME}\s+(?P<adverbs>{ADVERB}*)"
    rf"(?:,\s\w+,\s)?(?:(?P<verb>{DELIVER})\b(?!-)|be\s+(?P<doing>[a-z]+)ing\b)"
    # money and help are policy, not papers
    r"(?!\s+(?:chair\b|funding|resources|savings|cover|support|reassurance|value|[^,.;]{1,40}\bto\s+account)\b)"
)
# intended to bring; plans to present
_PLANNED = re.compile(
    r"\b(?P<modal>intended|intends|planned|plans|proposes|was\s+planning"
    r"|it\s+was\s+(?:his|her|their|my|our)\s+intention)\s+to\s+"
    rf"(?P<verb>{DELIVER})\b"
)
# he'd have it there by Monday; would have a session arranged: with a day, a promise
_HAVE = re.compile(
    rf"\b{_TO_COME}\s+(?:(?:have|get)\s+(?P<verb>it|them|this|that|everything|(?:an?|the)\s[^,;.]{{3,40}}?\s[a-z]+ed"
    rf"|(?P<others>staff|officers|h(?:is|er)\s[a-z]+|[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){{0,3}})\s{DELIVER})\b"
    r"|be\s+(?:back|in\s+touch)\b)"
)
# would have a quiet word before the next meeting: any act, with a day
_ACT = re.compile(
    rf"\b{_TO_COME}\s+(?P<adverbs>{ADVERB}*)(?:be\s+(?P<doing>[a-z]+)ing\b"
    rf"|(?P<verb>(?!(?:{STATIVE}|{DELIVER}|not|never)\b)[a-z]+(?<!ly)|have\s+a\s+(?:quiet\s+)?word)\b)"
)
# would have them corrected
_CAUSED = re.compile(r"\s+(?:[a-z]+ed|sent|put|brought|made|written|redrawn)\b")
# would be circulated; is to be brought back; would come to the next meeting
_PASSIVE = re.compile(
    rf"\b{_TO_COME}\s+{ADVERB}*(?:be\s+{ADVERB}*(?:[a-z]+ed\b[^.;]{{0,80}}?\sand\s+)?(?P<done>{PASSED_ON})\b"
    r"|(?:come|return)\s+(?:back\s+)?(?=(?:to|before)\s)"
    rf"|be\s+(?:back\s+)?(?:with|before)\s+(?={BODY})"
    r"|be\s+(?:available|ready|online|on\s+(?:the|its|our)\s+(?:\w+\s+)?(?:website|agenda))\b"
    r"|(?:include|contain|cover|show|reflect|address)\s+(?:it|this|that|them|these)\b)"
)
# Members would be kept informed
_TOLD = re.compile(
    rf"(?P<who>{BODY})\s+{_TO_COME}\s+{ADVERB}*(?:be\s+{ADVERB}*(?P<done>kept\s+(?:informed|updated|up)"
    r"|notified|informed|advised|updated|sent|given|provided\s+with|consulted)\b"
    rf"|(?:receive|get|see|have)\s+(?=[^,;.]{{0,40}}(?:{DOCUMENT}|account\s+of)\b))"
)
# would be happy to provide; not "was pleased to report that"
_WILLING = re.compile(
    rf"\b(?:{_TO_COME}\s+be|(?P<now>was|is))\s+(?:very\s+|more\s+than\s+|quite\s+)?"
    r"(?:happy|glad|pleased|willing|delighted|prepared|content|(?P<can>able)|in\s+a\s+position)\s+to\s+"
    r"(?!(?:see|hear|note|answer|take\s+(?:questions|part|the))\b)(?(now)(?!(?:report|say|inform|advise|tell|announce|confirm"
    rf"|present|introduce)\b))(?P<verb>{DELIVER})\b"
)

# Behind these nothing is promised: opinions, hopes and questions, and what was said before.
_DOUBTED = re.compile(
    r"\b(?:hop|suggest|believ|consider|expect|wish|suspect|doubt|assum|anticipat|trust|predict"
    r"|wonder|queri|enquir|inquir|question|imagin|prefer|propos|recommend|recall|remind|fear"
    r"|request|ask|urg|advocat|worri|argu)(?:ed|d|s|es|e)?\b"
    r"|\b(?:thought|felt|feels|understood|heard|read|sought|keen|wanted\s+to\s+know)\b"
    r"|\bhad\s+(?:\w+\s+)?(?:said|agreed|promised|undertaken|stated|confirmed|indicated|advised"
    r"|told|been\s+told|offered|written|given)\b"
    r"|\b(?:was|were|been)\s+(?:told|assured|informed|advised)\b"
)
_HAD_SAID = re.compile(
    r"\b(?:had|previously|already)\s+(?:\w+\s+)?"
    r"(?:said|told|agreed|promised|confirmed|resolved|decided|asked|suggested)\s"
)
# Directly before the subject: a question, a relative clause, a condition, a reason.
_SUBORDINATE = re.compile(
    r"\b(?:whether|if|unless|when|how|what|where|why|who|whom|(?<!,\s)which|because|until|so\s+that"
    r"|in\s+order\s+that|in\s+case|than|as|such\s+that)\s+$",
    re.IGNORECASE,
)
_POLITELY = r"(?!\s+(?:possible|necessary|required|needed|appropriate|so)\b)"
_IF_BEFORE = re.compile(
    r"(?:^|[,;]\s*|\b(?:that|and|but|said|confirmed)\s+)"
    rf"(?:if|unless|should|were|had|in\s+the\s+event|provided\s+that)\b{_POLITELY}",
    re.IGNORECASE,
)
_IF_AFTER = re.compile(rf"\b(?:if|unless|provided\s+that|in\s+the\s+event)\b{_POLITELY}")
# After these "if" is "whether".
_ASKING = re.compile(
    r"\b(?:check|see|ask|find\s+out|look|confirm|establish|enquire|inquire|consider|clarify"
    r"|investigate|know|query)\b"
)
_DONE = re.compile(
    r"\b(?:had|has|have|which|this|that)\s+(?:(?:now|since|already|been|was)\s+)*done\b"
)
_BEFORE = re.compile(
    r"\b(?:had|having|was|were|been|being|not|never|previously)\s+(?:\w+ly\s+)?$"
    r"|\bhad\s+(?:[\w’'-]+\s+){1,8}and\s+$"
)
_BOUNDARY = re.compile(r"[;:]|,?\s+(?:and|but|so)\s+(?!that\b)")
# For those present: what makes news of many hands a promise.
_FOR_US = re.compile(
    r"\b(?:Panel|Board|Committee|Council|[Mm]embers?|[Gg]overnors?|[Tt]rustees|[Cc]ouncillors"
    rf"|meeting|agenda|{PAPER})\b"
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
# "will be visiting" only says where somebody is to be found.
_PLANS = ("visit", "attend", "meet", "speak", "host", "work")
_BODY_DOES = either("write contact invite ask request respond reply send seek obtain raise object")
_ASKS = re.compile(r"\s+(?:asked|enquired|queried|wondered|wanted|questioned|requested|inquired)\b")


class Charge(NamedTuple):
    """Who shall do everything in the list that follows: "The Chief Nurse undertook to:"."""

    owner: str


def opens_charge(people: People, sentence: Span) -> Charge | None:
    """Who promises, or is asked for, what stands in the lines below a sentence."""
    if not (verb := _CHARGED.search(people.text, *sentence)):
        return None
    subject = subject_of(people, verb.start(), sentence.start)
    return Charge(subject.owner) if subject.able and subject.owner else None


def find_promises(people: People, sentence: Span) -> Iterator[Finding]:
    """The undertakings of a sentence."""
    echoes = list(_echoes(people, sentence))
    for rule in (_vows, _intentions, _passives):
        for found in rule(people, sentence):
            if not any(echo.start < found.end and found.start < echo.end for echo in echoes):
                yield found
    yield from echoes


def _echoes(people: People, sentence: Span) -> Iterator[Finding]:
    text, (start, end) = people.text, sentence
    for match in _ECHO.finditer(text, start, end):
        subject = subject_of(people, match.start(), start)
        if subject.able and not _is_unfit(text, subject.start, match, sentence):
            found = _promise(text, subject, match.start(), sentence)
            if not _is_conditional(text, found, sentence):
                yield found._replace(echo=True)
    for match in _TAKEN_UP.finditer(text, start, end):
        if not _is_unfit(text, match.start(), match, sentence):
            stop = clause_end(text, match.end(), end)
            owner = _passive_owner(people, match.start(), match.end(), stop)
            found = Finding("undertaking", match.start(), stop, owner, echo=True)
            if not _by_others(people, match.end(), stop) and not _is_conditional(
                text, found, sentence
            ):
                yield found


def _by_others(people: People, verb: int, stop: int) -> bool:
    """Whether somebody outside the meeting is to do it."""
    others = _BY_OTHERS.search(people.text, verb, stop)
    return others is not None and not people.named_after((" by ",), verb, stop)


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
        if subject.able and not _BEFORE.search(before) and not _SUBORDINATE.search(before):
            found = _promise(text, subject, match.start(), sentence)
            # "has offered to" is news of an outsider, and of a member a promise
            perfect = match.groupdict().get("perfect")
            yield found._replace(certain=not perfect or bool(_MEMBER.match(subject.owner or "")))


def _intentions(people: People, sentence: Span) -> Iterator[Finding]:
    text, (start, end) = people.text, sentence
    shapes = (_INTENDED, _WILLING, _PLANNED, _HAVE, _ACT)
    for match in chain.from_iterable(shape.finditer(text, start, end) for shape in shapes):
        if HABIT.search(match.groupdict().get("adverbs") or "") or not _delivers(match):
            continue
        subject = subject_of(people, match.start(), start)
        if match.re is _ACT and (subject.start == match.start() or match["modal"].endswith("to")):
            continue
        found = _promise(text, subject, match.start(), sentence)
        if not (subject.able or _is_ours(people, match)) or _is_unfit(
            text, subject.start, match, sentence
        ):
            continue
        if subject.many and subject.able and not _FOR_US.search(text, match.end(), found.end):
            continue
        if re.fullmatch(r"\w+\s+to", match["modal"] or ""):
            found = found._replace(kind="action")
        if _is_vague(text, match, found.end) or _is_conditional(text, found, sentence):
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
    if _has_day(text, verb.start(), stop):
        return False
    papers = re.search(rf"\b{DOCUMENT}\b", text[verb.end() : stop])
    return verb.re in (_HAVE, _ACT) or not (papers or _FOR_US.search(text, verb.end(), stop))


def _is_ours(people: People, match: re.Match[str]) -> bool:
    """ "The Council will write to the bus company": those who meet, writing to others."""
    body = people.ending_at(match.start())
    ours = body is not None and body.name is None and body.able
    verb = match.groupdict().get("verb")
    return ours and verb is not None and re.fullmatch(_BODY_DOES, verb) is not None


def _has_day(text: str, start: int, stop: int) -> bool:
    return find_due(text[start:stop], None, None)[0] is not None


def _passives(people: People, sentence: Span) -> Iterator[Finding]:
    text, (start, end) = people.text, sentence
    for match in _TOLD.finditer(text, start, end):
        stop = clause_end(text, match.end(), end)
        owner = _passive_owner(people, match.start(), match.end(), stop)
        found = Finding("undertaking", match.start(), stop, owner)
        if not _is_unfit(text, match.start(), match, sentence):
            yield found._replace(certain=not _is_conditional(text, found, sentence))
    for match in _PASSIVE.finditer(text, start, end):
        first = _noun_start(text, match.start(), start)
        thing = text[first : match.start()]
        stop = clause_end(text, match.end(), end)
        ours = _FOR_US.search(text, match.end(), stop) and "meeting" not in thing
        named = thing.strip() or text[start:first]
        # an answer: "they would be sent out"
        owner = _passive_owner(people, first, match.end(), stop)
        it = named.lower() in ("it", "this", "they", "these")
        ours = ours or (it and bool((match["done"] and owner) or _has_day(text, match.end(), stop)))
        if not (re.search(rf"\b(?:{DOCUMENT}|version)\b", named, re.IGNORECASE) or ours):
            continue
        if _by_others(people, match.end(), stop):
            continue
        found = Finding("undertaking", first, stop, owner)
        negative = re.search(r"\b(?:no|not|nor|which|who)\b", thing, re.IGNORECASE)
        if not negative and not _is_unfit(text, first, match, sentence):
            away = _AWAY.search(text, match.end(), stop) and not ours
            sure = not away and not _is_conditional(text, found, sentence)
            yield found._replace(certain=sure)


def _passive_owner(people: People, first: int, verb: int, stop: int) -> str | None:
    """Whoever it shall be done by, else the one who says so."""
    if by := people.named_after((" by ",), verb, stop):
        return by.name
    speaker = people.acting_before(first)
    return speaker.name if speaker and not _ASKS.match(people.text, speaker.end) else None


def _delivers(match: re.Match[str]) -> bool:
    """Whether "will be writing" is of a verb that delivers."""
    stem = match.groupdict().get("doing")
    if stem is None:
        return True
    if match.re is _ACT:
        return not any(re.fullmatch(rf"{STATIVE}|{DELIVER}", form) for form in (stem, f"{stem}e"))
    forms = (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
    return any(re.fullmatch(DELIVER, form) for form in forms) and stem not in _PLANS


def _promise(text: str, subject: Subject, verb: int, sentence: Span) -> Finding:
    stop = clause_end(text, verb, sentence.end)
    return Finding("undertaking", subject.start, stop, subject.owner)


def _noun_start(text: str, verb: int, start: int) -> int:
    """Where the subject of a passive begins."""
    cuts = re.finditer(
        r"[;:,]\s+(?:(?:and|but)\s+)?(?:that\s+)?"
        r"|\b(?:that|and|but|said|confirmed|stated|advised|reported|explained|added|replied|agreed"
        r"|indicated|whether|if|when|how|where|why)\s+",
        text[start:verb],
    )
    return start + max((cut.end() for cut in cuts), default=0)


def _is_unfit(text: str, subject: int, verb: re.Match[str], sentence: Span) -> bool:
    """Whether the words around make it a question, a hope or a thing done."""
    before = text[sentence.start : subject]
    region = before[max((m.end() for m in _BOUNDARY.finditer(before)), default=0) :]
    done = _DONE.search(text, verb.end(), sentence.end)
    if done or _SUBORDINATE.search(before) or _HAD_SAID.search(region):
        return True
    doubts = [m.start() for m in _DOUBTED.finditer(region)]
    says = [m.start() for m in SAID.finditer(region)]
    return bool(doubts) and doubts[-1] >= max(says, default=0)


def _is_conditional(text: str, found: Finding, sentence: Span) -> bool:
    """Whether it hangs on an "if", which is not the "whether" of "would check if"."""
    before = text[sentence.start : found.start]
    if _IF_BEFORE.search(before[before.rfind(";") + 1 :]):
        return True
    after = _IF_AFTER.search(text, found.start, found.end)
    if after is None:
        return False
    only = text.endswith("only ", 0, after.start())
    return only or not _ASKING.search(text, found.start, after.start())
