"""Offices where they stand in a text, by grammar: "the", words with capitals, a noun of office."""

import re
from functools import lru_cache

from sources.language.lexicon import (
    CAPITAL_ONLY,
    COLLECTIVES,
    ELSEWHERE,
    INSTITUTIONS,
    LETTER,
    NEEDS_MORE,
    OFFICE_ACRONYMS,
    OFFICE_FIELDS,
    OFFICE_MODIFIERS,
    OFFICE_NOUNS,
    OPENERS,
    SEATS,
    TITLES,
    TOLD_BY_TAIL,
    UPPER,
    WHOLE_OFFICES,
    WITH_ARTICLE,
)
from sources.language.name_forms import capitalised, is_given

_ARTICLE = re.compile(r"(?:[Tt]he|THE|[Oo]ur|An(?= (?:Leas-)?C)|[Yy]r?(?= [A-Z]))[ \u00a0]+")
_TOKEN = re.compile(rf"[{LETTER}\d](?:[{LETTER}\d]|[-/‑](?=[{LETTER}]))*")
_POSSESSIVE = re.compile(r"['’]s?(?=[ \u00a0])")
_GAP = re.compile(r"[ \u00a0]+")
_COMMA_OF_A_LIST = re.compile(r",[ \u00a0]+(?=\w+ and )")
_FIELD = rf"(?:{'|'.join(sorted(OFFICE_FIELDS, key=len, reverse=True))})(?![{LETTER}'’-])"
_OF_FIELD = (
    rf"[ \u00a0]+(?:of|for(?=[ \u00a0]+(?:the[ \u00a0]+)?[{UPPER}]))[ \u00a0]+"
    rf"(?:the[ \u00a0]+)?{_FIELD}"
    rf"(?:(?:,|[ \u00a0]and|[ \u00a0]&)?[ \u00a0]{_FIELD}){{0,4}}"
)
# A noun of office that needs to be told which has it behind: "the head of finance".
_WHICH_FOLLOWS = re.compile(rf"{_OF_FIELD}|[ \u00a0]+of[ \u00a0]+(?:the[ \u00a0]+)?[{UPPER}]")
_TAIL = re.compile(
    rf"[ \u00a0]+(?:of|for|to|with responsibility for)[ \u00a0]+"
    r"(?:the[ \u00a0]+(?:(?:new|whole|wider|local)[ \u00a0]+)?)?"
    rf"[{UPPER}][{LETTER}'’-]*"
    rf"(?:(?:,[ \u00a0]|[ \u00a0]+(?:and|&|of|for|the|of the|for the)[ \u00a0]+|[ \u00a0]+)"
    rf"[{UPPER}][{LETTER}'’-]*){{0,10}}"
    rf"|{_OF_FIELD}"
)
_TO = re.compile(r"[ \u00a0]+to\b")
# Those who are clerk "to" somebody; of others "to" begins something else.
_SERVES = re.compile(
    r"(?:clerk|advis[eo]r|assistant|auditor|engineer|secretary|solicitor|surveyor|treasurer)$",
    re.IGNORECASE,
)
_OWNER = re.compile(r"[ \u00a0](?:\S+[ \u00a0])?\S+['’]s\b.*$")
_WHOLE = re.compile(
    r"(?:(?:Deputy|Interim|Acting) )?"
    rf"(?:{'|'.join(sorted(WHOLE_OFFICES))}|[Ss](?:ection)?\.?\s?151 Officer)\b"
)
_SECOND_POST = re.compile(
    r"[ \u00a0]*(?:and|&|/)[ \u00a0]*"
    r"(?:RFO|Responsible Financ\w+ Officer|Proper Officer|Treasurer|Monitoring Officer|"
    r"Returning Officer|S(?:ection )?\.?\s?151 Officer|"
    r"(?:Cabinet|Executive|Lead|Portfolio) (?:Member|Holder))\b"
)
_CHAIR_ACTS = re.compile(r"\s+(?:of|asked|said)")
_CHAIR_AS_PLACE = re.compile(
    r"\b(?:took|take|taking|taken|in|vacated?|vacating|left|leave|through|into|resumed|assumed|"
    r"occup\w+|address\w*|from|to) the $",
    re.IGNORECASE,
)
_BARE_MAY_FOLLOW = re.compile(
    r"(?:^|[.;:!?•\n–-]\s*|[(\[]|, |\b(?:and|by|from|with|to|&) )[\"“‘']?$"
)
_CAPITAL_ONLY = NEEDS_MORE | CAPITAL_ONLY


def office_at(text: str, start: int) -> tuple[int, str] | None:
    """The end and the name of the office that begins here ("The Chief Finance Officer")."""
    article = _ARTICLE.match(text, start)
    if article is None and not _BARE_MAY_FOLLOW.search(text[max(0, start - 12) : start]):
        return None
    place = article.end() if article else start
    end = _acronym_end(text, place) or _noun_end(text, place, bare=article is None)
    if end is None or _is_place(text, place, end):
        return None
    end = _with_tail(text, end)
    name = re.sub(r"\s+", " ", text[place:end])
    if any(re.search(rf"(?<![\w-]){title}$|^{title}", name, re.IGNORECASE) for title in ELSEWHERE):
        return None
    return end, f"The {capitalised(name)}"


def _acronym_end(text: str, place: int) -> int | None:
    """The end of an office that is one word of capitals, or has "of" in its midst."""
    if match := _WHOLE.match(text, place):
        return match.end()
    match = _TOKEN.match(text, place)
    return match.end() if match and match.group() in OFFICE_ACRONYMS else None


def _noun_end(text: str, place: int, bare: bool) -> int | None:
    """The end of the first noun of office, with those that follow it at once."""
    words: list[str] = []
    end = None
    for word, stop in _tokens(text, place):
        if end is not None and not (word.casefold() in OFFICE_NOUNS and word[0].isupper()):
            # "Principal" may be all of an office, or begin one: "Principal Planning Officer".
            begins = words[-1].casefold() in OFFICE_MODIFIERS and word[0].isupper()
            longer = _noun_end(text, stop - len(word), bare) if begins else None
            return longer or (None if _names_a_body(word) else end)
        words.append(word)
        which = word.casefold() in TOLD_BY_TAIL and _WHICH_FOLLOWS.match(text, stop)
        if _is_noun(tuple(words), bare) or (which and (word[0].isupper() or not bare)):
            end = stop
        elif end is None and not _is_modifier(word, first=len(words) == 1):
            return None
        if len(words) > 7:
            break
    return end


def _tokens(text: str, place: int) -> list[tuple[str, int]]:
    """Words with where each ends, as long as only spaces and possessives part them."""
    tokens: list[tuple[str, int]] = []
    while (match := _TOKEN.match(text, place)) and len(tokens) < 9:
        tokens.append((match.group(), match.end()))
        place = match.end()
        if possessive := _POSSESSIVE.match(text, place):
            if match.group().casefold() in OFFICE_NOUNS:
                break
            place = possessive.end()
        gap = _GAP.match(text, place) or _COMMA_OF_A_LIST.match(text, place)
        if gap is None:
            break
        place = gap.end()
    return tokens


@lru_cache(maxsize=4096)
def _is_noun(words: tuple[str, ...], bare: bool) -> bool:
    word, before = words[-1], words[:-1]
    low = word.casefold()
    if word in OFFICE_ACRONYMS and before:
        return True
    if low not in OFFICE_NOUNS:
        return False
    if low == "member":
        return bool(before) and before[-1].casefold() in SEATS and word[0].isupper()
    if word[0].islower():
        return not bare and (low not in _CAPITAL_ONLY or bool(before))
    if low == "governor":
        return bool(before) or not bare
    return bool(before) or low not in NEEDS_MORE or (low in WITH_ARTICLE and not bare)


def _is_modifier(word: str, first: bool) -> bool:
    low = word.casefold()
    if word[0].isupper() or word[0].isdigit():
        return word not in TITLES and low not in OPENERS and low not in {"members", "officers"}
    return low in OFFICE_MODIFIERS or (not first and low in {"and", "&"})


def _names_a_body(word: str) -> bool:
    return word[0].isupper() and (
        word.casefold() in COLLECTIVES or (word.casefold() in INSTITUTIONS and not is_given(word))
    )


def _is_place(text: str, place: int, end: int) -> bool:
    """ "took the Chair" is no person, and neither is "the Head" without "of"."""
    low = text[place:end].casefold()
    if low == "chair" and _CHAIR_AS_PLACE.search(text[max(0, place - 20) : place]):
        return not _CHAIR_ACTS.match(text, end)
    return text[place:end] == "head" and not _TAIL.match(text, end)


def _with_tail(text: str, end: int) -> int:
    """The end with "of Finance" and "and Treasurer": one person's two posts are one office."""
    end = _tail_end(text, end)
    second = _SECOND_POST.match(text, end)
    return _tail_end(text, second.end()) if second else end


def _tail_end(text: str, end: int) -> int:
    match = _TAIL.match(text, end)
    if match is None or (
        _TO.match(match.group()) and not _SERVES.search(text[max(0, end - 12) : end])
    ):
        return end
    tail = match.group()
    if not re.fullmatch(_OF_FIELD, tail):  # "children's services" are a field, not a child's
        tail = _OWNER.sub("", tail)
    for part in re.finditer(r"[ \u00a0]+(?:and|&)[ \u00a0]+|,[ \u00a0]|[ \u00a0]+", tail):
        following = _TOKEN.match(tail, part.end())
        second = _SECOND_POST.match(tail, part.start())
        if second or (following and _ends_tail(following.group())):
            tail = tail[: part.start()]
            break
    tail = re.sub(r"(?:[ ,\u00a0]+(?:and|&|of|for|to|the|with responsibility for))+$", "", tail)
    return end + len(tail)


def _ends_tail(word: str) -> bool:
    return word in TITLES or word.casefold() in OFFICE_NOUNS or word in {"Chief", "Deputy", "Vice"}
