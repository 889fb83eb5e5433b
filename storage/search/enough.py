"""Which of the paragraphs found answer, and whether any does."""

from collections.abc import Sequence

from storage.search.ranking import Ranked
from storage.search.scale import Scale

SHORT = 3  # questions of so many telling words are met whole where any paragraph does so
NEEDED_SHORT = 0.5  # the share of a short question, by rarity, without which nothing answers
NEEDED_LONG = 0.42  # the same of a longer one
NEEDED_SPOKEN = 0.2  # the same in a spoken turn, which says little in the words of a question
BESIDE_BEST = 0.5  # how much of what the best one meets another must meet
CLOSE = 0.32  # the least likeness by a model of what is found by meaning alone
NEARLY = 0.12  # how much less alike than the likest it may be
ALIKE_SHORT = 0.54  # likeness, words helping, with which a short question is answered without them
ALIKE_LONG = 0.34  # the same of a longer one, which says better what it means
WORDS_HELP = 0.25  # how much likeness the words make up for


def that_answer(ranked: Sequence[Ranked], whole: bool, scale: Scale) -> list[Ranked]:
    """Those that meet enough of the question, both in itself and beside the best of them."""
    if whole or not ranked:
        return list(ranked)
    if not _answered(ranked, scale):
        return []
    best = max(r.coverage for r in ranked)
    close = max(CLOSE, max(r.alike for r in ranked) - NEARLY)
    return [
        r for r in ranked if (r.coverage and r.coverage >= best * BESIDE_BEST) or r.alike >= close
    ]


def _answered(ranked: Sequence[Ranked], scale: Scale) -> bool:
    """Whether any of these supports the question enough, by its words or by its meaning."""
    short = sum(not term.light for term in scale.terms) <= SHORT
    needed = NEEDED_SHORT if short else NEEDED_LONG
    if any(r.support >= (NEEDED_SPOKEN if r.place.spoken else needed) for r in ranked):
        return True
    alike = max(r.alike + WORDS_HELP * r.support for r in ranked)
    typed = sum(len(term.forms[0].words) for term in scale.terms if not term.light)
    return alike >= (ALIKE_SHORT if typed <= SHORT else ALIKE_LONG)
