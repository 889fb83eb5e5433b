"""What the body is called whose minutes they are, and the meeting: from the head of the minutes."""

import itertools
import re
from collections.abc import Sequence

from sources.dates import find_date
from sources.readers.blocks import Block, tidy
from sources.structure.head_words import WORDS, any_of, labelled, split_columns

_BODY = any_of(WORDS["body"]["nouns"])
_PLACE = rf"\b{any_of(WORDS['body']['places'])}\s+of\s+\w"
_NARROW = re.compile(
    r"\b(?:panel|committee|board|governing body|governors|forum|cabinet|group|"
    r"partnership|pwyllgor|bwrdd|commission|trustees)\b",
    re.IGNORECASE,
)
HAS_BODY = re.compile(rf"\b{_BODY}\b|{_PLACE}", re.IGNORECASE)
# A name ends in what the body is, or goes on with what it is of or for.
_SHAPED = re.compile(
    rf"\b{_BODY}(?:$|\s+(?:\(|(?:of|for|on|to|in|and)\b|[–—-]\s))|{_PLACE}", re.IGNORECASE
)
_ENDS_AS_BODY = re.compile(rf"\b{_BODY}(?:\s+\([^)]*\))?$", re.IGNORECASE)
_KIND = (
    r"(?:(?:ordinary|annual(?:\s+general)?|extraordinary|special|monthly|"
    r"informal|shadow|private|public|termly|"
    r"quarterly|regular|virtual|remote|inaugural|confirmation|emergency|budget|"
    r"additional|adjourned|autumn|spring|summer|term|january|february|march|april|may|june|july|"
    r"august|september|october|november|december)\s+)"
)
_OF = re.compile(
    r"(?:\b(?:draft\s+)?(?:minutes|cofnodion|record|notes)\b(?:\s*[:–—-])?\s*(?:(?:of|from|for|o)\b)?"
    r"|^(?:at\b)?(?=.{0,60}\bmeeting\s+of\b))\s*(?:(?:the\s+)?proceedings\s+(?:of|at)\b\s*)?"
    r"(?:(?:a|an|the)\b)?\s*(?:cyfarfod\s+)?"
    rf"(?P<kind>{_KIND}*)(?:(?P<sort>(?:parish\s+|full\s+)?council\s+)?meeting|"
    rf"(?P<agm>AGM))?\s*(?:(?:of|for|o)\b)?\s*(?:the\s+)?(?P<panel>[A-Z][^.;]*?)??"
    r"\s*(?:,?\s*(?:\b(?:which\s+was\s+|was\s+)?(?:held|commenc|conven|meeting\s+held|"
    r"a\s+gynhaliwyd|on\b|at\b|in\b)|[–—-]\s|,\s*\w+day\b|$))",
    re.IGNORECASE,
)
_SPECIAL = re.compile(
    r"\b(?P<kind>annual general|annual(?:\s+parish)?|extraordinary|special|inaugural|"
    r"confirmation|emergency)\s+(?:\w+\s+){0,2}?meeting\b",
    re.IGNORECASE,
)
# What sort of meeting it calls itself. Some words say so with others before "meeting" ("Special
# Council Meeting"); the rest are of everyday use and count right before it, or before the body.
_SORT = re.compile(
    r"\b(?P<far>annual (?:general|parish|town)|annual|extraordinary(?: general)?|special|"
    r"emergency|urgent|inaugural|confirmation)\s+(?:\w+\s+){0,2}?(?:meeting|hearing|session)\b"
    r"|\b(?P<near>ordinary|regular|private|closed|confidential|public|open|informal|adjourned|"
    r"reconvened|resumed|joint|additional|budget)\s+(?:(?:board|council|committee|panel)\s+)?"
    r"(?:meeting|hearing|session)\b"
    r"|\bheld in (?P<held>public|private)\b"
    r"|^(?P<first>special|extraordinary|annual|emergency|additional|joint|adjourned)"
    r"(?:\s+meeting)?\s*,\s|\((?P<aside>special|extraordinary|emergency|private|adjourned)\)",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\b(?:(?P<annual>AGM)|EGM)\b")
HELD = re.compile(r"\bheld\b|a gynhaliwyd", re.IGNORECASE)
_MINUTES = re.compile(r"\b(?:minutes|cofnodion|notes)\b", re.IGNORECASE)
_SAYS_MEETING = re.compile(
    rf"{_MINUTES.pattern}|^(?:at\s+)?(?:an?\s+|the\s+)?{_KIND}*meeting\s+of\b", re.IGNORECASE
)
_GOES_ON = re.compile(r"(?:of|and|for|&)\b", re.IGNORECASE)
_PREFIX = re.compile(
    r"^(?:.*\b(?:meeting|proposal|shadow|informal|special|extraordinary)\b[^,]*|"
    r"\([^)]*\)|moved from[^,]*|draft[^,]*)\s*,\s*(?=[A-Z])|^(?:\([^)]*meeting\)\s*)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\s*,\s*(?:CANCELLED|MOVED|WITHDRAWN|POSTPONED|NEW)\s*$")
_BEFORE_DAY = re.compile(
    rf"(?P<name>.+)(?: - |\s[–—]\s(?={_KIND}*meeting\b))(?:{_KIND}*meeting\b)?"
    r"\W*(?:\w*day\b,?\s*)?$",
    re.IGNORECASE,
)
_PAGE_NAME = re.compile(
    r"^(?:agenda(?:,? (?:decisions )?and (?:draft )?(?:minutes|decisions))?(?: for)?|"
    r"meeting documents|agenda item|minutes|draft minutes|decision details|issue - "
    r"meetings|printed minutes|agenda, decisions and minutes)$",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"^{_KIND}?\b\d{{4}}\s+(?=\S)|\s*[,–—-]?\s*{_KIND}\d{{4}}$"
    r"|\s+[–—-]\s+(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december)$",
    re.IGNORECASE,
)
_MEETING_AFTER = re.compile(rf"(.*?\b{_BODY})\s+meeting\b\s+\w", re.IGNORECASE)
_LAST_WORDS = re.compile(
    rf"\s*[,–—-]?\s*(?:(?:['’]s?\s+)?(?:draft\s+)?{_KIND}*(?:minutes|meeting minutes|"
    r"meeting)(?:\s+of\s+(?:the\s+)?meeting)?\s*[–—-]?\s*)+$",
    re.IGNORECASE,
)
_OTHER_LINE = re.compile(
    r"^(?:present|apologies|in attendance|also|venue|held|contact|chair|clerk|at\b|in\b)|"
    r"[:@]|\bchamber\b|\bhall\b|\.\s+\w",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:council|school|academy|college|trust|nhs|hospital|university|authority|board|fund|"
    rf"commissioners|{any_of(WORDS['body']['places'])} of|association|society|federation|"
    r"church|parish|charity|foundation|cyngor|ysgol)\b",
    re.IGNORECASE,
)
_COMMON = frozenset(WORDS["body"]["common"])

_WHOLE = ("council", "full council", "parish council", "town council")
_SMALL = {"and", "of", "the", "for", "in", "on", "with", "to", "a", "y", "yr", "a’r"}


def panel_name(text: str) -> str:
    """A body's name for a person to read: one in capitals is given capital letters as names
    have; a note or the kind of meeting before it is taken off."""
    name = _SUFFIX.sub("", tidy(text)).strip(" .,:–—-").removesuffix("'").removesuffix("’")
    return _from_capitals(name) if name.isupper() else name


def read_names(blocks: Sequence[Block]) -> tuple[str | None, str | None]:
    """The panel's name and the meeting's title."""
    texts = [line for text in split_columns(blocks) if (line := tidy(text))]
    if named := _from_label(blocks, texts):
        return named
    headed = _before_dates(texts)
    own = next((name for name in headed if not _is_common(name)), None)
    if own:
        return panel_name(_strip_prefix(own)), panel_name(own)
    kind = next((m["kind"] for t in texts if len(t) < 300 and (m := _SPECIAL.search(t))), None)
    panel = _from_sentence(texts) or _from_lines(texts) or next(iter(headed), None)
    if panel is None:
        return None, None
    panel = _with_institution(panel_name(_without_last_words(panel)), texts)
    if not kind:
        return panel, panel
    return panel, f"{kind.title()} Meeting of {panel}"


def _from_label(blocks: Sequence[Block], texts: Sequence[str]) -> tuple[str, str] | None:
    """The body beside a label, with the one that it belongs to before it, and the title that the
    label gives: "Ashford School Board of Governors: Business Committee", "Business Committee". A
    name that shares words with that one stands alone."""
    for block in blocks:
        for said in labelled(block, "body"):
            name = _without_last_words(said).strip(" .,:;–—-")
            if HAS_BODY.search(name) and reads_as_name(name):
                title, above = panel_name(name), _institution(texts)
                alone = above is None or _own_words(above) & _own_words(name)
                return title if alone else f"{above}: {title}", title
    return None


def _without_last_words(name: str) -> str:
    """A name without "Minutes" or "Meeting" at its end, where what is left still names a body:
    "Ashford Parish Meeting" is one."""
    bare = _LAST_WORDS.sub("", name)
    return bare if HAS_BODY.search(bare) or not HAS_BODY.search(name) else name


def reads_as_name(text: str) -> bool:
    """Whether every word may be of a body's name: it has a capital, or is small or common. The
    people of a body alone ("Trustees") head a list."""
    words = re.findall(r"[^\W_][\w’'-]*", text)
    return (
        0 < len(words) <= 16
        and text.strip(" .:").casefold() not in WORDS["body"]["people"]
        and all(
            w[0].isupper() or w[0].isdigit() or w in _SMALL or w.casefold() in _COMMON
            for w in words
        )
        and not words[0][0].isdigit()
    )


def names_a_body(line: str) -> bool:
    """Whether a line says no more than what a body is called."""
    name = line.strip(" .:")
    return bool(_ENDS_AS_BODY.search(name) and reads_as_name(name)) and not _OTHER_LINE.search(name)


def read_kind(texts: Sequence[str], panel: str | None) -> str | None:
    """What sort of meeting the head of the minutes says it was, in small letters ("annual",
    "private"); None where it says nothing. Words of the panel's own name say nothing of it."""
    for text in texts:
        if len(text) >= 300:
            continue
        rest = re.sub(re.escape(panel), "", text, flags=re.IGNORECASE) if panel else text
        if match := _SORT.search(rest):
            return str(next(filter(None, match.groups()))).lower()
        if short := _SHORT.search(text):
            return "annual general" if short["annual"] else "extraordinary general"
    return None


def _before_dates(texts: Sequence[str]) -> list[str]:
    """The bodies that stand before a dash and the day: "Harbour Panel - Friday, 8 April 2022",
    "Ashford Council – Special Meeting Friday 8 April 2022"."""
    names = []
    for text in texts:
        found = find_date(text)
        before = _BEFORE_DAY.match(text[: found.start]) if found else None
        if before is None:
            continue
        name = _without_last_words(_SUFFIX.sub("", before["name"])).strip(" ,.–—-")
        if HAS_BODY.search(name) and len(name) < 200 and not HELD.search(name):
            names.append(name)
    return names


def _strip_prefix(name: str) -> str:
    bare = _PREFIX.sub("", name)
    return bare if HAS_BODY.search(bare) else name


def _from_sentence(texts: Sequence[str]) -> str | None:
    """The body that "Minutes of a meeting of the X held …" names, also over several lines."""
    for i, text in enumerate(texts):
        if not _SAYS_MEETING.search(text) or _PAGE_NAME.match(text) or len(text) > 500:
            continue
        below = texts[i + 1] if i + 1 < len(texts) else ""
        for lines in (2, 3) if _GOES_ON.match(below) else (1, 2, 3):
            match = _OF.search(" ".join(texts[i : i + lines]))
            name = (match["panel"] or "").strip(" ,–—-") if match else ""
            if goes_on := _MEETING_AFTER.match(name):  # "Parish Council Meeting following the …"
                name = goes_on[1]
            fits = len(name.split()) <= 14 and reads_as_name(name) and not find_date(name)
            if fits and HAS_BODY.search(name):
                return name
    return None


def _from_lines(texts: Sequence[str]) -> str | None:
    """The line of the head that names a body: of several at its top the last, which is the
    narrowest; a committee rather than the council over it."""
    lines = [_bare_line(t) for t in texts[:15] if len(t) < 120 and not _PAGE_NAME.match(t)]
    named = [
        t
        for t in lines
        if _SHAPED.search(t) and reads_as_name(t) and not _OTHER_LINE.search(t) and not find_date(t)
    ]
    run = list(itertools.takewhile(lambda t: t in named and _ENDS_AS_BODY.search(t), lines))
    if named and not _ENDS_AS_BODY.search(named[0]):  # a place, over the body that governs it
        run = [t for t in named[1:] if _ENDS_AS_BODY.search(t) and _is_common(t)][:1]
    named = run[::-1] or named
    return next((t for t in named if _NARROW.search(t)), named[0] if named else None)


def _bare_line(text: str) -> str:
    """A line without "Minutes of" before it, and without what meeting and day after it."""
    line = re.sub(
        r"^(?:draft\s+)?minutes\s+(?:(?:of|for)\s+)?(?:the\s+)?",
        "",
        _without_last_words(_MONTH.sub("", _without_day(text)).strip(" .,:–—-")),
        flags=re.IGNORECASE,
    )
    line = line.strip(" .,:–—-")
    whole = re.sub(rf"^{_KIND}", "", line, flags=re.IGNORECASE)
    return whole if whole.casefold() in _WHOLE else line


def _without_day(text: str) -> str:
    """The words before a day that ends the line, or after one that begins it: "Pension Board
    meeting 3 May 2022", "2022-05-03 Pension Board"."""
    found = find_date(text)
    if found is not None and not text[: found.start].strip():
        return text[found.end :].strip(" :,–—-")
    ends = found is not None and found.end >= len(text.rstrip(" ."))
    return re.sub(r"\s*\b\w+day,?\s*$", "", text[: found.start]) if found and ends else text


def _with_institution(panel: str, texts: Sequence[str]) -> str:
    """A committee named like any other, with the body that it belongs to before it.

    "Finance Committee" under "LITTLE WENLOW PARISH COUNCIL" is of that council; a name with words
    of its own, such as a place, stands alone.
    """
    if longer := _longer_name(panel, texts):
        return panel_name(longer)
    if not _is_common(panel):
        return panel
    if line := _institution(texts):
        return line if panel.casefold() in _WHOLE else f"{line} {panel}"
    return panel


def _institution(texts: Sequence[str]) -> str | None:
    """The line at the top that names a body with words of its own."""
    for text in texts[:4]:
        line = text.strip(" .,:")
        if (
            _INSTITUTION.search(line)
            and not _is_common(line)
            and len(line.split()) <= 9
            and not find_date(line)
            and not _OTHER_LINE.search(line)
        ):
            return panel_name(line)
    return None


def _longer_name(panel: str, texts: Sequence[str]) -> str | None:
    """The line of the head of which the name is the end: "Kestrelshire Schools Forum"."""
    for text in texts[:4]:
        line = text.strip(" .,:")
        ends = line.casefold().endswith(f" {panel.casefold()}") and len(line.split()) <= 9
        ends = ends and reads_as_name(line)
        if ends and not (_OTHER_LINE.search(line) or _SAYS_MEETING.search(line)):
            return line
    return None


def _is_common(name: str) -> bool:
    """Whether every word of the name is one that bodies everywhere use."""
    return not _own_words(name)


def _own_words(name: str) -> set[str]:
    """The words of a name that bodies do not everywhere use, such as its place."""
    words = (re.sub(r"['’]s?$", "", word.casefold()) for word in re.findall(r"[\w’']+", name))
    return set(words) - _COMMON


def _from_capitals(name: str) -> str:
    def word(match: re.Match[str]) -> str:
        said = match[0]
        if said.lower() in _SMALL and match.start():
            return said.lower()
        if len(said) <= 4 and not re.search(r"[AEIOUYÀ-Þ]", said):
            return said
        return said[0] + said[1:].lower()

    return re.sub(r"[^\W\d_][\w’']*", word, name)
