"""Whom a question means by a name or an office."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from storage.database import Book
from storage.model import Person, Viewer
from storage.name_matching import best_people
from storage.search import known_people
from storage.tokens import plain_words

SURE = 99.5  # a match that is the name itself
ALIKE = 60.0  # percent: a word that may be a misspelt name shares at least so many letters with it
TITLES = frozenset(
    "cllr councillor mr mrs ms miss mx dr sir dame lord lady prof professor rev revd reverend"
    " alderman canon fr father".split()
)
_LONGEST_NAME = 4  # words

Matches = Sequence[tuple[Person, float]]


class Names:
    """The people of the minutes that this viewer may see, looked up by name.

    They are read when first asked for: most questions name nobody.
    """

    def __init__(self, book: Book, viewer: Viewer) -> None:
        """Look into this book, as this viewer."""
        self._book = book
        self._viewer = viewer

    @cached_property
    def _people(self) -> dict[int, Person]:
        known = known_people(self._book.read(), self._viewer)
        return {person.id: person for person in known}

    @cached_property
    def _by_word(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for person in self._people.values():
            for word in plain_words(" ".join((person.name, *person.aliases))):
                found.setdefault(word, set()).add(person.id)
        return found

    def like(self, name: str) -> Matches:
        """Whom a name may mean, misspelt or not, best first with the likeness (0 to 100)."""
        return self.sharing(name) or self._best(name, self._people)

    def sharing(self, name: str) -> Matches:
        """The same of those only who have a word of the name as it is spelt."""
        words = [word for word in plain_words(name) if word not in TITLES]
        return self._best(name, {key for word in words for key in self._by_word.get(word, ())})

    def misspelt(self, word: str) -> Matches:
        """Those with a name like this word by its letters, where it may be no name at all."""
        near = {
            key
            for known, keys in self._by_word.items()
            if fuzz.ratio(word, known, score_cutoff=ALIKE)
            for key in keys
        }
        return [match for match in self._best(word, near) if not match[0].office]

    def _best(self, name: str, keys: Iterable[int]) -> Matches:
        chosen = (self._people[key] for key in keys)
        forms = {person.id: tuple(_forms(person)) for person in chosen}
        return [(self._people[key], match) for key, match in best_people(name, forms)]


def _forms(person: Person) -> Iterator[str]:
    """What a person goes by. Transcripts put a name and an office into one: "Hon. Ann Lee
    (Minister of Health)", "The Chair (Mr. Ann)"; either part names the person."""
    for form in (person.name, *person.aliases):
        yield form
        outside, bracket, inside = form.rstrip(") ").partition(" (")
        if bracket:
            yield outside
            yield inside if outside.startswith("The ") else f"The {inside}"


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """The people whom a name fits, and how many words after the first it took."""

    people: tuple[Person, ...]
    words: int = 0

    @property
    def office(self) -> bool:
        """Whether it is an office that was named."""
        return bool(self.people) and all(person.office for person in self.people)

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called, each once."""
        return tuple(dict.fromkeys(person.name for person in self.people))


def resolve_person(found: Matches) -> PersonMatch:
    """The people whom a name means: those it fits exactly, else all that it fits."""
    sure = [person for person, match in found if match >= SURE]
    return PersonMatch(tuple(sure or (person for person, _ in found)))


def resolve_leading_person(names: Names, first: str, following: Sequence[str]) -> PersonMatch:
    """The same, where the name may run on into the words that follow.

    It runs as far as it fits best: in `mockry cox intelligence` two words are the name.
    """
    best: tuple[float, PersonMatch] = (0.0, PersonMatch(()))
    for taken in range(min(_LONGEST_NAME, len(following)) + 1):
        found = names.like(" ".join([first, *following[:taken]]))
        if found and found[0][1] >= best[0]:
            best = (found[0][1], PersonMatch(resolve_person(found).people, taken))
    return best[1]


def titled(word: str) -> bool:
    """Whether the word is a title that a name follows."""
    return plain_words(word)[:1] != () and plain_words(word)[0] in TITLES
