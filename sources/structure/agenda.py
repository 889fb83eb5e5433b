"""Which blocks are titles of agenda items, in documents that do not mark them.

Clerks number items in one series that counts up through the document, or set them in bold,
capitals or heading styles, or both. Candidates are gathered with a weight for each sign, and the
series that counts up with the greatest weight is the agenda; other numbers belong to paragraphs.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from sources.readers.blocks import Block, tidy
from sources.structure.attendance import attendance_label, is_list_line
from sources.structure.body_names import names_a_body
from sources.structure.numbered_titles import Candidate, ItemStart, find_candidates, run_in_start
from sources.structure.numbering import clean_number, split_number
from sources.structure.run_on import standing_title
from sources.structure.series import best_series, with_sentences
from sources.structure.titles import (
    LABEL,
    clean_title,
    is_minutes_label,
    is_part_heading,
    is_resolution,
    is_title,
    names_a_person,
)

_LONGEST_BOLD = 16  # words of a sentence in bold that is a title


def find_items(blocks: Sequence[Block], head_end: int) -> list[ItemStart]:
    """The items of the document in order. `head_end` is where its heading and lists of those
    present are over; titles without a number are only looked for after it."""
    explicit = [_explicit(blocks, i) for i, b in enumerate(blocks) if b.role == "item"]
    if explicit:
        return explicit
    series = best_series(find_candidates(blocks))
    labelled = any(is_minutes_label(b.text) for b in blocks)
    if not labelled and not _has_headings(blocks, head_end):
        series = with_sentences(series, blocks)
    elif _are_lists(blocks, series, head_end):
        series = []
    if len(series) >= 2 or (series and (labelled or _stands_alone(series[0]))):
        starts = [c.start for c in series]
        starts += _unnumbered_among(blocks, series, head_end)
    else:
        starts = []
    if labelled:
        starts += _before_labels(blocks, starts, head_end)
    starts = starts or _unnumbered(blocks, head_end)
    return sorted(starts, key=lambda s: s.index)


def _headings(blocks: Sequence[Block], head_end: int) -> list[int]:
    """Where lines stand that the document itself marks as headings, and that have no number."""
    return [
        i
        for i in range(head_end, len(blocks))
        if blocks[i].role == "heading" and _may_be_title(blocks[i]) and not _heads_a_list(blocks, i)
    ]


def _has_headings(blocks: Sequence[Block], head_end: int) -> bool:
    return len(_headings(blocks, head_end)) > 1


def _are_lists(blocks: Sequence[Block], series: list[Candidate], head_end: int) -> bool:
    """Whether numbers are of short lists under headings, which are then the items: they begin
    again under another heading, or are no more than the headings."""
    headings = _headings(blocks, head_end)
    if len(headings) < 2 or any(c.marked for c in series):
        return False
    ones = [
        i
        for i, b in enumerate(blocks)
        if clean_number(b.number or split_number(b.text).number) == "1"
    ]
    under = {bisect_right(headings, i) for i in ones}
    return len(under - {0}) > 1 or len(series) <= len(headings)


def _stands_alone(candidate: Candidate) -> bool:
    """Whether one numbered title is enough: it is marked, or text without a number follows it."""
    return candidate.marked or (candidate.weight >= 1.5 and candidate.start.title[-1:] != ".")


def _explicit(blocks: Sequence[Block], index: int) -> ItemStart:
    block = blocks[index]
    return ItemStart(
        index, clean_title(block.text), clean_number(block.number), anchor=block.anchor
    )


def _unnumbered_among(
    blocks: Sequence[Block], series: list[Candidate], head_end: int
) -> list[ItemStart]:
    """Titles without a number beside numbered items: headings of the same level, one over the
    table of actions, what stands in bold before items that do, and what minutes everywhere have
    before their first item or after their last ("Next meeting: …")."""
    taken = {i for c in series for i in range(c.start.index, c.start.index + c.start.span)}
    levels = {
        blocks[c.start.index].level for c in series if blocks[c.start.index].role == "heading"
    }
    deepest = max(levels, default=0)
    first, last = series[0].start.index, series[-1].start.index
    bold = sum(blocks[c.start.index].bold for c in series) * 2 > len(series)
    standing = [
        start
        for i in range(head_end, len(blocks))
        if not first <= i <= last and i not in taken and (start := _standing(blocks, i))
    ]
    before = [
        start
        for i in range(head_end, first)
        if not blocks[i].number and (start := run_in_start(i, blocks[i]))
    ]
    before += [
        ItemStart(i, clean_title(blocks[i].text))
        for i in range(head_end, first)
        if bold and blocks[i].bold and _may_be_title(blocks[i]) and not _heads_a_list(blocks, i)
    ]
    before += [
        ItemStart(i, clean_title(blocks[i].text), anchor=blocks[i].anchor)
        for i in range(head_end, first)
        if levels and _heads_business(blocks, i, deepest)
    ]
    among = [
        ItemStart(i, clean_title(b.text), anchor=b.anchor)
        for i, b in enumerate(blocks)
        if i > first
        and i not in taken
        and not b.number
        and not is_part_heading(b.text)
        and (
            (b.role == "heading" and b.level <= deepest and is_title(b.text, True))
            or _over_actions(blocks, i)
        )
    ]
    return list({start.index: start for start in (*standing, *before, *among)}.values())


def _heads_business(blocks: Sequence[Block], index: int, deepest: int) -> bool:
    """Whether a heading before the first numbered one, of no lower level, stands over text that is
    no list of people."""
    block = blocks[index]
    titled = block.role == "heading" and block.level <= deepest and _may_be_title(block)
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    over_text = below is not None and below.role != "heading"
    return titled and over_text and not (_heads_a_list(blocks, index) or names_a_body(block.text))


def _standing(blocks: Sequence[Block], index: int) -> ItemStart | None:
    """A line without a number that begins with a title that minutes everywhere have, alone or
    with its text after a colon."""
    block = blocks[index]
    match = standing_title(block.text) if block.role == "text" and not block.number else None
    if match is None or split_number(block.text).number or is_part_heading(block.text):
        return None
    rest = block.text[match.end() :].strip()
    return ItemStart(index, clean_title(match["title"]), anchor=block.anchor, rest=rest)


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
    if len(timed := _by_the_clock(blocks, head_end)) > 2:
        return timed
    usable = [i for i in body if _may_be_title(blocks[i]) and not _heads_a_list(blocks, i)]
    headings = [i for i in usable if blocks[i].role == "heading"]
    if headings:
        levels = [blocks[i].level for i in headings]
        common = max(sorted(set(levels)), key=levels.count)
        first = min(i for i in headings if blocks[i].level == common)
        inner = {i for i in headings if i - 1 in headings and blocks[i].level > common}
        inner_levels = {blocks[i].level for i in inner}
        chosen = [
            i
            for i in headings
            if blocks[i].level == common
            or (i > first and (blocks[i].level < common or blocks[i].level in inner_levels))
        ]
    else:
        texts = {i: tidy(blocks[i].text) for i in usable}
        bold = [i for i in body if _is_in_bold(blocks[i]) and not _heads_a_list(blocks, i)]
        capitals = [i for i in usable if texts[i].isupper() and len(texts[i]) > 3]
        colons = [i for i in usable if texts[i].endswith(":") and len(texts[i].split()) <= 8]
        short = [i for i in usable if _stands_over_text(blocks, i)]
        signs = ((bold, 2), (capitals, 2), (colons, 4))
        chosen = next((lines for lines, fewest in signs if len(lines) >= fewest), short)
        chosen = sorted({*chosen, *(i for i in usable if _over_actions(blocks, i))})
    return [ItemStart(i, clean_title(blocks[i].text), anchor=blocks[i].anchor) for i in chosen]


_CLOCK = re.compile(
    r"\s*(?P<time>(?P<hour>[01]?\d|2[0-3])(?:[.:](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\.?)?)(?:\s*[:–—-])?\s+"
    r"(?=[A-Z])",
    re.IGNORECASE,
)


def _by_the_clock(blocks: Sequence[Block], head_end: int) -> list[ItemStart]:
    """Titles that the time at which they began numbers: "7.05 pm Public forum". [] where the times
    do not go on through the document."""
    starts, times = [], []
    for i in range(head_end, len(blocks)):
        match = _CLOCK.match(blocks[i].text) if blocks[i].role in ("text", "heading") else None
        title = blocks[i].text[match.end() :] if match else ""
        if match and (match["minute"] or match["half"]) and is_title(title, blocks[i].bold):
            late = (match["half"] or "").lower().startswith("p") and int(match["hour"]) < 12
            times.append((int(match["hour"]) + 12 * late, int(match["minute"] or 0)))
            starts.append(ItemStart(i, clean_title(title), tidy(match["time"])))
    return starts if times == sorted(times) else []


def _is_in_bold(block: Block) -> bool:
    """Whether a line without a number is a title in bold, be it a sentence."""
    text = tidy(block.text)
    marked = block.bold or block.lead >= 0.75 * len(text) > 0
    plain = not (block.number or split_number(block.text).number or is_part_heading(text))
    sentence = len(text.split()) <= _LONGEST_BOLD and text[-1:] not in ";,"
    said = is_title(text, True) or (sentence and text[:1].isupper() and not is_resolution(text))
    return block.role == "text" and marked and plain and said


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
