"""Setting up, and keeping the book: first settings, backups and the way back from them."""

import sys
from pathlib import Path

import click

from bot.cli.group import context, own_files, settings
from storage.plurals import plural

a_file = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=a_file)
@click.option("--force", is_flag=True, help="Replace whatever file is there.")
def backup(file: Path, force: bool) -> None:
    """A whole, checked copy of the database, also while the bot is running.

    An older backup of this database is replaced once the new one is checked; any other file only
    with --force.

    Example: minutebook backup /mnt/backups/minutebook.db
    """
    from commands.book import back_up

    back_up(context().book, file, own_files(), force)
    click.echo(f"{file} is a whole copy of the database ({_size(file)}).")


@click.command("publish-copy")
@click.argument("file", type=a_file)
def publish_copy(file: Path) -> None:
    """A SQLite file of the public record alone: published minutes and actions, no draft, nothing
    exempt or withdrawn, nothing of what people asked. For Datasette and the like; an earlier copy
    is replaced.

    Example: minutebook publish-copy public.db
    """
    from commands.book import publish_copy

    paragraphs = plural(publish_copy(context().book, file, own_files()), "paragraph")
    click.echo(f"{file} holds the public record: {paragraphs} ({_size(file)}).")


@click.command()
@click.argument("file", type=a_file)
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, yes: bool) -> None:
    """Back to a backup. It is checked before anything is replaced, and the present database is
    kept beside it. The bot may run meanwhile.

    Example: minutebook restore /mnt/backups/minutebook.db
    """
    from commands.book import restore as restore_book

    target = settings().db

    def confirm(another: bool) -> None:
        which = ", which is a copy of another one" if another else ""
        if not yes:
            click.confirm(f"Replace {target} with {file}{which}?", abort=True, err=True)

    kept = restore_book(target, file, confirm)
    click.echo(f"{target} is as it was in {file}.")
    if kept:
        click.echo(f"What it held before is kept in {kept}: delete that once all is well.")


@click.command()
def init() -> None:
    """The first settings: asks a few questions, writes .env here (readable by you alone), and says
    what comes next.

    Example: minutebook init
    """
    from bot.demo import SECRET, next_step, write_settings

    def ask(name: str, question: str, default: str) -> str:
        hidden = name in SECRET and sys.stdin.isatty()
        told = click.prompt(
            f"{question}{'' if default else ', Enter for none'}",
            default=default,
            show_default=bool(default),
            hide_input=hidden,
            err=True,
        )
        return str(told)

    made = write_settings(Path.cwd(), ask, lambda fault: click.echo(fault, err=True))
    click.echo(f"{Path.cwd() / '.env'} is written; only you can read it.\n")
    click.echo(next_step(made))


def _size(file: Path) -> str:
    return f"{file.stat().st_size / 1e6:,.1f} MB"


COMMANDS = (
    init,
    backup,
    restore,
    publish_copy,
)
