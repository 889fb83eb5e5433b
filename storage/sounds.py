"""How a name may sound to an English ear, for names that were heard and not read."""

import re
from functools import lru_cache

# Each spelling is rewritten step by step; a name is heard as English and, where its letters hint
# at it, as Irish, Welsh or Slavonic.
_Rules = tuple[tuple[str, str], ...]
_IRISH: _Rules = (
    (r"omhn", "on"),
    (r"(?<=^ni)[dg]h", "g"),
    (r"bhf", "w"),
    (r"[mb]h", "v"),
    (r"^dh(?=[aou])|^gh(?=[aou])", "g"),
    (r"(?<=.)[dg]h", ""),
    (r"[sth]h", "h"),
    (r"ch", "k"),
    (r"s(?=[ei])", "sh"),
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
    (r"ee|ea|ie|ei|ey|y|ij", "i"),
    (r"ai|ay|ae", "e"),
    (r"oa|oe|ow", "o"),
    (r"(?<=[^aeiou])e$", ""),
    (r"(.)\1+", r"\1"),
)
# Vowels after the first sound are told apart badly.
_VOWELS = ((r"(?<=.)[aeo]", "a"), (r"(?<=.)[iu]", "i"))


@lru_cache(maxsize=65536)
def sounds(word: str) -> frozenset[str]:
    """The ways in which a plain word (small letters, no accents) may be heard."""
    heard = {_rewritten(word, _ENGLISH)}
    for rules, hint in (
        (_IRISH, r"[^aeiou]h"),
        (_IRISH_HARD, r"[dg]h"),
        (_WELSH, r"ll|dd|ff|w|y|f"),
        (_SLAVONIC, r"z|w|ck|ski|sky|sh|j|v"),
    ):
        if re.search(hint, word):
            heard.add(_rewritten(_rewritten(word, rules), _ENGLISH))
    return frozenset(_rewritten(way, _VOWELS) for way in heard)


def _rewritten(word: str, rules: _Rules) -> str:
    for pattern, sound in rules:
        word = re.sub(pattern, sound, word)
    return word
