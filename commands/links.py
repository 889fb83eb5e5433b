"""The closest address to a paragraph: its page, its item's anchor, and a text fragment.

A text fragment (`#…:~:text=start,end`) makes a browser scroll to words and mark them. What the
browser looks for are whole words, in any case; a start and an end mark what lies between them.
Source: WICG, "URL Fragment Text Directives", sections 3.2 (syntax) and 3.5 (finding a range).
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from commands.model import Context
from storage.minutes import meeting_paragraphs
from storage.records import ParagraphRow

_WORDS = 5  # words at the start and at the end of a fragment
_CONTEXT = 4  # words of a neighbour that tell two alike apart
_WORD = re.compile(r"\S+")


def paragraph_urls(context: Context, rows: Sequence[ParagraphRow]) -> dict[str, str | None]:
    """By paragraph id: its closest address. The other paragraphs of the meeting stand on the
    same page, so the fragment must not begin as one of them does."""
    pages: dict[int, list[ParagraphRow]] = {}
    urls: dict[str, str | None] = {}
    for row in rows:
        address = row.item_url or row.meeting.url
        if address and row.meeting.id not in pages:
            pages[row.meeting.id] = meeting_paragraphs(context.book, context.viewer, row.meeting.id)
        page = pages.get(row.meeting.id, [])
        place = next((i for i, other in enumerate(page) if other.id == row.id), 0)
        urls[row.id] = fragment_url(
            address,
            row.text,
            [other.text for other in page if other.id != row.id],
            before=page[place - 1].text if place else "",
        )
    return urls


def fragment_url(url: str | None, text: str, others: Iterable[str], before: str = "") -> str | None:
    """The address of a paragraph of this text on a page that also holds `others`.

    `before` is the paragraph that stands before it, which helps where another begins alike.
    The address comes back as it was where no fragment would be unique; None stays None.
    """
    if not url:
        return None
    directive = _directive(text, [_plain(other) for other in others], before)
    if directive is None:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _directive(text: str, others: Sequence[str], before: str) -> str | None:
    """`[prefix-,]start[,end]`, or None where the words stand elsewhere too."""
    words = _WORD.findall(text)
    if not words:
        return None
    for length in (_WORDS, 2 * _WORDS, 4 * _WORDS):
        start = " ".join(words[:length])
        if not any(_plain(start) in other for other in others):
            return ",".join([_encoded(start), *_end(words, length)])
    if len(words) <= 4 * _WORDS and before:
        prefix = " ".join(_WORD.findall(before)[-_CONTEXT:])
        joined = " ".join(words)
        if not any(_plain(f"{prefix} {joined}") in other for other in others):
            return f"{_encoded(prefix)}-,{_encoded(joined)}"
    return None


def _end(words: Sequence[str], taken: int) -> list[str]:
    """The last words, where there are enough beyond the start to mark an end by."""
    left = words[taken:]
    return [_encoded(" ".join(left[-_WORDS:]))] if len(left) > _WORDS else _rest(left)


def _rest(left: Sequence[str]) -> list[str]:
    return [_encoded(" ".join(left))] if left else []


def _plain(text: str) -> str:
    """As a browser compares: case and runs of white space make no difference."""
    return " ".join(text.casefold().split())


def _encoded(text: str) -> str:
    """Percent-encoded, the characters of the syntax (- , &) too."""
    return quote(" ".join(text.split()).encode("utf-8", "replace"), safe="").replace("-", "%2D")
