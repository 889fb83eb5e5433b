"""Plain text, Markdown and text pasted into an e-mail → blocks."""

import itertools
import re
from collections.abc import Sequence

from sources.dates import parse_date
from sources.readers.blocks import Block, Document
from sources.readers.visible import unread_letters
from sources.structure.numbering import split_number
from sources.structure.tables import as_row, heads_a_table

_RULE = re.compile(r"^\s*[-=_*]{3,}\s*$")
_MARKDOWN_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_MARKDOWN_BOLD = re.compile(r"^(\s*(?:\d+[.)]\s+)?)(\*\*|__)(?=\S)(.+?)(?<=\S)\2")
_EMPHASIS = re.compile(r"(\*\*|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w))")
_MARKDOWN_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]+(?:\s+\"[^\"]*\")?\)")
_TABLE_RULE = re.compile(r"^\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*$")
# What a web site's generator keeps of a page before its words: "title: …" between rules.
_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\n((?:[ \t]*(?:[\w-]+[ \t]*:.*|-[ \t].*)?\n)+)---[ \t]*(?:\n|\Z)"
)
_FRONT_LINE = re.compile(r"^(title|date)[ \t]*:[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE)
_ESCAPED_NUMBER = re.compile(r"^([ \t]*\d{1,4})\\([.)])", re.MULTILINE)
_SENTENCE = 60  # letters of a line that is a sentence
_WRAP_AT = (40, 130)  # a column at which lines are wrapped by hand or by a mailer
_PAGE_BREAK = re.compile(r"\n[ \t]*[-_*]{3,}[ \t]*\n\s*\d{1,3}[ \t]*(?=\n)")
_INLINE_TAG = re.compile(
    r"</?(?:small|sub|sup|u|em|strong|span|center|font)\b[^<>]{0,80}>|<br */?>", re.I
)
_STOPS = (".", ":", ";", "?", "!")
# A quotation that is a paragraph by itself ends with its mark, though no stop stands before it.
_QUOTED_WHOLE = re.compile(r"\W*(?:“[^“”]*”|„[^„‟”]*[‟”]|‘[^‘]*’|\"[^\"]*\")$")
# Not the end of a sentence: the person or thing follows.
_SHORT_FORM = re.compile(
    r"(?:^|\s|\()(?:Cllrs?|Clrs?|Mr|Mrs|Ms|Dr|Prof|Rev|St|No|Co|Supt|Sgt|Insp)\.$"
)
_LABELLED = re.compile(r"\W*[A-Z][\w’' ]{0,30}:(?:\W|$)")  # "Proposed by: Cllr Ash" stands alone
_BOLD_WHOLE = re.compile(r"\s*(\*\*|__)(?=\S).*(?<=\S)\1\s*$")


def read_plain(text: str) -> Document:
    """Text → blocks, one a line; lines wrapped at a fixed width are put together again.

    Markdown's headings, bold, links and tables are understood where the text has them, and rows
    whose cells a browser parted with tabs under the heads of a known table.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    front = _FRONT_MATTER.match(text)
    text = _PAGE_BREAK.sub("", text[front.end() :] if front else text)
    text = _without_page_heads(text)
    markdown = bool(front) or is_markdown(text)
    lines = (_ESCAPED_NUMBER.sub(r"\1\2", text) if markdown else text).split("\n")
    spaced = _join_spaced(lines)
    if markdown and spaced == lines and not _is_wrapped(lines):
        spaced = _join_soft_breaks(lines)
    lines = _unwrap(spaced) if _is_wrapped(spaced) else _join_broken(spaced)
    blocks: list[Block] = []
    heads: tuple[str, ...] = ()
    for line in lines:
        if not line.strip() or _RULE.match(line):
            heads = ()
            continue
        if markdown and line.lstrip().startswith("|"):
            if not _TABLE_RULE.match(line):
                cells = tuple(_plain_words(cell) for cell in line.strip().strip("|").split("|"))
                heads = heads or cells
                blocks.append(as_row(cells, heads))
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if len(cells) > 1 and (heads or heads_a_table(cells)):
            heads = heads or cells
            blocks.append(as_row(cells, heads))
            continue
        heads = ()
        blocks.append(_markdown_block(line) if markdown else Block(line))
    said = dict(_FRONT_LINE.findall(front[1])) if front else {}
    return Document(
        tuple(blocks),
        warnings=tuple(unread_letters(block.text for block in blocks)),
        meta_title=said.get("title"),
        meta_date=parse_date(said.get("date", "")),
    )


def is_markdown(text: str) -> bool:
    """Whether the text has Markdown's headings, bold, tables or numbers with a backslash."""
    return bool(
        _ESCAPED_NUMBER.search(text)
        or re.search(r"^ {0,3}#{1,6} +\S", text, re.MULTILINE)
        or re.search(r"\*\*[^*\n]+\*\*", text)
        or re.search(_TABLE_RULE.pattern.replace(r"\s", r"[ \t]"), text, re.MULTILINE)
    )


def _markdown_block(line: str) -> Block:
    if heading := _MARKDOWN_HEADING.match(line):
        return Block(_plain_words(heading[2]), role="heading", level=len(heading[1]))
    if bold := _MARKDOWN_BOLD.match(line):
        start = _plain_words(bold[1] + bold[3])
        text = _plain_words(line)
        whole = len(text.strip()) == len(start.strip())
        return Block(text, bold=whole, lead=len(start))
    return Block(_plain_words(line))


def _plain_words(text: str) -> str:
    words = _INLINE_TAG.sub("", _MARKDOWN_LINK.sub(r"\1", text))
    return _EMPHASIS.sub("", words).replace("\\", "").rstrip()


def _without_page_heads(text: str) -> str:
    """The text without the line that stands at the top of each of its pages, right under a rule."""
    tops = re.findall(r"^[ \t]*-{3,}[ \t]*\n(?=(\S[^\n]*)\n)", text, re.MULTILINE)
    for line in {line for line in tops if tops.count(line) > 1}:
        text = re.sub(rf"\n[ \t]*-{{3,}}[ \t]*\n{re.escape(line)}(?=\n)", "", text)
    return text


def _ends(line: str) -> bool:
    """Whether a paragraph may be over with this line: a stop, also before a closing mark, or a
    quotation or bold line that is whole."""
    line = line.rstrip()
    stopped = line.rstrip("”’‟\"')]*_").endswith(_STOPS) and not _SHORT_FORM.search(line)
    return stopped or bool(_QUOTED_WHOLE.match(line) or _BOLD_WHOLE.match(line))


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether paragraphs run over several lines of one width.

    Then most lines that are followed by another directly are nearly as long as the longest, and
    end in mid-sentence.
    """
    pairs = [
        (_width(a), a.rstrip(), b) for a, b in itertools.pairwise(lines) if a.strip() and b.strip()
    ]
    longest = max(map(_width, lines), default=0)
    if len(pairs) < 4 or not _WRAP_AT[0] <= longest <= _WRAP_AT[1]:
        return False
    near = [(a, b) for length, a, b in pairs if length >= longest * 0.75]
    in_lower_case = sum(bool(re.match(r"\s*[a-z]", b)) for _, _, b in pairs)
    in_mid_sentence = sum(not a.endswith(_STOPS) for a, _ in near)
    fewest = 0.8 * len(near) if in_lower_case else 0.6 * len(pairs)
    continued = in_lower_case >= 2 or in_mid_sentence >= max(3, fewest)
    return len(near) >= len(pairs) * 0.4 and continued


def _join_spaced(lines: Sequence[str]) -> list[str]:
    """The lines of a text that has a blank one after each line of its print, those of a paragraph
    put together: most of its full lines end in mid-sentence."""
    filled = [line.strip() for line in lines if line.strip()]
    width = sorted(map(_width, filled))[int(0.95 * len(filled))] if filled else 0
    full = [(a, b) for a, b in itertools.pairwise(filled) if _is_full(a, b, width)]
    cut = [(a, b) for a, b in full if not _ends(a)]
    lower = sum(b[:1].islower() for _, b in cut)
    close = sum(bool(a.strip() and b.strip()) for a, b in itertools.pairwise(lines))
    spaced = _WRAP_AT[0] <= width <= _WRAP_AT[1] and close < 0.5 * len(filled)
    if not spaced or lower < 4 or len(cut) < max(0.6 * len(full), 0.15 * len(filled)):
        return list(lines)
    joined: list[str] = []
    last = ""
    for line in filled:
        goes_bold = bool(_BOLD_WHOLE.match(last) and _BOLD_WHOLE.match(line))
        in_mid_sentence = last and (goes_bold or not _ends(joined[-1])) and not _starts_afresh(line)
        filled_up = bool(last) and _is_full(last, line, width)
        filled_up = (
            filled_up
            or (goes_bold and _width(last) > 0.65 * width)
            or bool(_SHORT_FORM.search(last))
        )
        goes_on = in_mid_sentence and (filled_up or line[:1].islower())
        if goes_on or _goes_on_small(last, line, filled_up):
            joined[-1] = _join(joined[-1], line)
        else:
            joined += ["", line]
        last = line
    return joined


def _join_soft_breaks(lines: Sequence[str]) -> list[str]:
    """Markdown's lines with those put together that have no blank one between them, where these are
    sentences and the text parts its paragraphs by blank lines."""
    filled = [line for line in lines if line.strip()]
    soft = [b for a, b in itertools.pairwise(lines) if _is_soft_break(a, b)]
    if 2 * len(soft) > len(filled):
        return list(lines)
    joined: list[str] = []
    last = ""
    for line in lines:
        if joined and _is_soft_break(last, line):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
        last = line
    return joined


def _is_soft_break(above: str, below: str) -> bool:
    """Whether a line goes on in the next as Markdown means it: two sentences, no two blanks after
    the first."""
    if above.endswith(("  ", "\\")) or _starts_afresh(below) or _LABELLED.match(below):
        return False
    prose = len(above) > _SENTENCE and above.rstrip('*_”"’) ').endswith((".", "?"))
    heading = above.lstrip()[:1] in "#|" or not below.strip()
    return prose and not heading and len(below.split()) > 4 and not _BOLD_WHOLE.match(below)


def _goes_on_small(last: str, line: str, full: bool) -> bool:
    """Whether a full line that ends in the stop of a short form goes on in small letters."""
    return full and last.endswith(".") and bool(re.match(r"[a-z]{2,}\s", line))


def _width(line: str) -> int:
    """How many letters of a line one sees."""
    return len(_EMPHASIS.sub("", _INLINE_TAG.sub("", _MARKDOWN_LINK.sub(r"\1", line))).rstrip())


def _is_full(line: str, below: str, width: int) -> bool:
    """Whether the first word of the line below would have found no room in a line."""
    return _width(line) + 1 + _width(below.split(maxsplit=1)[0]) > 0.94 * width


def _join_broken(lines: Sequence[str]) -> list[str]:
    """Lines with one that goes on in lower case, in mid-sentence, put to the one before it."""
    joined: list[str] = []
    for line in lines:
        before = joined[-1].rstrip() if joined else ""
        if before and (_goes_on(before, line) or _is_year(before, line)):
            joined[-1] = _join(before, line)
        else:
            joined.append(line)
    return joined


def _goes_on(before: str, line: str) -> bool:
    return (
        before[-1] not in ".:;?!)"
        and re.match(r"\s*(?:[a-z]{2,}|a\s)", line) is not None
        and not _starts_afresh(line)
        and len(before) > 20
    )


def _is_year(before: str, line: str) -> bool:
    """Whether a day was parted from its year, or two years: "4 December, / 2018", "2009- / 15"."""
    day = r"\d\W{0,3}(?:st|nd|rd|th)?\s+[A-Z][A-Za-z]{2,8},?$|[A-Z][a-z]{2,8}\s+\d{1,2},$"
    years = re.search(r"\b(?:19|20)\d\d[–-]$", before) and re.match(r"\s*(?:\d\d){1,2}\b", line)
    return bool(years or (re.search(day, before) and re.match(r"\s*(?:19|20)\d\d\b", line)))


def _unwrap(lines: Sequence[str]) -> list[str]:
    """Lines joined to paragraphs: a blank line, a number, a heading or a short line ends one."""
    width = max(map(_width, lines))
    joined: list[str] = []
    room = 0  # blanks left at the end of the line before; the next word decides
    for line in lines:
        first = line.split(maxsplit=1)[0] if line.strip() else ""
        follows = bool(joined and joined[-1].strip() and first)
        follows = follows and not (_ends(joined[-1]) and _LABELLED.match(line))
        goes_on = follows and (
            (room < len(first) + 12 and not _starts_afresh(line))
            or _is_year(joined[-1].rstrip(), line)
        )
        if goes_on or (
            joined and joined[-1].strip() and first[:1].islower() and not _starts_afresh(line)
        ):
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
        room = width - _width(line)
    return joined


def _starts_afresh(line: str) -> bool:
    cells = "\t" in line.strip()  # a row that a browser copied
    return bool(split_number(line).number) or cells or line.lstrip()[:1] in "#|>"


def _join(before: str, after: str) -> str:
    if _BOLD_WHOLE.match(before) and _BOLD_WHOLE.match(after):
        before, after = before.rstrip()[:-2], after.lstrip()[2:]
    word = re.search(r"[A-Za-z]-$", before.rstrip()) and after.lstrip()[:1].islower()
    if word or re.search(r"\d[–-]$", before.rstrip()):
        return before.rstrip() + after.lstrip()
    return f"{before.rstrip()} {after.strip()}"
