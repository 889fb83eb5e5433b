"""Asking: search, check, actions, speakers, meetings, digest, say, why."""

import datetime as dt
import json
from dataclasses import replace

import click

from bot.cli.group import (
    ANY_WORDS,
    as_json_option,
    context,
    day_of,
    drafts_option,
    markdown_option,
    settings,
    show,
)
from bot.cli.minutes import entry_line, row_line
from commands.parsing import parse_actions
from commands.requests import (
    CheckQuotation,
    ListActions,
    ListMeetings,
    ListSpeakers,
    Search,
    ShowDigest,
    answer,
)
from storage.model import Viewer


@click.command(context_settings=ANY_WORDS)
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), help="How many results; 10 unless told.")
@click.option("--explain", is_flag=True, help="Say which facts ranked each result.")
@drafts_option
@as_json_option
@markdown_option
def search(
    query: tuple[str, ...],
    limit: int | None,
    explain: bool,
    drafts: bool,
    json_wanted: bool,
    markdown_wanted: bool,
) -> None:
    """The best paragraphs for a question.

    Example: minutebook search from:eskdale stop and search
    """
    limit = limit or (None if json_wanted else 10)
    found = answer(context(drafts), Search(" ".join(query), limit=limit))
    show(found, json_wanted, markdown_wanted)
    if explain and not json_wanted:
        from bot.terminal import explained

        click.echo(explained(found))


@click.command(context_settings=ANY_WORDS)
@click.argument("quotation", nargs=-1, required=True)
@drafts_option
@as_json_option
@markdown_option
def check(
    quotation: tuple[str, ...], drafts: bool, json_wanted: bool, markdown_wanted: bool
) -> None:
    """Whether these words stand in the minutes: word for word, altered, put together from
    several places, or not at all. "…" marks an omission, [square brackets] words of your own.

    Example: minutebook check "the Commissioner explained … needed no suspicion"
    """
    found = answer(context(drafts), CheckQuotation(" ".join(quotation)))
    show(found, json_wanted, markdown_wanted)


@click.command(context_settings=ANY_WORDS)
@click.argument("words", nargs=-1)
@click.option("--limit", type=click.IntRange(1), help="How many entries; 25 a page unless told.")
@drafts_option
@as_json_option
@markdown_option
def actions(
    words: tuple[str, ...],
    limit: int | None,
    drafts: bool,
    json_wanted: bool,
    markdown_wanted: bool,
) -> None:
    """The register: what was resolved, promised or requested, and what became of it.

    \b
    Filters: open (default), overdue, done, superseded, withdrawn, all, possible,
      historic or recent, owner:NAME, panel:, kind:, since:, before:,
      due:this-month, due:next-month, due:DATE, words; by:owner, by:due,
      by:meeting; page:2.
    One entry: 12, and then done [NOTE], assign WHO, due DATE, note TEXT,
      evidence ADDRESS, withdraw [REASON], supersede [N], take-up, reopen,
      snooze 3 days, not-mine, add, accept, decline, undo.
    Also: proposed (what later minutes seem to have answered), hanging
      (questions that nothing has answered).

    Examples: minutebook actions overdue · minutebook actions owner:commissioner all ·
    minutebook actions 12 done "sent on 4 May"
    """
    request = parse_actions(" ".join(words))
    if isinstance(request, ListActions):
        request = replace(request, limit=limit or (None if json_wanted else request.limit or 25))
    show(answer(context(drafts), request), json_wanted, markdown_wanted)


@click.command(context_settings=ANY_WORDS)
@click.argument("name", nargs=-1)
@drafts_option
@as_json_option
def speakers(name: tuple[str, ...], drafts: bool, json_wanted: bool) -> None:
    """Who spoke; with NAME, the people it may mean, best first.

    'join A B' says that two names are one person's, 'part A FORM' that one form of a name is
    somebody else.

    Examples: minutebook speakers mulkeen hart · minutebook speakers join "Cllr Hall" "Mrs Hall"
    """
    given = context(drafts)
    if len(name) == 3 and name[0] in ("join", "part"):
        from commands.people import merge, split

        change = merge if name[0] == "join" else split
        show(change(given, name[1], name[2]), json_wanted)
    else:
        show(answer(given, ListSpeakers(" ".join(name))), json_wanted)


@click.command()
@drafts_option
@as_json_option
def meetings(drafts: bool, json_wanted: bool) -> None:
    """What is indexed.

    Example: minutebook meetings --json
    """
    show(answer(context(drafts), ListMeetings()), json_wanted)


@click.command()
@click.option("--date", "day", callback=day_of, help="The day (YYYY-MM-DD); today unless told.")
@click.option("--to", help="What would go to this channel (C…) or person (U…).")
@as_json_option
@markdown_option
def digest(day: dt.date | None, to: str | None, json_wanted: bool, markdown_wanted: bool) -> None:
    """The digest of a day, printed. Nothing is sent and nothing marked as sent.

    Example: minutebook digest --date 2026-03-31 --to C0123456789
    """
    show(answer(context(), ShowDigest(day, to)), json_wanted, markdown_wanted)


@click.command()
@click.argument("line")
@click.option("--user", help="A Slack user ID, whose rights it has; a member's without.")
@click.option("--channel", help="A Slack channel ID.")
@as_json_option
def say(line: str, user: str | None, channel: str | None, json_wanted: bool) -> None:
    """Answer a slash command exactly as Slack would get it.

    Example: minutebook say '/minutes stop and search' --json
    """
    from bot.conversations import answer_line

    chosen = settings()
    viewer = Viewer(user, channel, secretariat=user in chosen.secretariat)
    given = context(viewer=viewer, via="slack")
    if json_wanted:
        click.echo(json.dumps(answer_line(given, line), ensure_ascii=False))
    else:
        from commands.parsing import parse_command

        show(answer(given, parse_command(line)), json_wanted)


@click.command(context_settings=ANY_WORDS)
@click.argument("words", nargs=-1, required=True)
@as_json_option
def why(words: tuple[str, ...], json_wanted: bool) -> None:
    """Why words of minutes are, or are not, in the register: which row of the rules made each
    entry of them, gave it its day, or turned one away. A number is that of an entry; a
    paragraph's id (as --json prints it) stands for its words.

    Examples: minutebook why 12 · minutebook why "The Clerk will write to the school."
    """
    from commands.actions.show import why as explain
    from commands.json import encode
    from commands.json.results import Why

    explained = explain(context(drafts=True), " ".join(words))
    if json_wanted:
        click.echo(encode(Why.of(explained)))
        return
    certain = (entry for entry in explained.entries if entry.certain)
    lines = [entry_line(one.kind, one.whose, one.due, one.text) for one in certain]
    lines += [row_line(note) for note in explained.rules]
    click.echo("\n".join(lines) or "Nothing is entered from these words, and no row fits them.")


COMMANDS = (
    search,
    check,
    actions,
    speakers,
    meetings,
    digest,
    say,
    why,
)
