"""The register of actions: lists, and one entry with its history."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from bot.slack_text import VALUE_MOST, cut, escape, escaped_within, fit, link, usable
from bot.views.kit import (
    OPEN,
    Block,
    Message,
    Part,
    actions_block,
    address,
    bullets,
    button,
    context_block,
    heading,
    line,
    menu,
    person,
    quote_elements,
    rich_text,
    section,
    text_object,
    when,
)
from commands.action_answers import (
    AFTERWARDS,
    ActionAnswer,
    ActionsAnswer,
    ProposalsAnswer,
    Proposed,
    UnansweredAnswer,
)
from storage.model import ActionChange, ActionRow
from storage.plurals import plural

# ---- an entry of the register as it is drawn wherever one stands ------------------------------
# In lists, digests and the home.


# Whether whoever reads may do this to an entry: (entry, verb).
MayChange = Callable[[ActionRow, str], bool]

_REARRANGE = (("Assign to me", "assign"), ("Withdraw", "withdraw"))


def entry(
    action: ActionRow, today: dt.date, may: MayChange | None = None, alone: bool = False
) -> list[Block]:
    """Number, owner and state; the exact words; where they stand; what can be done with it.

    Nothing can be done where `may` is not given. `alone` where its history stands below.
    """
    kind = f" · {action.kind}" if action.owner else ""
    facts = f"{kind} · {state(action, today)}"
    head = line(text_object(f"{action.id}. {owner(action)}", bold=True), text_object(facts))
    number = f", paragraph {cut(action.paragraph_number, 40)}" if action.paragraph_number else ""
    place = [text_object(f"{cut(action.item_title, 200)}{number} · {raised(action)}")]
    if action.url:
        place += [text_object(" · "), address(action.url, OPEN)]
    told = rich_text(head, *quote_elements(action.text), line(*place))
    return [told, *(_buttons(action, may, alone) if may else [])]


def entry_text(action: ActionRow, today: dt.date) -> str:
    """The same as a line of text."""
    facts = f"{action.id}. {owner(action)}, {state(action, today)}"
    words_ = escaped_within(action.text, 900)
    address_ = f" {link(action.url, OPEN)}" if usable(action.url) else ""
    when = escaped_within(raised(action), 300)
    return f"{escaped_within(facts, 300)}: “{words_}” {when}.{address_}"


def owner(action: ActionRow) -> str:
    """Whose it is, or what it is where nobody is named."""
    return cut(action.owner, 120) if action.owner else action.kind.capitalize()


def raised(action: ActionRow) -> str:
    """The meeting at which it was raised."""
    day = f"{action.raised:%-d %B %Y}" if action.raised else "on a day not known"
    return f"raised {day}" + (f", {cut(action.panel, 200)}" if action.panel else "")


def state(action: ActionRow, today: dt.date) -> str:
    """Open or not, and by when."""
    if not action.certain:
        return "only possible"
    if action.overdue(today):
        passed = "historic, was due" if action.historic else "overdue since"
        return f"{passed} {action.due:%-d %B %Y}"
    told = "historic, open" if action.historic and action.status == "open" else action.status
    if action.due:
        return f"{told}, due {action.due:%-d %B %Y}"
    return told + (f" (“{cut(action.due_words, 80)}”)" if action.due_words else "")


def change_button(text: str, verb: str, action: ActionRow) -> Part:
    """A button that does one thing to an entry."""
    return button(text, f"change.{verb}", str(action.id), f"{text}: action {action.id}")


def choice(value: str) -> tuple[str, int]:
    """What was chosen in an entry's menu, and of which entry. Raises ValueError for neither."""
    found = re.fullmatch(r"([a-z-]+):(\d+)", value)
    if not found:
        raise ValueError(f"no choice of an entry's menu: {value!r}")
    return found[1], int(found[2])


def _buttons(action: ActionRow, may: MayChange, alone: bool) -> list[Block]:
    first = next(_first(action, may), None)
    choices = [(text, f"{verb}:{action.id}") for text, verb in _choices(action, may)]
    if not alone:
        choices.insert(0, ("Show its history", f"show:{action.id}"))
    return actions_block(first, menu("entry", choices) if choices else None)


def _first(action: ActionRow, may: MayChange) -> Iterator[Part]:
    """What is most often done with an entry in this state."""
    if not action.certain and may(action, "add"):
        yield change_button("Add to the register", "add", action)
    elif action.status == "open" and may(action, "done"):
        yield change_button("Done", "done", action)
    elif action.status == "done" and not action.procedural and may(action, "reopen"):
        yield change_button("Reopen", "reopen", action)


def _choices(action: ActionRow, may: MayChange) -> Iterator[tuple[str, str]]:
    """What is done with it now and then: (words, verb) each."""
    if not action.certain or action.status != "open":
        return
    yield from ((text, verb) for text, verb in _REARRANGE if may(action, verb))
    if action.historic and may(action, "take-up"):
        yield "Take up, as no longer historic", "take-up"
    if not may(action, "done"):
        yield "Propose that it is done", "done"


SHOWN = 8  # entries in a message
STORY = 10  # changes of an entry in a message
WAITING = 3  # proposals to close it: each quotes a paragraph


def listed(answer: ActionsAnswer, filters: str, may: MayChange) -> Message:
    """Entries under the headings of their groups, each with what whoever reads may do with it."""
    left_out = _left_out(answer)
    if not answer.actions:
        return _none(answer, left_out)
    actions = answer.actions[:SHOWN]
    head = _head(answer)
    blocks, lines = [section(head)], [escape(head)]
    groups = (answer.groups or ("",) * len(answer.actions))[:SHOWN]
    for group, pairs in groupby(zip(groups, actions, strict=True), key=lambda pair: pair[0]):
        if group:
            blocks.append(heading(group))
        for _, action in pairs:
            blocks += entry(action, answer.today, may)
            lines.append(entry_text(action, answer.today))
    blocks += [context_block(sentence) for sentence in left_out]
    blocks += _more(answer, filters, answer.offset + len(actions))
    lines += map(escape, left_out)
    return Message(fit(lines, "The other actions stand in the message."), tuple(blocks))


def one(answer: ActionAnswer, may: MayChange) -> Message:
    """One entry, what has just been done to it, what waits for a decision, and its story."""
    action = answer.action
    ids = _slack_ids(answer.history, action)
    facts = [fact for fact in _facts(answer) if fact]
    shown = answer.story[-STORY:]
    blocks = [rich_text(line(*_named(answer.said, ids, bold=True)))] if answer.said else []
    blocks += entry(action, answer.today, may, alone=True)
    if facts or shown:
        blocks.append(rich_text(bullets(_named(told, ids) for told in (*facts, *shown))))
    for waiting in answer.proposed[:WAITING]:
        blocks += later(waiting, may(action, "accept"))
    for row, url in answer.afterwards:
        place = line(text_object(f"{AFTERWARDS}: "), address(url, when(row.meeting)))
        blocks.append(rich_text(place, *quote_elements(row.text)))
    if answer.history and may(action, "undo"):
        blocks += actions_block(change_button("Take back the last change", "undo", action))
    lines = [_named_text(answer.said, ids)] if answer.said else []
    lines.append(entry_text(action, answer.today))
    lines += [_named_text(told, ids) for told in (*facts, *shown)]
    lines += map(later_text, answer.proposed)
    lines += [f"{AFTERWARDS}: {escape(row.text)}" for row, _ in answer.afterwards]
    return Message(fit(lines, "The rest stands in the message."), tuple(blocks))


def later(one: Proposed, may_decide: bool) -> list[Block]:
    """What may have closed an entry, with buttons to decide for those who may."""
    told: list[Block] = []
    if one.paragraph:
        meeting = one.paragraph.meeting
        day = f"{meeting.date:%-d %B %Y}" if meeting.date else "a day not known"
        place = line(text_object(f"Later, on {day}: "), address(one.url, OPEN))
        told.append(rich_text(place, *quote_elements(one.paragraph.text[one.start : one.end])))
    else:
        told.append(rich_text(line(person(one.proposal.by), text_object(_says(one)))))
    if may_decide:
        value, which = str(one.action.id), f"action {one.action.id}"
        told += actions_block(
            button("Accept", "change.accept", value, f"Accept: {which} is done", style="primary"),
            button("Decline", "change.decline", value, f"Decline: {which} stays open"),
        )
    return told


def later_text(one: Proposed) -> str:
    """The same as a line of text: the later minutes, or what somebody says."""
    if one.paragraph:
        return f"Later: {escaped_within(one.paragraph.text[one.start : one.end], 900)}"
    by = one.proposal.by
    who = f"<@{by}>" if person(by)["type"] == "user" else escape(by)
    return f"{who}{escaped_within(_says(one), 900)}"


def _says(one: Proposed) -> str:
    return " says that it is done" + (f": {one.proposal.note}" if one.proposal.note else "")


def _slack_ids(history: Sequence[ActionChange], action: ActionRow) -> frozenset[str]:
    """The people of Slack whom a history names, to be drawn as mentions."""
    assigned = (value for c in history if c.field == "assignee" for value in (c.before, c.after))
    named = {action.assignee, *assigned, *(change.by for change in history)}
    return frozenset(who for who in named if who and person(who)["type"] == "user")


# ---- lists ------------------------------------------------------------------------------------


def _head(answer: ActionsAnswer) -> str:
    count = plural(answer.total, "action")
    head = f"{count} ({answer.understood})" if answer.understood else count
    if answer.historic:
        head += f", {answer.historic} of them historic"
    return f"{head}, from number {answer.offset + 1}" if answer.offset else head


def _left_out(answer: ActionsAnswer) -> list[str]:
    if not answer.left_out:
        return []
    return [
        f"Left out: {answer.left_out} historic, from minutes that were old when they came in. "
        "Add “historic” to see them."
    ]


def _none(answer: ActionsAnswer, left_out: list[str]) -> Message:
    sentence = f"No actions ({cut(answer.understood, 500)})." if answer.understood else "None."
    buttons = actions_block(
        button("All actions", "ask.0", "actions all", "Show all actions"),
        button("Help", "ask.1", "actions help", "How to ask for actions"),
    )
    blocks = (section(sentence), *map(context_block, left_out), *buttons)
    text = " ".join([escape(sentence), *map(escape, left_out), "Try: /actions all"])
    return Message(text, blocks)


def _more(answer: ActionsAnswer, filters: str, last: int) -> list[Block]:
    if last >= answer.total:
        return []
    value = json.dumps({"f": filters, "o": last}, ensure_ascii=False)
    count = f"{last} of {plural(answer.total, 'action')}"
    if len(value) > VALUE_MOST:
        return [context_block(f"{count}. A shorter question can be paged through.")]
    return [context_block(count), *actions_block(button("More actions", "more_actions", value))]


# ---- one entry --------------------------------------------------------------------------------


def _facts(answer: ActionAnswer) -> list[str]:
    action, then, now = answer.action, answer.holder_then, answer.holder_now
    holder = f"{then} then, {now} now" if then and then != now else now
    places = ", ".join(f"{source.kind} in {source.item_title}" for source in action.sources)
    return [
        f"{action.owner}: {holder}" if now else "",
        f"Assigned to {action.assignee}" if action.assignee else "",
        f"Note: {cut(action.note, 500)}" if action.note else "",
        f"Evidence: {action.evidence}" if action.evidence else "",
        f"Also told as {places}" if places else "",
        "These words are no longer in the minutes." if action.vanished else "",
    ]


def _pieces(sentence: str, ids: frozenset[str]) -> list[str]:
    """The sentence cut so that every other piece is somebody's Slack ID."""
    if not ids:
        return [sentence]
    return re.split(rf"(?:<@)?\b({'|'.join(sorted(ids))})\b>?", sentence)


def _named(sentence: str, ids: frozenset[str], bold: bool = False) -> list[Part]:
    """The sentence with people of Slack as mentions."""
    pieces = _pieces(cut(sentence, 900), ids)
    return [
        person(piece) if at % 2 else text_object(piece, bold=bold)
        for at, piece in enumerate(pieces)
        if piece
    ]


def _named_text(sentence: str, ids: frozenset[str]) -> str:
    pieces = _pieces(cut(sentence, 900), ids)
    return "".join(f"<@{p}>" if at % 2 else escape(p) for at, p in enumerate(pieces))


# ---- what became of entries: proposals to close them, and questions left hanging --------------


PROPOSALS_SHOWN = 5  # proposals in a message: each quotes two paragraphs
LISTED = 12  # questions in a message


def proposals(answer: ProposalsAnswer, may_decide: bool) -> Message:
    """Each entry and the later minutes that look like it, with buttons to decide."""
    if not answer.proposed:
        sentence = "Nothing waits for a decision."
        return Message(sentence, (section(sentence),))
    head = f"{len(answer.proposed)} proposed to be closed"
    blocks, lines = [section(head)], [head]
    for one in answer.proposed[:PROPOSALS_SHOWN]:
        blocks += [*entry(one.action, answer.today), *later(one, may_decide)]
        lines.append(f"{entry_text(one.action, answer.today)}\n{later_text(one)}")
    if len(answer.proposed) > PROPOSALS_SHOWN:
        blocks.append(
            context_block(
                f"{PROPOSALS_SHOWN} of {len(answer.proposed)}. Decide these to see the next."
            )
        )
    return Message(fit(lines, "The others stand in the message."), tuple(blocks))


def hanging(answer: UnansweredAnswer) -> Message:
    """Questions without an answer, by the member who asked."""
    if not answer.hanging:
        sentence = "No question is left hanging."
        return Message(sentence, (section(sentence),))
    total = len(answer.hanging)
    head = f"{total} left hanging" if total > 1 else "1 question left hanging"
    blocks, lines = [section(head)], [head]
    for member, questions in groupby(answer.hanging[:LISTED], key=lambda one: one.member):
        blocks.append(heading(f"Asked by {member}"))
        lines.append(escape(cut(member, 200)))
        for one in questions:
            blocks += entry(one.action, answer.today)
            lines.append(entry_text(one.action, answer.today))
    if total > LISTED:
        blocks.append(context_block(f"{LISTED} of {total}. '/actions hanging NAME' narrows them."))
    return Message(fit(lines, "The others stand in the message."), tuple(blocks))
