"""Saved searches are looked for in what has just been published: by the very code that answers
questions, with the rights of whoever is told.

Thousands of searches meet one meeting: names and words are read once for all, each question is
understood once, and only those whose words stand in the meeting are looked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from commands.model import Context
from commands.question import read_question
from commands.understand import Understood, known, understand
from storage.publications import fresh_paragraphs, unmatched
from storage.records import MEMBER, Viewer
from storage.saved_searches import SavedSearch, enter_hits, saved_searches
from storage.search import Filters, Form, Wanted, find, find_among, read_few

Rights = Callable[[SavedSearch], Viewer]


def match_new(context: Context, rights: Rights) -> int:
    """Look for every saved search in what was published since the last time; how many hits.

    `rights` tells with whose eyes a search looks.
    """
    found = 0
    for published in unmatched(context.book):
        hits = matches(context, published.id, saved_searches(context.book), rights)
        enter_hits(context.book, published.id, hits)
        found += len(hits)
    return found


def matches(
    context: Context, publication_id: int, searches: Sequence[SavedSearch], rights: Rights
) -> list[tuple[int, str]]:
    """(search, paragraph) for each new paragraph that a search finds."""
    hits: list[tuple[int, str]] = []
    seen_by: dict[bool, list[SavedSearch]] = {}
    for search in searches:
        if not search.paused and search.since < publication_id:
            seen_by.setdefault(rights(search).secretariat, []).append(search)
    for secretariat, some in seen_by.items():
        viewer = replace(MEMBER, secretariat=secretariat)
        fresh = fresh_paragraphs(context.book, viewer, publication_id)
        if fresh:
            looking = Looking(replace(context, viewer=viewer), list(fresh))
            found = {query: looking.found(query) for query in {one.query for one in some}}
            hits += [(one.id, fresh[key]) for one in some for key in found[one.query]]
    return hits


class Looking:
    """Looks for one question after the other in the same few paragraphs."""

    def __init__(self, context: Context, keys: Sequence[int]) -> None:
        """Read once what every question needs."""
        self._context = context
        self._known = known(context, many=True)
        self._few = read_few(context.book, context.viewer, sorted(keys))

    def found(self, query: str) -> list[int]:
        """The keys of the paragraphs that a question finds."""
        question = read_question(query, self._context.today)
        meant = understand(self._context, question, given=self._known)
        if meant.unknown or (not meant.wanted.terms and meant.wanted.filters == Filters()):
            return []
        return self._found(meant)

    def _found(self, meant: Understood) -> list[int]:
        """Found as asked; by the looser reading only where the book has nothing for the other."""
        book, viewer = self._context.book, self._context.viewer
        strict = self._among(meant.wanted)
        if strict or meant.loose is None or not self._likely(meant.loose):
            return strict
        if find(book, viewer, meant.wanted, 1).total:
            return []
        return self._among(meant.loose)

    def _among(self, wanted: Wanted) -> list[int]:
        if not self._likely(wanted):
            return []
        context, vocabulary = self._context, self._known.vocabulary
        return find_among(context.book, context.viewer, wanted, self._few, vocabulary)

    def _likely(self, wanted: Wanted) -> bool:
        """Whether the paragraphs have the words for it: all that are needed, and any other."""
        telling = [term for term in wanted.terms if not term.light]
        met = [any(map(self._has, term.forms)) for term in telling]
        needed = all(there for term, there in zip(telling, met, strict=True) if term.needed)
        return not telling or (any(met) and needed)

    def _has(self, form: Form) -> bool:
        return all(stem in self._few.stems for stem in form.stems)
