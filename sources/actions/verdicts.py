"""Decisions on what somebody applied for: permission granted, a licence refused.

They leave nothing to do, and yet are more than to note or approve a paper.
"""

import re

from sources.actions.lexicon import BODY

# What is applied for, or the applying itself; not a paper about it ("the report on the licence").
_SOUGHT = (
    r"(?:permissions?|consents?|licen[cs]es?|applications?|certificates?|permits?|dispensations?"
    r"|exemptions?|variations?|appeals?|authori[sz]ations?|leave\s+of\s+absence|waivers?)"
)
_NAMED = (
    r"(?:(?!\b(?:of|on|to|for|from|about|in|by|with|that|minutes|report)\b)[\w/’'&.-]+\s+){0,7}?"
)
_HOW = r"(?:(?:not|duly|hereby|unanimously|formally|conditionally|therefore|also)\s+)*"
_IS = rf"\b(?:be|is|are|was|were)\s+{_HOW}"
_OUTRIGHT = r"(?:granted|refused|awarded|revoked|dismissed|upheld|rejected|declined)"
_HEAD = (
    rf"\W*(?:{BODY}\s+)?(?:(?:it\s+was\s+)?(?:unanimously\s+)?(?:resolved|agreed|decided|recommended|ordered)\b"
    rf"[\s:,–—-]*)?(?:(?:that|to)\b[\s:–—-]*)?(?:{BODY}\s+)?(?:(?:not\s+)?to\s+)?"
)
_DETERMINES = re.compile(
    # permission be granted for ten moorings; the application be approved, subject to conditions
    rf"(?:^\W*|\bthat\s+|[,;:]\s+|\band\s+){_NAMED}{_SOUGHT}\b"
    rf"(?:(?!\b(?:be|is|are|was|were)\b)[^;]){{0,200}}?{_IS}"
    rf"(?:{_OUTRIGHT}|approved|given|allowed|issued|renewed|varied|suspended|determined|agreed)\b"
    # the extension be refused
    rf"|{_IS}(?:granted|refused)\b"
    # to grant a licence; refuses the application
    rf"|^{_HEAD}(?:grants?|refuses?|approves?|allows?|gives?|issues?|renews?|dismiss(?:es)?|reject"
    rf"s?)\s+{_NAMED}{_SOUGHT}\b"
    # Granted.
    r"|^\W*(?:granted|refused)\b(?!\s+\w+ed\b)",
    re.IGNORECASE,
)
_NOTES = re.compile(
    rf"^{_HEAD}(?:notes?|noted|receives?|acknowledges?|welcomes?)\b"
    r"|\bbe\s+(?:noted|received|acknowledged|welcomed)\b",
    re.IGNORECASE,
)


def determines(words: str) -> bool:
    """Whether the words of a decision grant, refuse or otherwise settle what was applied for."""
    return _DETERMINES.search(words) is not None and _NOTES.search(words) is None
