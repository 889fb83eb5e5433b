"""Resolutions: what the meeting decided.

They stand under a heading ("RESOLVED that …", lettered limbs below it), in a sentence ("it was
agreed to …") or with the keyword lost on the way ("That the report be noted."). Those that never
had one are in `passing`, motions and their votes in `motions`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sources.actions.agents import Finding, People
from sources.actions.lexicon import ADVERB, BODY, DELIVER, DOCUMENT, LETTER, MARKER, OPENING
from sources.actions.limbs import assigned, clauses, is_complete, is_lost, is_verdict
from sources.language.sentences import Span
from sources.rules import says

# Decisions without a keyword: "The report was noted", "Item deferred", "Bowls club: refused".


_PASSED = (
    r"(?i:noted|approved|agreed|received|endorsed|(?:re-?)?adopted|ratified|accepted|carried|passed"
    r"|signed|confirmed|acknowledged)"
)
# What is commonly put before a meeting to be passed.
_PASSABLE = (
    rf"(?i:{DOCUMENT}|minute|progress|position|accounts?|precept|payments?|application|contents"
    r"|amendments?|recommendations?|motion|strategy|constitution|agenda|charter|resolution"
    r"|appointments?|contributions?|donations?|grants?|funding|purchase|quotations?|quotes?"
    r"|tenders?|reconciliations?|statements?|invoices?|cheques?|returns?|forecasts?|outturn|increase|register|case|ordinance|expenditure|claims|nominations?|policy|policies"
    r"|reference)"
)
# What has to be seen to be passed; apologies and late arrivals are no decision.
_NO_DECISION = re.compile(
    r"\b(?:apolog|thanks|declarations?|comments?|questions?|concerns?)\w*\b", re.IGNORECASE
)
_LONGEST = 45  # words: what goes on longer tells a story

# the Board approved the terms of reference; Following discussion, the Board agreed a budget.
# "agreed the virement" is a decision, "agreed the report was clear" an opinion.
_BY_BODY = re.compile(
    rf"{MARKER}?{OPENING}{BODY}\s+{ADVERB}*(?:"
    r"(?P<surely>approved|endorsed|ratified|adopted|homologated|sanctioned)\s+(?=(?:the|its|an?|his|her|their|this)\b)"
    r"|(?P<with>agreed)\s+with\s+(?=(?:this|the|that)\s(?:approach|proposal|recommendation|suggestion|course|way)s?\b)"
    r"|(?P<agreed>agreed|accepted)\s+(?=(?:the|its|all)\s)(?![^;]*\b(?:was|were|is|are|had|has|have|be"
    r"|did|would|should|could|can|will|may|might|must|need\w*)\b)"
    rf"|{_PASSED}\s+(?:and\s+\w+\s+)?(?=(?:the|its|all|this|progress|contents)\b)"
    r"|(?:agreed|approved|accepted)\s+(?=(?:an?|expenditure|payments?|funding)\s|£))"
    r"(?P<what>[^;]{3,160})"
)
# Who or what was passed: no clause with a verb of its own.
_WHAT = (
    r"(?=[A-Z])(?!(?:If|Unless|Once|When|Should|Until|After|Before|Where|It|He|She|They|There"
    r"|This)\b)(?P<what>(?:(?!\b(?:had|has|who|which|that|said|was|were)\b|\.\s)[^;]){2,140}?)\s+"
)
# Elsewhere or before: "was approved by Cabinet", "in 2019", "in March", "at the last meeting".
_NOT_HERE = (
    r"(?!\s+(?:that|(?<!opted\s)to|last|on\s+appeal|at\s+the\s+(?:last|previous)"
    r"|in\s+(?:\w+\s+)?(?:19|20)\d\d|in\s+[A-Z]\w+(?!\s+\d{1,2}\b)"
    r"|by\s+(?!(?:the\s+)?(?:Chair|Board|Panel|Council|Committee|[Mm]embers|\d|a\s+maj)))\b)"
)
# The report was noted. The minutes were taken as read and signed.
_WAS_PASSED = re.compile(
    rf"{MARKER}?{_WHAT}(?:was|were|is|are)\s+{ADVERB}*"
    rf"(?:(?:taken\s+as\s+)?\w+\s+and\s+)?{_PASSED}\b(?<!received){_NOT_HERE}"
)
# What a meeting alone can do, whatever it is done to: "Consent B/19 was granted".
_WAS_GRANTED = re.compile(
    rf"{MARKER}?{_WHAT}(?:was|were)\s+(?:(?:duly|unanimously|formally|again|all|\w+\s+and)\s+)*"
    r"(?i:approved|endorsed|determined|authori[sz]ed|(?:re-?)?adopted|ratified|refused|co-?opted|(?:re-?)?(?:elected|appointed)"
    r"|(?:granted|awarded)(?!\s+(?!as|to|subject|with|for|on|by)\w))\b"
    rf"{_NOT_HERE}(?![^.;]*\bin\s+(?:(?:19|20)\d\d\b|\w+\s+cases))"
)
# Minutes of 5 May agreed as a true record. Accounts for payment approved.
_NO_VERB = (
    r"(?:(?!\b(?:was|were|be|been|is|are|had|has|have|to|that|which|who|we|they)\b|\.\s)[^;,:])"
)
_ELLIPTIC = re.compile(
    rf"{MARKER}?(?=[A-Z]){_NO_VERB}{{0,90}}?\b{_PASSABLE}\b{_NO_VERB}{{0,60}}?\s"
    r"(?:duly\s+)?(?:approved|agreed|accepted|adopted|noted)"
    r"(?=\.?$|\s*\(|,\s+(?:prop|sec)|\s+(?:as\s+an?|and\s+signed|unanimously|without|subject\s+to|nem|by\s+all"
    r"|for\s+payment)\b)"
)
# Bowls club: refused. Request for a bench – agreed to donate £50.
_AFTER_COLON = re.compile(
    rf"{MARKER}?[^.;]{{3,120}}?(?::|\s[–—-])\s+(?:(?:{_NO_VERB}{{3,60}}\s)?(?:refused|approved|agreed|granted|declined|accepted|adopted|deferred)\.?$"
    r"|not\s+to\s+be\s+[a-z]+ed\b|(?i:agreed|resolved)\s+(?:that|to)\s)"
)


def may_be_passed(words: str) -> bool:
    """Whether the words name something that is commonly put before a meeting."""
    return re.search(rf"\b{_PASSABLE}\b", words) is not None


def is_deferral(words: str) -> bool:
    """Whether something is put off: decided, and still to be done."""
    return says("outcomes", "deferral", words)


def is_passing(words: str) -> bool:
    """Whether something is noted, approved, granted or carried, in so many words."""
    if _AFTER_COLON.match(words) or says("outcomes", "passing", words[_marker_end(words) :]):
        return True
    if len(words.split()) > _LONGEST:
        return False
    by_body = _BY_BODY.match(words)
    if by_body and (by_body["surely"] or by_body["agreed"] or by_body["with"]):
        return True
    if passed := _WAS_GRANTED.match(words) or _ELLIPTIC.match(words):
        return not _NO_DECISION.search(passed[0])
    passed = by_body or _WAS_PASSED.match(words)
    return (
        passed is not None
        and may_be_passed(passed["what"])
        and not _NO_DECISION.search(passed["what"])
    )


_CAPITALS = (
    r"(?:RESOLVED|AGREED|DECIDED|ORDERED|RECOMMENDED|NOTED|APPROVED|ENDORSED|RATIFIED|ADOPTED"
    r"|ACCEPTED|RECEIVED|DEFERRED|DELEGATED|VOTED)"
)
# These head a decision only before a colon, a dash, "that" or "to", or alone.
_HEADING = (
    r"(?:(?:Resolved|Decided|Agreed|Decision|DECISION|RESOLUTION|Resolution|Noted|Approved|Recommended"
    r"|RECOMMENDATIONS?|agreed|resolved)(?=\s*[,:–—-]|\s+(?:that|to|unanimously)\b|\s+\((?:[a-z]|[ivx]+|\d)\)|\s+\([^()]{2,60}\)(?=\s*[,:–—-]|\s+(?:that|to)\b)|\s+£|\s+in\s+principle\b|\.?$)"
    r"|(?:Noted|Approved|Endorsed|Received)(?=\s+the\b))"
)
_HOW = (
    r"(?:\s*,?\s*(?:[a-z]+ly|UNANIMOUSLY|nem\.?\s?con\.?,?|by\s+a\s+majority(?:\s+vote)?"
    r"|in\s+principle|\([^()]{2,60}\)(?=\s*[,:–—-]|\s+(?:that|to)\b)))?"
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
# That we give £75 to the school; THAT the Council enact By-law 4
_THAT_WE = re.compile(
    rf"{MARKER}?(?:That|THAT)\s+(?:we|{BODY})\s+"
    r"(?!(?:are|were|had|have|did|do|do\s+not|is|was|has)\b)[a-z]+(?<!ed)(?<!s)\s"
)
_DIRECTS = re.compile(
    r"\bbe\s+(?:not\s+)?(?:[a-z]+ly\s+)?(?:[a-z-]+ed|sent|put|held|brought|paid|given|made|kept|taken"
    r"|written|set|drawn|sought|told|met|shown|left|sold|bought|cut|built|asked)\b"
    rf"|\b(?:should|would|will|shall)\s+{ADVERB}*(?:be\s+£|{DELIVER}|act|lead|represent|undertake|come|go|return"
    r"|remain|stay|continue|cease|have|hold|support|meet|pay|proceed|take\s+place|begin|start|open|close|run"
    r"|attend|chair|join|sell|serve|vote|work|use|apply)\b"
    r"|\b(?:must|shall)\s+(?:not\s+)?[a-z]+"
)
_OPINION = re.compile(
    r"\b(?:would|should|will|might|could|may)\s+be\s+(?:[a-z]+ly\s+)?(?:needed|required|expected"
    r"|pleased|interested|delighted|disappointed|improved|reduced|welcomed)\b"
)
# What begins a decision that has lost its "that": "It was agreed further thought be given".
_SUBJECT = re.compile(
    r"(?:the|an?|[A-Z]|further|no|all|any|both|each|this|these|another|more|its|his|her|their)\b"
)
# A body resolves that something is so as well ("that dogs are not allowed"); what it agrees so
# may be an opinion.
_BINDING = {"resolved", "ordered"}
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


# The minutes of a meeting confirmed, with what is put right in them: one decision, and done.
_MINUTES_CONFIRMED = re.compile(
    r"(?:that\s+)?(?:the\s+)?(?:(?:draft|public|exempt|open|previous)\s+)?[Mm]inutes\b[^;]*?"
    r"\b(?:correct(?:ly)?|accurate(?:ly)?|true|confirmed|signed)\b[^;]*?\bsubject\s+to\b"
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
    if _MINUTES_CONFIRMED.match(text, opening.content, sentence.end):
        stop = sentence.start + len(text[slice(*sentence)].rstrip(" .;"))
        yield Finding("resolution", opening.start, stop, complete=True)
        return
    for i, limb in enumerate(clauses(people, opening.content, sentence.end)):
        words = text[limb.start : limb.end]
        listed = in_list or opening.listed or _BODY_ALONE.fullmatch(head) is not None
        if re.fullmatch(rf"{BODY}\W*", words):
            continue
        headless = listed and text[max(0, limb.start - 5) : limb.start].lower() != "that "
        if _NO_LIMB.match(words) if headless else _ANOTHER_MATTER.match(words):
            continue
        start = opening.start if i == 0 else limb.start
        agent = assigned(people, limb)
        complete = agent is None and (
            _ONLY_PASSED.search(head) is not None or is_complete(words) or _passes(words)
        )
        owner = agent.name if agent else None
        yield Finding("resolution", start, limb.end, owner, complete)


def opens_list(words: str) -> bool:
    """Whether a sentence is only the head of a list: "RESOLVED that:", "Agreed"."""
    bare = words.strip()
    if _BODY_ALONE.fullmatch(bare) or says("motions", "head", bare):
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
    for pattern in (_IT_WAS, _BODY_DID, _IN_CAPITALS):
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
        return _THAT_WE.match(words) is not None or bool(
            re.match(rf"{MARKER}?That\s+[^.]*\b(?:note|approve|go\s+to|{DELIVER})\b", words)
        )
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
    if not link and not _SUBJECT.match(content):
        return False
    if found["word"] in _BINDING and link:
        return not _OPINION.search(content)
    return bool(directs) and not _OPINION.search(content)
