"""How lines are laid out in a terminal."""

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence

import click

WIDTH = 88
BOLD, PLAIN = "\ue000", "\ue001"  # of the private use area: they count as no word's end


def joined(told: Iterable[str] | Sequence[str], gap: bool = False) -> str:
    """Lines under each other, with an empty line between them where there is to be a gap."""
    return ("\n\n" if gap else "\n").join(told)


def quoted(text: str) -> str:
    """A quotation, indented; what stands between BOLD and PLAIN is made bold."""
    filled = textwrap.fill(text, WIDTH, initial_indent="   ", subsequent_indent="   ")
    return filled.replace(BOLD, click.style("", bold=True, reset=False)).replace(
        PLAIN, click.style("")
    )


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with its matches marked, to be made bold once the lines are broken."""
    told, at = [], 0
    for start, end in spans:
        told += [text[at:start], BOLD, text[start:end], PLAIN]
        at = end
    return "".join([*told, text[at:]])


def in_words(date: dt.date | None) -> str:
    """A day in words."""
    return f"{date:%-d %B %Y}" if date else "no date"
