"""New minutes told to members, and the form in which the clerk sees that first."""

import json
from collections.abc import Sequence

from bot.slack_text import cut, escape, escaped_within, fit, link
from bot.views.forms import View, modal
from bot.views.kit import (
    OPEN,
    Block,
    Message,
    Part,
    actions_block,
    address,
    bullets,
    context_block,
    heading,
    line,
    link_button,
    plain,
    rich_text,
    section,
    text_object,
    when,
)
from commands.announcing import Announcement
from commands.links import cited_paragraph_ids
from storage.model import ActionRow
from storage.plurals import plural

MOST = 8  # entries of a list
COVER_MOST = 600


def announced(told: Announcement, cover: str) -> Message:
    """What goes to a channel, under the clerk's line where there is one."""
    title = f"Minutes published: {when(told.meeting)}"
    blocks: list[Block] = [heading(title)]
    lines = [link(told.meeting.url, title)]
    if cover:
        blocks.append(section(cut(cover, COVER_MOST)))
        lines.append(escaped_within(cover, COVER_MOST))
    for name, actions in (("Decided", told.decided), ("Promised", told.promised)):
        if actions:
            blocks.append(
                rich_text(line(text_object(name, bold=True)), bullets(map(_entry, actions[:MOST])))
            )
            lines += [escaped_within(f"{name}: {_said(a)}", 400) for a in actions[:MOST]]
            left = len(actions) - MOST
            blocks += [context_block(f"and {left} more: /actions all")] if left > 0 else []
    if told.discussed:
        items = [_discussed(one.title, one.speakers, one.url) for one in told.discussed]
        blocks.append(rich_text(line(text_object("Most discussed", bold=True)), bullets(items)))
        lines.append(escape("Most discussed: " + "; ".join(d.title for d in told.discussed)))
    blocks += actions_block(
        link_button(OPEN, told.meeting.url, f"Open the minutes of {when(told.meeting)}")
    )
    return Message(
        fit(lines, "The rest stands in the message."), tuple(blocks), cited_paragraph_ids(told)
    )


def _entry(action: ActionRow) -> list[Part]:
    """What was decided, in its words; what was promised, after whose promise it is."""
    owner = _promised_by(action)
    whose = [text_object(f"{cut(owner, 100)}: ", bold=True)] if owner else []
    due = [text_object(f" (by {action.due:%-d %B %Y})")] if action.due else []
    where = [text_object(" · "), address(action.url, "item")] if action.url else []
    return [*whose, text_object(cut(action.text, 500)), *due, *where]


def _promised_by(action: ActionRow) -> str | None:
    return action.owner if action.kind != "resolution" else None


def _said(action: ActionRow) -> str:
    owner = _promised_by(action)
    return f"{owner}: {action.text}" if owner else action.text


def _discussed(title: str, speakers: int, url: str | None) -> list[Part]:
    count = plural(speakers, "person spoke", "people spoke")
    return [address(url, cut(title, 200)), text_object(f", {count}")]


def announce_form(told: Announcement, channels: Sequence[str]) -> View:
    """The announcement as it will read, a line of the clerk's own, and where it goes."""
    where: Part = {
        "type": "multi_conversations_select",
        "action_id": "channels",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        **({"initial_conversations": list(channels)} if channels else {}),
    }
    shown = announced(told, "")
    return modal(
        "Announce",
        [
            {"type": "input", "block_id": "channels", "label": plain("To"), "element": where},
            {
                "type": "input",
                "block_id": "cover",
                "optional": True,
                "label": plain("A line of your own above it"),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "cover",
                    "multiline": True,
                    "max_length": COVER_MOST,
                },
            },
            context_block("This is what members will read:"),
            *shown.blocks,
        ],
        callback_id="announce",
        submit=plain("Announce"),
        private_metadata=json.dumps({"m": told.meeting.id}),
    )
