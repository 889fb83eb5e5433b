"""The command line: arguments in, answers printed. No logic lives here.

Modules that take long to load (documents, Slack) are imported by the commands that need them.
"""

import os
import sqlite3
import sys

import click

from bot.cli import ask, group, maintenance, minutes, run, secretariat
from bot.cli.group import cli
from bot.settings import SettingsError
from commands.request_context import UnnamedError
from storage.errors import sentence_for
from storage.model import MinutebookError

__all__ = ["main"]


for commands in (ask, minutes, secretariat, maintenance, run, group):
    for command in commands.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """The `minutebook` command. Faults that a person can mend are one line each."""
    try:
        sys.exit(cli(standalone_mode=False))  # what a command left by `Context.exit` returns
    except click.Abort:
        sys.exit("Stopped.")
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except SettingsError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except MinutebookError as error:
        click.echo(str(error), err=True)
        sys.exit(2 if isinstance(error, UnnamedError) else 1)
    except sqlite3.DatabaseError as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        click.echo(sentence, err=True)
        sys.exit(1)
    except BrokenPipeError:
        _print_no_more()
    except OSError as error:  # such as a full disk that the output goes to
        _print_no_more()
        what = f"{error.filename}: {error.strerror}" if error.filename else error.strerror
        click.echo(f"That could not be done: {what or error}.", err=True)
        sys.exit(1)


def _print_no_more() -> None:
    """Nobody takes the output, so what is left of it is not tried again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
