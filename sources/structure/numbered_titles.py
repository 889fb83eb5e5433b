"""Blocks that may be the numbered titles of items, with the weight of what speaks for each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sources.dates import find_date
from sources.readers.blocks import Block, tidy
from sources.structure.attendance import attendance_label
from sources.structure.head_words import is_of_page
from sources.structure.numbering import Style, clean_number, split_number, style_of
from sources.structure.run_on import standing_title, title_before_list, title_in_line
from sources.structure.titles import (
    LABEL,
    clean_title,
    is_minutes_label,
    is_resolution,
    is_title,
    names_a_person,
    says_what_happened,
)

LONGEST_TITLE = 120  # letters of a sentence that is taken for a title
_FULL_LINE = 45  # letters of a title in capitals that may have no room in its line


@dataclass(frozen=True, slots=True)
class ItemStart:
    """Where an item begins: its title, and the blocks `index` to `index + span` that hold it.

    `rest` is text of the item that stands in the same block as its title.
    """

    index: int
    title: str
    number: str | None = None
    span: int = 1
    anchor: str | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may be the title of a numbered item, and how much speaks for it."""

    start: ItemStart
    style: Style
    weight: float
    marked: bool  # set in bold or as a heading
    labelled: bool = False  # over a "Minutes:" label


_CAPITALS = re.compile(
    r"^((?:[A-Z0-9À-Þ&,’'()/–-]+\s+)*[A-Z0-9À-Þ&,’'()/-]{2,})(?:\s*[:–—.-]\s*|\s+)"
    r"(?=[A-Z“‘(]?[A-Za-z]?[a-z])"
)
_BEFORE_COLON = re.compile(r"^([A-Z][^.:;?]{2,80}?)(?:\s*:\s+|\s+[–—-]\s+|:\s*[–—-]\s*)(?=\S)")
_BARE_NUMBER = re.compile(r"\s*((?:[A-Z]{1,4}[.-]?)?\d{1,4})\s+(?=[A-ZÀ-Þ])")
_PREFIXED = re.compile(r"\s*[A-Z]{1,4}[.-]?\d{1,4}[.:]?\s*")  # "B.1121" alone on a line
_LAST_IN_CAPITALS = re.compile(r"\s*(?P<mark>[:–—-])\s+(?:[A-Z]{2,4}|(?P<day>\d{1,2}))$")
_LETTERED = re.compile(
    r"\s*(?:([A-Z]|[IVXL]{2,5})[.)](?:\s+(?=[A-ZÀ-Þ“‘(\d])|\s*$)|([IVXL]{1,5})\s+[–—-]\s+(?=[A-ZÀ-Þ]))"
)
_EDGES = " :–—-.\t"


def find_candidates(blocks: Sequence[Block]) -> list[Candidate]:
    """The blocks that are numbered and read as titles, alone or with text after the title.

    "C." may stand for 100 or follow "B.": it is a candidate of both series.
    """
    found = []
    for i, block in enumerate(blocks):
        if block.role != "row":
            numbers = (number_of(block), *_lettered(block))
            found += [c for said in numbers if (c := _candidate(blocks, i, *said))]
    return found


def _lettered(block: Block) -> Iterator[tuple[str, Style, str]]:
    """The ways to read a capital before a title as a number: "B. BUDGET", "IV. NEW BUSINESS"."""
    said = _LETTERED.match(block.text) if block.number is None else None
    number = clean_number((said[1] or said[2]) if said else block.number) or ""
    text = block.text[said.end() :] if said else block.text
    if re.fullmatch(r"[IVXL]+", number):
        yield number, "roman", text
    if re.fullmatch(r"[A-Z]", number):
        yield number, "letter", text


def _candidate(
    blocks: Sequence[Block], index: int, number: str, style: Style | None, text: str
) -> Candidate | None:
    block = blocks[index]
    if not number or style is None or style == "bullet":
        return None
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    if not text:
        return _over_its_title(blocks, index, clean_number(number), style)
    text = text.rstrip(": ") if LABEL.match(tidy(text)) else text
    run_in = _run_in(index, block, clean_number(number), style, text)
    if run_in and title_before_list(text):
        return replace(run_in, weight=max(run_in.weight, 1.0))
    if run_in and standing_title(text):
        return run_in
    if run_in and not run_in.marked and _is_second_half(run_in.start.rest, below):
        run_in = None
    if run_in and (run_in.marked or _is_capitals_and_sentence(text)):
        return run_in
    alone = _title_alone(index, block, clean_number(number), style, text, below)
    return max(filter(None, (alone, run_in)), key=lambda c: c.weight, default=None)


def number_of(block: Block) -> tuple[str, Style | None, str]:
    """The number of a block that may be a title, its style, and the title. In a title a number
    may stand with one blank after it ("521 Minutes", "C.85 Budget"); in a sentence that is a
    figure, or a road."""
    if block.number:
        style = split_number(f"{clean_number(block.number)}.\t").style
        return block.number, None if style in ("letter", "roman") else style, block.text
    if _PREFIXED.fullmatch(block.text):
        return block.text.strip(" .:"), "plain", ""
    number, found, text = split_number(block.text)
    if found == "bullet" and (inner := split_number(text)).style == "slash":
        number, found, text = inner  # "* 031/17 Fees"
    if found in ("letter", "roman"):
        return "", None, text  # of capitals `_lettered` says more
    bare = None if number else _BARE_NUMBER.match(block.text)
    if (
        bare
        and not _begins_with_day(block.text)
        and is_title(block.text[bare.end() :], _is_marked(block))
    ):
        return bare[1], "plain", block.text[bare.end() :]
    return number, found, text


def _begins_with_day(text: str) -> bool:
    found = find_date(text)
    return found is not None and not text[: found.start].strip()


def _is_marked(block: Block) -> bool:
    return block.bold or block.role == "heading"


def _over_its_title(
    blocks: Sequence[Block], index: int, number: str | None, style: Style
) -> Candidate | None:
    """A number alone on a line, with the title on the line below. Over a "Minutes:" label any line
    is the title."""
    block, below, *rest = blocks[index : index + 3] if index + 1 < len(blocks) else (None, None)
    if block is None or below is None or below.role == "row" or split_number(below.text).number:
        return None
    labelled = bool(rest and is_minutes_label(rest[0].text))
    is_table_head = re.fullmatch(r"(?i)items?|no\.?\s+item", tidy(below.text))
    if is_table_head or not (labelled or is_title(below.text, _is_marked(below))):
        return None
    anchor = block.anchor or below.anchor
    start = ItemStart(index, clean_title(below.text), number, 2, anchor)
    return Candidate(start, style, 2.0, _is_marked(below) or _is_marked(block), labelled)


def _title_alone(
    index: int, block: Block, number: str | None, style: Style, text: str, below: Block | None
) -> Candidate | None:
    """A number and a title, with the item's text in the blocks below."""
    below_number, _, below_text = split_number(below.text) if below else ("", None, "")
    below_number = (below.number if below else None) or below_number
    deeper = style == "dotted" and below_number.startswith(f"{number}.")
    marked = _is_marked(block) or (deeper and is_title(text) and text.rstrip()[-1:] != ":")
    if not is_title(text, marked) or (names_a_person(text) and not marked):
        return None
    span = 2 if _goes_on_in_capitals(text, below) else 1
    whole = f"{text.rstrip()} {below.text}" if below and span == 2 else text
    start = ItemStart(index, clean_title(whole), number, span, block.anchor)
    in_letters = style in ("letter", "roman")
    if not marked and not block.number and not in_letters and not split_number(block.text).number:
        return Candidate(start, style, 0.4, marked=False)
    if not marked and text.rstrip()[-1:] == ".":
        return Candidate(start, style, 0.5, marked=False)
    if not marked and text.rstrip()[-1:] == ":" and _is_limb(below):
        return Candidate(start, style, 0.3, marked=False)
    in_a_list = below is None or (bool(below_number) and is_title(below_text))
    return Candidate(start, style, 1.0 + marked + (0.0 if in_a_list else 0.5), marked)


def _goes_on_in_capitals(title: str, below: Block | None) -> bool:
    """Whether a long title in capitals is wrapped, so that the line below is its second half."""
    if below is None or below.role != "text" or below.number or len(title) < _FULL_LINE:
        return False
    capitals = title.isupper() and below.text.isupper() and title.rstrip()[-1:] not in ".:;"
    return capitals and not split_number(below.text).number and len(below.text) < LONGEST_TITLE


def _is_limb(block: Block | None) -> bool:
    """Whether a block is an entry of a list that the words before it lead in."""
    if block is None:
        return False
    style = split_number(block.text).style if block.number is None else style_of(block.number)
    return style in ("letter", "roman", "bullet") or block.text.lstrip()[:1].islower()


def _run_in(
    index: int, block: Block, number: str | None, style: Style, text: str
) -> Candidate | None:
    """A title with the item's text after it in one block: "39/20 Apologies: Cllr Smith."."""
    lead = block.lead - (0 if block.number else len(block.text) - len(text))
    marked = 0 < lead < len(text) and is_title(text[:lead].strip(_EDGES), True)
    at = lead if marked else _title_ends(text) or title_in_line(text)
    title, rest = text[:at].strip(_EDGES), text[at:].lstrip(" :–—-\t").rstrip()
    if not title or not rest or is_resolution(title):
        return None
    start = ItemStart(index, clean_title(title), number, anchor=block.anchor, rest=rest)
    sure = block.number or split_number(block.text).number
    return Candidate(start, style, 1.6 if marked else 0.6 if sure else 0.3, marked)


def run_in_start(index: int, block: Block) -> ItemStart | None:
    """A line without a number whose title stands before a colon and whose rest tells what
    happened: "Election of Chairman: The clerk asked for names."; None for any other."""
    run = _BEFORE_COLON.match(block.text) if block.role == "text" else None
    if run is None or ":" not in run[0] or split_number(block.text).number:
        return None
    title, rest = run[1], block.text[run.end() :]
    fits = len(title.split()) <= 7 and is_title(title) and not names_a_person(title)
    sentence = says_what_happened(rest) and rest[:1].isupper() and rest.rstrip()[-1:] == "."
    listed = attendance_label(block.text) or is_of_page(title)
    return (
        ItemStart(index, clean_title(title), rest=rest)
        if fits and sentence and not listed
        else None
    )


def _is_second_half(rest: str, below: Block | None) -> bool:
    """Whether what follows a dash is of the title: "Village green – ice cream van" over a text."""
    return (
        below is not None
        and len(rest.split()) <= 8
        and is_title(rest[:1].upper() + rest[1:], marked=True)
        and rest[:1].islower()
        and not is_title(split_number(below.text).rest)
    )


def _title_ends(text: str) -> int:
    """Where a title in capitals, or before a colon or dash, is over; 0 where there is none."""
    if capitals := _title_in_capitals(text):
        title, end = capitals
        letters = sum(c.isalpha() for c in title)
        return end if letters >= 5 and not is_resolution(title) else 0
    run = _BEFORE_COLON.match(text)
    if run is None or len(run[1].split()) > 9 or names_a_person(run[1]) or not is_title(run[1]):
        return 0
    return run.end()


def _title_in_capitals(text: str) -> tuple[str, int] | None:
    """A title in capitals at the start of a text, and where what follows it begins.

    A day or initials after a dash are of the sentence: "HIGHWAYS – JB had counted".
    """
    match = _CAPITALS.match(text)
    if match is None:
        return None
    last = _LAST_IN_CAPITALS.search(match[1])
    if last and (last["day"] or text[match.end() : match.end() + 1].islower()):
        return match[1][: last.start()], last.end("mark")
    return match[1], match.end()


def _is_capitals_and_sentence(text: str) -> bool:
    """Whether it is a title in capitals with a colon, or a dash and a sentence, after it."""
    capitals = _title_in_capitals(text)
    mark = text[: capitals[1]].rstrip()[-1:] if capitals else ""
    return mark == ":" or (mark in ("–", "—", "-") and text[-1:] == ".")
