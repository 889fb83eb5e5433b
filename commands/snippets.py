"""A stretch of a paragraph around what was found, for where there is no room for the whole."""

from collections.abc import Sequence

LENGTH = 200  # characters, about


def snippet(text: str, highlights: Sequence[tuple[int, int]], length: int = LENGTH) -> str:
    """The stretch of about `length` characters with the most matches, cut at words, with an
    ellipsis at each end that is not the paragraph's own."""
    if len(text) <= length * 1.25:
        return text
    start = _start(text, highlights, length)
    end = min(len(text), start + length)
    if end < len(text):
        end = (
            text.rfind(" ", start + length // 2, end)
            if " " in text[start + length // 2 : end]
            else end
        )
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


def _start(text: str, highlights: Sequence[tuple[int, int]], length: int) -> int:
    """Where the window with the most matches begins, with some words before the first."""
    best = max(
        (start for start, _ in highlights),
        key=lambda s: (sum(s <= a and b <= s + length for a, b in highlights), -s),
        default=0,
    )
    wished = max(0, min(best - length // 4, len(text) - length))
    if wished == 0:
        return 0
    space = text.find(" ", wished, best)
    return space + 1 if space >= 0 else wished
