"""Offices that people hold and bodies that they stand for, as lists of names give them."""

import re
from dataclasses import replace

from sources.language.lexicon import RANKS
from storage.model import Attendee

TITLE = (
    r"(?:(?:County|District|Borough|City|Town|Parish|Ward|Cty)\s+)?(?:Cllrs?|"
    r"Councillors?|Cllr\.|Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|"
    r"Rev(?:eren)?d?|"
    r"Col(?:onel)?|Air\s+Commodore|Capt(?:ain)?|Major|Alderman|Ald|Deputy|Mayor|CC|"
    r"Y\s+Cynghorydd|Cyng)\b\.?"
)
ROLE = re.compile(
    r"\b(?:(?:vice|deputy|co|acting|interim)[\s-]*)?(?:chair(?:man|woman|person)?|clerk|"
    r"officer|head|director|manager|commissioner|governor|"
    r"secretary|executive|constable|superintendent|inspector|treasurer|representative|"
    r"solicitor|lawyer|teacher|headteacher|principal|"
    r"nurse|accountant|mayor|president|trustee|(?:independent|co-opted|lay|"
    r"associate)\s+(?:person|member)|advisor|adviser|lead|"
    r"minute[\s-]*taker|professional|consultant|assistant|co-?ordinator|analyst|counsel|"
    r"administrator|engineer|archivist|planner|architect|surveyor|worker|technician|registrar|librarian|editor|auditor|bursar|master|C[EFIO]O|[AD]?PF?CC|chief\s+of\s+staff|RFO|SBM|SENCO|leader|portfolio\s+holder|"
    r"cadeirydd|clerc|comisiynydd|cathaoirleach)s?\b",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(?:council|authority|borough|district|county|city|nhs|trust|opcc|police|force|"
    r"university|ward|parish|association|ltd|plc|"
    r"school|academy|federation|union|board|partnership|group|services?|cyngor|department|section|office|team)\b",
    re.IGNORECASE,
)
_IN_CHAIR = re.compile(r"^(?:in\s+(?:the\s+)?chair|presiding|chairing)$", re.IGNORECASE)
_NAMED_BODY = re.compile(
    r"(?!(?:virtual|remote|online|by|via|from|until|to|part|left|arrived|item|on|in|for)\b)"
    r"[A-Z][\w’'&-]*(?:\s+(?:and|of|the|[A-Z&][\w’'&-]*)){0,5}$"
)


# "Temporary Chief Constable Mark Yarrow" holds an office that one person has, beside a rank.
_POST_BEFORE_NAME = re.compile(
    r"((?:(?:Temporary|Acting|Interim)\s+)?(?:Deputy\s+)?Chief\s+(?:Constable|Fire\s+Officer))"
    r"\s+(?=[A-Z])"
)


_RANK_BEFORE_NAME = re.compile(
    rf"(?:[TA]/)?(?:{'|'.join(map(re.escape, RANKS))})\.?((?:\s+[A-ZÀ-Þ][\w’'.-]*){{1,3}})"
)


def ranked_name(words: str) -> bool:
    """Whether the words are a rank and a person's name: "Detective Superintendent Ann Lee"."""
    match = _RANK_BEFORE_NAME.fullmatch(words)
    return match is not None and not ROLE.search(match[1]) and not BODY.search(match[1])


def initials_of(name: str) -> str:
    """The initials of a name without its title: "JB" of "Cllr Jane Bee"."""
    return "".join(word[0] for word in re.findall(r"[A-ZÀ-Þ][\w’']*", bare_name(name)))


def bare_name(name: str) -> str:
    """A name without the title before it: "Jane Bee" of "Cllr Jane Bee"."""
    return re.sub(rf"^{TITLE}\s+", "", name)


def is_office_held(words: str) -> bool:
    """Whether the words are an office that a person holds, not the office of someone else."""
    return bool(ROLE.search(words)) and not re.match(
        r"(?:the\s+)?office\s+of\b", words, re.IGNORECASE
    )


def with_notes(person: Attendee, notes: list[str]) -> Attendee:
    """The person with what brackets or a dash say of them; initials say nothing new."""
    role, body, presence = person.role, person.body, person.presence
    initials = initials_of(person.name)
    for note in (note.strip("( ").removeprefix(f"{initials}, ") for note in notes):
        if _IN_CHAIR.match(note):
            role = role or "Chair"
        elif re.search(r"\bsubstitut|\bin place of\b|\bdeputising\b", note, re.IGNORECASE):
            presence = "substitute"
        elif is_office_held(note):
            office, rest = _office_and_body(note)
            role = role or office
            body = body or rest
        elif not _are_initials(note.replace(".", ""), initials) and _is_body(note):
            body = body or note
    post = _POST_BEFORE_NAME.match(person.name)
    role = role or (post[1] if post else None)
    return replace(person, role=role, body=body, presence=presence)


def _are_initials(note: str, initials: str) -> bool:
    """Whether a note is a person's initials, of which the name may show the first alone."""
    return note == initials or (len(note) < 5 and note.isupper() and note[:1] == initials)


def _office_and_body(note: str) -> tuple[str, str | None]:
    """ "Chief Executive, OPCC" is an office and a body; "Police, Fire and Crime Commissioner" is
    one office, since what stands before its comma is none."""
    for comma in re.finditer(r"\s*,\s*", note):
        if is_office_held(note[: comma.start()]):
            return note[: comma.start()], note[comma.end() :] or None
    return note, None


def _is_body(words: str) -> bool:
    return bool(_NAMED_BODY.match(words) or BODY.search(words)) or words.isupper()


_PUBLIC = re.compile(
    r"[,;]?\s+(?:(?:plus|and|with)\s+)?(?:\d+|several|two|three|four|five|six)\s+(?:other\s+)?"
    r"(?:members?\s+of\s+the\s+(?:public|press)|residents|parishioners|visitors)\b.*$",
    re.IGNORECASE,
)
_OFFICE_AND_NAME = re.compile(rf"\s*([^();]+?),?\s*\(({TITLE}\s+[^()]+)\)\s*[,;.]?\s*(?:and\b)?")
_NAME_AND_OFFICE = re.compile(r"([A-Z][\w.’' -]{2,40}?):\s*([^;:]+)")
_POST_IN_LETTERS = re.compile(
    r"(?<=[a-zà-ÿ])\s+((?:[A-Z]\.){2,4}|(?!OBE|MBE|CBE|MP\b|MS\b|JP\b|CC\b|QC\b|KC\b|DL\b)[A-Z]{2,5})(?=\s*(?:[,;.]|$))"
)


def name_before_office(text: str) -> str:
    """A list with what it says of each person in brackets after the name: "Town Clerk (Mr A Fox)",
    "A Fox: Town Clerk; B Hay: Treasurer" and "A Fox [Clerk]" are all "A Fox (Clerk)". How many of
    the public came goes."""
    text = _PUBLIC.sub("", re.sub(r"\[([^\[\]]*)\]", r"(\1)", text))
    text = re.sub(r"\s+together\s+with\s+", "; ", text)
    offices = list(_OFFICE_AND_NAME.finditer(text))
    if offices and offices[-1].end() == len(text) and all(is_office_held(m[1]) for m in offices):
        return "; ".join(f"{m[2]} ({m[1]})" for m in offices)
    parts = re.split(r"\s*;\s*", text)
    named = [_NAME_AND_OFFICE.fullmatch(part.strip()) for part in parts]
    if len(parts) > 1 and any(named):
        parts = [f"{m[1]} ({m[2].strip()})" if m else p for m, p in zip(named, parts, strict=True)]
    return _POST_IN_LETTERS.sub(r" (\1)", "; ".join(parts))
