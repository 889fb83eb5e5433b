"""Actions that the minutes set apart: "ACTION: …", "[Action: JB]", "Clerk to write …", tables."""

from collections.abc import Iterator
import re

from sources.undertakings.agents import Agent, People, name_of
from sources.undertakings.finding import Finding
from sources.undertakings.resolutions import MARKER
from sources.undertakings.sentences import Span, clause_end
from sources.undertakings.words import DELIVER, PASSED_ON

_NAMED = r"(?:ACTIONS?|Actions?|AP|Action\s+[Pp]oints?|ACTION\s+POINTS?|Agreed\s+[Aa]ctions?|Recommendation)"
# Action: …; ACTION – …; AP3: …; [Action by: …
_MARK = re.compile(
    rf"(?P<open>[\[(]\s*)?\b{_NAMED}\s*(?:no\.?\s*)?(?:\d[\w./]*)?\s*(?:(?:by|for|on|owner|required|agreed)\b)?\s*(?:[:–—]|-\s|(?<=N)\s(?=[A-Z]))\s*"
)
_CLOSE = re.compile(r"\s*[\])]?[\s.]*$")
_NO_ACTION = re.compile(
    r"\W*(?:none|nil|no\s+action|n/a|no\s+further|for\s+(?:information|noting))\b", re.I
)
_ALREADY = re.compile(
    r"(?:[–—(\[:.]|-\s)\s*(?:action\s+)?(?:now\s+)?(?:complete|completed|done|closed|discharged|actioned|on\s+(?:the\s+)?agenda)\b[^.]{0,20}[)\].]*\s*$",
    re.I,
)
_TO_DO = re.compile(
    rf"\s+to\s+(?:also\s+)?(?:{DELIVER}|be\s+[a-z]+ed|sign|lead|attend|monitor|action|act|implement|continue|undertake|develop|create|start|work|join|train|test|trial|circulate)\b"
)
_TO_BE = re.compile(
    rf"\s+to\s+be\s+(?:\w+ly\s+)?(?:{PASSED_ON}|obtained|ordered|invited|contacted|reviewed|checked|drafted|amended|sought|discussed|summarised|summarized|purchased|repaired|replaced|removed|renewed|written|asked|considered)\b"
)
_FIRST_NAME = re.compile(
    r"(?P<name>(?!(?:The|This|That|It|There|Training|Nothing|Parents|Residents|Pupils|Members|Officers|Staff|Due|According|In|As|Prior|Subject|Thanks|Able|Ready|Need|How|What|Who)\b)[A-Z][a-z]{1,11})(?=\s+(?:to|will|agreed\s+to|offered\s+to)\s)"
)
_TRAILING = re.compile(r"(?:[–—(\[]|-\s)\s*(?P<owner>[^()\[\]–—]{2,40})[)\]]?[\s.]*$")
_VERB_BEFORE = re.compile(
    r"\b(?:was|were|is|are|had|has|have|would|will|said|asked|agreed|\w{3,}ed)\b"
)


def find_action_lines(people: People, sentence: Span, previous: Span | None) -> Iterator[Finding]:
    """The actions that a sentence marks as such; `previous` is the sentence before it."""
    text, (start, end) = people.text, sentence
    if _ALREADY.search(text[start:end]):
        return
    if mark := _MARK.search(text, start, end):
        yield from _marked(people, sentence, mark, previous)
    elif found := _to_do(people, start, end):
        yield found


def _marked(
    people: People, sentence: Span, mark: re.Match[str], previous: Span | None
) -> Iterator[Finding]:
    text, (start, end) = people.text, sentence
    if _NO_ACTION.match(text, mark.end()) or not (
        mark["open"] or _is_apart(text, start, mark.start())
    ):
        return
    stop = end
    if mark["open"] and (close := re.search(r"[\])]", text[mark.end() : end])):
        stop = mark.end() + close.start()
    owner = _owner_alone(people, mark.end(), stop)
    if owner is None:
        agent = _doer(people, mark.end(), stop)
        yield Finding(
            "action",
            mark.end(),
            mark.end() + len(text[mark.end() : stop].rstrip(" .;")),
            agent,
            since=mark.end(),
        )
        return
    rest = text[stop:end].strip(" .)]")
    if rest:
        yield Finding("action", start, end, owner, since=start)
    elif mark.start() > start:
        yield Finding("action", start, end, owner, since=start)
    elif previous:
        yield Finding("action", previous.start, end, owner, since=previous.start)


def _is_apart(text: str, start: int, mark: int) -> bool:
    """Whether the mark opens its sentence or follows one that is over."""
    before = re.sub(rf"^{MARKER}", "", text[start:mark]).strip()
    return not before or before.endswith((".", ":", ";", "|", ")"))


def _owner_alone(people: People, start: int, end: int) -> str | None:
    """The owner, where a mark is followed by nobody's doing but only a name."""
    words = people.text[start:end].strip(" .)]")
    agent = next(people.within(start, end), None)
    if agent and people.text[start : agent.start].strip() == "":
        after = people.text[agent.end : end].strip(" .)]")
        if (
            not after
            or re.fullmatch(r"(?:(?:and|&|/|,)\s*)?[\w\s/&’'-]{0,40}", after)
            and not re.search(r"\bto\b|\bwill\b", after)
        ):
            return agent.name
        return None
    if re.fullmatch(r"[A-Z]{2,3}(?:\s*[/,&]\s*[A-Z]{2,3})*", words):
        return re.split(r"\s*[/,&]\s*", words)[0]
    return name_of(words) if re.fullmatch(r"[A-Z][a-z]+(?:\s[A-Z][a-z]+)?", words) else None


def _doer(people: People, start: int, end: int) -> str | None:
    """Who is to do it: before "to", after "by", or in brackets at the end."""
    text = people.text
    for agent in people.within(start, end):
        if re.fullmatch(rf"\s*(?:{MARKER})?", text[start : agent.start]) and re.match(
            r"\s*(?:[:–—]|-\s|(?:and|&)\s|to\s|will\s|should\s|\()", text[agent.end : end]
        ):
            return agent.name
        if text[start : agent.start].rstrip().endswith(
            (" by", "(", "–", "-", "[")
        ) and _CLOSE.match(text[agent.end : end]):
            return agent.name
    first = _FIRST_NAME.match(text, start)
    return first["name"] if first else None


def _to_do(people: People, start: int, end: int) -> Finding | None:
    """ "Clerk to write to highways": somebody, "to", and no other verb."""
    text = people.text
    marker = re.compile(rf"(?:{MARKER})?(?:[AQ][.:]\s+)?").match(text, start)
    begin = marker.end() if marker else start
    agent = people.starting_at(begin)
    if agent and _TO_DO.match(text, agent.end):
        return _line(text, begin, end, agent)
    if (first := _FIRST_NAME.match(text, begin)) and _TO_DO.match(text, first.end()):
        return _line(text, begin, end, Agent(begin, first.end(), first["name"]))
    if found := re.compile(rf"(?P<thing>[A-Z][^.;:]{{2,80}}?){_TO_BE.pattern}").match(
        text, begin, end
    ):
        if not _VERB_BEFORE.search(found["thing"]):
            by = next(
                (a for a in people.within(found.end(), end) if text[: a.start].endswith("by ")),
                None,
            )
            return _line(text, begin, end, by)
    return None


def _line(text: str, start: int, end: int, agent: Agent | None) -> Finding:
    name = agent.name if agent else None
    return Finding(
        "action",
        start,
        clause_end(text, agent.end if agent and agent.start == start else start, end),
        name,
        since=start,
    )
