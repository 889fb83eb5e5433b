"""Blocks → a meeting: its head, its items, and their numbered paragraphs, word for word.

A rule here may leave out furniture of the page (page numbers, lists of linked files, the line for
a signature) and agenda text where the page tells it from minutes. Everything else is kept: text
that fits no rule is an unnumbered paragraph of its item.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sources.addresses import address_of_meeting, normalise_address
from sources.dates import parse_date
from sources.fence import guarded
from sources.readers.blocks import MOST_BLOCKS, Block, Document, tidy
from sources.structure.agenda import find_items
from sources.structure.attendance import attendance_label
from sources.structure.attendance_lists import is_legend, read_attendance
from sources.structure.body_names import names_a_body, panel_name, read_names, reads_as_name
from sources.structure.completeness import fields_of, put_back, untold
from sources.structure.exempt import mark_exempt
from sources.structure.head import (
    Head,
    business_begins,
    read_head,
    read_item_page,
    with_late_day,
)
from sources.structure.head_words import is_of_page, words_of
from sources.structure.notices import NoMinutesError, refuse_notice
from sources.structure.numbered_titles import ItemStart
from sources.structure.numbering import clean_number, split_number
from sources.structure.paragraphs import (
    find_next_meeting,
    is_cut_off,
    minutes_of,
    read_item,
    tell_empty,
)
from sources.structure.run_on import split_run_ons
from sources.structure.table_layout import lay_out_tables
from sources.structure.titles import (
    LABEL,
    clean_title,
    is_part_heading,
    kind_of,
    says_what_happened,
)
from storage.model import Item, Meeting, MinutebookError, Paragraph

# What is known of a meeting besides what its page shows: metadata, and the caller's word.


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller supplies because the document may not say it."""

    panel: str | None = None
    title: str | None = None
    date: dt.date | None = None
    url: str | None = None
    draft: bool = False


NOTHING_GIVEN = Given()


def with_metadata(
    meeting: Meeting, document: Document, partial: bool, warnings: list[str]
) -> Meeting:
    """What the file's metadata adds; what the page shows wins where they disagree."""
    meta = tidy(document.meta_title or "")
    day = parse_date(meta) or document.meta_date
    page = document.web or document.meta_date  # a file's properties are often of its template
    if page and meeting.date and day and day != meeting.date:
        warnings.append(
            f"the heading says {_said(meeting.date)}, the page's metadata {_said(day)}: "
            f"the heading is taken"
        )
    if document.meta_date and day and not meeting.date:
        warnings.append(
            f"the text does not say the day of the meeting: {_said(day)}, the day of the page, "
            "is taken, give the date if that is wrong"
        )
    panel = _panel_in(meta) or (None if meeting.panel or partial else read_names([Block(meta)])[0])
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
        r"meeting of (?:the )?(?P<named>.+?),\s+\w+day\b"
        r"|(?:agenda|printed minutes|minutes|meeting|decisions|draft minutes)[\w "
        r",]*?\s+(?:item\s+)?(?:for|of)\s+(?:the\s+)?(?P<panel>.+?)\s+on\s+\w*day\b",
        meta,
        re.IGNORECASE,
    )
    return panel_name(match["named"] or match["panel"]) if match else None


def with_given(
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


def what_is_missing(meeting: Meeting, partial: bool) -> list[str]:
    """A sentence for each thing that neither the document nor the caller says."""
    missing = [
        f"no {name} found"
        for name, value in (("panel", meeting.panel), ("date", meeting.date))
        if not value
    ]
    return [*missing, "no address found"] if partial and not meeting.url else missing


_FURNITURE = re.compile(
    r"^(?:\((?:agenda\s+)?(?:item|minute)\s*[\d/.]*\)|(?:the\s+)?(?:chair(?:man|woman|"
    r"person)?|clerk|signed)\W*|page\s+\d+(?:\s+of\s+\d+)?|-?\s*\d+\s*-|view directions|"
    r"back to top|items?|no\.?\s+item|public document pack|"
    r"this page is intentionally left blank|</?ai\d+>|</?[a-z_]+_section>|field_title|"
    r"view (?:the )?(?:background|reasons).*|"
    r"(?:signed|llofnod\w*|chair(?:man)?(?:['’]s signature)?|date|dated)?\W*(?:chair\w*|"
    r"date)?\W*[_.…]{4,}.*|share this item|\[end\]|\*+)$",
    re.IGNORECASE,
)
_MOST_LETTERS = 5_000_000
_SIGNATURE = re.compile(r"[_.…]{5,}")
_MARKER = re.compile(r"</?(?:AI\d+|[A-Z]+_SECTION|TRAILER_SECTION|LAYOUT_SECTION)>")
_ITEM_PAGE = re.compile(r"^(?:agenda item|eitem ar yr agenda)$", re.IGNORECASE)
_HEADING = re.compile(r"(?:draft\s+)?minutes\s+of\b", re.IGNORECASE)
_WHEN_HELD = re.compile(r"\bmeeting\b.{0,80}\bheld\b.{0,120}\d{4}")


def build_meeting(document: Document, given: Given = NOTHING_GIVEN) -> Meeting:
    """The meeting that a document's blocks hold.

    Raises MinutebookError for a page without minutes, and for more text than minutes can be.
    """
    _refuse_endless(document)
    source = [replace(block, place=place) for place, block in enumerate(document.blocks)]
    blocks = _without_furniture(source)
    head, starts, partial = _head_and_starts(document, blocks)
    warnings = [*document.warnings, *([head.doubt] if head.doubt else [])]
    lost = "the lists of those present could not be understood"
    present = guarded(lost, warnings, [], read_attendance, blocks, starts)
    meeting = Meeting(
        panel=head.panel,
        title=head.title,
        date=head.date,
        time=head.time,
        kind=head.kind,
        place=head.place,
        attendance=tuple(present),
        whole=not partial,
    )
    said = with_metadata(meeting, document, partial, warnings)
    meeting = with_given(said, given, document, partial, warnings)
    labelled = document.labelled and any(LABEL.match(tidy(b.text)) for b in blocks)
    empty: list[str] = []
    items: list[Item] = []
    aside: set[int] = set()
    for start, body in _bodies(blocks, starts):
        minutes = minutes_of(body, labelled, start.title)
        items.append(
            read_item(start, minutes, _item_url(start, meeting, given, partial), empty, warnings)
        )
        used = set() if is_cut_off(minutes) else {b.place for b in minutes}
        aside |= {b.place for b in body} - used
    aside |= {b.place for b in source} - {b.place for b in blocks}
    front = blocks[: starts[0].index]
    above = [] if partial else _without_agenda(front, items)
    aside |= {b.place for b in front} - {b.place for b in above}
    if opening := _opening(above, meeting):
        items.insert(0, opening)
    items = mark_exempt(items, [tidy(b.text) for b in blocks], starts, warnings)
    if given.draft or (head.draft and not document.web):
        meeting = replace(meeting, status="draft")
    elif head.called_draft:
        warnings.append("the page calls these minutes draft")
    lost = "the day of the next meeting could not be understood"
    meeting = replace(
        meeting,
        items=tuple(items),
        next_meeting=guarded(lost, warnings, None, find_next_meeting, items, meeting.date),
        warnings=(*warnings, *tell_empty(empty)),
        left_out=document.left_out,
    )
    ends = len(source)  # an item that is not there begins after all blocks
    begins = [blocks[s.index].place if s.index < len(blocks) else ends for s in starts]
    meeting = put_back(meeting, said, source, begins, frozenset(aside))
    return replace(meeting, warnings=(*what_is_missing(meeting, partial), *meeting.warnings))


def _refuse_endless(document: Document) -> None:
    """Refuse more text than minutes can be. Raises MinutebookError."""
    letters = sum(len(b.text) for b in document.blocks)
    if len(document.blocks) > MOST_BLOCKS or letters > _MOST_LETTERS:
        raise MinutebookError(
            f"this document has {len(document.blocks)} paragraphs and {letters} letters: "
            "it is too long for minutes, add the part that holds them"
        )


def _without_furniture(blocks: Sequence[Block]) -> list[Block]:
    unmarked = [replace(b, text=_MARKER.sub("", b.text)) if "<" in b.text else b for b in blocks]
    return lay_out_tables(split_run_ons([b for b in unmarked if not _is_furniture(b)]))


def _head_and_starts(
    document: Document, blocks: Sequence[Block]
) -> tuple[Head, list[ItemStart], bool]:
    """The head, where each item starts, and whether this is an item rather than a meeting."""
    page = next((i for i, b in enumerate(blocks[:3]) if _ITEM_PAGE.match(tidy(b.text))), None)
    if page is not None:
        head, number = read_item_page(blocks[: _body_start(blocks)])
        return head, [_item_page_start(blocks, page, document.item_number or number)], True
    reach = blocks[: _body_start(blocks)]
    end = business_begins(reach)
    head = read_head(reach[:end])
    if head.date is None and not parse_date(document.meta_title or ""):
        head = with_late_day(read_head(reach), reach)
    refuse_notice(blocks)
    _refuse_without_minutes(document, blocks)
    end = min(end, head.end)
    starts = find_items(blocks, end) or [_whole_as_item(blocks, replace(head, end=end))]
    above = read_head(blocks[: starts[0].index])
    if head.date and not above.date:
        above = replace(above, date=head.date, time=head.time, doubt=head.doubt)
    head = above
    return head, starts, _is_lone_item(blocks, starts, head)


def _refuse_without_minutes(document: Document, blocks: Sequence[Block]) -> None:
    """Refuse a page of a meeting on which no minutes stand yet. Raises NoMinutesError."""
    if not document.labelled or any(LABEL.match(tidy(b.text)) for b in blocks):
        return
    texts = [tidy(b.text) for b in blocks]
    agenda = any(re.fullmatch(r"agenda(?:,? .*)?", t, re.IGNORECASE) for t in texts[:2])
    if agenda or not any(len(t) > 60 for t in texts):
        raise NoMinutesError(
            "this page holds no minutes yet, only the agenda: add it again when they are published"
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
        if block.role == "item" or LABEL.match(tidy(block.text)):
            return i
    return min(len(blocks), 60)


def _item_page_start(blocks: Sequence[Block], page: int, known: str | None) -> ItemStart:
    """The item of a page that shows one item: its title stands under "Agenda item". `known` is
    the number that other words of the page give it."""
    for i in range(page + 1, len(blocks)):
        text = tidy(blocks[i].text)
        if LABEL.match(text):
            break
        if known and text.startswith(f"{known} "):
            return ItemStart(i, clean_title(text[len(known) :].lstrip(". ")), known)
        number, _, rest = split_number(blocks[i].text)
        if not rest and i + 1 < len(blocks):
            return ItemStart(i, clean_title(blocks[i + 1].text), clean_number(number) or known, 2)
        return ItemStart(i, clean_title(rest or text), clean_number(number) or known)
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


def _bodies(
    blocks: Sequence[Block], starts: Sequence[ItemStart]
) -> Iterator[tuple[ItemStart, list[Block]]]:
    """Each item's start with the blocks that belong to it."""
    for start, end in zip(starts, [*(s.index for s in starts[1:]), len(blocks)], strict=True):
        body = list(blocks[start.index + start.span : end])
        yield start, [Block(start.rest), *body] if start.rest else body


def _item_url(start: ItemStart, meeting: Meeting, given: Given, partial: bool) -> str | None:
    if partial and given.url:
        return normalise_address(given.url)
    return f"{meeting.url}#{start.anchor}" if meeting.url and start.anchor else None


def _opening(blocks: Sequence[Block], meeting: Meeting) -> Item | None:
    """Sentences before the first item that no field of the meeting tells: nothing is lost."""
    fields = fields_of(meeting)
    people = [person.name.split()[-1] for person in meeting.attendance]
    kept: list[Paragraph] = []
    for block in blocks:
        text = tidy(block.text)
        prose = block.role == "row" or _is_prose(block, text) or _is_name_line(text)
        if (prose or any(name in text for name in people)) and untold(text, fields):
            number, _, rest = split_number(block.text)
            kind = kind_of(tidy(rest), None, kept[-1] if kept else None)
            kept.append(Paragraph(tidy(rest), clean_number(block.number or number), kind))
    return Item(meeting.title or "Minutes", paragraphs=tuple(kept)) if kept else None


def _without_agenda(front: Sequence[Block], items: Sequence[Item]) -> list[Block]:
    """The blocks of a head without the page's own, and without an agenda of the items below."""
    titles = {tuple(words_of(item.title)) for item in items}
    return [
        block
        for block in front
        if tuple(words_of(split_number(block.text).rest)) not in titles
        and not (is_frame(text := tidy(block.text)) or names_a_body(text))
    ]


def _is_name_line(text: str) -> bool:
    """Whether a line of the head is a name, as of a house or a street: it stays as it is."""
    named = reads_as_name(text) and ":" not in text and len(text.split()) > 1
    return named and attendance_label(text) is None


def _is_prose(block: Block, text: str) -> bool:
    """Whether a line of the head is a sentence or the entry of a list, rather than its frame."""
    if is_frame(text) or attendance_label(text) or _HEADING.match(text):
        return False
    entry = bool(block.number) or split_number(block.text).style == "bullet"
    sentence = len(text.split()) >= 4 and text[-1:] in ".!?:;”"
    return (sentence or entry or says_what_happened(text)) and not _WHEN_HELD.search(text)


def is_frame(text: str) -> bool:
    """Whether a line of the head is the page's own: whom to write to, what the page shows."""
    return is_of_page(text) or is_part_heading(text) or is_legend(text)
