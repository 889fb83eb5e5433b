"""Where the words of a question stand in a paragraph."""

from collections.abc import Iterator, Sequence

from storage.search.wanted import Term
from storage.words import words


def highlights(text: str, terms: Sequence[Term]) -> tuple[tuple[int, int], ...]:
    """Where the telling words of a question stand in a text: `[start, end)`, none overlapping."""
    found = words(text)
    plain, stems = [word.plain for word in found], [word.stem for word in found]
    marks = {
        (found[start].start, found[end - 1].end)
        for term in terms
        if not term.light
        for form in term.forms
        for start, end in _runs(*((plain, form.words) if form.exact else (stems, form.stems)))
    }
    kept: list[tuple[int, int]] = []
    for start, end in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _runs(said: Sequence[str], wanted: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where these words follow one another: the place of the first, and that after the last."""
    if wanted[0] in said:
        for start, word in enumerate(said):
            end = start + len(wanted)
            if word == wanted[0] and tuple(said[start:end]) == wanted:
                yield start, end
