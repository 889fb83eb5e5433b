"""Resolutions: what the meeting decided.

They stand under a heading ("RESOLVED that …", lettered limbs below it), in a sentence ("it was
agreed to …") or with the keyword lost on the way ("That the report be noted."). Those that never
had one are in `passing`, motions and their votes in `motions`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sources.undertakings.agents import People
from sources.undertakings.finding import Finding
from sources.undertakings.limbs import charged, is_complete, limbs
from sources.undertakings.motions import is_lost, is_verdict
from sources.undertakings.passing import is_deferral, is_passing, may_be_passed
from sources.undertakings.sentences import Span
from sources.undertakings.words import ADVERB, BODY, DELIVER, LETTER, MARKER, OPENING

_CAPITALS = (
    r"(?:RESOLVED|AGREED|DECIDED|ORDERED|RECOMMENDED|NOTED|APPROVED|ENDORSED|RATIFIED|ADOPTED"
    r"|ACCEPTED|RECEIVED|DEFERRED|DELEGATED|VOTED)"
)
# These head a decision only before a colon, a dash, "that" or "to", or alone.
_HEADING = (
    r"(?:(?:Resolved|Decided|Agreed|Decision|DECISION|RESOLUTION|Resolution|Noted|Approved|Recommended"
    r"|RECOMMENDATIONS?|agreed|resolved)(?=\s*[,:–—-]|\s+(?:that|to|unanimously)\b|\s+\((?:[a-z]|[ivx]+|\d)\)|\s+£|\s+in\s+principle\b|\.?$)"
    r"|(?:Noted|Approved|Endorsed|Received)(?=\s+the\b))"
)
_HOW = (
    r"(?:\s*,?\s*(?:[a-z]+ly|UNANIMOUSLY|nem\.?\s?con\.?,?|by\s+a\s+majority(?:\s+vote)?"
    r"|in\s+principle|\(\w+\)))?"
)
_LINK = (
    r"(?:[\s:,–—-]+[Oo]n\s+the\s+(?:proposal|motion)\s+of\s[^;]{3,100}?,?\s+(?=(?:that|to)\s))?"
    r"(?:\s+(?:the\s+following|as\s+follows)\b[^:.]{0,60}:)?"
    rf"[\s:;,.–—-]*(?:{BODY}\s+(?:agreed|resolved)\s+(?=that|to))?"
    r"(?P<link>(?:[Tt]hat|THAT|[Tt]o|TO|not\s+to|against"
    r"|for(?=\s+(?:the|[A-Z])[\w’' ]{2,50}?\sto\s))\b)?[\s:–—-]*"
)
# RESOLVED that …; AGREED: …; Resolved – That …; (4) RESOLVED to …
_HEADED = re.compile(
    rf"{MARKER}?(?:[Uu]nanimously\s+|UNANIMOUSLY\s+)?"
    rf"(?P<word>{_CAPITALS}|{_HEADING})\b{_HOW}{_LINK}"
)
# it was resolved that …; IT WAS AGREED to …
_IT_WAS = re.compile(
    rf"\b(?:[Ii]t|IT)\s+(?:was|WAS)\s+(?:UNANIMOUSLY\s+|{ADVERB})*"
    rf"(?P<word>resolved|agreed|decided|ordered|{_CAPITALS})\b{_HOW}{_LINK}"
)
# the consensus was to hold a workshop
_CONSENSUS = re.compile(
    r"\b(?:consensus|general\s+agreement|decision|general\s+view)(?:\s+of\s+[^,;.]{3,40})?\s+(?P<word>was)\s*"
    r"(?P<link>that|to)\s+"
)
# the Panel RESOLVED not to …; Members agreed that …
_BODY_DID = re.compile(
    rf"\b(?:{BODY}(?:,\s[^,;.]{{3,60}},)?|All(?=\s+agreed))\s+(?:formally\s+|{ADVERB})*"
    rf"(?P<word>agreed|resolved|decided|voted|recommended|delegated|remitted|authori[sz]ed|{_CAPITALS})\b{_HOW}{_LINK}"
)
# The Board took assurance, noted the report and agreed that …
_BODY_THEN = re.compile(
    rf"{MARKER}?{OPENING}(?P<body>{BODY})\s+{ADVERB}*(?:[a-z]+ed|took|gave|heard)\b[^.;]*?(?:,|\sand)\s+"
    rf"(?:also\s+)?(?P<word>agreed|resolved|decided|approved|endorsed|recommended)\b{_HOW}{_LINK}"
)
# Footpath grant: Resolved to apply for £400
_LABEL = re.compile(rf"{MARKER}?[A-Z][^.:;]{{1,60}}(?::|\s[–—-])\s+")
# The Board:
_BODY_ALONE = re.compile(rf"{BODY}\s*(?:therefore\s*|then\s*|unanimously\s*)?:\s*")
# Under it: i. noted …; ii. requested that …; but not "heard that …"
_NO_LIMB = re.compile(
    r"(?!(?:agreed|noted|approved|endorsed|requested|resolved|recommended|instructed|remitted|delegated"
    r"|authori[sz]ed|accepted|adopted|ratified|received|directed|supported|welcomed|appointed|granted"
    r"|confirmed|commended|ordered|deferred|asked|elected|nominated|determined|decided|homologated"
    r"|acknowledged|congratulated|need|proceed|feed|issued)\b)[a-z]+ed\b|heard\b|made\b|took\b"
)
# … seconded by Y and RESOLVED that …
_IN_CAPITALS = re.compile(
    rf"\b(?P<word>RESOLVED|AGREED|RECOMMENDED|ORDERED)\b{_HOW}{_LINK}(?<=[\w:]\s)"
)
# That the report be noted; the minutes be confirmed: no other verb before "be".
_BARE = re.compile(
    rf"(?P<marker>{MARKER})?(?:(?:That|THAT|that)\s+(?P<that>))?"
    r"(?:subject\s+to\s+[^,]*,\s*)?"
    r"(?:(?!\b(?:that|which|who|recommends|is|are|was|were|had|has|have|will|would|should|could|may|might|must|can|[Tt]o|not|said"
    r"|asked|reported|stated|expressed|considered|if|requested|suggested|proposed|moved|recommended|hoped|ensure)\b)[^.;:?]){2,160}?"
    r"(?:\bbe\s+(?:not\s+)?(?P<done>[a-z-]+)\b|(?<=Panel )(?:note|approve)\b)"
)
_DIRECTS = re.compile(
    r"\bbe\s+(?:not\s+)?(?:[a-z]+ly\s+)?(?:[a-z-]+ed|sent|put|held|brought|paid|given|made|kept|taken"
    r"|written|set|drawn|sought|told|met|shown|left|sold|bought|cut|built|asked)\b"
    rf"|\b(?:should|would|will|shall)\s+{ADVERB}*(?:be\s+£|{DELIVER}|act|lead|represent|undertake|come|go|return)\b"
)
_OPINION = re.compile(
    r"\b(?:would|should|will|might|could|may)\s+be\s+(?:[a-z]+ly\s+)?(?:needed|required|expected"
    r"|pleased|interested|delighted|disappointed|improved|reduced|welcomed)\b"
)
# the Clerk write to …; but not "the present arrangements were", "the audit report showed"
_SUBJUNCTIVE = re.compile(
    r"(?:the|[A-Z])(?:\s*(?!(?:was|were|is|are|had|has)\b)[\w’'-]+){1,5}?\s+(?:to\s+)?"
    rf"{DELIVER}\b(?!\s+(?:was|were|is|are|had|would|gave|set|[a-z]+ed\b|and\s+\w+ed\b)|,)"
)
# "had agreed" was before; in "the Chair of Governors agreed" the body is part of a name.
_DECIDED_BEFORE = re.compile(
    r"\b(?:had|has|been|previously|as|already|not|which|that|of|to|for|with|by|from)\s+$", re.I
)
_LONG_AGO = re.compile(
    r"\s*(?:last\s|previously|earlier|by\s+all\b|with\b|in\s+(?:19|20)\d\d"
    r"|at\s+(?:the|its|a)\s+(?:last|previous|earlier|\w+\s+\d{4}))"
)


# What shares a decision's sentence: a request, which has rules of its own, or plain telling.
_ANOTHER_MATTER = re.compile(
    rf"(?:{BODY}\s+)?(?:also\s+)?(?:requested|asked)\b|[^,;.]{{2,40}}\s(?:was|were)\s+(?:asked|requested)\s+to\b"
    rf"|{BODY}\s+(?:looked|hoped|thanked|felt|considered|thought|wished|expressed|heard)\b"
)


_ONLY_PASSED = re.compile(
    r"\b(?:NOTED|APPROVED|ENDORSED|RATIFIED|ADOPTED|ACCEPTED|RECEIVED|Noted)\b"
)


class _Opening(NamedTuple):
    """Where the words of a decision begin, and where its content does."""

    start: int
    content: int
    listed: bool = False


def find_resolutions(people: People, sentence: Span, in_list: bool) -> Iterator[Finding]:
    """The decisions of a sentence; `in_list` where it stands under "RESOLVED that:"."""
    text = people.text
    opening = _opening(text, sentence, in_list)
    if opening is None:
        return
    head = text[opening.start : opening.content]
    if not head and ":" in text[slice(*sentence)] and not in_list:  # approved as follows: …
        stop = sentence.start + len(text[slice(*sentence)].rstrip(" ."))
        yield Finding("resolution", opening.start, stop, complete=True)
        return
    for i, limb in enumerate(limbs(people, opening.content, sentence.end)):
        words = text[limb.start : limb.end]
        listed = in_list or opening.listed or _BODY_ALONE.fullmatch(head) is not None
        if re.fullmatch(rf"{BODY}\W*", words):
            continue
        if _NO_LIMB.match(words) if listed else _ANOTHER_MATTER.match(words):
            continue
        start = opening.start if i == 0 else limb.start
        agent = charged(people, limb)
        complete = agent is None and (
            _ONLY_PASSED.search(head) is not None or is_complete(words) or _passes(words)
        )
        owner = agent.name if agent else None
        yield Finding("resolution", start, limb.end, owner, complete)


def opens_list(words: str) -> bool:
    """Whether a sentence is only the head of a list: "RESOLVED that:", "Agreed"."""
    bare = words.strip()
    if _BODY_ALONE.fullmatch(bare):
        return True
    head = _HEADED.match(bare) or _IT_WAS.search(bare) or _BODY_DID.search(bare)
    return head is not None and bool(re.fullmatch(rf"(?:{BODY})?[\s:.–—-]*", bare[head.end() :]))


def opens_numbered_list(words: str) -> bool:
    """Whether a sentence holds the first of several decisions: "Agreed: 1. To note …"."""
    head = _HEADED.match(words)
    return head is not None and re.match(r"\(?[1ai][.)]\s", words[head.end() :]) is not None


def is_lettered_limb(words: str) -> bool:
    """Whether a line is one of several decisions whose heading was lost: "(a) … be approved;"."""
    return re.match(r"\(?[a-z][.)]\s", words) is not None and _is_bare(words)


def _opening(text: str, sentence: Span, in_list: bool) -> _Opening | None:
    """Where a decision begins; None where there is none."""
    start, words = sentence.start, text[sentence.start : sentence.end]
    if head := _HEADED.match(words):
        if re.match(r"(?:none|nil|n/a)\b", words[head.end() :], re.IGNORECASE):
            return None
        return _Opening(start + _marker_end(words), start + head.end())
    label = _LABEL.match(words)
    if label and (head := _HEADED.match(words, label.end())) and head["link"]:
        return _Opening(start, start + head.end())
    if in_list:
        return _Opening(start + _content_start(words), start + _content_start(words))
    if (body := _BODY_ALONE.match(words)) and re.match(LETTER, words[body.end() - 1 :].strip()):
        return _Opening(start, start + body.end())
    for pattern in (_IT_WAS, _BODY_DID, _IN_CAPITALS, _CONSENSUS):
        for found in pattern.finditer(words):
            if _decides(words, found):
                return _Opening(start + found.start(), start + found.end())
    if (then := _BODY_THEN.match(words)) and _decides(words, then):
        return _Opening(start + then.start("body"), start + then.end("body") + 1, listed=True)
    if _is_bare(words) and not is_lost(words):
        return _Opening(start + _marker_end(words), start + _content_start(words))
    if _passes(words) or is_deferral(words):
        return _Opening(start, start)
    return None


def _marker_end(words: str) -> int:
    marker = re.match(MARKER, words)
    return marker.end() if marker else 0


def _content_start(words: str) -> int:
    lead = re.match(rf"(?:{MARKER})?(?:that\s+)?", words, re.IGNORECASE)
    return lead.end() if lead else 0


def _is_bare(words: str) -> bool:
    """ "That the report be noted": in the subjunctive, which only decisions are."""
    found = _BARE.match(words)
    if not found:
        return bool(re.match(rf"{MARKER}?That\s+[^.]*\b(?:note|approve|{DELIVER})\b", words))
    passed = found["done"] is None or may_be_passed(words) or bool(found["marker"])
    return found["that"] is not None or passed


def _passes(words: str) -> bool:
    return not words.strip() or is_verdict(words) or is_passing(words)


def _decides(words: str, found: re.Match[str]) -> bool:
    """Whether "agreed" means that something shall be done, not that something is so."""
    if _DECIDED_BEFORE.search(words[: found.start()]):
        return False
    if re.search(r"\b(?:previously|earlier|already)\b", found[0]):
        return False
    if found["word"].isupper() or found["word"][:4] in ("dele", "auth", "remi"):
        return True
    content = words[found.end() :]
    if _LONG_AGO.match(content):
        return False
    link = (found["link"] or "").lower()
    if link.endswith(("to", "against")):
        return not re.match(r"(?:differ|disagree)\b", content)
    if not link and found[0].rstrip().endswith((":", "–", "-")):
        return True
    directs = _DIRECTS.search(content) or _SUBJUNCTIVE.match(content)
    if not link and not re.match(r"(?:the|an?|[A-Z])\b", content):
        return False
    return bool(directs) and not _OPINION.search(content)
