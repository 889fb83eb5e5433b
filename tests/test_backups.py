"""Copies of the book and the way back: what they replace, and what a kill leaves of them."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from test_keeping import held, only_sentence

from storage.database import Book
from storage.meetings import meeting_rows
from storage.model import KEEPER

__all__ = ["held"]


Minutebook = Callable[..., Any]


def add_another(held: Minutebook) -> None:
    """Add the minutes of another day."""
    text = Path("minutes.txt").read_text(encoding="utf-8")
    Path("march.txt").write_text(text.replace("14th January", "11th March"), encoding="utf-8")
    held("add", "march.txt")


def test_a_copy_of_another_book_or_any_other_file_is_replaced_by_force_only(
    held: Minutebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    held("backup", "copy.db")
    monkeypatch.setenv("MINUTEBOOK_DB", "second.db")
    assert held("add", "minutes.txt", "--panel", "Quay Board").status == 0
    for name, why in (("copy.db", "another Minutebook database"), ("minutes.txt", "no backup")):
        before = Path(name).read_bytes()
        refused = only_sentence(held("backup", name))
        assert why in refused
        assert "--force" in refused
        assert Path(name).read_bytes() == before
        assert held("backup", name, "--force").status == 0
        assert held("backup", name).status == 0  # it is its own now
    Path("link.db").symlink_to("second.db")
    os.link("second.db", "hard.db")
    Path(".env").write_text("MINUTEBOOK_TIMEZONE=Europe/London\n")
    os.mkfifo("pipe")
    for name in ("second.db", "link.db", "hard.db", "second.db-wal", ".env", "pipe", "/dev/null"):
        assert "name another file" in only_sentence(held("backup", name, "--force"))
    assert Path(".env").read_text() == "MINUTEBOOK_TIMEZONE=Europe/London\n"
    assert "Quay Board" in held("meetings").out


def test_a_backup_goes_where_a_link_leads(held: Minutebook) -> None:
    Path("elsewhere").mkdir()
    held("backup", "elsewhere/copy.db")
    Path("copy.db").symlink_to("elsewhere/copy.db")
    add_another(held)
    assert held("backup", "copy.db").status == 0
    assert Path("copy.db").is_symlink()
    with closing(Book(Path("elsewhere/copy.db"))) as copy:
        assert len(meeting_rows(copy, KEEPER)) == 1 + 1


def test_what_a_killed_copy_left_hinders_no_other_and_goes_with_it(held: Minutebook) -> None:
    old = Path(f".copy.db.{os.getpid()}.new")  # 1.0 named it so; in a container always alike
    old.write_bytes(b"half a copy")
    for _ in range(50):
        process = subprocess.Popen(
            [sys.executable, "-c", "from bot.cli import main; main()", "backup", "copy.db"],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        while process.poll() is None and not list(Path.cwd().glob(".copy.db.*.new/copy.db")):
            pass
        process.kill()
        process.wait()
        if left := list(Path.cwd().glob(".copy.db.*.new/copy.db")):
            break
    assert left
    assert held("backup", "copy.db").status == 0
    assert not list(Path.cwd().glob(".copy.db*"))


def test_what_each_restore_replaced_is_kept(held: Minutebook) -> None:
    held("backup", "copy.db")
    add_another(held)
    for _ in range(2):
        told = held("restore", "copy.db", "--yes")
    assert "minutebook.db.before-restore-2:" in told.out
    with closing(Book(Path("minutebook.db.before-restore"))) as first:
        assert len(meeting_rows(first, KEEPER)) == 1 + 1


def test_the_database_of_another_program_is_left_alone(
    held: Minutebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    held("backup", "copy.db")
    with closing(sqlite3.connect("other.db")) as other:
        other.execute("create table notes (text)")
    monkeypatch.setenv("MINUTEBOOK_DB", "other.db")
    for command in (("restore", "copy.db", "--yes"), ("meetings",), ("add", "minutes.txt")):
        assert "another program" in only_sentence(held(*command))
    with closing(sqlite3.connect("other.db")) as other:
        assert other.execute("select name from sqlite_master").fetchall() == [("notes",)]


def test_settings_that_cannot_be_written_whole_are_not_written(minutebook: Minutebook) -> None:
    script = "ulimit -f 0; exec \"$0\" -c 'from bot.cli import main; main()' init"
    ended = subprocess.run(
        ["bash", "-c", script, sys.executable],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        input="\n" * 7,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 1
    assert ended.stderr.strip().endswith(".env cannot be written: File too large.")
    assert not list(Path.cwd().glob(".env*"))
