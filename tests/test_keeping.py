"""Nothing lost: copies and the way back, checks of the whole book, and every way a file fails."""

import gzip
import io
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.bot_process import MINUTES

from bot.settings import read_settings
from storage.database import Book
from storage.integrity import examine
from storage.meetings import meeting_rows
from storage.model import KEEPER, MinutebookError

Minutebook = Callable[..., Any]
Write = Callable[[str, str], Path]
RELEASES = sorted((Path(__file__).parent / "releases").glob("*.db.gz"))
WHOLE = "ok     The database is whole"


@pytest.fixture
def held(minutebook: Minutebook, write: Write) -> Minutebook:
    """The command line, with the harbour's minutes in its database."""
    assert minutebook("add", write("minutes.txt", MINUTES)).status == 0
    return minutebook


def changed(statement: str) -> None:
    """Somebody else writes to the database behind Minutebook's back."""
    with closing(sqlite3.connect("minutebook.db")) as db, db:
        db.execute("pragma foreign_keys = off")
        db.execute(statement)


# ---- doctor --deep ----------------------------------------------------------------------------


def test_a_whole_book_is_said_to_be_whole(held: Minutebook) -> None:
    assert WHOLE in held("doctor", "--deep").out


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("delete from meetings", "rows of items belong to rows of meetings that are not there"),
        ("delete from published_index where rowid = 1", "differs from the minutes in 1 paragraph"),
        ("update published_index set text = 'eel' where rowid = 2", "in 1 paragraph"),
        ("insert into desk_index (text) values ('eel')", "in 1 paragraph"),
        ("update words set published = published + 1", "counts of words differ"),
        ("update index_sizes set words = 7", "counts of words differ"),
        ('update mentions set "end" = 99999', "rows of mentions point outside the text"),
        ("update paragraphs set fragment = 'text=eel'", "links of 4 paragraphs differ"),
        ("update actions set start = start + 1", "do not have the words of their paragraph"),
        ("update meetings set warnings = '['", "1 value of meetings.warnings holds no JSON"),
        ("update meetings set date = 'Tuesday'", "1 value of meetings.date holds no day"),
        ("update actions set entered_at = 'then'", "values of actions.entered_at hold no moment"),
        ("update paragraphs set position = 0", "stand two rows of paragraphs"),
        ("update actions set paragraph_id = 'gone'", "entries of the register stand in no para"),
        ("drop table deliveries", "The table deliveries is missing"),
        ("drop index mentions_by_person", "The index mentions_by_person is missing"),
    ],
)
def test_whatever_does_not_belong_together_is_told(
    held: Minutebook, statement: str, told: str
) -> None:
    changed(statement)
    examined = held("doctor", "--deep")
    assert told in examined.out
    assert WHOLE not in examined.out


def test_a_wrong_index_is_mended(held: Minutebook) -> None:
    changed("delete from published_index")
    held("doctor", "--mend")
    assert WHOLE in held("doctor", "--deep").out
    assert held("search", "last ferry", "--json").json["total"] > 0


# ---- backup and restore -----------------------------------------------------------------------


def test_a_backup_brings_everything_back(held: Minutebook) -> None:
    before = held("export").out
    assert held("backup", "copy.db").status == 0
    changed("delete from paragraphs")
    restored = held("restore", "copy.db", "--yes")
    assert restored.status == 0, restored.err
    assert held("export").out == before
    assert WHOLE in held("doctor", "--deep").out
    with closing(Book(Path("minutebook.db.before-restore"))) as old:
        assert meeting_rows(old, KEEPER)[0].paragraphs == 0


def test_a_backup_is_one_file_for_this_user_alone(held: Minutebook) -> None:
    held("backup", "copy.db")
    assert [path.name for path in Path.cwd().glob("copy.db*")] == ["copy.db"]
    assert Path("copy.db").stat().st_mode & 0o777 == 0o600
    assert not list(Path.cwd().glob(".*.new*"))


def test_a_backup_replaces_an_older_one_and_nothing_else(held: Minutebook) -> None:
    assert held("backup", "copy.db").status == 0
    assert held("backup", "copy.db").status == 0
    for name in ("minutes.txt", "minutebook.db"):
        before = Path(name).read_bytes()
        refused = held("backup", name)
        assert refused.status == 1
        assert refused.err.strip().endswith("name another file.")
        assert Path(name).read_bytes() == before


def test_a_running_bot_goes_on_with_what_was_restored(held: Minutebook) -> None:
    held("backup", "copy.db")
    with closing(Book(Path("minutebook.db"))) as running:
        with running.write() as db:
            db.execute("delete from meetings")
        assert held("restore", "copy.db", "--yes").status == 0
        assert len(meeting_rows(running, KEEPER)) == 1
        with running.write() as db:
            db.execute("update meetings set place = 'Quay'")
    assert WHOLE in held("doctor", "--deep").out


def test_nothing_is_restored_that_is_no_whole_backup(held: Minutebook, write: Write) -> None:
    held("backup", "copy.db")
    torn = Path("torn.db")
    torn.write_bytes(Path("copy.db").read_bytes()[:-40_000])
    shutil.copy("copy.db", "bent.db")
    with closing(sqlite3.connect("bent.db")) as db, db:
        db.execute("update index_sizes set words = 1")
    with closing(sqlite3.connect("other.db")) as db:
        db.execute("create table notes (text)")
    before = held("export").out
    for name in ("torn.db", "bent.db", "other.db", "minutes.txt", "minutebook.db"):
        refused = held("restore", name, "--yes")
        assert refused.status == 1, name
        assert len(refused.err.strip().splitlines()) == 1
        assert held("export").out == before


def test_a_backup_that_is_not_there_is_refused_like_any_input(held: Minutebook) -> None:
    refused = held("restore", "gone.db", "--yes")
    assert "There is no file gone.db. Nothing was changed." in only_sentence(refused)


def test_a_damaged_database_is_kept_and_replaced(held: Minutebook) -> None:
    held("backup", "copy.db")
    Path("minutebook.db").write_bytes(b"not a database at all" * 1000)
    assert held("restore", "copy.db", "--yes").status == 0
    assert WHOLE in held("doctor", "--deep").out
    assert Path("minutebook.db.before-restore").read_bytes().startswith(b"not a database")


def test_an_export_read_into_an_empty_database_gives_the_same_book(
    held: Minutebook, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    held("add", Path(__file__).parent / "documents")
    told = held("export", "--drafts").out
    exported = write("book.jsonl", told)
    monkeypatch.setenv("MINUTEBOOK_DB", "second.db")
    assert held("add", exported).status == 0
    assert held("export", "--drafts").out == told
    assert WHOLE in held("doctor", "--deep").out


# ---- every released schema --------------------------------------------------------------------


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_the_book_of_every_release_is_brought_up_to_date(
    minutebook: Minutebook, release: Path
) -> None:
    Path("minutebook.db").write_bytes(gzip.decompress(release.read_bytes()))
    assert WHOLE in minutebook("doctor", "--deep").out
    (hit,) = minutebook("search", "skippers", "--json").json["results"]
    assert hit["speakers"] == ["Mrs Penhaligon", "The Harbour Master"]
    assert "sent" in minutebook("actions", "1").out


def test_a_newer_schema_is_left_alone(held: Minutebook) -> None:
    changed(
        "insert into _sqlite_migrations (migration_set, name, applied_at)"
        " values ('minutebook', 'of_next_year', '2027-01-01')"
    )
    before = Path("minutebook.db").read_bytes()
    told = held("search", "ferry")
    assert told.status == 1
    assert "written by a newer version of Minutebook" in told.err
    assert Path("minutebook.db").read_bytes() == before


# ---- every way a file fails -------------------------------------------------------------------


def only_sentence(told: Any) -> str:
    """What was said, in one line and without a traceback."""
    assert told.status == 1, told
    (line,) = told.err.strip().splitlines()
    return str(line)


def test_a_damaged_file_is_told(held: Minutebook) -> None:
    whole = Path("minutebook.db").read_bytes()
    Path("minutebook.db").write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    for command in (("search", "ferry"), ("meetings",), ("add", "minutes.txt", "--title", "New")):
        assert "is damaged. Restore the last backup" in only_sentence(held(*command))
    assert "damaged" in held("doctor", "--deep").out


def test_who_may_only_read_is_told_so_and_nothing_is_changed(held: Minutebook) -> None:
    before = Path("minutebook.db").read_bytes()
    for file, folder in ((0o400, 0o700), (0o400, 0o500), (0o600, 0o500)):
        Path("minutebook.db").chmod(file)
        Path.cwd().chmod(folder)
        told = as_ordinary_user("add", "minutes.txt", "--title", "New")
        Path.cwd().chmod(0o700)
        assert told.returncode == 1, told
        (line,) = told.stderr.strip().splitlines()
        assert line.endswith("Give this user the right to write to it and to its folder."), line
        assert Path("minutebook.db").read_bytes() == before


def as_ordinary_user(*words: str) -> "subprocess.CompletedProcess[str]":
    """A command by whom the rights of files are felt, also where the superuser runs the tests."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", *words]
    if os.geteuid() == 0:
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--", *command]
    return subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        text=True,
    )


def test_a_file_locked_by_another_program_is_told(
    held: Minutebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect("minutebook.db")) as other:
        other.execute("begin immediate")
        assert held("search", "ferry").status == 0
        told = only_sentence(held("add", "minutes.txt", "--title", "New"))
    assert "is being written to by another program" in told


def test_a_file_that_was_replaced_is_told_and_the_old_one_not_written(held: Minutebook) -> None:
    held("backup", "copy.db")
    with closing(Book(Path("minutebook.db"))) as running:
        Path("copy.db").replace("minutebook.db")
        moved = pytest.raises(MinutebookError, match="was moved or replaced while it was in use")
        with moved, running.write():
            pass
        with pytest.raises(MinutebookError, match="start Minutebook again"):
            meeting_rows(running, KEEPER)


def test_a_full_disk_is_told_and_leaves_the_book_as_it_was(held: Minutebook) -> None:
    with closing(Book(Path("minutebook.db"))) as book:
        pages = book.read().execute("pragma page_count").fetchone()[0]
        book.read().execute(f"pragma max_page_count = {pages}")
        with pytest.raises(MinutebookError, match="the disk is full"), book.write() as db:
            for key in range(100):
                db.execute("insert into seen values (?, ?)", [f"{key}" * 2000, "2025-01-01"])
        assert examine(book) == []
        assert book.read().execute("select count(*) from seen").fetchone()[0] == 0


def test_a_file_that_may_not_grow_is_told_by_a_process_and_nothing_is_half(
    held: Minutebook,
) -> None:
    def limited(*words: str) -> "subprocess.CompletedProcess[str]":
        most = Path("minutebook.db").stat().st_size // 1024
        script = 'ulimit -f "$0"; exec "$@"'
        command = [sys.executable, "-c", "from bot.cli import main; main()", *words]
        return subprocess.run(
            ["bash", "-c", script, str(most // 2), *command],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
            capture_output=True,
            text=True,
        )

    before = held("export").out
    documents = str(Path(__file__).parent / "documents")
    for words in (("add", documents), ("backup", "copy.db")):
        told = limited(*words)
        assert told.returncode == 1, told
        assert "Traceback" not in told.stderr
        assert "disk" in told.stderr
    assert not Path("copy.db").exists()
    assert set(before.splitlines()) <= set(held("export").out.splitlines())
    assert WHOLE in held("doctor", "--deep").out


# ---- first settings ---------------------------------------------------------------------------


def test_init_asks_again_for_what_cannot_be_used_and_keeps_secrets_to_oneself(
    minutebook: Minutebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["book.db", "Middle/Earth", "Europe/Dublin", "", "U0CLERK", "", "xoxp-1", "xoxb-1"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*answers, "", ""])))
    monkeypatch.delenv("MINUTEBOOK_DB")
    told = minutebook("init")
    assert told.status == 0, told.err
    assert "is no time zone" in told.err
    assert "must begin with xoxb-" in told.err
    assert Path(".env").stat().st_mode & 0o777 == 0o600
    assert "https://api.slack.com/apps?new_app=1&manifest_json=%7B" in told.out
    settings = read_settings({}, Path.cwd())
    assert (settings.db.name, settings.zone.key) == ("book.db", "Europe/Dublin")
    assert (settings.secretariat, settings.bot_token) == ({"U0CLERK"}, "xoxb-1")
    again = minutebook("init")
    assert again.status == 1
    assert "is there already" in again.err


def test_secrets_that_others_may_read_are_a_fault(held: Minutebook) -> None:
    Path(".env").write_text("MINUTEBOOK_TIMEZONE=Europe/London\n")
    Path(".env").chmod(0o644)
    assert "chmod 600" in held("doctor").out
    Path(".env").chmod(0o600)
    assert "chmod 600" not in held("doctor").out


def test_every_copy_of_the_book_that_others_may_read_is_named(held: Minutebook) -> None:
    Path("backups").mkdir()
    held("backup", "backups/minutebook-2026-01-01.db")
    assert "chmod o-rwx" not in held("doctor").out
    Path("minutebook.db.before-restore").write_bytes(b"")
    for name in ("minutebook.db", "minutebook.db.before-restore", *Path("backups").glob("*.db")):
        Path(name).chmod(0o644)
        assert f"chmod o-rwx {Path(name).absolute()}" in held("doctor").out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_completion(minutebook: Minutebook, shell: str) -> None:
    told = minutebook("completion", shell)
    assert told.status == 0
    assert f"{shell}_complete" in told.out


def test_a_log_that_another_file_left_behind_is_not_written_into_a_copy(held: Minutebook) -> None:
    held("backup", "copy.db")
    with closing(sqlite3.connect("minutebook.db")) as left:
        left.execute("pragma wal_autocheckpoint = 0")
        left.execute("update meetings set place = 'Quay'")
        left.commit()
        shutil.copy("minutebook.db-wal", "copy.db-wal")
    held("backup", "copy.db")
    assert not Path("copy.db-wal").exists()


def test_a_clock_that_was_set_back_is_told(held: Minutebook) -> None:
    assert "set the clock right" not in held("doctor").out
    changed("update meetings set added_at = '2999-01-01T00:00:00+00:00'")
    told = held("doctor").out
    assert "The database was written to at 00:00 on 01 January 2999 (UTC)" in told
    assert "set the clock right" in told
