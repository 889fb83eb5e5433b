"""Requests: what the meeting or somebody in it asks to have done.

A question, or a plea for an answer there and then, is none.
"""

import re
from collections.abc import Iterator

from sources.undertakings.agents import People
from sources.undertakings.finding import Finding
from sources.undertakings.sentences import Span, clause_end
from sources.undertakings.words import DELIVER, PAPER

_ASKED = r"(?:asked|requested|requests|instructed|tasked|directed|invited|charged|urged)"
# the Clerk was asked to …
_WAS_ASKED = re.compile(
    r"\b(?:(?:was|were|is|are)\s+(?:also\s+|then\s+)?(?:asked|requested|instructed|tasked|directed|invited|charged))\s+(?:also\s+)?to\s+(?P<verb>[a-z][\w-]*)"
)
# asked the Clerk to …; asked staff to …
_ASKED_TO = re.compile(
    rf"\b{_ASKED}\s+(?:also\s+)?(?=(?P<whom>(?:(?!to\b|for\b|if\b|that\b|whether\b)[\w’'.,()-]+\s+){{1,10}}?)to\s+(?P<verb>[a-z][\w-]*))"
)
# asked that a paper come back; requested that X publish
_ASKED_THAT = re.compile(
    r"\b(?:asked|requested|requests|asks|recommended|directed|instructed)\s+that\s+"
)
# asked for the data to be broken down
_ASKED_FOR_TO = re.compile(
    r"\b(?:asked|asks|called|requested)\s+(?:for\s+)?(?P<what>[^,;.]{3,90}?)\s+to\s+be\s+(?P<done>[a-z]+)"
)
# requested a further report
_ASKED_FOR = re.compile(
    rf"\b(?P<how>requested|requests|asked\s+for|asks\s+for|sought|commissioned)\s+(?P<what>(?:an?|the|further|more|some|another|regular|copies|sight|[a-z]+)\s+(?:(?!to\b|of\b|on\b|about\b|for\b|that\b|in\b)[\w’'-]+\s+){{0,4}}?(?:{PAPER}|updates?)\b)"
)
# asked to see the register
_ASKED_TO_SEE = re.compile(
    r"\b(?:asked|requested|asks|requests)\s+to\s+(?:see|receive|have\s+sight|be\s+(?:sent|provided|given|kept|updated|informed|notified|shown|told|advised|consulted|supplied))\b"
)
_ANSWERED_AT_ONCE = re.compile(
    r"(?:explain|comment|outline|elaborate|describe|expand|say|note|introduce|speak|leave|approve|join|declare|vote|take|begin|start"
    r"|be|stand|withdraw|summarise|summarize|remain|stay|sit|talk|nominate|elect|agree|support|accept|reflect|remember|justify|move|sign)\Z"
)
_AT_ONCE = re.compile(
    r"\b(?:recorded|minuted|noted|put\s+to\s+the\s+vote|taken|adjourned|heard|excused|excluded|withdrawn|moved)\b"
)
_HISTORY = re.compile(
    r"\b(?:had|having|been|as|when|previously|already|who|which|not|if)\s+(?:\w+ly\s+)?$", re.I
)
_RELATIVE = re.compile(
    r"\b(?:that|which|who|whom|as)\s+(?:the\s+)?[\w’'.-]+(?:\s+[\w’'.-]+)?\s+(?:had\s+)?$"
)
_HAD_THAT = re.compile(r"\bhad\s+(?:\w+\s+)?(?:said|told|reminded|heard|explained)\b")
_PUBLIC = re.compile(
    r"\b(?:public|press|resident|residents|everyone|those|attendees|anyone|visitors|parents|pupils)\b",
    re.I,
)
_BASE_AFTER = re.compile(
    rf"\s*(?:(?:should|would|also|now)\s+)*(?:{DELIVER}|be|come|go|keep|have|give|carry|continue|work|do|be\s+\w+)\b"
)


def find_requests(people: People, sentence: Span) -> Iterator[Finding]:
    """The requests of a sentence."""
    start, end = sentence
    for rule in (
        _of_somebody,
        _to_somebody,
        _that_somebody,
        _for_something_done,
        _for_papers,
        _to_see,
    ):
        yield from rule(people, people.text, start, end)


def _of_somebody(people: People, text: str, start: int, end: int) -> Iterator[Finding]:
    for match in _WAS_ASKED.finditer(text, start, end):
        agent = people.ending_at(match.start())
        if not agent or _ANSWERED_AT_ONCE.match(match["verb"]) or _PUBLIC.search(agent.name or ""):
            continue
        if re.search(
            r"(?:members|representatives)\s+of\s+the\s+(?:public|press)\s*$",
            text[start : match.start()],
            re.I,
        ):
            continue
        if _reported(text, start, agent.start):
            continue
        yield Finding(
            "request", agent.start, clause_end(text, match.end(), end), agent.name, since=start
        )


def _to_somebody(people: People, text: str, start: int, end: int) -> Iterator[Finding]:
    for match in _ASKED_TO.finditer(text, start, end):
        whom = next(iter(people.within(match.end() - 1, match.end() + len(match["whom"]))), None)
        if not whom or whom.start > match.end() + 4 or _ANSWERED_AT_ONCE.match(match["verb"]):
            continue
        if whom.name is None or not _is_asked_here(people, text, start, match.start()):
            continue
        asker = people.ending_at(match.start())
        first = asker.start if asker else match.start()
        yield Finding(
            "request",
            first,
            clause_end(text, match.end() + len(match["whom"]), end),
            whom.name,
            since=start,
        )


def _that_somebody(people: People, text: str, start: int, end: int) -> Iterator[Finding]:
    for match in _ASKED_THAT.finditer(text, start, end):
        stop = clause_end(text, match.end(), end)
        words = text[match.end() : stop]
        if (_AT_ONCE.search(words) and "in the" not in words) or not _is_asked_here(
            people, text, start, match.start()
        ):
            continue
        agent = people.starting_at(match.end())
        formal = not match[0].startswith("recommended")
        if agent and agent.name and _BASE_AFTER.match(text, agent.end):
            if formal or _asker_is_body(people, match.start()):
                yield Finding("request", match.end(), stop, agent.name, since=start)
        elif formal and re.search(rf"\s(?:be\s+\w+|come|{DELIVER})\b", words):
            yield Finding(
                "request", match.end(), stop, _by_whom(people, match.end(), stop), since=start
            )


def _for_something_done(people: People, text: str, start: int, end: int) -> Iterator[Finding]:
    for match in _ASKED_FOR_TO.finditer(text, start, end):
        if _AT_ONCE.search(match["done"]) or not _is_asked_here(people, text, start, match.start()):
            continue
        if "for" not in match[0].split()[1:2] and not match[0].startswith("requested"):
            continue
        stop = clause_end(text, match.end(), end)
        yield Finding(
            "request", match.start(), stop, _by_whom(people, match.end(), stop), since=start
        )


def _for_papers(people: People, text: str, start: int, end: int) -> Iterator[Finding]:
    for match in _ASKED_FOR.finditer(text, start, end):
        if not _is_asked_here(people, text, start, match.start()):
            continue
        asker = people.ending_at(match.start())
        stop = clause_end(text, match.end(), end)
        firm = not re.search(r"\bupdates?$", match["what"]) or _asker_is_body(people, match.start())
        first = asker.start if asker else match.start()
        yield Finding(
            "request", first, stop, _from_whom(people, match.end(), stop), certain=firm, since=start
        )


def _to_see(people: People, text: str, start: int, end: int) -> Iterator[Finding]:
    for match in _ASKED_TO_SEE.finditer(text, start, end):
        if _is_asked_here(people, text, start, match.start()):
            asker = people.ending_at(match.start())
            first = asker.start if asker else match.start()
            yield Finding("request", first, clause_end(text, match.end(), end), since=start)


def _is_asked_here(people: People, text: str, start: int, verb: int) -> bool:
    """Whether somebody at the meeting asks now, not before, elsewhere or in a relative clause."""
    before = text[start:verb]
    if _HISTORY.search(before) or _reported(text, start, verb):
        return False
    asker = people.ending_at(verb)
    if asker:
        return not re.search(r"\b(?:that|which|whom|as)\s+$", text[start : asker.start])
    return bool(
        re.search(r"(?:\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t\s+was|and|also|then|but)|,)\s*$", before)
    )


def _reported(text: str, start: int, position: int) -> bool:
    return bool(_HAD_THAT.search(text, start, position))


def _asker_is_body(people: People, verb: int) -> bool:
    asker = people.ending_at(verb)
    return asker is not None and asker.name is None


def _by_whom(people: People, start: int, end: int) -> str | None:
    """The one named after "by"."""
    return next(
        (a.name for a in people.within(start, end) if people.text[: a.start].endswith("by ")), None
    )


def _from_whom(people: People, start: int, end: int) -> str | None:
    """The one named after "from"."""
    return next(
        (a.name for a in people.within(start, end) if people.text[: a.start].endswith("from ")),
        None,
    )
