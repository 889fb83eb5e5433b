"""The pieces of Block Kit that answers are built of.

Words of documents and people stand only in `rich_text` and `plain_text`, which are literal:
nothing that they say can become a mention, a link or formatting. There is no `mrkdwn` here.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack_text import BLOCK_MOST, VALUE_MOST, cut, label, pieces, usable
from commands.confirmations import confirmed_on
from storage.model import MeetingRow, ParagraphRow

Block = dict[str, Any]
Part = dict[str, Any]

QUOTED_MOST = 20  # blocks of one quotation, of the 50 that a message holds


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


def text_object(text: str, bold: bool = False, code: bool = False) -> Part:
    """Literal words."""
    style = {name: True for name, on in (("bold", bold), ("code", code)) if on}
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


_SOMEBODY = re.compile(r"\b[UW](?=[A-Z]*\d)[A-Z0-9]{5,}\b")


def with_people(text: str) -> list[Part]:
    """A sentence of ours in which somebody's Slack ID stands, as a mention."""
    parts: list[Part] = []
    at = 0
    for found in _SOMEBODY.finditer(text):
        parts += [text_object(text[at : found.start()])] if found.start() > at else []
        parts.append(person(found[0]))
        at = found.end()
    return [*parts, text_object(text[at:])] if at < len(text) else parts


def moment(at: dt.datetime) -> Part:
    """A moment, which each reader sees in their own time zone."""
    return {
        "type": "date",
        "timestamp": int(at.timestamp()),
        "format": "{date_short} {time}",
        "fallback": f"{at:%-d %B %Y %H:%M} UTC",
    }


def highlighted(text: str, spans: Iterable[tuple[int, int]], start: int, end: int) -> list[Part]:
    """`text[start:end]` as leaves, with the spans (positions in the whole text) in bold."""
    parts: list[Part] = []
    at = start
    for first, last in sorted(spans):
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if at < first:
            parts.append(text_object(text[at:first]))
        parts.append(text_object(text[first:last], bold=True))
        at = last
    return [*parts, text_object(text[at:end])] if at < end else parts


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


def quote_elements(text: str, spans: Iterable[tuple[int, int]] = ()) -> list[Part]:
    """Words as published, whole: several quotations, split at sentences, where they are long."""
    found = list(spans)
    return [quote(*highlighted(text, found, start, end)) for start, end in pieces(text)]


def quote_blocks(text: str, spans: Iterable[tuple[int, int]] = ()) -> list[Block]:
    """Words as published, a block for each quotation."""
    blocks = [rich_text(part) for part in quote_elements(text, spans)]
    if len(blocks) <= QUOTED_MOST:
        return blocks
    left = context_block("The paragraph goes on: the page holds the rest.")
    return [*blocks[:QUOTED_MOST], left]


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


def link_button(text: str, url: str | None, spoken: str = "") -> Part | None:
    """A button that opens an address; None where there is none that Slack takes."""
    target = usable(url)
    return {**button(text, "open", spoken=spoken), "url": target} if target else None


# ---- who speaks in a paragraph and where it stands, in words ----------------------------------


OPEN = "Open the minutes"


def speaking(paragraph: ParagraphRow) -> str:
    """Who speaks, or what the paragraph is where nobody does."""
    if paragraph.speakers:
        return _listed(paragraph.speakers)
    return "Resolution" if paragraph.kind == "resolution" else ""


def where(paragraph: ParagraphRow) -> str:
    """Paragraph, item, meeting and date."""
    number = f"{numbered(paragraph)} · " if paragraph.number else ""
    return f"{number}{where_item(paragraph)}"


def where_whole(paragraph: ParagraphRow) -> str:
    """The same, and whether these minutes were confirmed, beside a paragraph that is whole."""
    confirmed = confirmed_on(paragraph.meeting, "confirmed as a correct record")
    return " · ".join(filter(None, [where(paragraph), confirmed]))


def where_item(paragraph: ParagraphRow) -> str:
    """Item, meeting and date."""
    number = f"Item {cut(paragraph.item_number, 40)}, " if paragraph.item_number else ""
    return f"{number}{cut(paragraph.item_title, 300)} · {when(paragraph.meeting)}"


def when(meeting: MeetingRow) -> str:
    """A meeting and its day; a draft is named as one."""
    day = f", {meeting.date:%-d %B %Y}" if meeting.date else ", no date known"
    return f"{cut(meeting.name, 200)}{day}{' · draft' if meeting.status == 'draft' else ''}"


def numbered(paragraph: ParagraphRow) -> str:
    """A paragraph by its number."""
    return f"Paragraph {cut(paragraph.number, 40)}" if paragraph.number else "Unnumbered paragraph"


def _listed(names: Sequence[str]) -> str:
    shown = [cut(name, 80) for name in names[:8]]
    if len(names) > len(shown):
        return f"{', '.join(shown)} and {len(names) - len(shown)} more"
    return " and ".join([*([", ".join(shown[:-1])] if len(shown) > 1 else []), shown[-1]])


# ---- buttons that ask a question when they are pressed, instead of its being typed ------------


MOST = 5


def ask_buttons(questions: Sequence[str]) -> list[Block]:
    """A row of questions, as many as help."""
    return actions_block(*asking(((question, question) for question in questions), "Search: "))


def asking(pairs: Iterable[tuple[str, str]], spoken: str, most: int = MOST) -> list[Part]:
    """Buttons for (words on it, question asked); words that read alike once.

    `spoken` goes before the words where they are read aloud.
    """
    questions: dict[str, str] = {}
    for text, question in pairs:
        if len(question) <= VALUE_MOST:
            questions.setdefault(label(text), question)
    return [
        button(text, f"ask.{index}", question, spoken + text)
        for index, (text, question) in enumerate(list(questions.items())[:most])
    ]
