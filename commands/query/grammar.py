"""The plain English of a question: what of it asks, and what of it is asked about.

"What did the Chairman say about the helicopter" is about a helicopter and wants what one person
said; "who asked about waiting times" is about waiting times and wants somebody asking.
"""

import datetime as dt
import html
import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from commands.query.dates import Period, find_period, parse_span
from commands.query.intent import SEARCHED, read_intent
from storage.search import Sort
from storage.tokens import plain_words


@dataclass(frozen=True, slots=True)
class _Form:
    """A pattern that may be written over several lines; a blank stands for white space. It is
    compiled only for a text in which one of the pieces stands that it `needs`: few questions have
    any, and the first answer at the terminal waits for nothing else."""

    needs: tuple[str, ...]
    pattern: str

    def search(self, text: str) -> re.Match[str] | None:
        """Where it first stands in a text."""
        folded = text.casefold()
        if not any(piece in folded for piece in self.needs):
            return None
        return _compiled(self.pattern).search(text)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = (line.strip() for line in pattern.strip().splitlines())
    return re.compile("".join(parts).replace(" ", r"\s+"), re.IGNORECASE)


def _any(words: str) -> str:
    """A pattern for any of these words; `_` in them is a blank."""
    return "(?:" + "|".join(word.replace("_", " ") for word in words.split()) + ")"


_ON_WHAT = _any(
    "about on regarding concerning over as_to in_relation_to with_regard_to in_respect_of"
)
_ABOUT = rf"(?: {_ON_WHAT}\b)?"
_BODY = _any(
    """
    panel (?:parish_|town_|city_|county_|district_)?council committee sub-?committee board cabinet
    governors governing_body governing_board trustees authority forum group members meeting they we
    """
)
_DECIDE = _any("agreed? resolved? decided? recommend(?:ed)? approved? concluded?")
_SAY = _any(
    """
    say said think thought ask(?:ed)? raised? mention(?:ed)? report(?:ed)? explain(?:ed)? tell told
    reply replied answer(?:ed)? respond(?:ed)? stated? comment(?:ed)? promised? undertake undertook
    agreed? suggest(?:ed)? proposed? recommend(?:ed)? confirm(?:ed)? want(?:ed)?_to_know want(?:ed)?
    feel felt argued? claim(?:ed)? described? object(?:ed)? opposed? support(?:ed)? welcomed?
    express(?:ed)? talk(?:ed)? speak spoke believed? admit(?:ted)? warn(?:ed)? observed?
    """
)
_VIEW = _any(
    """
    views? opinions? position answers? reply replies responses? comments? questions? concerns?
    thoughts?
    """
)
_WHO = r"(?P<who>\S+(?: \S+){0,5}?)"

_ASKING = """
    asked enquired inquired questioned raised queried wanted_to_know brought_up
    (?:was|were)_(?:worried|concerned|unhappy|anxious)
"""
_ASKED = _Form(
    ("who", "which"),
    rf"""
    \b(?:who|which (?:member|councillor|governor)s?) (?:has |have |had )?
    {_any(_ASKING)}{_ABOUT}
    """,
)
_DECIDED = _Form(
    ("what", "how", "which", "decision", "resolution", "outcome", "vote"),
    rf"""
    \b(?:what|how|which) (?:decisions? )?
    (?:(?:was|were|is|are|has been|have been|had been|got)|(?:did|has|have|had) (?:the )?{_BODY})
    (?: the)?\s+{_DECIDE}{_ABOUT}
    |\b(?:decisions?|resolutions?|outcome|vote) (?:on|about|of|regarding|concerning)\b
    |\bwhat (?:decision|resolution)s? (?:was|were) (?:made|taken|passed|reached){_ABOUT}
    """,
)
_ELECTED = _Form(
    ("who",),
    r"""
    \bwho (?:was|were|is|has been|got)\s+
    (?=(?:re-?)?(?:elected|appointed|chosen|co-?opted|nominated))
    """,
)
_FIGURE = _Form(
    ("how", "what"),
    r"""
    \b(?:how (?:many|much|long|often|far|old|big|large|high|fast)
    |what (?:percentage|proportion|share|number|amount)(?: of)?
    |what (?:was|is|were|are) the
    (?= (?:total |average |estimated )?(?:cost|amount|figure|total|number|level|price)))
    """,
)
_SAID = (
    # "what did X say about", "why does X oppose"
    _Form(
        ("did", "do", "ha"),
        rf"""
        (?:\b(?:what|how|why|when|where|which) )?\b(?:did|does|do|has|have|had) {_WHO} {_SAY}\b
        (?: (?:anything|of|to say|that)\b)?{_ABOUT}
        """,
    ),
    # "what was X's view on", "what is X saying about"
    _Form(
        ("what",),
        rf"""
        \bwhat (?:was|were|is|are) {_WHO}(?:'s?(?: {_VIEW})?| (?:say|said|saying))
        \s+(?:on|about|of|regarding|to)\b
        """,
    ),
    _Form(("according",), r"\baccording to (?P<who>(?:the )?\S+(?: \S+){0,2})"),
    # "X said that"
    _Form(
        ("said", "says", "asked", "told", "replied", "explained"),
        rf"^{_WHO} (?:said|says|asked|told|replied|explained)\b(?: that\b)?{_ABOUT}",
    ),
)
_ON = _Form(
    (" on ", " about ", " re ", " regarding ", " concerning "),
    rf"^{_WHO} (?:on|about|re|regarding|concerning) (?=\S)",
)
_LAST_MEETING = _Form(
    ("meeting",),
    r"""
    \b(?:(?:at|in|from|of) )?(?:(?:the|our|their) )?
    (?:last|latest|most recent|previous) meeting\b
    """,
)
_FIRST_MEETING = _Form(
    ("meeting",), r"\b(?:(?:at|in|from) )?(?:(?:the|our) )?(?:first|earliest) meeting\b"
)
_LATEST = _Form(
    ("latest", "recent", "newest"), r"\b(?:the )?(?:latest|most recent(?:ly)?|newest)\b"
)
_NEXT_MEETING = _Form(("next",), r"\b(?=next meeting\b)")  # the latest minutes know the next
_FIRST = _Form(
    ("earliest", "first"),
    r"""
    \b(?:earliest
    |first(?= (?:asked|raised|discussed|mentioned|reported|brought|came|come|proposed)))\b
    """,
)
_QUESTION = _Form(("who", "what"), r"^(?:who|what|whom)\b")


Occurrence = Literal["last", "first", "ever"]


@dataclass(frozen=True, slots=True)
class QuestionFrame:
    """What the plain English of a question asks for.

    `who` is whom it wants to hear, where it says so outright; `maybe` where a name may only
    stand at the start ("Chief Constable on complaints"). `meeting` is "last" or "first";
    `occurrence` asks when it was last or first spoken of, or whether it "ever" was.
    """

    who: str = ""
    maybe: str = ""
    decision: bool = False
    figure: bool = False
    asked: bool = False
    sort: Sort = "best"
    meeting: Literal["", "last", "first"] = ""
    occurrence: Occurrence | None = None


_OCCURRENCES: dict[str, Occurrence] = {"last": "last", "first": "first", "ever": "ever"}


def parse_frame(sentence: str) -> tuple[QuestionFrame, str]:
    """The frame of a question, and the words that it is about."""
    asked = read_intent(sentence)
    if asked and asked.intent in SEARCHED:
        words = f"{asked.topic} vote" if asked.intent == "vote" else asked.topic
        when = _OCCURRENCES.get(asked.intent)
        return QuestionFrame(decision=asked.intent == "decision", occurrence=when), words
    frame = QuestionFrame()
    rest = sentence
    for pattern, change in (
        (_LAST_MEETING, {"meeting": "last"}),
        (_FIRST_MEETING, {"meeting": "first"}),
        (_LATEST, {"sort": "latest"}),
        (_NEXT_MEETING, {"sort": "latest"}),
        (_FIRST, {"sort": "first"}),
        (_ASKED, {"asked": True}),
        (_DECIDED, {"decision": True}),
        (_ELECTED, {"decision": True}),
        (_FIGURE, {"figure": True}),
    ):
        match = pattern.search(rest)
        if match:
            frame = replace(frame, **change)
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    if not frame.asked and not frame.decision:
        frame, rest = _who(frame, rest)
    return frame, " ".join(word for word in rest.split() if word.strip(",.;:!?"))


def _who(frame: QuestionFrame, rest: str) -> tuple[QuestionFrame, str]:
    rest = rest.strip(" ,")
    for pattern in _SAID:
        match = pattern.search(rest)
        if match and not _QUESTION.search(match["who"]):
            who = match["who"].strip(" ,'")
            return replace(frame, who=who), (f"{rest[: match.start()]} {rest[match.end() :]}")
    match = _ON.search(rest)
    if match and not _QUESTION.search(match["who"]):
        return replace(frame, maybe=match["who"]), rest
    return frame, rest


# A question as typed, taken apart: the small language, then the plain English around it.
#
# Nothing here knows the minutes. What is malformed is searched as words; nothing raises.


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
    frame: QuestionFrame = field(default_factory=QuestionFrame)
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
    frame, rest = parse_frame(sentence)
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
