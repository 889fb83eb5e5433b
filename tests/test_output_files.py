"""What a command writes to a file: whole or not at all, and never over what Minutebook keeps."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.bot_process import MINUTES

Minutebook = Callable[..., Any]
Write = Callable[[str, str], Path]
ROOT = Path(__file__).parent.parent
SETTINGS = "MINUTEBOOK_TIMEZONE=Europe/London\n"
KINDS = (
    ("minutes", "json"),
    ("minutes", "csv"),
    ("actions", "json"),
    ("actions", "csv"),
    ("actions", "docx"),
    ("actions", "ics"),
    ("actions", "md"),
)


@pytest.fixture
def held(minutebook: Minutebook, write: Write) -> Minutebook:
    """The command line, with the harbour's minutes in its database."""
    assert minutebook("add", write("minutes.txt", MINUTES)).status == 0
    return minutebook


def in_a_shell(script: str) -> "subprocess.CompletedProcess[bytes]":
    """A command line in which `minutebook` is this one."""
    command = f"minutebook() {{ {sys.executable} -c 'from bot.cli import main; main()' \"$@\"; }}"
    return subprocess.run(
        ["bash", "-c", f"{command}\n{script}"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
    )


def contents() -> dict[str, bytes]:
    """Every file here but those that SQLite keeps for its readers."""
    found = (path for path in Path.cwd().rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in found if not path.name.endswith("-shm")}


@pytest.mark.parametrize(("what", "form"), KINDS)
def test_nothing_is_written_over_the_book_its_files_copies_and_settings(
    held: Minutebook, what: str, form: str
) -> None:
    Path("backups").mkdir()
    held("backup", "backups/minutebook-2025-01-14.db")
    held("backup", "by-hand.db")
    held("restore", "by-hand.db", "--yes")
    Path("backups/minutebook-2025-01-13.db").write_bytes(b"a damaged copy")
    Path(".env").write_text(SETTINGS)
    Path("minutebook.health.json").write_text("{}")
    Path("soft").symlink_to("minutebook.db")
    os.link("minutebook.db", "hard")
    Path("settings").symlink_to(".env")
    Path("linked").symlink_to("backups")
    before = contents()
    for name in (
        "minutebook.db",
        "../" + Path.cwd().name + "/minutebook.db",
        "soft",
        "hard",
        "minutebook.db-wal",
        "minutebook.db-shm",
        "minutebook.db-journal",
        "minutebook.db.before-restore",
        "minutebook.health.json",
        ".env",
        "settings",
        "by-hand.db",
        "linked/minutebook-2025-01-14.db",
        "backups/minutebook-2025-01-13.db",
    ):
        refused = held("export", what, "--format", form, "-o", name)
        assert refused.status == 1, name
        (line,) = refused.err.strip().splitlines()
        assert line.endswith("name another file."), line
        assert contents() == before, name


def test_settings_that_are_not_there_yet_are_not_made_of_an_export(held: Minutebook) -> None:
    assert held("export", "-o", ".env").status == 1
    assert not Path(".env").exists()


@pytest.mark.parametrize("command", ["publish-copy", "backup"])
def test_no_copy_is_put_where_minutebook_looks_for_something_of_its_own(
    held: Minutebook, command: str
) -> None:
    Path("settings").symlink_to(".env")
    before = contents()
    for name in (".env", "settings", "minutebook.db", "minutebook.db-journal", "soft"):
        if name == "soft":
            Path(name).symlink_to("minutebook.health.json")
        refused = held(command, name)
        assert refused.status == 1, name
        assert refused.err.strip().endswith("name another file."), name
        assert contents() == before, name
    for name in ("env", "minutebook-public.db", "health.json"):
        assert held(command, name).status == 0, name


def test_a_file_is_replaced_whole_with_the_rights_that_it_had(held: Minutebook) -> None:
    Path("minutes.jsonl").write_text("older\n" * 1000)
    Path("minutes.jsonl").chmod(0o640)
    Path("link.jsonl").symlink_to("minutes.jsonl")
    os.link("minutes.jsonl", "kept.jsonl")
    assert held("export", "-o", "link.jsonl").status == 0
    assert Path("minutes.jsonl").read_text() == held("export").out
    assert Path("link.jsonl").is_symlink()
    assert stat.S_IMODE(Path("minutes.jsonl").stat().st_mode) == 0o640
    assert Path("kept.jsonl").read_text() == "older\n" * 1000


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("ulimit -f 33; minutebook export actions --format docx -o minutes.jsonl", "too large"),
        ("minutebook export -o /dev/full", "No space left on device"),
        ("minutebook export -o nowhere/minutes.jsonl", "No such file or directory"),
        ("minutebook export -o minutes.txt/minutes.jsonl", "Not a directory"),
        ("minutebook export -o folder", "is a directory"),
    ],
)
def test_what_cannot_be_written_is_a_sentence_and_nothing_is_half(
    held: Minutebook, script: str, told: str
) -> None:
    Path("folder").mkdir()
    Path("minutes.jsonl").write_text("older\n")
    before = contents()
    ended = in_a_shell(script)
    assert ended.returncode in (1, 2)
    assert told in ended.stderr.decode()
    assert "Traceback" not in ended.stderr.decode()
    assert contents() == before
    assert not list(Path.cwd().glob(".*.new*"))


def test_a_folder_that_may_only_be_read_is_told(held: Minutebook) -> None:
    Path("folder").mkdir()
    Path("folder/minutes.jsonl").write_text("older\n")
    Path("folder").chmod(0o500)
    ordinary = (
        "setpriv --bounding-set=-dac_override,-dac_read_search --" if not os.geteuid() else ""
    )
    command = f"{sys.executable} -c 'from bot.cli import main; main()'"
    ended = in_a_shell(f"{ordinary} {command} export -o folder/minutes.jsonl")
    Path("folder").chmod(0o700)
    assert ended.returncode == 1
    assert "folder/minutes.jsonl cannot be written: Permission denied." in ended.stderr.decode()
    assert Path("folder/minutes.jsonl").read_text() == "older\n"


def test_standard_output_and_pipes_take_it_as_they_are(held: Minutebook) -> None:
    whole = held("export").out.encode()
    assert in_a_shell("minutebook export -o /dev/stdout").stdout == whole
    assert in_a_shell("minutebook export -o /dev/stdout | cat").stdout == whole
    assert in_a_shell("minutebook export -o >(cat)").stdout == whole
    assert in_a_shell("minutebook export -o /dev/null").returncode == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    Path("log").write_text("before\n")
    assert in_a_shell("minutebook export -o /dev/stdout >> log").returncode == 0
    assert Path("log").read_bytes() == b"before\n" + whole
