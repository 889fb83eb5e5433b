"""Finding paragraphs: candidates out of FTS5, ranked by facts, refused where too little is met."""

from storage.search.few import Few, find_among, read_few
from storage.search.find import Found, Match, find, meets
from storage.search.known import known_people
from storage.search.vocabulary import LearntVocabulary, Vocabulary
from storage.search.wanted import Filters, Form, Heard, Sort, Term, Wanted

__all__ = [
    "Few",
    "Filters",
    "Form",
    "Found",
    "Heard",
    "LearntVocabulary",
    "Match",
    "Sort",
    "Term",
    "Vocabulary",
    "Wanted",
    "find",
    "find_among",
    "known_people",
    "meets",
    "read_few",
]
