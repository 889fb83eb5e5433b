"""The app's home: what is held and how fresh, a search box, my actions and questions, help."""

from collections.abc import Sequence

from bot.slack_text import cut
from bot.views.actions import entry
from bot.views.digest import choice_buttons, one_search
from bot.views.kit import (
    Block,
    Part,
    actions_block,
    asking,
    bullets,
    button,
    context_block,
    divider,
    heading,
    line,
    moment,
    plain,
    rich_text,
    section,
    text_object,
)
from commands.actions.owners import OWN
from commands.digest.preferences import describe_preferences
from commands.ingest.planned import ToPublish
from commands.lookup import Overview, PanelHeld
from storage.model import ActionRow
from storage.plurals import plural
from storage.sites import Source

PANELS, ACTIONS, SOURCES, QUESTIONS, SEARCHES = 12, 5, 8, 5, 6  # shown of each


def home(view: Overview) -> dict[str, object]:
    """The view of one person."""
    blocks = [
        _search_box(),
        *_held(view),
        *_mine(view),
        *_sent(view),
        *_recent(view),
        *(_desk(view) if view.secretariat else []),
        *_help(view),
    ]
    return {"type": "home", "blocks": blocks[:100]}


def _search_box() -> Block:
    return {
        "type": "input",
        "block_id": "home_search",
        "dispatch_action": True,
        "label": plain("Search the minutes"),
        "element": {
            "type": "plain_text_input",
            "action_id": "home_search",
            "placeholder": plain("stop and search · from:clarke · in 2021"),
            "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
        },
    }


def _held(view: Overview) -> list[Block]:
    blocks: list[Block] = [heading("What is held")]
    if not view.panels:
        return [
            *blocks,
            section("No minutes are held yet. The secretariat sends me the first ones."),
        ]
    blocks.append(
        rich_text(bullets([text_object(_panel(panel))] for panel in view.panels[:PANELS]))
    )
    left = len(view.panels) - PANELS
    blocks += (
        [context_block(f"{plural(left, 'more panel')}: /minutes meetings")] if left > 0 else []
    )
    if view.synced:
        blocks.append(
            rich_text(line(text_object("Last looked for new minutes: "), moment(view.synced)))
        )
    return blocks


def _panel(panel: PanelHeld) -> str:
    count = plural(panel.meetings, "meeting")
    last = f", the latest on {panel.last:%-d %B %Y}" if panel.last else ""
    return f"{cut(panel.name, 200)}: {count}{last}"


def _may_as_assignee(_: ActionRow, verb: str) -> bool:
    return verb in OWN


def _mine(view: Overview) -> list[Block]:
    if not view.mine:
        return []
    blocks: list[Block] = [heading("My actions")]
    for action in view.mine[:ACTIONS]:
        blocks += entry(action, view.today, _may_as_assignee)
    left = len(view.mine) - ACTIONS
    return [*blocks, *([context_block(f"{left} more: /actions mine")] if left > 0 else [])]


def _sent(view: Overview) -> list[Block]:
    """What comes unasked, and how to change it."""
    blocks = [
        heading("Digest and saved searches"),
        section(" ".join(describe_preferences(view.digest))),
    ]
    blocks += choice_buttons(view.digest)
    for search in view.searches[:SEARCHES]:
        blocks += one_search(search, may_change=True)
    left = len(view.searches) - SEARCHES
    return [*blocks, *([context_block(f"{left} more: /minutes watches")] if left > 0 else [])]


def _recent(view: Overview) -> list[Block]:
    blocks: list[Block] = [heading("My recent questions")]
    if not view.remembers:
        turn_on = button("Keep my questions", "remembering", "on", "Keep my recent questions")
        return [*blocks, section("They are not kept.", turn_on)]
    blocks += actions_block(*_asked(view.questions[:QUESTIONS])) or [section("None yet.")]
    forget = button("Forget them, keep none", "remembering", "off", "Forget my recent questions")
    return [*blocks, *actions_block(forget)]


def _asked(questions: Sequence[str]) -> list[Part]:
    return asking(((question, question) for question in questions), "Search again: ")


def _desk(view: Overview) -> list[Block]:
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
    blocks = [
        divider(),
        heading("For the secretariat"),
        rich_text(bullets([text_object(w)] for w in waiting)),
    ]
    names = [[text_object(cut(f"Draft: {draft}", 300))] for draft in view.drafts[:SOURCES]]
    blocks += [rich_text(bullets(names))] if names else []
    if view.planned:
        blocks.append(rich_text(bullets(map(_planned, view.planned[:SOURCES]))))
    if view.sources:
        blocks.append(
            rich_text(
                line(text_object("Sources", bold=True)),
                bullets(map(_source, view.sources[:SOURCES])),
            )
        )
    return [
        *blocks,
        *actions_block(
            button("Possible actions", "ask.5", "actions possible", "List the possible actions"),
            button("Proposals", "ask.6", "actions proposed", "List what waits for a decision"),
            button("Unhelpful answers", "ask.7", "unhelpful", "List the unhelpful answers"),
        ),
        *actions_block(
            button("Audit trail", "audit", spoken="Who did what to the minutes"),
            button("Withdraw…", "withdraw", spoken="Withdraw minutes, an item or a paragraph"),
        ),
    ]


def _planned(one: ToPublish) -> list[Part]:
    fault = f": {cut(one.fault, 200)}" if one.fault else ""
    return [
        text_object(f"To be published: {cut(one.name, 150)}, "),
        moment(one.due),
        text_object(f"{fault} "),
    ]


def _source(source: Source) -> list[Part]:
    health = f"{plural(source.failed, 'meeting')} could not be had" if source.failed else "well"
    visited = [text_object(", visited "), moment(source.visited)] if source.visited else []
    return [text_object(f"{cut(source.name, 200)}: {health}"), *visited]


def _help(view: Overview) -> list[Block]:
    asked = asking(((question, question) for question in view.examples), "Ask: ")
    return [
        divider(),
        heading("Try"),
        *actions_block(*asked),
        context_block("In any channel: /minutes help"),
    ]
