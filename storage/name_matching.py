"""How alike a typed name is to the names people go by: misspelt, half remembered, by ear.

Pure functions over strings; `storage.people` calls them with what the book holds.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import dropwhile

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

# ---- how a name may sound to an English ear, for names that were heard and not read -----------


# Each spelling is rewritten step by step; a name is heard as English and, where its letters hint
# at it, as Irish, Welsh or Slavonic.
_Rules = tuple[tuple[str, str], ...]
_IRISH: _Rules = (
    (r"omhn", "on"),
    (r"ia(?=mh|n|d)|io(?=bh|n)", "i"),
    (r"^eo(?=gh|in)", "o"),
    (r"adh(?=g)", "i"),
    (r"(?<=[^aeiou])e$", "a"),
    (r"^c(?!h)", "k"),
    (r"(?<=^ni)[dg]h", "g"),
    (r"bhf", "w"),
    (r"[mb]h", "v"),
    (r"^dh(?=[aou])|^gh(?=[aou])", "g"),
    (r"(?<=.)[dg]h", ""),
    (r"[sth]h", "h"),
    (r"ch", "k"),
    (r"s(?=[ei])|s(?=a$)", "sh"),
    (r"aoi|ao", "i"),
    (r"aigh|aidh", "y"),
)
_IRISH_HARD: _Rules = ((r"dh(?=[aou])", "d"), (r"gh(?=[aou])", "g"), *_IRISH)
_WELSH: _Rules = (
    (r"^ll", "l"),
    (r"ll", "l"),
    (r"dd", "th"),
    (r"ff", "F"),
    (r"f", "v"),
    (r"F", "f"),
    (r"yw", "u"),
    (r"w(?![aeiouy])", "u"),
    (r"si(?=[aou])", "sh"),
)
_SLAVONIC: _Rules = (
    (r"szcz|shch", "sh"),
    (r"sz|si(?=[aeou])", "sh"),
    (r"cz|ci(?=[aeou])", "ch"),
    (r"rz|zi(?=[aeou])", "sh"),
    (r"ck(?=[iy])", "tsk"),
    (r"ch", "h"),
    (r"w", "v"),
    (r"j", "y"),
)
_CHINESE: _Rules = (
    (r"^zh", "j"),
    (r"^(?:x|hs)", "sh"),
    (r"^q(?!u)", "ch"),
)
# Names that are spoken quite otherwise than they are spelt.
_SPOKEN_SO = """
    beauchamp/beecham beaulieu/bewley belvoir/beever cholmondeley/chumley cockburn/coburn
    colquhoun/cahoon dalziel/deeyell featherstonehaugh/fanshaw mainwaring/mannering wemyss/weems
    marjoribanks/marchbanks menzies/mingis nguyen/nuwin ruthven/rivven strachan/strawn
"""
_SPOKEN = dict(pair.split("/") for pair in _SPOKEN_SO.split())
_ENGLISH: _Rules = (
    (r"^(?:kn|gn|pn)", "n"),
    (r"^wr", "r"),
    (r"^wh", "w"),
    (r"^mac|^mck?(?=[^aeiou])", "mk"),
    (r"sch", "sh"),
    (r"tch", "ch"),
    (r"ph", "f"),
    (r"gh(?=[^aeiou]|$)", ""),
    (r"dge?(?=[e$])", "j"),
    (r"gue$", "g"),
    (r"ch(?=[rl])", "k"),
    (r"ck|q|c(?=[^eiyh]|$)", "k"),
    (r"c(?=[eiy])", "s"),
    (r"x", "ks"),
    (r"z", "s"),
    (r"th", "t"),
    (r"gh|kh", "g"),
    (r"dh", "d"),
    (r"bh", "b"),
    (r"(?<=[aeiou])h(?![aeiou])|h$", ""),
    (r"ew|ue|ou|oo|uh|w(?=[^aeiouy]|$)", "u"),
    (r"ough|augh|aw|au", "o"),
    (r"ee|ea|ie|ei|ey(?![aeiou])|y|ij", "i"),
    (r"ai|ay(?![aeiou])|ae", "e"),
    (r"oa|oe|ow", "o"),
    (r"(?<=[^aeiou])e$", ""),
    (r"(.)\1+", r"\1"),
)
# Vowels after the first sound are told apart badly.
_VOWELS = ((r"(?<=.)[aeo]", "a"), (r"(?<=.)[iu]", "i"))


@lru_cache(maxsize=65536)
def sounds(word: str) -> frozenset[str]:
    """Return the ways in which a plain word (small letters, no accents) may be heard, badly told
    vowels as one."""
    return frozenset(_rewritten(way, _VOWELS) for way in _pronounced(word))


@lru_cache(maxsize=65536)
def _pronounced(word: str) -> frozenset[str]:
    heard = {_rewritten(_SPOKEN.get(word, word), _ENGLISH), _rewritten(word, _ENGLISH)}
    for rules, hint in (
        (_IRISH, r"[^aeiou]h|ao"),
        (_IRISH_HARD, r"[dg]h"),
        (_WELSH, r"ll|dd|ff|w|y|f"),
        (_SLAVONIC, r"z|w|ck|ski|sky|sh|j|v"),
        (_CHINESE, r"^(?:zh|x|hs|q)"),
    ):
        if re.search(hint, word):
            heard.add(_rewritten(_rewritten(word, rules), _ENGLISH))
    return frozenset(heard)


def _rewritten(word: str, rules: _Rules) -> str:
    for pattern, sound in rules:
        word = re.sub(pattern, sound, word)
    return word


# ---- names as they are compared: without accents, case, titles and points ---------------------


# Letters that Unicode does not take apart into a letter and an accent.
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_TITLE_WORDS = frozenset(
    """
    cllr cllrs clr cr councillor councillors county cty cyng cynghorydd mr mrs ms miss mx messrs dr
    drs doctor prof professor rev revd reverend canon father fr sister sir dame lord lady baroness
    baron comhairleoir comh hon the alderman alderwoman ald bailie pc pcso
    """.split()
)
# Of these, what people are called as well ("Mr Lord", "Cllr Jonathan Lord").
_SURNAMES_TOO = frozenset("lord baron canon".split())
_RIGHT_HONOURABLE = re.compile(r"^\s*(?:the\s+)?(?:(?:right|rt)\s+)?hon(?:ourable)?\s+(?=\w)")
_LETTERS_AFTER = frozenset(
    "cc am mla mep obe mbe cbe kbe dbe bem qpm qfsm kpm jp dl mp msp ms td qc kc phd esq".split()
)


def fold(text: str) -> str:
    """Return the same letters without accents and case; `ł` is an l, `ø` an o, apostrophes
    straight."""
    low = text.translate(_APOSTROPHES).casefold()
    if low.isascii():
        return low  # as most text is: nothing to take apart
    apart = unicodedata.normalize("NFKD", low)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.translate(_WHOLE_LETTERS)


def plain_name(name: str) -> str:
    """Return a name as compared: folded, without titles, points, hyphens and letters after the
    name.

    A name that is nothing but titles keeps them ("The Lord Mayor" is "lord mayor").
    """
    words = _RIGHT_HONOURABLE.sub("", re.sub(r"'s(?!\w)|[^\w' ]", " ", fold(name))).split()
    kept = [word for word in words if word not in _TITLE_WORDS]
    if len(words) > 1 and words[-1] in _SURNAMES_TOO and words[0] != "the":
        kept.append(words[-1])
    while len(kept) > 1 and kept[-1] in _LETTERS_AFTER:
        kept.pop()
    if len(kept) < 2 and words[:1] == ["the"]:
        kept = words[1:]
    return " ".join(kept or words)


# Below this nobody is meant; within the margin of the best, others may be meant as well.
THRESHOLD = 74.0
MARGIN = 7.0
# One word that is right, where a person's forms have more: a first name, half a double name.
_PART_OF_NAME = 82.0
# Half a name that is mistyped: each point it lacks costs less than a point.
_PART_CLOSE, _PART_LOSS = 85.0, 0.5
_NO_PARTICLE = 3.0
_SAME_SOUND, _SHORT = 92.0, 4
# The same consonants with other vowels ("Treager", "Tregear").
_FRAME = 80.0
_PARTICLES = frozenset(
    """
    de la du da das dos di del della van der den von ten ter ap ab ferch bin ibn al el le an mac nic
    ni nee ui o
    """.split()
)
# Of these the ranks of police, fire service and army are made.
_RANKS = frozenset(
    """
    chief deputy assistant temporary acting detective area group station watch crew manager fire
    firefighter officer inspector superintendent sergeant constable commander captain colonel
    major brigadier commodore cfo dcfo acfo aco dco am gm sm wm cm dcc acc supt insp sgt ci
    dci mayor provost
    """.split()
)
# Words of offices that say the same, or nothing.
_SAME_OFFICE = (
    (r"\bchair(?:man|woman|person)\b", "chair"),
    (r"\bhead teacher\b", "headteacher"),
    (r"\bpolice(?: fire)? and crime commissioner\b|\bpf?cc\b", "commissioner"),
    (r"\bdpf?cc\b", "deputy commissioner"),
)


def likeness(typed: str, forms: Sequence[str]) -> float:
    """Return how well a typed name fits someone who goes by `forms`, from 0 to 100.

    Titles, accents, case and points do not count. First names and initials may be missing but must
    not contradict each other.
    """
    return max((_fit(typed, form) for form in forms), default=0.0)


def best_people(typed: str, people: Mapping[int, Sequence[str]]) -> list[tuple[int, float]]:
    """Return those whom a typed name may mean with how well it fits them, best first.

    Nobody where none is like it, one where one clearly fits best, all who fit about equally.
    """
    fits = [(key, round(likeness(typed, forms), 1)) for key, forms in people.items()]
    good = sorted((fit for fit in fits if fit[1] >= THRESHOLD), key=lambda fit: -fit[1])
    return [fit for fit in good if fit[1] >= good[0][1] - MARGIN]


@lru_cache(maxsize=65536)
def _fit(typed: str, form: str) -> float:
    if re.match(r"the\s", form, re.IGNORECASE):
        return _office_fit(_office_words(typed), _office_words(form))
    typed, form = _unranked(typed), _unranked(form)
    bare = _name_fit(_bare_words(typed), _bare_words(form)) - _NO_PARTICLE
    return max(_name_fit(_words(typed), _words(form)), bare)


def _unranked(name: str) -> str:
    """A name without the rank before it: "Area Manager Lee" and "AM Lee" are both "lee"."""
    words = plain_name(name).split()
    rest = list(dropwhile(_RANKS.__contains__, words))
    return " ".join(rest or words)


# ---- offices ------------------------------------------------------------------------------------


def _office_words(name: str) -> list[str]:
    plain = plain_name(name)
    for expression, word in _SAME_OFFICE:
        plain = re.sub(expression, word, plain)
    return [word for word in plain.split() if word not in {"and", "of", "for", "the", "to"}]


def _office_fit(typed: list[str], office: list[str]) -> float:
    """An office fits by its words ("deputy commissioner") or its initials ("CFO")."""
    if "".join(typed) == "".join(office):
        return 100.0
    if len(office) > 1 and typed == ["".join(word[0] for word in office)]:
        return 95.0
    pairs = [max((_spelt_alike(word, other) for other in office), default=0.0) for word in typed]
    if not pairs or min(pairs) < 80:
        return 0.0
    missing = len("".join(office)) - len("".join(typed))
    penalty = 0.0 if len(typed) == len(office) else 8 + max(missing, 0) * 0.5
    return max(sum(pairs) / len(pairs) - penalty, 0.0)


# ---- persons ------------------------------------------------------------------------------------


def _words(name: str) -> tuple[str, ...]:
    """The words of a plain name, particles joined on to what they belong to (`nidhomhnaill`)."""
    words: list[str] = []
    prefix = ""
    for word in plain_name(name).replace("'", "").split():
        if word in _PARTICLES:
            prefix += word
        else:
            words.append(prefix + word)
            prefix = ""
    return (*words, prefix) if prefix else tuple(words)


def _bare_words(name: str) -> tuple[str, ...]:
    """The words without particles: "Gwilym" is meant for "ap Gwilym" as well."""
    words = plain_name(name).replace("'", "").split()
    return tuple(word for word in words if word not in _PARTICLES)


def _name_fit(typed: tuple[str, ...], form: tuple[str, ...]) -> float:
    """The best way to see a surname and first names in what was typed."""
    if not typed or not form:
        return 0.0
    if "".join(typed) == "".join(form):
        return 100.0
    best = max(
        _parted_fit(given, surname, own, known_surname) - swapped
        for given, surname, swapped in (*_partings(typed), *_turned(typed))
        for own, known_surname, _ in _partings(form)
    )
    return max(best, _single_fit(typed[0], form) if len(typed) == 1 else 0.0)


def _partings(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str, float]]:
    """First names and surname, the surname in one word or more; never an initial joined to it."""
    for cut in range(len(words)):
        surname = words[cut:]
        if len(surname) == 1 or all(len(word) > 1 for word in surname):
            yield words[:cut], "".join(surname), 0.0


def _turned(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str, float]]:
    """The same with the surname first, which costs a little."""
    for cut in range(1, len(words)):
        if all(len(word) > 1 for word in words[:cut]):
            yield words[cut:], "".join(words[:cut]), 3.0


def _parted_fit(
    given: tuple[str, ...], surname: str, own: tuple[str, ...], known_surname: str
) -> float:
    surnames = _alike(surname, known_surname)
    if surnames < THRESHOLD:
        return 0.0
    if not given or not own:
        return surnames - 4 * len(given) - bool(own)
    firsts = [_first_names(a, b) for a, b in zip(given, own, strict=False)]
    if min(firsts) < 60:
        return 0.0
    return 0.7 * surnames + 0.3 * sum(firsts) / len(firsts)


def _first_names(a: str, b: str) -> float:
    if len(a) == 1 or len(b) == 1:
        return 95.0 if a[0] == b[0] else 0.0
    short, long = sorted((a, b), key=len)
    return max(_alike(a, b), 85.0 if len(short) >= 3 and long.startswith(short) else 0.0)


def _single_fit(word: str, form: tuple[str, ...]) -> float:
    """Initials, a first name alone, or half of a double-barrelled name."""
    if len(form) > 1 and word == "".join(part[0] for part in form):
        return _PART_OF_NAME
    close = max(max(_spelt_alike(word, part), _same_sound(word, part)) for part in form)
    near = len(word) > 3 and close >= _PART_CLOSE
    return _PART_OF_NAME - _PART_LOSS * (100 - close) if near else 0.0


# ---- words --------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def _alike(a: str, b: str) -> float:
    """How alike two words are, by letters or by ear."""
    spelt = _spelt_alike(a, b)
    heard = max(_heard_alike(x, y) for x in sounds(a) for y in sounds(b))
    framed = _FRAME if spelt >= 50 and not _bones(a).isdisjoint(_bones(b)) else 0.0
    return max(spelt, heard, framed)


def _spelt_alike(a: str, b: str) -> float:
    if a == b:
        return 100.0
    if min(len(a), len(b)) < 3:
        return 0.0
    return float(DamerauLevenshtein.normalized_similarity(a, b) * 100)


def _bones(word: str) -> frozenset[str]:
    """How a word sounds without its vowels: what is left of a name that is half remembered."""
    bare = (sound[:1] + re.sub(r"[aeiouy]", "", sound[1:]) for sound in sounds(word))
    return frozenset(bones for bones in bare if len(bones) > 2)


def _same_sound(a: str, b: str) -> float:
    """How alike words are of which one may be heard as the other; in short ones vowels count."""
    alike = any(len(sound) > _SHORT for sound in sounds(a) & sounds(b))
    return _SAME_SOUND if alike or _pronounced(a) & _pronounced(b) else 0.0


def _heard_alike(a: str, b: str) -> float:
    """The same sounds are nearly the same word; sounds that differ count less than letters."""
    if min(len(a), len(b)) < 3:
        return 0.0
    if a == b:
        return _SAME_SOUND
    alike = (
        DamerauLevenshtein.normalized_similarity(a, b) * 0.7 + JaroWinkler.similarity(a, b) * 0.3
    )
    return float(alike * 86) if min(len(a), len(b)) > 3 else 0.0
