"""A paragraph, an entry and what is answered of them, to be drawn for Slack."""

import datetime as dt
from dataclasses import replace
from typing import Any

from bot.views import as_message
from bot.views.kit import Message
from commands.answers import Hit, Interpreted, SearchAnswer
from commands.documents import Document
from playground.block_check import check_message
from storage.model import ActionRow, MeetingRow, ParagraphRow

TODAY = dt.date(2025, 4, 2)
PAGE = "https://harbour.example/ieListDocuments.aspx?CId=3&MId=71"
BOARD = MeetingRow(
    id=1,
    panel="Harbour Trust Board",
    title="Harbour Trust Board",
    date=dt.date(2025, 1, 14),
    url=PAGE,
    status="published",
    items=2,
    paragraphs=9,
    actions=2,
)
FERRY = ParagraphRow(
    id="pferry",
    number="2",
    text="Mr Tregear said that *islanders* missed the last ferry <!channel> & slept on the quay.",
    kind="prose",
    position=1,
    speakers=("Mr Tregear",),
    mentions=(),
    item_id=1,
    item_number="1",
    item_title="Ferry Timetable",
    item_url=f"{PAGE}#AI1",
    meeting=BOARD,
)
RESOLVED = replace(
    FERRY, id="presolved", number=None, kind="resolution", speakers=(), text="RESOLVED to write."
)
LETTER = ActionRow(
    id=12,
    kind="undertaking",
    text="undertook to bring a plan by 31 March 2025",
    owner="The Harbour Master",
    status="open",
    due=dt.date(2025, 3, 31),
    due_words="by 31 March 2025",
    procedural=False,
    raised=dt.date(2025, 1, 14),
    paragraph_id="pferry",
    paragraph_number="2",
    item_title="Ferry Timetable",
    panel="Harbour Trust Board",
    url=PAGE,
)


def result(paragraph: ParagraphRow, rank: int = 1, **more: Any) -> Hit:
    fields = {"snippet": paragraph.text, "highlights": (), "url": f"{PAGE}#:~:text=Mr%20Tregear"}
    return Hit(rank=rank, paragraph=paragraph, score=1.0, **{**fields, **more})


def answered(*hits: Hit, **more: Any) -> SearchAnswer:
    fields: dict[str, Any] = {
        "query": "last ferry",
        "interpreted": Interpreted("last ferry"),
        "total": len(hits),
        "offset": 0,
        "took_ms": 1.0,
    }
    return SearchAnswer(hits=hits, **{**fields, **more})


def sound(drawn: Message | Document) -> Message:
    """The message, after the strict check of everything that Slack asks of one."""
    message = as_message(drawn) if isinstance(drawn, Document) else drawn
    assert [str(p) for p in check_message(message.text, list(message.blocks))] == []
    return message
