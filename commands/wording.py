"""The words of a question as terms: each with the other ways in which minutes may put it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commands import thesaurus
from commands.common import ASKING, is_general
from commands.people_meant import TITLES, Names
from storage.search import Form, Term, Vocabulary
from storage.stems import stem
from storage.words import STOP, plain_words

ACRONYM = 0.95  # an acronym for its words, a word in one or two: hardly less than what was typed
CORRECTED = 0.85
NAME = 0.85
THESAURUS = 0.6
_MOST = 40  # terms of one question
_MOST_FORMS = 12  # forms of one term
_LONGEST_ACRONYM = 7  # words


@dataclass(frozen=True, slots=True)
class _Token:
    """A plain word of the question, as typed."""

    plain: str
    prefix: bool = False
    joined: bool = False  # stood after an OR


class Wording:
    """Turns words into terms, with what the minutes know; remembers what it corrected."""

    def __init__(self, vocabulary: Vocabulary, names: Names, exact: bool) -> None:
        """`exact` leaves the words as they are typed: nothing corrected, nothing beside them."""
        self._vocabulary = vocabulary
        self._names = names
        self._exact = exact
        self._corrected: dict[str, str] = {}
        self._meant: dict[str, tuple[Form, ...]] = {}

    @property
    def corrections(self) -> tuple[tuple[str, str], ...]:
        """(as typed, as searched), in order."""
        return tuple(self._corrected.items())

    def text(self, words: Sequence[str]) -> list[str]:
        """The words as they were searched."""
        return [self._corrected.get(" ".join(plain_words(word)), word) for word in words]

    def corrected(self, words: Sequence[str]) -> str | None:
        """The words with their corrections, or None where there are none."""
        return " ".join(self.text(words)) if self._corrected else None

    def terms(self, words: Sequence[str]) -> tuple[Term, ...]:
        """The terms of these words, in order."""
        tokens = _tokens(words)
        terms: list[Term] = []
        place = 0
        while place < len(tokens) and len(terms) < _MOST:
            length, term = self._term(tokens[place:])
            if term is not None:
                if tokens[place].joined and terms:
                    terms[-1] = Term(terms[-1].forms + term.forms)
                else:
                    terms.append(term)
            place += length
        return tuple(terms) if any(not t.light for t in terms) else tuple(_heavy(t) for t in terms)

    def _term(self, tokens: Sequence[_Token]) -> tuple[int, Term | None]:
        """The term at the head of these tokens, and how many of them it takes."""
        first = tokens[0]
        if first.prefix:
            known = self._vocabulary.beginning(first.plain)
            forms = tuple(Form((word,), exact=True) for word in known)
            return 1, Term(forms or (Form((first.plain,)),))
        if not self._exact:
            length, forms = self._phrase([token.plain for token in tokens])
            if forms:
                return length, Term(forms[:_MOST_FORMS])
        if first.plain in STOP:
            return 1, None
        if self._exact:
            return 1, Term((Form((first.plain,)),))
        return 1, Term(
            self._forms(first.plain)[:_MOST_FORMS],
            light=first.plain in ASKING,
            general=is_general(first.plain),
        )

    def _phrase(self, words: Sequence[str]) -> tuple[int, tuple[Form, ...]]:
        """The longest beginning that the field or the minutes know as one thing."""
        longest = max(thesaurus.longest(), _LONGEST_ACRONYM)
        for length in range(min(longest, len(words)), 1, -1):
            phrase = tuple(words[:length])
            if phrase[0] in STOP or phrase[-1] in STOP:
                continue
            others = [
                *(Form((short,), ACRONYM) for short in self._vocabulary.short_forms(phrase)),
                *self._instead(phrase),
            ]
            if length == 2 and self._vocabulary.has("".join(phrase)):
                others.append(Form(("".join(phrase),), ACRONYM))
            if others:
                return length, (Form(phrase), *others)
        return 0, ()

    def _instead(self, phrase: tuple[str, ...]) -> list[Form]:
        """What the thesaurus has beside these words, as far as the minutes have it."""
        return [
            Form(other, THESAURUS)
            for other in thesaurus.instead_of(phrase)
            if all(self._vocabulary.has(word) for word in other)
        ]

    def _forms(self, word: str) -> tuple[Form, ...]:
        long = self._vocabulary.long_forms(stem(word))
        others = [*(Form(words, ACRONYM) for words in long), *self._instead((word,))]
        if self._vocabulary.has(word) or others:
            return (Form((word,)), *others)
        if word not in self._meant:
            self._meant[word] = self._nearest(word)
        return (Form((word,)), *self._meant[word])

    def _nearest(self, word: str) -> tuple[Form, ...]:
        """What a word that the minutes do not know is meant for, if anything."""
        for parts in _halves(word):
            if self._vocabulary.together(parts):
                return (Form(parts, ACRONYM),)
        known = self._vocabulary.correction(word)
        if known is not None:
            self._corrected[word] = known
            return (Form((known,), CORRECTED),)
        people = [person for person, _ in self._names.misspelt(word)]
        surnames = {_surname(person.name) for person in people}
        if len(surnames) == 1:
            self._corrected[word] = people[0].name
            return (Form(surnames.pop(), NAME),)
        return ()


def _tokens(words: Sequence[str]) -> list[_Token]:
    tokens: list[_Token] = []
    joined = False
    for word in _figures(words):
        if word == "OR" and tokens:
            joined = True
            continue
        plain = plain_words(word)
        for place, part in enumerate(plain):
            prefix = word.rstrip(",.;:!?)").endswith("*") and place == len(plain) - 1
            tokens.append(_Token(part, prefix and len(part) > 1, joined and place == 0))
        joined = joined and not plain
    return tokens


def _figures(words: Sequence[str]) -> Iterator[str]:
    """The words, a figure and the million after it as one."""
    held = ""
    for word in words:
        if held and plain_words(f"{held} {word}") != plain_words(held) + plain_words(word):
            yield f"{held} {word}"
            held = ""
            continue
        if held:
            yield held
        held = word
    if held:
        yield held


def _halves(word: str) -> Iterator[tuple[str, str]]:
    """The two words that one may have been written for: "flytipping", "20mph"."""
    for cut in range(1, len(word)):
        left, right = word[:cut], word[cut:]
        if (cut > 2 and len(right) > 2) or (left.isdigit() and right.isalpha()):
            yield left, right


def _heavy(term: Term) -> Term:
    return Term(term.forms, needed=term.needed)


def _surname(name: str) -> tuple[str, ...]:
    words = [word for word in plain_words(name) if word not in TITLES and len(word) > 1]
    return tuple(words[-1:] if "-" not in name else words)
