"""The digest: what matters first, short, and whole on a press; with its off switches."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.slack_text import VALUE_MOST, cut, escape, escaped_within, fit, link
from bot.views.actions import entry_text, owner, state
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
    divider,
    heading,
    line,
    quote_elements,
    rich_text,
    text_object,
    where,
)
from bot.views.kit import section as kit_section
from bot.views.lists import meeting_line, meeting_text
from commands.answers import (
    Coming,
    DigestAnswer,
    DigestChoice,
    ProposedSearch,
    SavedSearches,
    WatchHit,
)
from commands.digest.preferences import (
    describe_preferences,
    describe_proposal,
    describe_saved_searches,
)
from commands.saved_searches import describe_frequency
from storage.model import ActionRow, MeetingRow
from storage.plurals import plural
from storage.saved_searches import SavedSearch

SHORT, WHOLE = 5, 15  # entries of each kind, and when all is asked for
MEETINGS_SHOWN = 30
BLOCKS_MOST = 47  # of the 50 of a message: the last three are for what closes it
QUOTED = 600


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading and what stands beneath it: blocks, and the same as lines of text."""

    blocks: tuple[Block, ...]
    lines: tuple[str, ...]
    left: int = 0
    divided: bool = True


def digest(answer: DigestAnswer, whole: bool = False) -> Message:
    """What is told, short unless all was asked for."""
    if answer.empty:
        sentence = f"Nothing to tell on {answer.day:%-d %B %Y}."
        return Message(sentence, (kit_section(sentence),))
    title = _title(answer)
    sections = list(_sections(answer, WHOLE if whole else SHORT))
    blocks, lines = [heading(title)], [escape(title)]
    for place, section in enumerate(sections):
        gap = [divider()] if place and section.divided else []
        blocks += [*gap, *section.blocks]
        lines += section.lines
    left = sum(section.left for section in sections)
    if len(blocks) > BLOCKS_MOST:
        blocks = [
            *blocks[: BLOCKS_MOST - 1],
            context_block("There is more: /minutes and /actions find it."),
        ]
    closing = [] if whole else actions_block(*_closing(answer, left))
    how = [_how_to_stop(answer)] if answer.delivery and not whole else []
    return Message(
        _text(lines, how), (*blocks, *closing, *(context_block(sentence) for sentence in how))
    )


def _text(lines: Sequence[str], how: Sequence[str]) -> str:
    stop = [escape(sentence) for sentence in how]
    return fit([*lines, *stop], " ".join(["The rest stands in the message.", *stop]))


def _title(answer: DigestAnswer) -> str:
    day = f"{answer.day:%A %-d %B %Y}"
    if answer.news:
        return f"{'Weekly minutes' if answer.weekly else 'Minutes'} digest, {day}"
    if answer.eves:
        return f"{cut(answer.eves[0].panel, 80)} meets {_when(answer.eves[0], answer.day)}"
    if answer.mine or answer.late:
        return f"Actions, {day}"
    return f"Found for you, {day}" if answer.hits else f"Minutebook, {day}"


def _sections(answer: DigestAnswer, most: int) -> Iterator[_Section]:
    """What is the reader's own first; each action once, under the first heading that it fits."""
    shown: set[int] = {action.id for action in answer.decided if action.procedural}

    def actions(name: str, found: Sequence[ActionRow], mine: bool = False) -> Iterator[_Section]:
        fresh = [action for action in found if action.id not in shown]
        shown.update(action.id for action in fresh)
        if fresh:
            yield _actions(name, fresh, answer.day, most, mine)

    yield from actions("Yours to do", answer.mine, mine=True)
    yield from actions("Overdue, for the secretariat", answer.late, mine=True)
    if answer.hits:
        yield _hits(answer.hits, most)
    for eve in answer.eves:
        yield _eve(eve, answer.day, most)
    if answer.meetings:
        yield _meetings("New minutes", answer.meetings)
    if answer.backlog:
        yield _backlog(answer.backlog)
    if answer.amended:
        yield _meetings("Amended minutes", answer.amended)
    yield from actions("Decided", answer.decided)
    yield from actions("New actions", answer.new_actions)
    yield from actions("Overdue", answer.overdue)
    yield from actions("Due soon", answer.due_soon)
    yield from actions("Closed", answer.closed)
    if answer.coming:
        yield _coming(answer.coming)
    noted = sum(action.procedural for action in answer.decided)
    if noted:
        yield _one_line(f"{noted} resolved only to note or approve: /actions all")
    for destination, why in answer.stopped:
        yield _one_line(f"Nothing is sent to {destination} any more: {why}.")


# ---- sections ---------------------------------------------------------------------------------


def _meetings(name: str, found: Sequence[MeetingRow]) -> _Section:
    shown = found[:MEETINGS_SHOWN]
    left = len(found) - len(shown)
    more = [context_block(f"{left} more: /minutes meetings")] if left else []
    blocks = [
        rich_text(line(text_object(name, bold=True)), bullets(map(meeting_line, shown))),
        *more,
    ]
    lines = tuple(f"{name}: {meeting_text(meeting)}" for meeting in shown)
    return _Section(tuple(blocks), lines, left)


def _backlog(found: Sequence[MeetingRow]) -> _Section:
    """Old minutes that came in together are one line."""
    days = sorted(meeting.date for meeting in found if meeting.date)
    span = f", {days[0]:%-d %B %Y} to {days[-1]:%-d %B %Y}" if days else ""
    older = plural(len(found), "older meeting")
    return _one_line(f"{older} came into the book{span}: /minutes meetings")


def _actions(
    name: str, found: Sequence[ActionRow], day: dt.date, most: int, mine: bool
) -> _Section:
    blocks: list[Block] = [rich_text(line(text_object(f"{name} ({len(found)})", bold=True)))]
    for action in found[:most]:
        blocks += [_entry(action, day), *(actions_block(*_own(action)) if mine else [])]
    left = len(found) - most
    blocks += [context_block(f"{left} more: /actions")] if left > 0 else []
    lines = [f"{name}: {entry_text(action, day)}" for action in found[:most]]
    lines += [f"{name}: and {left} more."] if left > 0 else []
    return _Section(tuple(blocks), tuple(lines), max(0, left))


def _entry(action: ActionRow, day: dt.date) -> Block:
    facts = f"{action.id}. {owner(action)} · {state(action, day)} · "
    head = line(text_object(facts), address(action.url, cut(action.item_title, 120)))
    return rich_text(head, *quote_elements(cut(action.text, QUOTED)))


def _own(action: ActionRow) -> list[Part]:
    """What can be done with what one is reminded of."""
    number = str(action.id)
    buttons = [
        button("Done", "change.done", number, f"Done: action {number}"),
        button("Remind me in 3 days", "change.snooze", number, f"Remind me later of {number}"),
    ]
    if action.assignee:
        buttons.append(button("Not mine", "change.not-mine", number, f"{number} is not mine"))
    return buttons


def _hits(found: Sequence[WatchHit], most: int) -> _Section:
    blocks: list[Block] = [rich_text(line(text_object(f"Found for you ({len(found)})", bold=True)))]
    lines = []
    for hit in found[:most]:
        asked = " and ".join(f"“{cut(query, 80)}”" for _, query in hit.searches)
        about = f"{asked}: " if asked else ""
        head = line(text_object(about), address(hit.url, where(hit.paragraph)))
        blocks.append(rich_text(head, *quote_elements(cut(hit.paragraph.text, QUOTED))))
        quoted = f"Found for {about}“{cut(hit.paragraph.text, QUOTED)}” {where(hit.paragraph)}"
        lines.append(f"{escaped_within(quoted, 1200)} {link(hit.url, OPEN)}")
    left = len(found) - most
    if left > 0:
        blocks.append(context_block(f"{plural(left, 'more paragraph')}."))
        lines.append(f"{plural(left, 'more paragraph was', 'more paragraphs were')} found.")
    return _Section(tuple(blocks), tuple(lines), max(0, left))


def _eve(eve: Coming, day: dt.date, most: int) -> _Section:
    """What was promised for a meeting that is near, and what is still open."""
    head = f"{cut(eve.panel, 120)} meets {_when(eve, day)}"
    blocks: list[Block] = [rich_text(line(text_object(head, bold=True)))]
    lines = [escape(head)]
    if eve.promised:
        blocks.append(kit_section(f"Promised for it and still open ({len(eve.promised)}):"))
    blocks += [_entry(action, day) for action in eve.promised[:most]]
    lines += [f"Promised for it: {entry_text(action, day)}" for action in eve.promised[:most]]
    left = len(eve.promised) - most
    rest = [f"{left} more promised for it"] if left > 0 else []
    rest += [f"{plural(eve.still_open, 'other action')} still open"] if eve.still_open else []
    sentence = (
        ", ".join(rest) if rest or eve.promised else "Nothing is open that was promised for it"
    )
    if sentence:
        blocks.append(context_block(f"{sentence}: /actions open"))
        lines.append(escape(f"{sentence}."))
    return _Section(tuple(blocks), tuple(lines), max(0, left))


def _coming(found: Sequence[Coming]) -> _Section:
    meetings = [f"{cut(one.panel, 120)}: {one.date:%A %-d %B}" for one in found[:MEETINGS_SHOWN]]
    block = rich_text(
        line(text_object("Meetings to come", bold=True)),
        bullets([text_object(t)] for t in meetings),
    )
    return _Section((block,), tuple(escape(f"To come: {one}") for one in meetings))


def _when(eve: Coming, day: dt.date) -> str:
    ahead = (eve.date - day).days
    return {0: "today", 1: "tomorrow"}.get(ahead, f"on {eve.date:%A %-d %B}")


def _one_line(sentence: str) -> _Section:
    return _Section((context_block(sentence),), (escaped_within(sentence, 900),), divided=False)


# ---- what closes it ---------------------------------------------------------------------------


def _closing(answer: DigestAnswer, left: int) -> Iterable[Part | None]:
    """*Show all* where something was left out, and an off switch for whatever came unasked."""
    if answer.delivery is None:
        return
    here = "" if answer.personal else "here "
    if left:
        yield button("Show all", "ask.0", f"digest all {answer.delivery}", "Show all of it")
    if answer.news or answer.eves:
        yield button("Turn the digest off", "ask.1", f"digest {here}off", "Send no more digests")
    if answer.mine or answer.late or answer.stopped:
        yield button("Stop reminders", "ask.2", "reminders off", "Send no more reminders")
    if answer.hits:
        asked = f"watches {here}".strip()
        yield button("Saved searches", "ask.3", asked, "Pause or stop the saved searches")


def _how_to_stop(answer: DigestAnswer) -> str:
    here = "" if answer.personal else " here"
    parts = []
    if answer.news or answer.eves:
        parts.append(f"/minutes digest{here} off")
    if answer.mine or answer.late or answer.stopped:
        parts.append("/minutes reminders off")
    if answer.hits:
        parts.append(f"/minutes watches{here}")
    return f"To change or stop this: {', '.join(parts)}."


# ---- what somebody is sent --------------------------------------------------------------------
# The digest's settings and the saved searches, with buttons to change.


SEARCHES_SHOWN = 12


def choice(answer: DigestChoice) -> Message:
    """What comes and when, with the rarer choices to press or to type."""
    sentences = describe_preferences(answer)
    sentence = " ".join(["Settled." if answer.changed else "", *sentences]).strip()
    here = "here " if answer.here else ""
    typed = f"/minutes digest {here}on 08:30 weekdays · weekly monday · holidays england · off"
    blocks = [
        kit_section(sentence),
        *(choice_buttons(answer) if answer.may_change else []),
        kit_section(typed),
    ]
    return Message(fit([escape(sentence), escape(typed)], "…"), tuple(blocks))


def choice_buttons(answer: DigestChoice) -> list[Block]:
    """Turning things on and off."""
    here = "here " if answer.here else ""
    preferences = answer.chosen
    choices = [
        ("Daily digest", f"digest {here}daily", preferences.form != "daily"),
        ("Weekly digest", f"digest {here}weekly", preferences.form != "weekly"),
        ("No digest", f"digest {here}off", preferences.form != "off"),
        ("Reminders on", "reminders on", not answer.here and not preferences.reminders),
        ("Reminders off", "reminders off", not answer.here and preferences.reminders),
        ("Saved searches", f"watches {here}".strip(), True),
    ]
    return actions_block(
        *(
            button(text, f"ask.{20 + place}", asked)
            for place, (text, asked, shown) in enumerate(choices)
            if shown
        )
    )


def proposal(answer: ProposedSearch) -> Message:
    """How often it would have fired, and buttons to save it."""
    sentence = describe_proposal(answer)
    ways = [("Tell me daily", "daily"), ("Tell me weekly", "weekly"), ("Tell me at once", "once")]
    asks = [(text, f"watch {answer.query} how:{how}") for text, how in ways]
    if answer.channel_too:
        asks.append(("Tell this channel daily", f"watch {answer.query} how:daily to:here"))
    buttons = [
        button(text, f"ask.{place}", asked)
        for place, (text, asked) in enumerate(asks)
        if len(asked) <= VALUE_MOST
    ]
    query = escaped_within(answer.query, 1500)
    text = f"{escaped_within(sentence, 1700)}\nTo save it: /minutes watch {query} how:daily"
    return Message(text, (kit_section(sentence), *actions_block(*buttons)))


def searches(answer: SavedSearches) -> Message:
    """The saved searches, each with its buttons."""
    lines = describe_saved_searches(answer)
    blocks = [kit_section(answer.said)] if answer.said else []
    if not answer.searches:
        blocks.append(kit_section(lines[0]))
    for search in answer.searches[:SEARCHES_SHOWN]:
        blocks += one_search(search, answer.may_change)
    left = len(answer.searches) - SEARCHES_SHOWN
    blocks += [kit_section(f"{left} more: /minutes watches NUMBER stop")] if left > 0 else []
    text = [escaped_within(sentence, 1500) for sentence in (answer.said, *lines) if sentence]
    return Message(fit(text, "…"), tuple(blocks))


def one_search(search: SavedSearch, may_change: bool) -> list[Block]:
    """A saved search and what can be done with it."""
    state = "paused" if search.paused else describe_frequency(search.how)
    block = kit_section(f"{search.id}. “{cut(search.query, 500)}”, {state}")
    if not may_change:
        return [block]
    verbs = [("Go on", "resume") if search.paused else ("Pause", "pause"), ("Stop", "stop")]
    hows = (("Daily", "daily"), ("Weekly", "weekly"), ("At once", "at once"))
    verbs += [(text, how) for text, how in hows if search.paused or how != search.how]
    return [
        block,
        *actions_block(
            *(
                button(
                    text,
                    f"ask.{place}",
                    f"watches {search.id} {verb}",
                    f"{text}: saved search {search.id}",
                )
                for place, (text, verb) in enumerate(verbs)
            )
        ),
    ]
