"""The main job before the reader's eyes, with the sample minutes and no Slack account."""

import datetime as dt
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import quote

import click

from bot.manifest import manifest
from bot.settings import Settings, SettingsError, read_settings
from bot.terminal import draw
from commands.book import write_private
from commands.documents.compose import compose
from commands.ingest import Source
from commands.ingest.publish import add
from commands.ingest_reports import AddReport
from commands.parsing import parse_command
from commands.request_context import Book, Context, open_book
from commands.requests import Search, answer
from sources.structure.meeting import Given
from storage.model import KEEPER, MinutebookError

SHOWN_RESULTS = 3  # of a search; how many there are is said
WRITTEN_UP = dt.timedelta(days=14)
SHOWN = (
    "/minutes stop and search",
    "/minutes speakers mulkeen hart",
    "/actions open",
)


def run_demo(interactive: bool) -> None:
    """Index the samples into a real SQLite file, answer the examples, then answer at a prompt
    (only where somebody is there to type)."""
    with tempfile.TemporaryDirectory(prefix="minutebook-demo-") as folder:
        path = Path(folder) / "demo.db"
        book = open_book(path)
        context = Context(book, KEEPER, dt.datetime.now(dt.UTC))
        click.echo(f"Indexing the sample minutes (an invented panel) into {path.name}:")
        for report in index_samples(book):
            click.echo(draw(compose(report)))
        for line in SHOWN:
            _ask(context, line)
        if interactive:
            _prompt(context)
        book.close()


def index_samples(book: Book) -> Iterator[AddReport]:
    """Add the minutes that ship with Minutebook, each as if a clerk had done so when it was new:
    what was promised in them is then not taken for a matter of the past."""
    for path in sorted(files("bot").joinpath("samples").iterdir(), key=lambda path: path.name):
        met = dt.datetime.fromisoformat(path.name.partition("-")[2].partition(".")[0] + "T12:00Z")
        context = Context(book, KEEPER, met + WRITTEN_UP)
        yield add(context, [Source(path.name, partial(_load, path))])


def _load(path: Traversable) -> tuple[bytes, Given]:
    return path.read_bytes(), Given()


def _ask(context: Context, line: str) -> None:
    click.echo(click.style(f"\n> {line}\n", fg="cyan", bold=True))
    try:
        request = parse_command(line)
        if isinstance(request, Search):
            request = replace(request, limit=SHOWN_RESULTS)
        click.echo(draw(compose(answer(context, request))))
    except MinutebookError as error:
        click.echo(str(error))


def _prompt(context: Context) -> None:
    click.echo("\nAsk as you would in Slack ('/minutes …', '/actions …'); 'quit' or Ctrl-D ends.")
    while True:
        try:
            line = input("> ").strip()
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return
        if line.casefold() in ("quit", "exit"):
            return
        if line:
            _ask(context, line)


# ---- the first settings: a few questions, and a `.env` that nobody else can read --------------


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
    write_private(target, "".join(f"{line}\n" for line in lines).encode())
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
        book = open_book(settings.db)
        encoded = json.dumps(manifest(book, settings), separators=(",", ":"))
        address = NEW_APP + quote(encoded, safe="")
        book.close()
        return (
            "Open this address to make the Slack app (its manifest is in the link):\n\n"
            f"{address}\n\n"
            "Install it, put its two tokens into .env as SLACK_BOT_TOKEN and SLACK_APP_TOKEN; "
            "then 'minutebook doctor' to check it all, and 'minutebook run' to start."
        )
    return "Run 'minutebook doctor' to check it all, then 'minutebook run'."
