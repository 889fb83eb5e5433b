"""Blocks → a meeting: its head, its items, and their numbered paragraphs, word for word.

A rule here may leave out furniture of the page (page numbers, lists of linked files, the line for
a signature) and agenda text where the page tells it from minutes. Everything else is kept: text
that fits no rule is an unnumbered paragraph of its item.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sources.addresses import address_of_meeting, normalise_address
from sources.attendance import (
    attendance_label,
    is_list_line,
    read_apologies,
    read_people,
    read_rows,
)
from sources.blocks import Block, Document, tidy
from sources.dates import find_dates, parse_date
from sources.exempt import mark_exempt
from sources.heading import Head, panel_name, read_head
from sources.items import LABEL, ItemStart, clean_title, find_items, is_part_heading
from sources.kinds import kind_of
from sources.numbering import clean_number, split_number
from sources.tables import action_of_row, lay_out_tables
from storage.records import Attendee, Item, Meeting, Paragraph, Presence

_FURNITURE = re.compile(
    r"^(?:\((?:agenda\s+)?(?:item|minute)\s*[\d/.]*\)|(?:the\s+)?(?:chair(?:man|woman|person)?|clerk|signed)\W*|page\s+\d+(?:\s+of\s+\d+)?|-?\s*\d+\s*-|view directions|back to top|items?|no\.?\s+item|public document pack|"
    r"this page is intentionally left blank|</?ai\d+>|</?[a-z_]+_section>|field_title|view (?:the )?(?:background|reasons).*|"
    r"(?:signed|llofnod\w*|chair(?:man)?(?:['’]s signature)?|date|dated)?\W*(?:chair\w*|date)?\W*[_.…]{4,}.*|share this item|\[end\]|\*+)$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"[_.…]{5,}")
_MARKER = re.compile(r"</?(?:AI\d+|[A-Z]+_SECTION|TRAILER_SECTION|LAYOUT_SECTION)>")
_CUT = re.compile(r"\bview the full (?:minutes|decision|item) text\b", re.IGNORECASE)
_CUT_AGENDA = re.compile(r"\bview the full agenda text\b", re.IGNORECASE)
_ITEM_PAGE = re.compile(r"^(?:agenda item|eitem ar yr agenda)$", re.IGNORECASE)
_NEXT = re.compile(
    r"\b(?:next\s+(?:\w+\s+){0,3}(?:meeting|meet)|(?:meet|meeting)\s+next|cyfarfod nesaf)\b",
    re.IGNORECASE,
)
_IN_THE_CHAIR = re.compile(
    r"(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame)\b.{2,40}\bin the Chair\b"
)
_CONTACT = re.compile(
    r"^(?:contact|venue|location|media|note|webcast|clerk to the|tel|telephone|e-?mail|www\.|https?:)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller supplies because the document may not say it."""

    panel: str | None = None
    title: str | None = None
    date: dt.date | None = None
    url: str | None = None
    draft: bool = False


def build_meeting(document: Document, given: Given = Given()) -> Meeting:
    """The meeting that a document's blocks hold."""
    unmarked = [
        replace(b, text=_MARKER.sub("", b.text)) if "<" in b.text else b for b in document.blocks
    ]
    blocks = lay_out_tables([b for b in unmarked if not _is_furniture(b)])
    page = next((i for i, b in enumerate(blocks[:3]) if _ITEM_PAGE.match(tidy(b.text))), None)
    if page is not None:
        starts = [_item_page_start(blocks, page)]
        head = Head()
    else:
        head = read_head(blocks[: _body_start(blocks)])
        starts = find_items(blocks, head.end)
        starts = starts or [_whole_as_item(blocks, head)]
        head = read_head(blocks[: starts[0].index])
    warnings: list[str] = list(document.warnings)
    partial = page is not None or _is_lone_item(blocks, starts, head)
    meeting = Meeting(
        panel=head.panel,
        title=head.title,
        date=head.date,
        time=head.time,
        place=head.place,
        attendance=tuple(_attendance(blocks, starts)),
        whole=not partial,
    )
    meeting = _with_metadata(meeting, document, partial, warnings)
    meeting = _with_given(meeting, given, document, partial, warnings)
    items = _items(blocks, starts, meeting, given, partial, warnings)
    if not partial and (opening := _opening(blocks[: starts[0].index], meeting)):
        items.insert(0, opening)
    items = mark_exempt(items, [tidy(b.text) for b in blocks], starts, warnings)
    if given.draft or (head.draft and not document.web):
        meeting = replace(meeting, status="draft")
    elif head.called_draft:
        warnings.append("the page calls these minutes draft")
    return replace(
        meeting,
        items=tuple(items),
        next_meeting=_next_meeting(items, meeting.date),
        warnings=(*_missing(meeting, given, partial), *warnings),
    )


def _is_furniture(block: Block) -> bool:
    if block.role in ("row", "item"):
        return False
    text = tidy(block.text)
    return (
        not text
        or bool(_FURNITURE.match(text))
        or bool(_SIGNATURE.search(text) and len(text) < 200)
    )


def _body_start(blocks: Sequence[Block]) -> int:
    """How far the head of the document can reach at most."""
    for i, block in enumerate(blocks):
        if block.role == "item":
            return i
    return min(len(blocks), 60)


def _item_page_start(blocks: Sequence[Block], page: int) -> ItemStart:
    """The item of a page that shows one item: its title stands under "Agenda item"."""
    for i in range(page + 1, len(blocks)):
        text = tidy(blocks[i].text)
        if LABEL.match(text):
            break
        number, _, rest = split_number(blocks[i].text)
        if not rest and i + 1 < len(blocks):
            return ItemStart(i, clean_title(blocks[i + 1].text), clean_number(number), 2)
        return ItemStart(i, clean_title(rest or text), clean_number(number))
    return ItemStart(page, "Agenda item")


def _whole_as_item(blocks: Sequence[Block], head: Head) -> ItemStart:
    """One item for a document in which no title can be found."""
    at = min(head.end, len(blocks))
    return ItemStart(at, head.title or "Minutes", span=0)


def _is_lone_item(blocks: Sequence[Block], starts: Sequence[ItemStart], head: Head) -> bool:
    """Whether the document is one item copied from a page that says nothing of the meeting."""
    return (
        len(starts) == 1
        and head.date is None
        and head.panel is None
        and any(LABEL.match(tidy(b.text)) for b in blocks)
    )


def _with_metadata(
    meeting: Meeting, document: Document, partial: bool, warnings: list[str]
) -> Meeting:
    """What the file's metadata adds; what the page shows wins where they disagree."""
    meta = tidy(document.meta_title or "")
    day = parse_date(meta)
    if meeting.date and day and day != meeting.date:
        warnings.append(
            f"the heading says {_said(meeting.date)}, the page's metadata {_said(day)}: the heading is taken"
        )
    panel = _panel_in(meta)
    if (
        panel
        and meeting.panel
        and not partial
        and panel.casefold() not in meeting.panel.casefold()
        and meeting.panel.casefold() not in panel.casefold()
    ):
        warnings.append(
            f"the heading says {meeting.panel}, the page's metadata {panel}: the heading is taken"
        )
    panel = meeting.panel or panel
    return replace(meeting, panel=panel, title=meeting.title or panel, date=meeting.date or day)


def _panel_in(meta: str) -> str | None:
    match = re.match(
        r"(?:agenda|printed minutes|minutes|meeting|decisions|draft minutes)[\w ,]*?\s+(?:item\s+)?(?:for|of)\s+(?:the\s+)?(?P<panel>.+?)\s+on\s+\w*day\b",
        meta,
        re.IGNORECASE,
    )
    return panel_name(match["panel"]) if match else None


def _with_given(
    meeting: Meeting, given: Given, document: Document, partial: bool, warnings: list[str]
) -> Meeting:
    """What the caller says, which was said on purpose, over what was read."""
    if given.date and meeting.date and given.date != meeting.date:
        warnings.append(
            f"the document says {_said(meeting.date)}: {_said(given.date)} was given and is taken"
        )
    if given.panel and meeting.panel and given.panel.casefold() != meeting.panel.casefold():
        warnings.append(f"the document names {meeting.panel}: {given.panel} was given and is taken")
    panel = given.panel or meeting.panel
    title = given.title or (
        given.panel if given.panel and meeting.title in (None, meeting.panel) else meeting.title
    )
    url = address_of_meeting(given.url, document.meeting_link, partial) if given.url else None
    return replace(
        meeting, panel=panel, title=title or panel, date=given.date or meeting.date, url=url
    )


def _said(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _missing(meeting: Meeting, given: Given, partial: bool) -> list[str]:
    missing = [
        f"no {name} found"
        for name, value in (("panel", meeting.panel), ("date", meeting.date))
        if not value
    ]
    return [*missing, "no address found"] if partial and not meeting.url else missing


def _items(
    blocks: Sequence[Block],
    starts: Sequence[ItemStart],
    meeting: Meeting,
    given: Given,
    partial: bool,
    warnings: list[str],
) -> list[Item]:
    items = []
    for start, end in zip(starts, [*(s.index for s in starts[1:]), len(blocks)], strict=True):
        body = list(blocks[start.index + start.span : end])
        if start.rest:
            body.insert(0, Block(start.rest))
        url = _item_url(start, meeting, given, partial)
        items.append(_item(start, body, url, warnings))
    return items


def _item_url(start: ItemStart, meeting: Meeting, given: Given, partial: bool) -> str | None:
    if partial and given.url:
        return normalise_address(given.url)
    return f"{meeting.url}#{start.anchor}" if meeting.url and start.anchor else None


def _item(start: ItemStart, body: list[Block], url: str | None, warnings: list[str]) -> Item:
    name = f"item {start.number}" if start.number else f"item “{start.title}”"
    kept = _minutes_of(body)
    if any(_CUT.search(tidy(b.text)) for b in kept):
        warnings.append(f"{name} is cut off on its page: it was left without paragraphs")
        return Item(start.title, start.number, url)
    paragraphs: list[Paragraph] = []
    for block in kept:
        paragraph = _paragraph(block, paragraphs)
        if paragraph is None:
            warnings.append(f"an empty paragraph was skipped in {name}")
        else:
            paragraphs.append(_of_next_meeting(paragraph, start.title))
    return Item(start.title, start.number, url, tuple(_join_lead_ins(paragraphs)))


def _minutes_of(body: list[Block]) -> list[Block]:
    """The blocks of an item's minutes: under labels, without agenda text and linked files.

    A decision that the minutes repeat is taken once; one without minutes stands for them.
    """
    parts: dict[str, list[Block]] = {"": []}
    label = ""
    for block in body:
        said = LABEL.match(tidy(block.text))
        if said:
            label = said["label"].lower()
            parts.setdefault(label, [])
        elif not is_part_heading(block.text) and not _CUT_AGENDA.search(block.text):
            parts[label].append(block)
    minutes = parts.get("minutes", []) + parts.get("cofnodion", [])
    decision = [
        b for key in parts if key.startswith(("decision", "penderfyniad")) for b in parts[key]
    ]
    if not minutes and not decision:
        return parts[""] if not any(k in parts for k in ("minutes", "cofnodion")) else []
    said_there = " ".join(tidy(b.text) for b in minutes).casefold()
    return [
        b
        for b in decision
        if not minutes or tidy(split_number(b.text).rest).casefold() not in said_there
    ] + minutes


def _paragraph(block: Block, before: Sequence[Paragraph]) -> Paragraph | None:
    """A block as a paragraph; None where nothing but a number is in it."""
    if block.number is not None:
        number, text = block.number, block.text
    else:
        number, _, text = split_number(block.text)
    text = tidy(text)
    if not text:
        return None
    last = (before[-1].text, before[-1].kind) if before else None
    number = clean_number(number)
    return Paragraph(text, number, kind_of(text, number, last), actions=action_of_row(block, text))


def _of_next_meeting(paragraph: Paragraph, title: str) -> Paragraph:
    """A line with the day of the next meeting, under that title, is a matter of procedure."""
    dated = bool(find_dates(paragraph.text)) and len(paragraph.text) < 200
    return (
        replace(paragraph, kind="procedural")
        if paragraph.kind == "prose" and dated and _NEXT.search(title)
        else paragraph
    )


def _join_lead_ins(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """A bare "RESOLVED:" goes before the unnumbered words that it leads in."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        last = joined[-1] if joined else None
        if (
            last
            and paragraph.number is None
            and paragraph.kind == "resolution"
            and re.fullmatch(r"\W*\w+\W*", last.text)
            and last.kind == "resolution"
        ):
            joined[-1] = replace(last, text=f"{last.text} {paragraph.text}")
        else:
            joined.append(paragraph)
    return joined


def _attendance(blocks: Sequence[Block], starts: Sequence[ItemStart]) -> list[Attendee]:
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
            people += [p for b in body for p in read_apologies(split_number(b.text).rest)]
    return list({(p.name, p.presence): p for p in reversed(people)}.values())[::-1]


def _people(blocks: Sequence[Block]) -> list[Attendee]:
    people: list[Attendee] = read_rows((b.cells, b.heads) for b in blocks if b.role == "row")
    presence: Presence | None = None
    for block in blocks:
        if block.role == "row":
            people += _row_people(block)
            continue
        text = split_number(block.text).rest
        if label := attendance_label(text):
            presence, text = label
        elif re.match(r"[PA]\.\s+[A-Z]", block.text):
            presence, text = presence or "present", block.text
        elif _IN_THE_CHAIR.match(tidy(text)):
            presence = "present"
        elif is_part_heading(text):
            presence = None
        if presence and text and is_list_line(text):
            people += read_people(text, presence)
        elif presence and text:
            presence = None
    return people


def _row_people(block: Block) -> list[Attendee]:
    """The people of a row such as "Present | Cllr A, Cllr B"."""
    label = attendance_label(block.cells[0]) if len(block.cells) >= 2 else None
    if label is None:
        return []
    return [
        p
        for cell in block.cells[1:]
        for line in cell.split("\n")
        for p in read_people(line, label[0])
    ]


def _opening(blocks: Sequence[Block], meeting: Meeting) -> Item | None:
    """Sentences before the first item that are neither heading nor list: nothing is lost."""
    kept: list[Paragraph] = []
    for block in blocks:
        text = tidy(block.text)
        sentence = len(text.split()) >= 6 and text[-1:] in ".!?" and not _CONTACT.match(text)
        heading = attendance_label(text) or re.match(
            r"(?:draft\s+)?minutes\s+of\b|agenda\b", text, re.IGNORECASE
        )
        if block.role != "row" and sentence and not heading and _is_prose(text):
            number, _, rest = split_number(block.text)
            kept.append(
                Paragraph(tidy(rest), clean_number(number), kind_of(tidy(rest), None, None))
            )
    return Item(meeting.title or "Minutes", paragraphs=tuple(kept)) if kept else None


def _is_prose(text: str) -> bool:
    return not is_list_line(text) and not re.search(
        r"\bmeeting\b.{0,80}\bheld\b.{0,120}\d{4}", text
    )


def _next_meeting(items: Sequence[Item], after: dt.date | None) -> dt.date | None:
    """The day that the minutes give for the next meeting: the first that is later."""
    for item in reversed(items):
        for paragraph in item.paragraphs:
            about = _NEXT.search(paragraph.text)
            if not about and not _NEXT.search(item.title):
                continue
            words = paragraph.text[about.start() :] if about else paragraph.text
            for found in find_dates(words[:300]):
                if after is None or found.date > after:
                    return found.date
    return None
