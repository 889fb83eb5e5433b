"""The first settings: a few questions, and a `.env` that nobody else can read."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from bot.manifest import manifest
from bot.settings import Settings, SettingsError, read_settings
from storage.database import OURS_ONLY, Book
from storage.errors import MinutebookError
from storage.files import write_whole

# (setting, question, what is taken where nothing is answered)
QUESTIONS = (
    ("MINUTEBOOK_DB", "The database file", "minutebook.db"),
    ("MINUTEBOOK_TIMEZONE", "Time zone of the panel", "Europe/London"),
    ("MINUTEBOOK_SOURCES", "Committee pages to watch (ModernGov, comma-separated)", ""),
    ("MINUTEBOOK_SECRETARIAT", "Slack IDs of those who publish (U… or S…, comma-separated)", ""),
    ("MINUTEBOOK_DIGEST_CHANNEL", "Channel ID for the daily digest (C…)", ""),
    ("SLACK_BOT_TOKEN", "Bot token (xoxb-…)", ""),
    ("SLACK_APP_TOKEN", "App-level token (xapp-…)", ""),
)
SECRET = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
NEW_APP = "https://api.slack.com/apps?new_app=1&manifest_json="

Ask = Callable[[str, str, str], str]


def write_settings(folder: Path, ask: Ask, complain: Callable[[str], None]) -> Settings:
    """Ask, check each answer, and write `.env` into the folder.

    `ask` gets a setting's name, the question and the default. Raises MinutebookError where there
    is a `.env` already.
    """
    target = folder / ".env"
    if target.exists() or target.is_symlink():
        raise MinutebookError(f"{target} is there already: edit it, or move it away first.")
    given: dict[str, str] = {}
    for name, question, default in QUESTIONS:
        given[name] = _answer(folder, name, question, default, ask, complain)
    lines = [
        "# Written by 'minutebook init'. .env.example lists every setting.",
        *(f"{name}={value}" for name, value in given.items() if value),
    ]
    write_whole(target, "".join(f"{line}\n" for line in lines).encode(), OURS_ONLY)
    return read_settings(given, folder)


def _answer(
    folder: Path,
    name: str,
    question: str,
    default: str,
    ask: Ask,
    complain: Callable[[str], None],
) -> str:
    """What is answered, asked again until it can be used."""
    while True:
        answer = ask(name, question, default).strip()
        try:
            settings = read_settings({name: answer}, folder)
        except SettingsError as error:
            complain(str(error))
            continue
        wrong = [fault for fault in settings.slack_faults() if f"{name} must begin" in fault]
        if not wrong:
            return answer
        complain(wrong[0])


def next_step(settings: Settings) -> str:
    """What is to be done now, with the address that makes the Slack app."""
    if settings.slack_faults():
        book = Book(settings.db)
        told = json.dumps(manifest(book, settings), separators=(",", ":"))
        address = NEW_APP + quote(told, safe="")
        book.close()
        return (
            "Open this address to make the Slack app (its manifest is in the link):\n\n"
            f"{address}\n\n"
            "Install it, put its two tokens into .env as SLACK_BOT_TOKEN and SLACK_APP_TOKEN; "
            "then 'minutebook doctor' to check it all, and 'minutebook run' to start."
        )
    return "Run 'minutebook doctor' to check it all, then 'minutebook run'."
