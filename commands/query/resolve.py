"""A question taken apart, understood against the minutes: people, times, words and their forms."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from commands.query.grammar import Occurrence, Option, Question, days
from commands.query.intent import everybody
from commands.query.people import Names, PersonMatch, resolve_leading_person, resolve_person, titled
from commands.query.terms import QueryExpander
from commands.request_context import Context
from storage.model import Part, Person
from storage.search import (
    Filters,
    Form,
    LearntVocabulary,
    Query,
    Sort,
    SpeakerFilter,
    Term,
    Vocabulary,
)
from storage.tokens import plain_words

_PARTS: dict[str, tuple[Part, ...]] = {
    "from": ("asks", "answers", "speaks"),
    "asked-by": ("asks",),
    "answered-by": ("answers", "speaks"),
    "about": ("mentioned", "asks", "answers", "speaks"),
}
# Before a title these say that no name follows: "which councillor was worried".
_ANY = frozenset("a an any another each every no other some that the this what which".split())
_SAYS = {"asked-by": "asked by", "answered-by": "answered by", "about": "about"}


@dataclass
class ResolvedQuery:
    """What a question was understood to want. `hard` filters were asked for outright; the other
    ones were read out of plain English, and `loose` is the question without them. `asked` is the
    whole sentence with its slips corrected; `absent` are telling words of it that stand nowhere,
    in no other form either."""

    wanted: Query
    loose: Query | None = None
    speakers: tuple[str, ...] = ()
    said: list[str] = field(default_factory=list)
    corrections: tuple[tuple[str, str], ...] = ()
    text: str = ""
    asked: str = ""
    corrected: str | None = None
    unknown: tuple[str, ...] = ()
    candidates: tuple[Person, ...] = ()
    absent: tuple[str, ...] = ()
    occurrence: Occurrence | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The names and words that a viewer may see, for as long as the book does not change."""

    names: Names
    vocabulary: Vocabulary


def known(context: Context, many: bool = False) -> Known:
    """Those of this viewer; read at once where many questions come."""
    book, viewer = context.book, context.viewer
    kind = LearntVocabulary if many else Vocabulary
    return Known(Names(book, viewer), kind(book.read(), viewer))


def resolve_query(
    context: Context, question: Question, exact: bool = False, given: Known | None = None
) -> ResolvedQuery:
    """Find out what is meant, with the names and words that this viewer may see.

    `given` spares reading them for each of many questions.
    """
    held = given or known(context)
    names, vocabulary = held.names, held.vocabulary
    return _Reading(question, names, vocabulary, context.today, exact).understood()


class _Reading:
    """One question being understood."""

    def __init__(
        self,
        question: Question,
        names: Names,
        vocabulary: Vocabulary,
        today: dt.date,
        exact: bool,
    ) -> None:
        self.question = question
        self.names = names
        self.vocabulary = vocabulary
        self.today = today
        self.wording = QueryExpander(vocabulary, names, exact)
        self.words: list[str | None] = list(question.words)
        self.filters = Filters()
        self.soft = Filters()
        self.speakers: list[str] = []
        self.said: list[str] = []
        self.unknown: list[str] = []
        self.candidates: list[Person] = []
        self.sort: Sort = question.frame.sort
        self.subject: list[str] = []  # who or what should say it, where that is nobody known
        self.also: list[str] = []  # words of a soft filter, for the question without it

    def understood(self) -> ResolvedQuery:
        for option in self.question.options:
            self._option(option)
        self._who()
        self._titled()
        self._when()
        words = [word for word in self.words if word is not None]
        wanted, loose = self._wanted(words)
        return ResolvedQuery(
            wanted=wanted,
            loose=loose,
            speakers=tuple(dict.fromkeys(self.speakers)),
            said=self.said,
            corrections=self.wording.corrections,
            text=" ".join([*self.wording.text(words), *(f'"{p}"' for p in self.question.phrases)]),
            asked=" ".join(self.wording.text(self.question.sentence.split())),
            corrected=self.wording.corrected(words),
            unknown=tuple(self.unknown),
            candidates=tuple(self.candidates),
            absent=tuple(term.typed for term in wanted.terms if self._is_absent(term)),
            occurrence=self.question.frame.occurrence,
        )

    def _is_absent(self, term: Term) -> bool:
        if term.light or term.general:
            return False
        return not any(all(map(self.vocabulary.has, form.words)) for form in term.forms)

    def _wanted(self, words: list[str]) -> tuple[Query, Query | None]:
        """What is looked for, and where a filter is soft, what is looked for without it."""
        frame = self.question.frame
        needed = tuple(
            Term((Form(plain_words(phrase), exact=True),), needed=True)
            for phrase in self.question.phrases
        )
        excluded = tuple(Form(plain_words(word)) for word in self.question.excluded)
        filters, soft = replace(self.filters, excluded=excluded), self.soft
        terms = (*self._terms(words), *needed)
        wanted = Query(terms, filters, frame.decision, frame.figure, frame.asked, self.sort)
        if soft == Filters():
            return wanted, None
        narrowed = replace(
            filters,
            heard=(*filters.heard, *soft.heard),
            since=soft.since or filters.since,
            until=soft.until or filters.until,
            meeting=soft.meeting,
        )
        loose = replace(wanted, terms=(*self._terms(words, self.also), *needed))
        return replace(wanted, filters=narrowed), loose

    def _terms(self, words: list[str], also: Sequence[str] = ()) -> tuple[Term, ...]:
        """The words as terms, and who should say it as terms whose lack says little."""
        subject = self.wording.terms([*self.subject, *also])
        return (*(replace(term, general=True) for term in subject), *self.wording.terms(words))

    # ---- the small language ---------------------------------------------------------------

    def _option(self, option: Option) -> None:
        if option.key in _PARTS:
            self._person_option(option)
        elif option.key in ("on", "since", "before"):
            self._day_option(option)
        elif option.key == "panel":
            self.filters = replace(self.filters, panel=option.value)
            self.said.append(f"in minutes of “{option.value}”")
        elif option.key == "item":
            self.filters = replace(self.filters, item=option.value)
            self.said.append(f"under item “{option.value}”")
        else:
            self._is_option(option)

    def _person_option(self, option: Option) -> None:
        following = [word or "" for word in self.words[option.place :]] if option.open else []
        following = following[: following.index("")] if "" in following else following
        meant = resolve_leading_person(self.names, option.value, following)
        if not meant.people and option.key == "about":
            self.words.append(option.value)
            return
        if not meant.people:
            self.unknown.append(option.value)
            return
        for place in range(option.place, option.place + meant.words):
            self.words[place] = None
        heard = SpeakerFilter(tuple(person.id for person in meant.people), _PARTS[option.key])
        self.filters = replace(self.filters, heard=(*self.filters.heard, heard))
        self._name(meant, _SAYS.get(option.key, "said by"))

    def _name(self, meant: PersonMatch, how: str) -> None:
        self.speakers += meant.names
        self.said.append(f"{how} {' or '.join(meant.names)}")
        if len(meant.names) > 1:
            self.candidates += meant.people

    def _day_option(self, option: Option) -> None:
        span = days(option, self.today)
        if span is None:
            self.words.append(option.value)
            return
        first, last = span
        if option.key == "since":
            self.filters = replace(self.filters, since=first)
        elif option.key == "before":
            self.filters = replace(self.filters, until=first - dt.timedelta(days=1))
        else:
            self.filters = replace(self.filters, since=first, until=last)

    def _is_option(self, option: Option) -> None:
        value = option.value.casefold()
        if option.key == "sort" and value in ("newest", "latest"):
            self.sort = "newest"
        elif value in ("resolution", "action", "exempt", "draft"):
            self.filters = replace(
                self.filters,
                kind="resolution" if value == "resolution" else self.filters.kind,
                actions=value == "action" or self.filters.actions,
                exempt=value == "exempt" or self.filters.exempt,
                draft=value == "draft" or self.filters.draft,
            )
            self.said.append(
                f"only {value}s" if value in ("resolution", "action") else f"only {value}"
            )
        else:
            self.words.append(option.value)

    # ---- plain English ----------------------------------------------------------------------

    def _who(self) -> None:
        """Whom the question wants to hear: "what did X say about", "X on"."""
        frame = self.question.frame
        if frame.who and everybody(frame.who):
            return
        if frame.who:
            bare = frame.who.removeprefix("the ").removeprefix("The ")
            meant = resolve_person(self.names.like(frame.who))
            if meant.people and (meant.office or bare == frame.who):
                self._hear(meant, bare)
            elif self._is_name(frame.who):
                self.unknown.append(frame.who)
            else:
                self.subject = bare.split()
        elif frame.maybe:
            meant = resolve_person(self.names.sharing(frame.maybe))
            taken = len(frame.maybe.split())
            if meant.people:
                self._hear(meant, frame.maybe)
                self.words[: taken + 1] = [None] * (taken + 1)

    def _hear(self, meant: PersonMatch, words: str) -> None:
        heard = SpeakerFilter(tuple(person.id for person in meant.people))
        if meant.office or self.question.frame.who[:4].casefold() == "the ":
            self.soft = replace(self.soft, heard=(heard,))
            self.also += words.split()
        else:
            self.filters = replace(self.filters, heard=(*self.filters.heard, heard))
        self._name(meant, "said by")

    def _is_name(self, who: str) -> bool:
        """Whether words that fit nobody are plainly a name: titled, or unknown to the minutes."""
        words = who.split()
        if titled(words[0]):
            return True
        return words[0].casefold() != "the" and not any(
            self.vocabulary.has(word) for word in plain_words(who)
        )

    def _titled(self) -> None:
        """A name with its title anywhere else: "Cllr Marsh Lan fly tipping"."""
        for place, word in enumerate(self.words):
            if word is None or not titled(word):
                continue
            if place and (self.words[place - 1] or "").casefold() in _ANY:
                continue
            following = [w for w in self.words[place + 1 : place + 5] if w is not None]
            if not following:
                continue
            meant = resolve_leading_person(self.names, f"{word} {following[0]}", following[1:])
            if meant.people:
                self.words[place : place + 2 + meant.words] = [None] * (2 + meant.words)
                heard = SpeakerFilter(
                    tuple(p.id for p in meant.people), ("asks", "answers", "speaks", "mentioned")
                )
                self.filters = replace(self.filters, heard=(*self.filters.heard, heard))
                self._name(meant, "with")
            else:
                self.unknown.append(f"{word} {following[0]}")
            return

    def _when(self) -> None:
        period, frame = self.question.period, self.question.frame
        if frame.meeting:
            self.soft = replace(self.soft, meeting=frame.meeting)
        if period:
            self.soft = replace(self.soft, since=period.since, until=period.until)
            self.also += [str(day.year) for day in {period.since, period.until} if day]
