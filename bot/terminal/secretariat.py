"""The secretariat's desk in the terminal: differences, versions, the audit trail."""

import datetime as dt
import textwrap
from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import click

from bot.terminal.actions import WIDTH, in_words, joined
from commands.answers import Added
from commands.ingest.diff import Changed, Differences
from commands.ingest.publish import Preview, PreviewMeeting
from commands.ingest.reread import Reread
from commands.records import Erased, History, Version
from storage.audit import AuditEntry
from storage.model import ActionRow, ExtractedAction, Item
from storage.plurals import plural
from storage.posts import Unreachable
from storage.withdrawals import Withdrawn


def differing(changed: Differences) -> str:
    """What differs, paragraph by paragraph: what went struck out as [-…-], what came as {+…+}."""
    if changed.none:
        return "Nothing differs."
    lines = [f"{field}: {before} → {after}" for field, before, after in changed.said]
    lines += list(changed.items)
    lines += [_paragraph(one) for one in changed.paragraphs]
    if changed.renumbered:
        count = plural(changed.renumbered, "paragraph has", "paragraphs have")
        lines.append(f"{count} a new number")
    return joined(lines, gap=True)


def amended(done: Added) -> str:
    """What came of entering an amendment."""
    if done.waiting:
        return f"The amendment {done.waiting.sentence} Until then members read what they had."
    return "Nothing changed." if done.outcome == "unchanged" else "Amended."


def _paragraph(one: Changed) -> str:
    what = "new" if one.before is None else "gone" if one.after is None else "amended"
    number = f"Paragraph {one.number}" if one.number else "Unnumbered paragraph"
    item = f"item {one.item_number}, {one.item_title}" if one.item_number else one.item_title
    head = click.style(f"{number} of {item}: {what}", bold=True)
    marks = {"removed": ("[-", "-]"), "added": ("{+", "+}"), "equal": ("", "")}
    text = "".join(_marked(run.text, *marks[run.kind]) for run in one.runs)
    if what != "amended":
        text = one.before or one.after or ""
    lines = textwrap.fill(text, WIDTH, initial_indent="   ", subsequent_indent="   ")
    return f"{head}\n{lines}"


def _marked(text: str, before: str, after: str) -> str:
    """Marks around the words, with the blanks before them left outside."""
    words = text.lstrip()
    return f"{text[: len(text) - len(words)]}{before}{words}{after}"


def history(record: History, zone: ZoneInfo) -> str:
    """The versions of a meeting with what each changed, then what was done to it."""
    versions = [_version(one, zone) for one in record.versions] or ["No version is kept."]
    head = click.style(record.name, bold=True)
    done = joined(["What was done, newest first:", *(_step(s, zone, False) for s in record.steps)])
    return joined([head, *versions, done], gap=True)


def _version(one: Version, zone: ZoneInfo) -> str:
    read = one.reading
    head = f"Version {read.number}: {_moment(read.at, zone)} by {read.by}, from {read.source}"
    if one.changed is None:
        return head
    return joined([head, textwrap.indent(differing(one.changed), "  ")])


def trail(steps: Sequence[AuditEntry], zone: ZoneInfo) -> str:
    """The audit trail, newest first."""
    return joined(_step(step, zone, True) for step in steps) or "Nothing has been done yet."


def _step(step: AuditEntry, zone: ZoneInfo, with_meeting: bool) -> str:
    date = f", {in_words(step.date)}" if step.date else ""
    meeting = f" · {step.meeting}{date}" if with_meeting and step.meeting else ""
    place = f" · {step.place}" if step.place else ""
    note = f" · {step.note}" if step.note else ""
    who = step.by if step.by == step.via else f"{step.by} ({step.via})"
    return f"{_moment(step.at, zone)}  {who} {step.what}{meeting}{place}{note}"


def _moment(at: dt.datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def withdrawn(one: Withdrawn, name: str) -> str:
    """What was taken back, and what follows."""
    count = plural(one.paragraphs, "paragraph")
    lines = [f"Withdrawn from {name}: {one.place} ({count}). The words are gone from the book."]
    if one.elsewhere:
        lines.append(
            "The same words stood in "
            + plural(one.elsewhere, "other paragraph")
            + " of these minutes, and are gone from there too."
        )
    if one.messages:
        quote = plural(one.messages, "message quotes", "messages quote")
        lines.append(f"{quote} it: the running bot blanks that in Slack.")
    if not one.emptied:
        lines.append(
            "Another program is reading just now: the log of the database is emptied when it is "
            "next opened."
        )
    return joined(lines)


def reinstated(places: Sequence[str], name: str) -> str:
    """What may be read again, and what to do for it."""
    return (
        f"No longer withdrawn from {name}: {'; '.join(places)}. The words were not kept: "
        "add the document again to bring them back."
    )


def unreachable(messages: Sequence[Unreachable], owed: int, zone: ZoneInfo) -> str:
    """The messages that still are to be edited, and those that cannot be."""
    lines = [f"{owed} still to be edited by the running bot." if owed else "None is still owed."]
    if messages:
        lines.append("Slack no longer lets us edit these. Please see to them by hand:")
    lines += [
        f"  {one.channel} {one.ts or 'no receipt'} · posted for {one.by} on "
        f"{_moment(one.at, zone)} · {'withdrawn' if one.withdrawn else 'amended'} · {one.why}"
        for one in messages
    ]
    return joined(lines)


def erased(one: Erased) -> str:
    """What was erased, and where it still stands."""
    lines = [
        f"Erased from {plural(one.meetings, 'meeting')} and {plural(one.messages, 'message')}; "
        "the running bot edits these in Slack."
    ]
    lines += [f"Let go of, as it holds the words: {name}" for name in one.documents]
    if one.backups:
        lines.append("These copies of the book still hold the words. Delete them by hand:")
        lines += [f"  {path}" for path in one.backups]
    else:
        lines.append("No copy in the backups' folder holds the words. Look for others of yours.")
    if not one.emptied:
        lines.append("Another program is reading just now: the log is emptied a little later.")
    return joined(lines)


def preview(understood: Preview) -> str:
    """What was understood of a document, for the clerk to look over."""
    lines = [click.style(f"What I understood of {understood.name}. Nothing is entered.", bold=True)]
    lines += [_previewed(one) for one in understood.meetings]
    lines += [f"Could not be read: {part}: {why}" for part, why in understood.refused]
    return joined(lines, gap=True)


def _previewed(one: PreviewMeeting) -> str:
    meeting = one.meeting
    counts = Counter(attendee.presence for attendee in meeting.attendance)
    attended = ", ".join(f"{count} {presence}" for presence, count in counts.items()) or "not given"
    lines = [
        click.style(meeting.title or meeting.panel or "Untitled minutes", bold=True),
        f"  Date: {in_words(meeting.date)}    Panel: {meeting.panel or 'none'}    "
        f"Status: {meeting.status}",
        f"  Address: {meeting.url or 'none'}",
        f"  Attendance: {attended}",
        f"  To the book: {_HELD[one.held]}",
        "  Items:",
        *(f"    {_item(item)}" for item in meeting.items),
        f"  Actions: {len(one.actions)}",
        *(f"    {_action(action)}" for action in one.actions),
    ]
    people = [f"{name} (like {other})" if other else name for name, other in one.people]
    lines += [f"  New to the book: {', '.join(people)}"] if people else []
    lines += [f"  Noticed: {sentence}" for sentence in one.noticed]
    lines += [f"  Please decide: {question.sentence}" for question in one.questions]
    if one.held == "amends":
        lines.append(textwrap.indent(differing(one.changed), "  "))
    return joined(lines)


_HELD = {
    "new": "new",
    "amends": "held already; this amends it",
    "same": "held already, word for word",
    "doubtful": "of another meeting or of one that is held: see below",
    "withdrawn": "withdrawn; it stays so",
}


def _item(item: Item) -> str:
    count = plural(len(item.paragraphs), "paragraph")
    exempt = ", for the secretariat alone" if item.exempt else ""
    number = f"{item.number}  " if item.number else ""
    return f"{number}{item.title} ({count}{exempt})"


def _action(action: ExtractedAction) -> str:
    due = f" by {in_words(action.due)}" if action.due else ""
    return f"{action.kind} · {action.owner or 'nobody named'}{due} · {action.text}"


# ---- what today's rules make of minutes that are held -----------------------------------------


def reread(report: Reread) -> str:
    """What was found otherwise in one meeting: + new, ~ changed, - gone, ? no longer found."""
    name = f"{report.meeting.name}, {in_words(report.meeting.date)}"
    if not report.differs:
        return joined([f"{name}: nothing differs.", *_notes(report)])
    return joined(
        [
            click.style(f"{name} (meeting {report.meeting.id})", bold=True),
            *(f"  + {_entry(action)}" for action in report.added),
            *(f"  ~ {_entry(before)}\n    → {_entry(now)}" for before, now in report.changed),
            *(f"  - {action.id}: {_entry(action)}" for action in report.dropped),
            *(f"  ? {action.id}: {_entry(action)}" for action in report.doubted),
            *(
                f"  Paragraph {one.number or one.paragraph_id}: {_speaking(one.before)}"
                f" → {_speaking(one.after)}"
                for one in report.respoken
            ),
            *_notes(report),
        ]
    )


def reread_ending(reports: Sequence[Reread], accept: bool, dry_run: bool) -> str:
    """How many meetings differ, and what is left to decide."""
    differing_ones = sum(report.differs for report in reports)
    doubted = sum(len(report.doubted) for report in reports)
    lines = [f"{differing_ones} of {plural(len(reports), 'meeting')} understood otherwise."]
    if dry_run:
        lines.append("Nothing was changed.")
    elif doubted and not accept:
        count = plural(doubted, "entry marked ? is", "entries marked ? are")
        lines.append(f"{count} kept: 'minutebook reread --accept' drops what nobody has changed.")
    return " ".join(lines)


def _entry(action: ActionRow) -> str:
    owner = f"{action.owner}: " if action.owner else ""
    due = f" (by {in_words(action.due)})" if action.due else ""
    return f"{action.kind}: {owner}“{action.text}”{due}"


def _speaking(names: Sequence[str]) -> str:
    return ", ".join(names) or "nobody"


def _notes(report: Reread) -> list[str]:
    return [f"  note: {warning}" for warning in report.warnings]
