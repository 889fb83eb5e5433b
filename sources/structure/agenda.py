"""Which blocks are titles of agenda items, in documents that do not mark them.

Clerks number items in one series that counts up through the document, or set them in bold,
capitals or heading styles, or both. Candidates are gathered with a weight for each sign, and the
series that counts up with the greatest weight is the agenda; other numbers belong to paragraphs.
"""

import re
from collections.abc import Sequence

from sources.readers.blocks import Block, tidy
from sources.structure.attendance import attendance_label, is_list_line
from sources.structure.numbering import clean_number, split_number
from sources.structure.series import Candidate, ItemStart, best_series, find_candidates
from sources.structure.titles import (
    LABEL,
    clean_title,
    is_minutes_label,
    is_part_heading,
    is_title,
    names_a_person,
)


def find_items(blocks: Sequence[Block], head_end: int) -> list[ItemStart]:
    """The items of the document in order. `head_end` is where its heading and lists of those
    present are over; titles without a number are only looked for after it."""
    explicit = [_explicit(blocks, i) for i, b in enumerate(blocks) if b.role == "item"]
    if explicit:
        return explicit
    series = best_series(find_candidates(blocks))
    labelled = any(is_minutes_label(b.text) for b in blocks)
    if len(series) >= 2 or (series and (labelled or _stands_alone(series[0]))):
        starts = [c.start for c in series]
        starts += _unnumbered_among(blocks, series)
    else:
        starts = []
    if labelled:
        starts += _before_labels(blocks, starts, head_end)
    starts = starts or _unnumbered(blocks, head_end)
    return sorted(starts, key=lambda s: s.index)


def _stands_alone(candidate: Candidate) -> bool:
    """Whether one numbered title is enough: it is marked, or text without a number follows it."""
    return candidate.marked or (candidate.weight >= 1.5 and candidate.start.title[-1:] != ".")


def _explicit(blocks: Sequence[Block], index: int) -> ItemStart:
    block = blocks[index]
    return ItemStart(
        index, clean_title(block.text), clean_number(block.number), anchor=block.anchor
    )


def _unnumbered_among(blocks: Sequence[Block], series: list[Candidate]) -> list[ItemStart]:
    """Titles without a number between numbered items: headings of the same level, and a
    heading over the table of actions."""
    taken = {i for c in series for i in range(c.start.index, c.start.index + c.start.span)}
    levels = {
        blocks[c.start.index].level for c in series if blocks[c.start.index].role == "heading"
    }
    first = series[0].start.index
    return [
        ItemStart(i, clean_title(b.text), anchor=b.anchor)
        for i, b in enumerate(blocks)
        if i > first
        and i not in taken
        and not b.number
        and not is_part_heading(b.text)
        and (
            (b.role == "heading" and b.level in levels and is_title(b.text, True))
            or _over_actions(blocks, i)
        )
    ]


def _over_actions(blocks: Sequence[Block], index: int) -> bool:
    text = tidy(blocks[index].text)
    return (
        blocks[index].role != "row"
        and len(text) < 60
        and bool(
            re.match(
                r"(?:summary\s+of\s+)?actions?\b(?:\s+\w+){0,4}$|action\s+(?:log|points|"
                r"list|table)",
                text,
                re.IGNORECASE,
            )
        )
        and index + 1 < len(blocks)
        and blocks[index + 1].role == "row"
    )


def _unnumbered(blocks: Sequence[Block], head_end: int) -> list[ItemStart]:
    """Titles in a document that numbers no items, by the strongest sign that it uses."""
    body = range(head_end, len(blocks))
    usable = [i for i in body if _may_be_title(blocks[i]) and not _heads_a_list(blocks, i)]
    headings = [i for i in usable if blocks[i].role == "heading"]
    if headings:
        levels = [blocks[i].level for i in headings]
        common = max(sorted(set(levels)), key=levels.count)
        first = min(i for i in headings if blocks[i].level == common)
        chosen = [
            i
            for i in headings
            if blocks[i].level == common or (i > first and blocks[i].level < common)
        ]
    else:
        bold = [i for i in usable if blocks[i].bold]
        capitals = [
            i for i in usable if tidy(blocks[i].text).isupper() and len(tidy(blocks[i].text)) > 3
        ]
        short = [i for i in usable if _stands_over_text(blocks, i)]
        chosen = next((c for c in (bold, capitals) if len(c) >= 2), short)
        chosen = sorted({*chosen, *(i for i in usable if _over_actions(blocks, i))})
    return [ItemStart(i, clean_title(blocks[i].text), anchor=blocks[i].anchor) for i in chosen]


def _may_be_title(block: Block) -> bool:
    marked = block.bold or block.role == "heading"
    return (
        block.role != "row"
        and not block.number
        and not split_number(block.text).number
        and is_title(block.text, marked)
        and not is_part_heading(block.text)
        and not (names_a_person(block.text) and not marked)
    )


def _heads_a_list(blocks: Sequence[Block], index: int) -> bool:
    """Whether it heads a list of those present, rather than a sentence about apologies."""
    label = attendance_label(blocks[index].text)
    return label is not None and (
        bool(label[1]) or index + 1 == len(blocks) or is_list_line(blocks[index + 1].text)
    )


def _stands_over_text(blocks: Sequence[Block], index: int) -> bool:
    """A short line without a full stop, directly over a sentence or list."""
    text = tidy(blocks[index].text)
    if len(text.split()) > 12 or text[-1] in ".?!" or index + 1 >= len(blocks):
        return False
    below = blocks[index + 1]
    numbered = bool(below.number or split_number(below.text).number)
    if text[-1] == ":" and (numbered or below.text.lstrip()[:1].islower()):
        return False  # words that lead in a list
    return numbered or tidy(below.text)[-1:] in (".", ":", ";")


def _before_labels(
    blocks: Sequence[Block], starts: Sequence[ItemStart], head_end: int
) -> list[ItemStart]:
    """Titles over a "Minutes:" label that no other sign showed: the last line that reads as one,
    before any list of linked files; agenda text ("To consider …") may stand between."""
    found: list[ItemStart] = []
    last = head_end - 1
    for i, block in enumerate(blocks):
        if not is_minutes_label(block.text):
            continue
        if not any(last < s.index < i for s in starts):
            titles = _titles_between(blocks, last + 1, i)
            plain = [j for j in titles if not tidy(blocks[j].text).startswith("To ")]
            if titles:
                at = titles[0] if last < 0 else (plain or titles)[-1]
                found.append(_titled(blocks, at))
        last = i
    return found


def _titled(blocks: Sequence[Block], at: int) -> ItemStart:
    """The item of a title, with a number that stands alone on the line above it."""
    title, anchor = clean_title(blocks[at].text), blocks[at].anchor
    above = split_number(blocks[at - 1].text) if at else None
    if above and above.number and not above.rest and above.style != "bullet":
        return ItemStart(at - 1, title, clean_number(above.number), 2, anchor)
    return ItemStart(at, title, anchor=anchor)


def _titles_between(blocks: Sequence[Block], first: int, end: int) -> list[int]:
    files = next((j for j in range(first, end) if LABEL.match(tidy(blocks[j].text))), end)
    return [
        j
        for j in range(first, files)
        if (_may_be_title(blocks[j]) or blocks[j].role == "heading")
        and not re.match(r"agenda item\b", blocks[j].text.strip(), re.IGNORECASE)
    ]
