"""How a predicate of minutes speaks: whether its verb asks, answers, says, or does a deed."""

import re
from collections.abc import Callable, Iterable
from typing import Literal

from sources.speakers.inflect import ing, participle, past, present
from sources.speakers.lexicon import (
    ANSWERING,
    ASKING,
    LOOSELY_SPEAKING,
    PERSONAL,
    PHRASES,
    SILENT,
    SPEAKING,
)

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
# The mark of a name (see `sentences`): those spoken to.
_MARK = re.compile("[\ue000-\uf8ff]")
_PHRASE = re.compile("|".join(PHRASES), re.IGNORECASE)
_WANTING = re.compile(
    r"(?:want\w*|wish\w*|like[ds]?) (?:to|more) "
    r"(?:know|ask|information|understand|hear|see|clarif)"
)

# What only people do: bodies confirm, advise and agree as well.
PERSONAL_WORDS = "|".join(
    sorted(
        _forms(PERSONAL, past, present)
        | {"wanted to know", "pointed out", "chaired the meeting", "opened the meeting"},
        key=len,
        reverse=True,
    )
)
ASKING_WORDS = "|".join(sorted(_ASKS, key=len, reverse=True))
STRICT_WORDS = "|".join(sorted(_STRICT_FORMS, key=len, reverse=True))
STRICT_ING = "|".join(sorted(_forms(_STRICT, ing), key=len, reverse=True))
# The same and the plain verbs of the phrases, where something stands between name and verb.
PREDICATE_WORDS = (
    f"{STRICT_WORDS}|spoke|speaks|sought|gave|drew|made|took|set|wanted|paid|put|ran|went|brought|"
    "was|were|did|felt|thought|had"
)
# What may be done "by" somebody who speaks ("It was explained by the Clerk that").
STRICT_PARTICIPLES = "|".join(
    sorted(
        _forms(_STRICT - {"support", "request", "propose"}, participle)
        | {
            "made",
            "given",
            "delivered",
            "put",
            "drawn",
            "set out",
            "put forward",
            "provided",
            "read",
            "read out",
            "felt",
            "considered",
        },
        key=len,
        reverse=True,
    )
)


def speech_of(words: str) -> Speech | None:
    """How the predicate that begins `words` speaks, where it surely does.

    `words` are in lower case from the verb on ("asked why …").
    """
    words = _MARK.sub("members", words)
    verb = re.match(r"[a-z-]+", words)
    if verb is None:
        return None
    if verb.group() in _ASKS or _WANTING.match(words):
        return "asks"
    if verb.group() in _ANSWERS:
        return "answers"
    if verb.group() in _STRICT_FORMS or _PHRASE.match(words):
        return "speaks"
    return None


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
