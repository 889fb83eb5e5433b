"""What an entry's words point to: the words before it that say what is meant.

"undertook to send it by 6 February" says little by itself; nor does "GRANTED". Rows of
`anaphora.toml` say which entries do not, and what kind of words each points to.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sources.language.sentences import Span, action_sentences
from sources.rules import says
from storage.model import Meeting

LONGEST = 400  # characters of what is shown before an entry
PARAGRAPHS = 6  # before that of the entry, which may say what is meant
_NEAR = 3000  # characters before an entry that are looked through
_KINDS = ("motion", "verdict", "sentence")
_LEAD_IN = 5  # words that a sentence has before the entry in it, from which they say enough


class Antecedent(NamedTuple):
    """Words that say what is meant: `text[start:end]` of the paragraph that stands `back` before
    the entry's own, which is 0."""

    back: int
    start: int
    end: int


@lru_cache(maxsize=4096)
def points_elsewhere(words: str) -> str | None:
    """Return what kind of words before it an entry points to; None where it can be understood by
    its own."""
    return next((kind for kind in _KINDS if says("anaphora", kind, words.strip())), None)


def antecedent(before: Sequence[str], text: str, start: int, end: int) -> Antecedent | None:
    """Return what the entry `text[start:end]` points to, in its paragraph or those `before` it in
    the item; None where it points nowhere, or nothing stands there."""
    kind = points_elsewhere(text[start:end])
    if kind is None:
        return None
    spans = _sentences_before(text, start)
    if spans and text[spans[-1].end : start].strip() == "" and not _ends(text[slice(*spans[-1])]):
        if len(text[slice(*spans[-1])].split()) >= _LEAD_IN or (len(spans) == 1 and not before):
            return Antecedent(0, spans[-1].start, spans[-1].end)
        lead_in = spans.pop()
        start = lead_in.start
    if kind == "motion" and (moved := _moving(before, text, spans)):
        return moved
    if spans:
        return Antecedent(0, *_back_from(text, spans))
    return _in_paragraphs(before)


def antecedents(meeting: Meeting) -> Iterator[tuple[str, bool]]:
    """Return the words that each certain entry of a meeting points to, none where it needs none,
    and whether they stand in another paragraph."""
    for item in meeting.items:
        texts = [paragraph.text for paragraph in item.paragraphs]
        for n, paragraph in enumerate(item.paragraphs):
            for action in filter(lambda action: action.certain, paragraph.actions):
                before = texts[max(0, n - PARAGRAPHS) : n]
                place = antecedent(before, paragraph.text, action.start, action.end)
                text = texts[n - place.back][place.start : place.end] if place else ""
                yield text, place is not None and place.back > 0


def _sentences_before(text: str, end: int) -> list[Span]:
    """The sentences of `text[:end]`, as far back as anything may be taken from."""
    start = max(0, end - _NEAR)
    spans = [Span(a + start, b + start) for a, b in action_sentences(text[start:end])]
    return spans[1:] if start and len(spans) > 1 else spans


def _ends(sentence: str) -> bool:
    return sentence.rstrip("\"”’')]").endswith((".", "?", "!", ":", ";"))


def _back_from(text: str, spans: Sequence[Span]) -> Span:
    """The last sentence, with those before it while it points elsewhere itself."""
    first = len(spans) - 1
    while first and points_elsewhere(text[slice(*spans[first])]):
        if spans[-1].end - spans[first - 1].start > LONGEST:
            break
        first -= 1
    return Span(spans[first].start, spans[-1].end)


def _moving(before: Sequence[str], text: str, spans: Sequence[Span]) -> Antecedent | None:
    """The nearest sentence that moves something."""
    for span in reversed(spans):
        if says("anaphora", "moving", text[slice(*span)]):
            return Antecedent(0, *span)
    for back, earlier in _nearest(before):
        for span in _sentences_before(earlier, len(earlier)):
            if says("anaphora", "moving", earlier[slice(*span)]):
                return Antecedent(back, *span)
    return None


def _in_paragraphs(before: Sequence[str]) -> Antecedent | None:
    """The nearest paragraph that tells something, as much of its end as may be shown."""
    for back, earlier in _nearest(before):
        if _tells(earlier):
            return _end_of(back, earlier)
    return next((_end_of(back, earlier) for back, earlier in _nearest(before)), None)


def _nearest(before: Sequence[str]) -> Iterator[tuple[int, str]]:
    return enumerate(reversed(before[-PARAGRAPHS:]), 1)


def _tells(words: str) -> bool:
    silent = ("field", "heading", "verdict")
    return not (
        says("motions", "verdict", words) or any(says("anaphora", k, words) for k in silent)
    )


def _end_of(back: int, text: str) -> Antecedent:
    spans = _sentences_before(text, len(text)) or [Span(0, len(text))]
    fitting = [span for span in spans if spans[-1].end - span.start <= LONGEST]
    return Antecedent(back, (fitting or spans[-1:])[0].start, spans[-1].end)
