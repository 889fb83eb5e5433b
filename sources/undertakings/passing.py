"""Decisions without a keyword: "The report was noted", "Item deferred", "Bowls club: refused"."""

import re

from sources.undertakings.words import ADVERB, BODY, DOCUMENT, MARKER, OPENING

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
    r"(?P<surely>approved|endorsed|ratified|adopted|homologated|sanctioned)\s+(?=(?:the|its|an?)\b)"
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
# Fees to remain at present levels.
_TO_REMAIN = re.compile(
    rf"{MARKER}?(?=[A-Z])(?!There|It\b){_NO_VERB}{{2,60}}?\sto\s(?:remain|stay|continue)\s"
)
# Approval was given to the sale.
_GIVEN = re.compile(
    rf"{MARKER}?(?:[A-Z][a-z]+\s)?(?i:approval|consent|permission|authority|agreement)\s(?:was|is)\s(?:given|granted)\s(?:to|for)\b"
    rf"{_NOT_HERE}"
)
# The item was deferred to the July meeting. Deferred.
_DEFERRED = re.compile(
    r"(?:[A-Z](?:(?!\b(?:had|has|been|be|who|that|which)\b)[\w’' -]){2,60}\s+d|D)eferred\b"
    r"(?=\s+(?:to|until|till|for|pending|so)\b|\.?$)"
)


def may_be_passed(words: str) -> bool:
    """Whether the words name something that is commonly put before a meeting."""
    return re.search(rf"\b{_PASSABLE}\b", words) is not None


def is_deferral(words: str) -> bool:
    """Whether something is put off: decided, and still to be done."""
    return _DEFERRED.match(words) is not None


def is_passing(words: str) -> bool:
    """Whether something is noted, approved, granted or carried, in so many words."""
    if _AFTER_COLON.match(words) or _TO_REMAIN.match(words) or _GIVEN.match(words):
        return True
    if len(words.split()) > _LONGEST:
        return False
    by_body = _BY_BODY.match(words)
    if by_body and (by_body["surely"] or by_body["agreed"]):
        return True
    if passed := _WAS_GRANTED.match(words) or _ELLIPTIC.match(words):
        return not _NO_DECISION.search(passed[0])
    passed = by_body or _WAS_PASSED.match(words)
    return (
        passed is not None
        and may_be_passed(passed["what"])
        and not _NO_DECISION.search(passed["what"])
    )
