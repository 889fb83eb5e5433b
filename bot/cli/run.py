"""Running: the bot, the demo, the playground, and what setting up needs."""

import json
import sys
from pathlib import Path

import click

from bot.cli.group import as_json_option, context, now, settings
from storage.model import MinutebookError


@click.command()
def run() -> None:
    """The Slack bot (Socket Mode), until it is stopped.

    Example: minutebook run
    """
    from bot.app import run as run_bot

    sys.exit(run_bot(settings()))


@click.command()
def demo() -> None:
    """Load the sample minutes into a throw-away database and answer at a prompt.

    Example: minutebook demo
    """
    from bot.demo import run_demo

    run_demo(interactive=sys.stdin.isatty())


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="A free one unless told.")
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A book to keep; else thrown away.",
)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
def playground(port: int, db: Path | None, show: bool) -> None:
    """A local Slack in the browser with the real bot and the sample minutes, until it is stopped.

    The first line printed is the page's address. Nothing leaves this machine.

    Example: minutebook playground --open
    """
    from bot.playground import run_playground

    run_playground(port, db, show)


@click.command()
@click.option("--deep", is_flag=True, help="Also check the whole database, through and through.")
@click.option("--mend", is_flag=True, help="Make the full-text index and the links anew.")
def doctor(deep: bool, mend: bool) -> None:
    """Check settings, files, database and Slack, and say how to mend each fault.

    Example: minutebook doctor --deep
    """
    from bot.doctor import run_doctor

    sys.exit(run_doctor(deep, mend))


@click.command()
@as_json_option
def health(json_wanted: bool) -> None:
    """How the running bot is: exit status 0 while it runs and is connected to Slack, else 1.

    Example: minutebook health --json
    """
    from bot.observability import health_file, read_health
    from commands.json.record import encode

    path = health_file(settings().db)
    told = read_health(path)
    if told is None:
        raise MinutebookError(f"No bot has run on this database: {path} is not there.")
    fault = told.fault(now())
    if json_wanted:
        click.echo(encode(told.as_json(now())))
    elif not fault:
        click.echo("The bot is running and connected to Slack.")
        for what, moment in told.last.items():
            click.echo(f"last {what}: {moment:%H:%M:%S on %d %B %Y} (UTC)")
    if fault:
        raise MinutebookError(fault)


@click.command()
@as_json_option
def schedule(json_wanted: bool) -> None:
    """Which digests, reminders and saved searches go when to whom, and what went.

    Example: minutebook schedule
    """
    from bot.terminal import draw
    from commands.digest.claims import scheduled
    from commands.documents.digest import schedule as compose
    from commands.json.record import encode
    from commands.json.sent import Schedule

    chosen = settings()
    told = scheduled(context(), chosen.digest_channel, chosen.digest_time)
    if json_wanted:
        click.echo(encode(Schedule.of(told)))
    else:
        click.echo(draw(compose(told)))


@click.command()
def manifest() -> None:
    """The Slack app manifest, to paste into Slack when creating the app.

    Example: minutebook manifest > manifest.json
    """
    from bot.manifest import manifest as make_manifest

    given = context()
    click.echo(json.dumps(make_manifest(given.book, settings()), indent=2))


COMMANDS = (
    run,
    demo,
    playground,
    doctor,
    schedule,
    health,
    manifest,
)
