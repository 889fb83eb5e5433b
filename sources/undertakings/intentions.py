"""Plain intentions: "she would write to Members", "he is to bring figures", "JB will ring them".

The subject must be able to keep it, and the verb must deliver something; what is as often policy
as promise must be for those present or have its day.
"""

import re
from collections.abc import Iterator
from itertools import chain

from sources.undertakings.agents import People
from sources.undertakings.doubts import FOR_US, has_day, is_conditional, is_unfit, promise
from sources.undertakings.finding import Finding
from sources.undertakings.sentences import Span
from sources.undertakings.subjects import subject_of
from sources.undertakings.words import (
    ADVERB,
    DELIVER,
    DOCUMENT,
    HABIT,
    STATIVE,
    TO_COME,
    VAGUE,
    either,
)

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
_BODY_DOES = either("write contact invite ask request respond reply send seek obtain raise object")


def intentions(people: People, sentence: Span) -> Iterator[Finding]:
    """What somebody would or will do."""
    text, (start, end) = people.text, sentence
    shapes = (_INTENDED, _WILLING, _PLANNED, _HAVE, _ACT)
    for match in chain.from_iterable(shape.finditer(text, start, end) for shape in shapes):
        if HABIT.search(match.groupdict().get("adverbs") or "") or not _delivers(match):
            continue
        subject = subject_of(people, match.start(), start)
        if match.re is _ACT and (subject.start == match.start() or match["modal"].endswith("to")):
            continue
        found = promise(text, subject, match.start(), sentence)
        if not (subject.able or _is_ours(people, match)) or is_unfit(
            text, subject.start, match, sentence
        ):
            continue
        if subject.many and subject.able and not FOR_US.search(text, match.end(), found.end):
            continue
        if re.fullmatch(r"\w+\s+to", match["modal"] or ""):
            found = found._replace(kind="action")
        if _is_vague(text, match, found.end) or is_conditional(text, found, sentence):
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
