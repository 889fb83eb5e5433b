"""The register of actions: lists, and one entry with its history."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence

from bot.blocks.kit import (
    Block,
    Message,
    Part,
    address,
    bullets,
    button,
    line,
    moment,
    note,
    person,
    quotes,
    rich,
    row,
    said,
    words,
)
from bot.blocks.search import OPEN
from bot.text import VALUE_MOST, cut, escape, escaped_within, fit, link, usable
from commands.model import ActionAnswer, ActionsAnswer
from storage.records import ActionChange, ActionRow

SHOWN = 8  # entries in a message
MayChange = Callable[[ActionRow], bool]


def listed(answer: ActionsAnswer, filters: str, may_change: MayChange) -> Message:
    """Entries as they are ordered, each with a *Done* button for those who may press it."""
    if not answer.actions:
        return _none(answer)
    actions = answer.actions[:SHOWN]
    last = answer.offset + len(actions)
    count = "1 action" if answer.total == 1 else f"{answer.total} actions"
    head = f"{count} ({answer.understood})" if answer.understood else count
    if answer.offset:
        head += f", from number {answer.offset + 1}"
    blocks = [said(head)]
    lines = [escape(head)]
    for action in actions:
        blocks += entry(action, answer.today, may_change(action))
        lines.append(entry_text(action, answer.today))
    blocks += _more(answer, filters, last)
    return Message(fit(lines, "The other actions stand in the message."), tuple(blocks))


def one(answer: ActionAnswer, may_change: bool) -> Message:
    """One entry, what has just been done to it, and everything that was done before."""
    action = answer.action
    told = _with_person(answer.said, action) if answer.said else []
    blocks = [rich(line(*told))] if told else []
    blocks += entry(action, answer.today, may_change)
    facts = [
        *([[words("Assigned to "), person(action.assignee)]] if action.assignee else []),
        *([[words(f"Note: {cut(action.note, 500)}")]] if action.note else []),
        *(_change(change) for change in answer.history[-10:]),
    ]
    if facts:
        blocks.append(rich(bullets(facts)))
    if may_change and answer.history:
        blocks += row(_change_button("Take back the last change", "undo", action))
    lines = [*([_said_text(answer.said, action)] if answer.said else [])]
    lines.append(entry_text(action, answer.today))
    lines += [_change_text(change) for change in answer.history[-10:]]
    return Message(fit(lines, "The rest stands in the message."), tuple(blocks))


def entry(action: ActionRow, today: dt.date, may_change: bool) -> list[Block]:
    """Number, owner and state; the exact words; where they stand; a button to change it."""
    kind = f" · {action.kind}" if action.owner else ""
    facts = f"{kind} · {state(action, today)}"
    head = line(words(f"{action.id}. {owner(action)}", bold=True), words(facts))
    number = f", paragraph {cut(action.paragraph_number, 40)}" if action.paragraph_number else ""
    place = [words(f"{cut(action.item_title, 200)}{number} · {raised(action)}")]
    if action.url:
        place += [words(" · "), address(action.url, OPEN)]
    told = rich(head, *quotes(action.text), line(*place))
    return [told, *_buttons(action, may_change)]


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
    if action.overdue(today):
        return f"overdue since {action.due:%-d %B %Y}"
    if action.due:
        return f"{action.status}, due {action.due:%-d %B %Y}"
    return action.status + (f" (“{cut(action.due_words, 80)}”)" if action.due_words else "")


def _none(answer: ActionsAnswer) -> Message:
    sentence = f"No actions ({cut(answer.understood, 500)})." if answer.understood else "None."
    buttons = row(
        button("All actions", "ask.0", "actions all", "Show all actions"),
        button("Help", "ask.1", "actions help", "How to ask for actions"),
    )
    return Message(f"{escape(sentence)} Try: /actions all", (said(sentence), *buttons))


def _buttons(action: ActionRow, may_change: bool) -> list[Block]:
    if not may_change:
        return []
    if not action.certain:
        return row(_change_button("Add to the register", "add", action))
    if action.status == "open":
        return row(_change_button("Done", "done", action))
    if action.status == "done" and not action.procedural:
        return row(_change_button("Reopen", "reopen", action))
    return []


def _change_button(text: str, verb: str, action: ActionRow) -> Part:
    return button(text, f"change.{verb}", str(action.id), f"{text}: action {action.id}")


def _more(answer: ActionsAnswer, filters: str, last: int) -> list[Block]:
    if last >= answer.total:
        return []
    value = json.dumps({"f": filters, "o": last}, ensure_ascii=False)
    count = f"{last} of {answer.total} actions"
    if len(value) > VALUE_MOST:
        return [note(f"{count}. A shorter question can be paged through.")]
    return [note(count), *row(button("More actions", "more_actions", value))]


# ---- history ----------------------------------------------------------------------------------


def _change(change: ActionChange) -> list[Part]:
    return [moment(change.at), words(" · "), person(change.by), words(_what(change))]


def _what(change: ActionChange) -> str:
    before, after = change.before or "nothing", change.after or "nothing"
    told = f" · {change.field}: {cut(before, 200)} → {cut(after, 200)}"
    return f"{told} ({cut(change.note, 500)})" if change.note else told


def _change_text(change: ActionChange) -> str:
    return f"{change.at:%-d %B %Y} {escape(change.by)}{escaped_within(_what(change), 900)}"


def _with_person(sentence: str, action: ActionRow) -> list[Part]:
    """Our sentence; where it names the assignee by Slack ID, as a mention."""
    return list(_parts(sentence, action.assignee))


def _parts(sentence: str, assignee: str | None) -> Iterator[Part]:
    before, mention, after = (
        sentence.partition(f"<@{assignee}>") if assignee else (sentence, "", "")
    )
    yield words(before, bold=True)
    if mention and assignee:
        yield person(assignee)
        yield from ([words(after, bold=True)] if after else [])


def _said_text(sentence: str, action: ActionRow) -> str:
    told: Sequence[str] = sentence.split(f"<@{action.assignee}>") if action.assignee else [sentence]
    return f"<@{action.assignee}>".join(escape(part) for part in told)
