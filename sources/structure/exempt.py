"""Which items were taken in private: what only the secretariat may see."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.structure.numbered_titles import ItemStart
from storage.model import Item, Paragraph

_EXCLUDES = re.compile(
    r"\b(?:exclud\w*|withdraw|leave)\b.{0,80}\b(?:press|public)\b|\b(?:press|"
    r"public)\b.{0,80}\b(?:be\s+(?:asked\s+to\s+(?:leave|withdraw)|excluded)|"
    r"were\s+excluded|left\s+the\s+meeting)\b",
    re.IGNORECASE,
)
_RESOLVES = re.compile(
    r"\b(?:resolved|section\s+100|schedule\s+12A|were\s+(?:then\s+)?excluded|"
    r"left\s+the\s+meeting|act\s+1960)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\bno\s+items?\b|\bmay\s+be\s+moved\b|\bnot\s+(?:be\s+)?exclud|\bno\s+(?:exempt|"
    r"confidential)\b|\bnot\s+(?:required|necessary)\b|\bwithout\s+excluding\b|"
    r"\bno\s+need\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:items?|minutes?)\s+(?:nos?\.?\s*)?(\d[\d/.]*(?:\s*(?:,|and|to|-|–)\s*\d[\d/.]*)*)",
    re.IGNORECASE,
)
_READMITTED = re.compile(
    r"\b(?:press|public)\b.{0,60}\b(?:re-?admitted|invited\s+back|returned|rejoined)\b|"
    r"\b(?:returned|moved)\s+(?:in)?to\s+(?:open|public)\s+session\b",
    re.IGNORECASE,
)
_PRIVATE_PART = re.compile(
    r"^(?:part\s+(?:2|b|ii|two)\b\W*(?:$|.*\b(?:private|exempt|confidential|press|"
    r"without|closed|excluded)\b)|private\s+(?:session|part|items?|business)|"
    r"exempt\s+(?:items?|session|business|minutes)|confidential\s+(?:items?|session|"
    r"business|minutes)|"
    r"restricted\s+items?|closed\s+(?:session|part))",
    re.IGNORECASE,
)
_PUBLIC_PART = re.compile(
    r"^(?:part\s+(?:1|a|i|one)\b|public\s+(?:session|part|items?)|open\s+session|"
    r"unrestricted\s+items?)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\bexempt\b(?!ion)|\(confidential\)|^confidential\b|\(private\)|\bPart\s+(?:2|II|B)\b",
    re.IGNORECASE,
)


def mark_exempt(
    items: Sequence[Item], texts: Sequence[str], starts: Sequence[ItemStart], warnings: list[str]
) -> list[Item]:
    """The items with those marked `exempt` that were taken without press and public.

    After a resolution to exclude them come private items, until they are let in again; where the
    resolution names items, only those. The item that holds the resolution stays public. A heading
    such as "PART 2" does the same for the items under it.
    """
    headings = _parts_before(texts, starts, len(items) - len(starts))
    private, named, marked = False, set[str](), []
    for item, part in zip(items, headings, strict=True):
        private = part if part is not None else private
        why = private or bool(_TITLE.search(item.title)) or (item.number or "") in named
        if why and item.paragraphs and not item.exempt:
            label = f"item {item.number}" if item.number else f"item “{item.title}”"
            warnings.append(f"{label} is kept for the secretariat: it was taken in private")
        marked.append(replace(item, exempt=item.exempt or why))
        words = " ".join(p.text for p in item.paragraphs)
        resolved = " ".join(p.text for p in item.paragraphs if _is_exclusion(p))
        if resolved:
            these = {n for group in _NAMED.findall(resolved) for n in _numbers(group)}
            these &= {i.number for i in items if i.number}
            named |= these
            private = private or not these
        if _READMITTED.search(words):
            private = False
    return marked


def _is_exclusion(paragraph: Paragraph) -> bool:
    """Whether the paragraph says that press and public were, or are to be, excluded."""
    text = paragraph.text
    said = paragraph.kind == "resolution" or bool(_RESOLVES.search(text))
    return said and bool(_EXCLUDES.search(text)) and not _NEGATED.search(text)


def _parts_before(
    texts: Sequence[str], starts: Sequence[ItemStart], extra: int
) -> list[bool | None]:
    """For each item whether a heading before it opens a private (True) or public part."""
    parts: list[bool | None] = [None] * extra
    at = 0
    for start in starts:
        part: bool | None = None
        for text in texts[at : start.index + 1]:
            if len(text) < 100 and _PRIVATE_PART.match(text):
                part = True
            elif len(text) < 100 and _PUBLIC_PART.match(text):
                part = False
        parts.append(part)
        at = start.index + 1
    return parts


def _numbers(group: str) -> set[str]:
    found = re.findall(r"\d[\d/]*", group)
    if re.search(r"\bto\b|[-–]", group) and len(found) == 2 and all(f.isdigit() for f in found):
        return {str(n) for n in range(int(found[0]), min(int(found[1]), int(found[0]) + 50) + 1)}
    return set(found)
