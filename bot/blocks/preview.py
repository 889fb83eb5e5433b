"""What was understood of new minutes, before and after they are published."""

from collections.abc import Iterable, Sequence

from bot.blocks.kit import (
    Block,
    Message,
    Part,
    address,
    bullets,
    button,
    heading,
    line,
    note,
    person,
    quotes,
    rich,
    row,
    said,
    words,
)
from bot.blocks.search import when
from bot.text import cut, escape, escaped_within, fit, link
from commands.model import Added, AddReport
from commands.publish import Preview, PreviewMeeting
from storage.records import Item, Meeting

MEETINGS, ITEMS, NAMES, ACTIONS, WARNINGS = 4, 12, 12, 3, 8  # shown of each
_HELD = {
    "new": "It is not held yet.",
    "amends": "It is held already: publishing amends what is held.",
    "same": "It is held already, word for word: publishing changes nothing.",
}


def preview(understood: Preview) -> Message:
    """What was understood, for the secretariat alone, with a button to publish it."""
    intro = f"What I understood of {cut(understood.name, 200)}. Nobody else sees it yet."
    blocks = [heading("New minutes: please check"), said(intro)]
    lines = [escape(intro)]
    for one in understood.meetings[:MEETINGS]:
        blocks += _meeting(one)
        lines.append(escaped_within(". ".join(_facts(one)), 1200))
    left = len(understood.meetings) - MEETINGS
    if left > 0:
        blocks.append(note(f"and {left} more meetings"))
        lines.append(f"and {left} more meetings")
    spoken = f"Publish what was read from {cut(understood.name, 40)}"
    blocks += row(button("Publish", "publish", understood.upload_id, spoken, style="primary"))
    lines.append("Press Publish to let everybody find it.")
    return Message(fit(lines, "Press Publish to let everybody find it."), tuple(blocks))


def _meeting(one: PreviewMeeting) -> list[Block]:
    meeting = one.meeting
    blocks = [
        rich(line(words(_title(meeting), bold=True)), bullets([words(f)] for f in _facts(one)[1:]))
    ]
    titled = [item for item in meeting.items if item.title]
    items = [[words(_titled(item))] for item in titled[:ITEMS]]
    if items:
        more = len(titled) - len(items)
        rest = [[words(f"and {more} more items")]] if more > 0 else []
        blocks.append(rich(line(words("Items")), bullets([*items, *rest])))
    if one.actions:
        quoted = [part for text in one.actions[:ACTIONS] for part in quotes(cut(text, 300))]
        blocks.append(rich(line(words("Actions, for example")), *quoted))
    return blocks + _warnings(meeting.warnings)


def _titled(item: Item) -> str:
    number = cut(item.number or "–", 40)
    return f"{number}  {cut(item.title, 150)} ({_count(len(item.paragraphs))})"


def _title(meeting: Meeting) -> str:
    return cut(meeting.title or meeting.panel or "Untitled minutes", 200)


def _facts(one: PreviewMeeting) -> list[str]:
    """Title first, then a sentence for each thing that a clerk would look at."""
    meeting = one.meeting
    day = f"{meeting.date:%A %-d %B %Y}" if meeting.date else "no date found"
    speakers = f"Speaking: {_some(one.speakers)}" if one.speakers else "Nobody speaks in it"
    panel = f", {cut(meeting.panel, 200)}" if meeting.panel else ", no panel found"
    return [
        _title(meeting),
        day + ("" if meeting.panel and meeting.panel == meeting.title else panel),
        f"{_count(len(meeting.items), 'item')}, {_count(one.paragraphs)}, "
        f"{_count(len(one.actions), 'action')}",
        speakers,
        cut(meeting.url, 300) if meeting.url else "No address found: answers will have no link",
        _HELD.get(one.held, one.held),
    ]


def _warnings(warnings: Sequence[str]) -> list[Block]:
    if not warnings:
        return []
    shown = [[words(cut(warning, 300))] for warning in warnings[:WARNINGS]]
    more = len(warnings) - len(shown)
    rest = [[words(f"and {more} more")]] if more > 0 else []
    return [rich(line(words("Uncertain", bold=True)), bullets([*shown, *rest]))]


def published(report: AddReport, user: str) -> Message:
    """What went into the book, and who put it there."""
    blocks: list[Block] = []
    lines: list[str] = []
    if report.added:
        shown = [_added(one) for one in report.added[:30]]
        blocks.append(rich(line(words("Published by "), person(user)), bullets(shown)))
        lines.append(f"Published by <@{user}>")
        lines += [_added_text(one) for one in report.added[:30]]
    for source, error in report.failed:
        sentence = error if source in error else f"{source}: {error}"
        blocks.append(said(sentence))
        lines.append(escaped_within(sentence, 900))
    return Message(fit(lines, "…"), tuple(blocks[:40]))


def _added(one: Added) -> list[Part]:
    return [address(one.meeting.url, when(one.meeting)), words(_outcome(one))]


def _added_text(one: Added) -> str:
    return link(one.meeting.url, when(one.meeting)) + escape(_outcome(one))


def _outcome(one: Added) -> str:
    said_ = {"added": "new", "updated": "amended", "unchanged": "as it was"}
    counts = f"{_count(one.meeting.paragraphs)}, {_count(one.meeting.actions, 'action')}"
    return f": {said_.get(one.outcome, one.outcome)}, {counts}"


def _count(number: int, noun: str = "paragraph") -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def _some(names: Iterable[str]) -> str:
    held = [cut(name, 60) for name in names]
    more = f" and {len(held) - NAMES} more" if len(held) > NAMES else ""
    return ", ".join(held[:NAMES]) + more


def who_may(secretariat: Sequence[str]) -> Message:
    """Kindly: this is for the secretariat to do."""
    sentence = (
        "Thank you. New minutes are published by the secretariat, so that everybody can rely on "
        "them"
    )
    if not secretariat:
        whole = f"{sentence}; nobody is named as the secretariat yet (MINUTEBOOK_SECRETARIAT)."
        return Message(escape(whole), (said(whole),))
    leaves: list[Part] = [words(f"{sentence}. Please send the file to ")]
    mentions: list[str] = []
    for who in secretariat[:5]:
        group = who.startswith("S")
        part = {"type": "usergroup", "usergroup_id": who} if group else person(who)
        leaves += [words(", "), part] if mentions else [part]
        mentions.append(f"<!subteam^{who}>" if group else f"<@{who}>")
    text = f"{sentence}. Please send the file to {', '.join(mentions)}."
    return Message(text, (rich(line(*leaves, words("."))),))
