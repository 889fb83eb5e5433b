"""Two books that members cannot tell from each other: one holds secrets in a draft, in an exempt
item and had one in a paragraph that was withdrawn; the other never held them."""

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from bot.cli.group import cli
from storage.database import Book

NOW = dt.datetime(2025, 6, 2, 9, tzinfo=dt.UTC)
# The paragraph that is withdrawn made no entry of the register: numbers once given to members are
# never given again.
PUBLIC = """\
Harbour Trust Board - Tuesday, 14th January, 2025

1.

Ferry Timetable

Minutes:

1.         Mrs Penhaligon asked why the last ferry left at nine. The Harbour Master replied that \
two of the four skippers had retired, and undertook to bring a plan by 31 March 2025.
{withdrawn}
RESOLVED that the Harbour Master write to the County Council about the last ferry.
{exempt}"""
WITHDRAWN = """
2.         Mr Quillfeather said that the zanzibarite must not be named. The Harbour Master was \
sorry about the zanzibarite.
"""
EXEMPT = """
2.

Exempt: Tenancy of the Boathouse

Minutes:

3.         Mr Tregear-Yelverton asked what the krakatoan rent was. The Bursar would send the \
krakatoan ledger by 30 April 2025. The Krakatoan Ledger Group (KLG) was told.
"""
DRAFT = """\
Harbour Trust Board - Tuesday, 11th March, 2025

Present: Mrs Bertha Penhaligon (Chairman), Mr J Obsidian

In attendance: Commander Basalt (Harbour Master)

1.

Dredging and the Vesuvian Contract

Minutes:

1.         Mrs Obsidian-Vane asked about the vesuvian contract. The Surveyor undertook to \
circulate the vesuvian contract by 30 April 2025. Mrs Penhaligon thanked the Surveyor.
"""
LATER = """\
Harbour Trust Board - Tuesday, 13th May, 2025

Present: Mrs Alice Penhaligon, Dr M Anning

1.

Slipway

Minutes:

1.         Mrs Penhaligon asked when the slipway would be mended. The Harbour Master replied that \
it had been mended in April, and would report on the last ferry in July.

2.         Dr Anning asked the Surveyor whether limpets had been counted. The Surveyor undertook \
to count the limpets by 30 June 2025.
"""
SECRETS = ("zanzibarite", "krakatoan", "vesuvian")


def put(book: Book, text: str, name: str, draft: bool = False) -> None:
    """Add minutes as a clerk does."""
    page = "https://harbour.example/mgAi.aspx?ID=" + {"p": "71", "d": "72", "l": "73"}[name[0]]
    typed(book, "add", file_of(book, name, text), "--url", page, *(["--draft"] if draft else []))


def file_of(book: Book, name: str, text: str) -> Path:
    """A file beside the book."""
    path = book.path.parent / f"{name}.txt"
    path.write_text(text)
    return path


def typed(book: Book, *args: object) -> None:
    """A command on this book, as it is typed at that time. Raises where it refuses."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()):
        patch.setenv("MINUTEBOOK_DB", str(book.path))
        patch.setattr("bot.cli.group.now", lambda: NOW)
        cli.main([str(arg) for arg in args], standalone_mode=False)


@pytest.fixture
def books(tmp_path: Path) -> Iterator[tuple[Book, Book]]:
    """One with secrets, and one that never had them."""
    with_secrets, without = Book(tmp_path / "secrets.db"), Book(tmp_path / "plain.db")
    put(with_secrets, PUBLIC.format(withdrawn=WITHDRAWN, exempt=EXEMPT), "public")
    typed(with_secrets, "withdraw", 1, "--paragraph", 2, "--reason", "names a person")
    put(with_secrets, DRAFT.replace("thanked", "thanked him and"), "draft", draft=True)
    put(without, PUBLIC.format(withdrawn="", exempt=""), "public")
    for book in (with_secrets, without):
        put(book, LATER, "later")
    work_on_the_draft(with_secrets)
    yield with_secrets, without
    with_secrets.close()
    without.close()


def work_on_the_draft(book: Book) -> None:
    """All that a clerk does to a draft before it is published leaves it one."""
    typed(book, "amend", 2, file_of(book, "draft-2", DRAFT.replace("asked", "enquired")))
    typed(book, "mend", 2, "title", "Vesuvian Harbour Trust")
    typed(book, "mend", 2, "undo")
    typed(book, "history", 2, "--restore", 1)
    typed(book, "amend", 2, file_of(book, "draft-3", DRAFT))
