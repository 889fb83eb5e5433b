"""What sort of paragraph it is: a resolution, a matter of procedure, or prose."""

import re

from storage.records import Paragraph, ParagraphKind

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
