"""The rows of speech.toml held against a sentence, and what the verb after a subject says of it.

Turns of phrase ("drew attention to", "was of the view") are rows of speech.toml; a verb that speaks
whatever follows it is told by its class in lexicon.toml.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import dropwhile, islice
from typing import Literal

from sources.language.sentences import MARK, MARKS, NAMES, Sentence
from sources.language.tokenizer import Tokens, as_tokens
from sources.language.verbs import (
    PREDICATE_WORDS,
    VERB_CLASSES,
    Speech,
    infinitive_speaks,
    may_speak,
    speech_of,
    thinks,
)
from sources.rules.engine import Rule, load

# A list of names, somebody whose something it is, a word, a sign.
_PIECE = re.compile(
    rf"(?P<names>{NAMES})|(?P<owner>{MARK})['’]s?(?!\w)|(?P<word>\w+(?:[’'-]\w+)*)|(?P<sign>[^\w\s])"
)
_SIGNS = {
    **{sign: sign for sign in ",;:"}, "?": "QUESTION", "!": ",", "(": "OPEN", ")": "CLOSE",
    **dict.fromkeys("-–—", "DASH"),
}  # fmt: skip
PARTS: Mapping[str, Literal["asks", "answers", "speaks"] | None] = {
    "asks": "asks",
    "answers": "answers",
    "speaks": "speaks",
    "silent": None,
}
# How far on a verb still belongs to its subject, and past how many commas.
_CLAUSE = 300
_ASIDES = 2


def pieces(marked: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The words of a sentence as the rows know them, and where each stands."""
    for match in _PIECE.finditer(marked):
        if match["names"]:
            yield "NAME", match.span()
        elif match["owner"]:
            yield "OWNED", match.span("owner")
        elif match["word"]:
            yield match["word"].lower(), match.span()
        elif sign := _SIGNS.get(match["sign"]):
            yield sign, match.span()


@cache
def rows(of: str) -> tuple[Rule, ...]:
    """The rows of speech.toml about a "name", a "heading", a "predicate" and so on, in order."""
    return tuple(rule for rule in load("speech", VERB_CLASSES) if of in rule.of)


@cache
def _by_first_word(of: str) -> Mapping[str, Sequence[Rule]]:
    """The rows by each word that they may begin with; "" for those that any may begin."""
    by_word: dict[str, list[Rule]] = {"": []}
    for rule in rows(of):
        for word in rule.step.first or ("",):
            by_word.setdefault(word, []).append(rule)
    return by_word


# Where somebody is named: which word of the sentence that is, and where it stands in `marked`.
Place = tuple[int, tuple[int, int]]


def words_of(sentence: Sentence) -> tuple[list[str], list[Place]]:
    """The words of a sentence as the rows know them, and where somebody is named."""
    words, places = ["START"], list[Place]()
    for word, where in pieces(sentence.marked):
        if word in {"NAME", "OWNED"}:
            places.append((len(words), where))
            groups = all(named.kind == "group" for named in sentence.named(*where))
            words.append("GROUP" if groups and word == "NAME" else word)
        elif len(words) > 1 or word[0].isalnum():
            words.append(word)
    while words[-1] in {",", ":"}:
        words.pop()
    return [*words, "END"], places


def fitting(
    sentence: Sentence, of: str = "name", every: bool = False
) -> Iterator[tuple[Rule, tuple[int, int]]]:
    """The first row that names each who is named in a sentence, or `every` row that does, with
    where those stand in `marked`; `of` is "name" or "heading"."""
    words, places = words_of(sentence)
    if not places:
        return
    there = {*words, "WHO", "OWNER"}
    begins = [
        (rule, at)
        for rule in rows(of)
        if not any(there.isdisjoint(need) for need in rule.step.needs)
        for at, word in enumerate(words)
        if word in (rule.step.first or ())
    ]
    for at, where in places if begins else ():
        if of == "heading" and words[at] == "GROUP":
            continue
        here = [*words]
        here[at] = "OWNER" if words[at] == "OWNED" else "WHO"
        tokens = as_tokens(here)
        rules = (rule for rule, start in begins if rule.step.ends(tokens, start))
        yield from ((rule, where) for rule in (rules if every else islice(rules, 1)))


def row_behind(sentence: Sentence, place: int) -> tuple[Rule, tuple[int, int]] | None:
    """The row by which whoever is named at a place of `marked` speaks, and the words that it takes
    there; None where the verb alone tells."""
    named = next(
        ((rule, where) for rule, where in fitting(sentence) if where[0] <= place < where[1]), None
    )
    if named:
        return named[0], _extent(sentence, *named)
    plain = _AFTER_SUBJECT.match(sentence.marked, place + 1)
    start = plain.end() if plain else place + 1
    words = sentence.marked[start : start + _CLAUSE]
    words = words[:1].lower() + words[1:]
    for of in ("opening", "predicate", "brief"):
        if (rule := row_of(words, of)) and PARTS[rule.becomes]:
            count = next(iter(rule.step.ends(_tokens(words), 0)))
            ends = [where[1] for _, where in pieces(words)][:count]
            return rule, (place, start + (ends[-1] if ends else 0))
    return None


def _extent(sentence: Sentence, rule: Rule, where: tuple[int, int]) -> tuple[int, int]:
    """Where in `marked` the words stand that a row takes which names somebody at a place."""
    words, places = words_of(sentence)
    at = next(at for at, place in places if place == where)
    words[at] = "OWNER" if words[at] == "OWNED" else "WHO"
    tokens = as_tokens(words)
    fits = ((first, end) for first in range(len(words)) for end in rule.step(tokens, first))
    first, end = max(fits, key=lambda fit: fit[0])  # of gaps the shortest
    signs = dropwhile(lambda piece: not piece[0][0].isalnum(), pieces(sentence.marked))
    spans = [(0, 0), *(span for _, span in signs)]  # of START and of each word
    own = [span for span in spans[first:end] if span[1]]
    return own[0][0], own[-1][1]


def rows_of(words: str, of: str) -> Iterator[Rule]:
    """The rows that fit the predicate beginning with these words, in order."""
    verb = re.match(r"[\w’'-]+", words)
    by_first_word = _by_first_word(of)
    perhaps = [*by_first_word.get(verb.group().lower() if verb else "", ()), *by_first_word[""]]
    if perhaps and verb:
        tokens = _tokens(words[:_CLAUSE])
        yield from (rule for rule in perhaps if rule.step.ends(tokens, 0))


@lru_cache(maxsize=256)
def _tokens(words: str) -> Tokens:
    """The words of a predicate, of which several things are asked at once."""
    return as_tokens([*(word for word, _ in pieces(words)), "END"])


def row_of(words: str, of: str) -> Rule | None:
    """The first row that fits the predicate beginning with these words."""
    return next(rows_of(words, of), None)


ADVERB = (
    r"(?:also|then|again|further|thereafter|therefore|thus|next|too|both|each|all|still|once more|"
    r"in (?:turn|response|reply|answer|addition|particular|conclusion|summary|closing|return)|"
    r"first|later|now|just|once|for (?:his|her|their) part|at this point|himself|herself|\w+ly|"
    rf"on behalf of (?:the )?(?:{MARK}|[^,;.]{{1,60}}?)(?=,| (?:{PREDICATE_WORDS})\b)|"
    r"as (?:chair|chairman|ward member|local member|a \w+))"
)
_AFTER_SUBJECT = re.compile(
    # The body of an office may stand behind it: "the Chief Executive OPCC advised".
    r"(?: [A-Z]{3,6}(?= [a-z]))?(?:\s?\([^()]{1,120}\))*,?\s*(?:[-–—:]\s)?"
    rf"(?:(?:{ADVERB})(?!\w),?\s*)*",
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
_ANOTHER_VERB = re.compile(
    r"(?:\b(?:and|but|then|before)|,)\s+"
    r"(?:(?:and|but|then|before|also|further|in turn|\w+ly)\s+)*(?P<verb>[a-z]+)\b"
)
_REPORTS = re.compile(r"\b(?:that|which|who|whether|if|how|why)\b")
_OTHER_SUBJECT = re.compile(rf"(?:and|but|,) {MARK} \w+")
_DONE_BY = re.compile(rf"[\w ]+ by {MARK}")


def predicate(marked: str, end: int, initial: bool) -> Speech | None:
    """How the verb after a subject that ends at `end` speaks; None where it does not.

    Where the subject opens its sentence (`initial`) the open class of verbs counts as speech.
    """
    plain = _AFTER_SUBJECT.match(marked, end)
    part = _verb(marked[plain.end() if plain else end :], initial)
    return part or _verb_after_aside(marked[end : end + _CLAUSE])


def says_briefly(words: str) -> bool:
    """Whether a predicate only agrees or disagrees: "Cllr Lee could see no harm, Mo did not."."""
    return row_of(words.lstrip(), "brief") is not None


def surely_speaks(words: str) -> Speech | None:
    """How a predicate speaks that begins with a verb or turn of phrase of speech."""
    verb = re.match(r"[a-z-]+", words)
    rule = row_of(words, "predicate")
    if verb is None or (rule and rule.becomes == "silent"):
        return None
    return speech_of(verb.group()) or (PARTS[rule.becomes] if rule else None)


def _verb_after_aside(after: str) -> Speech | None:
    """The verb after ", who had once been a visitor," and the like: only a sure one counts."""
    if not _ASIDE_BEGINS.match(after):
        return None
    clause = re.split(r";|\.\s", after)[0]
    for comma in islice(_ASIDE_ENDS.finditer(clause), _ASIDES):
        rest = clause[comma.end() :]
        if part := _verb(rest, initial=False):
            return part
        if thinks(rest) and row_of(rest, "predicate") is None:
            return "speaks"
    phrase = _PHRASE_AFTER.match(clause)
    return _verb(clause[phrase.end() :], initial=False) if phrase else None


def _verb(rest: str, initial: bool) -> Speech | None:
    """How a predicate speaks, given the text from its first word on."""
    low = rest[:1].lower() + rest[1:]
    if row_of(low, "never"):
        return None
    if initial and row_of(low, "opening"):
        return _with_later("speaks", low)
    part = surely_speaks(low)
    if part is None and (auxiliary := _AUXILIARY.match(low)):
        main = auxiliary["main"]
        if auxiliary["aux"] in {"did", "does", "could", "can"} and infinitive_speaks(
            main, surely=not initial
        ):
            return "speaks"
        return _with_later(None, main)
    if part is None and initial and row_of(low, "predicate") is None and may_speak(low):
        part = "speaks"
    return _with_later(part, low)


def _with_later(part: Speech | None, low: str) -> Speech | None:
    """A question later in the predicate ("congratulated the team and asked if") makes it one."""
    if part in {"asks", "answers"}:
        return part
    later = _later_verb(low)
    return later if later == "asks" or part is None else part


def _later_verb(low: str) -> Speech | None:
    """The verb of speech joined on to a predicate, before another subject comes."""
    clause = re.split(r";|\.\s", low[:_CLAUSE])[0]
    for match in _ANOTHER_VERB.finditer(clause, 1):
        before, verb = clause[: match.start()], clause[match.start("verb") :]
        if _REPORTS.search(before) or _OTHER_SUBJECT.search(before):
            return None
        if not _DONE_BY.match(verb) and (part := surely_speaks(verb)):
            return part
    return None
