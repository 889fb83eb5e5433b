"""Addresses of held minutes that somebody pastes: the paragraph is shown beneath them.

Everybody sees a preview, so it is what a member may read.
"""

from typing import Any

from bot.blocks.kit import Block, note, quotation, rich, words
from bot.blocks.kit import line as line_of
from bot.blocks.search import speaking, where
from bot.desk import Body, Desk
from commands.lookup import paragraph_at
from storage.records import ParagraphRow

MOST = 10  # previews beneath one message


def shared(desk: Desk, body: Body, event: Body) -> None:
    """Addresses stand in a message, or in one that is being written."""
    context = desk.context(event.get("user") or "", event.get("channel"), private=False)
    unfurls: dict[str, dict[str, Any]] = {}
    for link in (event.get("links") or [])[:MOST]:
        found = paragraph_at(context, link["url"].replace("&amp;", "&"))
        if found:
            unfurls[link["url"]] = {"blocks": _preview(found[0])}
    if not unfurls:
        return
    if event.get("source") == "composer":
        desk.client.chat_unfurl(unfurl_id=event["unfurl_id"], source="composer", unfurls=unfurls)
    else:
        desk.client.chat_unfurl(channel=event["channel"], ts=event["message_ts"], unfurls=unfurls)


def _preview(paragraph: ParagraphRow) -> list[Block]:
    who = speaking(paragraph)
    head = [rich(line_of(words(who, bold=True)))] if who else []
    return [*head, *quotation(paragraph.text), note(where(paragraph))]
