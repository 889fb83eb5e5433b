"""What each term of a question weighs, by how seldom the minutes have it."""

import math
from collections.abc import Sequence
from operator import mul

from storage.search.vocabulary import Vocabulary
from storage.search.wanted import Form, Term

LIGHT = 0.2  # what a light word is worth beside a telling one
GENERAL = 0.35  # how much the lack of a general word says, beside that of a telling one
KNOWN = 0.6  # how much the lack of a word says that stands elsewhere in the minutes
NEARLY = 0.8  # the weight from which a form is as good as what was typed

# What each form of a term is worth where it stands: (its stems, worth).
Worth = list[tuple[tuple[str, ...], float]]


class Scale:
    """The terms of a question with their rarity among the minutes that the viewer may see."""

    def __init__(self, terms: Sequence[Term], vocabulary: Vocabulary) -> None:
        """Weigh each term, and each of its forms, by how seldom the minutes have it."""
        self.terms = terms
        self.mean_length = vocabulary.mean_length
        self.rarity: list[float] = []
        self.worth: list[Worth] = []
        self.missed: list[float] = []
        for term in terms:
            rarities = [_rarity(form, vocabulary) for form in term.forms]
            full = [
                rarity
                for form, rarity in zip(term.forms, rarities, strict=True)
                if form.weight >= NEARLY or rarities[0] == _unknown(vocabulary)
            ]
            rarity = min(rarities[0], *full) * (LIGHT if term.light else 1.0)
            self.rarity.append(rarity)
            self.worth.append(
                [
                    (form.stems, form.weight * min(1.0, r / rarity) if rarity else form.weight)
                    for form, r in zip(term.forms, rarities, strict=True)
                ]
            )
            known = rarities[0] < _unknown(vocabulary) or len(term.forms) > 1
            lack = (GENERAL if term.general else 1.0) * (KNOWN if known else 1.0)
            self.missed.append(0.0 if term.light else rarity * lack)
        # By the first stem of a form: (its term, its stems, its worth).
        self.begins: dict[str, list[tuple[int, tuple[str, ...], float]]] = {}
        for place, worth in enumerate(self.worth):
            for stems, value in worth:
                self.begins.setdefault(stems[0], []).append((place, stems, value))
        self._begins = [f" {begin} " for begin in self.begins]
        self._weight = [
            0.0 if term.light else r for r, term in zip(self.rarity, terms, strict=True)
        ]
        self.telling = sum(self._weight)
        self.total = sum(self.rarity)
        self._missed = sum(self.missed)

    def meets_any(self, fields: Sequence[str]) -> bool:
        """Whether the first word of any form stands in fields of stems: told without taking them
        apart, which most paragraphs then do not need."""
        told = f" {' '.join(fields)} "
        return any(begin in told for begin in self._begins)

    def coverage(self, got: Sequence[float]) -> float:
        """The share of the telling terms that is met, where `got` is how well each is."""
        return self._met(got) / self.telling if self.telling else 1.0

    def support(self, got: Sequence[float]) -> float:
        """What is met against what is missed."""
        met = self._met(got)
        against = self._missed - sum(map(mul, self.missed, got))
        return met / (met + against) if met else 0.0

    def _met(self, got: Sequence[float]) -> float:
        return float(sum(map(mul, self._weight, got)))


def _rarity(form: Form, vocabulary: Vocabulary) -> float:
    """Robertson's idf of the rarest word of a form."""
    count = min(vocabulary.count(word) for word in form.words)
    return math.log(1 + (vocabulary.paragraphs - count + 0.5) / (count + 0.5))


def _unknown(vocabulary: Vocabulary) -> float:
    return math.log(1 + (vocabulary.paragraphs + 0.5) / 0.5)
