"""Where a document lists people, and under which heading → who was there."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.readers.blocks import Block, tidy
from sources.structure.attendance import (
    WORDS,
    attendance_label,
    is_list_line,
    names_a_column,
    read_people,
    read_rows,
    split_lists,
)
from sources.structure.attendees import ROLE, TITLE, bare_name, is_office_held
from sources.structure.body_names import HAS_BODY, names_a_body
from sources.structure.head_words import any_of, is_of_page
from sources.structure.numbered_titles import ItemStart
from sources.structure.numbering import split_number
from sources.structure.titles import is_part_heading
from storage.model import Attendee, Presence

# "From the contractor: Mr A", "Staff: Ms B", within a list of those present.
_GROUP_OF = re.compile(r"[A-Z][\w’' ]{2,50}:\s*(?=\S)")
_WERE_PRESENT = re.compile(r"\b(?:were|being|was)\s+present\s*[:–—-]\s*$", re.IGNORECASE)
_OTHERS = re.compile(r"staff|officer|support|others|guest", re.IGNORECASE)
_FROM = re.compile(r"from|for|represent", re.IGNORECASE)
_CLERK = re.compile(r"\s*(?:the\s+)?(?P<office>(?:\w+\s+)?clerk)\b", re.IGNORECASE)
_COUNCILLORS = re.compile(r"\s*(?:Councillors|Cllrs)\s*:\s*\S")  # the title of each of them
# Items under which people are listed as in a head: "ROLL CALL", below it "Present: …".
_HALF_A_NAME = re.compile(rf"(?:[,;]|\band)\s+{TITLE}(?:\s+[A-Z][a-zÀ-ÿ’'-]+)?\s*$")
_OPENS = re.compile(any_of(WORDS["opens"]["titles"]), re.IGNORECASE)
_LEGEND = re.compile(
    r"\b([A-Z]{1,2})\s*[–—=:-]\s*([A-Z][a-z]+(?:\s+[a-z]+){0,2})(?=\s*(?:[,;|\t]|$|\s[A-Z]{1,2}\s*[–—=:-]))"
)
_MEANINGS: tuple[tuple[Presence, frozenset[str]], ...] = (
    ("present", frozenset(WORDS["legend"]["present"])),
    ("apologies", frozenset(WORDS["legend"]["apologies"])),
    ("absent", frozenset(WORDS["legend"]["absent"])),
)
_CHAIR = re.compile(
    rf"\W*{any_of(WORDS['chair']['words'])}(?:(?:\s*[:–—]\s*-?\s*|(?<=\bby)\s+)(?P<names>\S.{{2,80}})?|\s*$)",
    re.IGNORECASE,
)
_DONE_BY = re.compile(r"\t+(?=[A-Z][a-z]+ed by\b)")  # a line of several
_IN_THE_CHAIR = re.compile(
    r"(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame)\b.{2,40}\bin the Chair\b"
)

_RUN_OF_NAMES = re.compile(
    rf"{TITLE}\s+[A-ZÀ-Þ][\w’'.-]*(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|"
    rf"\s+)(?:(?:{TITLE}\s+)?(?:[A-ZÀ-Þ][\w’'.-]*|de|von|van|ap|la)))*"
)
_STOOD_IN = re.compile(
    r",?\s*for whom\s+(.+?)\s+(?:was\s+)?substitut\w+,?|"
    r"\(\s*(.+?)\s+(?:was\s+)?substitut\w+\s*\)|"
    r";\s*([^;.]+?)\s+substituted(?:\s+for\s+[^.;]+)?"
    r"|\band\s+((?:[A-Z][\w’'.-]*\s+){1,5})attended\s+[^.;]*substitut\w+"
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
        elif _OPENS.fullmatch(start.title.strip(" .:")):
            people += _people(body)
        if re.search(r"apolog|substitut", start.title, re.IGNORECASE):
            told = [p for b in body for p in read_apologies(split_number(b.text).rest)]
            people += [p for p in told if not any(_is_of(p, listed) for listed in people)]
    return _each_once(people)


def _each_once(people: Sequence[Attendee]) -> list[Attendee]:
    """The people without those listed twice in one way; an office that either line gives stays."""
    once: dict[tuple[str, str], Attendee] = {}
    for person in people:
        key = bare_name(person.name).casefold(), person.presence
        first = once.get(key, person)
        once[key] = replace(first, role=first.role or person.role, body=first.body or person.body)
    return list(once.values())


def _legend(blocks: Sequence[Block]) -> dict[str, Presence]:
    """What the letters of a grid of attendance mean, where a line says so: "P – Present"."""
    legend: dict[str, Presence] = {}
    for block in blocks:
        entries = _LEGEND.findall(block.text) if block.role != "row" else []
        for letter, words in entries:
            kind = next((k for k, known in _MEANINGS if tidy(words).casefold() in known), None)
            if kind:
                legend[letter] = kind
    return legend if len(legend) > 1 else {}


def _marked_people(blocks: Sequence[Block], legend: dict[str, Presence]) -> list[Attendee]:
    """The people of a grid, or of lines such as "Mr Ash – P", with what the last letter beside each
    name says; nobody where no letter stands, as beside a vacant seat."""
    people = []
    for block in blocks:
        cells = block.cells or tuple(re.split(r"\t|\s+[–—-]\s+", block.text))
        marks = [tidy(cell) for cell in cells if tidy(cell) in legend]
        if marks and cells[0] and tidy(cells[0]) not in legend:
            people += read_people(cells[0], legend[marks[-1]])
    return people


def is_legend(text: str) -> bool:
    """Whether a line says what the letters of a grid of attendance mean, and nothing else."""
    return len(_LEGEND.findall(text)) > 1 and not _LEGEND.sub("", text).strip(" ,;.|")


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
    if (legend := _legend(blocks)) and (marked := _marked_people(blocks, legend)):
        blocks = [b for b in blocks if b.role != "row"]
        people = marked
    else:
        people = read_rows((b.cells, b.heads) for b in blocks if b.role == "row")
    presence: Presence | None = None
    for block in _lists(blocks):
        heading = block.role == "heading" and attendance_label(block.text) is None
        if heading or is_of_page(block.text):
            presence = None
        elif chair := _CHAIR.fullmatch(tidy(block.text)):
            presence = "present"
            chairs = read_people(chair["names"] or "", presence)[:1]
            people += [replace(p, role=p.role or "Chair") for p in chairs]
        elif block.role == "row":
            people += _row_people(block, presence)
        else:
            presence, text = _list_at(block, presence)
            people += _line_people(block, presence, text)
            presence = presence if not text or is_list_line(text) else None
    return people


def _line_people(block: Block, presence: Presence | None, text: str) -> list[Attendee]:
    """The people of a line of a list; none of a sentence."""
    if not (presence and text and is_list_line(text)):
        return []
    people = read_people(text, presence)
    clerk = _CLERK.match(block.text)
    return [replace(p, role=p.role or tidy(clerk["office"])) for p in people] if clerk else people


def _list_at(block: Block, presence: Presence | None) -> tuple[Presence | None, str]:
    """Which list a block belongs to, given the one before it, and the names in its text."""
    text = split_number(block.text).rest
    if label := attendance_label(text):
        return (label[0], text) if _COUNCILLORS.match(text) else label
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
    if group is None or ROLE.match(text) or re.match(TITLE, text, re.I):
        return None
    office = is_office_held(re.split(r"[;,]", text[group.end() :])[0]) and ";" in text
    return None if office else group  # "Ann Bee: Clerk; Cy Dee: Treasurer" are people


def _lists(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a second list on one line ("… Clerk: Mrs Hobbs") on a line of its own, and a
    list that ends in a comma with the line on which it goes on."""
    return [
        replace(b, text=part) if b.role != "row" else b
        for b in _whole_lines(blocks)
        for line in (_DONE_BY.split(b.text) if b.role != "row" else [b.text])
        for part in (split_lists(line) if b.role != "row" else [line])
    ]


def _whole_lines(blocks: Sequence[Block]) -> list[Block]:
    whole: list[Block] = []
    for block in blocks:
        last = whole[-1] if whole else None
        listed = last is not None and last.role == block.role == "text"
        if last and listed and not attendance_label(block.text) and _goes_on(last, block):
            begun = f"{last.text.rstrip(' :')}:" if _is_bare_chair(last) else last.text.rstrip()
            whole[-1] = replace(last, text=f"{begun} {block.text.strip()}")
        else:
            whole.append(block)
    return whole


def _goes_on(block: Block, below: Block) -> bool:
    """Whether a line of a list goes on in the line below: it ends in a comma or within a name, or
    it only says that somebody was in the chair."""
    half = _HALF_A_NAME.search(block.text) and not re.match(TITLE, below.text)
    parted = re.search(r"[,;]\s*$|;.*:\s*$", block.text)
    return _is_bare_chair(block) or (bool(half or parted) and is_list_line(block.text))


def _is_bare_chair(block: Block) -> bool:
    chair = _CHAIR.fullmatch(tidy(block.text))
    return chair is not None and not chair["names"]


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


def read_apologies(text: str) -> list[Attendee]:
    """Those whom a sentence about apologies names as absent, and those who stood in for them."""
    text = tidy(text)
    if not re.match(r"(?:\w+\s+){0,3}apolog", text, re.IGNORECASE):
        return []
    stood_in = [
        n for m in _STOOD_IN.finditer(text) for n in _titled(next(g for g in m.groups() if g))
    ]
    rest = _STOOD_IN.sub(" ", text)
    about = re.search(r"\b(?:from|on behalf of|for)\s+(?=[A-Z])(.*)", rest)
    absent = _titled(re.split(r"(?<=[a-z])\.\s", about[1])[0]) if about else []
    return [Attendee(n, presence="apologies") for n in absent] + [
        Attendee(n, presence="substitute") for n in stood_in
    ]


def _titled(text: str) -> list[str]:
    """The names with a title before them; "Cllrs A and B" are two."""
    names = []
    for run in _RUN_OF_NAMES.findall(text):
        names += [p.name for p in read_people(run, "present") if re.match(TITLE, p.name)]
    return names
