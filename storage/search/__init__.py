"""Finding paragraphs: candidates out of FTS5, ranked by facts, refused where too little is met."""

from storage.search.find import Found, Match, find, find_among, meets, stems_of
from storage.search.known import known_people
from storage.search.vocabulary import Vocabulary
from storage.search.wanted import Filters, Form, Heard, Sort, Term, Wanted

__all__ = [
    "Filters",
    "Form",
    "Found",
    "Heard",
    "Match",
    "Sort",
    "Term",
    "Vocabulary",
    "Wanted",
    "find",
    "find_among",
    "known_people",
    "meets",
    "stems_of",
]
