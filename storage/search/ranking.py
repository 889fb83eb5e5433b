"""How well a paragraph answers, as a sum of a few facts that can be told.

`WEIGHTS` is the one place where the facts are weighed; `docs/ranking.md` shows what each earns.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage.search.vocabulary import Vocabulary
from storage.search.wanted import Form, Term, Wanted

WEIGHTS = {
    "words": 1.0,  # the telling words in the text, by rarity, saturating (BM25)
    "title": 0.5,  # the same in the item's title
    "speakers": 0.4,  # the same among the names of those who speak
    "coverage": 1.0,  # the share of the question that is met, by rarity
    "phrase": 0.35,  # words that follow one another in the question and in the text
    "nearness": 0.35,  # how close together the words stand
    "support": 0.30,  # what the paragraphs just before and after say
    "decision": 1.2,  # a resolution, where the question asks what was decided
    "figure": 0.25,  # a figure near the words, where the question asks how many
    "asked": 0.3,  # somebody asks, where the question asks who did
    "procedural": -0.5,  # apologies, "that the report be noted", where nobody asks for them
    "recent": 0.6,  # towards the end of time that the question names: "latest", "first"
}
LIGHT = 0.2  # what a light word is worth beside a telling one
GENERAL = 0.35  # how much the lack of a general word says, beside that of a telling one
KNOWN = 0.6  # how much the lack of a word says that stands elsewhere in the minutes
NEARLY = 0.8  # the weight from which a form is as good as what was typed
_K1, _B = 1.2, 0.6  # BM25: how soon repetition stops to count, how much length does
_NEIGHBOURS = {1: 1.0, 2: 0.5}  # how much a neighbour at this distance supports
_NEAR_FIGURE = 8  # words between a figure and what it counts


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate: the stems of its fields, where it stands and of what kind it is."""

    key: int
    text: Sequence[str]
    title: Sequence[str]
    speakers: Sequence[str]
    item_id: int
    position: int
    kind: str
    date: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score, the facts that make it, and how far it meets the question:
    `coverage` is the share of it that is met, `support` what is met against what is missed."""

    place: Place
    score: float
    coverage: float
    support: float
    facts: tuple[tuple[str, float], ...]


class Scale:
    """The terms of a question with their rarity among the minutes that the viewer may see."""

    def __init__(self, terms: Sequence[Term], vocabulary: Vocabulary) -> None:
        """Weigh each term, and each of its forms, by how seldom the minutes have it."""
        self.terms = terms
        self.mean_length = vocabulary.mean_length
        self.rarity: list[float] = []
        self.worth: list[dict[Form, float]] = []
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
                {
                    form: form.weight * min(1.0, r / rarity) if rarity else form.weight
                    for form, r in zip(term.forms, rarities, strict=True)
                }
            )
            known = rarities[0] < _unknown(vocabulary) or len(term.forms) > 1
            lack = (GENERAL if term.general else 1.0) * (KNOWN if known else 1.0)
            self.missed.append(0.0 if term.light else rarity * lack)
        self.telling = sum(r for r, term in zip(self.rarity, terms, strict=True) if not term.light)


def _rarity(form: Form, vocabulary: Vocabulary) -> float:
    """Robertson's idf of the rarest word of a form."""
    count = min(vocabulary.count(word) for word in form.words)
    return math.log(1 + (vocabulary.paragraphs - count + 0.5) / (count + 0.5))


def _unknown(vocabulary: Vocabulary) -> float:
    return math.log(1 + (vocabulary.paragraphs + 0.5) / 0.5)


def rank(wanted: Wanted, scale: Scale, places: Sequence[Place]) -> list[Ranked]:
    """The candidates with their scores, unordered."""
    met = {place.key: _Met(place, scale) for place in places}
    own = {(p.item_id, p.position): met[p.key].words for p in places}
    dates = sorted({place.date for place in places})
    return [_ranked(wanted, scale, met[place.key], own, dates) for place in places]


class _Met:
    """What of the question one paragraph meets."""

    def __init__(self, place: Place, scale: Scale) -> None:
        self.place = place
        self.at = [list(_occurrences(worth, place.text)) for worth in scale.worth]
        length = _K1 * (1 - _B + _B * len(place.text) / scale.mean_length)
        self.words = self.title = self.speakers = self.share = against = 0.0
        for i, (rarity, worth, at) in enumerate(
            zip(scale.rarity, scale.worth, self.at, strict=True)
        ):
            often = sum(weight for _, weight in at)
            best = max((weight for _, weight in at), default=0.0)
            titled = _best(worth, place.title)
            spoken = _best(worth, place.speakers)
            self.words += rarity * often * (_K1 + 1) / (often + length)
            self.title += rarity * titled
            self.speakers += rarity * spoken
            if not scale.terms[i].light:
                met = max(best, titled, spoken)
                self.share += rarity * met
                against += scale.missed[i] * (1 - met)
        self.support = self.share / (self.share + against) if self.share else 0.0


def _occurrences(
    worth: Mapping[Form, float], stems: Sequence[str]
) -> Iterator[tuple[tuple[int, int], float]]:
    """Where the forms stand: ((first word, word after the last), worth), in order of forms."""
    for form, value in worth.items():
        wanted = form.stems
        for start, word in enumerate(stems):
            if word == wanted[0] and tuple(stems[start : start + len(wanted)]) == wanted:
                yield (start, start + len(wanted)), value


def _best(worth: Mapping[Form, float], stems: Sequence[str]) -> float:
    return max((value for _, value in _occurrences(worth, stems)), default=0.0)


def _ranked(
    wanted: Wanted,
    scale: Scale,
    met: _Met,
    own: Mapping[tuple[int, int], float],
    dates: Sequence[str],
) -> Ranked:
    place = met.place
    coverage = met.share / scale.telling if scale.telling else 1.0
    total = sum(scale.rarity) or 1.0
    decided = place.kind == "resolution"
    values = {
        "words": met.words,
        "title": met.title,
        "speakers": met.speakers,
        "coverage": total * coverage**2,
        "phrase": _phrase(scale, met.at),
        "nearness": _nearness(scale, met.at),
        "support": _support(place, own),
        "decision": total * (wanted.decision and decided),
        "figure": total * (wanted.figure and _figure(place, met.at)),
        "asked": total * (wanted.asked and place.asks),
        "procedural": total * (place.kind == "procedural" and not wanted.decision),
        "recent": total * _recent(wanted, place, dates),
    }
    facts = tuple(
        (name, round(WEIGHTS[name] * value, 3)) for name, value in values.items() if value
    )
    return Ranked(place, round(sum(value for _, value in facts), 6), coverage, met.support, facts)


def _phrase(scale: Scale, at: Sequence[Sequence[tuple[tuple[int, int], float]]]) -> float:
    """The rarity of each pair of neighbours in the question that are neighbours in the text."""
    value = 0.0
    for i in range(len(at) - 1):
        ends = {end for (_, end), _ in at[i]}
        if any(start - end in (0, 1) for (start, _), _ in at[i + 1] for end in ends):
            value += (scale.rarity[i] + scale.rarity[i + 1]) / 2
    return value


def _nearness(scale: Scale, at: Sequence[Sequence[tuple[tuple[int, int], float]]]) -> float:
    """The rarity met by the best stretch of text, less the wider it is."""
    marks = sorted((start, i) for i, found in enumerate(at) for (start, _), _ in found)
    if len({i for _, i in marks}) < 2:
        return 0.0
    best = 0.0
    for first, (start, _) in enumerate(marks[:60]):
        seen: set[int] = set()
        value = 0.0
        for place, i in marks[first : first + 12]:
            if i not in seen:
                seen.add(i)
                value += scale.rarity[i]
                if len(seen) > 1:
                    best = max(best, value * len(seen) / (place - start + len(seen)) ** 0.5 / 2)
    return min(best, scale.telling)


def _support(place: Place, own: Mapping[tuple[int, int], float]) -> float:
    return sum(
        worth * own.get((place.item_id, place.position + distance * way), 0.0)
        for distance, worth in _NEIGHBOURS.items()
        for way in (-1, 1)
    )


def _figure(place: Place, at: Sequence[Sequence[tuple[tuple[int, int], float]]]) -> bool:
    figures = [i for i, word in enumerate(place.text) if word[0].isdigit()]
    starts = [start for found in at for (start, _), _ in found]
    return any(abs(f - s) <= _NEAR_FIGURE for f in figures for s in starts if f != s)


def _recent(wanted: Wanted, place: Place, dates: Sequence[str]) -> float:
    if wanted.sort == "best" or len(dates) < 2 or not place.date:
        return 0.0
    share = dates.index(place.date) / (len(dates) - 1)
    return share if wanted.sort == "latest" else 1 - share
