"""What a meeting corrected in the minutes that it confirmed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sources.language.sentences import Span, action_sentences
from storage.model import Item, Meeting
from storage.name_matching import fold

_CHANGE = r"(?:amendment|correction|alteration|change|addition|revision|erratum|errata)s?"
_CHANGING = (
    r"(?:amendment|correction|alteration|addition|inclusion|insertion|deletion|removal"
    r"|substitution|replacement|omission|rewording)s?"
)
_CHANGED = (
    r"(?:amended|corrected|altered|changed|deleted|removed|struck\s+out|replaced|substituted"
    r"|inserted|added|included|reworded|reinstated)"
)
# Something else that minutes are accepted subject to, or people who were not of the others' mind.
_NOT_A_CHANGE = (
    r"(?:no\b|any\b|there\s+being\s+no|the\s+chair\w*(?:['’]s)?\s+sign|signature|signing"
    r"|(?:the\s+)?(?:confirmation|approval|ratification|availability)\b)"
)
_QUALIFIED = re.compile(
    rf"\bsubject\s+to\s+(?!{_NOT_A_CHANGE})"
    r"|\bsav(?:e|ing)\s+(?:that|for|in)\b|\bexcept(?:ing)?\s+(?:that|for)\b"
    r"|\bwith\s+the\s+exception\s+of\b|\bother\s+than\b|\bapart\s+from\b|\bprovided\s+that\b"
    r"|(?<!\()\b(?:as|so|once|when|having\s+been)\s+(?:duly\s+|so\s+)?"
    r"(?:amended|corrected|altered|revised)\b"
    rf"|\bwith\s+(?!no\b|out\b|any\b)(?:[\w’'-]+\s+){{1,4}}?{_CHANGE}\b"
    rf"|\b(?<!no\s)(?<!without\s)(?<!any\s){_CHANGING}\s+(?:of|to|being|having|in)\b"
    rf"|\b(?:with\b[^.;]{{1,160}}?|being\s+)\b{_CHANGED}\b"
    r"|\b(?:amended|corrected)\s+(?:so\s+as\s+)?to\s+(?:read|show|state|say|reflect|include)\b",
    re.IGNORECASE,
)
_DISSENT = re.compile(r"\b(?:abstain\w*|dissent\w*|vot(?:ed|ing)|against)\b", re.IGNORECASE)
_OF_RECORD = re.compile(r"\bminutes?\b|\brecord\b|\bthey\b", re.IGNORECASE)
_LIMB = re.compile(r"[;,]\s*(?:and\s+)?(?=\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s)", re.IGNORECASE)

# "The following amendments:", "that amendment", with nothing about what it was.
_GENERAL = re.compile(
    r"(?:subject\s+to|with|after|following|as)?\s*(?:(?:the|that|those|these|this|an?|some|one|two"
    r"|three|four|several|few|\d+|minor|small|slight|textual|typographical|factual|following|above"
    r"|foregoing|aforementioned|said|agreed|proposed|necessary|other|and)[\s-]+)*"
    rf"(?:{_CHANGE}|amended|corrected)(?:\s+(?:above|below|as\s+follows|being\s+made|having\s+been"
    r"\s+made|(?:as\s+)?(?:set\s+out|listed|noted|proposed|detailed|made|agreed|recorded|raised|"
    r"shown)(?:\s+(?:above|below))?))*\s*(?:[.,;:–—-]|\b(?:and|the|be|were|by|at)\b|$)",
    re.IGNORECASE,
)
_TOLD = re.compile(r":\s+\w")
_AHEAD = re.compile(r"\b(?:following|these|below|as\s+follows)\b|:\s*$", re.IGNORECASE)

# A sentence that says what is to be corrected.
_SHOULD = re.compile(
    r"\b(?:should|ought\s+to|must|to)\s+(?:have\s+)?(?:read|said|say|state[d]?|refer(?:red)?"
    r"|show|shown|been\s+(?:recorded|shown|listed|included|attributed))\b"
    rf"|\b(?:should|to)\s+be\s+{_CHANGED}\b"
    r"|\bbe\s+(?:amended|corrected)\b|\b(?:replaced|substituted)\s+(?:by|with|for)\b"
    r"|\bfor\s+[“‘\"'][^”\"]{1,120}[”’\"']\s*,?\s*(?:read|substitute)\b"
    r"|\b(?:delete|insert|substitute|replace)\s+(?:the\s+|“|‘|\"|')"
    r"|\bomitted\s+from\s+(?:the\s+)?(?:list|attendance|minutes|those)\b"
    r"|\b(?:incorrectly|wrongly)\s+(?:recorded|shown|listed|stated|attributed|spelt|named)\b"
    r"|\bmis-?(?:spelt|spelled|recorded|quoted|attributed)\b"
    r"|\btypographical\s+error|\bclerical\s+error|\brather\s+than\s+[“‘\"']",
    re.IGNORECASE,
)
_NUMBER = r"\d{1,4}(?:[./]\d{1,4})*(?:\(\w{1,3}\)|[a-z]\b)?"
_REFERENCE = re.compile(
    r"\b(?:minute|min\.|item|paragraph|para\.?|section|resolution|point|page|line)s?\s*"
    rf"(?:no\.?|number|nos\.?)?\s*{_NUMBER}",
    re.IGNORECASE,
)
_OF_MINUTES = re.compile(
    r"\b(?:minutes?|attendance|attendees|apologies|those\s+present|page|line)\b", re.IGNORECASE
)
_REFUSED = re.compile(
    r"\b(?:not\s+(?:accepted|agreed|supported|carried)|reject\w*|declined|refused|disagreed"
    r"|withdr[ae]wn?|(?:was|were)\s+lost|fell|defeated|did\s+not\s+(?:agree|accept))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that say a correction: `[start, end)` of a paragraph of an item, by its index."""

    paragraph: int
    start: int
    end: int


def qualified(text: str) -> Span | None:
    """The sentence that confirms minutes subject to a correction; None where nothing is said of
    one. What else they are subject to (the signature, a vote) is none."""
    for sentence in action_sentences(text):
        if any(_qualifier(limb) for limb in _LIMB.split(text[sentence.start : sentence.end])):
            return sentence
    return None


def _qualifier(limb: str) -> str:
    """What a sentence, or a part of a list in it, says of a correction: from its first word on;
    "" where it says nothing of one, or nothing of minutes."""
    found = _QUALIFIED.search(limb) if _OF_RECORD.search(limb) else None
    if found is None or _DISSENT.search(limb, found.start()):
        return ""
    return limb[found.start() :]


def corrections(item: Item, confirming: int, titled: bool) -> tuple[Passage, ...]:
    """What was corrected in the minutes that a paragraph of an item confirms, in the order in
    which it is said; `titled` where the item is about the minutes alone.

    It may stand in the paragraph itself, in those before it ("subject to that amendment") or in a
    list after it ("with the following amendments:"). At the least it is the sentence that says
    that there was one.
    """
    texts = [paragraph.text for paragraph in item.paragraphs]
    own = texts[confirming]
    sentence = qualified(own)
    if sentence is None:
        return tuple(_proposed(texts, confirming, titled))
    words = own[sentence.start : sentence.end]
    said = next(filter(None, map(_qualifier, _LIMB.split(words))))
    end = _listed_within(own, sentence, titled)
    here = Passage(confirming, sentence.start, end)
    told = _TOLD.search(said) or _SHOULD.search(said)
    if told or end > sentence.end or not _GENERAL.match(said):
        return (here,)
    ahead = _AHEAD.search(said) or own.rstrip().endswith(":")
    after, before = _list_after(texts, confirming), _before(texts, confirming)
    return tuple(after or before if ahead else before or after) or (here,)


def _listed_within(text: str, sentence: Span, titled: bool) -> int:
    """Where a list of corrections that begins in a sentence ends, within the paragraph."""
    end, belongs = sentence.end, _is_entry if titled else _names_minutes
    for one in action_sentences(text):
        if one.start >= end and belongs(text[one.start : one.end]):
            end = one.end
        elif one.start >= end:
            break
    return end


def _is_entry(text: str) -> bool:
    return bool(_SHOULD.search(text) or _REFERENCE.match(text.lstrip(" \t-–•*([")))


def _list_after(texts: Sequence[str], confirming: int) -> list[Passage]:
    """A list of corrections in the paragraphs after one; after a colon the first is of it."""
    found: list[Passage] = []
    opened = texts[confirming].rstrip().endswith(":")
    for place in range(confirming + 1, len(texts)):
        if not (_is_entry(texts[place]) or (opened and not found)):
            break
        found.append(Passage(place, 0, len(texts[place])))
    return found


def _before(texts: Sequence[str], confirming: int) -> list[Passage]:
    """The corrections that were put forward in the paragraphs before one."""
    said = (_put_forward(texts[place], place) for place in range(confirming))
    return [passage for passage in said if passage]


def _proposed(texts: Sequence[str], confirming: int, titled: bool) -> Iterator[Passage]:
    """Corrections beside a paragraph that itself speaks of none: in other sentences of it, before
    it, or right after it. Only what names the minutes counts, and nothing that was refused."""
    last = confirming + 1
    while titled and last < len(texts) and _names_minutes(texts[last]):
        last += 1
    for place in range(0 if titled else confirming, last if titled else confirming + 1):
        if _names_minutes(texts[place]) and not _REFUSED.search(texts[place]):
            passage = _put_forward(texts[place], place)
            if passage:
                yield passage


def _names_minutes(text: str) -> bool:
    return any(
        _SHOULD.search(text, one.start, one.end)
        and (
            _REFERENCE.search(text, one.start, one.end)
            or _OF_MINUTES.search(text, one.start, one.end)
        )
        for one in action_sentences(text)
    )


def _put_forward(text: str, place: int) -> Passage | None:
    """The sentences of a paragraph from the first to the last that says a correction."""
    found = [one for one in action_sentences(text) if _SHOULD.search(text, one.start, one.end)]
    if not found or _REFUSED.search(text):
        return None
    return Passage(place, found[0].start, found[-1].end)


# Which paragraphs of earlier minutes a correction means, by the numbers and words it names.


Place = tuple[int, int]  # item and paragraph by index

_MOST = 20  # numbers and quotations of one correction
_BEFORE = 60  # characters before a quotation that say what it is

_PARAGRAPH_NUMBER = r"\d{1,4}(?:[./]\d{1,4})*(?:\(\w{1,3}\)|[a-z]\b)?"
_NO = r"\s*(?:no\.?\s*|number\s+)?"
_PARAGRAPH = r"(?:(?:sub-?)?paragraph|para\.?)"
_MINUTE = r"(?:minute|min\.|item|resolution|section)"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINAL = rf"(?P<nth>{'|'.join(_ORDINALS)}|last|final)\s+paragraph"
_NAMED = re.compile(
    rf"\b(?:{_ORDINAL}|{_PARAGRAPH}{_NO}(?P<p>{_PARAGRAPH_NUMBER}))\s*,?\s*(?:of|in|under|to)\s+"
    rf"(?:the\s+)?{_MINUTE}{_NO}(?P<m>{_PARAGRAPH_NUMBER})"
    rf"|\b{_MINUTE}{_NO}(?P<m2>{_PARAGRAPH_NUMBER})\s*[,–—-]?\s*"
    rf"(?:\(?{_PARAGRAPH}{_NO}\(?(?P<p2>{_PARAGRAPH_NUMBER})\)?|\((?P<p3>\w{{1,3}})\))"
    rf"|\b(?:{_MINUTE}|{_PARAGRAPH}|point)s?{_NO}(?P<any>{_PARAGRAPH_NUMBER})",
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
    for start, end in action_sentences(text):
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
