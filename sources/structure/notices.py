"""Notices that a meeting is not held, or not on its day: they are no minutes.

A document is such a notice where it says so of its own meeting and tells nothing that happened
there. Minutes tell who was present, what was said or what was decided, and stay minutes whatever
else they say was cancelled.
"""

import re
from collections.abc import Sequence

from sources.dates import find_dates
from sources.readers.blocks import Block, tidy
from sources.speakers import find_speakers
from sources.structure.attendance import attendance_label, is_list_line
from sources.structure.titles import is_resolution
from storage.model import SPEAKING, Item, Meeting, MinutebookError, Paragraph

_HEAD = 10  # blocks in which a bare "CANCELLED" is said of the meeting
_LONGEST, _LONGEST_MARK = 600, 200  # letters of a block that says so
_MARKS = r"cancell?ed|postponed|called\s+off|withdrawn|canslwyd|gohiriwyd|ohiriwyd"
# Such as "Planning Committee, 3 May - POSTPONED" and "Notice of cancellation".
_MARK = re.compile(
    rf"^\W*(?:this\s+|the\s+)?(?:meeting\s+)?(?:is\s+)?(?P<first>{_MARKS})\s*(?:meeting\b|[:!–—*\])-]|$)"
    rf"|[-–—(\[:,*]\s*(?:meeting\s+)?(?P<last>{_MARKS})(?!\s+(?:from|to)\b)\s*(?:[-–—)\]!*.,:]|$)"
    rf"|\bmeeting\s+(?P<bare>{_MARKS})(?:\W*$|\s+(?:due|owing|because|as|until|on|in)\b)"
    rf"|\b(?P<done>{_MARKS}|cancel|postpone|call\s+off|withdraw)\s+this\s+meeting\b"
    r"|\b(?P<notice>cancellation|postponement)\s+(?:of\s+(?:the\s+|a\s+)?\w*\s*meeting|notice)\b"
    r"|\bnotice\s+of\s+(?:meeting\s+)?(?P<of>cancellation|postponement|withdrawal)\b",
    re.IGNORECASE,
)
_LEAD = (
    r"(?:(?:please\s+note|notice\s+is\s+(?:hereby\s+)?given|(?:members|residents|you)\s+(?:are|"
    r"should)\s+(?:\w+\s+){1,2}|it\s+is\s+with\s+regret)(?:\s+that)?[,:]?\s+|unfortunately,?\s+|"
    r"(?:due|owing)\s+to\s+[^.]{3,120}?,?\s+|n\.?b\.?:?\s+|important:?\s+){0,2}"
)
# Words that may stand between "the" and "meeting": names of bodies, and kinds of meeting.
_KIND = (
    r"(?:(?-i:[A-Z][\w’'&-]*|of|the|and|for|ordinary|special|extra-?ordinary|next|scheduled|planned|"
    r"annual|full|public|monthly|quarterly|parish|town|community|council|panel|committee|board|"
    r"above|following|virtual|remote)\s+){0,15}?"
)
_SUBJECT = rf"(?:^\W*{_LEAD}(?:(?:the|our|today['’]s|tonight['’]s|a)\s+)?|\bthis\s+){_KIND}"
_BETWEEN = (
    r"(?P<between>(?:(?!\b(?:that|which|who|agreed|noted|resolved|heard|considered|discussed|"
    r"decided)\b)[^.]){0,160}?)"
)
_AUXILIARY = (
    r"(?:(?:has|have|had|was|is|did|will|must|should|been|be|being|to|now|also|hereby|therefore|"
    r"unfortunately|regrettably|sadly)\s+){1,5}"
)
_SAYS = re.compile(
    rf"{_SUBJECT}(?:meeting|session)\b{_BETWEEN}\b{_AUXILIARY}"
    r"(?:(?P<said>cancell?ed|postponed|called\s+off|withdrawn|deferred|stood\s+down|rescheduled|"
    r"re-?arranged)\b(?!\s+from\s+(?:\w+day\b|(?:the\s+)?\d))"
    r"|(?:not|no\s+longer)\s+(?:now\s+|be\s+)*(?:tak(?:e|ing)\s+place|(?:being\s+)?held|"
    r"go(?:ing)?\s+ahead|proceed(?:ing)?)\b)",
    re.IGNORECASE,
)
_NOT_MEETING = re.compile(
    rf"{_SUBJECT}(?:panel|committee|board|council|sub-?committee|forum|authority)\b{_BETWEEN}\b"
    r"(?:will|is)\s+(?:not|no\s+longer)\s+(?:now\s+|be\s+)*meet(?:ing)?\b",
    re.IGNORECASE,
)
# People came, and were too few: what they did then are minutes.
_CAME = re.compile(
    r"\b(?:inquorate|(?:no|insufficient|without\s+a)\s+quorum\s+(?:was\s+|being\s+)?present"
    r"|there\s+(?:was|being)\s+no\s+quorum|insufficient\s+members\s+(?:were\s+)?present"
    r"|waited|after\s+\w+\s+minutes)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"present|attend|sederunt|bresennol|mynychu", re.IGNORECASE)
_HAPPENED = re.compile(
    r"\b(?:was|were|had|did|said|asked|told|reported|noted|agreed|thanked|received|approved|"
    r"welcomed|discussed|considered|gave|took|closed|opened)\b",
    re.IGNORECASE,
)
_BEGAN = re.compile(
    r"\bin\s+the\s+chair\b|\bmeeting\s+(?:was\s+)?(?:(?:formally\s+)?(?:closed|ended|concluded|opened|commenced|began|"
    r"started|adjourned))\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:meetings?|agenda|papers?|notices?|inconvenience|quorum|quorate|cancel\w*|postpone\w*|"
    r"reschedul\w*|apologi[sz]es?)\b",
    re.IGNORECASE,
)
_MINUTES_OF = re.compile(r"\W*(?:draft\s+)?minutes\s+of\b", re.IGNORECASE)
_REGRETS = re.compile(r"\b(?:inconvenience|apologi[sz]es?)\b", re.IGNORECASE)
_STATES = {
    "cancellation": "cancelled",
    "cancel": "cancelled",
    "postponement": "postponed",
    "postpone": "postponed",
    "withdrawal": "withdrawn",
    "withdraw": "withdrawn",
    "call off": "called off",
}


class NoMinutesError(MinutebookError):
    """A document of a meeting that holds no minutes of it: an agenda, or such a notice."""


def refuse_notice(blocks: Sequence[Block]) -> None:
    """Refuse a notice that the meeting is not held. Raises NoMinutesError."""
    texts = [text for block in blocks if (text := tidy(block.text))]
    states = {at: state for at in range(len(texts)) if (state := _state(texts, at))}
    if states and not _tell_minutes([t for at, t in enumerate(texts) if at not in states]):
        said = " ".join(next(iter(states.values())).lower().split())
        raise NoMinutesError(
            f"this is a notice and no minutes: the meeting was {_STATES.get(said, said)}"
        )


def _state(texts: Sequence[str], at: int) -> str | None:
    """What a block says has become of the meeting; None where it says nothing of the kind."""
    text = texts[at]
    if len(text) > _LONGEST:
        return None
    if said := _SAYS.search(text) or _NOT_MEETING.search(text):
        if _CAME.search(text) or _is_of_another(said["between"], texts[:at]):
            return None
        return said.groupdict().get("said") or "not held"
    mark = _MARK.search(text) if at < _HEAD and len(text) < _LONGEST_MARK else None
    return next(filter(None, mark.groups())) if mark else None


def _is_of_another(words: str, before: Sequence[str]) -> bool:
    """Whether the words name a day, and those before them other days only."""
    named = {found.date for found in find_dates(words)}
    known = {found.date for text in before for found in find_dates(text)}
    return bool(named and known and not named & known)


def _tell_minutes(texts: Sequence[str]) -> bool:
    """Whether texts tell what happened at a meeting: who was there, what was said or decided."""
    if any(map(_tells, texts)) or _lists_present(texts):
        return True
    if any(map(_MINUTES_OF.match, texts[:_HEAD])):
        return any(text.endswith(".") and not _ABOUT.search(text) for text in texts)
    said = tuple(Paragraph(text) for text in texts if not _REGRETS.search(text))
    (item,) = find_speakers(Meeting(items=(Item("", paragraphs=said),))).items
    return any(m.part in SPEAKING for paragraph in item.paragraphs for m in paragraph.mentions)


def _tells(text: str) -> bool:
    happened = _HAPPENED.search(text) and not _ABOUT.search(text)
    return is_resolution(text) or bool(_BEGAN.search(text) or _CAME.search(text) or happened)


def _lists_present(texts: Sequence[str]) -> bool:
    """Whether people are listed as present; a list of members may be that of an agenda."""
    for at, text in enumerate(texts):
        label = attendance_label(text)
        if label and _PRESENT.search(text.removesuffix(label[1])):
            names = label[1] or next(iter(texts[at + 1 : at + 2]), "")
            if names and is_list_line(names) and not attendance_label(names):
                return True
    return False
