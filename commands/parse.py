"""What somebody typed, after the command's name, into a typed request.

The grammar is forgiving: whatever is not a command is a question.
"""

import re
from collections.abc import Callable

from commands.model import (
    AddMinutes,
    ChangeAction,
    CheckQuotation,
    Help,
    ListActions,
    ListHanging,
    ListMeetings,
    ListProposals,
    ListSpeakers,
    Request,
    Search,
    ShowAction,
    ShowDigest,
)

# Commands that take what follows them, and those that stand alone: with more words behind them
# the latter are the beginning of a question ("meetings with the Home Secretary").
_WITH_WORDS: dict[str, Callable[[str], Request]] = {
    "add": AddMinutes,
    "check": CheckQuotation,
    "speaker": ListSpeakers,
    "speakers": ListSpeakers,
    "search": Search,
}
_ALONE: dict[str, Callable[[], Request]] = {
    "": Help,
    "?": Help,
    "help": Help,
    "meetings": ListMeetings,
    "digest": ShowDigest,
    "speakers": ListSpeakers,
    "add": AddMinutes,
    "check": lambda: CheckQuotation(""),
    "actions": ListActions,
}


def parse_minutes(text: str) -> Request:
    """The request in what follows `/minutes`."""
    words = text.strip()
    if words.casefold() in _ALONE:
        return _ALONE[words.casefold()]()
    first, _, rest = words.partition(" ")
    if first.casefold() == "actions":
        return parse_actions(rest)
    if first.casefold() in _WITH_WORDS:
        return _WITH_WORDS[first.casefold()](rest.strip())
    return Search(words)


def parse_actions(text: str) -> Request:
    """The request in what follows `/actions`."""
    words = text.strip()
    if words.casefold() in ("help", "?"):
        return Help("actions")
    first, _, rest = words.partition(" ")
    if words.casefold() in ("proposed", "proposals"):
        return ListProposals()
    if first.casefold() == "hanging":
        return ListHanging(rest.strip())
    numbered = re.fullmatch(r"#?(\d{1,9})(?:\s+(\S+)\s*(.*))?", words, re.DOTALL)
    if numbered is None:
        return ListActions(words or "open")
    number, verb, rest = numbered.groups()
    if verb is None:
        return ShowAction(int(number))
    return ChangeAction(int(number), verb.casefold(), rest.strip())


def parse_command(line: str) -> Request:
    """The request in a whole line such as `/actions open`; without a command, a question."""
    command, _, rest = line.strip().partition(" ")
    if command == "/actions":
        return parse_actions(rest)
    if command == "/minutes":
        return parse_minutes(rest)
    return parse_minutes(line)
