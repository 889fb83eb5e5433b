"""Those who speak without being a subject: "asked by A", "a question from A", "explained by A"."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from sources.language.sentences import Sentence, Turn
from sources.rules.engine import Rule, Words
from sources.speakers.predicates import PARTS, pieces, rows

# Where somebody is named: which word of the sentence that is, and where it stands in `marked`.
Place = tuple[int, tuple[int, int]]


@cache
def _by_first_word() -> Mapping[str, Sequence[tuple[int, Rule]]]:
    """The rows about names, with their rank, by each word that they may begin with."""
    by_word: dict[str, list[tuple[int, Rule]]] = {}
    for rank, rule in enumerate(rows("name")):
        for word in rule.step.first or ():
            by_word.setdefault(word, []).append((rank, rule))
    return by_word


def words_of(sentence: Sentence) -> tuple[Words, list[Place]]:
    """The words of a sentence as the rows know them, and where somebody is named."""
    words, places = ["START"], list[Place]()
    for word, where in pieces(sentence.marked):
        if word in {"NAME", "OWNED"}:
            places.append((len(words), where))
            groups = all(named.kind == "group" for named in sentence.named(*where))
            words.append("GROUP" if groups and word == "NAME" else word)
        elif len(words) > 1 or word[0].isalnum():
            words.append(word)
    while words[-1] == ",":
        words.pop()
    return [*words, "END"], places


def agents(sentence: Sentence) -> Iterator[Turn]:
    """Those who speak in a sentence otherwise than as the subject of a verb."""
    for rule, where in fitting(sentence):
        yield from sentence.turns(*where, PARTS[rule.becomes])


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
