"""A digest in a terminal, whole."""

from collections.abc import Sequence

import click

from bot.terminal import register
from bot.terminal.lines import in_words, joined, quoted
from commands.model import Coming, DigestAnswer, WatchHit
from storage.counted import counted
from storage.records import ActionRow, MeetingRow


def digest(answer: DigestAnswer) -> str:
    """Everything that it tells, under its headings."""
    if answer.empty:
        return f"Nothing to tell on {in_words(answer.day)}."
    kinds = (
        ("Yours to do", answer.mine),
        ("Overdue, for the secretariat", answer.late),
        ("Decided", answer.decided),
        ("New actions", answer.new_actions),
        ("Overdue", answer.overdue),
        ("Due soon", answer.due_soon),
        ("Closed", answer.closed),
    )
    told: set[int] = set()
    sections = [
        ("Found for you", [_hit(hit) for hit in answer.hits]),
        ("Meeting soon", [_coming(eve) for eve in answer.eves]),
        ("New minutes", [meeting(row) for row in answer.meetings]),
        ("Older minutes that came in", [meeting(row) for row in answer.backlog]),
        ("Amended minutes", [meeting(row) for row in answer.amended]),
        *((name, _actions(found, told, answer)) for name, found in kinds),
        ("Meetings to come", [_coming(one) for one in answer.coming]),
        ("Nothing is sent any more", [f"{where}: {why}" for where, why in answer.stopped]),
    ]
    lines = [click.style(f"Minutes digest for {in_words(answer.day)}", bold=True)]
    for title, entries in sections:
        if entries:
            lines += [click.style(f"{title} ({len(entries)})", bold=True), *entries]
    return joined(lines, gap=True)


def _actions(found: Sequence[ActionRow], told: set[int], answer: DigestAnswer) -> list[str]:
    """Each action once, under the first heading that it fits."""
    fresh = [action for action in found if action.id not in told]
    told.update(action.id for action in fresh)
    return [register.action(action, answer.day) for action in fresh]


def meeting(row: MeetingRow, numbered: bool = False) -> str:
    """A meeting, its day and time, and what it holds; its number too where that is wanted."""
    time = f" at {row.time}" if row.time else ""
    draft = " [draft]" if row.status == "draft" else ""
    number = f"{row.id}. " if numbered else ""
    return (
        f"{number}{row.name}, {in_words(row.date)}{time}{draft}: {counted(row.items, 'item')}, "
        f"{counted(row.paragraphs, 'paragraph')}, {counted(row.actions, 'action')}"
    )


def _hit(hit: WatchHit) -> str:
    paragraph = hit.paragraph
    asked = " and ".join(f"“{query}”" for _, query in hit.searches)
    lines = [f"{asked}: {paragraph.item_title} · {paragraph.meeting.name}".removeprefix(": ")]
    lines += [quoted(paragraph.text), *([f"   {hit.url}"] if hit.url else [])]
    return joined(lines)


def _coming(one: Coming) -> str:
    promised = [f"   promised for it: {a.id}. {a.text}" for a in one.promised]
    more = [f"   {counted(one.still_open, 'other action')} open"] if one.still_open else []
    return joined([f"{one.panel}: {one.date:%A} {in_words(one.date)}", *promised, *more])
