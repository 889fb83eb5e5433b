"""Forms and lists of the secretariat's desk: taking back, and who did what."""

from collections.abc import Sequence

from bot.blocks.forms import View, modal
from bot.blocks.kit import (
    Block,
    Part,
    bullets,
    line,
    moment,
    note,
    person,
    plain,
    rich,
    said,
    words,
)
from bot.text import cut, label
from storage.counted import counted
from storage.records import MeetingRow
from storage.shared import Unreachable
from storage.trail import Step

STEPS, MESSAGES, MEETINGS = 40, 20, 100  # shown


def withdraw_form(meetings: Sequence[MeetingRow]) -> View:
    """What is to be taken back, and why."""
    options = [
        {"text": plain(label(_named(row))), "value": str(row.id)} for row in meetings[:MEETINGS]
    ]
    if not options:
        return modal("Withdraw", [said("No minutes are held yet.")])
    return modal(
        "Withdraw",
        [
            said(
                "The words leave the book, its file and every message of mine that quotes them. "
                "That cannot be undone: to bring them back the document has to be read again."
            ),
            _input("meeting", "Minutes", {"type": "static_select", "options": options}),
            _input("item", "Only this item (its number)", _text(), optional=True),
            _input("paragraph", "Only this paragraph (its number)", _text(), optional=True),
            _input("reason", "Why, for the record", {**_text(), "max_length": 300}),
        ],
        callback_id="withdraw",
        submit=plain("Withdraw"),
    )


def audit_view(steps: Sequence[Step], unreachable: Sequence[Unreachable], owed: int) -> View:
    """Who did what, newest first, and the messages that could not be kept true."""
    blocks: list[Block] = []
    if owed:
        blocks.append(note(f"{counted(owed, 'message is', 'messages are')} still to be edited."))
    if unreachable:
        head = line(words("Slack no longer lets me edit these. Please see to them", bold=True))
        told = [_message(one) for one in unreachable[:MESSAGES]]
        blocks.append(rich(head, bullets(told)))
    if steps:
        blocks.append(rich(bullets(_step(step) for step in steps[:STEPS])))
        blocks.append(note("All of it: minutebook audit"))
    return modal("Audit trail", blocks or [said("Nothing has been done yet.")])


def _step(step: Step) -> list[Part]:
    date = f", {step.date:%-d %B %Y}" if step.date else ""
    about = f" · {cut(step.meeting, 100)}{date}" if step.meeting else ""
    more = " · ".join(part for part in (step.place, step.note) if part)
    told = f" {step.what}{about}{f' · {cut(more, 200)}' if more else ''}"
    return [moment(step.at), words(" "), person(step.by), words(told)]


def _message(one: Unreachable) -> list[Part]:
    what = "withdrawn" if one.withdrawn else "amended"
    place = {"type": "channel", "channel_id": one.channel}
    if not one.channel.startswith(("C", "G")):
        place = words("a direct message")
    return [place, words(" of "), moment(one.at), words(f", {what} since ({one.why})")]


def _named(row: MeetingRow) -> str:
    return f"{row.date:%-d %b %Y}  {row.name}" if row.date else row.name


def _text() -> Part:
    return {"type": "plain_text_input", "max_length": 60}


def _input(block_id: str, text: str, element: Part, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "optional": optional,
        "label": plain(text),
        "element": {"action_id": block_id, **element},
    }
