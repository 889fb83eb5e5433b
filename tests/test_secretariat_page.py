"""The secretariat's page is true: each picture is what the bot shows now, each command is there.

After a change of how things look, draw the pictures anew:

    MINUTEBOOK_DRAW=1 pytest tests/test_secretariat_page.py
"""

import datetime as dt
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.drawn_picture import picture

from bot.cli.group import cli
from bot.demo import index_samples
from bot.sharing import shared_message
from bot.views import as_message
from bot.views.amendments import corrected
from bot.views.forms import audit_view
from commands.announcing import announcement
from commands.documents.history import audit
from commands.documents.publication import announced, preview
from commands.ingest import Source
from commands.ingest.publish import add, stage
from commands.records import withdraw
from commands.request_context import Context
from sources.structure.meeting import Given
from storage.audit import steps
from storage.database import Book
from storage.meetings import meeting_paragraphs
from storage.model import MEMBER, Viewer

ROOT = Path(__file__).parent.parent
DOCS, FOLDER = ROOT / "docs", ROOT / "docs" / "pictures" / "desk"
PAGE = (DOCS / "secretariat.md").read_text(encoding="utf-8")
MARCH = (ROOT / "playground" / "next_minutes.txt").read_text(encoding="utf-8")
NOW = dt.datetime(2026, 3, 31, 16, 0, tzinfo=dt.UTC)
DAY = NOW.date()
CLERK = Viewer("U0CLERK", secretariat=True)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Context]:
    """The sample minutes, as a clerk has them."""
    held = Book(tmp_path / "minutebook.db")
    list(index_samples(held))
    yield Context(held, CLERK, NOW, via="slack")
    held.close()


def read(context: Context, text: str, name: str) -> int:
    """Enter some minutes: which meeting they are."""
    source = Source(name, lambda: (text.encode(), Given()))
    return add(context, [source]).added[0].meeting.id


def said(*blocks: object) -> list[tuple[str, str, list[dict]]]:
    return [("Minutebook", "APP", list(blocks))]


def asked(context: Context) -> str:
    text = MARCH.replace("Mr Eskdale said that the sign", "Mr Eskdail said that the sign")
    shown = as_message(preview(stage(context, "F1", "march.docx", text.encode())))
    return picture("A preview with a question", said(*shown.blocks))


def amends(context: Context) -> str:
    read(context, MARCH, "march.docx")
    text = MARCH.replace("63 of the 101", "83 of the 101")
    shown = as_message(preview(stage(context, "F2", "march-v2.docx", text.encode())))
    return picture("A preview of an amended version", said(*shown.blocks))


def told(context: Context) -> str:
    meeting = read(context, MARCH, "march.docx")
    message = as_message(
        announced(announcement(context, meeting), "Agreed by the Chair on Monday.")
    )
    return picture("An announcement", said(*message.blocks))


def kept_true(context: Context) -> str:
    """A shared paragraph after an amendment."""
    meeting = read(context, MARCH, "march.docx")
    first = meeting_paragraphs(context.book, MEMBER, meeting)[0]
    payload = shared_message(first, None, "U0MEMBER").payload()
    after = first.text.replace("63 of the 101", "83 of the 101")
    now = corrected(payload, [(first.text, after)], DAY, None)
    return picture("A shared paragraph, amended", said(*now["blocks"]))


def trail(context: Context) -> str:
    meeting = read(context, MARCH, "march.docx")
    read(context, MARCH.replace("63 of the 101", "83 of the 101"), "march-v2.docx")
    withdraw(context, meeting, "names a member of the public", item="21", paragraph="1")
    view = audit_view(audit(steps(context.book, meeting_id=meeting), (), 0))
    return picture("The audit trail", said(*view["blocks"]))


PICTURES: dict[str, Callable[[Context], str]] = {
    "preview": asked,
    "amendment": amends,
    "announcement": told,
    "kept-true": kept_true,
    "audit": trail,
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_what_the_desk_shows(desk: Context, name: str) -> None:
    drawn, path = PICTURES[name](desk), FOLDER / f"{name}.svg"
    if os.environ.get("MINUTEBOOK_DRAW"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == drawn


def test_every_picture_stands_on_the_page() -> None:
    shown = re.findall(r"!\[([^\]]+)\]\(pictures/desk/([\w-]+)\.svg\)", PAGE)
    assert {name for _, name in shown} == set(PICTURES)
    assert all(len(words) > 20 for words, _ in shown)


def test_every_command_on_the_page_is_there() -> None:
    named = set(re.findall(r"minutebook ([a-z]+)", PAGE))
    assert named <= set(cli.commands)
    assert {"publish", "amend", "withdraw", "history", "audit", "mend", "erase"} <= named
