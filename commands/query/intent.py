"""What a question asks for, decided before its words: the rows of `intents.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sources.dates import MONTHS, any_of

# Those that a search answers, by its ranking; the others have an answer of their own.
SEARCHED = frozenset({"last", "first", "ever", "decision", "vote"})

_MONTH = any_of(MONTHS)
_YEAR = r"(?:19|20)\d{2}"
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?(?:{_MONTH})\b\.?(?:,? (?:of )?{_YEAR})?"
    rf"|(?:{_MONTH})\b \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}"
    rf"|{_YEAR}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]{_YEAR}"
)
_PLACE = r"(?:very )?(?:last|latest|most recent|previous|first|earliest)"
_AUXILIARY = "am|are|be|been|did|do|does|had|has|have|is|was|were|will"
_LEAD = re.compile(
    r"^(?:(?:hi|hello|hey|ok|okay|so|and|but|please|pls|sorry|um)\b(?: (?:all|there|everyone))?"
    r"[,!.:]* |(?:can|could|would|will) (?:you|u|i|we) (?:please )?(?:tell me|show me|remind me|see"
    r"|have|get|give me|find(?: out)?)? ?|(?:do|does) (?:you|anyone|anybody) know "
    r"|(?:i |we )?(?:want|need|would like|'d like) to (?:know|see) "
    r"|(?:tell|show|give|remind|get) (?:me|us) (?:about )?)+",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[,;:?!]+(?=\s|$)")
_TAIL = re.compile(r"(?:[\s,?!.;:]+|\b(?:please|pls|plz|thanks|thank you|thx)\b)+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedIntent:
    """What a question asks for: the row that fits, its intent, and what stands in its slots, ""
    where nothing does. `state` is that of the entries of the register that are wanted."""

    row: str
    intent: str
    topic: str = ""
    person: str = ""
    time: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class IntentRow:
    """A row of the table: its pattern, and questions that must and must not fit it."""

    id: str
    intent: str
    pattern: re.Pattern[str]
    fits: tuple[str, ...]
    unfit: tuple[str, ...]
    state: str = ""


def read_intent(typed: str) -> AskedIntent | None:
    """What a question asks for; None where no row fits and only its words tell."""
    asked = _TAIL.sub("", _LEAD.sub("", " ".join(_MARKS.sub(" ", typed).split())))
    for row in intent_rows():
        match = row.pattern.fullmatch(asked)
        if match:
            slots = {name: _slot(match, name) for name in ("topic", "person", "time")}
            return AskedIntent(row.id, row.intent, **slots, state=row.state)
    return None


@cache
def intent_rows() -> tuple[IntentRow, ...]:
    """The rows in their order."""
    text = resources.files("commands.query").joinpath("intents.toml").read_text("utf-8")
    table = tomllib.loads(text)
    lists: dict[str, str] = {}
    for name, told in table["words"].items():
        lists[name] = _with_lists(_any(told), lists)
    return tuple(
        IntentRow(
            row["id"],
            row["intent"],
            _compiled(row["match"], lists),
            tuple(row["fits"]),
            tuple(row["not"]),
            row.get("state", ""),
        )
        for row in table["row"]
    )


def everybody(words: str) -> bool:
    """Whether words mean everybody or nobody in particular ("anyone", "we") and so no person."""
    return _everybody().fullmatch(words.strip()) is not None


@cache
def _everybody() -> re.Pattern[str]:
    text = resources.files("commands.query").joinpath("intents.toml").read_text("utf-8")
    return re.compile(_any(tomllib.loads(text)["words"]["everybody"]), re.IGNORECASE)


def _compiled(match: str, lists: dict[str, str]) -> re.Pattern[str]:
    """The pattern of a row. A slot may stand in several branches: each gets a name of its own."""
    text = _with_lists(match, lists)
    nobody = rf"(?!(?:{lists['everybody']}|i|it|there|this|that|{_AUXILIARY})\b)"
    kinds = {
        "topic": ("topic", r"\S.*?"),
        "person": ("person", rf"{nobody}\S+(?: \S+){{0,4}}?"),
        "time": ("time", f"{_DATE}|{_PLACE}"),
        "date": ("time", _DATE),
        "place": ("time", _PLACE),
    }
    count = iter(range(100))

    def slot(found: re.Match[str]) -> str:
        name, pattern = kinds[found[1]]
        return f"(?P<{name}_{next(count)}>{pattern})"

    return re.compile(re.sub(rf"\{{({'|'.join(kinds)})\}}", slot, text), re.IGNORECASE)


def _with_lists(text: str, lists: dict[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda name: lists[name[1]], text)


def _any(words: str) -> str:
    """A pattern for any of these words; `_` in them is a blank."""
    return "(?:" + "|".join(word.replace("_", " ") for word in words.split()) + ")"


def _slot(match: re.Match[str], name: str) -> str:
    found = (value for key, value in match.groupdict().items() if key.startswith(name) and value)
    return next(found, "").strip(" ,'\"")
