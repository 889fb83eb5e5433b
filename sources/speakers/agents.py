"""Those who speak without being a subject: "asked by A", "a question from A", "explained by A"."""

import re
from collections.abc import Iterator

from sources.speakers.sentences import MARK, NAMES, Sentence, Turn
from sources.speakers.verbs import STRICT_ING, STRICT_PARTICIPLES, Speech, speech_of

_MATTER = (
    r"(?:questions?|quer(?:y|ies)|enquir(?:y|ies)|points?|concerns?|comments?|requests?|"
    r"suggestions?|observations?|challenges?|issues?|remarks?|matters?)"
)
_RAISED = r"(?:,? ?(?:\w+ly )?(?:raised|asked|put|posed|made|submitted|tabled|voiced|expressed))?"
_ABOUT = r"(?: (?:about|on|regarding|concerning|as to|relating to|over) [^.;]{1,80}?)?"
_TOLD = (
    r"(?:presentation|update|overview|briefing|verbal report|oral report|statement|"
    r"representations|introduction|talk|address)s?"
)


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


_AGENTS: tuple[tuple[re.Pattern[str], Speech], ...] = (
    # In response to a question from A and B; Following concerns raised by A
    (
        _pattern(
            r"\b(?:to|answering|following|after|on) [^.;:]{0,40}?\b"
            rf"{_MATTER}{_ABOUT}{_RAISED} (?:from|by|of) ({NAMES})"
        ),
        "asks",
    ),
    # In reply to A; Responding to A; Answering A
    (
        _pattern(
            r"\b(?:in (?:response|reply|answer) to|responding to|replying to|answering) "
            rf"({NAMES})"
        ),
        "asks",
    ),
    # Asked by A; was asked by A; When pressed on costs by A
    (
        _pattern(
            r"(?:^\W*|\b(?:when|if|was|were|been|being|then|further) |, |; )"
            r"(?:also |further |then )?"
            r"(?:asked|questioned|queried|pressed|challenged|quizzed|prompted)"
            rf"(?: [^.;,]{{1,40}}?)? by ({NAMES})"
        ),
        "asks",
    ),
    # A question from A; Questions were received from A
    (
        _pattern(
            r"\b(?:questions?|quer(?:y|ies)) (?:was |were )?"
            rf"(?:received |raised |asked |put |posed )?(?:from|by) ({NAMES})"
        ),
        "asks",
    ),
    # The Board received a presentation from A
    (
        _pattern(
            r"\b(?:received|heard|had|welcomed|noted|considered)\b[^.;]{0,70}?"
            rf"\b{_TOLD}\b[^.;]{{0,70}}? (?:from|given by|delivered by|by) ({NAMES})"
        ),
        "speaks",
    ),
    # The Committee heard from A, who objected, and from B
    (_pattern(rf"\bheard (?:\w+ )?from ({NAMES})"), "speaks"),
    (
        _pattern(rf"\bheard (?:\w+ )?from [^.;]{{1,160}}?(?:,|\band) from ({NAMES})"),
        "speaks",
    ),
    # with A adding that
    (_pattern(rf"\bwith ({NAMES}) (?:also |then )?(?:{STRICT_ING})\b"), "speaks"),
    # a point echoed by A
    (
        _pattern(
            rf"\b(?:a|the same) \w+ (?:also )?(?:echoed|shared|endorsed|supported) by ({NAMES})"
        ),
        "speaks",
    ),
    # "…", said A
    (_pattern(rf"[,!][\"”'’]*\s+(?:said|replied|added) ({NAMES})(?=[.,]|\s*$)"), "speaks"),
    (_pattern(rf"\?[\"”'’]*\s+(?:asked|said) ({NAMES})(?=[.,]|\s*$)"), "asks"),
)
# It was explained by A that; Concern was expressed by A
_PASSIVE = re.compile(
    r"\b(?:was|were)(?: (?:also|then|further|again|both|\w+ly|[\w-]+ed and))* "
    rf"(?:{STRICT_PARTICIPLES})\b[^.;:]{{0,60}}? by ({NAMES})"
)
_ASKED = re.compile(r"\b(?:asked|questioned|raised|queried)\b")
_REPORTED = re.compile(r"\b(?:that|which|who|whether|as|if|when|because)\b")
# Questions were asked by A and answered by B
_AND_BY = re.compile(rf",? and (?:then |\w+ly )?(?:{STRICT_PARTICIPLES}) by ({NAMES})")
# A's question; A's concern was that
_OWN_WORDS = re.compile(
    rf"({MARK})['’]s? (?:\w+ ){{0,2}}?(questions?|query|queries|concerns?|points?|comments?|view|"
    r"opinion|suggestion|advice|feeling|understanding|response|reply|answer)\b"
)
_IN_ANSWER_TO = _pattern(
    r"\b(?:(?:response|reply|answer) to|responding to|replying to|answering|further to|"
    r"following)\s+$"
)
# A: what they said
_SCRIPT = re.compile(
    r"\s*(?:(?:Question|Answer|Response|Report|Update) from |[QA]: )?"
    rf"({MARK})(?:\s*\([^)]*\)|, [^:]{{1,60}})?\s*:\s+(.*)",
    re.DOTALL,
)
# The Chair welcomed A, who explained
_INVITED = re.compile(
    rf"\b(?:welcomed|introduced|invited|called (?:up)?on|handed (?:over )?to) ({NAMES})"
    r"(?: [^.;,]{1,60}?)?,? who (?:then |also )?(.*)",
    re.DOTALL,
)
_NO_SPEECH = re.compile(rf"to \w|{NAMES}[\s.]*$")


def agents(sentence: Sentence) -> Iterator[Turn]:
    """Those who speak in a sentence otherwise than as the subject of a verb."""
    marked = sentence.marked
    for pattern, part in _AGENTS:
        for match in pattern.finditer(marked):
            yield from sentence.turns(*match.span(1), part)
    for match in _PASSIVE.finditer(marked):
        if not _REPORTED.search(marked[: match.start()]):
            asked = _ASKED.search(match.group())
            yield from sentence.turns(*match.span(1), "asks" if asked else "speaks")
            if other := _AND_BY.match(marked, match.end()):
                yield from sentence.turns(*other.span(1), "speaks")
    for match in _OWN_WORDS.finditer(marked):
        yield from sentence.turns(*match.span(1), _own_words(marked, match))
    for match in _INVITED.finditer(marked):
        yield from sentence.turns(*match.span(1), speech_of(match[2]))
    if script := _SCRIPT.match(marked):
        yield from sentence.turns(*script.span(1), _script(script[2]))


def _own_words(marked: str, match: re.Match[str]) -> Speech | None:
    before, after = marked[: match.start()], marked[match.end() :]
    if _IN_ANSWER_TO.search(before):
        return "asks"
    if before.strip() or not re.match(r" (?:was|were|concerned)\b", after):
        return None
    return "asks" if match[2].startswith(("question", "quer")) else "speaks"


def _script(said: str) -> Speech | None:
    """What stands after "Name:", unless it is a task or another name."""
    if len(re.findall(r"\w+", said)) < 3 or _NO_SPEECH.match(said):
        return None
    return "asks" if said.rstrip(" \"”'’").endswith("?") else "speaks"
