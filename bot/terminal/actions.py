"""The register in a terminal: lists, one entry with its story, proposals, questions hanging."""

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import click

from commands.action_answers import (
    AFTERWARDS,
    ActionAnswer,
    ActionsAnswer,
    ProposalsAnswer,
    Proposed,
    UnansweredAnswer,
)
from commands.answers import Coming, DigestAnswer, WatchHit
from commands.digest.claims import Schedule, Scheduled
from storage.model import ActionRow, MeetingRow
from storage.outbox import Delivery
from storage.plurals import plural

# ---- how lines are laid out in a terminal -----------------------------------------------------


WIDTH = 88
BOLD, PLAIN = "\ue000", "\ue001"  # of the private use area: they count as no word's end


def joined(told: Iterable[str] | Sequence[str], gap: bool = False) -> str:
    """Lines under each other, with an empty line between them where there is to be a gap."""
    return ("\n\n" if gap else "\n").join(told)


def quoted(text: str) -> str:
    """A quotation, indented; what stands between BOLD and PLAIN is made bold."""
    filled = textwrap.fill(text, WIDTH, initial_indent="   ", subsequent_indent="   ")
    return filled.replace(BOLD, click.style("", bold=True, reset=False)).replace(
        PLAIN, click.style("")
    )


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with its matches marked, to be made bold once the lines are broken."""
    told, at = [], 0
    for start, end in spans:
        told += [text[at:start], BOLD, text[start:end], PLAIN]
        at = end
    return "".join([*told, text[at:]])


def in_words(date: dt.date | None) -> str:
    """A day in words."""
    return f"{date:%-d %B %Y}" if date else "no date"


def actions(answer: ActionsAnswer) -> str:
    """Entries under the headings of their groups."""
    left_out = _left_out(answer)
    if not answer.actions:
        return joined([f"No actions ({answer.understood}).", *left_out])
    count = plural(answer.total, "action")
    historic = f", {answer.historic} of them historic" if answer.historic else ""
    told = [f"{count} ({answer.understood}){historic}"]
    groups = answer.groups or ("",) * len(answer.actions)
    for group, pairs in groupby(zip(groups, answer.actions, strict=True), key=lambda one: one[0]):
        told += [click.style(group, bold=True, underline=True)] if group else []
        told += [action_entry(one, answer.today) for _, one in pairs]
    return joined([*told, *_more(answer), *left_out], gap=True)


def _more(answer: ActionsAnswer) -> list[str]:
    first, last = answer.offset + 1, answer.offset + len(answer.actions)
    if len(answer.actions) == answer.total:
        return []
    told = f"{first} to {last} of {answer.total} shown."
    size = len(answer.actions)
    if last < answer.total and answer.offset % size == 0:
        told += f" The next: page:{answer.offset // size + 2}"
    return [told]


def _left_out(answer: ActionsAnswer) -> list[str]:
    if not answer.left_out:
        return []
    return [
        f"Left out: {answer.left_out} historic, from minutes that were old when they came in. "
        "Add 'historic' to see them."
    ]


def action_entry(one: ActionRow, today: dt.date) -> str:
    """One entry: number, kind, owner and state; the exact words; where they stand."""
    head = click.style(f"#{one.id}", bold=True)
    facts = [one.kind, one.owner or "no owner named", state(one, today)]
    facts += [f"assigned to {one.assignee}"] if one.assignee else []
    told = [f"{head} {' · '.join(facts)}", quoted(f"“{one.text}”")]
    told.append(f"   raised {in_words(one.raised)} · {one.item_title}")
    told += [f"   {one.url}"] if one.url else []
    if one.sources:
        places = ", ".join(f"{source.kind} in {source.item_title}" for source in one.sources)
        told.append(f"   also told as {places}")
    if one.vanished:
        told.append("   These words are no longer in the minutes.")
    return joined(told)


def state(one: ActionRow, today: dt.date) -> str:
    """Open or not, and by when."""
    if not one.certain:
        return "only possible"
    if one.overdue(today):
        if one.historic:
            return f"historic, was due {in_words(one.due)}"
        return click.style(f"overdue since {in_words(one.due)}", fg="red")
    told: str = "historic, open" if one.historic and one.status == "open" else one.status
    if one.superseded_by:
        told += f" by #{one.superseded_by}"
    if one.due:
        return f"{told}, due {in_words(one.due)}"
    return told + (f", due {one.due_words}" if one.due_words else "")


def one_action(answer: ActionAnswer) -> str:
    """One entry, what has just been done to it, its story, and what waits for a decision."""
    told = [answer.said] if answer.said else []
    told.append(action_entry(answer.action, answer.today))
    told += [f"   {fact}" for fact in _holders(answer)]
    if answer.action.evidence:
        told.append(f"   evidence: {answer.action.evidence}")
    told += [f"   {sentence}" for sentence in answer.story]
    told += [_later(one) for one in answer.proposed]
    for row, _ in answer.afterwards:
        told += [f"{AFTERWARDS} ({in_words(row.meeting.date)}):", quoted(row.text)]
    return joined(told)


def _holders(answer: ActionAnswer) -> list[str]:
    then, now = answer.holder_then, answer.holder_now
    if not now:
        return []
    if then and then != now:
        return [f"{answer.action.owner}: {then} then, {now} now"]
    return [f"{answer.action.owner}: {now}"]


def proposals(answer: ProposalsAnswer) -> str:
    """Each entry and what may have closed it, one under the other."""
    if not answer.proposed:
        return "Nothing waits for a decision."
    told = [f"{len(answer.proposed)} proposed to be closed"]
    for one in answer.proposed:
        number = one.action.id
        told.append(
            joined(
                [
                    action_entry(one.action, answer.today),
                    _later(one),
                    f"   Decide: 'actions {number} accept' or 'actions {number} decline'",
                ]
            )
        )
    return joined(told, gap=True)


def _later(one: Proposed) -> str:
    if one.paragraph is None:
        note = f": {one.proposal.note}" if one.proposal.note else ""
        return f"   ▸ {one.proposal.by} says that it is done{note}"
    paragraph = one.paragraph
    head = f"   ▸ later, on {in_words(paragraph.meeting.date)}, in {paragraph.item_title}:"
    words = quoted(marked(paragraph.text, [(one.start, one.end)]))
    return joined([head, words, *([f"   {one.url}"] if one.url else [])])


def hanging(answer: UnansweredAnswer) -> str:
    """Questions without an answer, by the member who asked."""
    if not answer.hanging:
        about = f" ({answer.words})" if answer.words else ""
        return f"No question is left hanging{about}."
    told = [f"{plural(len(answer.hanging), 'question')} left hanging"]
    for member, questions in groupby(answer.hanging, key=lambda one: one.member):
        told.append(click.style(f"Asked by {member}", bold=True, underline=True))
        told += [action_entry(one.action, answer.today) for one in questions]
    return joined(told, gap=True)


# ---- a digest in a terminal, whole ------------------------------------------------------------


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
    return [action_entry(action, answer.day) for action in fresh]


def meeting(row: MeetingRow, numbered: bool = False) -> str:
    """A meeting, its day and time, and what it holds; its number too where that is wanted."""
    time = f" at {row.time}" if row.time else ""
    draft = " [draft]" if row.status == "draft" else ""
    number = f"{row.id}. " if numbered else ""
    return (
        f"{number}{row.name}, {in_words(row.date)}{time}{draft}: {plural(row.items, 'item')}, "
        f"{plural(row.paragraphs, 'paragraph')}, {plural(row.actions, 'action')}"
    )


def _hit(hit: WatchHit) -> str:
    paragraph = hit.paragraph
    asked = " and ".join(f"“{query}”" for _, query in hit.searches)
    lines = [f"{asked}: {paragraph.item_title} · {paragraph.meeting.name}".removeprefix(": ")]
    lines += [quoted(paragraph.text), *([f"   {hit.url}"] if hit.url else [])]
    return joined(lines)


def _coming(one: Coming) -> str:
    promised = [f"   promised for it: {a.id}. {a.text}" for a in one.promised]
    more = [f"   {plural(one.still_open, 'other action')} open"] if one.still_open else []
    return joined([f"{one.panel}: {one.date:%A} {in_words(one.date)}", *promised, *more])


# ---- the schedule in a terminal and as JSON ---------------------------------------------------


STATES = {
    "claimed": "being sent",
    "sent": "sent",
    "folded": "not sent in time: told with the next",
    "unknown": "nobody knows whether it arrived",
}


def drawn(told: Schedule) -> str:
    """What comes, then what went, the latest first."""
    lines = [click.style("Coming", bold=True)]
    lines += [_scheduled_line(one) for one in told.coming] or [
        "Nothing: nobody has asked for anything."
    ]
    lines += ["", click.style("Went", bold=True)]
    lines += [_went(one) for one in told.went] or ["Nothing yet."]
    return joined(lines)


def as_json(told: Schedule) -> dict[str, Any]:
    """The same as one JSON object."""
    return {
        "coming": [
            {
                "destination": one.held.destination,
                "digest": one.held.form,
                "next": one.next.isoformat() if one.next else None,
                "searches": one.searches,
                "reminders": one.held.personal and one.held.reminders,
                "ended": one.held.ended,
            }
            for one in told.coming
        ],
        "went": [
            {
                "destination": one.destination,
                "day": one.day.isoformat(),
                "kind": one.kind,
                "state": one.state,
                "sent": one.sent_at.isoformat() if one.sent_at else None,
                "things": len(one.things),
            }
            for one in told.went
        ],
    }


def _scheduled_line(one: Scheduled) -> str:
    held = one.held
    what = [] if held.form == "off" else [f"{held.form} digest"]
    if one.searches:
        what.append(plural(one.searches, "saved search", "saved searches"))
    if held.personal and held.reminders:
        what.append("reminders")
    if held.ended:
        return f"{held.destination}: nothing, since {held.ended}"
    if one.next is None:
        return f"{held.destination}: nothing, by choice"
    return f"{one.next:%a %-d %b %Y %H:%M %Z}  {held.destination}: {', '.join(what)}"


def _went(one: Delivery) -> str:
    when = f"{one.sent_at:%-d %b %Y %H:%M} UTC" if one.sent_at else f"{one.day:%-d %b %Y}"
    things = plural(len(one.things), "thing")
    return f"{when}  {one.destination}: {one.kind} of {one.day}, {things}, {STATES[one.state]}"
