"""Minutes in and out: add, sync, export."""

import datetime as dt
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.group import (
    ANY_WORDS,
    as_json_option,
    context,
    day_of,
    drafts_option,
    learn,
    now,
    own_files,
    settings,
    show,
)
from bot.settings import SettingsError
from commands.request_context import Context
from storage.model import ActionRow, Meeting, MinutebookError, ParagraphRow, Vote
from storage.plurals import plural

if TYPE_CHECKING:
    from commands.action_answers import AppliedRule
    from commands.ingest import Source
    from commands.ingest.doubtful import Choice, DoubtfulMeetingError
    from commands.ingest_reports import AddReport
    from commands.lookup import UnderstoodMeeting
    from sources.structure.meeting import Given


def _given_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what a document does not."""
    for option in reversed(
        (
            click.option("--panel", help="The panel, where the document does not say it."),
            click.option("--title", help="The meeting's title."),
            click.option("--date", "day", callback=day_of, help="The day it met (YYYY-MM-DD)."),
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
        from sources.structure.meeting import Given

        command(given=Given(panel=panel, title=title, date=day, url=url, draft=draft), **rest)

    return with_given


@click.command()
@click.argument("sources", nargs=-1, required=True)
@_given_options
@click.option("--explain", is_flag=True, help="Show what was understood beside the words.")
@click.option("--backlog", is_flag=True, help="Old news: no digest or reminder tells of it.")
@click.option("--check", is_flag=True, help="Only show what would be understood, and what is odd.")
@click.option("--another", is_flag=True, help="Another meeting than those held of that day.")
@click.option("--replaces", type=int, metavar="N", help="A newer version of meeting N.")
@as_json_option
def add(
    sources: tuple[str, ...],
    given: "Given",
    explain: bool,
    backlog: bool,
    check: bool,
    another: bool,
    replaces: int | None,
    json_wanted: bool,
) -> None:
    """Read minutes and index them: files, folders, .jsonl, '-' for standard input, or the
    address of a ModernGov page.

    Where it cannot be told whether minutes are of another meeting of a panel on one day or a
    newer version of those held, it is asked; --another and --replaces say it in scripts.

    Examples: minutebook add minutes.docx --url
    https://democracy.example/ieListDocuments.aspx?MId=7 · minutebook add afternoon.docx --another
    """
    from commands.fetching import open_fetcher
    from commands.ingest import documents
    from commands.ingest.publish import add as add_documents
    from commands.ingest.publish import nobody

    if another and replaces is not None:
        raise click.UsageError("--another and --replaces exclude each other.")
    said: Choice | None = "another" if another else replaces
    ask = _asked if sys.stdin.isatty() else nobody
    chosen, given_context = settings(), context()
    with open_fetcher(
        given_context.book, now, chosen.sources, private=chosen.fetch_private
    ) as fetcher:
        named = list(documents(sources, given, fetcher, sys.stdin.buffer.read))
        if replaces is not None and len(named) != 1:
            raise click.UsageError(f"--replaces takes one document: {len(named)} are named.")
        if check:
            _name_failures(_checked(context(drafts=True), named))
            return
        report = add_documents(given_context, named, backlog, said, ask)
    if explain and not json_wanted:
        from commands.lookup import understood_meeting

        for added in report.added:
            click.echo(explained(understood_meeting(given_context, added.meeting.id)))
    learn(given_context)
    if explain and json_wanted:
        click.echo(_explained_json(given_context, report))
    else:
        show(report, json_wanted)
    _name_failures(report.failed)


def _explained_json(given: Context, report: "AddReport") -> str:
    """The report as JSON with the rows behind the entries of each meeting."""
    from commands.actions.show import applied_rules
    from commands.json import encode
    from commands.json.reports import Additions
    from commands.lookup import understood_meeting

    return encode(
        Additions.explained(
            report, lambda number: applied_rules(understood_meeting(given, number).meeting)
        )
    )


def _asked(doubt: "DoubtfulMeetingError") -> "Choice | None":
    """Ask at the terminal which meeting minutes are of; None leaves them out."""
    click.echo(doubt.question, err=True)
    numbers = [str(meeting) for meeting in doubt.perhaps]
    told = click.prompt(
        "'another', the number of the meeting that it replaces, or 'neither'",
        type=click.Choice(["another", *numbers, "neither"]),
        err=True,
    )
    if told == "another":
        return "another"
    return None if told == "neither" else int(told)


def _checked(given: Context, sources: "Iterable[Source]") -> tuple[tuple[str, str], ...]:
    """Print what would be understood of each source; those that cannot be read, with why."""
    from bot.terminal import draw
    from commands.documents.publication import checked
    from commands.ingest.publish import check

    failed: list[tuple[str, str]] = []
    for source in sources:
        try:
            click.echo(draw(checked(check(given, source))))
        except MinutebookError as error:
            failed.append((source.name, str(error)))
    return tuple(failed)


@click.command()
@click.argument("addresses", nargs=-1)
@click.option("--since", callback=day_of, help="Look again at all meetings from this day on.")
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
    learn(given_context)
    show(report, json_wanted)
    _name_failures(report.failed)


def _progress(done: int, of: int, name: str) -> None:
    """One line that is written over, on terminals only."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{done} of {plural(of, 'meeting')}  {name}", nl=done == of, err=True)


def _name_failures(failed: tuple[tuple[str, str], ...]) -> None:
    """A line each on standard error, and exit status 1 where there are any."""
    for source, error in failed:
        click.echo(error if source in error else f"{source}: {error}", err=True)
    if failed:
        sys.exit(1)


@click.command(context_settings=ANY_WORDS)
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
    from commands.book import refuse_copies, refuse_needed, write_output
    from commands.export import SHEETS, exported, matters_arising

    if what == "minutes" and (form in SHEETS or filters):
        raise click.UsageError("docx, ics, md and filters are for 'export actions'.")
    if output is not None:
        refuse_needed(output, settings().db, own_files())
        refuse_copies(output, settings().db, settings().backups)
    words = " ".join(filters)
    if form in SHEETS:
        data = matters_arising(context(drafts), form, words)
    else:
        data = exported(context(drafts), what, form, words)
    if output is None and form == "docx" and sys.stdout.isatty():
        raise click.UsageError("A Word file is not for the screen: name one with --output.")
    if output is None:
        click.echo(data, nl=False)
    else:
        write_output(output, data)


@click.command()
def meaning() -> None:
    """Read what is held for search by meaning, with the model that MINUTEBOOK_MODEL names.

    'add', 'sync', 'publish' and the bot do so for what comes in: this is for minutes that were
    there before the model. It may be stopped at any time and goes on where it stopped.

    Example: minutebook meaning
    """
    given = context()
    if given.model is None:
        raise SettingsError(
            "MINUTEBOOK_MODEL is not set: name a folder with model.onnx and tokenizer.json."
        )
    count = learn(given, told=True)
    read = plural(count, "paragraph was", "paragraphs were")
    said = f"{read} read" if count else "All paragraphs had been read before"
    click.echo(f"{said}: search goes by meaning too.")


COMMANDS = (
    add,
    sync,
    export,
    meaning,
)


# ---- what was understood of minutes, beside their words, for whoever adds them ----------------


WIDTH = 88
_PARTS = {"asks": "asks", "answers": "answers", "speaks": "speaks", "mentioned": "is named"}


def explained(understood: "UnderstoodMeeting") -> str:
    """A meeting with, under each paragraph, who does what in it and what was drawn from it."""
    lines = [*_heading(understood.meeting)]
    item: int | None = None
    notes = _notes(understood.meeting)
    places = _places(understood.meeting)
    for place, (paragraph, actions) in zip(places, understood.paragraphs, strict=True):
        if paragraph.item_id != item:
            item = paragraph.item_id
            lines += ["", click.style(_title(paragraph), bold=True)]
        lines += _paragraph(paragraph, actions)
        lines += [f"      {row_line(note)}" for note in notes.get(place, [])]
    return "\n".join(lines)


def _places(meeting: Meeting) -> Iterator[tuple[int, int]]:
    """The place of each paragraph: of its item, and its own."""
    for i, item in enumerate(meeting.items):
        for n, _ in enumerate(item.paragraphs):
            yield i, n


def _notes(meeting: Meeting) -> dict[tuple[int, int], list["AppliedRule"]]:
    """Which rows made entries of each paragraph, or turned them away."""
    from commands.actions.show import applied_rules

    notes: dict[tuple[int, int], list[AppliedRule]] = {}
    for note in applied_rules(meeting):
        notes.setdefault(note.place, []).append(note)
    return notes


def row_line(note: "AppliedRule") -> str:
    """What a row did: "undertaking by the row named-will, which took “Dave will look into”"."""
    weakened = {"nothing": ", not entered,", "possible": ", only possible,"}.get(note.outcome, "")
    return f"{note.kind}{weakened} by the row {note.rule}, which took “{note.words}”"


def _heading(meeting: Meeting) -> Iterator[str]:
    for name, value in (
        ("Panel", meeting.panel),
        ("Title", meeting.title),
        ("Date", _day(meeting.date)),
        ("Time", meeting.time),
        ("Place", meeting.place),
        ("Address", meeting.url),
        ("Status", meeting.status),
        ("Next meeting", _day(meeting.next_meeting)),
    ):
        yield f"{name + ':':<14}{value or 'not found'}"
    for attendee in meeting.attendance:
        told = ", ".join(part for part in (attendee.role, attendee.body) if part)
        yield f"  {attendee.presence}: {attendee.name}" + (f" ({told})" if told else "")


def _title(paragraph: ParagraphRow) -> str:
    return " ".join(part for part in (paragraph.item_number, paragraph.item_title) if part)


def _paragraph(paragraph: ParagraphRow, actions: Sequence[ActionRow]) -> Iterator[str]:
    from sources.structure.votes import vote_in

    number = f"{paragraph.number}. " if paragraph.number else ""
    yield textwrap.fill(number + paragraph.text, WIDTH, initial_indent="  ", subsequent_indent="  ")
    for mention in paragraph.mentions:
        words = paragraph.text[mention.start : mention.end]
        also = f" (“{words}”)" if words and words != mention.name else ""
        yield f"      {mention.name} {_PARTS[mention.part]}{also}"
    if vote := vote_in(paragraph.text):
        yield f"      vote: {_vote(vote)}"
    for action in actions:
        yield f"      {entry_line(action.kind, action.whose, action.due, action.text)}"


def entry_line(kind: str, owner: str | None, due: dt.date | None, words: str) -> str:
    """An entry of the register with its owner and its day."""
    parts = [kind, *([owner] if owner else []), *([f"due {_day(due)}"] if due else [])]
    return f"{', '.join(parts)}: “{words}”"


def _vote(vote: "Vote") -> str:
    """A vote as "7 for (Cllr A, Cllr B), 3 against"."""
    names = dict(vote.names)
    told = []
    for side, figure in (
        ("for", vote.for_),
        ("against", vote.against),
        ("abstained", vote.abstained),
    ):
        if figure is not None:
            told.append(
                f"{figure} {side}" + (f" ({', '.join(names[side])})" if side in names else "")
            )
    return ", ".join(told)


def _day(day: dt.date | None) -> str | None:
    return f"{day:%-d %B %Y}" if day else None
