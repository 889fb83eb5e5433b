"""Texts as words with their stems, what the forms of an English word share: agree, agreement.

The stems are made for minutes: inflections, the few endings that turn a verb into the noun of the
same thing, British and American spelling, and the irregular forms that clerks use. The regular part
follows M. F. Porter's "An algorithm for suffix stripping" (1980), steps 1 and 5; its later steps
are left out because they join words that minutes must tell apart (community and communication,
police and policy, officer and official).
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from storage.name_matching import fold

_IRREGULAR = {
    form: base
    for base, forms in {
        "abstain": "abstention abstentions",
        "aging": "ageing",
        "arise": "arose arisen",
        "bear": "bore borne",
        "beat": "beaten",
        "become": "became",
        "begin": "began begun",
        "break": "broke broken",
        "bring": "brought",
        "build": "built",
        "bus": "buses busses",
        "buy": "bought",
        "catch": "caught",
        "center": "centre centres centers",
        "child": "children",
        "choose": "chose chosen",
        "close": "closure closures",
        "come": "came coming",
        "complain": "complaint complaints",
        "deal": "dealt",
        "decide": "decision decisions",
        "die": "died dying",
        "dig": "dug",
        "draw": "drew drawn",
        "drink": "drank drunk",
        "drive": "drove driven",
        "eat": "ate eaten",
        "fail": "failure failures",
        "fall": "fell fallen",
        "feel": "felt",
        "fight": "fought",
        "find": "found",
        "fly": "flew flown flies",
        "foot": "feet",
        "forget": "forgot forgotten",
        "freeze": "froze frozen",
        "gas": "gases",
        "get": "got gotten getting",
        "give": "gave given",
        "go": "went gone goes going",
        "grow": "grew grown",
        "half": "halves",
        "hang": "hung",
        "hear": "heard",
        "hide": "hid hidden",
        "hold": "held",
        "inquiry": "enquiry enquiries inquiries",
        "judgment": "judgement judgements judgments",
        "keep": "kept",
        "knife": "knives",
        "know": "knew known",
        "lay": "laid",
        "lead": "led",
        "leaf": "leaves",
        "leave": "left",
        "lend": "lent",
        "license": "licence licences licenses",
        "life": "lives",
        "lose": "lost loss losses",
        "make": "made",
        "man": "men",
        "meet": "met",
        "meter": "metre metres meters",
        "mouse": "mice",
        "pay": "paid",
        "person": "people persons",
        "practice": "practise practises practised practising",
        "program": "programme programmes programs",
        "respond": "response responses",
        "ride": "rode ridden",
        "ring": "rang rung",
        "rise": "rose risen",
        "run": "ran",
        "say": "said",
        "seek": "sought",
        "sell": "sold",
        "send": "sent",
        "shake": "shook shaken",
        "shelf": "shelves",
        "shoot": "shot shots",
        "show": "shown",
        "sing": "sang sung",
        "sink": "sank sunk",
        "sit": "sat",
        "sleep": "slept",
        "speak": "spoke spoken",
        "spend": "spent",
        "stand": "stood",
        "steal": "stole stolen",
        "stick": "stuck",
        "strike": "struck",
        "sweep": "swept",
        "swim": "swam swum",
        "take": "took taken",
        "teach": "taught",
        "tear": "tore torn",
        "tell": "told",
        "thief": "thieves",
        "think": "thought",
        "throw": "threw thrown",
        "tooth": "teeth",
        "understand": "understood",
        "use": "used uses using",
        "wake": "woke woken",
        "wear": "wore worn",
        "wife": "wives",
        "win": "won",
        "withdraw": "withdrew withdrawn",
        "wolf": "wolves",
        "woman": "women",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}
# Words whose ending is no ending.
_WHOLE = frozenset("news evening morning species series various previous gas bus always".split())

# Nouns made of verbs: the ending, and how many letters must be left of the verb.
_DERIVED = (
    ("ements", 5), ("ement", 5), ("ments", 5), ("ment", 5),
    ("ications", 3), ("ication", 3), ("ations", 5), ("ation", 5), ("itions", 5), ("ition", 5),
    ("tions", 4), ("tion", 4), ("sions", 4), ("sion", 4),
    ("ances", 5), ("ance", 5), ("ences", 5), ("ence", 5),
    ("rral", 4), ("sal", 4), ("val", 4), ("ness", 4), ("ships", 5), ("ship", 5),
    ("ism", 4), ("ist", 4), ("ly", 4),
)  # fmt: skip
_KEPT = {
    "ications": "y", "ication": "y", "tions": "t", "tion": "t", "sions": "s", "sion": "s",
    "rral": "r", "sal": "s", "val": "v",
}  # fmt: skip


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a plain word (lower case, no accents). Numbers and short words stay."""
    if len(word) < 4 or not word.isalpha() or not word.isascii():
        return _IRREGULAR.get(word, word)
    word = _IRREGULAR.get(word, word)
    if word in _WHOLE:
        return word
    return _ending(_derived(_participle(_singular(_american(word)))))


def _american(word: str) -> str:
    """-ise as -ize and -our as -or, in whatever form follows."""
    word = re.sub(r"(?<=[a-z]{3})is(e|es|ed|ing|er|ers|ation|ations)$", r"iz\1", word)
    return re.sub(r"(?<=[a-z]{3})our(?=(s|ed|ing|ite|ites|al|hood|hoods)?$)", "or", word)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if re.search(r"(ss|x|ch|sh|zz)es$", word):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _participle(word: str) -> str:
    """Without -ed and -ing, with the e that they took away and without the letter they doubled."""
    if word.endswith("ied"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    for ending in ("ed", "ing"):
        base = word.removesuffix(ending)
        if word.endswith("eed"):
            return word[:-1] if _measure(word[:-3]) and not word.endswith("ceed") else word
        if base == word or not re.search("[aeiouy]", base):
            continue
        if len(base) < 3:
            return word
        if base[-1] == base[-2] and base[-1] not in "lsz":
            return base[:-1]
        if base.endswith(("at", "bl", "iz")) or (_measure(base) == 1 and _short(base)):
            return base + "e"
        return base
    return word


def _derived(word: str) -> str:
    for ending, left in _DERIVED:
        if word.endswith(ending) and len(word) - len(ending) >= left:
            return word.removesuffix(ending) + _KEPT.get(ending, "")
    return word


def _ending(word: str) -> str:
    """Without a final e, or the second of two l, that other forms of the word lack."""
    if word.endswith("ll") and len(word) > 5:
        return word[:-1]
    if word.endswith("ate") and len(word) >= 8:
        return word[:-3]  # as -ation leaves it: legislate, legislation
    if word.endswith("e") and not word.endswith("ee"):
        base = word[:-1]
        if _measure(base) > 1 or (_measure(base) == 1 and not _short(base)):
            return base
    return word


def _measure(base: str) -> int:
    """Porter's m: how often a vowel is followed by a consonant."""
    return len(re.findall("[aeiouy]+[^aeiouy]+", base))


def _short(base: str) -> bool:
    """Porter's *o: it ends consonant, vowel, consonant, the last not w, x or y."""
    return re.search("[^aeiou][aeiouy][^aeiouwxy]$", base) is not None


# ---- a text as the words that it is searched by, each with its place in the text --------------
# The same function reads minutes when they are indexed, questions, and paragraphs when they are
# ranked and highlighted, so that the three can never disagree.


_LETTERS = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
_WORD = re.compile(
    r"(?P<number>(?<![^\W_])\d{1,15}(?:,\d{3})*(?:\.\d{1,15})?"
    r"(?:\s?(?P<times>thousand|million|billion|bn|[km]))?(?![^\W_]))"
    rf"|{_LETTERS}(?:['’ʼ]{_LETTERS})*",
    re.IGNORECASE,
)
_TIMES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_LONGEST = 64  # no word is longer; what is, is cut

# Words that tell nothing about what is looked for.
STOP = frozenset(
    """
    a about above after again against all also although am an and any are as at be because been
    before being below between both but by can cannot could did do does doing down during each
    either else ever every few for from further had has have having he hence her here hers herself
    him himself his how however i if in into is it its itself just let may me might more most much
    must my myself nor not now of off on once only or other our ours out over own per please
    rather re same shall she should so some such than that the their theirs them themselves then
    there these they this those though through thus to too under until up upon us very was we were
    what when where whether which while who whom whose why will with within without would yes yet
    you your yours
    """.split()
)


class Word(NamedTuple):
    """A word of a text: `text[start:end]`, its plain form, its stem."""

    plain: str
    stem: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of a text in order. Never raises, whatever the text holds."""
    tokens = []
    for match in _WORD.finditer(text):
        plain, root = _figure(match) if match.lastgroup else _read(match[0])
        if plain:
            start, end = match.span()
            tokens.append(Word(plain, root, start, end))
    return tokens


def plain_words(text: str) -> tuple[str, ...]:
    """Return the plain forms alone."""
    return tuple(word.plain for word in words(text))


def _figure(match: re.Match[str]) -> tuple[str, str]:
    plain = _number(match)
    return plain, stem(plain)


@lru_cache(maxsize=50_000)
def _read(word: str) -> tuple[str, str]:
    """A word's plain form and its stem."""
    plain = _plain(word)
    return plain, stem(plain)


def _number(match: re.Match[str]) -> str:
    """A figure as digits: "18k" is 18000, "£1.3 million" 1300000, "3,940" 3940."""
    times = match["times"]
    digits = match["number"].replace(",", "")
    if times:
        digits = digits[: -len(times)].strip()
        digits = f"{Decimal(digits).scaleb(_TIMES[times.casefold()]):f}"
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
    return digits


def _plain(word: str) -> str:
    """Lower case, without accents, possessives and apostrophes; ordinals as their number."""
    folded = fold(word).removesuffix("'s").replace("'", "")
    folded = re.sub(r"^(\d+)(st|nd|rd|th)$", r"\1", folded)
    return folded[:_LONGEST]


# ---- acronyms that a text itself explains: "Violence Against Women and Girls (VAWG)" ----------


_SHORT = r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*"
_AFTER = re.compile(rf"\((?P<short>{_SHORT})\)")  # long (SHORT)
_BEFORE = re.compile(rf"\b(?P<short>{_SHORT})\s\((?P<long>[^()]{{5,120}})\)")  # SHORT (long)


def acronyms(text: str) -> set[tuple[str, str]]:
    """Return the (acronym, words it stands for) pairs that a text explains, both in plain form."""
    pairs = set()
    for match in _AFTER.finditer(text):
        long = _long_form(match["short"], words(text[: match.start()]))
        if long:
            pairs.add((_plain_acronym(match["short"]), " ".join(long)))
    for match in _BEFORE.finditer(text):
        inside = words(match["long"])
        if _long_form(match["short"], inside) == [word.plain for word in inside]:
            pairs.add((_plain_acronym(match["short"]), " ".join(word.plain for word in inside)))
    return pairs


def _plain_acronym(short: str) -> str:
    """The acronym as a plain word, in the singular: "PCSOs" is "pcso"."""
    return re.sub(r"(?<=[A-Z])s$", "", short).casefold()


def _long_form(short: str, before: list[Word]) -> list[str] | None:
    """The last of these words whose initials spell the acronym; small words may be left out."""
    letters = list(_plain_acronym(short))
    long: list[str] = []
    for word in reversed(before):
        if letters and word.plain[0] == letters[-1]:
            letters.pop()
        elif word.plain not in STOP or not long:
            return None
        long.insert(0, word.plain)
        if not letters:
            return long if len(long) > 1 else None
    return None
