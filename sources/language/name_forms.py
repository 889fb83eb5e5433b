"""What a written name says: title, given names, surname; and which forms may be one person."""

import re
from dataclasses import dataclass
from functools import lru_cache

from sources.language.lexicon import (
    FEMALE,
    GIVEN_NAMES,
    LETTERS_AFTER,
    MALE,
    NEEDS_MORE,
    OFFICE_ACRONYMS,
    OFFICE_NOUNS,
    PARTICLES,
    RANKS,
    TITLES,
)
from storage.name_matching import fold, plain_name

_GIVEN = frozenset(map(fold, GIVEN_NAMES))
_TITLE = re.compile(
    r"^(?:the\s+)?(?:"
    + "|".join(sorted(map(re.escape, (*TITLES, *RANKS, "County", "Cty", "The")), key=len)[::-1])
    + r")\b\.?\s+",
    re.IGNORECASE,
)
_PERSONAL = re.compile(rf"(?:{'|'.join(sorted(TITLES))})\b\.?\s")
_ACRONYMS = frozenset(word.upper() for word in OFFICE_ACRONYMS)
_CLERK_OR_CHAIR_OF = re.compile(
    r"^(?:panel|board|committee|council|trust|meeting|parish|town|community) "
    r"(?=(?:clerk|chair|vice chair)$)"
)
_SHORT_POSTS = {
    "ceo": "chief executive",
    "chief executive officer": "chief executive",
    "cfo": "chief finance officer",
    "chief financial officer": "chief finance officer",
    "coo": "chief operating officer",
    "ht": "headteacher",
    "head teacher": "headteacher",
    "dht": "deputy headteacher",
    "deputy head": "deputy headteacher",
    "deputy head teacher": "deputy headteacher",
    "sbm": "school business manager",
    "rfo": "responsible finance officer",
    "responsible financial officer": "responsible finance officer",
    "fd": "director of finance",
    "finance director": "director of finance",
    "md": "medical director",
}
# Minutes in two languages call one office by two names.
_IN_ENGLISH = {
    "clerc": "clerk",
    "maer": "mayor",
    "arweinydd": "leader",
    "cyfarwyddwr": "director",
    "comisiynydd": "commissioner",
}
_WELSH = re.compile(rf"\b(?:{'|'.join(_IN_ENGLISH)})\b")
_CHAIR = re.compile(r"\b(?:chair(?:man|woman|person)|cadeirydd|cathaoirleach)\b")
# Rank and file of a body: many hold it at once, so that it names nobody.
_NOT_UNIQUE = frozenset("member governor trustee representative".split())
# Nouns of office that people are also called by.
_GIVEN_NAMES = frozenset("dean bishop judge earl duke".split())
_PASSING = frozenset("acting interim temporary new outgoing the current then".split())
_FOR_A_TIME = re.compile(r"(?:\b[TA]/|\b(?:Temp|Ag)\.\s*)(?=[A-Z])")  # the T/Chief Constable
_UNIQUE_MEMBERS = re.compile(r"\b(?:cabinet|executive|lead|portfolio|ward|local)\s+member\b")
_BODY = re.compile(
    r"\s+(?:of|to|for)\s+(?:the\s+)?(?:panel|board|committee|council|meeting|cabinet|authority|"
    r"governors|governing\s+b\w+|trust|trustees|sub-?committee|parish\s+council|town\s+council|"
    r"police\s+and\s+crime\s+panel|opcc)\b.*$",
    re.IGNORECASE,
)
# "Deputy Mayor for Policing and Crime", where a mayor has a commissioner's powers.
_MAYOR = re.compile(r"((?:Deputy )?Mayor) (?:for|of) ", re.IGNORECASE)
_COMMISSIONER = re.compile(
    r"^(deputy |assistant )?(?:police,? (?:fire )?(?:and|&) crime commissioner|p[fc]*cc|pcvc|"
    r"police,? fire (?:and|&) crime commissioner|police, crime (?:and|&) victims' commissioner)$"
)


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name taken apart. `given` are plain first names or initials, `surname` is plain and
    without spaces; both may be empty (`JB` has only `initials`)."""

    titles: tuple[str, ...]
    given: tuple[str, ...]
    surname: str
    initials: str = ""

    @property
    def gender(self) -> str | None:
        """`m` or `f` where a title tells."""
        words = {title.casefold().rstrip(".") for title in self.titles}
        return "m" if words & MALE else "f" if words & FEMALE else None

    @property
    def joined(self) -> str:
        """All of the name in one word: a double name is written with a hyphen or without."""
        return "".join((*self.given, self.surname)).replace("-", "")


def is_given(word: str) -> bool:
    """Whether a word is a first name of the lexicon: "Siân", "Mary-Ann"."""
    return fold(word).split("-")[0] in _GIVEN


def split_titles(name: str) -> tuple[tuple[str, ...], str]:
    """The titles before a name, and the rest without the letters after it."""
    titles: list[str] = []
    rest = name.strip()
    while found := _TITLE.match(rest):
        titles.append(found.group().strip())
        rest = rest[found.end() :]
    if not titles and (post := _post_before(rest)):
        titles.append(post)
        rest = rest[len(post) :].strip()
    words = rest.replace(",", " ").split()
    while len(words) > 1 and words[-1].strip(".") in LETTERS_AFTER:
        words.pop()
    return tuple(titles), " ".join(words)


def _post_before(name: str) -> str:
    """The office that stands before a surname: "City Attorney" of "City Attorney Pruitt"."""
    words = name.split()
    for at in range(min(len(words) - 1, 4), 0, -1):
        noun = words[at - 1].casefold()
        if noun in OFFICE_NOUNS and noun not in _GIVEN_NAMES and words[0][0].isupper():
            return " ".join(words[:at])
    return ""


@lru_cache(maxsize=8192)
def parse_name(name: str) -> NameForm:
    """A name taken apart: `Mr. J. T. de la Haye CC` has the surname `delahaye`."""
    titles, rest = split_titles(name)
    if re.fullmatch(r"[^\W\d_]{2,3}", rest) and rest.isupper():
        return NameForm(titles, (), "", initials=fold(rest))
    words = fold(re.sub(r"\.", " ", rest)).split()
    start = len(words) - 1
    while start > 0 and words[start - 1].replace("-", "") in PARTICLES:
        start -= 1
    surname = re.sub(r"[\W_]", "", "".join(words[max(start, 0) :]))
    return NameForm(titles, tuple(words[: max(start, 0)]), surname)


def same_person(a: str, b: str) -> bool:
    """Whether two forms within one panel may be one person.

    The surname is the same, and first names, initials and the sex that a title tells do not
    contradict each other. An office is the same as the same office alone.
    """
    if is_office(a) or is_office(b):
        return is_office(a) and is_office(b) and office_key(a) == office_key(b)
    one, two = parse_name(a), parse_name(b)
    if one.gender and two.gender and one.gender != two.gender:
        return False
    if one.initials or two.initials:
        return _initials(one) == _initials(two)
    if one.surname == two.surname:
        return _agree(one.given, two.given)
    return one.joined == two.joined


def _agree(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    return all(
        a == b or ((len(a) == 1 or len(b) == 1) and a[0] == b[0])
        for a, b in zip(one, two, strict=False)
    )


def _initials(form: NameForm) -> str:
    return form.initials or "".join(word[0] for word in (*form.given, form.surname) if word)


def office_key(name: str) -> str:
    """What is the same for all ways to call one office ("The PCC", "The Police and Crime
    Commissioner"; "The Chair", "The Chairman")."""
    key = re.sub(r"\bs(?:ection)? ?151\b", "section 151", plain_name(office_of(name) or name))
    key = _SHORT_POSTS.get(key, key)
    key = _WELSH.sub(lambda word: _IN_ENGLISH[word.group()], key)
    return _CLERK_OR_CHAIR_OF.sub("", _CHAIR.sub("chair", key))


def is_office(name: str) -> bool:
    """Whether a name is an office ("The Panel Clerk", "Director of Public Health", "The CFO")."""
    bare = re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)
    if _PERSONAL.match(bare):
        return False
    if _COMMISSIONER.match(bare.casefold()):
        return True
    head = re.split(r"\s+(?:of|for|to|with|and RFO)\b|,|\(", bare, maxsplit=1)[0]
    if head.split(" ")[-1].upper() in _ACRONYMS or bare.endswith("Chief of Staff"):
        return True
    words = fold(head).split()
    if not words or words[-1] not in OFFICE_NOUNS:
        return False
    return len(words) > 1 or head != bare or words[-1] not in NEEDS_MORE or bare != name.strip()


def office_of(role: str) -> str | None:
    """The office that an attendance role names, as minutes call its holder; None for a mere seat.

    "Police and Crime Commissioner" is "The Commissioner", "Chief Finance Officer, OPCC" is "The
    Chief Finance Officer"; "Independent Member" and "Fenby District Council" are no office.
    """
    bare = _without_body(re.split(r"[;(]|\s[-–]\s", role.strip())[0].strip())
    bare = _FOR_A_TIME.sub("", bare)
    words = bare.split()
    while words and words[0].casefold() in _PASSING:
        words.pop(0)
    bare = _BODY.sub("", " ".join(words)).removeprefix("in the ")
    posts = re.split(r"\s+(?:and|&)\s+", bare)
    if len(posts) > 1 and all(map(is_office, posts)):
        bare = next((post for post in posts if not _mere_seat(post)), bare)
    if found := _COMMISSIONER.match(bare.casefold()):
        return f"The {(found.group(1) or '').title()}Commissioner"
    if found := _MAYOR.match(bare):
        return f"The {capitalised(found[1])}"
    if not is_office(bare) or _mere_seat(bare):
        return None
    return f"The {capitalised(bare)}"


def _without_body(role: str) -> str:
    """What stands before the first comma behind an office: "Police, Fire and Crime Commissioner"
    has none."""
    for comma in re.finditer(r"\s*,", role):
        if is_office(role[: comma.start()]):
            return role[: comma.start()]
    return role


def _mere_seat(role: str) -> bool:
    head = re.split(r"\s+(?:of|for|to)\b", role.casefold(), maxsplit=1)[0].split()
    if head[-1] == "member":
        return not _UNIQUE_MEMBERS.search(role.casefold())
    return head[-1] in _NOT_UNIQUE


def capitalised(office: str) -> str:
    """An office with capitals ("deputy clerk" is "Deputy Clerk")."""
    small = {"of", "for", "to", "and", "the", "with", "&"}
    words = " ".join(w if w in small else w[:1].upper() + w[1:] for w in office.split())
    return re.sub(r"(?<=[a-z]-)[a-z]", lambda letter: letter.group().upper(), words)
