"""Who else on this machine may read the secrets and the book."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.doctor.finding import Finding
from bot.own_files import book_files, kept_copies
from bot.settings import Settings

_OTHERS = stat.S_IRWXO  # a group may be meant: several clerks at one machine


def look_at_files(settings: Settings, folder: Path) -> Iterator[Finding]:
    """The settings file and the database: readable by nobody but their keepers."""
    trusted = os.environ.get("SSL_CERT_FILE")
    if trusted and not Path(trusted).is_file():
        yield Finding("settings fault", f"SSL_CERT_FILE is {trusted}, which is not there.")
    if os.name != "posix":
        return
    secrets = folder / ".env"
    if secrets.exists() and stat.S_IMODE(secrets.stat().st_mode) & (_OTHERS | stat.S_IRWXG):
        yield Finding(
            "fault",
            f"{secrets} holds the tokens and others on this machine may read it: "
            f"chmod 600 {secrets}",
        )
    for held in (*book_files(settings), *kept_copies(settings)):
        if held.exists() and stat.S_IMODE(held.stat().st_mode) & _OTHERS:
            yield Finding(
                "note",
                f"{held} holds drafts and what people asked, and everybody on this machine may "
                f"read it: chmod o-rwx {held}",
            )
