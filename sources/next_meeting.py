"""The day that minutes give for the meeting after."""

import datetime as dt
import re
from collections.abc import Sequence

from sources.dates import find_dates
from storage.records import Item

NEXT_MEETING = re.compile(
    r"\b(?:next\s+(?:\w+\s+){0,3}(?:meeting|meet)|(?:meet|meeting)\s+next|cyfarfod nesaf)\b",
    re.IGNORECASE,
)


def find_next_meeting(items: Sequence[Item], after: dt.date | None) -> dt.date | None:
    """The day that the minutes give for the next meeting: the first that is later than `after`."""
    for item in reversed(items):
        titled = bool(NEXT_MEETING.search(item.title))
        for text in (*(p.text for p in item.paragraphs), item.title):
            about = NEXT_MEETING.search(text)
            if not about and not titled:
                continue
            for found in find_dates(text[about.start() if about else 0 :][:300]):
                if after is None or found.date > after:
                    return found.date
    return None
