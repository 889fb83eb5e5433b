"""How well a paragraph answers, as a sum of a few facts that can be told.

`WEIGHTS` is the one place where the facts are weighed; `docs/ranking.md` shows what each earns.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from operator import mul

from storage.search.fts_query import Form, Query, Term
from storage.search.vocabulary import Vocabulary

# ---- what each term of a question weighs, by how seldom the minutes have it -------------------


LIGHT = 0.2  # what a light word is worth beside a telling one
GENERAL = 0.35  # how much the lack of a general word says, beside that of a telling one
KNOWN = 0.6  # how much the lack of a word says that stands elsewhere in the minutes
NEARLY = 0.8  # the weight from which a form is as good as what was typed

# What each form of a term is worth where it stands: (its stems, worth).
Worth = list[tuple[tuple[str, ...], float]]


class TermWeights:
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
        """Return whether the first word of any form stands in fields of stems: told without taking
        them apart, which most paragraphs then do not need."""
        text = f" {' '.join(fields)} "
        return any(begin in text for begin in self._begins)

    def coverage(self, got: Sequence[float]) -> float:
        """Return the share of the telling terms that is met, where `got` is how well each is."""
        return self._met(got) / self.telling if self.telling else 1.0

    def support(self, got: Sequence[float]) -> float:
        """Return what is met against what is missed."""
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


WEIGHTS = {
    "words": 1.0,  # the telling words in the text, by rarity, saturating (BM25)
    "title": 0.5,  # the same in the item's title
    "speakers": 0.4,  # the same among the names of those who speak
    "coverage": 1.5,  # the share of the question that is met, by rarity
    "phrase": 0.7,  # words that follow one another in the question and in the text
    "nearness": 0.35,  # how close together the words stand
    "support": 0.3,  # what the paragraphs just before and after say
    "item": 0.8,  # what the rest of its item says, for a resolution where decisions are asked for
    "decision": 1.2,  # a resolution, where the question asks what was decided
    "figure": 0.25,  # a figure near the words, where the question asks how many
    "asked": 0.9,  # somebody asks, where the question asks who did
    "procedural": -0.5,  # apologies, "that the report be noted", where nobody asks for them
    "recent": 0.6,  # towards the end of time that the question names: "latest", "first"
    "meaning": 3.0,  # likeness to the question by a model, the less the words say it already
}
_K1, _B = 1.2, 0.6  # BM25: how soon repetition stops to count, how much length does
_TURNS = 2.0  # how much more turns of a talk support each other than paragraphs of minutes
_NEIGHBOURS = {1: 1.0, 2: 0.5}  # how much a neighbour at this distance supports
CONTEXT = 0.5  # what it is worth that a neighbour meets a term, when it is asked whether any does
_ONLY_NOTES = 16  # words: a resolution that notes and is longer does something besides
_MARKS, _STRETCH = 60, 12  # matches that are looked at for nearness, and from each of them on
_NEAR_FIGURE = 8  # words between a figure and what it counts
_UNLIKE = 0.2  # likeness by a model that says nothing


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate: the stems of its fields, where it stands and of what kind it is; `spoken` is
    a turn of a transcript, whose speaker the source gives."""

    key: int
    text: Sequence[str]
    title: Sequence[str]
    speakers: Sequence[str]
    item_id: int
    position: int
    kind: str
    date: str
    asks: bool
    spoken: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score, the facts that make it, and how far it meets the question:
    `coverage` is the share of it that is met, `support` what is met against what is missed, both
    by the paragraph and, for less, by its neighbours; `itself` is whether the paragraph meets any
    of it; `alike` is its likeness by a model."""

    place: Place
    score: float
    coverage: float
    support: float
    facts: tuple[tuple[str, float], ...]
    itself: bool
    alike: float = 0.0


def rank(
    wanted: Query, scale: TermWeights, places: Sequence[Place], around: Sequence[Place] = ()
) -> list[Ranked]:
    """Return the candidates with their scores, unordered. `around` are neighbours that are none."""
    met = [_Met(place, scale) for place in places]
    if wanted.decision:
        _share_items(met, scale)
    there = {
        (hit.place.item_id, hit.place.position): hit
        for hit in [*met, *(_Met(place, scale) for place in around)]
    }
    dates = sorted({place.date for place in places})
    return [_ranked(wanted, scale, hit, _neighbours(hit.place, there), dates) for hit in met]


def support(ranked: Sequence[Ranked]) -> float:
    """Return how much of the question the words of the best of these support, 1 for all of it."""
    return max((min(r.support, 1.0) for r in ranked), default=0.0)


def with_meaning(
    ranked: Sequence[Ranked], scale: TermWeights, alike: Mapping[int, float]
) -> list[Ranked]:
    """Return the same with one fact more: how alike each is to the question by a model (by key)."""
    weight = WEIGHTS["meaning"] * scale.total * (1 - support(ranked)) ** 2
    reweighed = []
    for r in ranked:
        likeness = alike.get(r.place.key, 0.0)
        value = weight * max(0.0, likeness - _UNLIKE)
        facts = (*r.facts, ("meaning", value)) if value else r.facts
        reweighed.append(replace(r, score=round(r.score + value, 6), facts=facts, alike=likeness))
    return reweighed


def _neighbours(
    place: Place, there: Mapping[tuple[int, int], "_Met"]
) -> list[tuple["_Met", float]]:
    """The paragraphs just before and after in the item, each with how much it supports."""
    return [
        (there[item, position], worth)
        for distance, worth in _NEIGHBOURS.items()
        for item, position in (
            (place.item_id, place.position - distance),
            (place.item_id, place.position + distance),
        )
        if (item, position) in there
    ]


class _Met:
    """What of the question one paragraph meets: `got` is how well it meets each term."""

    def __init__(self, place: Place, scale: TermWeights) -> None:
        self.place = place
        self.at = matches(place.text, scale)
        length = _K1 * (1 - _B + _B * len(place.text) / scale.mean_length)
        titled, spoken = _best(place.title, scale), _best(place.speakers, scale)
        self.words = self.title = self.speakers = self.item = 0.0
        self.got: list[float] = [max(pair) for pair in zip(titled, spoken, strict=True)]
        if any(self.got):
            self.title = sum(map(mul, scale.rarity, titled))
            self.speakers = sum(map(mul, scale.rarity, spoken))
        for term, marks in enumerate(self.at):
            if marks:
                often = sum(value for _, value in marks)
                self.words += scale.rarity[term] * often * (_K1 + 1) / (often + length)
                self.got[term] = max(self.got[term], *(value for _, value in marks))


# ((first word, word after the last), worth) of each match of a term.
At = list[tuple[tuple[int, int], float]]


def matches(stems: Sequence[str], scale: TermWeights) -> list[At]:
    """Return, by term, where in a field one of its forms stands, and what that is worth."""
    marks: list[At] = [[] for _ in scale.terms]
    begins = scale.begins
    for start in compress(range(len(stems)), map(begins.__contains__, stems)):
        for term, form, value in begins[stems[start]]:
            end = start + len(form)
            if len(form) == 1 or tuple(stems[start:end]) == form:
                marks[term].append(((start, end), value))
    return marks


def _best(stems: Sequence[str], scale: TermWeights) -> list[float]:
    """By term: what its best match in a field is worth."""
    if scale.begins.keys().isdisjoint(stems):
        return [0.0] * len(scale.terms)
    return [max((value for _, value in at), default=0.0) for at in matches(stems, scale)]


def _share_items(met: Sequence[_Met], scale: TermWeights) -> None:
    """Let each resolution that meets something meet what the rest of its item does, for less:
    "RESOLVED that the request be deferred" does not say again what was requested."""
    best: dict[int, list[float]] = {}
    for hit in met:
        known = best.setdefault(hit.place.item_id, [0.0] * len(hit.got))
        best[hit.place.item_id] = [max(pair) for pair in zip(known, hit.got, strict=True)]
    for hit in met:
        if hit.place.kind == "resolution" and any(hit.got):
            shared = [WEIGHTS["item"] * value for value in best[hit.place.item_id]]
            gained = [max(0.0, s - got) for s, got in zip(shared, hit.got, strict=True)]
            hit.item = sum(g * r for g, r in zip(gained, scale.rarity, strict=True))
            hit.got = [got + gain for got, gain in zip(hit.got, gained, strict=True)]


def _ranked(
    wanted: Query,
    scale: TermWeights,
    met: _Met,
    neighbours: Sequence[tuple[_Met, float]],
    dates: Sequence[str],
) -> Ranked:
    place = met.place
    around = met.got
    for other, worth in neighbours:
        if any(other.got):
            discount = CONTEXT * worth
            around = [max(g, discount * h) for g, h in zip(around, other.got, strict=True)]
    own = scale.coverage(met.got)
    context = own if around is met.got else scale.coverage(around)
    # Whoever is to be heard answers what somebody else has said.
    coverage = context if wanted.filters.heard else own
    total = scale.total or 1.0
    decided = place.kind == "resolution"
    several = len(met.at) - met.at.count([]) > 1
    values = {
        "words": met.words,
        "title": met.title,
        "speakers": met.speakers,
        "coverage": total * coverage**2,
        "phrase": _phrase(scale, met.at) if several else 0.0,
        "nearness": _nearness(scale, met.at) if several else 0.0,
        "support": (_TURNS if place.spoken else 1.0)
        * sum(worth * other.words for other, worth in neighbours),
        "item": met.item,
        "decision": total * (wanted.decision and decided),
        "figure": total * (wanted.figure and _figure(place, met.at)),
        "asked": total * (wanted.asked and place.asks),
        "procedural": total * (not wanted.decision and _procedural(place)),
        "recent": total * _recent(wanted, place, dates),
    }
    facts = tuple((name, WEIGHTS[name] * value) for name, value in values.items() if value)
    score = round(sum(value for _, value in facts), 6)
    return Ranked(place, score, context, scale.support(around), facts, own > 0)


def _phrase(scale: TermWeights, at: Sequence[At]) -> float:
    """The rarity of each pair of neighbours in the question that are neighbours in the text."""
    total = 0.0
    for i in range(len(at) - 1):
        ends = {end: value for (_, end), value in at[i]}
        joined = [
            value * ends[start - gap]
            for (start, _), value in at[i + 1]
            for gap in (0, 1)
            if start - gap in ends
        ]
        total += max(joined, default=0.0) * (scale.rarity[i] + scale.rarity[i + 1]) / 2
    return total


def _nearness(scale: TermWeights, at: Sequence[At]) -> float:
    """The rarity met by the best stretch of text, less the wider it is."""
    marks = sorted(
        (start, i, value) for i, of_term in enumerate(at) for (start, _), value in of_term
    )
    best = 0.0
    for first, (start, _, _) in enumerate(marks[:_MARKS]):
        seen: dict[int, float] = {}
        for place, i, value in marks[first : first + _STRETCH]:
            if i not in seen:
                seen[i] = value * scale.rarity[i]
                width = place - start + len(seen)
                if len(seen) > 1:
                    best = max(best, sum(seen.values()) * len(seen) / width**0.5 / 2)
    return min(best, scale.telling)


def _figure(place: Place, at: Sequence[At]) -> bool:
    figures = [i for i, word in enumerate(place.text) if word[0].isdigit()]
    starts = [start for of_term in at for (start, _), _ in of_term]
    return any(abs(f - s) <= _NEAR_FIGURE for f in figures for s in starts if f != s)


def _procedural(place: Place) -> bool:
    """Apologies and the like, and a resolution that does no more than note."""
    return place.kind == "procedural" or (
        place.kind == "resolution" and "note" in place.text and len(place.text) < _ONLY_NOTES
    )


def _recent(wanted: Query, place: Place, dates: Sequence[str]) -> float:
    if wanted.sort == "best" or len(dates) < 2 or not place.date:
        return 0.0
    share = dates.index(place.date) / (len(dates) - 1)
    return share if wanted.sort == "latest" else 1 - share


# ---- which of the paragraphs found answer, and whether any does -------------------------------


SHORT = 3  # questions of so many telling words are met whole where any paragraph does so
NEEDED_SHORT = 0.5  # the share of a short question, by rarity, without which nothing answers
NEEDED_LONG = 0.42  # the same of a longer one
NEEDED_SPOKEN = 0.2  # the same in a spoken turn, which says little in the words of a question
BESIDE_BEST = 0.5  # how much of what the best one meets another must meet
CLOSE = 0.32  # the least likeness by a model of what is found by meaning alone
NEAR_BEST = 0.12  # how much less alike than the likest it may be
ALIKE_SHORT = 0.54  # likeness, words helping, with which a short question is answered without them
ALIKE_LONG = 0.34  # the same of a longer one, which says better what it means
WORDS_HELP = 0.25  # how much likeness the words make up for


def that_answer(ranked: Sequence[Ranked], whole: bool, scale: TermWeights) -> list[Ranked]:
    """Return those that meet enough of the question, both in itself and beside the best of them."""
    if whole or not ranked:
        return list(ranked)
    if not _answered(ranked, scale):
        return []
    best = max(r.coverage for r in ranked)
    close = max(CLOSE, max(r.alike for r in ranked) - NEAR_BEST)
    return [
        r for r in ranked if (r.coverage and r.coverage >= best * BESIDE_BEST) or r.alike >= close
    ]


def _answered(ranked: Sequence[Ranked], scale: TermWeights) -> bool:
    """Whether any of these supports the question enough, by its words or by its meaning."""
    short = sum(not term.light for term in scale.terms) <= SHORT
    needed = NEEDED_SHORT if short else NEEDED_LONG
    if any(r.support >= (NEEDED_SPOKEN if r.place.spoken else needed) for r in ranked):
        return True
    alike = max(r.alike + WORDS_HELP * r.support for r in ranked)
    typed = sum(len(term.forms[0].words) for term in scale.terms if not term.light)
    return alike >= (ALIKE_SHORT if typed <= SHORT else ALIKE_LONG)
