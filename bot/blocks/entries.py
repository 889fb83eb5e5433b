"""An entry of the register as it is drawn wherever one stands: in lists, digests and the home."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

from bot.blocks.kit import (
    Block,
    Part,
    address,
    button,
    line,
    menu,
    quotes,
    rich,
    row,
    words,
)
from bot.blocks.places import OPEN
from bot.text import cut, escaped_within, link, usable
from storage.records import ActionRow

# Whether whoever reads may do this to an entry: (entry, verb).
MayChange = Callable[[ActionRow, str], bool]

_REARRANGE = (("Assign to me", "assign"), ("Withdraw", "withdraw"))


def entry(
    action: ActionRow, today: dt.date, may: MayChange | None = None, alone: bool = False
) -> list[Block]:
    """Number, owner and state; the exact words; where they stand; what can be done with it.

    Nothing can be done where `may` is not given. `alone` where its history stands below.
    """
    kind = f" · {action.kind}" if action.owner else ""
    facts = f"{kind} · {state(action, today)}"
    head = line(words(f"{action.id}. {owner(action)}", bold=True), words(facts))
    number = f", paragraph {cut(action.paragraph_number, 40)}" if action.paragraph_number else ""
    place = [words(f"{cut(action.item_title, 200)}{number} · {raised(action)}")]
    if action.url:
        place += [words(" · "), address(action.url, OPEN)]
    told = rich(head, *quotes(action.text), line(*place))
    return [told, *(_buttons(action, may, alone) if may else [])]


def entry_text(action: ActionRow, today: dt.date) -> str:
    """The same as a line of text."""
    facts = f"{action.id}. {owner(action)}, {state(action, today)}"
    words_ = escaped_within(action.text, 900)
    address_ = f" {link(action.url, OPEN)}" if usable(action.url) else ""
    when = escaped_within(raised(action), 300)
    return f"{escaped_within(facts, 300)}: “{words_}” {when}.{address_}"


def owner(action: ActionRow) -> str:
    """Whose it is, or what it is where nobody is named."""
    return cut(action.owner, 120) if action.owner else action.kind.capitalize()


def raised(action: ActionRow) -> str:
    """The meeting at which it was raised."""
    day = f"{action.raised:%-d %B %Y}" if action.raised else "on a day not known"
    return f"raised {day}" + (f", {cut(action.panel, 200)}" if action.panel else "")


def state(action: ActionRow, today: dt.date) -> str:
    """Open or not, and by when."""
    if not action.certain:
        return "only possible"
    if action.overdue(today):
        passed = "historic, was due" if action.historic else "overdue since"
        return f"{passed} {action.due:%-d %B %Y}"
    told = "historic, open" if action.historic and action.status == "open" else action.status
    if action.due:
        return f"{told}, due {action.due:%-d %B %Y}"
    return told + (f" (“{cut(action.due_words, 80)}”)" if action.due_words else "")


def change_button(text: str, verb: str, action: ActionRow) -> Part:
    """A button that does one thing to an entry."""
    return button(text, f"change.{verb}", str(action.id), f"{text}: action {action.id}")


def choice(value: str) -> tuple[str, int]:
    """What was chosen in an entry's menu, and of which entry. Raises ValueError for neither."""
    found = re.fullmatch(r"([a-z-]+):(\d+)", value)
    if not found:
        raise ValueError(f"no choice of an entry's menu: {value!r}")
    return found[1], int(found[2])


def _buttons(action: ActionRow, may: MayChange, alone: bool) -> list[Block]:
    first = next(_first(action, may), None)
    choices = [(text, f"{verb}:{action.id}") for text, verb in _choices(action, may)]
    if not alone:
        choices.insert(0, ("Show its history", f"show:{action.id}"))
    return row(first, menu("entry", choices) if choices else None)


def _first(action: ActionRow, may: MayChange) -> Iterator[Part]:
    """What is most often done with an entry in this state."""
    if not action.certain and may(action, "add"):
        yield change_button("Add to the register", "add", action)
    elif action.status == "open" and may(action, "done"):
        yield change_button("Done", "done", action)
    elif action.status == "done" and not action.procedural and may(action, "reopen"):
        yield change_button("Reopen", "reopen", action)


def _choices(action: ActionRow, may: MayChange) -> Iterator[tuple[str, str]]:
    """What is done with it now and then: (words, verb) each."""
    if not action.certain or action.status != "open":
        return
    yield from ((text, verb) for text, verb in _REARRANGE if may(action, verb))
    if action.historic and may(action, "take-up"):
        yield "Take up, as no longer historic", "take-up"
    if not may(action, "done"):
        yield "Propose that it is done", "done"
