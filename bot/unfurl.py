"""Addresses of held minutes that somebody pastes: the paragraph is shown beneath them.

Everybody sees a preview, so it is what a member may read.
"""

from typing import Any

from bot.blocks.corrected import correction_blocks
from bot.blocks.kit import Block, note, quotation, rich, words
from bot.blocks.kit import line as line_of
from bot.blocks.places import speaking, where_whole
from bot.desk import Body, Desk
from commands.lookup import paragraph_at
from commands.quoted import quoted
from storage.records import ParagraphRow
from storage.shared import arrived, begin

MOST = 10  # previews beneath one message


def shared(desk: Desk, body: Body, event: Body) -> None:
    """Addresses stand in a message, or in one that is being written."""
    context = desk.context(event.get("user") or "", event.get("channel"), private=False)
    unfurls: dict[str, dict[str, Any]] = {}
    quotes: dict[str, tuple[str, ...]] = {}
    for link in (event.get("links") or [])[:MOST]:
        found = paragraph_at(context, link["url"].replace("&amp;", "&"))
        if found:
            unfurls[link["url"]] = {"blocks": _preview(found[0])}
            quotes[link["url"]] = quoted(found[0])
    if not unfurls:
        return
    if event.get("source") == "composer":
        desk.client.chat_unfurl(unfurl_id=event["unfurl_id"], source="composer", unfurls=unfurls)
        return  # it belongs to no message yet; once it is sent Slack asks again
    channel, ts, by = event["channel"], event["message_ts"], event.get("user") or ""
    for url, preview in unfurls.items():
        name = begin(desk.book, channel, "preview", preview, quotes[url], by, desk.now(), url=url)
        arrived(desk.book, name, channel, ts)
    desk.client.chat_unfurl(channel=channel, ts=ts, unfurls=unfurls)


def _preview(paragraph: ParagraphRow) -> list[Block]:
    who = speaking(paragraph)
    head = [rich(line_of(words(who, bold=True)))] if who else []
    place = [note(where_whole(paragraph)), *correction_blocks(paragraph)]
    return [*head, *quotation(paragraph.text), *place]
