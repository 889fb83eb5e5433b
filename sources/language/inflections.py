"""The past, present and -ing forms of English verbs, as far as minutes need them."""

import re
from collections.abc import Callable

from sources.language.lexicon import listed, lists_of

_IRREGULAR = {
    "bring": "brought",
    "buy": "bought",
    "draw": "drew",
    "feel": "felt",
    "find": "found",
    "foresee": "foresaw",
    "forget": "forgot",
    "give": "gave",
    "go": "went",
    "hear": "heard",
    "hold": "held",
    "keep": "kept",
    "know": "knew",
    "lead": "led",
    "leave": "left",
    "lose": "lost",
    "make": "made",
    "mean": "meant",
    "meet": "met",
    "pay": "paid",
    "put": "put",
    "read": "read",
    "run": "ran",
    "say": "said",
    "see": "saw",
    "seek": "sought",
    "sell": "sold",
    "send": "sent",
    "set": "set",
    "sit": "sat",
    "speak": "spoke",
    "spend": "spent",
    "stand": "stood",
    "take": "took",
    "tell": "told",
    "think": "thought",
    "understand": "understood",
    "undertake": "undertook",
    "withdraw": "withdrew",
    "write": "wrote",
    "become": "became",
    "begin": "began",
    "build": "built",
    "come": "came",
    "cut": "cut",
    "drive": "drove",
    "get": "got",
    "ring": "rang",
    "swear": "swore",
    "win": "won",
}
_PARTICIPLES = {
    "drew": "drawn",
    "gave": "given",
    "went": "gone",
    "knew": "known",
    "ran": "run",
    "saw": "seen",
    "spoke": "spoken",
    "took": "taken",
    "undertook": "undertaken",
    "wrote": "written",
}
_DOUBLING = frozenset(
    """
    admit allot beg chat commit concur confer dot drop equip flag grab infer jot mop nod occur omit
    outfit permit plan plot plug prefer quip rebut recap recur refer regret rip rub scan ship slip
    snap spot step stop submit sum swap tap tot transfer transmit trap trim wrap control patrol
    cancel model label level signal total travel
    """.split()
)


def past(lemma: str) -> str:
    """The simple past of a verb: "reply" is "replied", "say" is "said"."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("e"):
        return f"{lemma}d"
    if re.search(r"[^aeiou]y$", lemma):
        return f"{lemma[:-1]}ied"
    return f"{lemma}{lemma[-1] if lemma in _DOUBLING else ''}ed"


def participle(lemma: str) -> str:
    """The past participle: "give" is "given"."""
    return _PARTICIPLES.get(past(lemma), past(lemma))


def present(lemma: str) -> str:
    """The third person of the present: "reply" is "replies"."""
    if re.search(r"[^aeiou]y$", lemma):
        return f"{lemma[:-1]}ies"
    return f"{lemma}{'es' if re.search(r'(?:s|x|z|ch|sh|o)$', lemma) else 's'}"


def ing(lemma: str) -> str:
    """The present participle: "refer" is "referring"."""
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return f"{lemma[:-1]}ing"
    return f"{lemma}{lemma[-1] if lemma in _DOUBLING else ''}ing"


# The lists of verbs in lexicon.toml, by what their subject does.
VERB_CLASSES = lists_of("verbs")
_FORMS: dict[str, tuple[Callable[[str], str], ...]] = {
    "": (str,),
    "-ed": (past, participle),
    "-s": (present,),
    "-ing": (ing,),
}


def verb_forms(name: str, form: str) -> frozenset[str]:
    """The verbs of a list in lower case and one form: "" (as listed), "-ed", "-s" or "-ing".

    Of several words the first is the verb: "bring back" is "brought back".
    """
    return frozenset(
        " ".join((shape(verb), *rest)).lower()
        for verb, *rest in (phrase.split() for phrase in listed("verbs", name))
        for shape in _FORMS[form]
    )
