"""Who takes part in a meeting, and by which name each is called."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sources.language.lexicon import (
    BODIES,
    COLLECTIVES,
    INSTITUTIONS,
    LETTER,
    OFFICE_ACRONYMS,
    OFFICE_NOUNS,
    OPENERS,
    RANKS,
    TITLES,
    UPPER,
)
from sources.language.name_forms import (
    NameForm,
    is_given,
    office_key,
    office_of,
    parse_name,
    same_person,
    split_titles,
)
from sources.language.names import Named
from sources.language.verbs import PERSONAL_WORDS, PREDICATE_WORDS, STRICT_WORDS
from storage.model import Attendee
from storage.name_matching import fold

# Offices of which a body has several, so that without "of Roads" only the context says which.
_CUT_SHORT = {"director", "member", "holder", "manager", "lead", "adviser"}


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of a meeting.

    `names` gives the name to use for each form as written. `known` are the forms without a title,
    `perhaps` those so short that they are names only where they speak, and `heard` those of them
    that surely do somewhere in the meeting.
    """

    names: dict[str, str]
    known: frozenset[str]
    perhaps: frozenset[str]
    heard: frozenset[str] = frozenset()

    def name_of(self, named: Named) -> str:
        """The fullest form that the meeting gives for whoever is named."""
        return self.names.get(named.name, named.name)


NOBODY = Cast({}, frozenset(), frozenset())


def cast_of(
    attendance: Sequence[Attendee],
    written: Counter[str],
    offices: Counter[str],
    letters: Mapping[str, str],
) -> Cast:
    """The people whom the attendance lists and the prose names (`written`, how often), the
    `offices` that it names, and the `letters` that it says stand for one of them."""
    listed = [attendee.name for attendee in attendance if attendee.name.strip()]
    forms = {form: parse_name(form) for form in (*written, *listed)}
    groups = _one_person_each(forms)
    names: dict[str, str] = {}
    for group in groups:
        best = _fullest(group, written, forms)
        names.update(dict.fromkeys(group, best))
    posts = [office for attendee in attendance if (office := office_of(attendee.role or ""))]
    names.update(_one_name_each(offices, posts))
    perhaps = _short_forms({form: names[form] for form in forms})
    surely = frozenset(bare for form in forms if len((bare := split_titles(form)[1]).split()) > 1)
    for form in forms:
        names.setdefault(split_titles(form)[1], names[form])
    explained = {
        article + short: names.get(name, name)
        for short, name in letters.items()
        for article in ("", "the ", "The ")
    }
    return Cast(names | perhaps | explained, surely | {*explained}, frozenset(perhaps) - surely)


def _one_person_each(forms: dict[str, NameForm]) -> list[list[str]]:
    """The forms sorted by person; one that fits two people stays alone."""
    groups: list[list[str]] = []
    by_detail = sorted(forms, key=lambda form: -sum(map(len, forms[form].given)))
    for form in by_detail:
        fitting = [
            group
            for group in groups
            if all(same_person(form, other) for other in group)
            or any(forms[other].given[:1] == (fold(form),) for other in group)
        ]
        if len(fitting) == 1:
            fitting[0].append(form)
        else:
            groups.append([form])
    return groups


def _one_name_each(offices: Counter[str], posts: Iterable[str]) -> dict[str, str]:
    """The commonest name of each office, for all its names, or in the place of letters the one
    that the attendance has among its `posts`; "The Director" is the Director of Roads where there
    is no other."""
    common: dict[str, str] = {}
    for office, _ in offices.most_common():
        common.setdefault(office_key(office), office)
    for post in posts:
        if common.get(office_key(post), "").removeprefix("The ").isupper():
            common[office_key(post)] = post
    for key in [key for key in common if key.split()[-1] in _CUT_SHORT]:
        longer = [other for other in common if re.match(rf"{key} (?:for|of) ", other)]
        if len(longer) == 1:
            common[key] = common[longer[0]]
    return {office: common[office_key(office)] for office in offices}


def _fullest(group: list[str], written: Counter[str], forms: dict[str, NameForm]) -> str:
    """The form to call someone by: as the prose has it, unless that is only initials."""

    def worth(form: str) -> tuple[bool, bool, int, bool, int]:
        parsed = forms[form]
        named = bool(parsed.surname) and bool(parsed.titles or parsed.given)
        detail = sum(map(len, parsed.given))
        return named, form in written, detail, bool(parsed.titles), written[form]

    return max(group, key=worth)


def _short_forms(people: Mapping[str, str]) -> dict[str, str]:
    """Surnames, first names and initials that fit just one of the `people`, with whom they mean;
    each stands there under every form that is written."""
    fitting: dict[str, set[str]] = {}
    for name, who in people.items():
        bare = split_titles(name)[1].split()
        if not bare:
            continue
        short = {bare[-1], bare[0]}
        if len(bare) > 1:
            short |= {bare[-1].upper(), *_initials(" ".join(bare))}
        for form in short:
            if len(form) > 1 and form[0].isupper():
                fitting.setdefault(form, set()).add(who)
    return {form: min(whom) for form, whom in fitting.items() if len(whom) == 1}


def _initials(name: str) -> set[str]:
    """The first letters of a name, a double name counted once and twice: "TM" and "TMH"."""
    ways = (name.split(), re.split("[ -]", name))
    return {"".join(part[0] for part in parts if part[:1].isupper()) for parts in ways}


def believed(cast: Cast, attendance: Iterable[Attendee]) -> frozenset[str]:
    """The short forms that are people wherever they stand: first names, and initials of those whom
    the attendance lists."""
    listed = (split_titles(attendee.name)[1] for attendee in attendance)
    letters = {form for name in listed if " " in name for form in _initials(name)} - _NO_INITIALS
    return frozenset(form for form in cast.perhaps if form in letters or is_given(form))


# People whom minutes call by one word: a first name ("Wendy asked") or initials ("RMcC said").
#
# A word with a capital is no name by itself: bodies ("Ofsted confirmed") and things ("CQC visited")
# look the same. A word is believed where the meeting shows it doing what only people do.


# "TPK", "RMcC", "LO'C"; mixed ones are never the letters of a body.
_INITIALS = rf"[{UPPER}]{{1,2}}(?:Ma?c|[OD]['’]|Fitz)[{UPPER}]{{1,2}}|[{UPPER}]{{2,3}}"
_FIRST_NAME = rf"[{UPPER}][{LETTER}]*[a-z\u00df-\u024f](?:-[{UPPER}][{LETTER}]+)?"
_SPEAKS_BEFORE = r"(?:^|[.;:!?]\s+|\band |, )"
_ASIDE = (
    r"(?: (?:from|of) [^,;.]{1,40}?|, [^,;.]{1,50},| \([^()]{1,40}\))?"
    r"(?: and [^ ,.;]+| \w+ly| also| then)?"
)
_SUBJECT_INITIALS = re.compile(
    rf"{_SPEAKS_BEFORE}({_INITIALS})(?![{LETTER}'’-]){_ASIDE} (?:{STRICT_WORDS})\b", re.MULTILINE
)
_SUBJECT_NAME = re.compile(
    rf"(?:^|[.;!?]\s+|\b[QA]: )({_FIRST_NAME})(?: and ({_FIRST_NAME}))?{_ASIDE} "
    rf"(?:{PERSONAL_WORDS})\b(?! (?:by|from|is|are|was|were|includ\w+)\b|[.;:])",
    re.MULTILINE,
)
_SUBJECT_WORD = re.compile(
    rf"(?:^|[.;!?]\s+)({_FIRST_NAME}){_ASIDE} (?:{STRICT_WORDS})\b"
    r"(?! (?:by|were|was)\b)",
    re.MULTILINE,
)
# First names of the lexicon need no more than a verb of speech or of a turn of phrase.
_SUBJECT_GIVEN = re.compile(
    rf"(?:^|[.;!?]\s+)({_FIRST_NAME})(?: (?:and|&) ({_FIRST_NAME}))?{_ASIDE} "
    rf"(?:(?!(?:was|were|had|did)\b)(?:{PREDICATE_WORDS})|would like)\b(?! (?:by|were|was)\b)",
    re.MULTILINE,
)
# Whose something is, or whom somebody thanked or asked: with one more sign, a person.
_OTHERWISE = re.compile(
    rf"\b({_FIRST_NAME})['’]s? (?:report|question|paper|point|update|role|term|work|concerns?)\b"
    rf"|\b(?:thanked|asked|invited|welcomed|congratulated|and|with) ({_FIRST_NAME})\b"
)
# "Denise: Can we start?", as in a play.
_IN_A_PLAY = re.compile(rf"^\W*({_FIRST_NAME}):\s+(.+)", re.MULTILINE)
_TALKS = re.compile(r"\?|\b(?:I|I['’]\w+|[Mm]y|[Ww]e|[Yy]ou|[Oo]ur)\b")
_IN_BRACKETS = re.compile(
    rf"\s\(['\"‘“]?((?=\w*[{UPPER}]\w*[{UPPER}])[{UPPER}]\w{{1,6}})['\"’”]?\)"
)
_NO_NAMES = (
    INSTITUTIONS | COLLECTIVES | OPENERS | OFFICE_NOUNS | {word.casefold() for word in TITLES}
)
_NO_INITIALS = BODIES | OFFICE_ACRONYMS | {*RANKS}


def short_names(texts: Iterable[str]) -> frozenset[str]:
    """The single words that are people in a meeting whose paragraphs are `texts`.

    Initials count where at least two people go by such (it is the clerk's habit). First names
    count where they ask, wonder, feel or thank; among such, another that twice says something.
    """
    whole = "\n".join(texts)
    initials = Counter(match[1] for match in _SUBJECT_INITIALS.finditer(whole))
    by_initials = {form for form in initials if not _is_acronym(form, whole)}
    if len(by_initials) > 1:  # then "GP explained" and "BT asked" are people as well
        by_initials |= {form for form in initials if _only_speaks(form, whole)}
    names = {name for match in _SUBJECT_NAME.finditer(whole) for name in match.groups() if name}
    by_first_name = {name for name in names if not _is_word(name, whole)}
    by_first_name |= _in_a_play(whole)
    subjects = Counter(_SUBJECT_WORD.findall(whole))
    given = {name for match in _SUBJECT_GIVEN.finditer(whole) for name in match.groups() if name}
    by_first_name |= {name for name in given if is_given(name) and not _is_word(name, whole)}
    if by_first_name:
        others = subjects.copy()
        signs = Counter(name for match in _OTHERWISE.finditer(whole) for name in match.groups())
        others.update({name: 1 for name in others if signs[name]})
        by_first_name |= {
            name for name, times in others.items() if times > 1 and not _is_word(name, whole)
        }
    return frozenset((by_initials if len(by_initials) > 1 else set()) | by_first_name)


def _in_a_play(whole: str) -> set[str]:
    """The words before a colon that are people talking: several of them, in three turns or more."""
    turns = [match.groups() for match in _IN_A_PLAY.finditer(whole)]
    times = Counter(name for name, _ in turns)
    talking = {name for name, said in turns if _TALKS.search(said) and not _is_word(name, whole)}
    return talking if len(talking) > 1 and sum(times[name] for name in talking) > 2 else set()


def letters_after(text: str, named: Named) -> str | None:
    """The letters that the text says stand for somebody: "the Head of Highways (HoH)"."""
    match = _IN_BRACKETS.match(text, named.end)
    if match is None:
        return None
    letters = match[1].upper()
    following = iter(re.sub(r"[^\w ]", "", named.name.upper()))
    begins = [word[0].upper() for word in named.name.split()]
    fits = all(letter in following for letter in letters)
    return match[1] if fits and letters[-1] in begins else None


def _is_acronym(form: str, whole: str) -> bool:
    """Whether letters stand for a body: known to, explained in brackets, or with an article."""
    return form.upper() in _NO_INITIALS or bool(
        re.search(rf"\(['\"“‘]?{re.escape(form)}\b|\b(?:[Tt]he|[Aa]n?) {re.escape(form)}\b", whole)
    )


def _only_speaks(form: str, whole: str) -> bool:
    """Whether letters that stand for something else as well stand for a person here: they speak
    more than once, and never are "a GP" or "GPs"."""
    speaks = sum(match[1] == form for match in _SUBJECT_INITIALS.finditer(whole))
    thing = rf"\b(?:[Tt]he|[Aa]n?|[Ll]ocal|[Oo]ur|[Ee]very) {form}\b|\b{form}(?:s|[- ][a-z]+s)\b"
    known = OFFICE_ACRONYMS | {*RANKS}
    return speaks > 1 and form not in known and not re.search(thing, whole)


def _is_word(name: str, whole: str) -> bool:
    """Whether a capital is only that of a sentence, or the name is a body's."""
    low = name.casefold()
    return (
        low in _NO_NAMES
        or low in BODIES
        or bool(re.search(rf"\b(?:{re.escape(low)}|[Tt]he {re.escape(name)})\b", whole))
    )
