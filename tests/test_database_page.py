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


def test_datasette_opens_the_views_and_no_table() -> None:
    text = DOCS.joinpath("datasette.yaml").read_text()
    assert re.findall(r"^      (\w+):$", text, re.M) == list(told())
    assert "id: nobody" in text
    assert "allow_sql: false" in text
