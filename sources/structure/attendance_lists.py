"""Where a document lists people, and under which heading → who was there."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.readers.blocks import Block, tidy
from sources.structure.attendance import (
    attendance_label,
    is_list_line,
    names_a_column,
    read_apologies,
    read_people,
    read_rows,
    split_lists,
)
from sources.structure.attendees import ROLE, TITLE
from sources.structure.body_names import HAS_BODY, names_a_body
from sources.structure.numbering import split_number
from sources.structure.series import ItemStart
from sources.structure.titles import is_part_heading
from storage.model import Attendee, Presence

# "From the contractor: Mr A", "Staff: Ms B", within a list of those present.
_GROUP_OF = re.compile(r"[A-Z][\w’' ]{2,50}:\s*(?=\S)")
_WERE_PRESENT = re.compile(r"\b(?:were|being|was)\s+present\s*[:–—-]\s*$", re.IGNORECASE)
_OTHERS = re.compile(r"staff|officer|support|others|guest", re.IGNORECASE)
_FROM = re.compile(r"from|for|represent", re.IGNORECASE)
_CLERK = re.compile(r"\s*(?:the\s+)?(?P<office>(?:\w+\s+)?clerk)\b", re.IGNORECASE)
_IN_THE_CHAIR = re.compile(
    r"(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame)\b.{2,40}\bin the Chair\b"
)


def read_attendance(blocks: Sequence[Block], starts: Sequence[ItemStart]) -> list[Attendee]:
    """The people listed before the first item, in an item that is itself such a list, and those
    whose apologies a sentence gives."""
    people = _people(blocks[: starts[0].index])
    for start, end in zip(starts, [*(s.index for s in starts[1:]), len(blocks)], strict=True):
        body = [
            *([Block(start.rest)] if start.rest else []),
            *blocks[start.index + start.span : end],
        ]
        if attendance_label(start.title):
            people += _people([Block(f"{start.title}:"), *body])
        if re.search(r"apolog|substitut", start.title, re.IGNORECASE):
            told = [p for b in body for p in read_apologies(split_number(b.text).rest)]
            people += [p for p in told if not any(_is_of(p, listed) for listed in people)]
    return list({(p.name, p.presence): p for p in reversed(people)}.values())[::-1]


def _is_of(told: Attendee, listed: Attendee) -> bool:
    """Whether a sentence tells again, by surname, of someone listed: "Cllr Rafiq" of "Cllr Nadeem
    Rafiq"."""
    title = re.match(TITLE, told.name)
    surname = told.name[title.end() :].strip() if title else told.name
    return (
        told.presence == listed.presence
        and bool(title and listed.name.startswith(title[0]))
        and listed.name.endswith(f" {surname}")
    )


def _people(blocks: Sequence[Block]) -> list[Attendee]:
    people: list[Attendee] = read_rows((b.cells, b.heads) for b in blocks if b.role == "row")
    presence: Presence | None = None
    for block in _lists(blocks):
        if block.role == "row":
            people += _row_people(block, presence)
            continue
        presence, text = _list_at(block, presence)
        if presence and text and is_list_line(text):
            found = read_people(text, presence)
            if clerk := _CLERK.match(block.text):
                found = [replace(p, role=p.role or tidy(clerk["office"])) for p in found]
            people += found
        elif presence and text:
            presence = None
    return people


def _list_at(block: Block, presence: Presence | None) -> tuple[Presence | None, str]:
    """Which list a block belongs to, given the one before it, and the names in its text."""
    text = split_number(block.text).rest
    if label := attendance_label(text):
        return label
    if _WERE_PRESENT.search(text):
        return "present", ""
    if re.match(r"[PA]\.\s+[A-Z]", block.text):
        return presence or "present", block.text
    if _IN_THE_CHAIR.match(tidy(text)):
        return "present", text
    if presence and (group := _group_of(text)):
        apart = _FROM.match(text) or _OTHERS.match(text)
        return "in attendance" if apart else presence, text[group.end() :]
    if is_part_heading(text):
        return None, text
    if presence and text.rstrip().endswith(":"):
        others = bool(_OTHERS.search(text))
        listed = others or names_a_body(text) or _FROM.match(text) or not HAS_BODY.search(text)
        return ("in attendance" if others else presence if listed else None), ""
    return presence, text


def _group_of(text: str) -> re.Match[str] | None:
    """The group of which names follow; an office or a title before a colon is its holders'."""
    group = _GROUP_OF.match(text)
    return None if group is None or ROLE.match(text) or re.match(TITLE, text, re.I) else group


def _lists(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a second list on one line ("… Clerk: Mrs Hobbs") on a line of its own."""
    return [
        replace(b, text=part) if b.role != "row" else b
        for b in blocks
        for part in (split_lists(b.text) if b.role != "row" else [b.text])
    ]


def _row_people(block: Block, presence: Presence | None) -> list[Attendee]:
    """The people of a row such as "Present | Cllr A, Cllr B", or of one under the label of a list:
    "A Birch | AB | T Yew | TY". None where these are the heads of columns of people."""
    label = attendance_label(block.cells[0]) if len(block.cells) >= 2 else None
    if any(map(attendance_label, block.cells[1:])):
        return []
    if names_a_column(block.heads) or (label is None and presence is None):
        return []
    return [
        person
        for cell in (block.cells[1:] if label else block.cells)
        for line in cell.split("\n")
        if not tidy(line).isupper()
        for person in read_people(line, label[0] if label else presence or "present")
    ]
