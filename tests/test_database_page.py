"""docs/database.md is true: what other tools may read, and that it holds nothing private."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

Minutebook = Callable[..., Any]
DOCS = Path(__file__).parent.parent / "docs"
SAMPLES = Path(__file__).parent.parent / "bot" / "samples"
PRIVATE = """\
Wexmoor Police and Crime Panel - Thursday, 7 May 2026

1. Complaint

1. Mr Eskdale asked about the cormorants of the Chief Constable.
"""


def told() -> dict[str, list[str]]:
    """The views and columns of the page's table."""
    rows = re.findall(
        r"^\| `(public_\w+)` \| [^|]+ \| (.+) \|$", DOCS.joinpath("database.md").read_text(), re.M
    )
    return {name: re.findall(r"`(\w+)`", columns) for name, columns in rows}


def test_the_views_are_as_the_page_says(minutebook: Minutebook) -> None:
    minutebook("add", SAMPLES)
    with closing(sqlite3.connect("minutebook.db")) as db:
        views = [row[0] for row in db.execute("select name from sqlite_master where type = 'view'")]
        held = {
            view: [column[0] for column in db.execute(f"select * from {view} limit 1").description]
            for view in views
        }
        assert held == told()
        for view in views:
            assert db.execute(f"select count(*) from {view}").fetchone()[0], view
        (speakers,) = db.execute(
            "select speakers from public_paragraphs where text like 'Mr Eskdale asked why%'"
        ).fetchone()
    assert speakers.split("; ")[0] == "Mr Eskdale"


def test_they_hold_nothing_that_members_may_not_see(
    minutebook: Minutebook, write: Callable[[str, str], Path]
) -> None:
    assert minutebook("add", write("draft.txt", PRIVATE), "--draft").status == 0
    with closing(sqlite3.connect("minutebook.db")) as db:
        for view in told():
            assert "cormorants" not in str(db.execute(f"select * from {view}").fetchall())
            assert db.execute(f"select count(*) from {view}").fetchone() == (0,)


def copied(minutebook: Minutebook) -> dict[str, list[str]]:
    """The tables of a public copy that are no part of its search index, and their columns."""
    assert minutebook("publish-copy", "public.db").status == 0
    with closing(sqlite3.connect("public.db")) as db:
        names = [
            name for (name,) in db.execute("select name from sqlite_master where type = 'table'")
        ]
        return {
            name: [column[1] for column in db.execute(f"pragma table_info({name})")]
            for name in names
            if not name.startswith("public_paragraphs_fts")
        }


def test_a_public_copy_holds_the_views_and_no_table_more(minutebook: Minutebook) -> None:
    minutebook("add", SAMPLES)
    assert copied(minutebook) == told()
    with (
        closing(sqlite3.connect("public.db")) as copy,
        closing(sqlite3.connect("minutebook.db")) as db,
    ):
        for view in told():
            rows = f"select * from {view} order by 1, 2, 3"
            assert copy.execute(rows).fetchall() == db.execute(rows).fetchall()
        found = "select count(*) from public_paragraphs_fts where public_paragraphs_fts match ?"
        assert copy.execute(found, ["precept"]).fetchone()[0]


def test_nothing_private_is_in_its_bytes(
    minutebook: Minutebook, write: Callable[[str, str], Path]
) -> None:
    minutebook("add", SAMPLES)
    minutebook("add", write("draft.txt", PRIVATE), "--draft")
    later = PRIVATE.replace("7 May", "4 June")
    minutebook("add", write("exempt.txt", later.replace("cormorants", "gannets")))
    assert minutebook("mend", "5", "private", "1").status == 0
    minutebook(
        "add", write("gone.txt", later.replace("4 June", "2 July").replace("cormorants", "puffins"))
    )
    minutebook("publish-copy", "public.db")
    assert b"puffins" in Path("public.db").read_bytes()
    minutebook("withdraw", "6", "--reason", "told in error")
    minutebook("search", "body-worn video secretly asked")
    minutebook("publish-copy", "public.db")
    held = Path("public.db").read_bytes()
    for word in (b"cormorants", b"gannets", b"puffins", b"told in error", b"secretly"):
        assert word not in held
    assert b"body-worn video" in held


def test_it_takes_the_place_of_an_earlier_copy_alone(minutebook: Minutebook) -> None:
    minutebook("add", SAMPLES)
    book = Path("minutebook.db").read_bytes()
    Path("notes.txt").write_text("mine")
    for file, why in (("minutebook.db", "the database itself"), ("notes.txt", "no public copy")):
        refused = minutebook("publish-copy", file)
        assert (refused.status, why in refused.err) == (1, True)
    assert Path("minutebook.db").read_bytes() == book
    assert Path("notes.txt").read_text() == "mine"
    assert minutebook("publish-copy", "no/such/folder.db").status == 1
    for _ in range(2):
        assert "39 paragraphs" in minutebook("publish-copy", "public.db").out
    assert {path.name for path in Path().iterdir() if "public" in path.name} == {"public.db"}


def test_datasette_is_told_of_the_copy_as_the_page_makes_it(minutebook: Minutebook) -> None:
    """What Datasette shows was tried by hand: it is too much to install for the tests."""
    text, page = (
        DOCS.joinpath("datasette.yaml").read_text(),
        DOCS.joinpath("database.md").read_text(),
    )
    command = "datasette public.db --metadata docs/datasette.yaml --setting default_allow_sql off"
    assert command in text
    assert command in page
    public, book = text.partition("\n  public:\n")[2].split("\n  minutebook:\n")
    minutebook("add", SAMPLES)
    tables = copied(minutebook)
    assert re.findall(r"^      (\w+):$", public, re.M) == list(tables)
    named = re.findall(r"(?:sort_desc|label_column): (\w+)|facets: \[(.+)\]", public)
    columns = {column for held in tables.values() for column in held}
    assert {one for pair in named for part in pair for one in part.split(", ") if one} <= columns
    assert "allow: false" in book
