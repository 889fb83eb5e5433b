"""The secretariat's desk: publish, amend, withdraw, history, audit. Whoever can open the book's
file is its keeper: here drafts are seen too."""

import datetime as dt
import sys
from typing import TYPE_CHECKING

import click

from bot.cli.group import ANY_WORDS, as_json_option, context, day_of, learn, now, settings, show
from commands.request_context import Context

if TYPE_CHECKING:
    from commands.ingest import Source

MEETING = click.argument("meeting", type=int)
BY = click.option("--by", "who", help="Your name: where two clerks publish, each gives theirs.")


@click.command()
@click.argument("meetings", metavar="MEETING...", type=int, nargs=-1, required=True)
@click.option("--at", "moment", help="Publish then (2026-03-31 09:00, local), by the running bot.")
@BY
def publish(meetings: tuple[int, ...], moment: str | None, who: str | None) -> None:
    """Let members read a draft, or an amendment that waits. MEETING is its number in 'minutebook
    meetings --drafts'.

    Example: minutebook publish 3
    """
    from commands.ingest.planned import plan_meeting
    from commands.ingest.publish import publish as publish_one

    given = _by(who)
    due = _moment(moment, given) if moment else None
    for meeting in meetings:
        if due:
            done = plan_meeting(given, meeting, due)
            outcome = f"is published on {due:%A %-d %B %Y at %H:%M} by the running bot."
        else:
            done = publish_one(given, meeting)
            outcome = "is published now." if done.changed else "was published already."
        click.echo(f"{done.name} {done.waiting.sentence if done.waiting else outcome}")
    learn(given)


def _by(who: str | None) -> Context:
    """The book as its keeper sees it, whose name is told where it is given."""
    from storage.model import Viewer

    return context(drafts=True, viewer=Viewer(who, secretariat=True) if who else None)


def _moment(text: str, given: Context) -> dt.datetime:
    try:
        due = dt.datetime.fromisoformat(text).replace(tzinfo=given.zone)
    except ValueError as error:
        raise click.BadParameter(f"'{text}' is no moment such as 2026-03-31 09:00.") from error
    if due <= given.now:
        raise click.BadParameter(f"{text} has passed.")
    return due


@click.command()
@MEETING
@click.argument("source")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--reinstate", is_flag=True, help="Bring back what was withdrawn, too.")
@as_json_option
def amend(meeting: int, source: str, dry_run: bool, reinstate: bool, json_wanted: bool) -> None:
    """Read a newer version of held minutes beside the old one, show what differs, enter it.

    Ids of paragraphs, actions and what people did with them stay. Messages in Slack that quote
    what changed are edited by the running bot.

    Example: minutebook amend 3 minutes-v2.docx
    """
    from bot.terminal import draw
    from commands.documents.history import amended, differences
    from commands.ingest.diff import amend as amend_one
    from commands.ingest.diff import read_amendment
    from commands.json.record import encode
    from commands.json.reports import Amendment

    given = context(drafts=True)
    document = _document(given, source)
    amendment = read_amendment(given, meeting, document, reinstate)
    if not json_wanted:
        click.echo(draw(differences(amendment.changed)))
    done = None
    if not dry_run:
        done = amend_one(given, amendment, reinstate)
        learn(given)
    if json_wanted:
        click.echo(encode(Amendment.entered(amendment, done)))
    elif done:
        click.echo(f"\n{draw(amended(done))}")


@click.command()
@click.argument("meeting", type=int, required=False)
@click.option("--accept", is_flag=True, help="Drop the entries that are no longer found.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@as_json_option
def reread(meeting: int | None, accept: bool, dry_run: bool, json_wanted: bool) -> None:
    """Understand held minutes anew by the rules of this version: all of them, or one MEETING.

    Words, ids, corrections and what people changed in the register stay. New entries come in as
    old news: no digest or reminder tells of them. Entries that are no longer found are listed
    with ?, and stay until --accept.

    Example: minutebook reread --dry-run
    """
    from bot.terminal import draw
    from commands.documents.history import reread as compose
    from commands.documents.history import reread_ending
    from commands.ingest.reread import reread as read_again

    given, reports = context(drafts=True), []
    for report in read_again(given, meeting, accept, dry_run):
        reports.append(report)
        if not json_wanted:
            click.echo(draw(compose(report)))
    if json_wanted:
        from commands.json.record import encode
        from commands.json.reports import Rereading

        click.echo(encode(Rereading.among(reports, given.now.date(), dry_run)))
        return
    click.echo(draw(reread_ending(reports, accept, dry_run)))


def _document(given: Context, source: str) -> "Source":
    """The one document that SOURCE names. Raises UsageError for a folder."""
    from commands.fetching import open_fetcher
    from commands.ingest import documents
    from sources.structure.meeting import Given

    chosen = settings()
    fetcher = open_fetcher(given.book, now, chosen.sources, private=chosen.fetch_private)
    found = list(documents([source], Given(), fetcher, sys.stdin.buffer.read))
    if len(found) != 1:
        raise click.UsageError(f"{source} holds {len(found)} files: name one.")
    return found[0]


@click.command()
@MEETING
@click.option("--item", help="Only this item, by its number.")
@click.option("--paragraph", help="Only this paragraph, by its number or id.")
@click.option("--reason", default="", help="Why, for the record.")
@click.option("--reinstate", is_flag=True, help="Let what was withdrawn be read again.")
@as_json_option
def withdraw(
    meeting: int,
    item: str | None,
    paragraph: str | None,
    reason: str,
    reinstate: bool,
    json_wanted: bool,
) -> None:
    """Take back a meeting, an item or a paragraph. The words go from the database file too, and
    the running bot blanks the messages that quote them. They stay out of this meeting, whatever
    document brings them again, until they are reinstated under the number that they had.

    \b
    Example: minutebook withdraw 3 --paragraph 12 --reason "names a witness"
             minutebook withdraw 3 --paragraph 12 --reinstate
    """
    from bot.terminal import draw
    from commands.documents.history import reinstated, withdrawn
    from commands.json.record import encode
    from commands.json.reports import Withdrawal
    from commands.records import bring_back
    from commands.records import withdraw as take_back

    given = context(drafts=True)
    if reinstate:
        name, places = bring_back(given, meeting, item, paragraph)
        again = Withdrawal.reinstate(meeting, places)
        text = draw(reinstated(places, name))
        click.echo(encode(again) if json_wanted else text)
        return
    done = take_back(given, meeting, reason, item, paragraph)
    text = draw(withdrawn(done, done.name))
    click.echo(encode(Withdrawal.of(done, reinstated=False)) if json_wanted else text)


@click.command()
@MEETING
@click.option("--restore", type=int, metavar="N", help="Bring version N back as the newest.")
@as_json_option
def history(meeting: int, restore: int | None, json_wanted: bool) -> None:
    """The versions of a meeting's minutes, what each changed, and who did what.

    Example: minutebook history 3
    """
    from bot.terminal import draw
    from commands.documents.history import history as compose
    from commands.ingest_reports import AddReport
    from commands.json.record import encode
    from commands.json.reports import History
    from commands.records import history as told
    from commands.records import restore as bring_back

    given = context(drafts=True)
    if restore is not None:
        report = AddReport((bring_back(given, meeting, restore),))
        if not json_wanted:
            show(report, json_wanted)
            return
    found = told(given, meeting)
    if json_wanted:
        click.echo(encode(History.of(found)))
    else:
        click.echo(draw(compose(found), given.zone))


@click.command()
@click.option("--meeting", type=int, help="Only what was done to this meeting.")
@click.option("--since", callback=day_of, help="Only from this day on (YYYY-MM-DD).")
@click.option("--limit", type=click.IntRange(1), default=200, help="How many lines; 200.")
@as_json_option
def audit(meeting: int | None, since: dt.date | None, limit: int, json_wanted: bool) -> None:
    """Who published, amended, withdrew and shared what, and changed which action; newest first.

    Example: minutebook audit --since 2026-03-01
    """
    from bot.terminal import draw
    from commands.documents.history import trail
    from commands.json.record import encode
    from commands.json.reports import AuditTrail
    from commands.records import audit_trail

    given = context(drafts=True)
    start = dt.datetime.combine(since, dt.time.min, given.zone) if since else None
    found = audit_trail(given, meeting, start.astimezone(dt.UTC) if start else None, limit)
    if json_wanted:
        click.echo(encode(AuditTrail.of(found)))
    else:
        click.echo(draw(trail(found), given.zone))


@click.command()
@as_json_option
def shared(json_wanted: bool) -> None:
    """The messages in Slack that quote amended or withdrawn words: how many are still to be
    edited, and which ones Slack no longer lets the bot edit.

    Example: minutebook shared
    """
    from bot.terminal import draw
    from commands.documents.history import unedited
    from commands.json.record import encode
    from commands.json.sent import SharedMessages
    from commands.sharing import shared_messages

    given = context(drafts=True)
    messages = shared_messages(given)
    found, owed = messages.unreachable, messages.owed
    if json_wanted:
        click.echo(encode(SharedMessages.of(messages)))
    else:
        click.echo(draw(unedited(found, owed), given.zone))


@click.command(context_settings=ANY_WORDS)
@MEETING
@click.argument("what")
@click.argument("words", nargs=-1)
@as_json_option
def mend(meeting: int, what: str, words: tuple[str, ...], json_wanted: bool) -> None:
    """Correct what was understood of a meeting. The document stays as it is: the correction is
    kept beside it and made again whenever the minutes are read.

    \b
    date DAY, panel NAME, title TITLE, address URL
    private ITEM, public ITEM          for the secretariat alone, or not
    drop P, join P, split P WORDS      a paragraph, by its number or id
    kind ACTION KIND, owner ACTION WHO
    undo                               the last correction

    Example: minutebook mend 3 split 12 "The Chairman asked"
    """
    from commands.ingest.correct import correct
    from commands.ingest_reports import AddReport

    show(AddReport((correct(context(drafts=True), meeting, what, words),)), json_wanted)


@click.command()
@click.argument("phrase")
@click.option("--with", "instead", default="[erased]", help="What stands there instead.")
@click.option("--reason", default="", help="Why, for the record.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json_option
def erase(phrase: str, instead: str, reason: str, yes: bool, json_wanted: bool) -> None:
    """Erase a private person's name or a passage from everywhere, for good: minutes, versions,
    actions, messages in Slack, questions, the file. It is kept out when minutes are read again.

    Example: minutebook erase "Josephine Marlowe" --with "a resident" --reason "her request"
    """
    from commands.json.record import encode
    from commands.json.reports import Erasure
    from commands.records import erase as erase_words

    if not yes and sys.stdin.isatty():
        click.confirm(f"Erase “{phrase}” everywhere? That cannot be undone.", abort=True)
    folder = settings().backups
    copies = sorted(folder.rglob("*")) if folder and folder.is_dir() else []
    told = erase_words(context(drafts=True), phrase, instead, reason, copies)
    if json_wanted:
        click.echo(encode(Erasure.of(told)))
    else:
        from bot.terminal import draw
        from commands.documents.history import erased

        click.echo(draw(erased(told)))


COMMANDS = (
    mend,
    erase,
    publish,
    amend,
    reread,
    withdraw,
    history,
    audit,
    shared,
)
