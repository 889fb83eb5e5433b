"""Undertakings: what somebody says they will do.

Two shapes: a verb of promising ("undertook to", "promised a note") and a plain "would" or "will"
with somebody able to keep it as its subject and something to be delivered as its verb. Kept out
is what the words around make a wish, a question, a forecast, history or a condition.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sources.undertakings.agents import People
from sources.undertakings.finding import Finding
from sources.undertakings.sentences import Span, clause_end
from sources.undertakings.words import (
    ADVERB,
    DELIVER,
    DOCUMENT,
    FAR_AWAY,
    HABIT,
    NOT_DONE,
    PAPER,
    PASSED_ON,
)

# undertook to …, agreed to …, promised to …
_VOWED = re.compile(
    r"\b(?P<vow>undertook|undertakes|agreed|agrees|promised|promises|offered|offers|pledged|pledges|volunteered|volunteers"
    r"|committed|commits)\s+(?:(?:himself|herself|themselves|the\s+\w+)\s+)?(?:then\s+|also\s+)?to\s+"
    r"(?:(?:also|personally)\s+)?(?P<verb>[a-z][\w-]*)"
    r"|\b(?:gave|gives|made)\s+(?:an?|the)\s+(?:\w+\s+)?(?:undertaking|commitment|promise)\s+to\s+(?P<given>[a-z][\w-]*)"
    r"|\b(?:took|has|had|takes)\s+an\s+action\s+to\s+(?P<taken>[a-z][\w-]*)"
)
# promised the Panel a note; promised a report
_PROMISED = re.compile(
    rf"\b(?:promised|promises|offered)\s+(?:(?!to\b)[\w’'-]+\s+){{0,4}}?(?:an?|the|some|more|further)\s+(?:[\w’'-]+\s+){{0,3}}?{DOCUMENT}\b"
)
# would circulate; will be writing; is to send
_MODAL = re.compile(
    rf"\b(?P<modal>would|will|shall|(?:is|are|was|were)\s+to)\s+(?P<adverbs>{ADVERB}*)(?:(?P<verb>{DELIVER})\b(?!-)"
    r"|be\s+(?P<doing>[a-z]+ing)\b)"
)
# would be circulated, is to be circulated
_PASSIVE = re.compile(
    rf"\b(?:would|will|(?:is|are|was|were)\s+to)\s+{ADVERB}*be\s+{ADVERB}*(?P<done>{PASSED_ON})\b"
)
_DELIVERING = re.compile(rf"(?:{DELIVER}|[a-z]+)")

# Behind these nothing is promised: opinions, hopes and questions, and what was said before.
_DOUBTED = re.compile(
    r"\b(?:hop|suggest|believ|consider|expect|wish|suspect|doubt|assum|anticipat|trust|predict|wonder|queri|enquir|question"
    r"|imagin|prefer|propos|recommend|recall|remind|fear|request|ask|urg|advocat|worri|argu)(?:ed|d|s|es|e)?\b"
    r"|\b(?:thought|felt|feels|understood|heard|read|wanted\s+to\s+know|sought|keen)\b"
    r"|\bhad\s+(?:\w+\s+)?(?:said|agreed|promised|undertaken|stated|confirmed|indicated|advised|told|been\s+told|offered|written)\b"
    r"|\b(?:was|were|been)\s+told\b"
)
_SAID = re.compile(
    r"\b(?:said|confirmed|stated|replied|responded|answered|explained|advised|agreed|undertook|assured|added|told|informed|noted"
    r"|acknowledged|accepted|reported|promised|indicated|commented|gave)\b"
)
# Directly before the subject: a question, a relative clause, a condition, a reason.
_SUBORDINATE = re.compile(
    r"\b(?:whether|if|unless|when|how|what|where|why|who|whom|which|because|until|so\s+that|in\s+order\s+that|in\s+case|than|as)\s+$",
    re.I,
)
_IF_BEFORE = re.compile(
    r"(?:^|[,;]\s*|\b(?:that|and|but|said|confirmed)\s+)(?:if|unless|should|were|had|in\s+the\s+event|provided\s+that|were\s+it)\b"
    r"(?!\s+(?:possible|necessary|required|needed|appropriate))",
    re.I,
)
_IF_AFTER = re.compile(
    r"\b(?:if|unless|provided\s+that|only\s+if|in\s+the\s+event)\b(?!\s+(?:possible|necessary|required|needed|appropriate|so)\b)"
)
_ASKING_VERBS = re.compile(
    r"\b(?:check|see|ask|find\s+out|look|confirm|establish|enquire|consider|clarify|investigate|know|query)\b"
)
_DONE = re.compile(
    r"\b(?:had|has|have|which|this|that)\s+(?:(?:now|since|already|been|was)\s+)*done\b"
)
_BOUNDARY = re.compile(r"[;:]|,?\s+(?:and|but|so)\s+(?!that\b)")
_ELIDED = re.compile(rf"(?:^|[,;]|\b(?:and|but|or|then)\b)\s*{ADVERB}*$")
_LAST_PRONOUN = re.compile(rf"\b(?P<word>[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)\s+{ADVERB}*$")
# For those present, or for a day: what makes news of many hands a promise.
_FOR_THOSE_PRESENT = re.compile(
    r"\b(?:Members?|Panel|Board|Committee|Council|Governors?|Trustees|members|governors|trustees|meeting|agenda)\b"
)


class _Subject(NamedTuple):
    start: int
    owner: str | None
    known: bool  # that somebody is the subject
    many: bool = False
    body: bool = False


def find_promises(people: People, sentence: Span) -> Iterator[Finding]:
    """The undertakings of a sentence."""
    text, (start, end) = people.text, sentence
    for rule in (_vows, _gifts, _intentions, _passives):
        yield from rule(people, text, start, end)


def _vows(people: People, text: str, start: int, end: int) -> Iterator[Finding]:
    for match in _VOWED.finditer(text, start, end):
        verb = match["verb"] or match["given"] or match["taken"]
        if re.fullmatch(NOT_DONE, verb) and match["vow"] not in ("undertook", "undertakes"):
            continue
        subject = _subject(people, match.start(), start)
        if subject.known and not subject.body and not _is_history(text, start, match.start()):
            yield _promise(text, subject, match.start(), end, start)


def _gifts(people: People, text: str, start: int, end: int) -> Iterator[Finding]:
    for match in _PROMISED.finditer(text, start, end):
        subject = _subject(people, match.start(), start)
        if subject.known and not _is_history(text, start, match.start()):
            yield _promise(text, subject, match.start(), end, start)


def _intentions(people: People, text: str, start: int, end: int) -> Iterator[Finding]:
    for match in _MODAL.finditer(text, start, end):
        if HABIT.search(match["adverbs"]) or not _delivers(match):
            continue
        subject = _subject(people, match.start(), start)
        if not subject.known or subject.body or _is_unfit(text, subject, start):
            continue
        found = _promise(text, subject, match.start(), end, start)
        if _is_conditional(text, start, subject.start, found) or _DONE.search(
            text, match.end(), end
        ):
            continue
        words = text[match.end() : found.end]
        if subject.many and not _is_for_us(words):
            continue
        if not match["modal"].startswith(("would", "will", "shall")):
            found = found._replace(kind="action")
        yield found


def _passives(people: People, text: str, start: int, end: int) -> Iterator[Finding]:
    for match in _PASSIVE.finditer(text, start, end):
        subject_start = _noun_start(text, match.start(), start)
        thing = text[subject_start : match.start()]
        stop = clause_end(text, match.end(), end)
        about_us = _FOR_THOSE_PRESENT.search(text, match.end(), stop)
        if not (
            re.search(rf"\b{DOCUMENT}\b", thing, re.I)
            or (about_us and not re.search(r"\bmeeting\b", thing))
        ):
            continue
        subject = _Subject(subject_start, None, True)
        if _is_unfit(text, subject, start) or re.search(r"\b(?:no|not|which|who)\b", thing, re.I):
            continue
        by = re.search(r"\bby\s+$", text[match.end() : stop])
        agent = next(
            (a for a in people.within(match.end(), stop) if text[: a.start].endswith("by ")), None
        )
        speaker = people.acting_before(subject_start, start) if by is None else None
        owner = agent.name if agent else speaker.name if speaker else None
        found = Finding("undertaking", subject_start, stop, owner, since=start)
        if not _is_conditional(text, start, subject_start, found) and not _DONE.search(
            text, match.end(), end
        ):
            yield found


def _delivers(match: re.Match[str]) -> bool:
    if match["verb"]:
        return True
    stem = match["doing"].removesuffix("ing")
    forms = (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
    return any(re.fullmatch(DELIVER, form) for form in forms)


def _subject(people: People, verb: int, start: int) -> _Subject:
    """Whose verb stands at `verb`: a pronoun, somebody named, or the one who acted before it."""
    text = people.text
    if found := _LAST_PRONOUN.search(text[:verb], start):
        owner = people.meant_by(found["word"], found.start())
        in_reported = _SAID.search(text, start, found.start())
        alone = in_reported and not people.acting_before(found.start(), start)
        known = found.start() in people.pronouns or not (
            alone and not _pronoun_acts(text, start, found.start())
        )
        return _Subject(found.start(), owner, known and owner is not None)
    if agent := people.ending_at(verb):
        if (
            text[max(0, agent.start - 12) : agent.start]
            .rstrip()
            .endswith((" of", " from", " to", " with", " by", " for"))
        ):
            return _Subject(agent.start, None, False)
        first = next(
            (a for a in people.agents if re.fullmatch(r"\s+and\s+", text[a.end : agent.start])),
            agent,
        )
        vague = bool(re.match(r"[Aa]n?\s", text[first.start : first.end])) and "Member" not in (
            first.name or ""
        )
        away = bool(FAR_AWAY.search(first.name or ""))
        return _Subject(
            first.start, first.name, not (vague or away), agent.many, first.name is None
        )
    if _ELIDED.search(text[start:verb]):
        agent = people.acting_before(verb, start)
        if agent:
            away = bool(FAR_AWAY.search(agent.name or ""))
            return _Subject(verb, agent.name, not away, agent.many, agent.name is None)
        if pronoun := re.search(
            r"\b(?P<word>[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)\s+\w+", text[start:verb]
        ):
            owner = people.meant_by(pronoun["word"], start + pronoun.start())
            return _Subject(verb, owner, owner is not None)
    return _Subject(verb, None, False)


def _pronoun_acts(text: str, start: int, end: int) -> bool:
    return bool(
        re.search(r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\s+(?:\w+\s+)?(?:said|\w+ed|told)\b", text[start:end])
    )


def _promise(text: str, subject: _Subject, verb: int, end: int, sentence: int) -> Finding:
    stop = clause_end(text, verb, end)
    return Finding(
        "undertaking",
        subject.start,
        stop,
        subject.owner,
        since=_clause_start(text, subject.start, sentence),
    )


def _clause_start(text: str, position: int, start: int) -> int:
    """Where the clause begins, that a time put first belongs to."""
    found = [m.end() for m in re.finditer(r"[;:]|,?\s+(?:and|but|that)\s+", text[start:position])]
    return start + (found[-1] if found else 0)


def _is_history(text: str, start: int, verb: int) -> bool:
    """'had agreed to', 'was offered': said before, or of somebody."""
    before = text[start:verb]
    return bool(
        re.search(
            r"\b(?:had|having|was|were|been|being|not|never|previously|who\s+had)\s+(?:\w+ly\s+)?$",
            before,
        )
        or _SUBORDINATE.search(before)
        or re.search(r"\bhad\s+(?:[\w’'-]+\s+){1,8}and\s+$", before)
    )


def _is_unfit(text: str, subject: _Subject, start: int) -> bool:
    """Whether the words before the subject make it a question, a hope or what others said."""
    before = text[start : subject.start]
    if _SUBORDINATE.search(before):
        return True
    region = before[max((m.end() for m in _BOUNDARY.finditer(before)), default=0) :]
    doubts = [m.start() for m in _DOUBTED.finditer(region)]
    says = [m.start() for m in _SAID.finditer(region)]
    return bool(doubts) and (
        not says or doubts[-1] >= says[-1] or "had" in region[doubts[-1] :][:4]
    )


def _is_conditional(text: str, start: int, subject: int, found: Finding) -> bool:
    before = text[start:subject]
    region = before[max((m.end() for m in re.finditer(r";", before)), default=0) :]
    if _IF_BEFORE.search(region):
        return True
    after = _IF_AFTER.search(text, subject, found.end)
    return bool(after) and not _ASKING_VERBS.search(text, subject, after.start() if after else 0)


def _is_for_us(words: str) -> bool:
    return bool(_FOR_THOSE_PRESENT.search(words) or re.search(rf"\b{PAPER}\b", words))


def _noun_start(text: str, verb: int, start: int) -> int:
    """Where the subject of a passive begins."""
    before = text[start:verb]
    cuts = [
        m.end()
        for m in re.finditer(
            r"[;:,]\s+(?:(?:and|but)\s+)?(?:that\s+)?|\b(?:that|and|but|said|confirmed)\s+", before
        )
    ]
    return start + (cuts[-1] if cuts else 0)
