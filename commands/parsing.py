"""What somebody typed, after the command's name, into a typed request.

The grammar is forgiving: whatever is not a command is a question.
"""

import re
from collections.abc import Callable, Iterable

from rapidfuzz.distance import OSA

from commands.query.grammar import clean
from commands.query.intent import ANSWERED, AskedIntent, read_intent
from commands.query.patterns import table
from commands.requests import (
    AddMinutes,
    Ask,
    ChangeAction,
    ChangeSearch,
    CheckQuotation,
    Help,
    ListActions,
    ListMeetings,
    ListProposals,
    ListSearches,
    ListSpeakers,
    ListUnanswered,
    ListUnhelpful,
    Request,
    SaveSearch,
    Search,
    SetDigest,
    SetPanel,
    ShowAction,
    ShowDelivery,
    ShowDigest,
)

# ---- greetings, thanks and chatter: a short human reply, and no results -----------------------


_GREETING = (
    r"(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|morning"
    r"|afternoon|evening|dear)(?: (?:there|again|all|everyone|minutebook|bot))?"
)
_LEADING = re.compile(
    rf"^{_GREETING}[,.!:]+\s+|^(?:please|pls)[, ]+|^(?:(?:ok|okay|and|but|also)\b[, ]+)+(?=\S)",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"(?:what can (?:you|i) (?:do|ask)(?: (?:you|here|for me))?|how do(?:es)? (?:you|this|it|i) "
    r"(?:work|use (?:you|this|it)|ask)|(?:can you |please )?help(?: me)?(?: please)?|commands)"
)


def small_talk(typed: str, example: str) -> str | None:
    """The reply to a greeting, thanks or chatter; None for anything else."""
    reading = table("talk").whole(clean(typed))
    return reading.row.more["reply"].format(example=example) if reading else None


def wants_help(typed: str) -> bool:
    """Whether somebody asks how to ask."""
    return bool(_HELP.fullmatch(clean(typed).casefold().strip(" ?!.,;:")))


def without_greeting(typed: str) -> str:
    """A question without the greeting before it."""
    return _LEADING.sub("", typed.strip(), count=1)


# Commands that take what follows them, and those that stand alone: with more words behind them
# the latter are the beginning of a question ("meetings with the Home Secretary").
_WITH_WORDS: dict[str, Callable[[str], Request]] = {
    "add": AddMinutes,
    "check": CheckQuotation,
    "panel": SetPanel,
    "speaker": ListSpeakers,
    "speakers": ListSpeakers,
    "search": Search,
    "watch": SaveSearch,
}
_ALONE: dict[str, Callable[[], Request]] = {
    "": Help,
    "?": Help,
    "help": Help,
    "meetings": ListMeetings,
    "digest": ShowDigest,
    "watch": SaveSearch,
    "watches": ListSearches,
    "reminders": lambda: SetDigest("settings"),
    "speakers": ListSpeakers,
    "panel": SetPanel,
    "unhelpful": ListUnhelpful,
    "add": AddMinutes,
    "check": lambda: CheckQuotation(""),
    "actions": ListActions,
}

# "Who was the Chief Constable in 2019?": the answer tells the days of each who was.
_WHO = re.compile(
    r"who(?:['’]?s|\s+(?:is|was|are|were))\s+(?P<name>[^?\s]+(?:\s+[^?\s]+){0,4}?)"
    r"(?:\s+(?:in|on|at|since|during|before|now)\b[^?]*)?\s*\?*",
    re.IGNORECASE,
)

_OPTION = re.compile(r"(?<!\S)[A-Za-z-]+:\S")  # the small language says what is wanted itself

# Words of the register that are long enough for a slip to be told from another word.
_STATES = ("overdue", "historic", "superseded", "withdrawn", "possible")
_VERBS = ("assign", "reopen", "withdraw", "supersede", "evidence", "snooze", "accept", "decline")
# What a line after 'digest' begins with where it settles something.
_SETTLING = frozenset(
    "on off here daily weekly settings at every weekdays workdays zone holidays".split()
)
_SHORTEST = 4  # letters of a word that may be a slip


def parse_minutes(text: str) -> Request:
    """The request in what follows `/minutes`."""
    words = text.strip()
    if wants_help(words):
        return Help()
    if meant := _asked(words):
        return meant
    if asked := _WHO.fullmatch(words):
        return ListSpeakers(asked["name"], question=words)
    first, _, rest = words.partition(" ")
    if not rest:
        alone = _meant(first, _ALONE)
        return _ALONE[alone]() if alone is not None else Search(words)
    settled = _settling(first.casefold(), rest.strip())
    if settled is not None:
        return settled
    command = _meant(first, (*_WITH_WORDS, "actions"))
    if command == "actions":
        return parse_actions(rest)
    return _WITH_WORDS[command](rest.strip()) if command else Search(words)


def _asked(words: str, preferred: str = "") -> Request | None:
    """The request of a question that has an answer of its own, read as one of the `preferred`
    intent where it can be; None for what is to be searched."""
    meant = None if _OPTION.search(words) else read_intent(clean(words), preferred)
    if meant is None or meant.intent not in ANSWERED:
        return None
    if meant.intent == "register" and not meant.time:
        return ListActions(_filters(meant))
    return Ask(words, meant.intent, meant.topic, meant.person, meant.time, meant.state)


def _filters(asked: AskedIntent) -> str:
    """What the register is asked for, in its own small language."""
    named = {"owner": asked.person, "closed" if asked.state == "done" else "due": asked.days}
    return " ".join([asked.state, *(f'{key}:"{value}"' for key, value in named.items() if value)])


def _settling(first: str, rest: str) -> Request | None:
    """What settles what one is sent; None where the words are a question's own ("digest of
    complaints", "watches and clocks")."""
    words = rest.casefold().split()
    if first == "digest":
        whole = re.fullmatch(r"all (\d{1,12})", rest.casefold())
        if whole:
            return ShowDelivery(int(whole[1]))
        return SetDigest(rest) if words[0] in _SETTLING or words[0][0].isdigit() else None
    if first == "reminders" and words in (["on"], ["off"]):
        return SetDigest(f"reminders {words[0]}")
    if first == "watches":
        if words == ["here"]:
            return ListSearches(here=True)
        one = re.fullmatch(r"#?(\d{1,9})\s+([a-z -]+)", rest.casefold())
        return ChangeSearch(int(one[1]), one[2]) if one else None
    return None


def _meant(word: str, commands: Iterable[str]) -> str | None:
    """The command that a word is, or of which it is a slip: one letter wrong, missing, too many
    or two exchanged. Another form of it ("checks") and a word that begins otherwise ("auctions",
    "research") are a question's own."""
    typed = word.casefold()
    if typed in (known := tuple(commands)):
        return typed
    return next((command for command in known if _slip(typed, command)), None)


def _slip(typed: str, command: str) -> bool:
    if min(len(typed), len(command)) < _SHORTEST or typed.startswith(command):
        return False
    alike = typed[:2] == command[:2] or sorted(typed) == sorted(command)
    return alike and OSA.distance(typed, command, score_cutoff=1) <= 1


def parse_actions(text: str) -> Request:
    """The request in what follows `/actions`."""
    words = text.strip()
    if words.casefold() in ("help", "?"):
        return Help("actions")
    first, _, rest = words.partition(" ")
    if words.casefold() in ("proposed", "proposals"):
        return ListProposals()
    if first.casefold() == "hanging":
        return ListUnanswered(rest.strip())
    numbered = re.fullmatch(r"#?(\d{1,9})(?:\s+(\S+)\s*(.*))?", words, re.DOTALL)
    if numbered is None and (meant := _asked(words, "register")):
        return meant
    if numbered is None:
        return ListActions(_meant(words, _STATES) or words or "open")
    number, verb, rest = numbered.groups()
    given_back = re.fullmatch(
        r"not mine\b[\s,;:.]*(.*)", f"{verb} {rest}", re.DOTALL | re.IGNORECASE
    )
    if given_back:
        verb, rest = "not-mine", given_back[1]
    if verb is None:
        return ShowAction(int(number))
    return ChangeAction(int(number), _meant(verb, _VERBS) or verb.casefold(), rest.strip())


def parse_command(line: str) -> Request:
    """The request in a whole line such as `/actions open`; without a command, a question."""
    command, _, rest = line.strip().partition(" ")
    if command == "/actions":
        return parse_actions(rest)
    if command == "/minutes":
        return parse_minutes(rest)
    return parse_minutes(line)
