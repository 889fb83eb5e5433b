"""Somebody's own page: what is held and how fresh, their actions, what they are sent, what they
asked; and what waits for the secretariat."""

from collections.abc import Iterator

from commands.actions.owners import OWN
from commands.digest.preferences import describe_preferences
from commands.documents import (
    Button,
    Divider,
    Document,
    Heading,
    Leaves,
    Moment,
    Note,
    Part,
    Sentence,
    Words,
    bullets,
    cut,
    line,
    row,
    titled,
)
from commands.documents.digest import choice_buttons, one_search
from commands.documents.phrases import ASKED_MOST, asking, asking_row
from commands.documents.register import entry
from commands.ingest.planned import ToPublish
from commands.lookup import Overview, PanelHeld
from storage.model import ActionRow
from storage.plurals import plural
from storage.sites import Source

PANELS, ACTIONS, SOURCES, SEARCHES = 12, 5, 8, 6  # shown of each


def own_page(view: Overview) -> Document:
    """Compose the page of one person."""
    sections = [_held(view), _mine(view), _sent(view), _recent(view)]
    sections += [_desk(view)] if view.secretariat else []
    return Document(tuple(part for section in [*sections, _help(view)] for part in section))


def _left(count: int, most: int, where: str, noun: str = "") -> Iterator[Part]:
    """How many more there are than are shown, and where."""
    if count > most:
        more = plural(count - most, f"more {noun}") if noun else f"{count - most} more"
        yield Note(f"{more}: {where}")


def _held(view: Overview) -> Iterator[Part]:
    yield Heading("What is held")
    if not view.panels:
        yield Sentence("No minutes are held yet. The secretariat sends me the first ones.")
        return
    yield bullets(_panel(panel) for panel in view.panels[:PANELS])
    yield from _left(len(view.panels), PANELS, "/minutes meetings", "panel")
    if view.synced:
        yield line("Last looked for new minutes: ", Moment(view.synced))


def _panel(panel: PanelHeld) -> str:
    count = plural(panel.meetings, "meeting")
    last = f", the latest on {panel.last:%-d %B %Y}" if panel.last else ""
    return f"{cut(panel.name, 200)}: {count}{last}"


def _may_as_assignee(_: ActionRow, verb: str) -> bool:
    return verb in OWN


def _mine(view: Overview) -> Iterator[Part]:
    if view.mine:
        yield Heading("My actions")
    for action in view.mine[:ACTIONS]:
        yield from entry(action, view.today, _may_as_assignee)
    yield from _left(len(view.mine), ACTIONS, "/actions mine")


def _sent(view: Overview) -> Iterator[Part]:
    """What comes unasked, and how to change it."""
    yield Heading("Digest and saved searches")
    yield Sentence(" ".join(describe_preferences(view.digest)))
    yield choice_buttons(view.digest)
    for search in view.searches[:SEARCHES]:
        yield from one_search(search, may_change=True)
    yield from _left(len(view.searches), SEARCHES, "/minutes watches")


def _recent(view: Overview) -> Iterator[Part]:
    yield Heading("My recent questions")
    if not view.remembers:
        turn_on = Button("Keep my questions", "remembering", "on", "Keep my recent questions")
        yield Sentence("They are not kept.", turn_on)
        return
    asked = asking_row(view.questions[:ASKED_MOST], "Search again: ")
    yield asked if asked.row else Sentence("None yet.")
    forget = "Forget my recent questions"
    yield row(Button("Forget them, keep none", "remembering", "off", forget))


def _desk(view: Overview) -> Iterator[Part]:
    """What waits for the secretariat."""
    waiting = [
        f"{plural(len(view.drafts), 'draft')} waiting",
        f"{plural(view.possible, 'sentence')} that may be an action",
        f"{plural(view.proposed, 'proposal')} to close an action",
        f"{plural(view.unhelpful, 'answer')} found unhelpful",
        f"{plural(view.documents, 'document')} to be looked at and published",
    ]
    if view.unreachable:
        waiting.append(f"{plural(view.unreachable, 'message')} that Slack lets nobody edit")
    yield Divider()
    yield Heading("For the secretariat")
    yield bullets(waiting)
    if view.drafts:
        yield bullets(cut(f"Draft: {draft}", 300) for draft in view.drafts[:SOURCES])
    if view.planned:
        yield bullets(map(_planned, view.planned[:SOURCES]))
    if view.sources:
        yield titled("Sources", map(_source, view.sources[:SOURCES]))
    yield row(
        Button("Possible actions", "ask.5", "actions possible", "List the possible actions"),
        Button("Proposals", "ask.6", "actions proposed", "List what waits for a decision"),
        Button("Unhelpful answers", "ask.7", "unhelpful", "List the unhelpful answers"),
    )
    yield row(
        Button("Audit trail", "audit", spoken="Who did what to the minutes"),
        Button("Withdraw…", "withdraw", spoken="Withdraw minutes, an item or a paragraph"),
    )


def _planned(one: ToPublish) -> Leaves:
    fault = f": {cut(one.fault, 200)}" if one.fault else ""
    name = Words(f"To be published: {cut(one.name, 150)}, ")
    return name, Moment(one.due), Words(f"{fault} ")


def _source(source: Source) -> Leaves:
    health = f"{plural(source.failed, 'meeting')} could not be had" if source.failed else "well"
    visited = (Words(", visited "), Moment(source.visited)) if source.visited else ()
    return Words(f"{cut(source.name, 200)}: {health}"), *visited


def _help(view: Overview) -> Iterator[Part]:
    yield Divider()
    yield Heading("Try")
    yield row(*asking(((question, question) for question in view.examples), "Ask: "))
    yield Note("In any channel: /minutes help")
