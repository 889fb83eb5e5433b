"""Where the words of a question stand in a paragraph."""

from collections.abc import Callable, Iterator, Sequence

from storage.search.wanted import Term
from storage.words import words

Marks = tuple[tuple[int, int], ...]


def highlighter(terms: Sequence[Term]) -> Callable[[str], Marks]:
    """What tells where the telling words of a question stand in a text: `[start, end)` in order,
    none overlapping."""
    forms = [form for term in terms if not term.light for form in term.forms]
    exact = {form.words for form in forms if form.exact}
    inflected = {form.stems for form in forms if not form.exact}

    def highlights(text: str) -> Marks:
        found = words(text)
        plain, stems = [word.plain for word in found], [word.stem for word in found]
        runs = [*_runs(plain, exact), *_runs(stems, inflected)]
        return _apart({(found[start].start, found[end - 1].end) for start, end in runs})

    return highlights


def _runs(said: Sequence[str], wanted: set[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Where any of these stand word after word: the place of the first, that after the last."""
    for form in wanted:
        if form[0] in said:
            for start, word in enumerate(said):
                end = start + len(form)
                if word == form[0] and tuple(said[start:end]) == form:
                    yield start, end


def _apart(marks: set[tuple[int, int]]) -> Marks:
    """The first and longest of those that overlap."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
