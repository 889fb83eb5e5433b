"""Whom a question means by a name or an office."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from storage.records import Person
from storage.words import plain_words

Lookup = Callable[[str], Sequence[tuple[Person, float]]]

SURE = 99.5  # a match that is the name itself
TITLES = frozenset(
    "cllr councillor mr mrs ms miss mx dr sir dame lord lady prof professor rev revd reverend"
    " alderman canon fr father".split()
)
_LONGEST_NAME = 4  # words


@dataclass(frozen=True, slots=True)
class Meant:
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


def whom(lookup: Lookup, name: str) -> Meant:
    """The people whom this name means: those it fits exactly, else all that it fits."""
    found = lookup(name)
    sure = [person for person, match in found if match >= SURE]
    return Meant(tuple(sure or (person for person, _ in found)))


def whom_at_start(lookup: Lookup, first: str, following: Sequence[str]) -> Meant:
    """The same, where the name may run on into the words that follow.

    It runs as far as it fits best: in `mockry cox intelligence` two words are the name.
    """
    best: tuple[float, Meant] = (0.0, Meant(()))
    for taken in range(min(_LONGEST_NAME, len(following)) + 1):
        found = lookup(" ".join([first, *following[:taken]]))
        if found and found[0][1] >= best[0]:
            sure = [person for person, match in found if match >= SURE]
            people = tuple(sure or (person for person, _ in found))
            best = (found[0][1], Meant(people, taken))
    return best[1]


def titled(word: str) -> bool:
    """Whether the word is a title that a name follows."""
    return plain_words(word)[:1] != () and plain_words(word)[0] in TITLES
