"""Numbers at the start of paragraphs and titles, in every style that clerks use."""

import re
from typing import Literal, NamedTuple

Style = Literal["slash", "code", "dotted", "plain", "bracket", "letter", "roman", "bullet"]

_BULLETS = "•·▪■□◦●○‣⁃∙➢➤►❖✓✔Ø\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d"
_GAP = r"(?:[\s\u00a0]+|$)"
_WIDE = r"(?:\t|[ \u00a0]{2,}|$)"
# A year, or one of school as "2122".
_YEAR = "(?:(?:19|20)\\d\\d|" + "|".join(f"{y:02}{y + 1:02}" for y in range(99)) + ")"
_FORMS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("bullet", re.compile(rf"[{_BULLETS}][\s\u00a0]*|[-–—*o][\s\u00a0]+(?=\S)")),
    (
        "slash",
        re.compile(
            r"(?:(?:item|minute|min\.?)\s+(?:no\.?\s*)?)?"
            r"(?P<n>(?:[A-Z]{1,5}[/ -]?|\d{1,3}\.)?(?:\d{1,3}|(?:19|20)\d\d)(?:-\d{2})?/"
            rf"(?:[A-Z]{{1,6}}/)?(?:\d{{1,3}}\b|{_YEAR})"
            r"(?:[/.]\d{1,3})?(?:\([a-z0-9]{1,3}\))?)"
            rf"[.:)]?{_GAP}",
            re.IGNORECASE,
        ),
    ),
    # "R2024-041", "FGB-22-07": counts as an item's number, in a paragraph it is a reference.
    ("code", re.compile(rf"(?P<n>[A-Z]{{1,5}}-?(?:19|20)?\d\d-\d{{2,4}})[.:)]?{_GAP}(?=[A-Z])")),
    (
        "dotted",
        re.compile(rf"\(?(?P<n>\d{{1,3}}(?:\.\d{{1,3}}){{1,3}})\)?[.:)]?(?:{_GAP}|(?=[A-Z][a-z]))"),
    ),
    (
        "plain",
        re.compile(
            rf"(?P<n>\d{{1,4}}(?:\(\d{{1,2}}\)|[a-zA-Z])?)(?:[.):]\)?(?:{_GAP}|(?=[A-Z]))|"
            rf"{_WIDE}|\s+[–—-]\s+(?=[A-ZÀ-Þ]))"
        ),
    ),
    (
        "plain",
        re.compile(
            # "Minute 98 – Vans" refers to the minute of another meeting.
            rf"(?:(?:agenda\s+)?item|(?:minute|min\.?)(?!\s+(?:no\.?\s*)?\d+\w?\s*[–—-]))\s+"
            rf"(?:no\.?\s*)?(?P<n>\d{{1,4}}[a-z]?)(?:\s*[.:–—-]\s*|[.:)]?{_GAP})",
            re.IGNORECASE,
        ),
    ),
    ("bracket", re.compile(rf"[(\[](?P<n>\d{{1,3}})[)\]][.:]?(?:{_GAP}|(?=[A-Z]))")),
    ("roman", re.compile(rf"\(?(?P<n>[ivx]{{2,5}})[.):]\.?{_GAP}|\((?P<m>[ivx])\)\.?{_GAP}")),
    ("letter", re.compile(rf"\(?(?P<n>[a-zA-Z])\)\.?{_GAP}|(?P<m>[a-z])\.{_GAP}")),
)
# The word before a number that refers to an item: "Minute 6", "Item No. 4".
SAYS_ITEM = re.compile(r"(?:(?:agenda\s+)?item|minute|min\.?)\s+(?:no\.?\s*)?(?=\d)", re.IGNORECASE)
_NOT_A_NUMBER = re.compile(
    r"(?i:a\.?m\b|p\.?m\b|noon\b|o.clock\b|%)|(?:per cent|million|billion|hours?|minutes?)\b"
)


class Numbered(NamedTuple):
    """A text without its number. `number` is as written, without dot and brackets; "" none."""

    number: str
    style: Style | None
    rest: str


def split_number(text: str) -> Numbered:
    """The number that a text starts with, its style, and the rest; bullets give the number "•".

    A figure that begins a sentence ("12 Members voted", "3.2 million") is none: a number has a
    dot, bracket, slash or a wide gap after it, and does not go on in lower case.
    """
    stripped = text.lstrip(" \t\r\n\u00a0")
    for style, form in _FORMS:
        match = form.match(stripped)
        if not match:
            continue
        rest = stripped[match.end() :].strip(" \t\r\n\u00a0")
        if style == "bullet":
            return Numbered("•", style, rest)
        if _begins_a_sentence(style, match[0], rest):
            return Numbered("", None, stripped)
        number = next(group for group in match.groups() if group)
        return Numbered(number, style, rest)
    return Numbered("", None, stripped)


def clean_number(number: str | None) -> str | None:
    """A number as stored: as written, without "Item" before it, trailing dot or surrounding
    brackets; a bullet is no number."""
    number = SAYS_ITEM.sub("", (number or "").strip(" \t\u00a0"))
    if not number or split_number(number + " x").style == "bullet":
        return None
    if number.startswith("(") and number.count("(") == 1:
        number = number.strip("()")
    return number.strip("[]. :").rstrip(")" if "(" not in number else "") or None


def style_of(number: str) -> Style | None:
    """The style of a bare number such as "3.2" or "39/20"."""
    return split_number(f"{number}.\t" if number.isalnum() else f"{number}\tX").style


def slash_parts(number: str) -> tuple[int, int] | None:
    """The two figures of "39/20", "PC24/056", "23-24/FRA/1" or "R2024-041": either may be the
    year. None for other numbers."""
    match = re.fullmatch(r"\D*(\d+)(?:-\d+)?/(?:[A-Za-z]+/)?(\d+)(?:\D.*)?", number)
    match = match or re.fullmatch(r"[A-Z]+-?(\d+)-(\d+)", number)
    return (int(match[1]), int(match[2])) if match else None


def main_figure(number: str) -> int | None:
    """The figure that counts in a number: 4 of "4", "4a", "4(1)" and "C.4"; None for others."""
    match = re.fullmatch(r"(?:[A-Z]{1,4}[.-]?)?(\d+)(?:\(\d+\)|[A-Za-z])?", number)
    return int(match[1]) if match else None


def _begins_a_sentence(style: Style, written: str, rest: str) -> bool:
    """Whether what looks like a number is a figure in running text: "10.30 am", "24/7 cover"."""
    if style not in ("slash", "code", "dotted", "plain"):
        return False
    if style == "plain" and written.rstrip()[-1:] in ".):":
        return False
    return bool(_NOT_A_NUMBER.match(rest)) or rest[:1].islower()
