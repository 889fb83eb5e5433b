"""Undertakings: what somebody says they will do.

Verbs of promising ("undertook to", "promised a note") stand here; a plain "would" or "will" is in
`intentions`, the passive and answers in `passives`. `doubts` keeps out what the words around make
a wish, a question, a forecast, history or a condition.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from sources.undertakings.agents import People
from sources.undertakings.doubts import SUBORDINATE, promise
from sources.undertakings.finding import Finding
from sources.undertakings.intentions import intentions
from sources.undertakings.passives import echoes, passives
from sources.undertakings.sentences import Span
from sources.undertakings.subjects import Subject, subject_of
from sources.undertakings.words import ADVERB, BODY, DOCUMENT, FAR_AWAY, NOT_DONE

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
        if subject.able and not _BEFORE.search(before) and not SUBORDINATE.search(before):
            found = promise(text, subject, match.start(), sentence)
            # "has offered to" is news of an outsider, and of a member a promise
            perfect = match.groupdict().get("perfect")
            yield found._replace(certain=not perfect or bool(_MEMBER.match(subject.owner or "")))
