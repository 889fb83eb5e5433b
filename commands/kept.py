"""Whether later minutes look as if a promise had been kept.

A sentence must say that something was delivered ("had been circulated", "the breakdown which the
Panel had asked for was before it", "reported that she had written"), say nothing of its being
awaited, and be about what was promised. When in doubt it is not: a wrong proposal costs a person's
time, a missed one costs nothing that was there before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commands.common import GENERAL
from sources.undertakings.sentences import sentences
from storage.words import STOP, words

# How much of what was promised the sentence must be about, weighted.
SHARE = 0.6
FEWEST = 2  # words of it, at the least

_SENT = (
    r"(?:circulated|sent|e-?mailed|provided|shared|received|published|issued|supplied|distributed"
    r"|forwarded|completed|installed|repaired|mended|fixed|replaced|delivered|answered|obtained"
    r"|arranged|submitted|produced|posted|uploaded|appended|attached|tabled|actioned|reported"
    r"|carried\s+out|put\s+right|put\s+up|set\s+up|made\s+available|passed\s+on|raised|written"
    r"|contacted|added|amended|updated|reviewed|paid)"
)
_ADVERB = r"(?:(?:now|since|also|already|both|all|duly|subsequently|recently|just|each)\s+)*"
_PASSIVE = re.compile(
    rf"\b(?:had|has|have)\s+{_ADVERB}been\s+{_ADVERB}{_SENT}\b"
    rf"|\b(?:was|were)\s+{_ADVERB}(?:circulated|appended|attached|tabled|sent|e-?mailed|laid)\b"
    r"|\b(?:was|were)\s+(?:now\s+)?(?:before|put\s+before)\s+(?:it|them|the|Members|Governors)\b",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"\bhad\s+{_ADVERB}(?:written|sent|circulated|e-?mailed|provided|shared|spoken|met|contacted"
    r"|obtained|arranged|raised|visited|inspected|reported|asked|completed|installed|repaired"
    r"|replaced|forwarded|published|supplied|checked|confirmed|submitted|passed)\b",
    re.IGNORECASE,
)
# The paper itself comes to the meeting.
_PRESENTED = re.compile(
    r"\b(?:presented|introduced|tabled|received|considered|noted)\s+(?:the|a|an|her|his|their)\b",
    re.IGNORECASE,
)
_BODY = r"(?:meeting|Panel|Board|Committee|Council|Governors?|Members|Trustees|Cabinet|Forum)"
_AS_ASKED = re.compile(
    rf"\b(?:as|which|that)\b[^.;]{{0,60}}\b(?:requested|asked\s+for|promised|undertaken|agreed)\b"
    rf"|\b(?:requested|asked\s+for|promised|agreed)\s+(?:at|by)\s+(?:the|its|their|our)\s+"
    rf"(?:last|previous|\w+)?\s*{_BODY}\b|\bfollowing\s+(?:a|the)\s+request\b"
    rf"|\bin\s+(?:response|answer|reply)\s+to\s+(?:a|the|its|their)\s+(?:request|question)\b",
    re.IGNORECASE,
)
# It has not come, or is promised once more.
_AWAITED = re.compile(
    r"\b(?:still|yet\s+to|await\w*|outstanding|overdue|delay\w*|chas(?:e|ed|ing)|remind\w*"
    r"|carried\s+forward|not\s+(?:yet|been|received|had|come)|never|nothing"
    r"|no\s+(?:answer|reply|response|report|progress|update|news)|in\s+progress|ongoing"
    r"|(?<!had )(?:undertook|promised\s+to)|apologi[sz]ed|would\s+(?:be|follow)|to\s+be\s+\w+ed"
    r"|had\s+hoped|asked\s+(?:when|why|whether|if)|partly|part\s+of)\b",
    re.IGNORECASE,
)
# Verbs of promising and delivering, and times: they say nothing of what it is about.
_EMPTY = frozenset(
    """
    action agree answer april arrange ask august back board bring by chair chairman circulate
    clerk come committee council december detail end february find further give governor info
    information january july june look make march may meeting member month next note november
    obtain october officer panel possible produce promise provide receive report request resolve
    say send september share submit supply take undertake undertaken undertook update week write
    wrote year one two three four five six seven eight nine ten
    """.split()
)
# Words that many promises share: half a word each.
_COMMON = GENERAL | frozenset(
    """
    analysis breakdown item letter list order paper police position quotation response statement
    summary wait waiting
    """.split()
)
_NAMED = re.compile(r"\b(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Rev|Prof)\.?(?:\s[A-Z][\w’'-]+)+")


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised, as far as words tell: its subject's stems, and whose it is."""

    subject: frozenset[str]
    owner: frozenset[str]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A sentence, `text[start:end]` of a paragraph, that says that something was delivered.

    `subject` is what it is about, `title` what its item is about, `acting` whoever is named in it
    or speaks in its paragraph. `by_whom` marks one that counts only for the promise of whoever
    acts, `asked_for` one that says that it had been asked for or promised.
    """

    start: int
    end: int
    subject: frozenset[str]
    title: frozenset[str]
    acting: tuple[frozenset[str], ...]
    by_whom: bool
    asked_for: bool


def promise(words_: str, owner: str | None, asked: str = "") -> Promise:
    """A promise from its words. `asked` is what was asked before it, for "would find out"."""
    whose = _stems(owner or "")
    subject = _subject(_NAMED.sub(" ", words_)) - whose
    if len(subject - _STEMS_COMMON) < FEWEST:
        subject |= _subject(_NAMED.sub(" ", asked)) - whose
    return Promise(frozenset(subject), whose)


def deliveries(text: str, item_title: str, speaking: Sequence[str] = ()) -> tuple[Delivery, ...]:
    """The sentences of a paragraph that say that something was delivered, and nothing of its
    being awaited."""
    title = _subject(item_title)
    speakers = tuple(_stems(name) for name in speaking)
    return tuple(
        delivery
        for start, end in sentences(text)
        if (delivery := _delivery(text[start:end], start, end, title, speakers))
    )


def share_kept(given: Promise, said: Delivery) -> float:
    """How much of a promise a sentence is about, from 0 to 1; 0 where it does not look like it."""
    ours = not given.owner or any(given.owner <= who for who in said.acting)
    if said.by_whom and not ours:
        return 0.0
    told = given.subject & (said.subject | said.title)
    telling = told - _STEMS_COMMON
    if not telling or not given.subject & said.subject:
        return 0.0
    if not (telling & said.subject or said.asked_for or ours):
        return 0.0  # only its heading is about it
    if len(told) < FEWEST and not (said.asked_for and ours):
        return 0.0
    share = _weight(told) / _weight(given.subject)
    return share if share >= SHARE else 0.0


def _delivery(
    sentence: str,
    start: int,
    end: int,
    title: frozenset[str],
    speakers: tuple[frozenset[str], ...],
) -> Delivery | None:
    if _AWAITED.search(sentence):
        return None
    passive, presented = _PASSIVE.search(sentence), _PRESENTED.search(sentence)
    asked_for = _AS_ASKED.search(sentence) is not None
    if not (passive or presented or _ACTIVE.search(sentence)):
        return None
    return Delivery(
        start,
        end,
        _subject(sentence),
        title,
        (_stems(sentence), *speakers),
        by_whom=not (passive or (presented and asked_for)),
        asked_for=asked_for,
    )


def _weight(stems: frozenset[str]) -> float:
    return sum(0.5 if stem in _STEMS_COMMON else 1.0 for stem in stems)


def _stems(text: str) -> frozenset[str]:
    """The stems of what is more than grammar; figures are days and amounts, not what it is."""
    return frozenset(
        word.stem for word in words(text) if word.plain not in STOP and not word.plain[0].isdigit()
    )


def _subject(text: str) -> frozenset[str]:
    return _stems(text) - _STEMS_EMPTY


_STEMS_EMPTY = frozenset(word.stem for word in words(" ".join(_EMPTY)))
_STEMS_COMMON = frozenset(word.stem for word in words(" ".join(_COMMON)))
