"""The grammar of names and offices in minutes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sources.language.lexicon import (
    COLLECTIVES,
    DETERMINERS,
    FIRMS,
    GROUPS,
    INSTITUTIONS,
    LETTER,
    LETTERS_AFTER,
    LINKS,
    OFFICE_NOUNS,
    OPENERS,
    PARTICLES,
    PLURAL_TITLES,
    RANKS,
    SURNAMES_LIKE_POSTS,
    SURNAMES_LIKE_TITLES,
    TITLES,
    TITLES_ALSO_WORDS,
    UPPER,
)
from sources.language.name_forms import is_given
from sources.language.offices import office_at
from sources.language.verbs import is_form_of_verb

# Names and offices where they stand in a text.


Kind = Literal["person", "office", "group", "pronoun", "maybe"]


@dataclass(frozen=True, slots=True)
class Named:
    """Someone named at `[start, end)` of a text.

    `group` is a body or an unnamed member of one, `maybe` two or more words with capitals that
    would be a name if they spoke. `office` is the post that the text gives the person there.
    """

    start: int
    end: int
    name: str
    kind: Kind
    office: str | None = None

    @property
    def personal(self) -> bool:
        """Whether it is a person by more than capitals: a title, attendance, or a post, initials
        or a first name before a surname."""
        first, *rest = self.name.split() or [""]
        post = any(word.casefold() in OFFICE_NOUNS for word in (first, *rest[:-1]))
        return self.kind != "maybe" or (bool(rest) and (post or len(first) < 3 or is_given(first)))


# "District Cllr Lee" is the same as "Cllr Lee".
_OF_WHERE = (
    r"(?:(?:County|Cty|District|Dist|Borough|Parish|Town|City|Ward|Unitary|Shire)\.?\s+|[BCDP][/.])"
    r"(?=Cllr|Councillor|Clr)"
)
_TITLE = re.compile(
    rf"(?:{_OF_WHERE}|[Tt]he\s+)?(?:"
    + "|".join(
        # Only what is shortened takes a point: "the Chief Fire Officer. Mr Lee" are two.
        re.escape(title) + (r"\b\.?" if len(title.split()[-1]) < 5 or title[-2:] == "rs" else r"\b")
        for title in sorted({*TITLES, *map(str.upper, TITLES), *RANKS}, key=len, reverse=True)
    )
    + r")(?:[ \u00a0]\d+)?(?=[ \u00a0])"
)
# A rank of several words whose last looks like a surname: "the Lord Lieutenant".
_LONG_RANK = re.compile(
    rf"(?:[Tt]he\s+)?(?:{'|'.join(map(re.escape, (r for r in RANKS if ' ' in r)))})(?![{LETTER}])"
)
_INITIALS = re.compile(
    rf"[{UPPER}](?:\.\s?[{UPPER}]){{0,6}}\.?(?![{LETTER}'’])|[{UPPER}]\.(?=[{UPPER}])"
    r"|(?:Wm|Chas|Jas|Geo|Thos|Jos|Robt|St)\."
)
_WORD = re.compile(
    rf"(?:al-|el-|[thn]-?)?[{UPPER}](?:[{LETTER}]|['’](?!s\b)(?=[{LETTER}])|[-‑](?=[{LETTER}]))*"
)
_PARTICLE = re.compile(rf"(?:{'|'.join(sorted(PARTICLES))})(?=[ \u00a0])")
_AFTER = re.compile(rf"(?:,?[ \u00a0](?:{'|'.join(sorted(LETTERS_AFTER))})\b)+")
# No name has more titles, or more words, initials and particles.
_MOST_TITLES, _MOST_PARTS = 8, 12
# Two capitals that stand for something else than a person.
_NO_INITIALS = frozenset("UK EU US UN IT HR PR TV GP AI AM PM ID HQ OK BT RE PE TA EP QA".split())
_LONE_INITIALS = re.compile(rf"[{UPPER}]{{2}}(?![{LETTER}\d&'’-]|/(?![{UPPER}]{{2}}\b))")
# What follows a surname in capitals where more than it is in them, or the line ends.
_CAPITALS_FOLLOW = re.compile(rf"[ \u00a0]*(?:\n|$)|[ \u00a0]+[{UPPER}]{{2,}}(?![{LETTER}])")
_LIKE_TITLES = SURNAMES_LIKE_TITLES | SURNAMES_LIKE_POSTS
_THE = re.compile(r"(?:[Tt]he|[Aa]n?)\s$")
_GAP = re.compile(r"[ \u00a0]+")
_LIST = re.compile(r",?[ \u00a0]+(?:and|&)[ \u00a0]+|,[ \u00a0]+")
_PRONOUN = re.compile(r"(?:He|She|They|he|she|they)\b")
_EITHER_CASE = "|".join(
    f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in sorted(COLLECTIVES)
)
_GROUP = re.compile(
    rf"(?:(?i:{'|'.join(sorted(DETERMINERS))})\s+(?:of\s+(?:the|our)\s+)?)"
    rf"(?:(?!(?:{'|'.join(sorted(LINKS))})\b)[{LETTER}][{LETTER}'’-]*\s+){{0,3}}?"
    rf"(?:{_EITHER_CASE})\b(?!(?<=[Cc]ouncillor)[ \u00a0][{UPPER}])"
    rf"|(?:{'|'.join(sorted(GROUPS))})\b",
)
_ANSWER = re.compile(r"A[.:]\s")
_START = re.compile(rf"(?<![{LETTER}\d'’-])(?=[{LETTER}])")


def find_names(text: str, known: Iterable[str] = (), perhaps: Iterable[str] = ()) -> list[Named]:
    """Everyone named in a text, in order and without overlap.

    `known` are forms without a title that are names in this meeting ("Ellen Marsh"), `perhaps`
    those that are names only where they speak ("Bolton", "Elaine", "EB").
    """
    question = text.find("?")
    sure, unsure = _known_pattern(frozenset(known)), _known_pattern(frozenset(perhaps))
    candidates = _cached_candidates(text) if len(text) <= _LONGEST_CACHED else _candidates(text)
    names: list[Named] = []
    end = 0
    for start in (match.start() for match in _START.finditer(text)):
        if start < end or (_ANSWER.match(text, start) and 0 <= question < start):
            continue
        for named in _named_at(text, start, candidates.get(start, _NOBODY), sure, unsure):
            names.append(named)
            end = named.end
    return names


@lru_cache(maxsize=64)
def _known_pattern(known: frozenset[str]) -> re.Pattern[str] | None:
    forms = sorted(known, key=len, reverse=True)
    if not forms:
        return None
    return re.compile(rf"(?:{'|'.join(map(re.escape, forms))})(?![{LETTER}\d-]|['’](?!s\b))")


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Who is named from a place on, whoever is known: people with titles, else an office (its end
    and name), else somebody else."""

    titled: Sequence[Named] = ()
    office: tuple[int, str] | None = None
    other: Sequence[Named] = ()


_NOBODY = _Candidates()


def _candidates(text: str) -> dict[int, _Candidates]:
    """By place: whoever is named there."""
    places = (match.start() for match in _START.finditer(text))
    return {start: there for start in places if (there := _candidates_at(text, start)) != _NOBODY}


# A meeting's paragraphs are read three times, each time with more people known: for its cast, for
# who speaks, for who acts. What needs none of them is read once.
_cached_candidates = lru_cache(maxsize=1_024)(_candidates)
_LONGEST_CACHED = 5_000  # letters: longer texts are not kept, so that the cache stays small


def _candidates_at(text: str, start: int) -> _Candidates:
    if found := _titled(text, start):
        return _Candidates(titled=found)
    return _Candidates(office=office_at(text, start), other=_others(text, start))


def _others(text: str, start: int) -> list[Named]:
    """A group, a pronoun, or what would be a name if it spoke."""
    if match := _GROUP.match(text, start):
        return [Named(start, match.end(), match.group(), "group")]
    if match := _PRONOUN.match(text, start):
        return [Named(start, match.end(), match.group(), "pronoun")]
    match = _LONE_INITIALS.match(text, start)
    article = _THE.search(text[max(0, start - 4) : start])
    if match and not article and match.group() not in _NO_INITIALS:
        return [Named(start, match.end(), match.group(), "maybe")]
    return list(_maybe(text, start))


def _named_at(
    text: str,
    start: int,
    there: _Candidates,
    surely: re.Pattern[str] | None,
    perhaps: re.Pattern[str] | None,
) -> Sequence[Named]:
    """Whoever is named from this place on: several in "Cllrs Lee and Shah"."""
    if there.titled:
        return there.titled
    if surely and (match := surely.match(text, start)):
        return [Named(start, match.end(), match.group(), "person")]
    if there.office:
        return [_with_surname(text, start, there.office, perhaps)]
    if not there.other and perhaps and (match := perhaps.match(text, start)):
        return [Named(start, match.end(), match.group(), "maybe")]
    return there.other


def _with_surname(
    text: str, start: int, office: tuple[int, str], perhaps: re.Pattern[str] | None
) -> Named:
    """An office, or one before a surname as a title: "Commissioner Huang", "City Attorney Pruitt".

    Where nobody of that name is known it is a person only if it speaks.
    """
    end, name = office
    place = _skip(text, end)
    word = _WORD.match(text, place) if place > end else None
    known = perhaps and perhaps.match(text, place)
    nobody = word is None or (_not_personal(word.group()) and not is_given(word.group()))
    if word is None or known or nobody or _no_name_word(word.group(), 1):
        return Named(start, end, name, "office")
    stop = name_end(text, place) or word.end()
    return Named(start, stop, _tidy(text[start:stop]), "maybe")


def _titled(text: str, start: int) -> list[Named]:
    place = start
    titles: list[str] = []
    while len(titles) < _MOST_TITLES and (match := _TITLE.match(text, place)):
        titles.append(match.group().strip())
        place = _skip(text, match.end())
    stop = name_end(text, place) if titles else None
    if titles and stop is None and (surname := _surname_like_title(text, place, titles)):
        place, stop = surname.span()
    if stop is None or _names_nobody(text[start:stop], titles, text[place:stop].split()):
        return []
    after = _AFTER.match(text, stop)
    end = after.end() if after else stop
    plural = PLURAL_TITLES.get(titles[0].casefold().rstrip("."))
    if plural:
        return _listed(text, start, place, end, plural)
    return [Named(start, end, _tidy(" ".join((*titles, text[place:stop]))), "person")]


def _names_nobody(whole: str, titles: list[str], words: list[str]) -> bool:
    """Whether what looks like a title and a name is neither: a rank alone ("the Lord Lieutenant"),
    or a thing ("Major Roads Network")."""
    if _LONG_RANK.fullmatch(whole):
        return True
    institutional = len(words) > 1 and _is_institutional(words[-1].casefold())
    return titles[0] in TITLES_ALSO_WORDS and institutional and not is_given(words[0])


def _surname_like_title(text: str, place: int, titles: list[str]) -> re.Match[str] | None:
    """The surname behind titles where it looks like one: "Mr Judge asked", "Cllr Mayor, …". Where
    it was taken for the last of the `titles` it is taken from them."""
    word = _WORD.match(text, place)
    if word and word.group() in _LIKE_TITLES:
        return word
    if len(titles) > 1 and titles[-1] in _LIKE_TITLES:
        return _WORD.match(text, text.rindex(titles.pop(), 0, place))
    return None


def _listed(text: str, start: int, place: int, end: int, title: str) -> list[Named]:
    people = [Named(start, end, _tidy(f"{title} {text[place:end]}"), "person")]
    while gap := _LIST.match(text, end):
        place = gap.end()
        following = None if _TITLE.match(text, place) else name_end(text, place)
        if following is None:
            break
        end = following
        people.append(Named(place, end, _tidy(f"{title} {text[place:end]}"), "person"))
    return people


def name_end(text: str, place: int) -> int | None:
    """Where the name that begins here ends, or None where none does.

    Initials, particles and at most four words with capitals, the last of them no particle.
    """
    end: int | None = None
    words = 0
    for _ in range(_MOST_PARTS):
        if words == 4:
            break
        if match := _PARTICLE.match(text, place):
            place = _skip(text, match.end())
            continue
        match = _INITIALS.match(text, place)
        initial = match is not None
        match = match or _WORD.match(text, place)
        shouted = match is not None and words > 0 and _is_shouted_surname(text, match)
        if match is None or (not initial and not shouted and _no_name_word(match.group(), words)):
            break
        words += not initial
        end = match.end()
        place = _skip(text, end)
        if place == end and not initial:
            break
    if end is not None and text[end - 1] == "." and words:
        end -= 1
    return end


def _no_name_word(word: str, place: int) -> bool:
    low = word.casefold()
    shouted = len(word) > 3 and word.isupper() and place > 0
    after = word in LETTERS_AFTER and place > 0
    if place > 0 and word in SURNAMES_LIKE_TITLES:
        return False
    office = low in OFFICE_NOUNS and place > 0
    return low in OPENERS or word in TITLES or shouted or after or office


def _is_shouted_surname(text: str, word: re.Match[str]) -> bool:
    """Whether a word in capitals is a surname ("John SMITHERS asked"): no word of minutes, and not
    one of a line that is all in capitals."""
    if not word.group().isupper() or _CAPITALS_FOLLOW.match(text, word.end()):
        return False
    low = word.group().casefold()
    known = low in OPENERS or is_form_of_verb(low)
    return len(low) > 3 and not known and not _is_institutional(low)


def _maybe(text: str, start: int) -> Iterator[Named]:
    """Two to four words with capitals, of which none names a body, place or office."""
    match = _WORD.match(text, start)
    if match is None:
        return
    end = name_end(text, start)
    words = re.findall(r"[^\s.]+", text[start:end]) if end else []
    given = len(words) > 1 and is_given(words[0]) and not words[0].isupper()
    if end is None or len(words) < 2 or any(map(_not_personal, words[given:])):
        return
    if " ".join(words[:2]).casefold() in FIRMS:
        return
    yield Named(start, end, _tidy(text[start:end]), "maybe")


def _not_personal(word: str) -> bool:
    low = word.casefold()
    shouted = word.isupper() and len(word) > 1
    return shouted or _is_institutional(low)


def _is_institutional(low: str) -> bool:
    return low in INSTITUTIONS or low in OFFICE_NOUNS or low in COLLECTIVES


def _skip(text: str, place: int) -> int:
    match = _GAP.match(text, place)
    return match.end() if match else place


def _tidy(name: str) -> str:
    return re.sub(rf"^(?:{_OF_WHERE}|[Tt]he\s)", "", re.sub(r"\s+", " ", name))
