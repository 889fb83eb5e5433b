"""The bot upgraded, put back and looked through, as whoever runs it for years would."""

import gzip
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from support.bot_process import PATIENCE, Bot

OLD = Path(__file__).parent / "releases" / "0.1.db.gz"
SECRETS = (b"xoxb-local-bot", b"xapp-local-app", b"xoxb-of-before")


def answered(bot: Bot) -> bool:
    return "skippers" in bot.slack.command("/minutes", "last ferry skippers").wait_reply().text


def of_next_year(db: Path) -> None:
    """A newer version has written to the book."""
    with closing(sqlite3.connect(db)) as book, book:
        book.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('minutebook', 'of_next_year', '2027-01-01')"
        )


def test_an_upgrade_and_the_way_back(fresh_bot: Bot) -> None:
    book = fresh_bot.folder / "minutebook.db"
    before = fresh_bot.folder / "before-upgrade.db"
    before.write_bytes(gzip.decompress(OLD.read_bytes()))
    book.write_bytes(before.read_bytes())
    fresh_bot.start()
    assert answered(fresh_bot)

    fresh_bot.minutebook("restore", before, "--yes")  # while it runs
    assert answered(fresh_bot)

    of_next_year(book)  # the next version migrates while this one still runs
    assert answered(fresh_bot)
    assert fresh_bot.stop() == 0
    fresh_bot.launch()
    assert fresh_bot.process is not None
    assert fresh_bot.process.wait(PATIENCE) == 2  # systemd does not try again
    assert "written by a newer version of Minutebook" in fresh_bot.log.splitlines()[-1]

    fresh_bot.minutebook("restore", before, "--yes")
    fresh_bot.start()
    assert answered(fresh_bot)
    assert "The database is whole" in deep(fresh_bot)
    assert fresh_bot.stop() == 0


def deep(bot: Bot) -> str:
    """What `doctor --deep` prints, whatever it thinks of the channel."""
    try:
        return bot.minutebook("doctor", "--deep")
    except subprocess.CalledProcessError as error:
        return str(error.stdout)


def test_tokens_are_in_nothing_that_is_written_or_shown(fresh_bot: Bot) -> None:
    fresh_bot.start(MINUTEBOOK_LOG="json")
    assert answered(fresh_bot)
    fresh_bot.slack.command("/minutes", "xoxb-is no token").wait_reply()
    assert fresh_bot.process is not None
    command_line = Path(f"/proc/{fresh_bot.process.pid}/cmdline")
    seen = command_line.read_bytes() if command_line.exists() else b""
    fresh_bot.minutebook("backup", "copy.db")
    fresh_bot.slack.wait_for(lambda: fresh_bot.well)
    for line in ("export --drafts", "health", "manifest"):
        seen += fresh_bot.minutebook(*line.split()).encode()
    seen += deep(fresh_bot).encode()
    assert fresh_bot.stop() == 0
    fresh_bot.launch(SLACK_BOT_TOKEN="xoxb-of-before")
    assert fresh_bot.process.wait(PATIENCE) > 0
    assert "refuses" in fresh_bot.log.splitlines()[-1]
    files = [path for path in fresh_bot.folder.rglob("*") if path.is_file()]
    assert {"bot.log", "copy.db", "minutebook.db"} <= {path.name for path in files}
    for held in (seen, *(path.read_bytes() for path in files)):
        assert not any(secret in held for secret in SECRETS)
