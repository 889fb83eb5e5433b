"""Who was there: the lists that minutes begin with → Attendee."""

import itertools
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import resources
from typing import Any

from sources.readers.blocks import tidy
from sources.structure.attendees import (
    BODY,
    ROLE,
    TITLE,
    initials_of,
    is_office_held,
    name_before_office,
    ranked_name,
    with_notes,
)
from sources.structure.numbering import split_number
from storage.model import Attendee, Presence

# A line of people cut into one piece for each: their names, offices and bodies.


_CUT = re.compile(
    r"[()]|\s*[,;]\s*(?:and\s+)?|\s+(?:and|&|plus|ac|a)\s+(?=[A-Z\d]|(?:van|von|de|del|di|ap|ab|ó)\s)|\s*[•\n]\s*|\.\s+(?=\d+\s)"
)
# One office, though it is written like a list.
_OF = re.compile(r"\b(?:of|for)\s", re.IGNORECASE)
# What offices are of, or for; no surname ends so.
_FIELD = re.compile(
    r"\b(?:services?|resources|governance|finance|crime|standards|safety|housing|planning|property|"
    r"policy|performance|communications?|engagement|partnerships?|people|culture|change|assurance|"
    r"risk|support|development|strategy|health|care|education|children|families|environment|"
    r"transport|highways|operations|compliance|equality|equalities|inclusion|transformation|digital|"
    r"procurement|estates|justice|scrutiny|elections?|regeneration|leisure|waste|parks|growth)$",
    re.IGNORECASE,
)
_LONGEST = 200  # letters of a name with its office
_HALF_A_NAME = re.compile(rf"(?:^|;\s){TITLE}(?:\s+[A-Z][a-z’'-]+)?$")  # parted by a wide gap
_ONE_OFFICE = re.compile(
    r"\bpolice(?:,\s+(?:fire|crime))?\s+(?:and|&)\s+(?:crime|victims[’']?)\s+commissioner",
    re.IGNORECASE,
)


def pieces_of(text: str) -> list[str]:
    """The text cut at commas, semicolons and "and" that stand outside brackets, and at wide gaps.

    What follows a wide gap and is an office or body goes into brackets behind the name.
    """
    columns = [tidy(c) for c in re.split(r"\t+|\s{2,}", text.strip()) if tidy(c)]
    text = columns[0] if columns else ""
    for column in columns[1:]:
        if _HALF_A_NAME.search(text) and re.fullmatch(r"(?:[A-Z][\w’'.-]*\s?){1,2}", column):
            text += f" {column}"
            continue
        about = (ROLE.search(column) or BODY.search(column)) and not re.match(TITLE, column)
        text += f" ({column})" if about and "(" not in column else f"; {column}"
    text = "; ".join(map(_name_first, re.split(r"\s*;\s*", text)))
    pieces: list[str] = []
    depth = start = 0
    whole = [office.span() for office in _ONE_OFFICE.finditer(text)]
    for match in _CUT.finditer(text):
        within = any(first <= match.start() < last for first, last in whole)
        if within or _is_within_office(pieces, text[start : match.start()], match, text):
            continue
        depth += (match[0] == "(") - (match[0] == ")")
        if depth <= 0 and match[0] not in "()":
            pieces.append(text[start : match.start()])
            start = match.end()
    pieces.append(text[start:])
    return [p.strip(" .") for p in pieces if p.strip(" .")]


def _name_first(group: str) -> str:
    """ "the Chief Constable, Mr B Good" with the name before the office, where these two alone
    stand between semicolons."""
    found = re.fullmatch(rf"(?:and\s+)?(?:the\s+)?([^,()]+),\s+({TITLE}\s+[^,()]+)", group, re.I)
    if found is None or not is_office_held(found[1]):
        return group
    titled = re.match(rf"{TITLE}\s+[A-Z]", found[1]) and not ROLE.fullmatch(found[1])
    return group if titled else f"{found[2]} ({found[1]})"


def _is_within_office(before: list[str], left: str, cut: "re.Match[str]", text: str) -> bool:
    """Whether an "and" joins two offices of the person named before them, or two fields of one:
    "Jo Lund, Chief Executive and Monitoring Officer", "Liz Odell, Head of Legal and Democratic
    Services"."""
    if "," in cut[0] or ";" in cut[0] or len(left) > _LONGEST:
        return False
    after = _CUT.search(text, cut.end())
    right = text[cut.end() : after.start() if after else len(text)].strip(" .")
    name, dash, office = re.sub(r"\s[–—-]\s", " – ", left).rpartition(" – ")
    left = office if dash else left
    goes_on = is_office_held(right) or bool(_OF.search(left) and _FIELD.search(right))
    offices = goes_on and (is_office_held(left) or bool(BODY.fullmatch(left.strip())))
    post = re.match(r"\s*(?:Deputy|Mayor)\b", left)  # titles too, in other lists
    titled = (re.match(rf"\s*{TITLE}\s", left) and not post) or re.match(rf"{TITLE}\s", right)
    above = name if dash else before[-1] if before else ""
    return offices and bool(above) and not is_office_held(above) and not titled


WORDS: dict[str, Any] = tomllib.loads(
    resources.files("sources.structure").joinpath("attendance.toml").read_text("utf-8")
)
_LISTS: tuple[tuple[Presence, frozenset[str]], ...] = tuple(
    (kind["presence"], frozenset(kind["words"])) for kind in WORDS["list"]
)
_ANY = frozenset(WORDS["small"]["words"]).union(*(words for _, words in _LISTS))
# The body's own people, who are present where others are "in attendance".
_OWN = frozenset("members member councillors councillor governors trustees directors".split())
_MOST_LABEL = 8  # words of a label
_LABEL = re.compile(
    r"\W*(?P<label>[^\W\d_][^:;()|\t–—]{1,80}?)\s*(?:\([^()]*\))?\s*"
    r"(?P<end>[:;|\t]\s*[–—-]?|[–—]|\s-+(?=\s)|$)\s*"
)
_LABEL_WORDS = re.compile(r"(?:[^\s:;,.]+\s+){0,7}[^\s:;,.]+$")
_MARKED = re.compile(
    r"(?P<mark>[PA])\.\s+(?=(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Prof)\b|[A-Z][a-z]+\s+[A-Z][a-z]+\b)"
)
_PLURAL = re.compile(
    r"(?:the\s+|y\s+)?(Cllr|Councillor|Governor|Alderm[ae]n|Cynghorwyr)s?(?<=[sr])\.?\s+(?=[A-Z])"
)
_BARE_NAME = re.compile(r"(?:[A-Z]\.?\s?)+[A-Z][a-z’'-]|[A-Z][\w’'‟-]+(?:\s+[A-Z][\w’'‟-]*)*$")
_INITIALS_AND_NAME = re.compile(r"(?:[A-Z]\.?\s?){1,3}[A-Z][a-z][\w’'-]*")
_TITLED_NAME = re.compile(rf"{TITLE}\s+[A-Z]")
_SENTENCE = re.compile(
    r"\b(?:was|were|had|has|have|opened|welcomed|held|received|accepted|sent|given|that|"
    r"asked|reported|derbyniwyd|croesawodd)\b",
    re.IGNORECASE,
)
_HONOURS = re.compile(
    r"^(?:OBE|MBE|CBE|KBE|DBE|QPM|DL|JP|QC|KC|MP|MS|CC|BEM|TD|FRCN|PhD|MA|BA)\.?$"
)
_BEFORE_SURNAMES = frozenset("van von de del di ap ab ó".split())
_PARTICLES = frozenset(
    "de la du da der den di van von ap ab ferch y i ó ní uí nic el al bin of the to for and".split()
)
_CAPITAL = re.compile(r"[’'‘]|(?:[hnt]-?)?[^\W\d_a-zà-ÿ]")  # "Ó hUiginn" has its capital second
_PARENS = re.compile(r"\(([^()]*)\)")
_MOST_NAMES = 6  # words of a name
# "Treasurer M. Vaughan"
_POST_AND_NAME = re.compile(r"(.+?)\s+((?:[A-Z]\.\s*){1,3}[A-ZÀ-Þ][\w’'-]+)")
_TICK = re.compile(r"[✓✔√☑●•*xX]|yes|y|p|1", re.IGNORECASE)
_NAMES = re.compile(r"name|member|attendee|governor|councillor", re.IGNORECASE)
_NOT_NAMES = re.compile(
    r"^(?:none|nil|n/a|and|the|public|press|\d+\s+members?\s+of\s+the\s+(?:public|press)|"
    r"members?\s+of\s+the\s+public.*|no\s+\w+|dim|(?:\w+\s+)?vacan(?:cy|cies|t(?:\s+\w+)?))\.?$",
    re.IGNORECASE,
)


def attendance_label(text: str) -> tuple[Presence, str] | None:
    """What list of people the text begins ("PRESENT:", "Apologies:"), and what follows the label.

    None where it begins none; a sentence about apologies is not a list.
    """
    text = text.strip()
    match = _LABEL.match(text)
    if match is None or not _is_label(written := re.findall(r"[^\W\d_]+", match["label"])):
        return None
    words = [word.casefold() for word in written]
    presence = _presence_said(words)
    if presence is None or not (match["end"] or _needs_no_mark(words)):
        return None
    return presence, text[match.end() :]


def _needs_no_mark(words: Sequence[str]) -> bool:
    """Whether a label needs no mark after it: "Members present", but not "Board of Governors"."""
    return len(words) == 1 or words[-1] in WORDS["after_names"]["alone"]


def _is_label(words: Sequence[str]) -> bool:
    """Whether a label has the words of one alone, or names of bodies before the last of them."""
    strange = [word for word in words if word.casefold() not in _ANY]
    named = all(word[0].isupper() for word in strange) and words[-1:] and words[-1] not in strange
    ends = not strange or words[-1].casefold() in WORDS["after_names"]["words"]
    return 0 < len(words) <= _MOST_LABEL and (not strange or bool(named and ends))


def _presence_said(words: Sequence[str]) -> Presence | None:
    """Which list the words of a label head; members are present, also "in attendance"."""
    said = next((presence for presence, known in _LISTS if known.intersection(words)), None)
    in_attendance = any(pair == ("in", "attendance") for pair in itertools.pairwise(words))
    own = _OWN.intersection(words)
    return "in attendance" if said == "present" and in_attendance and not own else said


def split_lists(text: str) -> list[str]:
    """A line of several lists cut before the label of each: "Present: A Birch Clerk: L Moor"."""
    starts = [0]
    for end in re.finditer(r"\s*[:;]\s", text):
        begin = max(starts[-1], end.start() - 120)
        run = _LABEL_WORDS.search(text, begin, end.start())
        words = list(re.finditer(r"\S+", run[0])) if run else []
        known = itertools.takewhile(lambda w: w[0].casefold().strip("()") in _ANY, words[::-1])
        first = min((run.start() + w.start() for w in known if run), default=0)
        if first > starts[-1] and text[first].isupper() and attendance_label(text[first:]):
            starts.append(first)
    return [text[a:b].strip() for a, b in itertools.pairwise([*starts, len(text)])]


def is_list_line(text: str) -> bool:
    """Whether a line holds names rather than a sentence."""
    return not _SENTENCE.search(tidy(text))


def read_people(text: str, presence: Presence) -> list[Attendee]:
    """The people of one list or line of a list, with offices and bodies they stand for."""
    marked = _MARKED.match(text)  # "P. Mr X", "A. Mr Y": present, absent
    if marked:
        presence = "present" if marked["mark"] == "P" else "absent"
        text = text[marked.end() :]
    group = re.match(r"\s*(Councillors?|Cllrs?|Members|Officers|Governors|Trustees)\s*:\s*", text)
    text = text[group.end() :] if group else text
    number, _, rest = split_number(text)
    people: list[Attendee] = []
    prefix = group[1].rstrip("s") if group and group[1][:2] in ("Co", "Cl") else ""
    for piece in pieces_of(name_before_office(rest if number else text)):
        plural = _PLURAL.match(piece)
        if plural:
            prefix = "Y Cynghorydd" if plural[1] == "Cynghorwyr" else plural[1]
            piece = f"{prefix} {piece[plural.end() :]}"
        elif (
            prefix
            and _BARE_NAME.match(piece.partition("(")[0].strip())
            and not re.match(TITLE, piece)
            and not (_HONOURS.match(piece) or is_office_held(piece.partition("(")[0]))
        ):
            piece = f"{prefix} {piece}"
        elif re.match(TITLE, piece):
            prefix = ""
        _add(people, piece, presence)
    return people


def names_a_column(heads: Iterable[str]) -> bool:
    """Whether one of a table's column heads is that of names: "Members", "Name"."""
    return any(map(_NAMES.search, heads))


def read_rows(rows: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[Attendee]:
    """The people of an attendance table, given (cells, column heads) of its rows: a name in each
    row, or under "Present" and "Apologies" a column of names each."""
    people = []
    for cells, heads in rows:
        if cells == heads:
            continue
        by_head = {tidy(h).casefold(): tidy(c) for h, c in zip(heads, cells, strict=False)}
        name = next((v for k, v in by_head.items() if _NAMES.search(k)), "")
        labels = {k: label[0] for k in by_head if (label := attendance_label(k))}
        if name and not _NOT_NAMES.match(name):
            people.append(_of_row(name, by_head, labels))
        elif len(labels) > 1 and len(labels) == len(by_head):
            people += [
                p for k, presence in labels.items() for p in read_people(by_head[k], presence)
            ]
    return people


def _of_row(name: str, by_head: dict[str, str], labels: dict[str, Presence]) -> Attendee:
    """The person of a row, with what its other columns say; one that is ticked says its head."""

    def value_of(words: str) -> str | None:
        return next((v for k, v in by_head.items() if v and re.search(words, k)), None)

    role = value_of(r"role|office|position|title|capacity")
    body = value_of(r"represent|organi|authority|council|body")
    ticked = [labels[k] for k, v in by_head.items() if k in labels and _TICK.fullmatch(v)]
    stated = _presence(value_of(r"attend|present|status|apolog") or "present")
    return Attendee(name, role, body if body != name else None, ticked[0] if ticked else stated)


_SAID_OF_PRESENCE: tuple[tuple[str, Presence], ...] = (
    ("apolog", "apologies"),
    ("absent", "absent"),
    ("substitut", "substitute"),
    ("in attendance", "in attendance"),
)


def _presence(words: str) -> Presence:
    words = words.casefold()
    for said, presence in _SAID_OF_PRESENCE:
        if said in words:
            return presence
    return "absent" if words in ("n", "no", "a") else "present"


def _add(people: list[Attendee], piece: str, presence: Presence) -> None:
    """One more person, or what a piece says about the person before ("OBE", "Panel Clerk")."""
    notes = [n.strip() for n in _PARENS.findall(piece)]
    before, _, after = piece.partition("(")
    after = tidy(_PARENS.sub(" ", f"({after}")).strip(" .:*–—-") if after else ""
    notes += [after] if after else []
    name = tidy(before).strip(" .:*–—-")
    if initials := _initials_within(name):
        name, notes = initials[0], [initials[1], *notes]
    if chair := re.search(r"\s*,?\s+(in\s+the\s+chair)$", name, re.IGNORECASE):
        name, notes = name[: chair.start()].rstrip(" –—-"), [chair[1], *notes]
    if dash := re.match(r"(.+?)\s+[–—-]\s+(.+)$", name):
        name, notes = dash[1], [dash[2], *notes]
    elif (colon := re.match(r"(.+?):\s+(.+)$", name)) and ROLE.search(colon[1]):
        name, notes = colon[2], [colon[1], *notes]
    if (post := _POST_AND_NAME.fullmatch(name)) and is_office_held(post[1]):
        name, notes = (name, notes) if ranked_name(name) else (post[2], [post[1], *notes])
    if people and _is_bare_office(people[-1]) and _INITIALS_AND_NAME.fullmatch(name):
        notes = [people.pop().name, *notes]  # "Clerk to the Authority, D. Price"
    if notes and _is_name_of_office(name, notes[0]):
        name, notes = notes[0], [name.removeprefix("The "), *notes[1:]]
    if not name or _NOT_NAMES.match(name):
        return
    if people and re.fullmatch(TITLE, name):  # an office by itself, in a column of its own
        people[-1] = replace(people[-1], role=people[-1].role or name)
        return
    if people and _HONOURS.match(name):
        people[-1] = with_notes(replace(people[-1], name=f"{people[-1].name}, {name}"), notes)
    elif people and _about_the_one_before(name, people[-1]):
        people[-1] = with_notes(people[-1], [name, *notes])
    elif _is_name(name):
        people.append(with_notes(Attendee(name, presence=presence), notes))


def _is_bare_office(person: Attendee) -> bool:
    named = _TITLED_NAME.match(person.name) or _POST_AND_NAME.fullmatch(person.name)
    return is_office_held(person.name) and not person.role and not named


def _is_name_of_office(outside: str, inside: str) -> bool:
    """Whether the office stands first and the name in brackets: "Town Clerk (J. Spark)"."""
    office = bool(ROLE.search(outside)) or outside.isupper()
    named = re.match(TITLE + r"\s", inside) or _INITIALS_AND_NAME.fullmatch(inside)
    return office and bool(named) and not _TITLED_NAME.match(outside)


def _initials_within(name: str) -> tuple[str, str] | None:
    """A name and what follows its own initials: "Sam Oke SO Director" is Sam Oke, Director."""
    words = name.split()
    for at in range(2, min(len(words) - 1, _MOST_NAMES)):
        if len(words[at]) > 1 and words[at] == initials_of(" ".join(words[:at])):
            return " ".join(words[:at]), " ".join(words[at + 1 :])
    return None


def _is_name(text: str) -> bool:
    """Whether the words can be a person's name or office: each begins with a capital."""
    words = text.split()
    if len(words) > 7 or (len(words) == 1 and text.isupper()):
        return False
    begins = words[0] not in _PARTICLES or (words[0] in _BEFORE_SURNAMES and len(words) > 1)
    return begins and all(_CAPITAL.match(w) or w in _PARTICLES for w in words)


def _about_the_one_before(piece: str, person: Attendee) -> bool:
    # "Deputy Headteacher", "Deputy Director of Finance" are no Deputies of these names
    deputy = piece.startswith("Deputy ") and is_office_held(piece.removeprefix("Deputy "))
    if deputy or ROLE.fullmatch(piece):
        return person.role is None
    if ranked_name(piece):
        return False
    if re.match(TITLE + r"\s+[A-Z]", piece) or re.match(r"[A-Z](?:\.|\s)\s*[A-Z][a-z]", piece):
        return False
    if is_office_held(piece):
        return person.role is None
    return bool(BODY.search(piece)) and person.body is None
