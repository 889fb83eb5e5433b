"""What an agenda says of an item before its minutes begin: "To receive the annual report."

Word and PDF minutes are often made from the agenda, whose lines then stand over the minutes. They
tell what was to be done, not what was.
"""

import re

from sources.blocks import Block, tidy
from sources.numbering import split_number
from sources.titles import says_what_happened

_TO_DO = re.compile(
    r"^(?:\(?[a-z]\)\s*)?(?:members\s+(?:are|will\s+be)\s+(?:asked|invited|requested)\s+)?to\s+"
    r"(?:receive|consider|note|approve|agree|confirm|review|discuss|elect|appoint|hear|"
    r"scrutini[sz]e|adopt|ratify|endorse|examine|determine|comment|accept|sign|decide|question|"
    r"make|take|ask|nominate|give|seek)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"^(?:(?:an?|the|joint|oral|verbal|written|annual|quarterly|progress|covering|attached)\s+)*"
    r"(?:report|presentation|update|briefing|paper|statement|memorandum)s?(?:\s+\w+)?\s+"
    r"(?:of|by|from)\s+(?:the\s+)?[A-Z]",
    re.IGNORECASE,
)
_FILED = re.compile(
    r"^\(?(?:pages?\s+\d[\d\s–-]*|(?:(?:report|copy|paper|document|appendix|minutes)s?\s+)"
    r"(?:(?:is|are)\s+)?(?:attached|enclosed|to\s+follow|herewith)\b.{0,20})\)?\.?$",
    re.IGNORECASE,
)
# "To receive the report, Members agreed to suspend standing orders."
_DONE = re.compile(
    r"[,;:]\s+(?:(?:and|but|so)\s+)?(?:the|it|they|he|she|members?|cllrs?|councillors?|mrs?|ms|dr)\b[^,;]*?"
    r"\b(?:was|were|had|has|have|did|took|gave|made|\w+ed)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(])")
_DECISIONS = re.compile(r"\b(?:resol\w+|decisions?|decided|recommend\w+|agreed)\b", re.IGNORECASE)
_MOST_WORDS = 60


def without_purpose(blocks: list[Block], title: str) -> list[Block]:
    """The blocks of an item without the agenda's words at their beginning. Where nothing else
    follows, or under a heading of decisions, they are the minutes and stay."""
    first = next((i for i, block in enumerate(blocks) if not _is_purpose(block)), len(blocks))
    rest = blocks[first:]
    if not any(len(tidy(block.text).split()) > 1 for block in rest) or _DECISIONS.search(title):
        return blocks
    return rest


def _is_purpose(block: Block) -> bool:
    text = tidy(block.text)
    if block.role == "row" or block.number or split_number(block.text).number:
        return not text
    return all(map(_says_purpose, _SENTENCE.split(text)))


def _says_purpose(sentence: str) -> bool:
    words = sentence.split()
    if len(words) > _MOST_WORDS or sentence.endswith((":", ";", "-", "–")):
        return False  # words that lead in a list belong to it
    if not words or _FILED.match(sentence):
        return True
    if _TO_DO.match(sentence):
        return not _DONE.search(sentence)
    return bool(_PAPER.match(sentence)) and not says_what_happened(sentence) and len(words) <= 14
