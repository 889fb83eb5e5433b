"""Differences as leaves."""

from collections.abc import Sequence

from bot.views.kit import Part, text_object
from commands.ingest.diff import Run


def run_leaf(run: Run) -> Part:
    """A run of words: what went is struck out, what came is bold."""
    leaf = text_object(run.text)
    if run.kind == "equal":
        return leaf
    return {**leaf, "style": {"strike" if run.kind == "removed" else "bold": True}}


def shortened(runs: Sequence[Run], around: int = 90) -> list[Run]:
    """Runs with what is equal cut to the words around the differences."""
    short: list[Run] = []
    for place, run in enumerate(runs):
        if run.kind != "equal" or len(run.text) <= 2 * around:
            short.append(run)
            continue
        head = "" if place == 0 else run.text[:around]
        tail = "" if place == len(runs) - 1 else run.text[-around:]
        short.append(Run("equal", f"{head} … {tail}"))
    return short
