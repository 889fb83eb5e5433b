"""The blocks of an item → its numbered paragraphs, word for word."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from sources.dates import find_dates
from sources.readers.blocks import Block, tidy
from sources.structure.numbered_titles import ItemStart
from sources.structure.numbering import clean_number, slash_parts, split_number
from sources.structure.tables import action_of_row, heads_of_row
from sources.structure.titles import LABEL, is_part_heading, kind_of, says_what_happened
from storage.model import Item, Paragraph

# What an agenda says of an item before its minutes begin: "To receive the annual report."
#
# Word and PDF minutes are often made from the agenda, whose lines then stand over the minutes. They
# tell what was to be done, not what was.


_TO_DO = re.compile(
    r"^(?:\(?[a-z]\)\s*)?(?:members\s+(?:are|will\s+be)\s+(?:asked|invited|requested)\s+)?to\s+"
    r"(?:receive|consider|note|approve|agree|confirm|review|discuss|elect|appoint|hear|"
    r"scrutini[sz]e|adopt|ratify|endorse|examine|determine|comment|accept|sign|decide|question|"
    r"make|take|ask|nominate|give|seek)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"^(?:(?:an?|the|joint|oral|verbal|written|annual|quarterly|progress|covering|attached)\s+)*"
    r"(?:report|presentation|update|briefing|paper|statement|memorandum)s?(?:\s+\w+)?\s+"
    r"(?:of|by|from)\s+(?:the\s+)?[A-Z]",
    re.IGNORECASE,
)
_FILED = re.compile(
    r"^\(?(?:pages?\s+\d[\d\s–-]*|(?:(?:report|copy|paper|document|appendix|minutes)s?\s+)"
    r"(?:(?:is|are)\s+)?(?:attached|enclosed|to\s+follow|herewith)\b.{0,20})\)?\.?$",
    re.IGNORECASE,
)
# "To receive the report, Members agreed to suspend standing orders."
_DONE = re.compile(
    r"[,;:]\s+(?:(?:and|but|so)\s+)?(?:the|it|they|he|she|members?|cllrs?|councillors?|mrs?|ms|dr)\b[^,;]*?"
    r"\b(?:was|were|had|has|have|did|took|gave|made|\w+ed)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(])")
_DECISIONS = re.compile(r"\b(?:resol\w+|decisions?|decided|recommend\w+|agreed)\b", re.IGNORECASE)
_MOST_WORDS = 60
_SENTENCE_WORDS = 4  # of a title that is all that is said: "2. Chairman signed his acceptance."


def without_purpose(blocks: list[Block], title: str) -> list[Block]:
    """The blocks of an item without the agenda's words at their beginning. Where nothing else
    follows, or under a heading of decisions, they are the minutes and stay."""
    first = next((i for i, block in enumerate(blocks) if not _is_purpose(block)), len(blocks))
    rest = blocks[first:]
    if not any(len(tidy(block.text).split()) > 1 for block in rest) or _DECISIONS.search(title):
        return blocks
    return rest


def _is_purpose(block: Block) -> bool:
    text = tidy(block.text)
    if block.role == "row" or block.number or split_number(block.text).number:
        return not text
    return all(map(_says_purpose, _SENTENCE.split(text)))


def _says_purpose(sentence: str) -> bool:
    words = sentence.split()
    if len(words) > _MOST_WORDS or sentence.endswith((":", ";", "-", "–")):
        return False  # words that lead in a list belong to it
    if not words or _FILED.match(sentence):
        return True
    if _TO_DO.match(sentence):
        return not _DONE.search(sentence)
    return bool(_PAPER.match(sentence)) and not says_what_happened(sentence) and len(words) <= 14


# The day that minutes give for the meeting after.


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


_CUT = re.compile(r"\bview the full (?:minutes|decision|item) text\b", re.IGNORECASE)
_CUT_AGENDA = re.compile(r"\bview the full agenda text\b", re.IGNORECASE)


def read_item(
    start: ItemStart, minutes: list[Block], url: str | None, empty: list[str], warnings: list[str]
) -> Item:
    """An item with the paragraphs of its `minutes`, blocks as `minutes_of` gives them.

    What is odd about it goes to the `warnings`, its name to `empty` for each empty paragraph.
    """
    name = f"item {start.number}" if start.number else f"item “{start.title}”"
    kept = _with_capital_letters(_with_numbers_above(minutes))
    if is_cut_off(kept):
        warnings.append(f"{name} is cut off on its page: it was left without paragraphs")
        return Item(start.title, start.number, url)
    paragraphs: list[Paragraph] = []
    for block in kept:
        paragraph = _paragraph(block, paragraphs, start.number)
        if paragraph is None:
            empty.append(name)
        elif led_in := _led_in(paragraph, block, paragraphs[-1] if paragraphs else None):
            paragraphs[-1] = led_in
        else:
            paragraphs.append(_of_next_meeting(paragraph, start.title))
    if not paragraphs and start.title.endswith(".") and len(start.title.split()) >= _SENTENCE_WORDS:
        paragraphs = [Paragraph(start.title, kind=kind_of(start.title, None, None))]
    return Item(start.title, start.number, url, tuple(paragraphs))


def tell_empty(skipped: Sequence[str]) -> list[str]:
    """One sentence for the empty paragraphs of a document, given the item of each; [] for none."""
    if len(skipped) < 2:
        return [f"an empty paragraph was skipped in {item}" for item in skipped]
    return [f"{len(skipped)} empty paragraphs were skipped, the first in {skipped[0]}"]


def is_cut_off(blocks: Sequence[Block]) -> bool:
    """Whether the page shows only the beginning of the item's minutes."""
    return any(_CUT.search(tidy(b.text)) for b in blocks)


def minutes_of(body: list[Block], labelled: bool, title: str) -> list[Block]:
    """The blocks of an item's minutes: under labels, without agenda text and linked files.

    A decision that the minutes repeat is taken once; one without minutes stands for them. Where
    the document labels its minutes (`labelled`), text without a label is agenda text.
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
        if labelled or "minutes" in parts or "cofnodion" in parts:
            return []
        return without_purpose(parts[""], title)
    said_there = " ".join(tidy(b.text) for b in minutes).casefold()
    return [
        b
        for b in decision
        if not minutes or tidy(split_number(b.text).rest).casefold() not in said_there
    ] + minutes


def _with_numbers_above(blocks: list[Block]) -> list[Block]:
    """The blocks with a number that stands alone on a line put to the text below it."""
    joined: list[Block] = []
    above = ""
    for block in blocks:
        number, _, rest = split_number(block.text)
        if above and block.number is None and not number and block.role != "row":
            block = replace(block, number=above)
        elif above:
            joined.append(Block("", number=above))
        above = ""
        if number and not rest and block.number is None and number != "•":
            above = number
        else:
            joined.append(block)
    return [*joined, Block("", number=above)] if above else joined


_SURNAME_AND_VERB = re.compile(r"[A-ZÀ-Þ][\w’'-]+\s+(?:\w+ed|said|spoke|gave|felt|thought|told)\b")
_CAPITAL = re.compile(r"\s*([A-Z])[.)]\s+(?=\S)")


def _with_capital_letters(blocks: list[Block]) -> list[Block]:
    """The blocks, those of a list "A. …", "B. …" with their letters as numbers. One capital
    alone is the initial of a name."""
    matches = [
        _CAPITAL.match(b.text) if b.role == "text" and not b.number else None for b in blocks
    ]
    letters = [match[1] for match in matches if match]
    rests = [b.text[m.end() :] for b, m in zip(blocks, matches, strict=True) if m]
    if any(map(_SURNAME_AND_VERB.match, rests)):
        return blocks  # "A. Birch moved", "B. Cole seconded"
    if len(letters) < 2 or letters != [chr(ord("A") + at) for at in range(len(letters))]:
        return blocks
    return [
        replace(b, text=b.text[match.end() :], number=match[1]) if match else b
        for b, match in zip(blocks, matches, strict=True)
    ]


def _paragraph(block: Block, before: Sequence[Paragraph], item: str | None) -> Paragraph | None:
    """A block as a paragraph; None where nothing but a number is in it.

    Where items are numbered 39/20, a paragraph that begins "28/20" speaks of another minute; so
    does "28/20: " anywhere.
    """
    written, style, text = split_number(block.text)
    if block.number is not None:
        written, text = block.number, block.text
    elif style == "code":
        written, text = "", block.text
    elif style == "slash" and not (item and written.startswith(item)):
        colon = block.text.lstrip().removeprefix(written).lstrip()[:1] == ":"
        if colon or (item and slash_parts(item)):
            written, text = "", block.text
    text = tidy(text)
    if not text:
        return None
    last = before[-1] if before else None
    number = clean_number(written)
    return Paragraph(
        text,
        number,
        kind_of(text, number, last),
        actions=action_of_row(block, text),
        heads=heads_of_row(block, text),
    )


def _of_next_meeting(paragraph: Paragraph, title: str) -> Paragraph:
    """A line with the day of the next meeting, under that title, is a matter of procedure."""
    dated = bool(find_dates(paragraph.text)) and len(paragraph.text) < 200
    return (
        replace(paragraph, kind="procedural")
        if paragraph.kind == "prose" and dated and NEXT_MEETING.search(title)
        else paragraph
    )


def _led_in(paragraph: Paragraph, block: Block, last: Paragraph | None) -> Paragraph | None:
    """A paragraph with a bare "RESOLVED:" put before it; None where the one before is not such a
    word, or this is an entry of a list."""
    bullet = block.number == "•" or split_number(block.text).style == "bullet"
    if last is None or paragraph.number or bullet or paragraph.kind != "resolution":
        return None
    if last.kind != "resolution" or not re.fullmatch(r"\W*\w+\W*", last.text):
        return None
    return replace(last, text=f"{last.text} {paragraph.text}")
