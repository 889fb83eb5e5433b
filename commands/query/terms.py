"""The words of a question as terms: each with the other ways in which minutes may put it."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

from commands.query.people import TITLES, Names
from storage.search import Form, Term, Vocabulary
from storage.search.vocabulary import is_english
from storage.tokens import STOP, plain_words, stem, words

# Words that tell little of what a question is about, though they are no mere grammar.


# Words by which people ask. They help to rank, and nothing depends on them.
ASKING = frozenset(
    """
    ask asked asking answer answered agenda anybody anyone anything anywhere comment committee
    concerning consider considered describe detail details discuss discussed discussion
    everything explain feel find give given gives go going got happen happened happening help
    idea important information issue issues item items kind know like list look made make matter
    matters mean meant meeting meetings member members mention mentioned mentions minute minutes
    need opinion opinions outline paragraph paragraphs party people person pls plz point position
    put question questions raise raised reason reasons regarding related relation replied reply
    respond responded response said say saying says show situation somebody someone something
    speak speaker state stated subject suggest suggested summarise summary summarize talk talked
    tell thing things think thought thoughts told topic update updates view views want wanted
    way ways word words
    """.split()
)

# Words for a side of anything (its number, its cost, its progress): where the minutes lack one,
# they may hold the thing itself all the same.
GENERAL = frozenset(
    """
    access action actions activity amount annual approach area areas arrangement arrangements
    average benefit benefits case cases change changes charge charges concern concerns condition
    conditions cost costs current data date decision decisions delay delays difficulty effect
    effects event events example experience facility facilities figure figures full future
    general group groups growth impact improvement improvements increase increased interest
    involved large latest level levels local long main management mark measure measures method
    monthly name need needs new number numbers objection objections old open operation option
    options performance period plan plans policy policies possible problem problems process
    progress project projects proposal proposals provision public purpose quality rate rates
    reading readings reduction report reports request requests result results review reviews
    rise risk risks role rule rules sale scheme schemes service services small spending start
    status statistics step steps story support system target targets task time times total trend
    trends type types use used using value vote work worked working year yearly years
    """.split()
)

# Verbs, adverbs and plain adjectives of every day, in any form: they say how a question is put and
# rarely what it is about. Where the minutes lack one, they may have said the same with another.
EVERYDAY = frozenset(
    map(
        stem,
        """
        accept actually allow already appear arrive attend avoid away become begin believe bring
        call carry cause claim come complete continue currently deal decide deserve different
        drop early enable end ensure enough ever exactly exist expect fail finally finish
        follow get happen hear hold hope include keep late lead leave let lose manage many
        meet miss move nearly notice occur often pass prefer prevent previously promise prove
        quickly reach receive recently refuse remain require return seem send set soon start
        stay still stop take try turn usually wait worry yet
        aim altogether badly bit check chase cope deserve easily fancy folk hand hang hardly
        instead kick lack largely likely lot mainly merely mind nice notice odd otherwise pick
        plenty pretty probably proper pull quite rather really rid rush short shut slow
        sort spot suddenly suppose sure tend thankfully throw together totally tough truly unlikely
        upset usual want weird wish wonder wrong
        """.split(),
    )
)


def is_general(word: str) -> bool:
    """Whether the lack of this plain word says little."""
    return word in GENERAL or stem(word) in EVERYDAY


def share_of(topic: str, text: str) -> float:
    """How much of a topic's words stand in a text, from 0 to 1."""
    wanted = _content_stems(topic)
    return len(wanted & _content_stems(text)) / len(wanted) if wanted else 0.0


def _content_stems(text: str) -> frozenset[str]:
    mere = STOP | ASKING
    return frozenset(word.stem for word in words(text) if word.plain not in mere)


# The words of the field that stand for one another, out of `thesaurus.toml`.


Phrase = tuple[str, ...]


@cache
def _alternatives() -> dict[Phrase, tuple[Phrase, ...]]:
    """By the stems of what is asked: what minutes may say instead."""
    data = tomllib.loads(Path(__file__).parent.with_name("thesaurus.toml").read_text("utf-8"))
    found: dict[Phrase, dict[Phrase, None]] = {}
    for entry in data["entry"]:
        asked = _with_stems(entry.get("same") or entry["asked"])
        said = asked if "same" in entry else _with_stems(entry["said"])
        for stems in asked.values():
            others = found.setdefault(stems, {})
            others.update({other: None for other, its in said.items() if its != stems})
    return {phrase: tuple(others) for phrase, others in found.items()}


def _with_stems(texts: Iterable[str]) -> dict[Phrase, Phrase]:
    """The plain words of each text, and their stems."""
    return {
        tuple(word.plain for word in read): tuple(word.stem for word in read)
        for read in map(words, texts)
    }


def synonyms_of(phrase: Phrase) -> tuple[Phrase, ...]:
    """What minutes may say where a question has these words, in any inflection."""
    return _alternatives().get(_stems(phrase), ())


@cache
def longest_phrase() -> int:
    """How many words the longest entry has."""
    return max(map(len, _alternatives()))


@cache
def field_words() -> tuple[str, ...]:
    """The single words that entries begin from."""
    return tuple(phrase[0] for phrase in _alternatives() if len(phrase) == 1)


def _stems(phrase: Phrase) -> Phrase:
    return tuple(map(stem, phrase))


_TEENS = ("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen").split()
_UNITS = "one two three four five six seven eight nine".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS: dict[Phrase, str] = {
    **{(word,): str(n) for n, word in enumerate(_TEENS, 10)},
    **{(word,): str(n * 10) for n, word in enumerate(_TENS, 2)},
    **{
        (ten, one): str(tens * 10 + ones)
        for tens, ten in enumerate(_TENS, 2)
        for ones, one in enumerate(_UNITS, 1)
    },
}
_IN_WORDS = {figure: phrase for phrase, figure in _NUMBERS.items()}


def number_forms(phrase: Phrase) -> tuple[Phrase, ...]:
    """A number from 10 to 99 the other way, in words or in figures; nothing for anything else."""
    if phrase in _NUMBERS:
        return ((_NUMBERS[phrase],),)
    words_ = _IN_WORDS.get(phrase[0]) if len(phrase) == 1 else None
    return (words_,) if words_ else ()


ACRONYM = 0.95  # an acronym for its words, a word in one or two: hardly less than what was typed
CORRECTED = 0.85
NAME = 0.85
THESAURUS = 0.6
_MOST = 40  # terms of one question
_MOST_FORMS = 12  # forms of one term
_LONGEST_ACRONYM = 7  # words
_FEWEST_PARTS = 2
_SHORTEST_SLIP = 5  # letters of a word that may be mistyped
# What stands before a hyphen that some leave out.
_PREFIXES = (
    "e co re by on off non pre post anti multi inter sub semi well over under out self cross cyber"
).split()


@dataclass(frozen=True, slots=True)
class _Token:
    """A plain word of the question, as typed."""

    plain: str
    prefix: bool = False
    joined: bool = False  # stood after an OR
    parts: int = 1  # plain words of what was typed as one, where it begins: "by-law", "A&E"


class QueryExpander:
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
            if length < first.parts:
                length, forms = self._compound([token.plain for token in tokens[: first.parts]])
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

    def _compound(self, parts: Sequence[str]) -> tuple[int, tuple[Form, ...]]:
        """What was typed as one word with a hyphen or an ampersand, as far as the minutes have it
        so, as one word or as two; nothing for a word without parts."""
        if len(parts) < _FEWEST_PARTS:
            return 0, ()
        phrase, whole = tuple(parts), "".join(parts)
        others = [Form((whole,), ACRONYM)] if self._vocabulary.has(whole) else []
        others += self._instead(phrase)
        if not others and not self._vocabulary.together(phrase):
            return 0, ()
        return len(parts), (Form(phrase), *others)

    def _phrase(self, words: Sequence[str]) -> tuple[int, tuple[Form, ...]]:
        """The longest beginning that the field or the minutes know as one thing."""
        longest = max(longest_phrase(), _LONGEST_ACRONYM)
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
        figures = [(other, ACRONYM) for other in number_forms(phrase)]
        synonyms = [(other, THESAURUS) for other in synonyms_of(phrase)]
        return [
            Form(other, weight)
            for other, weight in (*figures, *synonyms)
            if all(self._vocabulary.has(word) for word in other)
        ]

    def _instead_of_a_slip(self, word: str) -> tuple[Form, ...]:
        """What the minutes say instead of a word of the field that was mistyped: "deths"."""
        if len(word) < _SHORTEST_SLIP or is_english(word):
            return ()
        close = (
            head for head in field_words() if OSA.distance(stem(word), head, score_cutoff=1) <= 1
        )
        for known in close:
            if instead := self._instead((known,)):
                self._corrected[word] = known
                return tuple(instead)
        return ()

    def _forms(self, word: str) -> tuple[Form, ...]:
        long = self._vocabulary.long_forms(stem(word))
        apart = (parts for parts in _prefixed(word) if self._vocabulary.together(parts))
        others = [
            *(Form(words, ACRONYM) for words in (*long, *apart)),
            *self._instead((word,)),
        ]
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
        if instead := self._instead_of_a_slip(word):
            return instead
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
            parts = len(plain) if place == 0 else 1
            tokens.append(_Token(part, prefix and len(part) > 1, joined and place == 0, parts))
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


def _prefixed(word: str) -> Iterator[tuple[str, str]]:
    """A word with its prefix apart, as it may be hyphened: "re-offending", "by-law", "e-mail"."""
    for prefix in _PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) > 2:
            yield prefix, rest


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
