"""The command line: arguments in, answers printed. No logic lives here.

Modules that take long to load (documents, Slack) are imported by the commands that need them.
"""

import datetime as dt
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from bot.settings import Settings, SettingsError, read_settings
from commands.answer import answer
from commands.json_form import as_json
from commands.model import (
    AddReport,
    Answer,
    CheckQuotation,
    Context,
    ListActions,
    ListMeetings,
    ListSpeakers,
    Search,
    ShowDigest,
    SyncReport,
)
from commands.parse import parse_actions
from storage.database import Book
from storage.errors import MinutebookError
from storage.records import KEEPER, MEMBER, Viewer

ANY_WORDS = {"ignore_unknown_options": True}  # a question may hold "-word"

as_json_option = click.option("--json", "json_wanted", is_flag=True, help="One JSON document.")
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


def main() -> None:
    """The `minutebook` command. Faults that a person can mend are one line each."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
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
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# ---- what every command needs -----------------------------------------------------------------


def settings() -> Settings:
    """The settings of the environment and of `.env` here. Raises SettingsError."""
    return read_settings(os.environ, Path.cwd())


def context(drafts: bool = False, viewer: Viewer | None = None, via: str = "terminal") -> Context:
    """The book of the settings, seen as a member sees it unless said otherwise."""
    chosen = settings()
    return Context(
        book=Book(chosen.db),
        viewer=viewer or (KEEPER if drafts else MEMBER),
        now=now(),
        zone=chosen.zone,
        via=via,
    )


def now() -> dt.datetime:
    """This moment, by the clock of the machine."""
    return dt.datetime.now(dt.UTC)


def show(given: Answer | AddReport | SyncReport, json_wanted: bool) -> None:
    """Print an answer, as JSON or for people."""
    if json_wanted:
        click.echo(json.dumps(as_json(given), ensure_ascii=False))
    else:
        from bot.terminal import draw

        click.echo(draw(given))


def _day(_: click.Context, __: click.Parameter, value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"'{value}' is not a day such as 2026-03-31.") from error


# ---- asking -----------------------------------------------------------------------------------


@cli.command(context_settings=ANY_WORDS)
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), help="How many results; 10 unless told.")
@click.option("--explain", is_flag=True, help="Say which facts ranked each result.")
@drafts_option
@as_json_option
def search(
    query: tuple[str, ...], limit: int | None, explain: bool, drafts: bool, json_wanted: bool
) -> None:
    """The best paragraphs for a question.

    Example: minutebook search from:clarke stop and search
    """
    limit = limit or (None if json_wanted else 10)
    found = answer(context(drafts), Search(" ".join(query), limit=limit))
    show(found, json_wanted)
    if explain and not json_wanted:
        from bot.terminal import explained

        click.echo(explained(found))


@cli.command(context_settings=ANY_WORDS)
@click.argument("quotation", nargs=-1, required=True)
@drafts_option
@as_json_option
def check(quotation: tuple[str, ...], drafts: bool, json_wanted: bool) -> None:
    """Whether these words stand in the minutes: word for word, altered, put together from
    several places, or not at all. "…" marks an omission, [square brackets] words of your own.

    Example: minutebook check "Mr Wetherby took the Chair … for their confidence"
    """
    show(answer(context(drafts), CheckQuotation(" ".join(quotation))), json_wanted)


@cli.command(context_settings=ANY_WORDS)
@click.argument("words", nargs=-1)
@click.option("--limit", type=click.IntRange(1), help="How many entries; 25 a page unless told.")
@drafts_option
@as_json_option
def actions(words: tuple[str, ...], limit: int | None, drafts: bool, json_wanted: bool) -> None:
    """The register: what was resolved, promised or requested, and what became of it.

    \b
    Filters: open (default), overdue, done, superseded, withdrawn, all, possible,
      historic or recent, owner:NAME, panel:, kind:, since:, before:,
      due:this-month, due:next-month, due:DATE, words; by:owner, by:due,
      by:meeting; page:2.
    One entry: 12, and then done [NOTE], assign WHO, due DATE, note TEXT,
      evidence ADDRESS, withdraw [REASON], supersede [N], take-up, reopen,
      add, accept, decline, undo.
    Also: proposed (what later minutes seem to have answered), hanging
      (questions that nothing has answered).

    Examples: minutebook actions overdue · minutebook actions owner:clarke all ·
    minutebook actions 12 done "sent on 4 May"
    """
    request = parse_actions(" ".join(words))
    if isinstance(request, ListActions):
        request = replace(request, limit=limit or (None if json_wanted else request.limit or 25))
    show(answer(context(drafts), request), json_wanted)


@cli.command(context_settings=ANY_WORDS)
@click.argument("name", nargs=-1)
@drafts_option
@as_json_option
def speakers(name: tuple[str, ...], drafts: bool, json_wanted: bool) -> None:
    """Who spoke; with NAME, the people it may mean, best first.

    'join A B' says that two names are one person's, 'part A FORM' that one form of a name is
    somebody else.

    Examples: minutebook speakers mockry cox · minutebook speakers join "Cllr Hall" "Mrs Hall"
    """
    given = context(drafts)
    if len(name) == 3 and name[0] in ("join", "part"):
        from commands.speakers import join, part

        change = join if name[0] == "join" else part
        show(change(given, name[1], name[2]), json_wanted)
    else:
        show(answer(given, ListSpeakers(" ".join(name))), json_wanted)


@cli.command()
@drafts_option
@as_json_option
def meetings(drafts: bool, json_wanted: bool) -> None:
    """What is indexed.

    Example: minutebook meetings --json
    """
    show(answer(context(drafts), ListMeetings()), json_wanted)


@cli.command()
@click.option("--date", "day", callback=_day, help="The day (YYYY-MM-DD); today unless told.")
@as_json_option
def digest(day: dt.date | None, json_wanted: bool) -> None:
    """The digest of a day, printed. Nothing is sent and nothing marked as sent.

    Example: minutebook digest --date 2026-03-31
    """
    show(answer(context(), ShowDigest(day)), json_wanted)


@cli.command()
@click.argument("line")
@click.option("--user", help="A Slack user ID, whose rights it has; a member's without.")
@click.option("--channel", help="A Slack channel ID.")
@as_json_option
def say(line: str, user: str | None, channel: str | None, json_wanted: bool) -> None:
    """Answer a slash command exactly as Slack would get it.

    Example: minutebook say '/minutes stop and search' --json
    """
    from bot.slash import answer_line

    chosen = settings()
    viewer = Viewer(user, channel, secretariat=user in chosen.secretariat)
    given = context(viewer=viewer, via="slack")
    if json_wanted:
        click.echo(json.dumps(answer_line(given, line), ensure_ascii=False))
    else:
        from commands.parse import parse_command

        show(answer(given, parse_command(line)), json_wanted)


# ---- minutes in and out -----------------------------------------------------------------------


def _given_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what a document does not."""
    for option in reversed(
        (
            click.option("--panel", help="The panel, where the document does not say it."),
            click.option("--title", help="The meeting's title."),
            click.option("--date", "day", callback=_day, help="The day it met (YYYY-MM-DD)."),
            click.option("--url", help="The address of the official page."),
            click.option("--draft", is_flag=True, help="Not for members yet."),
        )
    ):
        command = option(command)

    @wraps(command)
    def with_given(
        panel: str | None,
        title: str | None,
        day: dt.date | None,
        url: str | None,
        draft: bool,
        **rest: Any,
    ) -> None:
        from sources.formats import Given

        command(given=Given(panel=panel, title=title, date=day, url=url, draft=draft), **rest)

    return with_given


@cli.command()
@click.argument("sources", nargs=-1, required=True)
@_given_options
@click.option("--explain", is_flag=True, help="Show what was understood beside the words.")
@as_json_option
def add(sources: tuple[str, ...], given: Any, explain: bool, json_wanted: bool) -> None:
    """Read minutes and index them: files, folders, .jsonl, '-' for standard input, or the
    address of a ModernGov page.

    Example: minutebook add minutes.docx --url https://democracy.example/ieListDocuments.aspx?MId=7
    """
    from commands.documents import documents
    from commands.fetching import open_fetcher
    from commands.publish import add as add_documents

    chosen, given_context = settings(), context()
    with open_fetcher(
        given_context.book, now, chosen.sources, private=chosen.fetch_private
    ) as fetcher:
        named = documents(sources, given, fetcher, sys.stdin.buffer.read)
        report = add_documents(given_context, named)
    if explain and not json_wanted:
        from bot.explain import explained

        for added in report.added:
            click.echo(explained(given_context.book, added.meeting))
    show(report, json_wanted)
    _name_failures(report.failed)


@cli.command()
@click.argument("addresses", nargs=-1)
@click.option("--since", callback=_day, help="Look again at all meetings from this day on.")
@click.option("--dry-run", is_flag=True, help="Only say what would be fetched.")
@as_json_option
def sync(
    addresses: tuple[str, ...], since: dt.date | None, dry_run: bool, json_wanted: bool
) -> None:
    """Fetch what is new or amended from ModernGov committees: those of MINUTEBOOK_SOURCES unless
    addresses are given.

    Example: minutebook sync https://democracy.example/mgCommitteeDetails.aspx?ID=77
    """
    from commands.fetching import open_fetcher
    from commands.sync import sync as sync_committees

    chosen, given_context = settings(), context()
    wanted = addresses or chosen.sources
    if not wanted:
        raise SettingsError("Name a committee's address, or set MINUTEBOOK_SOURCES.")
    with open_fetcher(given_context.book, now, wanted, private=chosen.fetch_private) as fetcher:
        report = sync_committees(
            given_context, wanted, fetcher, since, dry_run, None if json_wanted else _progress
        )
    show(report, json_wanted)
    _name_failures(report.failed)


def _progress(done: int, of: int, name: str) -> None:
    """One line that is written over, on terminals only."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{done} of {of} meetings  {name}", nl=done == of, err=True)


def _name_failures(failed: tuple[tuple[str, str], ...]) -> None:
    """A line each on standard error, and exit status 1 where there are any."""
    for source, error in failed:
        click.echo(error if source in error else f"{source}: {error}", err=True)
    if failed:
        sys.exit(1)


@cli.command(context_settings=ANY_WORDS)
@click.argument("what", default="minutes", type=click.Choice(["minutes", "actions"]))
@click.argument("filters", nargs=-1)
@click.option(
    "--format", "form", default="json", type=click.Choice(["json", "csv", "docx", "ics", "md"])
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file.")
@drafts_option
def export(
    what: str, filters: tuple[str, ...], form: str, output: Path | None, drafts: bool
) -> None:
    """Everything back out: JSON Lines that 'add' reads, or CSV.

    Of actions also the matters-arising sheet: docx to print, ics for a calendar, md as text.
    FILTERS are those of 'minutebook actions'; without any the sheet holds what is open and what
    was closed since the last meeting, json and csv hold everything.

    Examples: minutebook export > minutes.jsonl ·
    minutebook export actions --format docx -o matters-arising.docx
    """
    from commands.export import SHEETS, exported, matters_arising

    if what == "minutes" and (form in SHEETS or filters):
        raise click.UsageError("docx, ics, md and filters are for 'export actions'.")
    words = " ".join(filters)
    if form in SHEETS:
        data = matters_arising(context(drafts), form, words)
    else:
        data = exported(context(drafts), what, form, words)
    if output is None and form == "docx" and sys.stdout.isatty():
        raise click.UsageError("A Word file is not for the screen: name one with --output.")
    if output is None:
        click.echo(data, nl=False)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise MinutebookError(f"{output} cannot be written: {error.strerror}.") from error


@cli.command()
@click.argument("meeting", type=int)
def publish(meeting: int) -> None:
    """Make a draft visible to members. MEETING is its id in 'minutebook meetings --json'.

    Example: minutebook publish 3
    """
    from commands.publish import publish as publish_one

    row, changed = publish_one(context(drafts=True), meeting)
    said = "is published now" if changed else "was published already"
    click.echo(f"{row.name} {said}.")


# ---- running ----------------------------------------------------------------------------------


@cli.command()
def run() -> None:
    """The Slack bot (Socket Mode), until it is stopped.

    Example: minutebook run
    """
    from bot.app import run as run_bot

    sys.exit(run_bot(settings()))


@cli.command()
def demo() -> None:
    """Load the sample minutes into a throw-away database and answer at a prompt.

    Example: minutebook demo
    """
    from bot.demo import run_demo

    run_demo(interactive=sys.stdin.isatty())


@cli.command()
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


@cli.command()
def doctor() -> None:
    """Check settings, database and Slack, and say how to mend each fault.

    Example: minutebook doctor
    """
    from bot.doctor import run_doctor

    sys.exit(run_doctor())


@cli.command()
def manifest() -> None:
    """The Slack app manifest, to paste into Slack when creating the app.

    Example: minutebook manifest > manifest.json
    """
    from bot.manifest import manifest as make_manifest

    given = context()
    click.echo(json.dumps(make_manifest(given.book, settings()), indent=2))
