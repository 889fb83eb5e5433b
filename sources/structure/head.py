"""The head of minutes: panel, meeting, day, time, place and status."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.dates import FoundDate, find_date
from sources.readers.blocks import Block, tidy
from sources.structure.attendance import attendance_label, is_list_line
from sources.structure.body_names import HAS_BODY, HELD, read_kind, read_names

_TIME = re.compile(
    r"(?<![\d./])(?P<time>(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?\s?(?:a\.?m\.?|p\.?m\.?|"
    r"noon)(?![a-z])|(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d/.])|12\s+noon)",
    re.IGNORECASE,
)
_VENUE = re.compile(
    r"^(?:venue|location|place|lleoliad|where)\s*:\s*(?P<place>.+?)\.?\s*(?:view directions)?\.?$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"(?:\b(?:commencing|starting|beginning|concluding|ending|until|from|to|at|"
    rf"and)\s+)*{_TIME.pattern}|\b\w+day\b,?"
    r"|\b(?:[fm]ercher|llun|mawrth|iau|g?wener|sadwrn|sul)\b,?",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"^(?:\W*draft(?:\s+minutes\b.*)?\W*$|(?:un(?:approved|confirmed)|"
    r"draft)\b.{0,40}\bminutes\b|minutes\b.{0,20}\((?:draft|unconfirmed|unapproved)\)|"
    r".*\bdraft\s+minutes\b|cofnodion\s+drafft)",
    re.IGNORECASE,
)
_DRAFT_PAGE = re.compile(
    r"^agenda,?\s+(?:decisions\s+)?and\s+draft\s+minutes$|"
    r"^agenda,\s+decisions\s+and\s+draft\s+minutes$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of the minutes says of the meeting. `end` is the block after its last."""

    panel: str | None = None
    title: str | None = None
    date: dt.date | None = None
    time: str | None = None
    kind: str | None = None
    place: str | None = None
    draft: bool = False
    called_draft: bool = False
    end: int = 0


def read_head(blocks: Sequence[Block]) -> Head:
    """What the blocks before the first item say of the meeting."""
    texts = [tidy(b.text) for b in blocks]
    dated = _dated(texts)
    sentence = next((t for t in texts if HELD.search(t) and find_date(t)), "")
    panel, title = read_names(texts)
    line = texts[dated[0]] if dated else ""
    around = [line, sentence, *(texts[dated[0] + 1 : dated[0] + 4] if dated else texts[:6])]
    return Head(
        panel=panel,
        title=title,
        date=dated[1].date if dated else None,
        time=next((time for t in around if (time := _time(t))), None),
        kind=read_kind(texts, panel),
        place=_place(texts, sentence),
        draft=any(_DRAFT.match(t) and not _DRAFT_PAGE.match(t) and len(t) < 120 for t in texts),
        called_draft=any(_DRAFT_PAGE.match(t) for t in texts),
        end=_end(texts, dated),
    )


def _dated(texts: Sequence[str]) -> tuple[int, FoundDate] | None:
    """The line and date of the meeting: of the line that says so, else the first date."""
    found = [(i, date) for i, t in enumerate(texts) if len(t) < 600 and (date := _meeting_date(t))]
    for sign in (
        r"\b(?:held|minutes\s+of|cynhaliwyd)\b",
        r"^(?:date|meeting date|dyddiad)\b",
        r" - \w*day\b|\bmeeting\b",
        r"\w+day\b",
    ):
        for i, date in found:
            near = texts[i - 1] if i else ""
            if re.search(sign, texts[i], re.IGNORECASE) or (
                sign.startswith(r"\b(?:held")
                and re.search(r"\bheld\W*(?:on|at|in)?$", near, re.IGNORECASE)
            ):
                return i, date
    return found[0] if found else None


def _meeting_date(text: str) -> FoundDate | None:
    if re.match(
        r"(?:approved|published|printed|circulated|modified|contact|next meeting|signed|"
        r"updated|dispatch)|.*\bminutes\b.*\b(?:were|was|be)\s+(?!held)",
        text,
        re.IGNORECASE,
    ):
        return None
    return find_date(text)


def _time(text: str) -> str | None:
    found = find_date(text)
    rest = text if not found else text[found.end :] + " " + text[: found.start]
    match = _TIME.search(rest)
    return _tidy_time(match["time"]) if match else None


def _tidy_time(text: str) -> str:
    """A time as written, without the full stop that ends the sentence after "10.30 am."; hours
    and minutes always with a colon, since pages and papers of one meeting differ in that."""
    text = re.sub(r"(?<=\d)\.(?=\d\d)", ":", tidy(text))
    return text if "." in text[:-1].split(" ")[-1] else text.rstrip(".")


def _place(texts: Sequence[str], sentence: str) -> str | None:
    """Where it was held: of a line "Venue: …", else what the sentence says besides day and time."""
    for text in texts:
        if match := _VENUE.match(text):
            return match["place"].strip(" .")
    found = find_date(sentence)
    if found is None:
        return None
    held = HELD.search(sentence)
    before = sentence[held.end() : found.start] if held and held.end() < found.start else ""
    return _bare_place(before) or _bare_place(sentence[found.end :])


def _bare_place(words: str) -> str | None:
    """The words of a place without "at", "in", weekday and time; None where none are left."""
    place = _WHEN.sub(" ", words)
    place = re.sub(
        r"^(?:[\s,.;–—-]|(?:virtually|remotely|in public|on|at|in|via|by|the|from|to|am|nos)\b)+",
        "",
        place,
        flags=re.IGNORECASE,
    )
    place = re.sub(r"(?:[\s,.;–—-]|\b(?:on|at|from|and|nos))+$", "", place)
    return tidy(place) or None


def _end(texts: Sequence[str], dated: tuple[int, FoundDate] | None) -> int:
    """The block after the last that surely belongs to the head: its date, names of the body, and
    lists of those present."""
    end = dated[0] + 1 if dated else 0
    for i, text in enumerate(texts[: end + 40]):
        label = attendance_label(text)
        below = texts[i + 1] if i + 1 < len(texts) else ""
        if label and (label[1] or (below and is_list_line(below))):
            end = max(end, i + (1 if label[1] else 2))
        elif HAS_BODY.search(text) and i < 4 and len(text) < 120 and text[-1] not in ".:;":
            end = max(end, i + 1)
    return end
