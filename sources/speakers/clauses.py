"""Who says something in a sentence: a small grammar of the clauses that minutes are made of.

It works on sentences whose names are single marks (see `sentences`). A name speaks as the subject
of a verb of speech in a main clause, as the agent of a passive one, or as the one whose question
is answered. What stands after "that" is what was said, and its subjects do not speak.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sources.names import Named
from sources.speakers.sentences import MARK, Sentence
from sources.speakers.verbs import (
    FEELINGS,
    STRICT_ING,
    STRICT_PARTICIPLES,
    STRICT_WORDS,
    Speech,
    infinitive_speaks,
    may_speak,
    speech_of,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody at a place in a sentence who speaks, or (`part` None) who is only the subject."""

    who: Named
    part: Speech | None
    place: int


_NOT_OWN = r"(?!['’]s?\b)"
# One name or a list of them: "A, B and C".
_LIST = (
    rf"{MARK}(?:(?:,? and |, | & |,? together with | as well as |,? along with ){MARK})*{_NOT_OWN}"
)
_SUBJECT = re.compile(_LIST)
_OWN_WORDS = re.compile(
    rf"({MARK})['’]s? (?:\w+ ){{0,2}}?(question|query|questions|queries|concerns?|points?|comments?|"
    r"view|opinion|suggestion|advice|feeling|understanding|response|reply|answer)\b"
)

# --- the subject and its verb ------------------------------------------------------------------

_ADVERB = (
    r"(?:also|then|again|further|thereafter|therefore|thus|next|too|both|each|all|still|once more|"
    r"in (?:turn|response|reply|answer|addition|particular|conclusion|summary|closing|return)|"
    r"first|later|now|just|once|for (?:his|her|their) part|on behalf of (?:the )?[^,;.]{1,40}?|"
    r"\w+ly|at this point|as (?:chair|chairman|ward member|local member|a \w+)|himself|herself)"
)
_PARENTHESIS = r"(?:\s?\([^()]{1,120}\))"
_ASIDE = r"(?:, (?:[^,;]{1,140}, ){1,4}?)"
_AFTER_SUBJECT = re.compile(
    rf"(?P<aside>{_PARENTHESIS}*(?:{_ASIDE}| [-–—] [^–—;]{{1,80}} [-–—] |,? (?:speaking|from|of|for) "
    rf"[^,;]{{1,60}}?,? )?)\s*(?:[-–—:]\s)?(?P<adverbs>(?:,?\s*{_ADVERB}\b,?)*)\s*",
)
_PLAIN_AFTER = re.compile(rf"{_PARENTHESIS}*,?\s*(?:[-–—]\s)?(?:{_ADVERB}\b,?\s*)*")
_AUXILIARY = re.compile(
    r"(?P<aux>did|does|do|could|would|can|was|were|is|had|has|have|will|shall|should|may|might|must|"
    r"is to|be|been|to)(?P<not> not|n['’]t)?\s+(?:(?:also|then|still|yet|only|now|\w+ly|rather|very|quite|"
    r"both|therefore|so|most|extremely|too) )*(?P<main>[^\s].*)",
    re.DOTALL,
)
_WOULD_SAY = re.compile(
    r"(?:also )?(?:like|welcome|prefer|appreciate|be (?:grateful|interested|keen|happy to (?:answer|explain)|"
    r"pleased to hear|concerned|surprised|reluctant|sorry)|want|rather|expect|hope|support|argue|say|"
    r"suggest|urge|encourage|not (?:want|support|wish|like|comment|be drawn|say))\b"
)
_ANOTHER_VERB = re.compile(
    rf"(?:,|\band|\bbut|\bthen|,? before)\s+(?:(?:also|then|further|in turn|\w+ly)\s+)?"
    rf"(?P<verb>(?:{STRICT_WORDS}|sought|drew attention|paid tribute|spoke|set out|gave|wanted to know)\b)"
)

# --- where a main clause may begin ---------------------------------------------------------------

_AT_START = re.compile(
    r"^[\s\"“‘'(\[]*(?:[-–•*●▪]\s*|\(?[a-z\d]{1,3}[.)]\s+|[ivx]+[.)]\s+|\d+(?:\.\d+)+\s+)*"
    r"(?:(?:And|But|However|Finally|Lastly|Firstly|Secondly|Thirdly|Also|Then|Additionally|Separately|"
    r"Nevertheless|Meanwhile|Similarly|Equally|Likewise|Furthermore|Moreover|Here|Instead|Later|"
    r"Afterwards|Again|Next|Both|Thereupon|Nonetheless|A|In response|In reply|In answer|In turn|"
    r"In conclusion|In addition|In summary|In closing|In return|Q|A)[,:]?\s+)?$"
)
_WEAK_START = re.compile(r"^\s*(?:While|Whilst|Although|Though|When|Where|Whereas)\s+$")
_OPENER = re.compile(
    r"^[\s\"“‘'(\[•–-]*(?:\(?[a-z\d]{1,3}[.)]\s+|\d+(?:\.\d+)*\s+)?(?:In|On|At|With|To|For|From|Following|"
    r"After|Before|During|Regarding|Concerning|When|While|Whilst|Although|Though|Asked|Questioned|"
    r"Pressed|Challenged|Prompted|Invited|Having|As|Under|By|Further|Given|Despite|Until|Prior|"
    r"Through|Via|Where|Whereas|Once|Since|Because|If|Drawing|Building|Of|Without|Among|Against|About|"
    r"Like|Around|Over|Moved|Encouraged|Supported|Thanked|There being|Taking|[A-Z]\w+ing|Finally|"
    r"Alarmed|Concerned|Reminded|Disappointed|Pleased|Unlike|Contrary|Not)\b"
)
_JOINED = re.compile(
    r"(?:;|,|\s[-–—]|:)?\s*(?:\b(?:and|but|while|whilst|whereas|although|though|yet|so|then|whereupon|"
    r"to which|at which(?: point)?|upon which|on which|in response|in reply|however),?)\s+"
    r"(?:then |also |in response,? |in reply,? |in turn,? )?$|[;—]\s*(?:and |but |however,? )?$"
    r"|\s–\s$"
)
_OBJECT_BEFORE = re.compile(
    r"\b(?:of|to|from|by|with|for|on|in|at|about|against|between|than|that|whether|if|which|who|whom|"
    r"whose|because|since|when|where|what|how|why|until|unless|before|after|as|behind|under|over|per|"
    r"via|upon|towards|late|the late|like|including|regarding|concerning|asking|thanking|inviting|"
    r"requesting|electing|either|or|both|former|through)\s+$",
    re.IGNORECASE,
)


def turns(sentence: Sentence) -> Iterator[Turn]:
    """Who speaks, and who is merely a subject, in the order of their places."""
    found: dict[int, Turn] = {}
    for turn in (*_agents(sentence), *_subjects(sentence)):
        held = found.get(turn.place)
        if held is None or held.part is None:
            found[turn.place] = turn
    return iter([found[place] for place in sorted(found)])


def _subjects(sentence: Sentence) -> Iterator[Turn]:
    marked = sentence.marked
    if script := _script(sentence):
        yield script
    for match in _SUBJECT.finditer(marked):
        initial = _place_of(marked, match)
        if initial is None:
            continue
        part = _predicate(marked, match.end(), initial)
        for place in _marks(marked, match):
            yield Turn(sentence.named(place), part, place)


def _marks(marked: str, match: re.Match[str]) -> list[int]:
    return [
        m.start() for m in re.finditer(MARK, marked[: match.end()]) if m.start() >= match.start()
    ]


def _place_of(marked: str, match: re.Match[str]) -> bool | None:
    """True for a subject that opens its sentence, False for one that may begin a clause."""
    before = marked[: match.start()]
    if _AT_START.match(before):
        return True
    if _WEAK_START.match(before) or _JOINED.search(before):
        return False
    if _OBJECT_BEFORE.search(before):
        return None
    if _OPENER.match(before) and not re.search(r"\bthat\b", before):
        return False
    if re.search(rf"(?:^|, |; |by |from |to ){MARK}(?: about [^,;]+| on [^,;]+)?,?\s+$", before):
        return False
    return None


def _predicate(marked: str, end: int, initial: bool) -> Speech | None:
    """How the verb after a subject speaks; None where it does not."""
    plain = _PLAIN_AFTER.match(marked, end)
    rest = marked[plain.end() if plain else end :]
    part = _verb(rest, initial)
    if part is None and (aside := _AFTER_SUBJECT.match(marked, end)) and aside["aside"].strip():
        part = _verb_after_aside(marked, end)
    return part


def _verb_after_aside(marked: str, end: int) -> Speech | None:
    """The verb after ", who had once been a visitor," and the like: only a sure one counts."""
    clause = re.split(r";|\.\s", marked[end : end + 400])[0]
    for comma in re.finditer(rf"(?:,|\)|\s[-–—])\s*(?:{_ADVERB}\s)*(?=[a-z])", clause):
        if not re.match(r"\s*(?:,|\(|[-–—]|of |from |for |speaking |who )", clause):
            return None
        rest = clause[comma.end() :]
        if part := _verb(rest, initial=False):
            return part
    if found := re.match(
        rf" (?:of|from|for|speaking|representing) [^,;{MARK[1:-1]}]{{2,60}}? (?={STRICT_WORDS}\b)",
        clause,
    ):
        return _verb(clause[found.end() :], initial=False)
    return None


def _verb(rest: str, initial: bool) -> Speech | None:
    """How a predicate speaks, given the text from its first word on."""
    low = rest[:1].lower() + rest[1:]
    if low.startswith("to ") or not low[:1].isalpha():
        return None
    if auxiliary := _AUXILIARY.match(low):
        return _with_auxiliary(auxiliary, low, initial)
    part = _own_verb(low, initial)
    return _stronger(part, low)


def _own_verb(low: str, initial: bool) -> Speech | None:
    if re.match(r"(?:proposed|moved|seconded|nominated)\b", low):
        return "speaks" if initial and _proposes_a_view(low) else None
    if re.match(r"agreed to (?:act|serve|be|stand|chair|attend|take)\b|declared\b", low):
        return None
    if part := speech_of(low):
        return part
    return "speaks" if initial and may_speak(low) else None


def _proposes_a_view(low: str) -> bool:
    return bool(
        re.match(r"proposed (?:to|a |an |more|using|changing|that the \w+ (?:should|could))", low)
    )


def _with_auxiliary(found: re.Match[str], low: str, initial: bool) -> Speech | None:
    aux, main = found["aux"], found["main"]
    if aux in {"was", "were", "is"} and re.match(rf"(?:\w+ )?(?:{FEELINGS})\b", main):
        return _stronger("speaks", main)
    if aux in {"had", "has"} and speech_of(low):
        return "speaks"
    if aux == "would" and _WOULD_SAY.match(main):
        return "speaks"
    if aux in {"did", "does", "could", "can"} and initial and infinitive_speaks(main):
        return "speaks"
    return _later_verb(main)


def _stronger(part: Speech | None, low: str) -> Speech | None:
    """A question or an answer later in the predicate: "congratulated the team and asked if"."""
    if part in {"asks", "answers"}:
        return part
    later = _later_verb(low)
    return later if later == "asks" or part is None else part


def _later_verb(low: str) -> Speech | None:
    """The verb of speech joined on to a predicate, before another subject comes."""
    clause = re.split(r"[;.]", low)[0]
    for match in _ANOTHER_VERB.finditer(clause):
        before = clause[: match.start()]
        if re.search(r"\b(?:that|which|who|whether|if|how|why)\b", before):
            return None
        if re.search(rf"(?:and|but|,) {MARK} \w+", before):
            return None
        if part := speech_of(clause[match.start("verb") :]):
            return part
    return None


def _script(sentence: Sentence) -> Turn | None:
    """A script's "Name: what they said"."""
    found = re.match(
        rf"\s*(?:Question from |Answer from |Response from |Q: |A: )?({MARK})(?:\s*\([^)]*\)|, [^:]{{1,60}})?\s*:\s+(.*)",
        sentence.marked,
        re.DOTALL,
    )
    if found is None:
        return None
    said = found[2]
    if len(re.findall(r"\w+", said)) < 4 or re.match(rf"to \w|{_LIST}[\s.]*$", said):
        return None
    asks = said.rstrip(" \"”'’").endswith("?")
    return Turn(sentence.named(found.start(1)), "asks" if asks else "speaks", found.start(1))


# --- agents: those by, from and to whom -----------------------------------------------------------

_ASKED_MATTER = (
    r"(?:questions?|quer(?:y|ies)|enquir(?:y|ies)|points?|concerns?|comments?|requests?|suggestions?|"
    r"observations?|challenges?|issues?|remarks?|matters?)"
)
_RAISED = r"(?:,? ?(?:\w+ly )?(?:raised|asked|put|posed|made|submitted|tabled|voiced|expressed))?"
_ABOUT = r"(?: (?:about|on|regarding|concerning|as to|relating to|over) [^.;]{1,80}?)?"
_AGENTS: tuple[tuple[re.Pattern[str], Speech], ...] = (
    # In response to a question from A and B
    (
        re.compile(
            rf"\b(?:(?:in|by way of) (?:response|reply|answer)|responding|replying|with (?:regard|reference)"
            rf"|further|in relation|turning|returning)? ?(?:to|answering|following|after|on)\b[^.;:]{{0,40}}?\b{_ASKED_MATTER}"
            rf"{_ABOUT}{_RAISED} (?:from|by|of) ({_LIST})",
            re.IGNORECASE,
        ),
        "asks",
    ),
    # In reply to A; Responding to A; Answering A
    (
        re.compile(
            rf"\b(?:in (?:response|reply|answer) to|responding to|replying to|answering) ({_LIST})",
            re.IGNORECASE,
        ),
        "asks",
    ),
    # Asked by A; was asked by A; When pressed by A
    (
        re.compile(
            rf"(?:^\W*|\b(?:when|if|was|were|being|then|further|after being) |, |; )"
            rf"(?:also |further |then )?(?:asked|questioned|queried|pressed|challenged|quizzed|prompted)"
            rf"(?: [^.;,]{{1,40}}?)? by ({_LIST})",
            re.IGNORECASE,
        ),
        "asks",
    ),
    # A question from A
    (
        re.compile(
            rf"\b(?:questions?|quer(?:y|ies)) (?:was |were )?(?:received |raised |asked |put |posed )?"
            rf"(?:from|by) ({_LIST})",
            re.IGNORECASE,
        ),
        "asks",
    ),
    # The Board heard from A; received a presentation from A
    (
        re.compile(
            r"\b(?:received|heard|had|welcomed|noted|considered)\b[^.;]{0,70}?\b(?:presentation|update|overview|"
            r"briefing|verbal report|oral report|statement|representations|introduction|talk|address)s?\b"
            rf"[^.;]{{0,70}}? (?:from|given by|delivered by|by) ({_LIST})",
            re.IGNORECASE,
        ),
        "speaks",
    ),
    (re.compile(rf"\bheard from ({_LIST})"), "speaks"),
    # with A adding that
    (re.compile(rf"\bwith ({_LIST}) (?:also |then )?(?:{STRICT_ING})\b"), "speaks"),
    # "…", said A
    (
        re.compile(rf"[,?!][\"”'’]*\s+(?:said|asked|replied|added|explained|answered) ({_LIST})"),
        "speaks",
    ),
)
# It was explained by A that; Concern was expressed by A
_PASSIVE = re.compile(
    rf"\b(?:was|were)(?: (?:also|then|further|again|both|\w+ly))* (?:{STRICT_PARTICIPLES})\b"
    rf"[^.;:]{{0,60}}? by ({_LIST})",
)
_REPORTED = re.compile(r"\b(?:that|which|who|whether|as|if|when|because)\b")


def _agents(sentence: Sentence) -> Iterator[Turn]:
    marked = sentence.marked
    for pattern, part in _AGENTS:
        for match in pattern.finditer(marked):
            yield from _agent_turns(sentence, match, part)
    for match in _PASSIVE.finditer(marked):
        if not _REPORTED.search(marked[: match.start()]):
            asked = re.search(r"\b(?:asked|questioned|raised|queried)\b", match.group())
            yield from _agent_turns(sentence, match, "asks" if asked else "speaks")
    for match in _OWN_WORDS.finditer(marked):
        yield from _own_words(sentence, match)


def _agent_turns(sentence: Sentence, match: re.Match[str], part: Speech) -> Iterator[Turn]:
    for place in range(match.start(1), match.end(1)):
        if re.match(MARK, sentence.marked[place]):
            yield Turn(sentence.named(place), part, place)


def _own_words(sentence: Sentence, match: re.Match[str]) -> Iterator[Turn]:
    """ "In answer to A's question" and "A's concern was that"."""
    before, after = sentence.marked[: match.start()], sentence.marked[match.end() :]
    place = match.start(1)
    if re.search(
        r"\b(?:(?:response|reply|answer) to|responding to|replying to|answering)\s+$", before, re.I
    ):
        yield Turn(sentence.named(place), "asks", place)
    elif _AT_START.match(before) and re.match(r" (?:was|were|concerned)\b", after):
        asks = match[2].startswith(("question", "quer"))
        yield Turn(sentence.named(place), "asks" if asks else "speaks", place)
