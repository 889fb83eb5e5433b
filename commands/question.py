"""A question as typed, taken apart: the small language, then the plain English around it.

Nothing here knows the minutes. What is malformed is searched as words; nothing raises.
"""

import datetime as dt
import html
import re
from dataclasses import dataclass, field, replace

from commands.periods import Period, find_period, parse_span
from commands.phrasing import Frame, read_frames
from storage.words import plain_words

LONGEST = 2_000  # characters of a question that are read
KEYS = frozenset("from asked-by answered-by about on since before panel item is sort".split())

_QUOTES = str.maketrans(
    dict.fromkeys("“”„‟«»″＂", '"') | dict.fromkeys("‘’‚‛′＇", "'") | dict.fromkeys("–—‑‐−", "-")
)
_SLACK_LABEL = re.compile(r"<(?:[@#!][^<>|]*|(?:https?|mailto):[^<>|]*)\|([^<>]*)>")
_NOISE = re.compile(
    r"<[@#!][^<>]*>|<?\b(?:https?|mailto):\S*|(?<!\S):[a-z0-9_+'-]+:(?!\S)", re.IGNORECASE
)
_MARK = "\ue000"  # stands among the words where an option stood; `clean` lets none through
_PART = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:(?<!\S)(?P<key>[A-Za-z]+(?:-[A-Za-z]+)?):\s?)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))'
)


@dataclass(frozen=True, slots=True)
class Option:
    """`key:value`. An `open` value (not quoted) may run on into the words from `place`."""

    key: str
    value: str
    open: bool
    place: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart. `words` are what is left, in order; `either` joins those of an OR;
    `frame` is what its plain English asks for; `sentence` is all of it but the small language."""

    text: str
    words: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    frame: Frame = field(default_factory=Frame)
    period: Period | None = None
    sentence: str = ""


def clean(text: str) -> str:
    """The text without what Slack, phones and the clipboard put into it."""
    text = text.encode("utf-8", "replace").decode("utf-8")[: LONGEST * 2]
    text = html.unescape(text).encode("utf-8", "replace").decode("utf-8").translate(_QUOTES)
    text = _SLACK_LABEL.sub(r"\1", text)
    text = _NOISE.sub(" ", text)
    kept = "".join(
        c if c.isprintable() else " " for c in text if c not in "\u200b\u200d\ufeff\u00ad"
    )
    return " ".join(kept.split())[:LONGEST].strip()


def read_question(typed: str, today: dt.date) -> Question:
    """Take a question apart."""
    text = clean(typed)
    words, phrases, excluded, options = _language(text)
    sentence = whole = " ".join(words)
    period = None
    if not any(option.key in ("on", "since", "before") for option in options):
        period = find_period(sentence, today)
        if period:
            sentence = f"{sentence[: period.start]} {sentence[period.end :]}"
    frame, rest = read_frames(sentence)
    kept, placed = _placed(rest.split(), options)
    return Question(
        text,
        tuple(kept),
        tuple(phrases),
        tuple(excluded),
        tuple(placed),
        frame,
        period,
        " ".join(word for word in whole.split() if not word.startswith(_MARK)),
    )


def read_exactly(typed: str) -> Question:
    """A question whose every word is only a word."""
    text = clean(typed)
    words, phrases, excluded, _ = _language(text, keys=frozenset())
    return Question(text, tuple(words), tuple(phrases), tuple(excluded))


def _language(
    text: str, keys: frozenset[str] = KEYS
) -> tuple[list[str], list[str], list[str], list[Option]]:
    words: list[str] = []
    phrases: list[str] = []
    excluded: list[str] = []
    options: list[Option] = []
    for part in _PART.finditer(text):
        key = (part["key"] or "").casefold()
        value = part["quoted"] if part["quoted"] is not None else part["bare"]
        if key and key not in keys:
            value, key = f"{part['key']} {value}", ""
        if not plain_words(value):
            continue
        if key:
            words.append(_MARK + str(len(options)))
            options.append(Option(key, value, part["quoted"] is None))
        elif part["minus"]:
            excluded.append(value)
        elif part["quoted"] is not None and not part["key"]:
            phrases.append(value)
        else:
            words.extend(value.split())
    return words, phrases, excluded, options


def _placed(words: list[str], options: list[Option]) -> tuple[list[str], list[Option]]:
    """The words without the marks of the options, and each option with its place among them."""
    kept: list[str] = []
    places = [0] * len(options)
    for word in words:
        if word.startswith(_MARK):
            places[int(word[1:])] = len(kept)
        else:
            kept.append(word)
    return kept, [replace(o, place=p) for o, p in zip(options, places, strict=True)]


def days(option: Option, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first and last day that an option's value names, or None."""
    return parse_span(option.value, today)
