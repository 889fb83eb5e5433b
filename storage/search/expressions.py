"""What FTS5 is asked, and in which parts of the index."""

from collections.abc import Iterable, Sequence

from storage.index import SIDES, Side
from storage.records import Viewer
from storage.search.wanted import Term


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
