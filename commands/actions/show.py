"""An entry: its history in sentences, for the terminal, Slack and the printed sheet, and the rows
of the rules behind it."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from commands.action_answers import ActionAnswer, AppliedRule, Proposed, WhyAnswer
from commands.actions.fulfilment import suggested_paragraphs
from commands.actions.owners import holders_of, may_edit_all
from commands.links import linked_meeting
from commands.request_context import Context
from commands.requests import ShowAction
from storage.actions.changes import proposals
from storage.actions.read import action_row, history
from storage.meetings import meeting_paragraphs, paragraph_by_id, whole_meeting
from storage.model import KEEPER, MINUTES, ActionChange, ActionRow, Item, Meeting, Paragraph

if TYPE_CHECKING:
    from sources.actions.row_findings import Explanation
    from sources.speakers.discourse import SpeakerRow

_STATUS = {
    "done": "marked done",
    "open": "opened again",
    "withdrawn": "withdrawn",
    "superseded": "superseded",
}


def applied_rules(meeting: Meeting) -> tuple[AppliedRule, ...]:
    """Return what each row of the rules made of the words of a meeting, in their order."""
    from sources.actions import explain_actions  # rows are read only where they are asked for
    from sources.speakers import explain_speakers

    speakers = (_applied(meeting, row, "speaker", "entered") for row in explain_speakers(meeting))
    notes = explain_actions(meeting)
    return (*speakers, *(_applied(meeting, note, note.kind, note.outcome) for note in notes))


def _applied(
    meeting: Meeting, row: "Explanation | SpeakerRow", kind: str, outcome: str
) -> AppliedRule:
    i, n = row.place
    item, paragraph = meeting.items[i], meeting.items[i].paragraphs[n]
    text = paragraph.text[row.start : row.end]
    names = (item.number, item.title, paragraph.number)
    return AppliedRule(row.rule, kind, outcome, row.words, text, *names, row.place)


def why(context: Context, words: str) -> WhyAnswer:
    """Return what is entered of words of minutes, and by which rows: of the paragraph of an entry
    whose number they are, of the one whose id they are, or of the words themselves.

    Raises MinutebookError where there is no such entry.
    """
    from sources.actions import extract_actions
    from sources.speakers import find_speakers

    named = words
    if words.isdigit():
        named = action_row(context.book, KEEPER, int(words), possible=True).paragraph_id
    if row := paragraph_by_id(context.book, KEEPER, named):
        meeting = whole_meeting(context.book, KEEPER, row.meeting.id)
        every = [one.id for one in meeting_paragraphs(context.book, KEEPER, row.meeting.id)]
        sizes = [len(item.paragraphs) for item in meeting.items]
        places = [(i, n) for i, size in enumerate(sizes) for n in range(size)]
        place = places[every.index(row.id)]
    else:
        item = Item("", paragraphs=(Paragraph(words),))
        meeting = find_speakers(Meeting(date=context.now.date(), items=(item,)))
        place = (0, 0)
    paragraph = extract_actions(meeting).items[place[0]].paragraphs[place[1]]
    rules = (one for one in applied_rules(meeting) if one.place == place)
    return WhyAnswer(paragraph.text, paragraph.actions, tuple(rules))


def story(changes: Iterable[ActionChange], zone: ZoneInfo) -> tuple[str, ...]:
    """A sentence a change, oldest first: the day, what happened, why, and who did it."""
    return tuple(
        f"{change.at.astimezone(zone):%-d %B %Y}: {what_happened(change)}" for change in changes
    )


def what_happened(change: ActionChange) -> str:
    """One change in words, without its day."""
    taken_back = change.undone and change.note == "undone"
    note = f" ({change.note})" if change.note and not taken_back and change.field != "note" else ""
    who = "" if change.by == MINUTES else f", by {change.by}"
    if taken_back:
        return f"last change taken back: {_undone(change)}{who}"
    return f"{_told(change)}{note}{who}"


def _told(change: ActionChange) -> str:
    after = change.after
    match change.field:
        case "status":
            return _STATUS.get(after or "", after or "")
        case "assignee":
            return f"assigned to {after}" if after else "assigned to nobody"
        case "due":
            return f"due on {_day(after)}" if after else "without a due day"
        case "note":
            return f"noted: {after}" if after else "note removed"
        case "evidence":
            return f"evidence: {after}" if after else "evidence removed"
        case "certain":
            return "added to the register"
        case "historic":
            return "taken up again, from old minutes"
        case "text":
            return f"now reads “{after}”, before “{change.before}”"
        case "owner":
            return f"owner {after or 'not named'}, before {change.before or 'not named'}"
        case "words":
            return "no longer in the minutes" if after == "gone" else "in the minutes again"
        case "closing":
            return f"closing {after}"
    return f"{change.field}: {change.before or 'nothing'} → {after or 'nothing'}"


def _undone(change: ActionChange) -> str:
    match change.field:
        case "status":
            return "open again" if change.after == "open" else (change.after or "")
        case "certain":
            return "only possible again"
        case "historic":
            return "historic again"
    return _told(change)


def _day(iso: str | None) -> str:
    return f"{dt.date.fromisoformat(iso or ''):%-d %B %Y}"


# ---- one entry with its history ---------------------------------------------------------------
# What waits for a decision, and who holds the owner's office.


def show_action(context: Context, request: ShowAction) -> ActionAnswer:
    """One entry with its history. Raises MinutebookError where there is none with that id."""
    return shown(context, request.id, "")


def entry_for(context: Context, action_id: int) -> ActionRow:
    """The entry; for those who may add them, also one that is only possible.

    Raises MinutebookError where this viewer knows of none with that id.
    """
    return action_row(context.book, context.viewer, action_id, possible=may_edit_all(context))


def shown(context: Context, action_id: int, said: str) -> ActionAnswer:
    """One entry as it is now, and what has just been done to it."""
    (action,) = linked_meeting(context, [entry_for(context, action_id)])
    changes = history(context.book, action_id)
    then, now = holders_of(context, action)
    return ActionAnswer(
        action=action,
        history=changes,
        today=context.today,
        said=said,
        story=story(changes, context.zone),
        proposed=waiting_for(context, action),
        holder_then=then,
        holder_now=now,
    )


def waiting_for(context: Context, action: ActionRow) -> tuple[Proposed, ...]:
    """What waits for a decision about an open entry, oldest first."""
    if action.status != "open":
        return ()
    return tuple(
        suggested_paragraphs(context, proposal)
        for proposal in proposals(context.book, context.viewer, action.id)
        if proposal.state == "waiting"
    )
