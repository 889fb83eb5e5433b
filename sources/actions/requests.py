"""Requests: what the meeting or somebody in it asks to have done.

A question, or a plea for an answer there and then, is none.
"""

import re
from collections.abc import Iterator

from sources.actions.agents import Agent, Finding, People, name_of
from sources.actions.lexicon import ADVERB, DELIVER, PAPER, PASSED_ON
from sources.due import find_due
from sources.language.sentences import Span, clause_end

_ASKED = r"(?:asked|requested|instructed|tasked|directed|invited|charged|urged)"
_ASKS = r"(?:asked|asks|requested|requests)"
# the Clerk was asked to …
_WAS_ASKED = re.compile(
    rf"\b(?:(?:was|were|is|are)\s+(?:to\s+be\s+)?|(?:would|will)\s+be\s+|(?P<perfect>has|have)\s+been\s+){ADVERB}*(?:(?:{_ASKED}|authori[sz]ed)\s+{ADVERB}*to"
    r"\s+(?P<verb>[a-z][\w-]*)|(?:tasked|charged|entrusted)\s+with\s+(?P<doing>[a-z]+)ing\b"
    r"|(?<=to\sbe\s)asked\s+for\b)"
    # was thanked for the report and asked to …
    rf"|\b(?:was|were)\s+[a-z]+ed\b[^.;]{{0,60}}?\sand\s+(?:{_ASKED})\s+to\s+(?P<second>[a-z][\w-]*)"
)
# it was left to the Clerk to …
_LEFT_TO = re.compile(
    r"\b(?:[Ii]t\s+was|was|were)\s+left\s+(?:to|with|for)\s+(?=[^.;]{3,60}?\sto\s+[a-z]+)"
)
# asked the Clerk to …; asked staff to …
_ASKED_TO = re.compile(
    rf"\b(?:{_ASKED}|{_ASKS})\s+{ADVERB}*"
    r"(?=(?P<whom>(?:(?!(?:to|for|if|that|whether)\b)[\w’'.,()-]+\s+){1,10}?)to\s+(?P<verb>[a-z][\w-]*))"
)
# asked that a paper come back; requested that X publish
_ASKED_THAT = re.compile(
    r"\b(?:asked|asks|requested|requests|recommended|directed|instructed)\s+that\s+"
    r"|\b(?:requested|requests)\s+(?=the\s)"
    r"|\brequest\s+(?:was\s+)?made\s+(?:that|for)\s+"
)
# asked for the data to be broken down
_ASKED_FOR = re.compile(
    rf"\b(?:{_ASKS}|called)\s+(?P<link>for\s+)?(?P<what>[^,;.]{{3,90}}?)\s+to\s+be\s+(?P<done>[a-z]+)"
)
# requested a further report; asked for a breakdown
_PAPERS = re.compile(
    rf"\b(?:requested|requests|{_ASKS}\s+(?P<whom>(?:(?!(?:to|if|that|how|what|why)\b)[\w’'.-]+\s+){{0,6}}?)for|sought"
    r"|commissioned)\s+"
    r"(?P<what>sight\s+of\s+(?:the|an?|all|any)\b|(?:an?|the|further|more|some|another|regular|copies|sight|[a-z]+)\s+"
    r"(?:(?!(?:to|of|on|about|for|that|in)\b)[\w’'-]+\s+){0,4}?"
    rf"(?:{PAPER}|(?:agenda\s+)?items?"
    r"|(?P<weak>updates?|information|details?|data|figures|(?P<any>[a-z][\w-]*)(?=\s+(?:of|on|for|to|from|by"
    r"|in|at|before)\b)))\b)"
)
# The investment manager: somebody in a post that no grammar of offices knows.
_NOUN = re.compile(r"[A-Z][\w’'-]*(?:\s[\w’'-]+){0,4}")
# What is given at once, or no thing at all.
_NO_THING = re.compile(r"clarif|explan|adjourn|reassur|permission|vote|assuranc|support|apolog")
# What makes "asked for more detail" a thing for later.
_LATER = re.compile(
    r"\b(?:meetings?|future|due\s+course|circulated|writing|months?|weeks?|20\d\d|next)\b"
)
# asked if a visit could be arranged: of a body it is a request
_ASKED_IF = re.compile(
    rf"\b{_ASKS}\s+(?:if|whether)\s+(?P<what>[^,;.]{{3,90}}?)\s+(?:could|might|can)\s+(?:also\s+)?be"
    rf"\s+(?:{PASSED_ON}|arranged|invited|drawn\s+up|looked\s+into|reviewed|written|organi[sz]ed)\b"
)
# asked to see the register; asked to be kept informed
_TO_SEE = re.compile(
    rf"\b{_ASKS}\s+to\s+(?:see|receive|have\s+sight|be\s+(?:sent|provided|given|kept|updated"
    r"|informed|notified|shown|told|advised|consulted|supplied))\b"
)
# What is asked of somebody to be done at once, in the room.
_IN_THE_ROOM = re.compile(
    r"(?:explain|comment|outline|elaborate|describe|expand|say|note|introduce|speak|leave|approve"
    r"|join|declare|vote|take(?=\s+(?:the\s+(?:chair|item)|questions|part|a\s+seat|h(?:is|er)))|begin|start|be|stand|withdraw|remain|stay|sit|nominate|elect|agree"
    r"|support|accept|reflect|remember|justify|move|sign)\b"
    r"|(?:respond|answer|reply|clarify)\b(?![^.;]*\b(?:writing|letter|e-?mail|consultation|by|before)\b)"
)
_NOT_LATER = re.compile(
    r"\b(?:recorded|minuted|noted|put\s+to\s+the\s+vote|taken|adjourned|heard|excused|excluded"
    r"|withdrawn|moved)\b(?!\s+in\s+the\s+(?:report|plan|policy))"
)
_EARLIER = re.compile(
    r"\b(?:had|having|been|as|when|previously|already|who|which|not|if)\s+(?:\w+ly\s+)?$"
    r"|\b(?:that|which|whom|as)\s+$",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"\bhad\s+(?:\w+\s+)?(?:said|told|reminded|heard|explained)\b")
_PUBLIC = re.compile(
    r"(?:members|representatives)\s+of\s+the\s+(?:public|press)\s*$", re.IGNORECASE
)
_ASKER_LEFT_OUT = re.compile(
    r"(?:\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ii]t\s+was|and|also|then|but|[Aa])|,)\s*$"
)
_TO_DO = re.compile(
    rf"\s*(?:(?:should|would|also|now)\s+)*(?:{DELIVER}|be|come|go|keep|have|give|carry|continue"
    r"|work|do|ensure)s?\b"
)
_THIRD_PERSON = {"him": "he", "her": "she", "them": "they"}
_BE_DONE = re.compile(rf"\s(?:be\s+\w+|come|{DELIVER})\b")


def find_requests(people: People, sentence: Span) -> Iterator[Finding]:
    """The requests of a sentence."""
    for rule in (
        _somebody_asked,
        _left_to,
        _asked_of,
        _asked_that,
        _asked_for,
        _asked_if,
        _papers,
        _to_see,
    ):
        yield from rule(people, sentence)


def _somebody_asked(people: People, sentence: Span) -> Iterator[Finding]:
    text, (start, end) = people.text, sentence
    for match in _WAS_ASKED.finditer(text, start, end):
        agent = people.ending_at(match.start())
        stop = clause_end(text, match.end(), end)
        if agent is None and match.start() - start < 50 and "to be" in match[0]:
            thing = text[start : match.start()].strip()
            agent = Agent(start, match.start(), name_of(thing)) if _NOUN.fullmatch(thing) else None
        verb = "verb" if match["verb"] else "second"
        at_once = match[verb] and _at_once(text, match.start(verb), stop)
        if not agent or not agent.able or at_once:
            continue
        public = _PUBLIC.search(text[start : match.start()])
        if not public and not _REPORTED.search(text, start, agent.start):
            # "have been asked to" may be history, unless a day is to come
            sure = not match["perfect"] or find_due(text[match.end() : stop], None, None)[0]
            yield Finding("request", agent.start, stop, agent.name, certain=bool(sure))


def _left_to(people: People, sentence: Span) -> Iterator[Finding]:
    text, (start, end) = people.text, sentence
    for match in _LEFT_TO.finditer(text, start, end):
        if whom := next(people.within(match.end(), end), None):
            yield Finding("request", match.start(), clause_end(text, match.end(), end), whom.name)


def _asked_of(people: People, sentence: Span) -> Iterator[Finding]:
    text, (start, end) = people.text, sentence
    for match in _ASKED_TO.finditer(text, start, end):
        last = match.end() + len(match["whom"])
        listed = next(people.within(match.end() - 1, last), None)
        whom = listed or _unlisted(people, match, start)
        of_meeting = listed and listed.name is None
        if not whom or whom.start > match.end() + 4 or of_meeting:
            continue
        stop = clause_end(text, last, end)
        if not _at_once(text, match.start("verb"), stop) and _is_asked_now(
            people, match.start(), start
        ):
            yield Finding("request", _asker(people, match), stop, whom.name)


def _at_once(text: str, verb: int, stop: int) -> bool:
    """Whether it is for the room, and nothing says that it is for later."""
    now = _IN_THE_ROOM.match(text, verb) is not None
    return now and find_due(text[verb:stop], None, None)[0] is None


def _unlisted(people: People, match: re.Match[str], start: int) -> Agent | None:
    """Him, her or them; or a body that no grammar of names knows: "asked NHS England to return"."""
    whom = match["whom"].strip()
    if whom in _THIRD_PERSON:
        asker = people.ending_at(match.start()) or people.acting_before(match.start(), start)
        # "they" are whoever the sentence named last, and may have no name: "thanked the banks"
        since = start if whom == "them" else 0
        meant = people.named_before(match.start(), _THIRD_PERSON[whom], since, but=asker)
        if meant is None and whom != "them":
            return None
        return Agent(match.end(), match.end() + len(whom), meant.name if meant else None)
    if not re.fullmatch(r"(?:the\s+)?(?:[A-Z][\w’'-]*\s?)+", whom):
        return None
    return Agent(match.start("whom"), match.start("whom") + len(whom), name_of(whom))


def _asked_that(people: People, sentence: Span) -> Iterator[Finding]:
    text, (start, end) = people.text, sentence
    for match in _ASKED_THAT.finditer(text, start, end):
        stop = clause_end(text, match.end(), end)
        words = text[match.end() : stop]
        if _NOT_LATER.search(words) or not _is_asked_now(people, match.start(), start):
            continue
        # what one member recommends is an opinion
        opinion = match[0].startswith("recommended") and not _asker_is_body(people, match.start())
        agent = people.starting_at(match.end())
        if opinion or (agent and not agent.able):
            continue
        if agent and agent.name and _TO_DO.match(text, agent.end):
            yield Finding("request", match.end(), stop, agent.name)
        elif match[0].rstrip().endswith(("that", "for")) and _BE_DONE.search(words):
            by = people.named_after((" by ",), match.end(), stop)
            yield Finding("request", match.end(), stop, by.name if by else None)


def _asked_for(people: People, sentence: Span) -> Iterator[Finding]:
    text, (start, end) = people.text, sentence
    for match in _ASKED_FOR.finditer(text, start, end):
        if _NOT_LATER.search(match["done"]) or not _is_asked_now(people, match.start(), start):
            continue
        if match["link"] or match[0].startswith("request"):
            stop = clause_end(text, match.end(), end)
            by = people.named_after((" by ",), match.end(), stop)
            yield Finding("request", match.start(), stop, by.name if by else None)


def _asked_if(people: People, sentence: Span) -> Iterator[Finding]:
    text, (start, end) = people.text, sentence
    for match in _ASKED_IF.finditer(text, start, end):
        if _asker_is_body(people, match.start()) and _is_asked_now(people, match.start(), start):
            stop = clause_end(text, match.end(), end)
            by = people.named_after((" by ",), match.end(), stop)
            yield Finding("request", _asker(people, match), stop, by.name if by else None)


def _papers(people: People, sentence: Span) -> Iterator[Finding]:
    text, (start, end) = people.text, sentence
    for match in _PAPERS.finditer(text, start, end):
        if not _is_asked_now(people, match.start(), start):
            continue
        stop = clause_end(text, match.end(), end)
        asked = next(people.within(*match.span("whom")), None) if match["whom"] else None
        giver = asked or people.named_after((" from ", " by "), match.end(), stop)
        if match["any"] and not _is_thing(people, match, stop):
            continue
        # one member's "asked for an update" is mostly answered on the spot
        firm = not match["weak"] or _LATER.search(text, match.end(), stop) is not None
        firm = firm or bool(match["any"] or find_due(text[match.end() : stop], None, None)[0])
        ours = match["weak"] in ("update", "updates") and _asker_is_body(people, match.start())
        yield Finding(
            "request",
            _asker(people, match),
            stop,
            giver.name if giver else None,
            certain=firm or ours,
        )


def _is_thing(people: People, match: re.Match[str], stop: int) -> bool:
    """Whether what a body requests, by whatever name, is to come later."""
    asked = match[0].startswith("request") and not _NO_THING.search(match["any"])
    it = people.text.endswith(("It ", "it "), 0, match.start())
    dated = find_due(people.text[match.end() : stop], None, None)[0] is not None
    return asked and dated and (it or _asker_is_body(people, match.start()))


def _to_see(people: People, sentence: Span) -> Iterator[Finding]:
    text, (start, end) = people.text, sentence
    for match in _TO_SEE.finditer(text, start, end):
        if _is_asked_now(people, match.start(), start):
            stop = clause_end(text, match.end(), end)
            yield Finding("request", _asker(people, match), stop)


def _is_asked_now(people: People, verb: int, start: int) -> bool:
    """Whether somebody at the meeting asks now, not before, elsewhere or in a relative clause."""
    before = people.text[start:verb]
    if _EARLIER.search(before) or _REPORTED.search(before):
        return False
    if asker := people.ending_at(verb):
        return asker.able and not _EARLIER.search(people.text[start : asker.start])
    return bool(_ASKER_LEFT_OUT.search(before))


def _asker(people: People, match: re.Match[str]) -> int:
    """Where the words begin: with the asker, if named just before."""
    asker = people.ending_at(match.start())
    return asker.start if asker else match.start()


def _asker_is_body(people: People, verb: int) -> bool:
    asker = people.ending_at(verb)
    return asker is not None and asker.name is None and asker.able
