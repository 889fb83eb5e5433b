"""The register in a terminal: lists, one entry with its story, proposals, questions hanging."""

import datetime as dt
from itertools import groupby

import click

from bot.terminal.lines import in_words, joined, marked, quoted
from commands.model import (
    ActionAnswer,
    ActionsAnswer,
    HangingAnswer,
    ProposalsAnswer,
    Proposed,
)
from storage.counted import counted
from storage.records import ActionRow


def actions(answer: ActionsAnswer) -> str:
    """Entries under the headings of their groups."""
    left_out = _left_out(answer)
    if not answer.actions:
        return joined([f"No actions ({answer.understood}).", *left_out])
    count = counted(answer.total, "action")
    historic = f", {answer.historic} of them historic" if answer.historic else ""
    told = [f"{count} ({answer.understood}){historic}"]
    groups = answer.groups or ("",) * len(answer.actions)
    for group, pairs in groupby(zip(groups, answer.actions, strict=True), key=lambda one: one[0]):
        told += [click.style(group, bold=True, underline=True)] if group else []
        told += [action(one, answer.today) for _, one in pairs]
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


def action(one: ActionRow, today: dt.date) -> str:
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
    told.append(action(answer.action, answer.today))
    told += [f"   {fact}" for fact in _holders(answer)]
    if answer.action.evidence:
        told.append(f"   evidence: {answer.action.evidence}")
    told += [f"   {sentence}" for sentence in answer.story]
    return joined([*told, *(_later(one) for one in answer.proposed)])


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
                    action(one.action, answer.today),
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


def hanging(answer: HangingAnswer) -> str:
    """Questions without an answer, by the member who asked."""
    if not answer.hanging:
        about = f" ({answer.words})" if answer.words else ""
        return f"No question is left hanging{about}."
    told = [f"{counted(len(answer.hanging), 'question')} left hanging"]
    for member, questions in groupby(answer.hanging, key=lambda one: one.member):
        told.append(click.style(f"Asked by {member}", bold=True, underline=True))
        told += [action(one.action, answer.today) for one in questions]
    return joined(told, gap=True)
