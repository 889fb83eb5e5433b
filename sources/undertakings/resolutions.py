"""Resolutions: what the meeting decided.

They stand under a heading ("RESOLVED that …", lettered limbs below it), in a sentence ("it was
agreed to …"), as a motion ("Motion carried"), with no keyword at all ("The report was noted.") or
with the keyword lost on the way ("That the report be noted.").
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sources.undertakings.agents import People
from sources.undertakings.finding import Finding
from sources.undertakings.limbs import LETTER, charged, is_procedural, limbs
from sources.undertakings.sentences import Span
from sources.undertakings.words import ADVERB, BODY, DELIVER, DOCUMENT

MARKER = r"(?:[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)\]]+\s*|[•·▪–—*-]\s+)"
_CAPITALS = (
    r"(?:RESOLVED|AGREED|DECIDED|ORDERED|RECOMMENDED|NOTED|APPROVED|ENDORSED|RATIFIED|ADOPTED"
    r"|ACCEPTED|RECEIVED|DEFERRED)"
)
# These head a decision only before a colon, a dash, "that" or "to", or alone.
_HEADING = (
    r"(?:(?:Resolved|Decided|Agreed|Decision|DECISION|RESOLUTION|Resolution|Noted|Approved|Recommended"
    r"|RECOMMENDATIONS?|agreed|resolved)(?=\s*[,:–—-]|\s+(?:that|to|unanimously)\b|\.?$)"
    r"|(?:Noted|Approved|Endorsed|Received)(?=\s+the\b))"
)
_HOW = (
    r"(?:\s*,?\s*(?:unanimously|UNANIMOUSLY|nem\.?\s?con\.?,?|by\s+a\s+majority(?:\s+vote)?"
    r"|in\s+principle|\(\w+\)))?"
)
_LINK = (
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
# the Panel RESOLVED not to …; Members agreed that …
_BODY_DID = re.compile(
    rf"\b(?:{BODY}|All(?=\s+agreed))\s+(?:formally\s+|{ADVERB})*"
    rf"(?P<word>agreed|resolved|decided|voted|recommended|delegated|authori[sz]ed|{_CAPITALS})\b{_HOW}{_LINK}"
)
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
_PASSED = (
    r"(?i:noted|approved|agreed|received|endorsed|(?:re-?)?adopted|ratified|accepted|carried|passed"
    r"|signed|confirmed|acknowledged)"
)
# What a meeting alone can do to something, whatever it is.
_GRANTED = (
    r"(?i:approved|endorsed|(?:re-?)?adopted|ratified|refused|co-?opted|(?:re-?)?(?:elected|appointed)"
    r"|(?:granted|awarded)(?=\W|$)(?!\s+(?!as|to|subject|with|for|on|by)\w))"
)
# Following discussion, …; Having considered the report, …
_AFTER_TALK = r"(?:(?:Following|After|Having|Subject\s+to)\b[^,;.]{3,80},\s+)?"
# the Board approved the terms of reference
_BODY_PASSED = re.compile(
    rf"{MARKER}?{_AFTER_TALK}{BODY}\s+{ADVERB}*"
    rf"(?:(?P<surely>approved|endorsed|ratified|adopted)\s+(?=the|its|an?\b)|{_PASSED}\s+(?:and\s+\w+\s+)?(?=(?:the|its|all|this|progress|contents)\b)"
    r"|(?:agreed|approved|accepted)\s+(?=(?:an?|expenditure|payments?|funding)\s|£))"
    r"(?P<what>[^;]{3,160})"
)
# Who or what it was that was passed: no clause with a verb of its own.
_THING = (
    r"(?=[A-Z])(?!(?:If|Unless|Once|When|Should|Until|After|Before|Where|It|He|She|They|There|This)\b)"
    r"(?P<what>(?:(?!\b(?:had|has|who|which|that|said|was|were)\b|\.\s)[^;]){2,140}?)\s+"
)
_WHICH_WAY = (
    r"(?!\s+(?:that|(?<!opted\s)to\b|in\s+(?:(?:19|20)\d\d|\w+\s+(?:19|20)\d\d|[A-Z]\w+\b(?!\s+\d{1,2}\b))|last\b|at\s+the"
    r"\s+(?:last|previous)|by\s+(?!(?:the\s+)?(?:Chair|Board|Panel|Council|Committee|[Mm]embers|\d|a\s+maj))))"
)
# The report was noted. The minutes were agreed as a correct record.
_WAS_PASSED = re.compile(
    rf"{MARKER}?{_THING}(?:was|were|is|are)\s+{ADVERB}*"
    rf"(?:(?:taken\s+as\s+)?\w+\s+and\s+)?{_PASSED}\b(?<!received){_WHICH_WAY}"
)
# Consent B/19 was granted subject to the usual conditions; Minutes agreed as a true record.
_WAS_GRANTED = re.compile(
    rf"{MARKER}?{_THING}(?:was|were)\s+(?:(?:duly|unanimously|formally|again|all|\w+\s+and)\s+)*{_GRANTED}\b"
    rf"{_WHICH_WAY}(?!\s+on\s+appeal|[^.;]*\bin\s+(?:(?:19|20)\d\d\b|\w+\s+cases))"
    rf"|{MARKER}?(?=[A-Z])(?:(?!\b(?:was|were|be|is|are|had|has|have|to|that|which|who|we|they)\b|\.\s)[^;,:]){{0,90}}?"
    rf"\b(?i:{DOCUMENT}|accounts?|payments?|contents|amendments?|recommendations?|policy|policies)\b[^;,:]{{0,60}}?\s"
    r"(?:duly\s+)?(?:approved|agreed|accepted|adopted|received|noted)"
    r"(?=\.?$|\s+(?:as\s+an?\b|and\s+signed|unanimously|without|subject\s+to|nem|by\s+all|for\s+payment)|\s*\()"
)
# That the report be noted; the minutes be confirmed: no other verb before "be".
_BARE = re.compile(
    rf"(?P<marker>{MARKER})?(?:(?:That|THAT|that)\s+(?P<that>))?"
    r"(?:subject\s+to\s+[^,]*,\s*)?"
    r"(?:(?!\b(?:that|which|who|recommends|is|are|was|were|had|has|have|will|would|should|could|may|might|must|can|[Tt]o|not|said"
    r"|asked|reported|stated|expressed|considered|if|requested|suggested|proposed|moved|recommended|hoped|ensure)\b)[^.;:?]){2,160}?"
    r"(?:\bbe\s+(?:not\s+)?(?P<done>[a-z-]+)\b|(?<=Panel )(?:note|approve)\b)"
)
_PASSABLE = re.compile(
    rf"\b(?:{DOCUMENT}|minute|progress|position|accounts?|precept|payments|application|contents|amendments?"
    r"|recommendations?|motion|strategy|constitution|agenda|charter|resolution|appointments?"
    r"|contributions?|donations?|grants?|funding|purchase|quotations?|quotes?|tenders?|increase"
    r"|register|case|ordinance|expenditure|claims|nominations?|policies|reference|proposals?)\b",
    re.IGNORECASE,
)
# What has to be seen to be passed; apologies and late arrivals are no decision.
_NO_DECISION = re.compile(
    r"\b(?:apolog|thanks|declarations?|comments?|questions?|concerns?)\w*\b", re.I
)

# The item was deferred to the July meeting.
# Grant to the bowls club: refused. Request for a bench – agreed to donate £50.
_AFTER_COLON = re.compile(
    r"[^.;]{3,120}?(?::|\s[–—-])\s+(?:(?:refused|approved|agreed|granted|declined|deferred)\.?$"
    r"|(?:agreed|resolved)\s+(?:that|to)\s)"
)
_DEFERRED = re.compile(
    r"(?:[A-Z](?:(?!\b(?:had|has|been|be|who|that|which)\b)[\w’' -]){2,60}\s+d|D)eferred\b"
    r"(?=\s+(?:to|until|till|for|pending|so)\b|\.?$)"
)
_VOTED = (
    r"(?:\bcarried\b|\bpassed\b|\badopted\b|\ball\s+(?:agreed|in\s+favou?r)\b|\bunanimous(?:ly)?\b"
    r"|\b(?:agreed|resolved)\b|\b(?:all|were)\s+in\s+favou?r\b)"
)
_MOTION = re.compile(
    r"^(?:On\s+a\s+)?[Mm]otion\b|\b(?:moved|proposed)\b.*\bseconded\b|\bseconded\b"
    r"|\b[Aa]\s+motion\b|\bIt\s+was\s+(?:moved|proposed)\b|\bmoved\s+(?:to|that|approval|the)\b"
)
# Carried. All in favour. Agreed. On being put to the vote this was carried by 7 votes to 2.
_CARRIED = re.compile(
    r"(?:(?:Up)?[Oo]n\s+(?:being\s+|a\s+|the\s+)*(?:put\s+to\s+the\s+)?vote,?\s+)?"
    r"(?:Seconded\s+(?:by\s+)?[^.]{3,60}?(?:,|\s+and)\s+)?"
    r"(?:(?:[Tt]his|[Tt]hat|[Ii]t|(?:[Tt]he\s+)?(?:[Ss]ubstantive\s+|[Oo]riginal\s+)?(?:[Mm]otion|MOTION|[Pp]roposal"
    r"|[Rr]esolution|[Aa]mendment|[Rr]ecommendations?))(?:\s+as\s+amended)?)?"
    r"\s*(?:(?:was|is|were|being)\s+)?(?:put\s+to\s+the\s+vote\s+and\s+)?(?:then\s+|duly\s+|unanimously\s+)*"
    r"(?i:carried|passed|adopted|approved|agreed|resolved)\b"
    r"(?![^.]*\b(?:was|were|had|and|that|the|to\s+[a-z]+)\b)[^.:–-]{0,60}\.?$"
    r"|(?:All\s+(?:agreed(?!\s+(?:it|he|she|they|there|how|with|on)\b)|in\s+favou?r)|Unanimous(?:ly\s+\w+)?|Voting\s+was\s+unanimous)\b[^.]{0,40}\.?$"
)
_MOVED_WHAT = re.compile(
    r"\b(?:[Tt]hat|to(?!\s+the\s+vote)|approval\s+of|on\s+approving)\s+|\b(?:moved|proposed)\s+(?=[a-z]+ing\b)"
)
_SUGGESTED = re.compile(r"\b(?:suggested|proposed|recommended|moved|motion)\b", re.IGNORECASE)
_LOST = re.compile(
    r"\b(?:not\s+(?:carried|passed|agreed)|lost|defeated|fell|failed|withdrawn|rejected)\b"
)
# How many sentences a vote may stand after its motion: who seconded it comes between.
_BETWEEN = 3

_DIRECTS = re.compile(
    r"\bbe\s+(?:not\s+)?(?:[a-z]+ly\s+)?(?:[a-z-]+ed|sent|put|held|brought|paid|given|made|kept|taken"
    r"|written|set|drawn|sought|told|met|shown|left|sold|bought|cut|built|asked)\b"
    rf"|\b(?:should|would|will|shall)\s+{ADVERB}*(?:{DELIVER}|act|lead|represent|undertake|come|go|return)\b"
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


class _Opening(NamedTuple):
    """Where the words of a decision begin, and where its content does."""

    start: int
    content: int


def find_resolutions(people: People, sentence: Span, in_list: bool) -> Iterator[Finding]:
    """The decisions of a sentence; `in_list` where it stands under "RESOLVED that:"."""
    text = people.text
    opening = _opening(text, sentence, in_list)
    if opening is None:
        return
    head = text[opening.start : opening.content]
    if not head and ":" in text[slice(*sentence)] and not in_list:  # approved as follows: …
        yield Finding("resolution", opening.start, sentence.end, procedural=True)
        return
    for i, limb in enumerate(limbs(people, opening.content, sentence.end)):
        words = text[limb.start : limb.end]
        listed = in_list or _BODY_ALONE.fullmatch(head) is not None
        if _NO_LIMB.match(words) if listed else _ANOTHER_MATTER.match(words):
            continue
        start = opening.start if i == 0 else limb.start
        agent = charged(people, limb)
        procedural = agent is None and (is_procedural(words) or _is_passing(head, words))
        owner = agent.name if agent and not procedural else None
        yield Finding("resolution", start, limb.end, owner, procedural)


def is_verdict(words: str) -> bool:
    """Whether a sentence only says that what stands before it was agreed, carried or noted."""
    return bool(_CARRIED.match(words) or re.fullmatch(r"(?i:noted)\W*", words))


def find_motion(people: People, spans: Sequence[Span], at: int) -> Finding | None:
    """The motion that the sentence `spans[at]` says was carried: in it, or shortly before it."""
    text, sentence = people.text, spans[at]
    words = text[slice(*sentence)]
    verdict = _CARRIED.match(words) is not None
    moved = bool(_MOTION.search(words) and re.search(_VOTED, words) and not _LOST.search(words))
    if not verdict and (not moved or _HEADED.match(words) or _IT_WAS.search(words)):
        return None
    what = _MOVED_WHAT.search(words) if moved else None
    start = sentence.start
    if what is None:
        for before in reversed(spans[max(0, at - _BETWEEN) : at]):
            earlier = text[slice(*before)]
            if _SUGGESTED.search(earlier):
                start = before.start
                if what := _MOVED_WHAT.search(earlier):
                    break
    # only who moved it: a decision where nothing else has been said
    if (
        what is None
        and verdict
        and not 0 < sentence.start - start == sentence.start - spans[0].start
    ):
        return None
    content = Span(start + what.end() if what else start, sentence.end)
    agent = charged(people, content)
    procedural = agent is None and (what is None or is_procedural(text[slice(*content)]))
    stop = sentence.start + len(words.rstrip(" ."))
    return Finding("resolution", start, stop, agent.name if agent else None, procedural)


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
    if in_list:
        return _Opening(start + _content_start(words), start + _content_start(words))
    if (body := _BODY_ALONE.match(words)) and re.match(LETTER, words[body.end() - 1 :].strip()):
        return _Opening(start, start + body.end())
    for pattern in (_IT_WAS, _BODY_DID, _IN_CAPITALS):
        for found in pattern.finditer(words):
            if _decides(words, found):
                return _Opening(start + found.start(), start + found.end())
    if _is_bare(words):
        return _Opening(start + _marker_end(words), start + _content_start(words))
    if _is_passing("", words) or _CARRIED.match(words) or _DEFERRED.match(words):
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
    passed = found["done"] is None or bool(_PASSABLE.search(words)) or bool(found["marker"])
    return found["that"] is not None or passed


def _is_passing(head: str, words: str) -> bool:
    """Whether something is only noted, approved or carried, in so many words."""
    if re.search(r"\b(?:NOTED|APPROVED|ENDORSED|RATIFIED|ADOPTED|ACCEPTED|RECEIVED|Noted)\b", head):
        return True
    if not words.strip() or _CARRIED.match(words) or _AFTER_COLON.match(words):
        return True
    if len(words.split()) > 45:
        return False
    if (granted := _WAS_GRANTED.match(words)) and not _NO_DECISION.search(granted[0]):
        return True
    body = _BODY_PASSED.match(words)
    if body and body["surely"]:
        return True
    passed = body or _WAS_PASSED.match(words)
    return (
        passed is not None
        and _PASSABLE.search(passed["what"]) is not None
        and not _NO_DECISION.search(passed["what"])
    )


def _decides(words: str, found: re.Match[str]) -> bool:
    """Whether "agreed" means that something shall be done, not that something is so."""
    if _DECIDED_BEFORE.search(words[: found.start()]):
        return False
    if re.search(r"\b(?:previously|earlier|already)\b", found[0]):
        return False
    if found["word"].isupper() or found["word"][:4] in ("dele", "auth"):
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
