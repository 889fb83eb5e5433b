"""How alike a typed name is to the names people go by: misspelt, half remembered, by ear.

Pure functions over strings; `storage.names` calls them with what the book holds.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import permutations

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from storage.plain import fold, plain_name
from storage.sounds import sounds

# Below this nobody is meant; within the margin of the best, others may be meant as well.
THRESHOLD = 74.0
MARGIN = 7.0
_PARTICLES = frozenset(
    "de la du da das dos di del della van der den von ten ter ap ab ferch bin ibn al el le mac nic ni ui o".split()
)
_CHAIRS = {"chairman": "chair", "chairwoman": "chair", "chairperson": "chair"}


def likeness(typed: str, forms: Sequence[str]) -> float:
    """How well a typed name fits someone who goes by `forms`, from 0 to 100.

    Titles, accents, case and points do not count. First names and initials may be missing but must
    not contradict each other.
    """
    return max((_fit(typed, form) for form in forms), default=0.0)


def best_people(typed: str, people: Mapping[int, Sequence[str]]) -> list[tuple[int, float]]:
    """Those whom a typed name may mean with how well it fits them, best first.

    Nobody where none is like it, one where one clearly fits best, all who fit about equally.
    """
    fits = [(key, round(likeness(typed, forms), 1)) for key, forms in people.items()]
    good = sorted((fit for fit in fits if fit[1] >= THRESHOLD), key=lambda fit: -fit[1])
    return [fit for fit in good if fit[1] >= good[0][1] - MARGIN]


@lru_cache(maxsize=65536)
def _fit(typed: str, form: str) -> float:
    if re.match(r"the\s", form, re.IGNORECASE):
        return _office_fit(typed, form)
    return _name_fit(tuple(_words(typed)), tuple(_words(form)))


def _words(name: str) -> list[str]:
    """The words of a plain name, particles joined on to what they belong to (`nidhomhnaill`)."""
    words: list[str] = []
    held = ""
    for word in plain_name(name).replace("'", "").split():
        if word in _PARTICLES:
            held += word
        else:
            words.append(held + word)
            held = ""
    return [*words, held] if held else words


def _office_fit(typed: str, form: str) -> float:
    """An office fits by its words ("deputy commissioner") or its initials ("CFO")."""
    said = [_CHAIRS.get(word, word) for word in plain_name(typed).split()]
    held = [_CHAIRS.get(word, word) for word in plain_name(form).split()]
    if said == held or "".join(said) == "".join(held):
        return 100.0
    short = [word for word in held if word not in {"and", "of", "for", "the", "to"}]
    if len(said) == 1 and len(short) > 1 and said[0] == "".join(word[0] for word in short):
        return 95.0
    pairs = [max(_alike(word, other) for other in held) for word in said]
    if not pairs or min(pairs) < 80:
        return 0.0
    missing = sum(len(word) for word in held) - sum(len(word) for word in said)
    return max(sum(pairs) / len(pairs) - 8 - max(missing, 0) * 0.5, 0.0)


def _name_fit(typed: tuple[str, ...], form: tuple[str, ...]) -> float:
    """The best way to see a surname and first names in what was typed, in any order."""
    if not typed or not form:
        return 0.0
    if "".join(typed) == "".join(form):
        return 100.0
    best = 0.0
    for order in {typed, *(permutations(typed) if len(typed) <= 3 else ())}:
        swapped = order != typed
        for cut in range(len(order)):
            for own in range(max(0, len(form) - 2), len(form)):
                fit = _cut_fit(order[:cut], "".join(order[cut:]), form[:own], "".join(form[own:]))
                best = max(best, fit - 3 * swapped)
    return best


def _cut_fit(given: tuple[str, ...], surname: str, own: tuple[str, ...], held: str) -> float:
    surnames = _alike(surname, held)
    if surnames < THRESHOLD:
        return 0.0
    if not given or not own:
        return surnames - (4 if given else 1)
    firsts = [_first_names(a, b) for a, b in zip(given, own, strict=False)]
    if min(firsts) < 60:
        return 0.0
    return 0.7 * surnames + 0.3 * sum(firsts) / len(firsts)


def _first_names(a: str, b: str) -> float:
    if a[0] == b[0] and (len(a) == 1 or len(b) == 1):
        return 95.0
    if len(a) == 1 or len(b) == 1:
        return 0.0
    short, long = sorted((a, b), key=len)
    return max(_alike(a, b), 85.0 if len(short) >= 3 and long.startswith(short) else 0.0)


@lru_cache(maxsize=65536)
def _alike(a: str, b: str) -> float:
    """How alike two words are, by letters or by ear."""
    if a == b:
        return 100.0
    if min(len(a), len(b)) < 3:
        return 0.0
    letters = DamerauLevenshtein.normalized_similarity(a, b) * 100
    by_ear = max(_heard_alike(x, y) for x in sounds(a) for y in sounds(b))
    return max(letters, by_ear)


def _heard_alike(a: str, b: str) -> float:
    """Sounds that are the same nearly are the same word; unlike sounds count less than letters."""
    if a == b:
        return 92.0
    alike = (
        DamerauLevenshtein.normalized_similarity(a, b) * 0.7 + JaroWinkler.similarity(a, b) * 0.3
    )
    return alike * 90 if min(len(a), len(b)) > 3 else 0.0


__all__ = ["MARGIN", "THRESHOLD", "best_people", "fold", "likeness"]
