"""Which blocks are titles of agenda items, in documents that do not mark them.

Clerks number items in one series that counts up through the document, or set them in bold,
capitals or heading styles, or both. Candidates are gathered with a weight for each sign, and the
series that counts up with the greatest weight is the agenda; other numbers belong to paragraphs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.attendance import attendance_label, is_list_line
from sources.blocks import Block, tidy
from sources.kinds import is_resolution
from sources.numbering import Style, clean_number, main_figure, slash_parts, split_number

_VERBS = re.compile(
    r"\b(?:was|were|had|has|would|said|asked|explained|stated|thanked|wished|replied|queried|"
    r"(?:reported|advised|confirmed|noted|agreed|informed|suggested|proposed|requested|updated)\s+(?:that|the|to|on)|will\s+be|is\s+to|are\s+to)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"^(?:none|nil|noted|agreed|approved|n/a|not applicable|no|yes|carried|received|to follow|no objections?|no comments?|"
    r"objections?|support|refused|granted|declined|deferred)\b.{0,12}$",
    re.IGNORECASE,
)
_PERSON = re.compile(r"^(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Prof)\b\.?", re.IGNORECASE)
_FILE_SIZE = re.compile(
    r"\s*(?:[\[(]?(?:pdf icon\s*)?(?:PDF|DOCX?|XLSX?|PPTX?)\s+[\d.,]+\s*[KM]B(?:/\d+)?[\])]?\s*)+$"
)
_PART = re.compile(
    r"^(?:part\s+(?:\d|[a-d]|i{1,3})\b.*|(?:un)?restricted\s+items?|(?:public|private|open|closed|confidential|exempt)\s+"
    r"(?:session|part|items?|agenda|business|minutes).{0,40}|items?|minutes|agenda|no\.?\s+item|rhan\s+\d.*)$",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?:the\s+)?(?P<label>minutes|decisions?|additional documents|supporting documents|accompanying documents|cofnodion|penderfyniad)\s*:?\s*$",
    re.IGNORECASE,
)
_CAPS_TITLE = re.compile(
    r"^((?:[A-Z0-9À-Þ&,’'()/–-]+\s+)*[A-Z0-9À-Þ&,’'()/-]{2,})(?:\s*[:–—.-]\s*|\s+)(?=[A-Z“‘(]?[A-Za-z]?[a-z])"
)
_RUN_IN = re.compile(r"^([A-Z][^.:;?]{2,80}?)(?:\s*:\s+|\s+[–—-]\s+|:\s*[–—-]\s*)(?=\S)")


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
class _Candidate:
    start: ItemStart
    style: Style
    weight: float
    marked: bool  # set in bold or as a heading


def find_items(blocks: Sequence[Block], head_end: int) -> list[ItemStart]:
    """The items of the document in order. `head_end` is where its heading and lists of those
    present are over; titles without a number are only looked for after it."""
    explicit = [_explicit(blocks, i) for i, b in enumerate(blocks) if b.role == "item"]
    if explicit:
        return explicit
    candidates = [c for i in range(len(blocks)) if (c := _candidate(blocks, i))]
    series = _best_series(candidates)
    labelled = any(_is_minutes_label(b) for b in blocks)
    if len(series) >= 2 or (series and (labelled or series[0].marked)):
        starts = [c.start for c in series]
        starts += _unnumbered_among(blocks, series)
    else:
        starts = _unnumbered(blocks, head_end)
    if labelled:
        starts += _before_labels(blocks, starts)
    return sorted(starts, key=lambda s: s.index)


def clean_title(text: str) -> str:
    """An item's title as published, without the size of a linked file or a closing colon."""
    title = _FILE_SIZE.sub("", tidy(text))
    return title.rstrip(":").strip() if title.endswith(":") else title


def is_part_heading(text: str) -> bool:
    """Whether the text is a heading over several items, such as "PART 2" or "Items"."""
    return bool(_PART.match(tidy(text).rstrip(":")))


def is_title(text: str, marked: bool = False) -> bool:
    """Whether the text reads as a title rather than a sentence. `marked`: in bold or a heading."""
    text = tidy(text)
    words = text.split()
    if not words or len(text) > 200 or len(words) > (32 if marked else 24) or text[0] in "-–(":
        return False
    if text[0].islower() or _ANSWER.match(text) or LABEL.match(text) or is_resolution(text):
        return False
    if text[-1] in ";,":
        return False
    if text[-1] == "." and not re.search(r"\b(?:etc|Ltd|No)\.$", text):
        return len(words) <= 9 and not _VERBS.search(text) and not _PERSON.match(text)
    return marked or not _VERBS.search(text)


def _explicit(blocks: Sequence[Block], index: int) -> ItemStart:
    block = blocks[index]
    return ItemStart(
        index, clean_title(block.text), clean_number(block.number), anchor=block.anchor
    )


def _is_minutes_label(block: Block) -> bool:
    label = LABEL.match(tidy(block.text))
    return bool(
        label
        and tidy(block.text).endswith(":")
        and label["label"].lower() in ("minutes", "cofnodion")
    )


def _candidate(blocks: Sequence[Block], index: int) -> _Candidate | None:
    """The block as a numbered title: number and title, number alone above it, or run in."""
    block = blocks[index]
    if block.role == "row":
        return None
    number, style, text = (
        (block.number, split_number(f"{block.number}.\t").style, block.text)
        if block.number
        else split_number(block.text)
    )
    if not number or style is None or style in ("bullet", "letter", "roman"):
        return None
    marked = block.bold or block.role == "heading" or block.lead > len(block.text) - len(text)
    clean = clean_number(number)
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if not text:
        if following is None or split_number(following.text).number or following.role == "row":
            return None
        below = following.bold or following.role == "heading"
        if not is_title(following.text, below) or is_part_heading(following.text):
            return None
        start = ItemStart(
            index, clean_title(following.text), clean, 2, block.anchor or following.anchor
        )
        return _Candidate(start, style, 2.0, below or marked)
    whole = block.bold or block.role == "heading"
    deeper = following is not None and (
        following.number or split_number(following.text).number
    ).startswith(f"{clean}.")
    whole = whole or (style == "dotted" and deeper)
    if is_title(text, whole) and not (_PERSON.match(text) and not whole):
        lone = following is None or bool(
            split_number(following.text).number and is_title(split_number(following.text).rest)
        )
        start = ItemStart(index, clean_title(text), clean, anchor=block.anchor)
        return _Candidate(start, style, 1.0 + whole + (0 if lone else 0.5), whole)
    return _run_in(index, block, clean, style, text, marked)


def _run_in(
    index: int, block: Block, number: str | None, style: Style, text: str, marked: bool
) -> _Candidate | None:
    """A title with the item's text after it in one block: "39/20 Apologies: Cllr Smith."."""
    at = 0
    lead = block.lead - (len(block.text) - len(text)) if not block.number else block.lead
    if 0 < lead < len(text) and is_title(text[:lead].strip(" :–—-"), True):
        at = lead
    elif caps := _CAPS_TITLE.match(text):
        at = (
            caps.end()
            if sum(c.isalpha() for c in caps[1]) >= 5 and not is_resolution(caps[1])
            else 0
        )
    elif (
        (run := _RUN_IN.match(text))
        and len(run[1].split()) <= 9
        and is_title(run[1])
        and not _PERSON.match(run[1])
    ):
        at = run.end()
    title, rest = text[:at].strip(" :–—-.\t"), text[at:].strip(" :–—-\t")
    if not at or not title or not rest or is_resolution(title):
        return None
    return _Candidate(
        ItemStart(index, clean_title(title), number, anchor=block.anchor, rest=rest),
        style,
        0.6 + (marked and lead > 0),
        marked and lead > 0,
    )


def _best_series(candidates: list[_Candidate]) -> list[_Candidate]:
    """The series of numbers that counts up through the document with the greatest weight."""
    marked = [c for c in candidates if c.marked]
    best: list[_Candidate] = []
    for pool in (candidates, marked):
        for style in ("slash", "plain", "dotted", "bracket"):
            chain = _longest([c for c in pool if c.style == style], style)  # type: ignore[arg-type]
            if _worth(chain, style) > _worth(best, best[0].style if best else style):
                best = chain
    if sum(c.marked for c in best) * 2 > len(best):
        best = [c for c in best if c.marked]
    subs = [
        c
        for c in marked
        if c.style == "dotted"
        and best
        and best[0].style in ("plain", "slash")
        and c.start.index > best[0].start.index
    ]
    return sorted({c.start.index: c for c in best + subs}.values(), key=lambda c: c.start.index)


def _worth(chain: list[_Candidate], style: str) -> float:
    bonus = {"slash": 1.2, "plain": 1.0, "dotted": 0.7, "bracket": 0.6}[style]
    return bonus * sum(c.weight for c in chain)


def _longest(pool: list[_Candidate], style: Style) -> list[_Candidate]:
    """The heaviest chain of candidates whose figures go up; gaps cost, as do long waits."""
    keys = _keys(pool, style)
    pairs = [(c, k) for c, k in zip(pool, keys, strict=True) if k is not None]
    best: list[tuple[float, int]] = []
    for i, (candidate, key) in enumerate(pairs):
        score, before = candidate.weight - min(key[0] - 1, 3) * 0.1, -1
        for j in range(max(0, i - 400), i):
            gap = _gap(pairs[j][1], key)
            if gap is not None and best[j][0] + candidate.weight - gap > score:
                score, before = best[j][0] + candidate.weight - gap, j
        best.append((score, before))
    chain: list[_Candidate] = []
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while at >= 0:
        chain.append(pairs[at][0])
        at = best[at][1]
    return chain[::-1]


def _gap(before: tuple[int, ...], after: tuple[int, ...]) -> float | None:
    """What it costs to go from one number to the next; None where the series would go back."""
    if after <= before:
        return None
    step = after[0] - before[0]
    return 0.0 if step <= 1 else min(0.4 * (step - 1), 3.0)


def _keys(pool: list[_Candidate], style: Style) -> list[tuple[int, ...] | None]:
    if style == "slash":
        parts = [slash_parts(c.start.number or "") for c in pool]
        firsts = {p[0] for p in parts if p}
        lasts = {p[1] for p in parts if p}
        turn = len(firsts) < len(lasts)  # the year comes first
        return [None if p is None else (p[1], 0) if turn else (p[0], 0) for p in parts]
    if style == "dotted":
        return [
            tuple(int(n) for n in re.findall(r"\d+", c.start.number or "")) or None for c in pool
        ]
    found: list[tuple[int, ...] | None] = []
    for candidate in pool:
        number = candidate.start.number or ""
        figure = main_figure(number)
        tail = re.sub(r"^\d+", "", number).strip("()")
        found.append(
            None
            if figure is None
            else (figure, int(tail) if tail.isdigit() else sum(map(ord, tail)))
        )
    return found


def _unnumbered_among(blocks: Sequence[Block], series: list[_Candidate]) -> list[ItemStart]:
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
                r"(?:summary\s+of\s+)?actions?\b(?:\s+\w+){0,4}$|action\s+(?:log|points|list|table)",
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
        chosen = next((c for c in (bold, capitals) if len(c) >= 2), None) or [
            i for i in usable if _stands_over_text(blocks, i)
        ]
    return [ItemStart(i, clean_title(blocks[i].text), anchor=blocks[i].anchor) for i in chosen]


def _may_be_title(block: Block) -> bool:
    marked = block.bold or block.role == "heading"
    return (
        block.role != "row"
        and not block.number
        and not split_number(block.text).number
        and is_title(block.text, marked)
        and not is_part_heading(block.text)
        and not (_PERSON.match(tidy(block.text)) and not marked)
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
    return bool(below.number or split_number(below.text).number) or tidy(below.text)[-1:] in (
        ".",
        ":",
        ";",
    )


def _before_labels(blocks: Sequence[Block], starts: list[ItemStart]) -> list[ItemStart]:
    """Titles over a "Minutes:" label that no other sign showed."""
    found: list[ItemStart] = []
    begun = sorted(starts, key=lambda s: s.index)
    last = -1
    for i, block in enumerate(blocks):
        if not _is_minutes_label(block):
            continue
        if not any(last < s.index < i for s in begun):
            titles = [
                j
                for j in range(last + 1, i)
                if _may_be_title(blocks[j]) or blocks[j].role == "heading"
            ]
            titles = [
                j
                for j in titles
                if not re.match(r"agenda item\b", blocks[j].text.strip(), re.IGNORECASE)
                and not LABEL.match(tidy(blocks[j].text))
            ]
            if titles:
                found.append(
                    ItemStart(
                        titles[0] if last < 0 else titles[-1],
                        clean_title(blocks[titles[0] if last < 0 else titles[-1]].text),
                        anchor=None,
                    )
                )
        last = i
    return found
