"""Who was there: the lists that minutes begin with → Attendee."""

import re
from collections.abc import Iterable

from sources.blocks import tidy
from sources.numbering import split_number
from storage.records import Attendee, Presence

_LABELS: tuple[tuple[Presence, str], ...] = (
    (
        "apologies",
        r"apolog(?:ies|y)(?:\s+for\s+absence)?(?:\s+(?:were\s+)?received(?:\s+from)?)?|ymddiheuriadau",
    ),
    ("absent", r"absent|not\s+present|members?\s+absent"),
    ("substitute", r"substitut(?:es?|ions?)(?:\s+members?)?"),
    (
        "in attendance",
        r"(?:also\s+|officers?\s+|others?\s+|staff\s+|members\s+)?(?:also\s+)?in[\s-]+attendance|also\s+present|attending|"
        r"officers?(?:\s+present)?|others?\s+present|guests?|observers?|clerk|by\s+invitation|hefyd\s+yn\s+bresennol|yn\s+mynychu",
    ),
    (
        "present",
        r"(?:those\s+|members?\s+|councillors\s+|governors\s+|trustees\s+|board\s+members\s+|committee\s+members\s+|voting\s+members\s*)?"
        r"(?:present|attendance|attendees|attended)(?:\s+(?:at\s+the\s+meeting|were|virtually|online))?"
        r"|(?:panel|board|committee|voting|co-opted|independent)?\s*members?|governors|yn\s+bresennol|presennol",
    ),
)
_LABEL = tuple(
    (
        presence,
        re.compile(
            rf"(?:{words})\s*(?:\(\d+\)|\([^)]*\))?\s*(?P<end>[:–—-]|$|\t)\s*", re.IGNORECASE
        ),
    )
    for presence, words in _LABELS
)
_TITLE = (
    r"(?:Cty\s+)?(?:Cllrs?|Councillors?|Cllr\.|Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Rev(?:eren)?d?|"
    r"Col(?:onel)?|Capt(?:ain)?|Major|Alderman|Ald|Deputy|Mayor|CC|Y\s+Cynghorydd|Cyng)\b\.?"
)
_ROLE = re.compile(
    r"\b(?:(?:vice|deputy|co|acting|interim)[\s-]*)?(?:chair(?:man|woman|person)?|clerk|officer|head|director|manager|commissioner|governor|"
    r"secretary|executive|constable|superintendent|inspector|treasurer|representative|solicitor|lawyer|teacher|headteacher|principal|"
    r"nurse|accountant|mayor|president|trustee|(?:independent|co-opted|lay|associate)\s+(?:person|member)|advisor|adviser|lead|"
    r"minute[\s-]*taker|leader|portfolio\s+holder|cadeirydd|clerc|comisiynydd)s?\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:council|authority|borough|district|county|city|nhs|trust|opcc|police|force|university|ward|parish|association|ltd|plc|"
    r"school|academy|federation|union|board|partnership|group|service|cyngor|department)\b",
    re.IGNORECASE,
)
_IN_CHAIR = re.compile(r"^(?:in\s+(?:the\s+)?chair|presiding|chairing)$", re.IGNORECASE)
_HONOURS = re.compile(
    r"^(?:OBE|MBE|CBE|KBE|DBE|QPM|DL|JP|QC|KC|MP|MS|CC|BEM|TD|FRCN|PhD|MA|BA)\.?$"
)
_PARENS = re.compile(r"\(([^()]*)\)")
_NOT_NAMES = re.compile(
    r"^(?:none|nil|n/a|and|the|public|press|\d+\s+members?\s+of\s+the\s+(?:public|press)|members?\s+of\s+the\s+public.*|no\s+\w+|dim)\.?$",
    re.IGNORECASE,
)


def attendance_label(text: str) -> tuple[Presence, str] | None:
    """What list of people the text begins ("PRESENT:", "Apologies:"), and what follows the label.

    None where it begins none; a sentence about apologies is not a list.
    """
    text = tidy(text)
    for presence, label in _LABEL:
        match = label.match(text)
        if match and (match["end"] or match.end() == len(text)):
            return presence, text[match.end() :]
    return None


def read_people(text: str, presence: Presence) -> list[Attendee]:
    """The people of one list or line of a list, with offices and bodies they stand for."""
    marked = re.match(r"(?P<mark>[PA])\.\s+(?=\S)", text)  # "P. Mr X", "A. Mr Y": present, absent
    if marked:
        presence = "present" if marked["mark"] == "P" else "absent"
        text = text[marked.end() :]
    number, _, rest = split_number(text)
    text = rest if number else text
    people: list[Attendee] = []
    prefix = ""
    for piece in _pieces(tidy(text)):
        plural = re.match(r"(Cllr|Councillor|Governor)s\.?\s+", piece)
        if plural:
            prefix = plural[1]
            piece = f"{prefix} {piece[plural.end() :]}"
        elif (
            prefix
            and not re.match(_TITLE, piece)
            and re.match(r"^(?:[A-Z]\.?\s)+\S+|^[A-Z][\w’'-]+\s+[A-Z]", piece)
        ):
            piece = f"{prefix} {piece}"
        elif re.match(_TITLE, piece):
            prefix = ""
        _add(people, piece, presence)
    return people


def read_rows(rows: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[Attendee]:
    """The people of an attendance table, given (cells, column heads) of its rows."""
    people = []
    for cells, heads in rows:
        by_head = {tidy(h).casefold(): tidy(c) for h, c in zip(heads, cells, strict=False)}
        name = next(
            (
                v
                for k, v in by_head.items()
                if re.search(r"name|member|attendee|governor|councillor", k)
            ),
            "",
        )
        if not name or cells == heads:
            continue
        role = next(
            (v for k, v in by_head.items() if re.search(r"role|office|position|title|capacity", k)),
            None,
        )
        body = next(
            (
                v
                for k, v in by_head.items()
                if re.search(r"represent|organi|authority|council|body", k)
            ),
            None,
        )
        said = next(
            (v for k, v in by_head.items() if re.search(r"attend|present|status|apolog", k)),
            "present",
        )
        people.append(Attendee(name, role or None, body or None, _presence(said)))
    return people


def _presence(words: str) -> Presence:
    words = words.casefold()
    for said, presence in (
        ("apolog", "apologies"),
        ("absent", "absent"),
        ("substitut", "substitute"),
        ("in attendance", "in attendance"),
    ):
        if said in words:
            return presence  # type: ignore[return-value]
    return "absent" if words in ("n", "no", "a") else "present"


def _pieces(text: str) -> list[str]:
    """The text cut at commas, semicolons and "and" that stand outside brackets."""
    cut = re.sub(
        r"\([^()]*\)",
        lambda m: re.sub(
            r"[,;&]|\band\b",
            lambda c: {",": "\x00", ";": "\x01", "&": "\x02"}.get(c[0], "\x03"),
            m[0],
        ),
        text,
    )
    parts = re.split(r"\s*[,;]\s*(?:and\s+)?|\s+(?:and|&)\s+(?=[A-Z])|\s*•\s*", cut)
    back = str.maketrans({"\x00": ",", "\x01": ";", "\x02": "&"})
    return [p.translate(back).replace("\x03", "and").strip(" .") for p in parts if p.strip(" .")]


def _add(people: list[Attendee], piece: str, presence: Presence) -> None:
    """One more person, or what a piece says about the person before ("OBE", "Panel Clerk")."""
    notes = [n.strip() for n in _PARENS.findall(piece)]
    name = tidy(_PARENS.sub(" ", piece)).strip(" .:*")
    if dash := re.match(r"(.+?)\s+[–—-]\s+(.+)$|(.+?):\s+(.+)$", name):
        left, right = (dash[1], dash[2]) if dash[1] else (dash[3], dash[4])
        name, notes = (
            (right, [left, *notes]) if dash[3] and _ROLE.search(left) else (left, [right, *notes])
        )
    if not name or _NOT_NAMES.match(name):
        return
    if people and not notes and _HONOURS.match(name):
        people[-1] = _replace(people[-1], name=f"{people[-1].name}, {name}")
        return
    if people and _about_the_one_before(name, people[-1]):
        people[-1] = _noted(people[-1], [name, *notes])
        return
    if len(name.split()) <= 7 and re.match(r"[A-ZÀ-ÞŁŚŻ’'‘]", name):
        people.append(_noted(Attendee(name, presence=presence), notes))


def _about_the_one_before(piece: str, person: Attendee) -> bool:
    if re.match(_TITLE + r"\s+[A-Z]", piece) or re.match(r"[A-Z](?:\.|\s)\s*[A-Z][a-z]", piece):
        return False
    if _ROLE.search(piece):
        return person.role is None
    return bool(_BODY.search(piece)) and person.body is None


def _noted(person: Attendee, notes: list[str]) -> Attendee:
    """The person with what brackets or a dash say of them."""
    role, body, presence = person.role, person.body, person.presence
    for note in notes:
        if _IN_CHAIR.match(note):
            role = role or "Chair"
        elif re.search(r"\bsubstitut|\bin place of\b|\bdeputising\b", note, re.IGNORECASE):
            presence = "substitute"
        elif _ROLE.search(note):
            office, _, rest = note.partition(",")
            role = role or office.strip()
            body = body or (rest.strip() or None)
        elif _BODY.search(note) or note.isupper():
            body = body or note
    return _replace(person, role=role, body=body, presence=presence)


def _replace(
    person: Attendee,
    *,
    name: str | None = None,
    role: str | None = None,
    body: str | None = None,
    presence: Presence | None = None,
) -> Attendee:
    return Attendee(
        name or person.name, role or person.role, body or person.body, presence or person.presence
    )
