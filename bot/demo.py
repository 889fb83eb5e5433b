"""The main job before the reader's eyes, with the sample minutes and no Slack account."""

import datetime as dt
import tempfile
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from bot.terminal import draw
from commands.answer import answer
from commands.documents import Source
from commands.model import Context
from commands.parse import parse_command
from commands.publish import add
from sources.formats import Given
from storage.database import Book
from storage.errors import MinutebookError
from storage.records import KEEPER

SHOWN = (
    "/minutes stop and search",
    "/minutes speakers mulqueen-hart",
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
        click.echo(draw(add(context, samples())))
        for line in SHOWN:
            _ask(context, line)
        if interactive:
            _prompt(context)
        book.close()


def samples() -> list[Source]:
    """The minutes that ship with Minutebook."""
    found = sorted(files("bot").joinpath("samples").iterdir(), key=lambda path: path.name)
    return [Source(path.name, partial(_load, path)) for path in found]


def _load(path: Traversable) -> tuple[bytes, Given]:
    return path.read_bytes(), Given()


def _ask(context: Context, line: str) -> None:
    click.echo(click.style(f"\n> {line}\n", fg="cyan", bold=True))
    try:
        click.echo(draw(answer(context, parse_command(line))))
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
