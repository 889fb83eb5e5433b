"""A line of people cut into one piece for each: their names, offices and bodies."""

import re

from sources.blocks import tidy
from sources.offices import BODY, ROLE, TITLE, is_office_held

_CUT = re.compile(
    r"[()]|\s*[,;]\s*(?:and\s+)?|\s+(?:and|&|plus|ac|a)\s+(?=[A-Z\d]|(?:van|von|de|del|di|ap|ab|ó)\s)|\s*[•\n]\s*"
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
    offices = is_office_held(left) and goes_on
    post = re.match(r"\s*(?:Deputy|Mayor)\b", left)  # titles too, in other lists
    titled = (re.match(rf"\s*{TITLE}\s", left) and not post) or re.match(rf"{TITLE}\s", right)
    above = name if dash else before[-1] if before else ""
    return offices and bool(above) and not is_office_held(above) and not titled
