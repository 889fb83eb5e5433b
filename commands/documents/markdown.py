"""A document drawn as Markdown (CommonMark with tables), to paste into a page or a report."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from commands.documents import (
    Bullets,
    Button,
    Buttons,
    Divider,
    Document,
    Group,
    Heading,
    Leaf,
    Line,
    Link,
    Mention,
    Moment,
    Note,
    Part,
    Quotation,
    Sentence,
    Table,
    TableRow,
    Try,
    Words,
    styled,
)

_MARKS = re.compile(r"([\\`*_\[\]<>~|#&])")
_LIST = re.compile(r"^(\s*\d*)([-+=.)])", re.MULTILINE)  # what begins a list or a heading
_CODE = re.compile(r"[`\n|]")


def markdown(document: Document) -> str:
    """Draw a document; what can only be pressed is left out."""
    return "\n\n".join(text for part in document.parts for text in _part(part))


def _part(part: Part) -> Iterator[str]:
    match part:
        case Heading():
            yield f"## {_literal(' '.join(part.text.split()))}"
        case Sentence() | Note():
            yield _literal(part.text)
        case Line():
            yield "".join(map(_leaf, part.leaves))
        case Quotation():
            yield "> " + _quoted(part).replace("\n", "\n> ")
        case Bullets():
            yield "\n".join("- " + "".join(map(_leaf, leaves)) for leaves in part.lines)
        case Group():
            for one in part.parts:
                yield from _part(one)
        case Table():
            rows = [
                f"| {_code(typed)} | {_literal(' '.join(meaning.split()))} |"
                for typed, meaning in part.rows
            ]
            yield "\n".join(["| Type | To get |", "| --- | --- |", *rows])
        case TableRow():
            rule = ["---"] * len(part.heads)
            yield "\n".join(map(_cells, (part.heads, rule, part.cells)))
        case Buttons():
            opened = [_link(b.words, b.url) for b in part.row if isinstance(b, Button) and b.url]
            if opened:
                yield " · ".join(opened)
        case Try():
            yield f"Try: {', '.join(map(_code, part.questions))}"
        case Divider():
            yield "---"


def _row(cells: tuple[str, str]) -> str:
    typed, meaning = cells
    return f"| {_code(typed)} | {_literal(' '.join(meaning.split()))} |"


def _cells(row: Sequence[str]) -> str:
    return f"| {' | '.join(c if c == '---' else _literal(c) for c in row)} |"


def _quoted(quotation: Quotation) -> str:
    """Words as published, with what matters in bold and what is gone struck out."""
    text, at = "", 0
    for words, bold in styled(quotation.text, quotation.highlights):
        for run, struck in styled(words, () if bold else quotation.struck, at):
            text += _marked(run, "**" if bold else "~~" if struck else "")
            at += len(run)
    return text


def _marked(run: str, mark: str) -> str:
    """Words between marks, which stand next to no blank."""
    words = run.strip()
    if not mark or not words:
        return _literal(run)
    before, after = run[: len(run) - len(run.lstrip())], run[len(run.rstrip()) :]
    return f"{before}{mark}{_literal(words)}{mark}{after}"


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Words(code=True):
            return _code(leaf.text)
        case Words():
            return _marked(leaf.text, "**" if leaf.bold else "")
        case Link():
            return _link(leaf.words, leaf.url)
        case Mention():
            return _literal(leaf.who)
        case Moment():
            return f"{leaf.at:%-d %B %Y %H:%M} UTC"


def _link(words: str, url: str | None) -> str:
    if not url:
        return _literal(words)
    address = quote(url, safe="%/:?#[]@!$&'*+,;=-._~")
    return f"[{_literal(words)}]({address})"


def _code(text: str) -> str:
    return f"`{_CODE.sub(' ', text)}`"


def _literal(text: str) -> str:
    """Words that mean nothing to Markdown."""
    return _LIST.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))
