"""The pieces of Block Kit that answers are built of.

Words of documents and people stand only in `rich_text` and `plain_text`, which are literal:
nothing that they say can become a mention, a link or formatting. There is no `mrkdwn` here.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack_text import BLOCK_MOST, usable
from commands.documents import VALUE_MOST, cut, label

Block = dict[str, Any]
Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: blocks, and the `text` that phones and screen readers read instead.

    `quotes` are the ids of the paragraphs whose words it holds, so that it can be kept true.
    """

    text: str
    blocks: tuple[Block, ...]
    quotes: tuple[str, ...] = ()

    def payload(self) -> dict[str, Any]:
        """The fields of a message for the Web API and for response addresses."""
        return {"text": self.text, "blocks": list(self.blocks)}


# ---- leaves of rich text ----------------------------------------------------------------------


def text_object(text: str, bold: bool = False, code: bool = False, strike: bool = False) -> Part:
    """Literal words."""
    styles = (("bold", bold), ("code", code), ("strike", strike))
    style = {name: True for name, on in styles if on}
    return {
        "type": "text",
        "text": cut(text, BLOCK_MOST) or " ",
        **({"style": style} if style else {}),
    }


def address(url: str | None, words: str) -> Part:
    """A link, or its words alone where there is no address that Slack takes."""
    target = usable(url)
    return (
        {"type": "link", "url": target, "text": cut(words, 300)} if target else text_object(words)
    )


def person(who: str) -> Part:
    """Somebody by their Slack ID as a mention, anybody else by name."""
    if re.fullmatch(r"[UW][A-Z0-9]{2,}", who):
        return {"type": "user", "user_id": who}
    return text_object(cut(who, 200))


def mention(who: str, kind: str) -> Part:
    """Somebody, a group of people or a channel by its Slack ID; anybody else by name."""
    if kind == "group":
        return {"type": "usergroup", "usergroup_id": who}
    if kind == "place":
        return {"type": "channel", "channel_id": who}
    return person(who)


def moment(at: dt.datetime) -> Part:
    """A moment, which each reader sees in their own time zone."""
    return {
        "type": "date",
        "timestamp": int(at.timestamp()),
        "format": "{date_short} {time}",
        "fallback": f"{at:%-d %B %Y %H:%M} UTC",
    }


# ---- elements and blocks ----------------------------------------------------------------------


def line(*leaves: Part) -> Part:
    """A line of rich text."""
    return {"type": "rich_text_section", "elements": list(leaves)}


def bullets(lines: Iterable[Sequence[Part]]) -> Part:
    """A list of lines."""
    return {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [line(*leaves) for leaves in lines],
    }


def rich_text(*elements: Part) -> Block:
    """A block of rich text."""
    return {"type": "rich_text", "elements": list(elements)}


def quote(*leaves: Part) -> Part:
    """A quotation in a block of rich text."""
    return {"type": "rich_text_quote", "elements": list(leaves)}


def preformatted(text: str) -> Part:
    """Lines in a block of rich text whose letters are of one width."""
    return {"type": "rich_text_preformatted", "elements": [text_object(text)]}


def heading(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(cut(" ".join(text.split()), 150))}


def context_block(text: str) -> Block:
    """Small grey words beneath something."""
    return {"type": "context", "elements": [plain(cut(text, BLOCK_MOST))]}


def section(text: str, accessory: Part | None = None) -> Block:
    """A paragraph of our own words, with a button beside it where one is given."""
    block: Block = {"type": "section", "text": plain(cut(text, BLOCK_MOST))}
    return {**block, "accessory": accessory} if accessory else block


def plain(text: str) -> Part:
    """Literal text; `:x:` stays what it is."""
    return {"type": "plain_text", "text": text or " ", "emoji": False}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def actions_block(*buttons: Part | None) -> list[Block]:
    """Buttons beside each other; nothing where there is none."""
    elements = [button for button in buttons if button]
    return [{"type": "actions", "elements": elements}] if elements else []


def asks_first(question: str, yes: str) -> Part:
    """What Slack asks before a press counts: a `question`, and the words of who agrees."""
    return {
        "title": plain("Are you sure?"),
        "text": plain(question),
        "confirm": plain(yes),
        "deny": plain("Not yet"),
    }


def button(
    text: str,
    action: str,
    value: str = "",
    spoken: str = "",
    style: str | None = None,
    confirm: Part | None = None,
) -> Part:
    """A button. `value` holds ids only; `spoken` is what a screen reader says; `confirm` is what
    Slack asks first.

    What is read on it is part of what is said, so that it can be pressed by its name.
    Raises ValueError for a value that is too long: whoever asks must offer something else.
    """
    if len(value) > VALUE_MOST:
        raise ValueError("a button's value is too long")
    read = label(text)
    labels = [label(spoken), label(f"{read}: {spoken}")] if spoken else []
    accessible = next((one for one in labels if read.casefold() in one.casefold()), read)
    part: Part = {
        "type": "button",
        "text": plain(read),
        "action_id": action,
        "accessibility_label": accessible,
    }
    part |= {"confirm": confirm} if confirm else {}
    return part | ({"value": value} if value else {}) | ({"style": style} if style else {})


def menu(action: str, choices: Sequence[tuple[str, str]]) -> Part:
    """A menu of rarer things to do: (words, value) each, at most five."""
    return {
        "type": "overflow",
        "action_id": action,
        "options": [{"text": plain(label(text)), "value": value} for text, value in choices],
    }
