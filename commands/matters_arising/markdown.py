"""The sheet as Markdown, to be pasted into a page or a message."""

import re
from collections.abc import Iterator

from commands.matters_arising.sheet import Line, Sheet

# What Markdown would read as more than letters, anywhere in a line (CommonMark, section 2.4).
_MARKS = re.compile(r"([\\`*_<\[\]])")


def as_markdown(sheet: Sheet) -> str:
    """A heading a part, a quotation and a list an entry; words are escaped, never altered."""
    lines = [f"# {_escaped(sheet.title)}: matters arising", "", f"{sheet.made:%-d %B %Y}", ""]
    for heading, entries in sheet.parts:
        lines += [f"## {heading}", ""]
        for line in entries:
            lines += [*_entry(line), ""]
    return "\n".join(lines)


def _entry(line: Line) -> Iterator[str]:
    facts = [line.owner or "no owner named", f"due {line.due}" if line.due else ""]
    yield f"### {line.action.id}. {_escaped(' · '.join(fact for fact in facts if fact))}"
    yield ""
    yield from (f"> {_escaped(words)}" for words in line.action.text.splitlines())
    yield ""
    where = f"Raised {_escaped(line.raised)}"
    yield f"{where} ([minutes](<{line.action.url}>))" if line.action.url else where
    yield ""
    yield from (f"- {_escaped(one)}" for one in line.happened)


def _escaped(words: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(words.split()))
