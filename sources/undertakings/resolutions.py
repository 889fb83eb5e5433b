"""Resolutions: what the meeting decided, each limb of it on its own.

They stand under a heading ("RESOLVED that …", lettered limbs below it), in a sentence ("it was
agreed to …"), with no keyword at all ("The report was noted.") or with the keyword lost on the way
("That the report be noted.").
"""

from collections.abc import Iterator
import re

from sources.undertakings.agents import Agent, People
from sources.undertakings.finding import Finding
from sources.undertakings.sentences import Span
from sources.undertakings.words import BODY, DELIVER, DOCUMENT

MARKER = r"(?:[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)\]]+\s*|[•·▪–—*-]\s+)"
_WORD = r"(?:RESOLVED|AGREED|DECIDED|ORDERED|RECOMMENDED|NOTED|APPROVED|ENDORSED|RATIFIED|ADOPTED|ACCEPTED|RECEIVED|DEFERRED|CARRIED)"
_HOW = r"(?:\s*,?\s*(?:unanimously|nem\.?\s?con\.?,?|by\s+a\s+majority(?:\s+vote)?|UNANIMOUSLY|in\s+principle|\(\w+\)))?"
_LINK = r"[\s:;,.–—-]*(?:(?:Members|the\s+\w+)\s+(?:agreed|resolved)\s+(?=that|to))?(?P<link>(?:[Tt]hat|THAT|[Tt]o|TO|not\s+to)\b)?[\s:–—-]*"
# RESOLVED that …; AGREED: …; Resolved – That …; (4) RESOLVED to …
_HEADED = re.compile(
    rf"{MARKER}?(?:(?:UNANIMOUSLY|Unanimously)\s+)?"
    rf"(?P<word>{_WORD}|Resolved|Decided|Recommended|(?:Agreed|Decision|DECISION|RESOLUTION|Resolution|Noted|Approved|RECOMMENDATIONS?)(?=\s*[:–—-]|\s+that\b|\s+to\b|\.?$))\b"
    rf"{_HOW}{_LINK}"
)
# it was resolved that …; IT WAS AGREED to …
_IT_WAS = re.compile(
    rf"\b(?:[Ii]t|IT)\s+(?:was|WAS)\s+(?:(?:therefore|then|also|unanimously|duly|further|UNANIMOUSLY)\s+)*(?P<word>resolved|agreed|decided|ordered|{_WORD})\b{_HOW}{_LINK}"
)
# the Panel RESOLVED not to …; Members agreed that …
_BODY_DID = re.compile(
    rf"\b(?P<body>{BODY})\s+(?:(?:then|also|unanimously|therefore|duly|further|formally)\s+)*(?P<word>agreed|resolved|decided|voted|{_WORD})\b{_HOW}{_LINK}"
)
# the Board approved the terms of reference
_BODY_PASSED = re.compile(
    rf"^{MARKER}?(?:{BODY})\s+(?:(?:then|also|unanimously|duly|formally)\s+)*(?:noted|approved|received|endorsed|adopted|ratified|accepted)"
    r"\s+(?:and\s+\w+\s+)?(?:the|its|all)\s+(?P<what>[^.;]{3,160})"
)
# The report was noted. The minutes were agreed as a correct record.
_WAS_PASSED = re.compile(
    rf"^{MARKER}?(?:The|That|This|Both|All)\s+(?P<what>(?:(?!\b(?:had|who|which)\b)[^.;]){{2,140}}?)\s+(?:was|were)\s+(?:(?:then|duly|unanimously|formally|accordingly)\s+)*"
    r"(?:noted|approved|agreed|received|endorsed|adopted|ratified|accepted|carried|passed|signed|confirmed)(?P<rest>[^;]*)$"
)
_CARRIED = re.compile(
    r"^(?:The\s+)?[Mm]otion\s+(?:was\s+)?(?:carried|passed|approved)\b|^MOTION\s+CARRIED\b|^Carried\b|^CARRIED\b|^Motion\s+Carried\b"
)
# That the report be noted (the heading lost).
_LOST = re.compile(
    rf"^{MARKER}?(?P<link>That|THAT)\s+(?=[^.]*\b(?:be\s+(?:not\s+)?\w+|note|approve|{DELIVER})\b)"
)
_PASSABLE = re.compile(rf"\b(?:{DOCUMENT}|position|accounts?|precept|payments|application|contents|amendment|recommendations?|motion|strategy|constitution|agenda|charter|resolution|appointments?|register|business\s+case|ordinance)\b", re.I)  # fmt: skip

_DIRECTS = re.compile(
    rf"\bbe\s+(?:not\s+)?(?:\w+ly\s+)?(?!(?:confusing|\w+ing)\b)(?:\w+ed|sent|put|held|brought|paid|given|made|kept|taken|written|set|drawn|sought|told|met|shown|left|sold|bought|cut|built)\b"
    rf"|\b(?:should|would|will|shall)\s+(?:\w+ly\s+)?(?:{DELIVER})\b"
)
_OPINION = re.compile(
    r"\b(?:would|should|will|might|could|may)\s+be\s+(?:\w+ly\s+)?(?:needed|required|expected|pleased|interested|delighted|disappointed|improved|reduced)\b"
)
_LONG_AGO = re.compile(r"\b(?:had|has|been|previously|as|already|not)\s+$|\bwhich\s+$", re.I)
_BEFORE_NOW = re.compile(
    r"^\s*(?:last\s|previously|earlier|at\s+(?:the|its|a)\s+(?:last|previous|earlier|\w+\s+\d{4})|in\s+(?:19|20)\d\d|by\s+all\b|with\b)"
)

_PASSED = (
    r"(?:noted?|received?|approved?|accept(?:ed)?|adopt(?:ed)?|agreed?|endorsed?|support(?:ed)?|welcomed?|thank(?:ed)?|commend(?:ed)?|congratulated?"
    r"|elect(?:ed)?|appoint(?:ed)?|re-?elect(?:ed)?|re-?appoint(?:ed)?|co-?opt(?:ed)?|confirm(?:ed)?|ratif(?:y|ied)|record(?:ed)?|sign(?:ed)?|excluded?"
    r"|closed?|acknowledged?|carried|passed|dispensed?|taken\s+as\s+read|placed?|waived?|suspend(?:ed)?|nominated?|granted?)"
)
_IS_DONE = re.compile(
    r"\b(?:be|were|was|is|are)\s+(?:(?:not|duly|hereby|unanimously|formally|and|again|correctly"
    r"|accurately)\s+)*(?P<verb>[a-z-]+)"
)
_DOES_IT = re.compile(
    rf"\W*(?:that\s+)?(?:(?:{BODY})\s+)?(?:(?:formally|also|should|would|will|unanimously)\s+)*"
    r"(?:to\s+)?(?P<verb>[a-z-]+)\b",
    re.IGNORECASE,
)
_ON_RECORD = re.compile(
    r"\b(?:on\s+record|no\s+(?:further\s+)?action|its\s+thanks|thanks\s+be|correct\s+record|correctly\s+recorded|take\s+no)\b"
)
_LIMB = re.compile(
    rf"\s*;\s*(?:and\s+)?|,?\s+and\s+(?=that\b)|,?\s+and\s+(?=to\s+(?!be\b)[a-z]+)|\s+(?=\((?:[a-z]|[ivx]{{1,4}}|\d{{1,2}})\)\s)|,\s+(?=(?:{BODY})\s+(?:also\s+)?(?:requested|asked|agreed)\b)"
)
_NEW_SUBJECT = re.compile(
    r",?\s+and\s+(?=(?:the|an?|a\s+further|all|any|[A-Z])[^,;.]{2,60}?\s(?:be|to)\s+[a-z]+)"
)
_TOLD_TO = r"\s+(?:(?:also|hereby)\s+)?(?:be|is|are|was|were)\s+(?:and\s+is\s+hereby\s+)?(?:asked|requested|instructed|authori[sz]ed|invited|tasked|directed|required|delegated|empowered|urged|recommended|given\s+\w+\s+authority)\b"
_DOES = re.compile(
    rf"(?:{_TOLD_TO}|\s+(?:(?:should|would|will|shall|to|also|be\s+to)\s+)*(?:{DELIVER}|sign|act|lead|represent|negotiate|implement|proceed|oversee|accept|undertake)\b)"
)
_TELL = re.compile(
    r"\b(?:ask|request|instruct|authori[sz]e|invite|direct|task|require|delegate(?:\s+\w+){0,3}\s+to|delegated(?:\s+authority)?\s+to|mandate|urge|allow)\s+$"
)


def find_resolutions(people: People, sentence: Span, in_list: bool) -> Iterator[Finding]:
    """The decisions of a sentence; `in_list` where it stands under "RESOLVED that:"."""
    text, (start, end) = people.text, sentence
    opening = _opening(text, start, end, in_list)
    if opening is None:
        return
    first, content = opening
    limbs = list(_limbs(people, content, end))
    for i, limb in enumerate(limbs):
        begin = first if i == 0 else limb.start
        words = text[limb.start : limb.end]
        if re.match(rf"(?:{BODY})\s+(?:also\s+)?(?:requested|asked)\b", words):
            continue
        agent = _charged(people, limb)
        procedural = _is_procedural(words or text[begin : limb.end], text[first:content], agent)
        owner = agent.name if agent and not procedural else None
        yield Finding("resolution", begin, limb.end, owner, procedural, since=begin)


def opens_list(words: str) -> bool:
    """Whether a sentence is only the head of a list: "RESOLVED that:"."""
    bare = words.strip()
    head = _HEADED.match(bare) or _IT_WAS.search(bare) or _BODY_DID.search(bare)
    return bool(head) and head is not None and head.end() >= len(bare.rstrip(" :.–—-"))


def _opening(text: str, start: int, end: int, in_list: bool) -> tuple[int, int] | None:
    """Where a decision begins and where its content does; None where there is none."""
    words = text[start:end]
    if in_list and (marker := re.match(rf"{MARKER}?(?:[Tt]hat\s+)?", words)):
        return start, start + marker.end()
    if head := _HEADED.match(words):
        return start + _after_marker(words), start + head.end()
    for pattern in (_IT_WAS, _BODY_DID):
        for found in pattern.finditer(words):
            if _decides(words, found):
                return start + found.start(), start + found.end()
    if lost := _LOST.match(words):
        return start + _after_marker(words), start + lost.end()
    passed = _BODY_PASSED.match(words) or _WAS_PASSED.match(words)
    if passed and _PASSABLE.search(passed["what"]) and len(words.split()) <= 45:
        return start, start
    return (start, start) if _CARRIED.match(words) else None


def _after_marker(words: str) -> int:
    marker = re.match(MARKER, words)
    return marker.end() if marker else 0


def _decides(words: str, found: re.Match[str]) -> bool:
    """Whether "agreed" means that something shall be done, not that something is so."""
    if _LONG_AGO.search(words[: found.start()]) or re.search(r"\bthat\s+$", words[: found.start()]):
        return False
    content = words[found.end() :]
    if found["word"].isupper():
        return True
    if _BEFORE_NOW.match(content):
        return False
    link = (found["link"] or "").lower()
    if link.endswith("to"):
        return not re.match(r"(?:differ|disagree)\b", content)
    if not link:
        return found[0].rstrip().endswith((":", "–", "-"))
    return bool(_DIRECTS.search(content) or _SUBJUNCTIVE.search(content)) and not _OPINION.search(
        content
    )


_SUBJUNCTIVE = re.compile(
    rf"^(?:the|[A-Z])(?:\s*[\w’'-]+){{0,5}}?\s+(?:to\s+)?(?:{DELIVER})\b(?!\s+(?:was|were|is|had))"
)


def _limbs(people: People, start: int, end: int) -> Iterator[Span]:
    """The limbs between two positions, without joining words and points."""
    text = people.text
    cuts = [(m.start(), m.end()) for m in _LIMB.finditer(text, start, end)]
    for match in _NEW_SUBJECT.finditer(text, start, end):
        agent = people.starting_at(match.end())
        rest = text[match.end() : end]
        todo = re.match(r"[^,;.]{2,60}?\sbe\s+", rest) and not _is_procedural(rest, "", None)
        if (agent and _DOES.match(text, agent.end)) or (todo and not _ON_RECORD.search(rest)):
            cuts.append((match.start(), match.end()))
    position = start
    for cut_start, cut_end in [*sorted(cuts), (end, end)]:
        if cut_start < position:
            continue
        stop = position + len(re.sub(r"(?:[\s.;,]|\band\s*$)+$", "", text[position:cut_start]))
        if text[position:stop].strip(" ,;") not in ("", "and", "or", "that"):
            yield Span(_past_marker(text, position), stop)
        position = cut_end
    if start >= end:
        yield Span(end, end)


def _past_marker(text: str, position: int) -> int:
    marker = re.compile(rf"(?:{MARKER})?(?:that\s+)?").match(text, position)
    return marker.end() if marker else position


def _charged(people: People, limb: Span) -> Agent | None:
    """Who is to carry it out: the one who is told to, or whose verb it is."""
    text = people.text
    for agent in people.within(*limb):
        if agent.name is None:
            continue
        before = text[limb.start : agent.start]
        if _TELL.search(before) or before.rstrip().endswith(" delegated to"):
            return agent
        leads = len(before.split()) <= 3 and not re.search(r"\b(?:of|for|from|with)\s+$", before)
        if leads and _DOES.match(text, agent.end):
            return agent
    return next(
        (
            a
            for a in people.within(*limb)
            if a.name
            and re.search(
                r"\b(?:brought|sent|circulated|prepared|arranged|obtained|written|provided|reported|reviewed|made|done|submitted|presented)\b.*\bby\s+$",
                text[limb.start : a.start],
            )
        ),
        None,
    )


def _is_procedural(words: str, head: str, agent: Agent | None) -> bool:
    """Whether nothing is left to be done once it is decided."""
    if agent is not None:
        return False
    if _ON_RECORD.search(words):
        return True
    if not words.strip() or _CARRIED.match(words):
        return True
    if re.search(
        r"\b(?:NOTED|APPROVED|ENDORSED|RATIFIED|ADOPTED|ACCEPTED|RECEIVED|CARRIED|Noted|Approved)\b",
        head,
    ):
        return True
    if _BODY_PASSED.match(words) or _WAS_PASSED.match(words):
        return True
    verb = _DOES_IT.match(words)
    if verb and re.fullmatch(_PASSED, verb["verb"]):
        return True
    verb = _IS_DONE.search(words)
    return verb is not None and re.fullmatch(_PASSED, verb["verb"]) is not None
