"""The main job before the reader's eyes, with the sample minutes and no Slack account."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from bot.terminal import draw
from commands.answer import answer
from commands.documents import Source
from commands.model import AddReport, Context, Search
from commands.parse import parse_command
from commands.publish import add
from sources.formats import Given
from storage.database import Book
from storage.errors import MinutebookError
from storage.records import KEEPER

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
        book = Book(path)
        context = Context(book, KEEPER, dt.datetime.now(dt.UTC))
        click.echo(f"Indexing the sample minutes (an invented panel) into {path.name}:")
        for report in index_samples(book):
            click.echo(draw(report))
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
        click.echo(draw(answer(context, request)))
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
