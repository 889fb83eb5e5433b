"""What to ask instead, where a question found nothing."""

from dataclasses import replace
from itertools import combinations

from commands.model import Context
from commands.understand import Understood
from storage.search import Term, meets

_MOST_TERMS = 5  # terms of which parts are tried
_MOST = 3  # suggestions


def suggestions(context: Context, meant: Understood) -> tuple[str, ...]:
    """The largest parts of the question that would find something, as questions.

    None where a name is unknown: what others said is no answer to it.
    """
    if meant.unknown:
        return ()
    terms = [term for term in meant.wanted.terms if not term.light][:_MOST_TERMS]
    for size in range(len(terms) - 1, 0, -1):
        found = [
            " ".join(term.typed for term in part)
            for part in combinations(terms, size)
            if _finds(context, meant, part)
        ]
        if found:
            return tuple(found[:_MOST])
    return ()


def _finds(context: Context, meant: Understood, part: tuple[Term, ...]) -> bool:
    """Whether paragraphs hold all of this part, whoever says it and whenever."""
    needed = tuple(replace(term, needed=True) for term in part)
    wanted = replace(meant.wanted, terms=needed, filters=replace(meant.wanted.filters, heard=()))
    return meets(context.book, context.viewer, wanted)
