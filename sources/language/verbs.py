"""How a predicate of minutes speaks: whether its verb asks, answers, says, or does a deed."""

import re
from collections.abc import Callable, Iterable
from typing import Literal

from sources.language.lexicon import listed, lists_of

# Their past, present and -ing forms, as far as minutes need them.
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


# The verbs of minutes: which of them say that their subject spoke.
ASKING = listed("verbs", "ask")
ANSWERING = listed("verbs", "answer")
PERSONAL = listed("verbs", "personal")
SPEAKING = listed("verbs", "speech")
LOOSELY_SPEAKING = listed("verbs", "thought")
SILENT = listed("verbs", "deed")
# Who "promises" ("would look at it") speaks if he was asked something.
Speech = Literal["asks", "answers", "speaks", "promises"]


def _forms(lemmas: Iterable[str], *shapes: Callable[[str], str]) -> frozenset[str]:
    return frozenset(shape(lemma) for lemma in lemmas for shape in shapes)


_STRICT = ASKING | ANSWERING | SPEAKING
_ASKS = _forms(ASKING, past, present) | {"sought", "seeks"}
_ANSWERS = _forms(ANSWERING, past, present)
_STRICT_FORMS = _forms(_STRICT, past, present)
_LOOSE_FORMS = _forms(LOOSELY_SPEAKING, past, present)
_SILENT_FORMS = _forms(SILENT, past, present)
_FORMS_OF_PAPERS = _forms(listed("verbs", "of_papers"), past, present)
# What only people do: bodies confirm, advise and agree as well.
PERSONAL_WORDS = "|".join(
    sorted(
        _forms(PERSONAL, past, present)
        | {"wanted to know", "pointed out", "chaired the meeting", "opened the meeting"},
        key=len,
        reverse=True,
    )
)
STRICT_WORDS = "|".join(sorted(_STRICT_FORMS, key=len, reverse=True))
# The same and the plain verbs of turns of phrase.
PREDICATE_WORDS = "|".join((STRICT_WORDS, *sorted(listed("verbs", "plain"))))
# What may be done "by" somebody who speaks ("It was explained by the Clerk that").
_SPOKEN = _forms(_STRICT - {"support", "request", "propose"}, participle) | listed(
    "verbs", "spoken"
)


def _pattern(forms: Iterable[str]) -> str:
    return " | ".join(sorted(form.lower() for form in forms))


# Forms of verbs that the rows of speech.toml name as classes.
VERB_CLASSES: tuple[tuple[str, str], ...] = (
    ("ask", _pattern(_ASKS)),
    ("say", _pattern(_STRICT_FORMS)),
    ("saying", _pattern(_forms(_STRICT, ing))),
    ("spoken", _pattern(_SPOKEN)),
    ("celtic-ask", _pattern(listed("verbs", "celtic_ask"))),
    ("celtic-say", _pattern(listed("verbs", "celtic_say"))),
)


def is_form_of_verb(word: str) -> bool:
    """Whether a word in small letters is the past or present of a verb that minutes use."""
    return word in _STRICT_FORMS or word in _LOOSE_FORMS or word in _SILENT_FORMS


def papers_do(verb: str) -> bool:
    """Whether papers and plans are the subject of a verb as well ("the review recommended")."""
    return verb in _FORMS_OF_PAPERS


def speech_of(verb: str) -> Speech | None:
    """How a verb in the past or present speaks, whatever follows it."""
    if verb in _ASKS:
        return "asks"
    if verb in _ANSWERS:
        return "answers"
    return "speaks" if verb in _STRICT_FORMS else None


def may_speak(words: str) -> bool:
    """Whether a predicate at the beginning of a sentence is speech for all we know.

    Verbs of speech and thought are an open class ("bridled at", "floated the idea"): what is no
    known deed and looks like a simple past counts.
    """
    match = re.match(r"[a-z-]+", words)
    if match is None:
        return False
    verb = match.group()
    return thinks(verb) or (verb.endswith("ed") and verb not in _SILENT_FORMS)


def thinks(words: str) -> bool:
    """Whether a predicate begins with a verb that speaks unless it is narrative ("felt")."""
    match = re.match(r"[a-z-]+", words)
    return match is not None and match.group() in _LOOSE_FORMS


def infinitive_speaks(words: str, surely: bool = False) -> bool:
    """Whether "did not …", "could not …" with this infinitive is something said; `surely`: whether
    it is a verb of speech or thought, not only no deed."""
    match = re.match(r"[a-z-]+", words)
    if match is None:
        return False
    if surely:
        return match.group() in _STRICT | PERSONAL | LOOSELY_SPEAKING
    return match.group() not in SILENT - {"see", "make", "give"}


# The lists of verbs in lexicon.toml, by what their subject does.
VERB_LISTS = lists_of("verbs")
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
