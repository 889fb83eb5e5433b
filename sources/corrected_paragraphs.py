"""Which paragraphs of earlier minutes a correction means, by the numbers and words it names."""

import re
from collections.abc import Iterator
from itertools import islice

from sources.undertakings.sentences import sentences
from storage.plain import fold
from storage.records import Meeting

Place = tuple[int, int]  # item and paragraph by index

_MOST = 20  # numbers and quotations of one correction
_BEFORE = 60  # characters before a quotation that say what it is

_NUMBER = r"\d{1,4}(?:[./]\d{1,4})*(?:\(\w{1,3}\)|[a-z]\b)?"
_NO = r"\s*(?:no\.?\s*|number\s+)?"
_PARAGRAPH = r"(?:(?:sub-?)?paragraph|para\.?)"
_MINUTE = r"(?:minute|min\.|item|resolution|section)"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINAL = rf"(?P<nth>{'|'.join(_ORDINALS)}|last|final)\s+paragraph"
_NAMED = re.compile(
    rf"\b(?:{_ORDINAL}|{_PARAGRAPH}{_NO}(?P<p>{_NUMBER}))\s*,?\s*(?:of|in|under|to)\s+"
    rf"(?:the\s+)?{_MINUTE}{_NO}(?P<m>{_NUMBER})"
    rf"|\b{_MINUTE}{_NO}(?P<m2>{_NUMBER})\s*[,–—-]?\s*"
    rf"(?:\(?{_PARAGRAPH}{_NO}\(?(?P<p2>{_NUMBER})\)?|\((?P<p3>\w{{1,3}})\))"
    rf"|\b(?:{_MINUTE}|{_PARAGRAPH}|point)s?{_NO}(?P<any>{_NUMBER})",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"“([^”]{2,300})”|\"([^\"]{2,300})\""
    r"|‘((?:[^‘’]|’(?=\w)){2,300})’(?!\w)|(?<!\w)'((?:[^']|'(?=\w)){2,300})'(?!\w)"
)
# Before the words that stand in the minutes, not those that come instead.
_OLD = re.compile(
    r"\b(?:rather\s+than|instead\s+of|in\s+place\s+of|in\s+lieu\s+of|not|for|after|before|following"
    r"|replac(?:e|ing)|delet(?:e|ing|ion\s+of)|remov(?:e|ing|al\s+of))"
    r"(?:\s+(?:the|a|words?|phrase|figures?|sentence|reference|to))*\s*$",
    re.IGNORECASE,
)


def corrected_paragraphs(correction: str, meeting: Meeting) -> tuple[Place, ...]:
    """The paragraphs of a meeting that the words of a correction mean; none where that cannot be
    told for certain."""
    plain = {
        (i, n): f" {_plain(paragraph.text)} "
        for i, item in enumerate(meeting.items)
        for n, paragraph in enumerate(item.paragraphs)
    }
    found: dict[Place, None] = {}
    for part in _parts(correction):
        found |= dict.fromkeys(_meant(part, meeting, plain))
    return tuple(found)


def _parts(text: str) -> Iterator[str]:
    """One correction each: a sentence, or a part of it between semicolons outside quotations."""
    for start, end in sentences(text):
        quoted = [match.span() for match in _QUOTED.finditer(text, start, end)]
        at = start
        for mark in re.finditer(";", text[start:end]):
            place = start + mark.start()
            if not any(first < place < last for first, last in quoted):
                yield text[at:place]
                at = place + 1
        yield text[at:end]


def _meant(part: str, meeting: Meeting, plain: dict[Place, str]) -> list[Place]:
    """What one correction means: the paragraph with its words, within those with its number."""
    numbered = [_numbered(named, meeting) for named in islice(_NAMED.finditer(part), _MOST)]
    within = {place for places in numbered for place in places}
    for words in _quoted(part):
        standing = [place for place, text in plain.items() if f" {words} " in text]
        standing = [place for place in standing if place in within] if within else standing
        if len(standing) == 1:
            return standing
        if standing:
            return []
    return [place for places in numbered if len(places) == 1 for place in places]


def _quoted(part: str) -> list[str]:
    """The words that a correction quotes, in plain form, those that the minutes had first."""
    old: list[str] = []
    others: list[str] = []
    for quotation in islice(_QUOTED.finditer(part), _MOST):
        words = _plain(next(filter(None, quotation.groups())))
        start = quotation.start()
        (old if _OLD.search(part, max(0, start - _BEFORE), start) else others).append(words)
    return [words for words in (*old, *others) if words]


def _numbered(named: re.Match[str], meeting: Meeting) -> list[Place]:
    """The paragraphs that a number means: those of its item, or the one that bears it."""
    minute = named["m"] or named["m2"]
    if not minute:
        return _either(named["any"], meeting)
    if named["p3"] and (whole := _either(f"{minute}({named['p3']})", meeting)):
        return whole
    places = _of_item(minute, meeting)
    if named["nth"]:
        return _nth(named["nth"].casefold(), places)
    number = named["p"] or named["p2"] or named["p3"]
    bearing = [(i, n) for i, n in places if _same(meeting.items[i].paragraphs[n].number, number)]
    return bearing or (places[int(number) - 1 : int(number)] if number.isdecimal() else [])


def _nth(ordinal: str, places: list[Place]) -> list[Place]:
    if ordinal in _ORDINALS:
        at = _ORDINALS.index(ordinal)
        return places[at : at + 1]
    return places[-1:]


def _either(number: str, meeting: Meeting) -> list[Place]:
    return [*_of_item(number, meeting), *_bearing(number, meeting)]


def _of_item(number: str, meeting: Meeting) -> list[Place]:
    return [
        (i, n)
        for i, item in enumerate(meeting.items)
        if _same(item.number, number)
        for n in range(len(item.paragraphs))
    ]


def _bearing(number: str, meeting: Meeting) -> list[Place]:
    return [
        (i, n)
        for i, item in enumerate(meeting.items)
        if not _same(item.number, number)
        for n, paragraph in enumerate(item.paragraphs)
        if _same(paragraph.number, number)
    ]


def _same(number: str | None, named: str) -> bool:
    return number is not None and number.strip(" .()").casefold() == named.strip(" .()").casefold()


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
