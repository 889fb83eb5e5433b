"""Language as rows: patterns of words that stand in TOML files, and the engine that fits them."""

from functools import lru_cache

from sources.language.tokenizer import Tokens, tokenize
from sources.rules.engine import LONGEST, load


def says(family: str, kind: str, words: str) -> bool:
    """Whether a row of a family and kind fits a sentence."""
    return place_of(family, kind, words) is not None


@lru_cache(maxsize=256)
def place_of(family: str, kind: str, words: str) -> int | None:
    """Return where in a sentence that begins which its rows call `task`, 0 where they call nothing
    so; None where no row of the kind fits."""
    tokens = _tokens(words)
    fits = (fit for rule in load(family) if rule.kind == kind for fit in rule.find(tokens))
    places = (tokens.places[fit.captures["task"][0]][0] if fit.captures else 0 for fit in fits)
    return min(places, default=None)


@lru_cache(maxsize=16)
def _tokens(words: str) -> Tokens:
    """The words of a sentence, of which each kind of rows asks in turn."""
    return tokenize(words, 0, min(len(words), LONGEST))
