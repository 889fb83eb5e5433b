"""What a subject's predicate says of it: that it asks, answers, speaks or does none of these."""

import re
from itertools import islice

from sources.speakers.lexicon import FEELINGS
from sources.speakers.sentences import MARK, MARKS
from sources.speakers.verbs import (
    PREDICATE_WORDS,
    Speech,
    infinitive_speaks,
    may_speak,
    speech_of,
    thinks,
)

ADVERB = (
    r"(?:also|then|again|further|thereafter|therefore|thus|next|too|both|each|all|still|once more|"
    r"in (?:turn|response|reply|answer|addition|particular|conclusion|summary|closing|return)|"
    r"first|later|now|just|once|for (?:his|her|their) part|at this point|himself|herself|\w+ly|"
    r"on behalf of (?:the )?[^,;.]{1,40}?|as (?:chair|chairman|ward member|local member|a \w+))"
)
# How far on a verb still belongs to its subject, and past how many commas.
_CLAUSE = 300
_ASIDES = 2
_AFTER_SUBJECT = re.compile(
    rf"(?:\s?\([^()]{{1,120}}\))*,?\s*(?:[-–—:]\s)?(?:{ADVERB}\b,?\s*)*",
)
_ASIDE_BEGINS = re.compile(r"\s*(?:,|\(|[-–—]|(?:of|from|for|speaking|representing|who)\s)")
_ASIDE_ENDS = re.compile(rf"(?:,|\)|\s[-–—])\s*(?:{ADVERB}\s)*(?=[a-z])")
_PHRASE_AFTER = re.compile(
    r" (?:of|from|for|speaking|representing) (?:the )?"
    rf"(?:{MARK}|[^,;{MARKS}])[^,;{MARKS}]{{0,60}}? "
    rf"(?=(?:{PREDICATE_WORDS})\b)"
)
_AUXILIARY = re.compile(
    r"(?P<aux>did|does|do|could|would|can|was|were|is|had|has|have|will|shall|should|may|might|"
    r"must|be|been)(?P<not> not|n['’]t)?\s+"
    r"(?:(?:also|then|still|yet|only|now|\w+ly|rather|very|quite|both|therefore|so|most|too) )*"
    r"(?P<main>\S.*)",
    re.DOTALL,
)
# as in "Cllr Lee could see no harm. Cllr Shah could:"
_ELLIPTIC = re.compile(r"(?:could|did|would)(?: not|n['’]t)?\s*[:;.,]")
_RATHER = re.compile(r"would (?:much |far )?(?:rather|sooner)\b")
_WOULD_SAY = re.compile(
    r"(?:also )?(?:like|welcome|prefer|appreciate|want|rather|expect|hope|support|argue|say|"
    r"suggest|urge|encourage|have (?:liked|preferred|welcomed|expected|wanted)|"
    r"not (?:want|support|wish|like|comment|be drawn|say)|"
    r"be (?:grateful|interested|keen|concerned|surprised|reluctant|sorry|pleased to hear|"
    r"happy to (?:answer|explain)))\b"
)
# Speech by its verb and yet a deed by what follows it.
_NOT_SAID = re.compile(
    r"agreed to (?:act|serve|be|stand|chair|attend|take)\b"
    r"|declared\b(?! (?:himself|herself|themselves) (?!to be)\w)"
    r"|(?:offered|led|opened|closed|said|gave) (?:\w+ ){0,4}?prayers?\b"
    r"|(?:reported|called in) (?:absent|sick|ill|late|missing)\b"
)
# Notes leave the verb out: "Cllr Lee not keen".
_VERBLESS = re.compile(
    r"(?:(?:not|very|also|quite|strongly) )*(?:in favour|keen|happy|unhappy|concerned|worried|"
    r"supportive|opposed|disappointed|pleased|sceptical|surprised|unsure|willing|doubtful)\b"
)
_FORMAL = re.compile(r"(?:proposed|moved|seconded|nominated)\b")
_PROPOSES_A_VIEW = re.compile(
    r"proposed (?:to|a |an |more|using|changing|that the \w+ (?:should|could))"
)
_ANOTHER_VERB = re.compile(
    r"(?:\b(?:and|but|then|before)|,)\s+"
    r"(?:(?:and|but|then|before|also|further|in turn|\w+ly)\s+)*(?P<verb>[a-z]+)\b"
)
_REPORTS = re.compile(r"\b(?:that|which|who|whether|if|how|why)\b")
_OTHER_SUBJECT = re.compile(rf"(?:and|but|,) {MARK} \w+")
_DONE_BY = re.compile(rf"[\w ]+ by {MARK}")
_WAS_ASKED = re.compile(r"(?:\w+ )?(?:asked|questioned|pressed|challenged) (?:[^.;,]{1,40} )?by ")
_AND_ANSWERED = re.compile(
    r"\band (?:\w+ )?(?:replied|responded|answered|said|confirmed|stated|explained|advised|"
    r"undertook|agreed)\b"
)


def predicate(marked: str, end: int, initial: bool) -> Speech | None:
    """How the verb after a subject that ends at `end` speaks; None where it does not.

    Where the subject opens its sentence (`initial`) the open class of verbs counts as speech.
    """
    plain = _AFTER_SUBJECT.match(marked, end)
    part = _verb(marked[plain.end() if plain else end :], initial)
    return part or _verb_after_aside(marked[end : end + _CLAUSE])


def says_briefly(words: str) -> bool:
    """Whether a predicate only agrees or disagrees: "Cllr Lee could see no harm, Mo did not."."""
    return _ELLIPTIC.match(words.lstrip()) is not None


def _verb_after_aside(after: str) -> Speech | None:
    """The verb after ", who had once been a visitor," and the like: only a sure one counts."""
    if not _ASIDE_BEGINS.match(after):
        return None
    clause = re.split(r";|\.\s", after)[0]
    for comma in islice(_ASIDE_ENDS.finditer(clause), _ASIDES):
        rest = clause[comma.end() :]
        if part := _verb(rest, initial=False):
            return part
        if thinks(rest) and not _FORMAL.match(rest):
            return "speaks"
    phrase = _PHRASE_AFTER.match(clause)
    return _verb(clause[phrase.end() :], initial=False) if phrase else None


def _verb(rest: str, initial: bool) -> Speech | None:
    """How a predicate speaks, given the text from its first word on."""
    low = rest[:1].lower() + rest[1:]
    if initial and _VERBLESS.match(low):
        return "speaks"
    if initial and says_briefly(low):
        return "speaks"
    if initial and _RATHER.match(low):
        return "speaks"
    if auxiliary := _AUXILIARY.match(low):
        return _with_auxiliary(auxiliary["aux"], auxiliary["main"], low, initial)
    if _FORMAL.match(low):
        part: Speech | None = "speaks" if initial and _PROPOSES_A_VIEW.match(low) else None
        return _with_later(part, low)
    if low.startswith("apologies"):
        return None
    if _NOT_SAID.match(low):
        return _with_later(None, low)
    part = speech_of(low) or ("speaks" if initial and may_speak(low) else None)
    return _with_later(part, low)


def _with_auxiliary(aux: str, main: str, low: str, initial: bool) -> Speech | None:
    if aux in {"was", "were", "is"}:
        if re.match(rf"(?:\w+ )?(?:{FEELINGS})\b", main):
            return _with_later("speaks", main)
        if _WAS_ASKED.match(main) and _AND_ANSWERED.search(main):
            return "answers"
    if aux in {"had", "has"} and speech_of(low):
        return "speaks"
    if aux == "would" and _WOULD_SAY.match(main):
        return "speaks"
    if aux in {"did", "does", "could", "can"} and infinitive_speaks(main, surely=not initial):
        return "speaks"
    return _with_later(None, main)


def _with_later(part: Speech | None, low: str) -> Speech | None:
    """A question later in the predicate ("congratulated the team and asked if") makes it one."""
    if part in {"asks", "answers"}:
        return part
    later = _later_verb(low)
    return later if later == "asks" or part is None else part


def _later_verb(low: str) -> Speech | None:
    """The verb of speech joined on to a predicate, before another subject comes."""
    clause = re.split(r";|\.\s", low[:_CLAUSE])[0]
    for match in _ANOTHER_VERB.finditer(clause):
        before, verb = clause[: match.start()], clause[match.start("verb") :]
        if _REPORTS.search(before) or _OTHER_SUBJECT.search(before):
            return None
        if not _DONE_BY.match(verb) and (part := speech_of(verb)):
            return part
    return None
