"""How the titles of items read, as against sentences, labels and headings of parts."""

import re

from sources.readers.blocks import tidy
from storage.model import Paragraph, ParagraphKind

# What sort of paragraph it is: a resolution, a matter of procedure, or prose.


_WORD = (
    r"(?:RESOLVED|AGREED|RECOMMENDED|ORDERED|NOTED|APPROVED|DECIDED|CARRIED|PENDERFYNWYD|CYTUNWYD)"
)
_HOW = r"(?:(?:unanimously|therefore|further|also|then|hereby|accordingly|nem\.? con\.?)\s+)*"
_BODY = (
    r"(?:the\s+)?(?:board|council|committee|sub-committee|panel|cabinet|trust|forum|"
    r"governors|governing "
    r"(?:body|board)|members|meeting|authority|trustees|directors|executive)\s+"
)
_STARTS = re.compile(
    rf"(?:\W*(?:decision|resolution|motion)s?(?:\s+no\.?)?[\s:–—-]+)?"
    rf"(?:(?:it\s+was|was)\s+)?{_HOW}"
    rf"(?:{_WORD}|resolved|agreed|recommended|penderfynwyd|cytunwyd)\b"
    r"(?=\s*(?:[:;,.–—-]|$|that\b|to\b|not\b|by\b|members\b|unanimously\b|the\b|as\b|i\b|"
    r"bod\b|y\b))",
)
_SENTENCE_CASE = re.compile(
    r"^(?:Resolved|Agreed|Recommended|Approved|Ordered|Decision|"
    r"Resolution)\b(?=\s*(?:[:;,.–—-]|$|that\b|to\b|unanimously\b))"
)
_IT_WAS = re.compile(
    rf"\bit\s+was\s+{_HOW}(?:resolved|RESOLVED|AGREED)\b|\b(?:unanimously|"
    rf"UNANIMOUSLY)\s+(?:resolved|RESOLVED|agreed|AGREED)\b"
    rf"|^(?:it\s+was\s+|{_BODY}){_HOW}(?:resolved|agreed|approved|decided)\s+(?:that|to|the|by)\b"
    rf"|\bpenderfynwyd\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(
    r"\b(?:RESOLVED|RECOMMENDED|AGREED that|AGREED to|ORDERED that|PENDERFYNWYD)\b"
)
_RECORD = re.compile(
    r"\b(?:were|was|be)\s+(?:\w+\s+){0,3}(?:as\s+)?(?:a\s+)?(?:true\s+and\s+)?(?:correct|"
    r"accurate)(?:ly)?\s+recor",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"^(?:the\s+)?(?:draft\s+)?minutes\b.{0,160}\b(?:were|was)\s+(?:then\s+|"
    r"taken\s+as\s+read,?\s+)?(?:approved|agreed|confirmed|adopted|accepted|signed)\b",
    re.IGNORECASE,
)
_PROCEDURE = re.compile(
    r"^(?:none|nil|noted|no apologies|not applicable|n/a)\b[\s.]*$"
    r"|^(?:no\s+|an\s+)?apolog(?:ies|y)\b(?:\s+(?:for\s+\w+|from))?.{0,60}\b(?:were|was|"
    r"had been|have been|received|from|:)"
    r"|^there\s+(?:were|was|being)\s+(?:no|none)\b(?!.{0,200}\?)"
    r"|^no\s+(?:declarations?|interests?|questions?|urgent|other)\b.{0,100}$"
    r"|^(?:the\s+)?(?:[\w’']+\s+){0,8}(?:was|were|is)\s+(?:duly\s+)?noted\.?$"
    r"|\bnext\s+(?:\w+\s+){0,3}meeting\b.{0,80}\b\d{1,2}|^(?:the\s+)?(?:panel|committee|"
    r"board|council)\s+noted\s+that\s+it\s+would\s+next\s+meet"
    r"|^(?:the\s+)?(?:meeting|chair\w*)\b.{0,40}\b(?:closed|ended|concluded|finished|"
    r"opened)\b.{0,60}\d"
    r"|^(?:declarations?\s+of\s+interests?\W*)?(?:no\s+declarations?|"
    r"none\s+(?:were\s+)?(?:declared|received|made))",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"(?:[:;]|[:–—-]\s*|\bthat|\band|\bor|\bto)\s*$", re.IGNORECASE)


def kind_of(text: str, number: str | None, before: Paragraph | None) -> ParagraphKind:
    """The kind of a paragraph, given the paragraph before it in its item.

    A limb ("a) that the report be noted;") belongs to the resolution that stands open before it.
    """
    if is_resolution(text):
        return "resolution"
    if before and before.kind == "resolution" and _is_limb(text, number, before):
        return "resolution"
    if text.startswith(("That ", "THAT ")) and re.search(
        r"\bbe\b|\bis\b|\bare\b|\bapprove", text[:200]
    ):
        return "resolution"
    if _PROCEDURE.search(text.lstrip("([")):
        return "procedural"
    return "prose"


def is_resolution(text: str) -> bool:
    """Whether the paragraph itself says that something was resolved, agreed or recommended."""
    return bool(
        _STARTS.match(text)
        or _SENTENCE_CASE.match(text)
        or _CAPITALS.search(text)
        or _IT_WAS.search(text)
        or _ADOPTED.search(text)
        or (
            _RECORD.search(text)
            and re.search(r"\b(?:agreed|approved|confirmed|signed)\b", text, re.IGNORECASE)
        )
    )


def _is_limb(text: str, number: str | None, before: Paragraph) -> bool:
    """Whether the paragraph carries on a resolution that the one before left open."""
    that = text[:5].lower() == "that "
    if _OPEN_END.search(before.text) or (that and before.text[:5].lower() == "that "):
        return True
    if number is None or number.isdigit():
        return False
    in_list = before.number is not None and not before.number[:1].isdigit()
    return in_list or that


_VERBS = re.compile(
    r"\b(?:was|were|had|has|would|said|asked|explained|stated|thanked|wished|replied|queried|"
    r"(?:reported|advised|confirmed|noted|agreed|informed|suggested|proposed|requested|"
    r"updated)\s+(?:that|the|to|on)|will\s+be|is\s+to|are\s+to)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"^(?:none|nil|noted|agreed|approved|n/a|not applicable|no|yes|carried|received|to "
    r"follow|no objections?|no comments?|"
    r"objections?|support|refused|granted|declined|deferred)\b.{0,12}$",
    re.IGNORECASE,
)
_PERSON = re.compile(r"^(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Prof)\b\.?", re.IGNORECASE)
_FILE_SIZE = re.compile(
    r"\s*(?:[\[(]?(?:pdf icon\s*)?(?:PDF|DOCX?|XLSX?|PPTX?)\s+[\d.,]+\s*[KM]B(?:/\d+)?[\])]?\s*)+$"
)
_PART = re.compile(
    r"^(?:part\s+(?:\d|[a-d]|i{1,3})\b.*|(?:un)?restricted\s+items?|(?:public|private|"
    r"open|closed|confidential|exempt)\s+"
    r"(?:session|part|items?|agenda|business|minutes).{0,40}|items?|minutes|agenda|"
    r"no\.?\s+item|rhan\s+\d.*)$",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?P<label>(?:minutes|decisions?|cofnodion|penderfyniad)(?=\s*:)|(?:additional|"
    r"supporting|accompanying)\s+documents)\s*:?\s*$",
    re.IGNORECASE,
)


def clean_title(text: str) -> str:
    """An item's title as published, without the size of a linked file or a closing colon."""
    title = re.sub(r"^[|.\s]+(?=\w)", "", _FILE_SIZE.sub("", tidy(text)))
    return title.rstrip(":").strip() if title.endswith(":") else title


def is_part_heading(text: str) -> bool:
    """Whether the text is a heading over several items, such as "PART 2" or "Items"."""
    return bool(_PART.match(tidy(text).rstrip(":")))


def is_minutes_label(text: str) -> bool:
    """Whether the text is the label over an item's minutes: "Minutes:"."""
    label = LABEL.match(tidy(text))
    return bool(
        label and tidy(text).endswith(":") and label["label"].lower() in ("minutes", "cofnodion")
    )


def is_title(text: str, marked: bool = False) -> bool:
    """Whether the text reads as a title rather than a sentence. `marked`: in bold or a heading."""
    text = tidy(text)
    words = text.split()
    if not words or len(text) > 200 or len(words) > (32 if marked else 24) or text[0] in "-–(":
        return False
    if (
        text[0].islower()
        or text.startswith(("That ", "THAT "))
        or _ANSWER.match(text)
        or LABEL.match(text)
        or is_resolution(text)
    ):
        return False
    if text[-1] in ";,":
        return False
    if text[-1] == "." and not re.search(r"\b(?:etc|Ltd|No)\.$", text):
        return len(words) <= 9 and not _VERBS.search(text) and not _PERSON.match(text)
    return marked or not _VERBS.search(text)


def says_what_happened(text: str) -> bool:
    """Whether the text has a verb of what was said or done."""
    return bool(_VERBS.search(text))


def names_a_person(text: str) -> bool:
    """Whether the text begins with a person's name."""
    return bool(_PERSON.match(tidy(text)))
