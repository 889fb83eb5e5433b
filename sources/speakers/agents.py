"""Those who speak without being a subject: "asked by A", "a question from A", "explained by A"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from sources.language.sentences import MARK, NAMES, Sentence, Turn
from sources.language.verbs import VERB_CLASSES, Speech
from sources.rules.engine import Rule, Words, load

# A list of names, somebody whose something it is, a word, a sign.
_PIECE = re.compile(
    rf"(?P<names>{NAMES})|(?P<owner>{MARK})['’]s?(?!\w)|(?P<word>\w+(?:[’'-]\w+)*)|(?P<sign>[^\w\s])"
)
_SIGNS = {
    **dict.fromkeys(",;:", ""), "?": "QUESTION", "!": ",", "(": "OPEN", ")": "CLOSE",
    **dict.fromkeys("-–—", "DASH"),
}  # fmt: skip

_PARTS: Mapping[str, Speech] = {"asks": "asks", "answers": "answers", "speaks": "speaks"}


def rows() -> tuple[Rule, ...]:
    """The rows of speech.toml, in order."""
    return load("speech", VERB_CLASSES)


@cache
def _by_first_word() -> Mapping[str, Sequence[tuple[int, Rule]]]:
    """The rows, with their rank, by each word that they may begin with."""
    found: dict[str, list[tuple[int, Rule]]] = {}
    for rank, rule in enumerate(rows()):
        for word in rule.step.first or ():
            found.setdefault(word, []).append((rank, rule))
    return found


def words_of(sentence: Sentence) -> tuple[Words, list[tuple[int, tuple[int, int]]]]:
    """The words of a sentence as the rows know them, and each place where somebody is named, with
    where that stands in `marked`."""
    words, places = ["START"], list[tuple[int, tuple[int, int]]]()
    for match in _PIECE.finditer(sentence.marked):
        if match["names"] or match["owner"]:
            where = match.span("names" if match["names"] else "owner")
            groups = all(named.kind == "group" for named in sentence.named(*where))
            places.append((len(words), where))
            words.append("OWNED" if match["owner"] else "GROUP" if groups else "NAME")
        elif match["word"]:
            words.append(match["word"].lower())
        elif (sign := _SIGNS.get(match["sign"])) is not None and len(words) > 1:
            words.append(sign or match["sign"])
    while words[-1] == ",":
        words.pop()
    return [*words, "END"], places


def agents(sentence: Sentence) -> Iterator[Turn]:
    """Those who speak in a sentence otherwise than as the subject of a verb."""
    for rule, where in fitting(sentence):
        yield from sentence.turns(*where, _PARTS[rule.becomes])


def fitting(sentence: Sentence, every: bool = False) -> Iterator[tuple[Rule, tuple[int, int]]]:
    """The first row that names each who is named in a sentence, or `every` row that does, with
    where those stand in `marked`."""
    words, places = words_of(sentence)
    there = {*words, "WHO", "OWNER"}
    first = _by_first_word()
    begins = [
        (rank, rule, at)
        for at, word in enumerate(words)
        for rank, rule in first.get(word, ())
        if not any(there.isdisjoint(need) for need in rule.step.needs)
    ]
    begins.sort(key=lambda row: row[0])
    for at, where in places if begins else ():
        here = [*words]
        here[at] = "OWNER" if words[at] == "OWNED" else "WHO"
        rules = (rule for _, rule, start in begins if rule.step.ends(here, start))
        yield from ((rule, where) for rule in (rules if every else islice(rules, 1)))
