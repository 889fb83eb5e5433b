"""Answers drawn as text for a terminal: the same answers that Slack gets."""

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence

import click

from commands.model import (
    ActionAnswer,
    ActionsAnswer,
    Added,
    AddReport,
    Answer,
    ContextAnswer,
    Difference,
    DigestAnswer,
    HelpAnswer,
    Hit,
    MeetingsAnswer,
    Place,
    QuotationAnswer,
    QuotedPart,
    Refusal,
    SearchAnswer,
    SpeakersAnswer,
    SyncReport,
)
from storage.records import ActionChange, ActionRow, MeetingRow, ParagraphRow, Person

WIDTH = 88
_BOLD, _PLAIN = "\ue000", "\ue001"  # of the private use area: they count as no word's end


def draw(answer: Answer | AddReport | SyncReport) -> str:
    """The answer as lines of text, styled with click (which plain output strips)."""
    match answer:
        case SearchAnswer():
            return _search(answer)
        case ContextAnswer():
            return _context(answer)
        case QuotationAnswer():
            return _quotation(answer)
        case ActionsAnswer():
            return _actions(answer)
        case ActionAnswer():
            return _action_with_history(answer)
        case SpeakersAnswer():
            return _speakers(answer)
        case MeetingsAnswer():
            return _meetings(answer)
        case DigestAnswer():
            return _digest(answer)
        case HelpAnswer():
            return _help(answer)
        case Refusal():
            return _lines([answer.sentence, *(f"  Try: {words}" for words in answer.try_next)])
        case AddReport():
            return _lines(_added(added) for added in answer.added)
        case SyncReport():
            return _synced(answer)


# ---- search -----------------------------------------------------------------------------------


def _search(answer: SearchAnswer) -> str:
    said = [answer.interpreted.sentence] if answer.interpreted.sentence else []
    if not answer.hits:
        return _lines([*said, *_nothing(answer)])
    last = answer.offset + len(answer.hits)
    more = [f"{last} of {answer.total} shown."] if last < answer.total else []
    return _lines([*said, *(_hit(hit) for hit in answer.hits), *more], gap=True)


def _nothing(answer: SearchAnswer) -> list[str]:
    lines = [f"Nothing found in the minutes for: {answer.query}"]
    if answer.searched:
        lines.append(answer.searched)
    if answer.candidates:
        lines.append("Whom do you mean? " + "; ".join(person.name for person in answer.candidates))
    return [*lines, *(f"  Try: {words}" for words in answer.suggestions)]


def _hit(hit: Hit) -> str:
    """The first result whole, the others by their best stretch."""
    paragraph = hit.paragraph
    text = _marked(paragraph.text, hit.highlights) if hit.rank == 1 else hit.snippet
    where = [_where(paragraph)]
    if paragraph.speakers:
        where.append("Speaking: " + ", ".join(paragraph.speakers))
    if hit.url:
        where.append(hit.url)
    head = click.style(f"{hit.rank}. ", bold=True)
    return head + _lines([_quoted(text), *(f"   {line}" for line in where)]).lstrip()


def explained(answer: Answer) -> str:
    """The facts that ranked each result, strongest first."""
    if not isinstance(answer, SearchAnswer):
        return ""
    told = []
    for hit in answer.hits:
        facts = sorted(hit.why, key=lambda fact: -abs(fact[1]))
        told.append(
            f"{hit.rank}. {hit.score:.2f} = " + ", ".join(f"{n} {v:+.2f}" for n, v in facts)
        )
    return _lines(told)


def _where(paragraph: ParagraphRow) -> str:
    """Paragraph, item, meeting and date in one line."""
    number = f"Paragraph {paragraph.number}, " if paragraph.number else ""
    item = f"item {paragraph.item_number}, " if paragraph.item_number else ""
    return f"{number}{item}{paragraph.item_title} · {_when(paragraph.meeting)}"


def _when(meeting: MeetingRow) -> str:
    draft = " [draft]" if meeting.status == "draft" else ""
    return f"{meeting.name}, {_day(meeting.date)}{draft}"


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with its matches marked, to be made bold once the lines are broken."""
    told, at = [], 0
    for start, end in spans:
        told += [text[at:start], _BOLD, text[start:end], _PLAIN]
        at = end
    return "".join([*told, text[at:]])


def _quoted(text: str) -> str:
    filled = textwrap.fill(text, WIDTH, initial_indent="   ", subsequent_indent="   ")
    return filled.replace(_BOLD, click.style("", bold=True, reset=False)).replace(
        _PLAIN, click.style("")
    )


def _context(answer: ContextAnswer) -> str:
    first = answer.paragraphs[0]
    told = [f"{first.item_title} · {_when(first.meeting)}"]
    for paragraph in answer.paragraphs:
        sign = "▸" if paragraph.id == answer.asked_for else " "
        number = f"{paragraph.number}. " if paragraph.number else ""
        told.append(f"{sign} " + _quoted(number + paragraph.text).lstrip())
    return _lines([*told, *([answer.url] if answer.url else [])], gap=True)


def _quotation(answer: QuotationAnswer) -> str:
    """The finding, what differs, and where it stands, the first place whole."""
    told = [click.style(answer.sentence, bold=True), *answer.notes]
    told += [line for change in answer.differences if (line := _change_of_words(change))]
    if answer.parts:
        drawn = [_part(part) for part in answer.parts]
    else:
        drawn = [_place(place, whole=n == 0) for n, place in enumerate(answer.places)]
    left = answer.total - len(answer.places)
    more = [f"{left} more places{' at least' if answer.more else ''}."] if left > 0 else []
    return _lines([_lines(told), *drawn, *more], gap=True)


def _change_of_words(change: Difference) -> str:
    match change.kind:
        case "changed":
            return f"   The quotation has “{change.quoted}”, the minutes “{change.held}”."
        case "added":
            return f"   The minutes have no “{change.quoted}” there."
        case "removed":
            return f"   The minutes have “{change.held}” there as well."
        case _:
            return ""


def _part(part: QuotedPart) -> str:
    if not part.place:
        return _lines([_quoted(f"“{part.quoted}”"), "   stands nowhere in the minutes held"])
    return _lines([_quoted(f"“{part.quoted}”"), _place(part.place, whole=False)])


def _place(place: Place, whole: bool) -> str:
    lines = [_quoted(_marked(place.paragraph.text, place.spans))] if whole else []
    lines.append(f"   {_where(place.paragraph)}")
    return _lines([*lines, *([f"   {place.url}"] if place.url else [])])


# ---- actions ----------------------------------------------------------------------------------


def _actions(answer: ActionsAnswer) -> str:
    if not answer.actions:
        return f"No actions ({answer.understood})."
    count = "1 action" if answer.total == 1 else f"{answer.total} actions"
    last = answer.offset + len(answer.actions)
    more = [f"{last} of {answer.total} shown."] if last < answer.total else []
    told = [f"{count} ({answer.understood})"]
    return _lines([*told, *(_action(a, answer.today) for a in answer.actions), *more], gap=True)


def _action(action: ActionRow, today: dt.date) -> str:
    head = click.style(f"#{action.id}", bold=True)
    facts = [action.kind, action.owner or "no owner named", _state(action, today)]
    where = f"raised {_day(action.raised)} · {action.item_title}"
    lines = [f"{head} {' · '.join(facts)}", _quoted(f"“{action.text}”"), f"   {where}"]
    return _lines([*lines, *([f"   {action.url}"] if action.url else [])])


def _state(action: ActionRow, today: dt.date) -> str:
    if action.overdue(today):
        return click.style(f"overdue since {_day(action.due)}", fg="red")
    if action.due:
        return f"{action.status}, due {_day(action.due)}"
    return action.status + (f", due {action.due_words}" if action.due_words else "")


def _action_with_history(answer: ActionAnswer) -> str:
    told = [answer.said] if answer.said else []
    told.append(_action(answer.action, answer.today))
    if answer.action.assignee:
        told.append(f"   assigned to {answer.action.assignee}")
    return _lines([*told, *(_change(change) for change in answer.history)])


def _change(change: ActionChange) -> str:
    note = f" ({change.note})" if change.note else ""
    before, after = change.before or "nothing", change.after or "nothing"
    when = f"{change.at:%-d %B %Y %H:%M}"
    return f"   {when} {change.by}: {change.field} from {before} to {after}{note}"


# ---- people, meetings, digest, help -----------------------------------------------------------


def _speakers(answer: SpeakersAnswer) -> str:
    if not answer.people:
        return f"Nobody in the minutes fits “{answer.query}”." if answer.query else "Nobody yet."
    return _lines(_person(person) for person, _ in answer.people)


def _person(person: Person) -> str:
    count = "1 paragraph" if person.paragraphs == 1 else f"{person.paragraphs} paragraphs"
    span = f", {_day(person.first)} to {_day(person.last)}" if person.first else ""
    also = f"; also {', '.join(person.aliases)}" if person.aliases else ""
    roles = f"; {', '.join(role for role, _, _ in person.roles)}" if person.roles else ""
    return f"{click.style(person.name, bold=True)}: {count}{span}{also}{roles}"


def _meetings(answer: MeetingsAnswer) -> str:
    if not answer.meetings:
        return "No minutes are held yet. Add some with 'minutebook add FILE'."
    return _lines(_meeting(meeting) for meeting in answer.meetings)


def _meeting(meeting: MeetingRow) -> str:
    return (
        f"{_when(meeting)}: {meeting.items} items, {meeting.paragraphs} paragraphs, "
        f"{meeting.actions} actions"
    )


def _digest(answer: DigestAnswer) -> str:
    if answer.empty:
        return f"Nothing to tell on {_day(answer.day)}."
    told = [click.style(f"Minutes digest for {_day(answer.day)}", bold=True)]
    for title, entries in (
        ("New minutes", [_meeting(meeting) for meeting in answer.meetings]),
        ("Decided", [_action(action, answer.day) for action in answer.decided]),
        ("New actions", [_action(action, answer.day) for action in answer.new_actions]),
        ("Overdue", [_action(action, answer.day) for action in answer.overdue]),
    ):
        if entries:
            told += [click.style(f"{title} ({len(entries)})", bold=True), *entries]
    return _lines(told, gap=True)


def _help(answer: HelpAnswer) -> str:
    width = max(len(typed) for typed, _ in answer.examples) + 2
    examples = [f"  {typed:<{width}}{meaning}" for typed, meaning in answer.examples]
    return _lines([click.style(answer.title, bold=True), *examples, *answer.sentences])


def _added(added: Added) -> str:
    meeting = added.meeting
    told = (
        f"{added.outcome}: {added.source}: {_when(meeting)}: {meeting.items} items, "
        f"{meeting.paragraphs} paragraphs, {added.speakers} speakers, {meeting.actions} actions"
    )
    return _lines([told, *(f"  note: {warning}" for warning in added.warnings)])


def _synced(report: SyncReport) -> str:
    counts = {
        "added": len(report.added),
        "updated": len(report.updated),
        "unchanged": report.unchanged,
        "without minutes yet": report.waiting,
        "left for the next time": report.left,
    }
    planned = [f"would fetch {_day(p.date)}: {p.url} ({p.why})" for p in report.planned]
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return _lines(
        [
            *(_added(added) for added in (*report.added, *report.updated)),
            *planned,
            *([] if planned else [f"Meetings: {told or 'none found'}."]),
        ]
    )


def _day(day: dt.date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "no date"


def _lines(lines: Iterable[str] | Sequence[str], gap: bool = False) -> str:
    return ("\n\n" if gap else "\n").join(lines)
