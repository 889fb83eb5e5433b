"""How the titles of items read, as against sentences, labels and headings of parts."""

import re

from sources.blocks import tidy
from sources.kinds import is_resolution

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
    title = _FILE_SIZE.sub("", tidy(text))
    return title.rstrip(":").strip() if title.endswith(":") else title


def is_part_heading(text: str) -> bool:
    """Whether the text is a heading over several items, such as "PART 2" or "Items"."""
    return bool(_PART.match(tidy(text).rstrip(":")))


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
