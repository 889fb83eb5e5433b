"""What a shell needs to complete commands and options."""

import click
from click.shell_completion import get_completion_class

from bot.cli.group import cli

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
