"""What was understood of new minutes, before and after they are published."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.slack_text import TEXT_MOST, cut, escape, escaped_within, fit, link
from bot.views.kit import (
    Block,
    Message,
    Part,
    actions_block,
    address,
    asks_first,
    bullets,
    button,
    context_block,
    heading,
    line,
    person,
    quote,
    quote_elements,
    rich_text,
    section,
    text_object,
    when,
    with_people,
)
from bot.views.lists import sentence_with
from bot.views.quotation import run_leaf, shortened
from commands.answers import Added, AddReport
from commands.ingest.diff import Changed
from commands.ingest.publish import Preview, PreviewMeeting
from storage.model import Item, Meeting, MeetingRow
from storage.plurals import plural

MEETINGS, ITEMS, NAMES, ACTIONS, NOTES, CHANGES, PERHAPS = 4, 12, 12, 6, 8, 4, 4  # shown of each
_HELD = {
    "new": "It is not held yet.",
    "amends": "It is held already: publishing amends what is held.",
    "same": "It is held already, word for word: publishing changes nothing.",
    "doubtful": "It may be of a meeting that is held: please say which, then publish it.",
    "withdrawn": "It was withdrawn: only 'Bring back' publishes it again.",
}


_COMPARED = (
    "Some of the document’s words found no place in its items. Have you compared what was read "
    "with the document?"
)


def preview(understood: Preview) -> Message:
    """What was understood, for the secretariat alone, with buttons to publish and to correct."""
    intro = f"What I understood of {cut(understood.name, 200)}. Nobody else sees it yet."
    blocks = [heading("New minutes: please check"), section(intro)]
    lines = [escape(intro)]
    if understood.before:
        blocks.append(rich_text(line(*with_people(understood.before))))
        lines.append(escape(understood.before))
    if understood.mends:
        blocks.append(context_block(f"With {plural(understood.mends, 'correction')} of yours."))
    for part, one in enumerate(understood.meetings[:MEETINGS]):
        blocks += [*_meeting(one), *_which(understood.upload_id, part, one)]
        lines.append(escaped_within(". ".join(_facts(one)), 900))
        lines += [
            escaped_within(f"Please decide: {q.sentence}", 300) for q in one.questions[:NOTES]
        ]
    left = len(understood.meetings) - MEETINGS
    if left > 0:
        more = f"and {plural(left, 'more meeting')}"
        blocks.append(context_block(more))
        lines.append(more)
    if understood.refused:
        refused = [[text_object(cut(f"{part}: {why}" if part else why, 300))]
                   for part, why in understood.refused[:NOTES]]  # fmt: skip
        blocks.append(
            rich_text(line(text_object("Could not be read", bold=True)), bullets(refused))
        )
        lines += [escaped_within(f"Could not be read: {part}", 200)
                  for part, _ in understood.refused[:NOTES]]  # fmt: skip
    blocks += _buttons(understood)
    lines.append("Press Publish to let everybody find it.")
    text = fit(lines, "Press Publish to let everybody find it.")
    return Message(text, (*blocks[:45], *blocks[45:][-1:]))


def _buttons(understood: Preview) -> list[Block]:
    upload, name = understood.upload_id, cut(understood.name, 40)
    several = len(understood.meetings) > 1
    doubtful = any(one.to_compare for one in understood.meetings)
    first = asks_first(_COMPARED, "Publish") if doubtful else None
    if any(one.held == "withdrawn" for one in understood.meetings):
        back = button("Bring back", "reinstate", upload, f"Publish {name} again", "danger")
        return actions_block(back, button("Discard", "discard", upload, f"Do not publish {name}"))
    return actions_block(
        button("Publish", "publish", upload, f"Publish {name} as it was read", "primary", first),
        None if several else button("Correct…", "mend", upload, f"Correct what was read: {name}"),
        button("Publish later…", "later", upload, f"Publish {name} at a time"),
        button("As a backlog", "backlog", upload, "Publish without telling anybody") if several
        else None,
        button("Discard", "discard", upload, f"Do not publish {name}"),
    )  # fmt: skip


def _which(upload: str, part: int, one: PreviewMeeting) -> list[Block]:
    """Buttons that say whether it is another meeting or one of those that are held."""
    if not one.perhaps:
        return []
    labels = {"another": "Another meeting"}
    labels |= {
        str(meeting_id): f"Newer version of meeting {meeting_id}"
        for meeting_id in one.perhaps[:PERHAPS]
    }
    return actions_block(
        *(
            button(
                label, f"which.{choice}", json.dumps({"u": upload, "p": part}), _title(one.meeting)
            )
            for choice, label in labels.items()
        )
    )


def _meeting(one: PreviewMeeting) -> list[Block]:
    meeting = one.meeting
    blocks = [
        rich_text(
            line(text_object(_title(meeting), bold=True)),
            bullets([text_object(f)] for f in _facts(one)[1:]),
        )
    ]
    if one.questions:
        asked = [[text_object(cut(q.sentence, 300))] for q in one.questions[:NOTES]]
        blocks.append(rich_text(line(text_object("Please decide", bold=True)), bullets(asked)))
    blocks += _changes(one)
    titled = [item for item in meeting.items if item.title]
    items = [[text_object(_titled(item))] for item in titled[:ITEMS]]
    if items:
        more = len(titled) - len(items)
        rest = [[text_object(f"and {plural(more, 'more item')}")]] if more > 0 else []
        blocks.append(rich_text(line(text_object("Items")), bullets([*items, *rest])))
    if one.actions:
        blocks.append(rich_text(line(text_object("Actions")), *_actions(one)))
    if one.people:
        blocks.append(
            rich_text(line(text_object("New to the book: "), text_object(_new_people(one))))
        )
    return blocks + _noticed(one.noticed)


def _actions(one: PreviewMeeting) -> list[Part]:
    parts: list[Part] = []
    shown = one.actions[:ACTIONS]
    for action in shown:
        whose = f" · {cut(action.owner, 80)}" if action.owner else ""
        parts.append(line(text_object(f"{action.kind.capitalize()}{whose}")))
        parts += quote_elements(cut(action.text, 250))
    left = len(one.actions) - len(shown)
    return [*parts, *([line(text_object(f"and {left} more"))] if left > 0 else [])]


def _new_people(one: PreviewMeeting) -> str:
    return _some(
        f"{name} (like {resembled})" if resembled else name for name, resembled in one.people
    )


def _changes(one: PreviewMeeting) -> list[Block]:
    """What differs from what is held."""
    changed = one.changed
    if one.held != "amends" or changed.none:
        return []
    items = [[text_object(cut(f"{f}: {b} → {a}", 300))] for f, b, a in changed.said]
    items += [[text_object(cut(what, 300))] for what in changed.items[:CHANGES]]
    blocks = [
        rich_text(
            line(text_object("What differs", bold=True)), *([bullets(items)] if items else [])
        )
    ]
    blocks += [_difference(paragraph) for paragraph in changed.paragraphs[:CHANGES]]
    left = len(changed.paragraphs) - CHANGES
    if left > 0:
        more = plural(left, "more paragraph that differs", "more paragraphs that differ")
        blocks.append(context_block(f"and {more}"))
    return blocks


def _difference(changed: Changed) -> Block:
    what = "new" if changed.before is None else "gone" if changed.after is None else "amended"
    number = f"Paragraph {changed.number}" if changed.number else "A paragraph"
    head = f"{number} of {cut(changed.item_title, 150)}: {what}"
    return rich_text(
        line(text_object(head)), quote(*(run_leaf(run) for run in shortened(changed.runs)))
    )


def _titled(item: Item) -> str:
    number = cut(item.number or "–", 40)
    kept = ", for the secretariat alone" if item.exempt else ""
    return f"{number}  {cut(item.title, 150)} ({plural(len(item.paragraphs), 'paragraph')}{kept})"


def _title(meeting: Meeting) -> str:
    return cut(meeting.title or meeting.panel or "Untitled minutes", 200)


def _facts(one: PreviewMeeting) -> list[str]:
    """Title first, then a sentence for each thing that a clerk would look at."""
    meeting = one.meeting
    day = f"{meeting.date:%A %-d %B %Y}" if meeting.date else "no date found"
    speakers = f"Speaking: {_some(one.speakers)}" if one.speakers else "Nobody speaks in it"
    panel = f", {cut(meeting.panel, 200)}" if meeting.panel else ", no panel found"
    draft = " · the document calls itself a draft" if meeting.status == "draft" else ""
    return [
        _title(meeting),
        day + ("" if meeting.panel and meeting.panel == meeting.title else panel) + draft,
        f"{plural(len(meeting.items), 'item')}, {plural(one.paragraphs, 'paragraph')}, "
        f"{plural(len(one.actions), 'action')}",
        *_attendance(meeting),
        speakers,
        cut(meeting.url, 300) if meeting.url else "No address found: answers will have no link",
        _HELD.get(one.held, one.held),
    ]


def _attendance(meeting: Meeting) -> list[str]:
    counts = Counter(attendee.presence for attendee in meeting.attendance)
    counted = [f"{count} {presence}" for presence, count in counts.items()]
    return [f"Attendance: {', '.join(counted)}"] if counted else []


def _noticed(noticed: Sequence[str]) -> list[Block]:
    if not noticed:
        return []
    shown = [[text_object(cut(sentence, 300))] for sentence in noticed[:NOTES]]
    more = len(noticed) - len(shown)
    rest = [[text_object(f"and {more} more")]] if more > 0 else []
    return [rich_text(line(text_object("Noticed")), bullets([*shown, *rest]))]


def second_approval(understood: Preview, user: str) -> Message:
    """The preview for a second clerk, whose word is needed."""
    shown = preview(understood)
    asked = rich_text(
        line(person(user), text_object(" asks you to check these minutes and publish them."))
    )
    text = f"<@{user}> asks you to check these minutes and publish them.\n{shown.text}"
    return Message(text[:TEXT_MOST], (asked, *shown.blocks))


def second_wanted(others: Sequence[str]) -> Message:
    """Who was asked to be the second clerk."""
    start = "A second clerk has to publish it: "
    if not others:
        return sentence_with(f"{start}I have asked nobody yet. Name another clerk, or press again.")
    leaves: list[Part] = [text_object(f"{start}I have asked ")]
    for other in others:
        leaves += [*([text_object(", ")] if len(leaves) > 1 else []), person(other)]
    mentions = ", ".join(f"<@{other}>" for other in others)
    return Message(
        f"{start}I have asked {mentions}.", (rich_text(line(*leaves, text_object("."))),)
    )


def official(meeting: MeetingRow) -> Message:
    """News for the secretariat that the official minutes of a draft were found."""
    sentence = (
        "The council has published these minutes. You have the meeting as a draft, which now has "
        "the council's words. Members can't read it yet."
    )
    named = rich_text(line(address(meeting.url, when(meeting))))
    spoken = f"Publish the minutes of {when(meeting)}"
    buttons = actions_block(button("Publish", "publish_draft", str(meeting.id), spoken, "primary"))
    text = f"{link(meeting.url, when(meeting))}\n{escape(sentence)}"
    return Message(text, (named, section(sentence), *buttons))


def published(report: AddReport, user: str, announce: bool = False) -> Message:
    """What went into the book, and who put it there; with a button to tell members of it."""
    blocks: list[Block] = []
    lines: list[str] = []
    if report.added:
        shown = [_added(one) for one in report.added[:30]]
        blocks.append(rich_text(line(text_object("Published by "), person(user)), bullets(shown)))
        lines.append(f"Published by <@{user}>")
        lines += [_added_text(one) for one in report.added[:30]]
    for source, error in report.failed:
        sentence = error if source in error else f"{source}: {error}"
        blocks.append(section(sentence))
        lines.append(escaped_within(sentence, 900))
    if announce and len(report.added) == 1 and report.added[0].meeting.status == "published":
        meeting = report.added[0].meeting
        spoken = f"Announce the minutes of {when(meeting)}"
        blocks = [
            *blocks[:40],
            *actions_block(button("Announce…", "announce", str(meeting.id), spoken)),
        ]
    return Message(fit(lines, "…"), tuple(blocks[:41]))


def _added(one: Added) -> list[Part]:
    return [address(one.meeting.url, when(one.meeting)), text_object(_outcome(one))]


def _added_text(one: Added) -> str:
    return link(one.meeting.url, when(one.meeting)) + escape(_outcome(one))


def _outcome(one: Added) -> str:
    said_ = {"added": "new", "updated": "amended", "unchanged": "as it was"}
    paragraphs = plural(one.meeting.paragraphs, "paragraph")
    actions = plural(one.meeting.actions, "action")
    return f": {said_.get(one.outcome, one.outcome)}, {paragraphs}, {actions}"


def _some(names: Iterable[str]) -> str:
    short = [cut(name, 60) for name in names]
    more = f" and {len(short) - NAMES} more" if len(short) > NAMES else ""
    return ", ".join(short[:NAMES]) + more


def who_may_publish(secretariat: Sequence[str]) -> Message:
    """Kindly: this is for the secretariat to do."""
    sentence = (
        "Thank you. New minutes are published by the secretariat, so that everybody can rely on "
        "them"
    )
    if not secretariat:
        whole = f"{sentence}; nobody is named as the secretariat yet (MINUTEBOOK_SECRETARIAT)."
        return Message(escape(whole), (section(whole),))
    leaves: list[Part] = [text_object(f"{sentence}. Please send the file to ")]
    mentions: list[str] = []
    for who in secretariat[:5]:
        group = who.startswith("S")
        part = {"type": "usergroup", "usergroup_id": who} if group else person(who)
        leaves += [text_object(", "), part] if mentions else [part]
        mentions.append(f"<!subteam^{who}>" if group else f"<@{who}>")
    text = f"{sentence}. Please send the file to {', '.join(mentions)}."
    return Message(text, (rich_text(line(*leaves, text_object("."))),))
