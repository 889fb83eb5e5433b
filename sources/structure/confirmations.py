"""Which earlier minutes a meeting confirmed as a correct record."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sources.dates import find_dates
from sources.structure.record_corrections import Passage, corrections
from storage.model import Item, Meeting

_RECORD = r"(?:(?:true|full|fair|correct|accurate|proper)\s+(?:and\s+)?)+record\b"
_ACCEPTED = (
    r"(?:confirm(?:ed)?|approved?|agreed?|accept(?:ed)?|adopt(?:ed)?|sign(?:ed)?|ratif(?:y|ied)"
    r"|taken\s+as\s+read|correctly\s+recorded)"
)
_CONFIRMED = re.compile(
    rf"\bminutes\b.{{0,240}}?\b{_ACCEPTED}\b|\b{_ACCEPTED}\b.{{0,160}}?\bminutes\b"
    rf"|\bminutes\b.{{0,240}}?\b{_RECORD}|\b{_RECORD}.{{0,160}}?\bminutes\b",
    re.IGNORECASE | re.DOTALL,
)
_NOT = re.compile(
    r"\b(?:not\s+(?:be\s+)?(?:confirmed|approved|agreed|accepted|available|yet)|defer\w*"
    r"|unable\s+to\s+(?:be\s+)?(?:confirm|approve|agree|accept|sign)\w*|inquorate|would\s+be\s+(?:submitted|confirmed|approved|considered)"
    r"|to\s+be\s+(?:submitted|confirmed|approved)\s+at)\b",
    re.IGNORECASE,
)
_OF_MINUTES = re.compile(r"\bminutes\b|\bcofnodion\b", re.IGNORECASE)
_RECORD_ALONE = re.compile(rf"\b{_RECORD}", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘(?:[^‘’]|’(?=\w))*’")
# Minutes of another body are noted here, not confirmed.
_OTHERS = re.compile(
    r"\bminutes\s+of\s+(?:the\s+)?[\w ]*\b(?:sub-?committee|working\s+(?:group|party)|forum)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Earlier minutes confirmed in a paragraph (item and paragraph by index): of `day`, None for
    those of the meeting before. `corrections` are the passages of the item that say what was
    corrected in them."""

    item: int
    paragraph: int
    day: dt.date | None
    corrections: tuple[Passage, ...] = ()


def confirmations(meeting: Meeting) -> Iterator[Confirmation]:
    """What a meeting confirmed, in the order of its minutes; exempt items are left out."""
    for i, item in enumerate(meeting.items):
        if not item.exempt:
            yield from _of_item(i, item, meeting.date)


def _of_item(place: int, item: Item, before: dt.date | None) -> Iterator[Confirmation]:
    titled = bool(_OF_MINUTES.search(item.title))
    for n, paragraph in enumerate(item.paragraphs):
        if _confirms(paragraph.text, titled):
            days = _earlier((paragraph.text, item.title if titled else ""), before)
            corrected = corrections(item, n, titled)
            for day in days or (None,):
                yield Confirmation(place, n, day, corrected)


def _confirms(text: str, titled: bool) -> bool:
    if _NOT.search(_QUOTED.sub("", text)) or _OTHERS.search(text):
        return False
    if titled and _RECORD_ALONE.search(text):
        return True
    found = _CONFIRMED.search(text)
    return bool(found) and (titled or bool(_RECORD_ALONE.search(text)))


def _earlier(texts: tuple[str, ...], before: dt.date | None) -> tuple[dt.date, ...]:
    """The days named in the first of these texts that names any before the meeting."""
    for text in texts:
        days = [found.date for found in find_dates(text)]
        past = tuple(day for day in days if before is None or day < before)
        if past:
            return past
    return ()
