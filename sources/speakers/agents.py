"""Those who speak without being a subject: "asked by A", "a question from A", "explained by A"."""

import re
from collections.abc import Iterator

from sources.language.sentences import MARK, MARKS, NAMES, Sentence, Turn
from sources.language.verbs import (
    ASKING_WORDS,
    CELTIC_ASKING,
    CELTIC_VERBS,
    STRICT_ING,
    STRICT_PARTICIPLES,
    STRICT_WORDS,
    Speech,
    speech_of,
)

_MATTER = (
    r"(?:questions?|quer(?:y|ies)|enquir(?:y|ies)|points?|concerns?|comments?|requests?|"
    r"suggestions?|observations?|challenges?|issues?|remarks?|matters?)"
)
_RAISED = r"(?:,? ?(?:\w+ly )?(?:raised|asked|put|posed|made|submitted|tabled|voiced|expressed))?"
_ABOUT = r"(?: (?:about|of|on|regarding|concerning|as to|relating to|over) [^.;]{1,80}?)?"
_TOLD = (
    r"(?:presentation|update|overview|briefing|verbal report|oral report|statement|"
    r"representations|introduction|talk|address)s?"
)


_RAISING = r"asked|enquired|inquired|queried|questioned|raised|wondered|wished to know"
# A list of names, each with what it is in brackets.
_WHAT_ONE_IS = rf"(?:,? [^,;:.(){MARKS}]{{1,60}}(?=;|,? and |\.?$))?(?: \([^()]{{1,80}}\))?"
_ROLL = rf"{MARK}{_WHAT_ONE_IS}(?:(?:,|;|,? and|\n|\s)+{MARK}{_WHAT_ONE_IS})*(?!['’])"


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


class _Ending:
    """A pattern that begins with any of some hundred verbs: they are slow to look for, so it is
    looked for only where its end stands."""

    def __init__(self, begin: str, end: str) -> None:
        self._whole, self._end = _pattern(begin + end), _pattern(end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As a pattern does it."""
        return self._whole.finditer(text) if self._end.search(text) else iter(())


_AGENTS: tuple[tuple[re.Pattern[str] | _Ending, Speech], ...] = (
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
            rf"(?:(?:an?|the|further|some|several|two|three) [^,.;:{MARKS}]{{1,60}} (?:from|by) )?"
            rf"({NAMES})"
        ),
        "asks",
    ),
    # A having asked about costs, the Clerk said
    (_pattern(rf"^\W*({NAMES}),? having (?:\w+ )?(?:{_RAISING})\b"), "asks"),
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
    # Clarity was sought by A on costs; Further details were requested by A
    (_pattern(rf"\b(?:was|were) (?:sought|requested)(?: [^.;,]{{1,60}}?)? by ({NAMES})"), "asks"),
    # Questions were put by A on costs, and by B on staff
    (
        _pattern(
            r"\b(?:asked|put|raised|made|expressed|voiced) by [^.;]{1,120}?(?:,|\band) by "
            rf"({NAMES})"
        ),
        "asks",
    ),
    # during which A enquired as to costs and B as to staff
    (_pattern(rf"\b(?:{ASKING_WORDS})\b[^.;]{{1,80}}?,? and ({MARK}) (?:as to|about)\b"), "asks"),
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
    (_pattern(rf"\bheard,? (?:\w+ )?from ({NAMES})"), "speaks"),
    (
        _pattern(rf"\bheard (?:\w+ )?from [^.;]{{1,160}}?(?:,|\band) from ({NAMES})"),
        "speaks",
    ),
    # The report, presented by A, was noted
    (_pattern(rf",? (?:as )?(?:presented|introduced|outlined|given) by ({NAMES})"), "speaks"),
    # A observed that it rained; B, that it snowed; C, whether it would
    (
        _Ending(rf"\b(?:{STRICT_WORDS})\b[^.;]{{1,200}}", rf"[;,] (?:and |but )?({MARK}),? that\b"),
        "speaks",
    ),
    (
        _pattern(
            rf"\b(?:{ASKING_WORDS})\b[^.;]{{1,200}}; (?:and )?"
            rf"({MARK}),? (?:whether|if|why|how|what)\b"
        ),
        "asks",
    ),
    # The ramps, A said, were wet; They were wet, he said.
    (_pattern(rf"[\w)”’\"'], ({MARK}) (?:{STRICT_WORDS})(?=[,.])"), "speaks"),
    # with A adding that
    (_pattern(rf"\bwith ({NAMES}) (?:also |then )?(?:{STRICT_ING})\b"), "speaks"),
    # A introduced the report and, with B, answered questions
    (_pattern(rf"(?:,|\band,?) (?:\w+ )?with ({NAMES}), (?:{STRICT_WORDS})\b"), "speaks"),
    # Several Members, including A, sympathised
    (_pattern(rf"\bincluding ({NAMES}), (?:{STRICT_WORDS})\b"), "speaks"),
    # There was support for the view of A that
    (
        _pattern(
            r"\b(?:agree|support|echo|concur|endorse|welcome)\w* [^.;]{0,30}?"
            rf"\b(?:views?|opinion|points?|suggestion|concerns?|comments?) (?:of|made by) ({NAMES})"
        ),
        "speaks",
    ),
    # A welcomed the plan, as did B
    (
        _Ending(rf"\b(?:{STRICT_WORDS})\b[^.;]{{0,120}}", rf", as (?:did|had) ({NAMES})"),
        "speaks",
    ),
    # A discussion to which A and B contributed; The following spoke: A (objector) and B (agent)
    (_pattern(rf"\b(?:to|in) which ({NAMES}) (?:\w+ )?(?:contributed|took part|spoke)"), "speaks"),
    (
        _pattern(
            r"\b(?:spoke|addressed|made (?:\w+ )?(?:representations|statements|deputations))\b"
            rf"[^.;:]{{0,120}}:[-–—]?\s+({_ROLL})"
        ),
        "speaks",
    ),
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
# The mark before the bracket is a number of people: "Three Members (A, B and C) asked".
_SOME = re.compile(rf"({MARK}) \(({NAMES})\) (.*)", re.DOTALL)
# Cymraeg and Gaeilge put the verb first: "Dywedodd y Cynghorydd A", "Dúirt Comhairleoir B".
_VERB_FIRST = re.compile(
    rf"(?:^\s*|[.;,]\s+|\bac? )(?P<verb>{CELTIC_VERBS}) (?:(?:gan )?(?:yr?|an|na) )?"
    rf"(?P<who>{NAMES})"
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
    r"[\s•*–-]*(?:(?:Question|Answer|Response|Report|Update)(?: \d+)? (?:from|by) |"
    r"(?:Question|Answer|Response|[QA]) ?\d*[:.–-]? )?"
    rf"\(?(?P<who>{MARK})(?: to {MARK})?\)?"
    r"(?:(?:\s*\([^)]*\))*(?:, [^:]{1,60})?\s*:|(?P<dash>\s[-–—]))\s+"
    r"(?P<said>.*)",
    re.DOTALL,
)
# Footpaths (A): the stile had been mended
_REPORT_OF = re.compile(
    rf"\W*(?!Action|ACTION|Task)[A-Z][^.:;(){MARKS}]{{2,60}} \((?P<who>{MARK})\)\s*[:–—-]\s+"
    r"(?P<said>.*)",
    re.DOTALL,
)
# After a dash stands what somebody is, unless it is a whole sentence.
_WHOLE_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|should|could|can|do|does|did|needs?)\b"
)
# The Chair welcomed A, who explained; B questioned A, who accepted
_INVITED = re.compile(
    r"\b(?:welcomed|introduced|invited|called (?:up)?on|questioned|asked|"
    rf"cross-examined|challenged|pressed|thanked|handed (?:over )?to) ({NAMES})"
    r"(?: [^.;,]{1,60}?)?,? who (?:then |also )?(.*)",
    re.DOTALL,
)
_NO_SPEECH = re.compile(
    rf"to \w|{NAMES}[\s.]*$|[^.;]*\b(?:apologies|absent|present|not applicable)\b", re.IGNORECASE
)


# Q. What is the trend? (A)
_SIGNED = re.compile(rf"\s*\(({MARK})\)[.\s]*$")
_QUESTION_BEFORE = re.compile(r"\?[\"”’']*$")
_ANSWER_BEFORE = re.compile(r"^\W*(?:A|Answer|Response|Reply)\b ?[.:–-]")


def agents(sentence: Sentence) -> Iterator[Turn]:
    """Those who speak in a sentence otherwise than as the subject of a verb."""
    marked = sentence.marked
    for pattern, part in _AGENTS:
        for match in pattern.finditer(marked):
            yield from sentence.turns(*match.span(1), part)
    for match in _PASSIVE.finditer(marked):
        if not _REPORTED.search(marked[: match.start()].removesuffix(", which ")):
            asked = _ASKED.search(match.group())
            yield from sentence.turns(*match.span(1), "asks" if asked else "speaks")
            if other := _AND_BY.match(marked, match.end()):
                yield from sentence.turns(*other.span(1), "speaks")
    for match in _OWN_WORDS.finditer(marked):
        yield from sentence.turns(*match.span(1), _own_words(marked, match))
    for match in _INVITED.finditer(marked):
        yield from sentence.turns(*match.span(1), speech_of(match[2]))
    for match in _SOME.finditer(marked):
        if all(named.kind == "group" for named in sentence.named(*match.span(1))):
            yield from sentence.turns(*match.span(2), speech_of(match[3]))
    for match in _VERB_FIRST.finditer(marked):
        asks = match["verb"].startswith(CELTIC_ASKING)
        yield from sentence.turns(*match.span("who"), "asks" if asks else "speaks")
    yield from _signed(sentence)
    yield from scripted(sentence)


def _signed(sentence: Sentence) -> Iterator[Turn]:
    """Whoever stands in brackets after a question, or after an answer that is called one."""
    if match := _SIGNED.search(sentence.marked):
        before = sentence.marked[: match.start()]
        if _QUESTION_BEFORE.search(before):
            yield from sentence.turns(*match.span(1), "asks")
        elif _ANSWER_BEFORE.match(before):
            yield from sentence.turns(*match.span(1), "answers")


def scripted(sentence: Sentence) -> Iterator[Turn]:
    """Whoever stands before a colon as in a play: "Cllr A: what about the roads?"."""
    script = _SCRIPT.match(sentence.marked)
    if script and not (script["dash"] and _is_described(script["said"])):
        yield from sentence.turns(*script.span("who"), _script(script["said"]))
    elif report := _REPORT_OF.match(sentence.marked):
        yield from sentence.turns(*report.span("who"), _script(report["said"]))


def _is_described(words: str) -> bool:
    return not _WHOLE_SENTENCE.search(words) or re.match(MARK, words) is not None


def _own_words(marked: str, match: re.Match[str]) -> Speech | None:
    before, after = marked[: match.start()], marked[match.end() :]
    if _IN_ANSWER_TO.search(before):
        return "asks"
    it_was = re.fullmatch(r"\W*[Ii]t (?:was|is) ", before) and after.startswith(" that")
    if not it_was and (before.strip() or not re.match(r" (?:was|were|concerned)\b", after)):
        return None
    return "asks" if match[2].startswith(("question", "quer")) else "speaks"


def _script(said: str) -> Speech | None:
    """What stands after "Name:", unless it is a task or another name."""
    fewest = 2 if re.search(r"[.?!][\"”’']*\s*$", said) else 3
    if re.fullmatch(r"\W*(?:yes|no|none|not yet|indeed|correct|agreed)\b.{0,20}", said, re.I):
        return "answers"
    if len(re.findall(rf"\w+|{MARK}", said)) < fewest or _NO_SPEECH.match(said):
        return None
    return "asks" if said.rstrip(" \"”'’").endswith("?") else "speaks"
