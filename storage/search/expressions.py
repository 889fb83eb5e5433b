"""What FTS5 is asked, and in which parts of the index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from storage.index import SIDES, Side
from storage.records import Viewer
from storage.search.wanted import Term


@dataclass(frozen=True, slots=True)
class Asked:
    """What FTS5 is asked. `narrower` are expressions that the paragraphs meet which are worth most,
    best first; `every` is whether each of the terms must be met."""

    expression: str
    narrower: tuple[str, ...]
    every: bool


def ask_all(terms: Sequence[Term]) -> Asked:
    """Ask for paragraphs that meet all of these terms, first those under a title with one."""
    expression = all_of(terms)
    return Asked(expression, (f"({expression}) AND title : ({any_of(terms)})", expression), True)


def ask_any(weighed: Sequence[tuple[float, Term]]) -> Asked:
    """Ask for paragraphs that one of these terms meets, each given with its rarity.

    They are worth what BM25 gives for what they meet: any one or two of the terms, the more the
    rarer those are; half as much again for a term that stands in the title too.
    """
    clauses = [(rarity, f"({_term(term)})") for rarity, term in weighed]
    worth = [
        *clauses,
        *((rarity * 1.5, f"(text : {clause} AND title : {clause})") for rarity, clause in clauses),
        *((a + b, f"({one} AND {other})") for (a, one), (b, other) in combinations(clauses, 2)),
    ]
    worth.sort(key=lambda pair: -pair[0])
    expression = any_of(term for _, term in weighed)
    return Asked(expression, tuple(clause for _, clause in worth), False)


def sides(viewer: Viewer) -> tuple[Side, ...]:
    """The parts of the index that this viewer may search."""
    return SIDES if viewer.secretariat else ("published",)


def any_of(terms: Iterable[Term]) -> str:
    """An FTS5 expression that one of these terms meets."""
    return " OR ".join(f"({_term(term)})" for term in terms)


def all_of(terms: Iterable[Term]) -> str:
    """An FTS5 expression that all of these terms together meet."""
    return " AND ".join(f"({_term(term)})" for term in terms)


def _term(term: Term) -> str:
    return " OR ".join(phrase(form.stems) for form in term.forms)


def phrase(stems: Sequence[str]) -> str:
    """Stems in this order as an FTS5 string. They are letters, digits and points: no quotes."""
    return '"' + " ".join(stems) + '"'
