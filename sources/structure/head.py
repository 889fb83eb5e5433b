"""The head of minutes: panel, meeting, day, time, place and status."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sources.dates import FoundDate, find_date
from sources.readers.blocks import Block, tidy
from sources.structure.attendance import attendance_label, is_list_line
from sources.structure.body_names import (
    HAS_BODY,
    HELD,
    panel_name,
    read_kind,
    read_names,
    reads_as_name,
)
from sources.structure.head_words import WORDS, is_of_other_day, is_of_page, labelled
from sources.structure.numbering import split_number
from sources.structure.titles import says_what_happened

_TIME = re.compile(
    r"(?<![\d./])(?P<time>(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?\s?(?:a\.?m\.?|p\.?m\.?|"
    r"noon)(?![a-z])|(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d/.])|12\s+noon)",
    re.IGNORECASE,
)
_VENUE = re.compile(
    r"^(?:venue|location|place|lleoliad|where)\s*:\s*(?P<place>.+?)\.?\s*(?:view directions)?\.?$",
    re.IGNORECASE,
)
_HELD_AT = re.compile(r"\bheld\s+(?:in|at)\s", re.IGNORECASE)
_CLAUSE = re.compile(r"\s+(?:when|and there were)\b", re.IGNORECASE)
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
    """What the head of the minutes says of the meeting. `end` is the block after its last,
    `doubt` a sentence on what it says in two ways."""

    panel: str | None = None
    title: str | None = None
    date: dt.date | None = None
    time: str | None = None
    kind: str | None = None
    place: str | None = None
    draft: bool = False
    called_draft: bool = False
    end: int = 0
    doubt: str | None = None


def read_head(blocks: Sequence[Block]) -> Head:
    """What the blocks before the first item say of the meeting."""
    texts = [tidy(b.text) for b in blocks]
    dated, doubt = _dated(blocks, texts)
    sentence = next((t for t in texts if HELD.search(t) and find_date(t)), "")
    panel, title = read_names(blocks)
    line = texts[dated[0]] if dated else ""
    around = [line, sentence, *(texts[dated[0] + 1 : dated[0] + 4] if dated else texts[:6])]
    return Head(
        panel=panel,
        title=title,
        date=dated[1].date if dated else None,
        time=next((time for t in around if (time := _time(t))), None),
        kind=read_kind(texts, panel),
        place=_place(texts, sentence, line),
        draft=any(_DRAFT.match(t) and not _DRAFT_PAGE.match(t) and len(t) < 120 for t in texts),
        called_draft=any(_DRAFT_PAGE.match(t) for t in texts),
        end=_end(texts, dated),
        doubt=doubt,
    )


_OF_MEETING = re.compile(r"\b(?:meeting|held|order)\b", re.IGNORECASE)


def with_late_day(head: Head, blocks: Sequence[Block]) -> Head:
    """The head with a doubt, where its day stands among the business in a line that does not speak
    of the meeting. A day that stands late is better than none."""
    lines = (tidy(block.text) for block in blocks)
    line = next((t for t in lines if (day := find_date(t)) and day.date == head.date), "")
    if head.date is None or head.doubt or _OF_MEETING.search(line):
        return head
    doubt = (
        f"the day of the meeting, {head.date.day} {head.date:%B %Y}, stands only within the text: "
        "give the date if that is wrong"
    )
    return replace(head, doubt=doubt)


_FIRST_BUSINESS = frozenset(WORDS["business"]["titles"])
_NO_BUSINESS = re.compile(r"\b(?:held|present|attendance|apologies|attended)\b", re.IGNORECASE)
_SHORTEST = 10  # words of a sentence that certainly tells what was said


def business_begins(blocks: Sequence[Block]) -> int:
    """The first block that is certainly no head: a title with which business begins everywhere, or
    a sentence on what was said. As many as there are blocks where none is."""
    certain = (i for i, block in enumerate(blocks) if i and _is_business(block))
    return next(certain, len(blocks))


def _is_business(block: Block) -> bool:
    text = tidy(block.text)
    if _TIME.sub("", text).strip(" .:").casefold() in _FIRST_BUSINESS:
        return block.role != "row"
    sentence = len(text.split()) >= _SHORTEST and text[-1:] == "." and says_what_happened(text)
    framed = _NO_BUSINESS.search(text) or find_date(text) or is_of_page(text)
    return block.role == "text" and sentence and not framed and attendance_label(text) is None


_ITEM_OF_MEETING = re.compile(
    r"\W*meeting of (?:the )?(?P<panel>.+?),\s+\w+day\b.*?(?:\(item (?P<number>[^)\s]+)\))?$",
    re.IGNORECASE,
)


def read_item_page(blocks: Sequence[Block]) -> tuple[Head, str | None]:
    """What a page of one item says of the meeting, and the item's number: "Meeting of the Harbour
    Panel, Thursday, 14th March, 2024 6.30 p.m. (Item 6.3)"."""
    for block in blocks:
        text = tidy(block.text)
        said, found = _ITEM_OF_MEETING.match(text), find_date(text)
        if said and found:
            panel = panel_name(said["panel"])
            head = Head(panel=panel, title=panel, date=found.date, time=_time(text))
            return head, said["number"]
    return Head(), None


def _dated(
    blocks: Sequence[Block], texts: Sequence[str]
) -> tuple[tuple[int, FoundDate] | None, str | None]:
    """The line and date of the meeting: beside a label, or of the line that says so best, else
    the first date. With it a sentence where other lines say another day as well as that one."""
    for i, block in enumerate(blocks):
        if day := next(filter(None, map(find_date, labelled(block, "date"))), None):
            return (i, find_date(texts[i]) or day), None
    found = [
        (i, date)
        for i, t in enumerate(texts)
        if len(t) < 600 and not _is_of_other_day(blocks[i]) and (date := find_date(t))
    ]
    for sign in _SIGNS:
        said = [(i, date) for i, date in found if _says_day(texts, i, sign)]
        if said:
            return said[0], None
    return (found[0], _doubt(found)) if found else (None, None)


def _is_of_other_day(block: Block) -> bool:
    """Whether a day is another than the meeting's, as that of an item on earlier minutes is."""
    numbered = split_number(block.text).number and _MINUTES_OF.search(block.text)
    return bool(numbered) or is_of_other_day(tidy(block.text))


_MINUTES_OF = re.compile(r"\bminutes\b", re.IGNORECASE)
# What says that a line's day is that of the meeting, the surest first.
_SIGNS = (
    re.compile(r"\b(?:held|minutes\s+of|cynhaliwyd)\b", re.IGNORECASE),
    re.compile(r" - \w*day\b|\bmeeting\b", re.IGNORECASE),
    re.compile(r"\w+day\b", re.IGNORECASE),
)


def _says_day(texts: Sequence[str], at: int, sign: re.Pattern[str]) -> bool:
    """Whether the line has the sign, or goes on from one that ends "held on"."""
    near = texts[at - 1] if at and sign is _SIGNS[0] else ""
    return bool(
        sign.search(texts[at]) or re.search(r"\bheld\W*(?:on|at|in)?$", near, re.IGNORECASE)
    )


def _doubt(found: Sequence[tuple[int, FoundDate]]) -> str | None:
    """A sentence where days stand in the head and nothing says which is the meeting's."""
    days = list(dict.fromkeys(date.date for _, date in found))
    if len(days) < 2:
        return None
    first, other = (f"{day.day} {day:%B %Y}" for day in days[:2])
    return (
        f"the head names {first} and {other}, and does not say which is the meeting's: "
        f"{first} is taken, give the date if that is wrong"
    )


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


def _place(texts: Sequence[str], sentence: str, dated: str) -> str | None:
    """Where it was held: of a line "Venue: …", else what the sentence says besides day and time,
    or the line of the day after both."""
    for text in texts:
        if match := _VENUE.match(text):
            return match["place"].strip(" .")
    for text in filter(None, (sentence, next(filter(_HELD_AT.search, texts), ""))):
        found = find_date(text)
        start, end = (found.start, found.end) if found else (len(text), len(text))
        held = HELD.search(text)
        before = text[held.end() : start] if held and held.end() < start else ""
        if place := _bare_place(_CLAUSE.split(before)[0]) or _bare_place(text[end:]):
            return place
    found = find_date(dated)
    place = _bare_place(dated[found.end :]) if found and _TIME.search(dated, found.end) else None
    return place if place and len(place.split()) > 1 and reads_as_name(place) else None


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
