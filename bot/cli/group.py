"""What every command is made with: the group, the settings, the book, printing."""

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import get_completion_class

from bot.settings import Settings, SettingsError, network_settings, read_settings
from commands.answers import Answer
from commands.embeddings import Model, prepare
from commands.request_context import Context, open_book
from storage.model import KEEPER, MEMBER, Viewer
from storage.plurals import plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from commands.documents import Document

ANY_WORDS = {"ignore_unknown_options": True}  # a question may hold "-word"

as_json_option = click.option("--json", "json_wanted", is_flag=True, help="One JSON document.")
markdown_option = click.option(
    "--markdown", "markdown_wanted", is_flag=True, help="As Markdown, to paste into a page."
)
drafts_option = click.option(
    "--drafts", is_flag=True, help="Read as the secretariat does: drafts and exempt items too."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="minutebook", prog_name="minutebook")
def cli() -> None:
    """Find the right paragraph in published minutes, word for word, with a link.

    Start with 'minutebook demo', then 'minutebook add minutes.docx' and
    'minutebook search stop and search'.
    """


def settings() -> Settings:
    """The settings of the environment and of `.env` here. Raises SettingsError."""
    try:
        here = Path.cwd()
    except FileNotFoundError as error:
        raise SettingsError(
            "The folder you are in is no longer there: change to another."
        ) from error
    for name, value in network_settings(here).items():
        os.environ.setdefault(name, value)
    return read_settings(os.environ, here)


def context(drafts: bool = False, viewer: Viewer | None = None, via: str = "terminal") -> Context:
    """The book of the settings, seen as a member sees it unless said otherwise; closed when the
    command ends."""
    chosen = settings()
    book = open_book(chosen.db)
    click.get_current_context().call_on_close(book.close)
    return Context(
        book=book,
        viewer=viewer or (KEEPER if drafts else MEMBER),
        now=now(),
        zone=chosen.zone,
        via=via,
        model=Model(chosen.model) if chosen.model else None,
        approval=chosen.approval,
    )


def learn(given: Context, told: bool = False) -> int:
    """Let the model, where there is one, read the paragraphs that it has not: how many they were.

    Progress is one line that is written over, on terminals only, or lines where `told`.
    """
    if given.model is None:
        return 0

    def progress(done: int, of: int) -> None:
        read = f"{done} of {plural(of, 'paragraph')}"
        if sys.stderr.isatty():
            click.echo(f"\r\033[K{read} by meaning", nl=done == of, err=True)
        elif told and (done == of or done % 1_000 < 16):
            click.echo(read, err=True)

    return prepare(given.book, given.model, progress)


def own_files() -> dict[Path, str]:
    """The files beside the book over which no command writes, each with what it is."""
    from bot.observability import health_file

    return {
        Path.cwd() / ".env": "where the settings are kept",
        health_file(settings().db): "where the bot notes how it is",
    }


def now() -> dt.datetime:
    """This moment, by the clock of the machine."""
    return dt.datetime.now(dt.UTC)


def show(given: Answer, json_wanted: bool, markdown_wanted: bool = False) -> None:
    """Print an answer, as JSON, as Markdown or for people."""
    if json_wanted:
        from commands.json import as_json, encode

        click.echo(encode(as_json(given)))
    else:
        from commands.documents.compose import compose

        text = _drawing(markdown_wanted)(compose(given))
        click.echo(text, nl=bool(text))


def _drawing(markdown_wanted: bool) -> "Callable[[Document], str]":
    """What draws a document: only that is imported."""
    if markdown_wanted:
        from commands.documents.markdown import markdown

        return markdown
    from bot.terminal import draw

    return draw


def day_of(_: click.Context, __: click.Parameter, value: str | None) -> dt.date | None:
    """An option's value as a day. Raises BadParameter where it is none."""
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"'{value}' is not a day such as 2026-03-31.") from error


# ---- what a shell needs to complete commands and options --------------------------------------


_VARIABLE = "_MINUTEBOOK_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """A script by which bash, zsh or fish complete commands and options.

    \b
    bash: echo 'eval "$(minutebook completion bash)"' >> ~/.bashrc
    zsh:  echo 'eval "$(minutebook completion zsh)"' >> ~/.zshrc
    fish: minutebook completion fish > ~/.config/fish/completions/minutebook.fish

    Example: minutebook completion bash
    """
    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(cli, {}, "minutebook", _VARIABLE).source())


COMMANDS = (completion,)
