"""The digest as a document: what matters first, short, and whole on a press; its off switches;
what somebody is sent."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from commands.action_answers import Proposed
from commands.digest.claims import Schedule, Scheduled
from commands.digest.preferences import (
    describe_no_searches,
    describe_preferences,
    describe_proposal,
)
from commands.digest_answers import (
    Coming,
    DigestAnswer,
    DigestChoice,
    ProposedSearch,
    SavedSearches,
    WatchHit,
)
from commands.documents import (
    VALUE_MOST,
    Button,
    Buttons,
    Divider,
    Document,
    Group,
    Heading,
    Link,
    Note,
    Part,
    Quotation,
    Sentence,
    Try,
    Words,
    bullets,
    cut,
    line,
    row,
    titled,
)
from commands.documents.lists import meeting_line
from commands.documents.phrases import entry_words, where
from commands.documents.register import later_minutes, owner, raised, state
from commands.saved_searches import describe_frequency
from storage.model import ActionRow, MeetingRow
from storage.outbox import Delivery
from storage.plurals import plural
from storage.saved_searches import SavedSearch

SHORT, WHOLE = 5, 15  # entries of each kind, and when all is asked for
MEETINGS_SHOWN = 30
QUOTED = 600  # characters of an entry's words in a message


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading and what stands beneath it; how much of that was left out."""

    parts: tuple[Part, ...]
    left: int = 0
    divided: bool = True


@dataclass(frozen=True, slots=True)
class _Length:
    """How many entries of a kind are shown, and how much of each; None means all."""

    entries: int | None = None
    meetings: int | None = None
    quoted: int | None = None

    def words(self, text: str) -> str:
        return cut(text, self.quoted) if self.quoted else text


def digest(answer: DigestAnswer, whole: bool = False, brief: bool = True) -> Document:
    """Compose what a digest tells, short unless all was asked for."""
    if answer.empty:
        return Document((Sentence(f"Nothing to tell on {answer.day:%-d %B %Y}."),))
    short = _Length(WHOLE if whole else SHORT, MEETINGS_SHOWN, QUOTED)
    sections = list(_sections(answer, short if brief else _Length()))
    parts: list[Part] = [Heading(_title(answer))]
    for place, section in enumerate(sections):
        parts += [*([Divider()] if place and section.divided else []), *section.parts]
    left = sum(section.left for section in sections)
    if answer.delivery and not whole:
        parts += [row(*_closing(answer, left)), Note(_how_to_stop(answer))]
    return Document(tuple(parts))


def _title(answer: DigestAnswer) -> str:
    day = f"{answer.day:%A %-d %B %Y}"
    if answer.news:
        return f"{'Weekly minutes' if answer.weekly else 'Minutes'} digest, {day}"
    if answer.eves:
        return f"{cut(answer.eves[0].panel, 80)} meets {_when(answer.eves[0], answer.day)}"
    if answer.mine or answer.late:
        return f"Actions, {day}"
    return f"Found for you, {day}" if answer.hits else f"Minutebook, {day}"


def _sections(answer: DigestAnswer, length: _Length) -> Iterator[_Section]:
    """What is the reader's own first; each action once, under the first heading that it fits."""
    noted = {action.id for action in answer.decided if action.procedural and length.entries}
    shown = set(noted)

    def actions(name: str, rows: Sequence[ActionRow], mine: bool = False) -> Iterator[_Section]:
        fresh = [action for action in rows if action.id not in shown]
        shown.update(action.id for action in fresh)
        if fresh:
            yield _actions(name, fresh, answer, length, mine)

    yield from actions("Yours to do", answer.mine, mine=True)
    yield from actions("Overdue, for the secretariat", answer.late, mine=True)
    if answer.hits:
        yield _hits(answer.hits, length)
    for eve in answer.eves:
        yield _eve(eve, answer.day, length)
    if answer.meetings:
        yield _meetings("New minutes", answer.meetings, length)
    if answer.backlog:
        yield _backlog(answer.backlog, length)
    if answer.amended:
        yield _meetings("Amended minutes", answer.amended, length)
    yield from actions("Decided", answer.decided)
    yield from actions("New actions", answer.new_actions)
    yield from actions("Overdue", answer.overdue)
    yield from actions("Due soon", answer.due_soon)
    yield from actions("Closed", answer.closed)
    if answer.coming:
        yield _coming(answer.coming)
    if noted:
        yield _one_line(f"{len(noted)} resolved only to note or approve: /actions all")
    for destination, why in answer.stopped:
        yield _one_line(f"Nothing is sent to {destination} any more: {why}.")


# ---- sections ---------------------------------------------------------------------------------


def _meetings(name: str, rows: Sequence[MeetingRow], length: _Length) -> _Section:
    shown = rows[: length.meetings]
    left = len(rows) - len(shown)
    more = (Note(f"{left} more: /minutes meetings"),) if left else ()
    return _Section((titled(name, map(meeting_line, shown)), *more), left)


def _backlog(rows: Sequence[MeetingRow], length: _Length) -> _Section:
    """Old minutes that came in together are one line of a message."""
    if not length.meetings:
        return _meetings("Older minutes that came in", rows, length)
    days = sorted(meeting.date for meeting in rows if meeting.date)
    span = f", {days[0]:%-d %B %Y} to {days[-1]:%-d %B %Y}" if days else ""
    return _one_line(
        f"{plural(len(rows), 'older meeting')} came into the book{span}: /minutes meetings"
    )


def _actions(
    name: str, rows: Sequence[ActionRow], answer: DigestAnswer, length: _Length, mine: bool
) -> _Section:
    shown = rows[: length.entries]
    parts: list[Part] = [line(Words(f"{name} ({len(rows)})", bold=True))]
    for action in shown:
        later = next((one for one in answer.later if one.action.id == action.id), None)
        entry = _entry(action, answer.day, length, later)
        parts += [entry, *([_own(action)] if mine else [])]
    left = len(rows) - len(shown)
    parts += [Note(f"{left} more: /actions")] if left else []
    return _Section(tuple(parts), left)


def _entry(
    action: ActionRow, day: dt.date, length: _Length, later: Proposed | None = None
) -> Group:
    facts = f"{action.id}. {owner(action)} · {state(action, day)} · {raised(action)} · "
    head = line(facts, Link(cut(action.item_title, 120), action.url))
    answered = later_minutes(later, length.quoted) if later else ()
    return Group((head, entry_words(action, length.quoted), *answered))


def _own(action: ActionRow) -> Buttons:
    """What can be done with what one is reminded of."""
    number = str(action.id)
    not_mine = Button("Not mine", "change.not-mine", number, f"{number} is not mine")
    return row(
        Button("Done", "change.done", number, f"Done: action {number}"),
        Button("Remind me in 3 days", "change.snooze", number, f"Remind me later of {number}"),
        not_mine if action.assignee else None,
    )


def _hits(rows: Sequence[WatchHit], length: _Length) -> _Section:
    shown = rows[: length.entries]
    parts: list[Part] = [line(Words(f"Found for you ({len(rows)})", bold=True))]
    for hit in shown:
        asked = " and ".join(f"“{cut(query, 80)}”" for _, query in hit.searches)
        head = line(f"{asked}: " if asked else "", Link(where(hit.paragraph), hit.url))
        parts.append(Group((head, Quotation(length.words(hit.paragraph.text)))))
    left = len(rows) - len(shown)
    parts += [Note(f"{plural(left, 'more paragraph')}.")] if left else []
    return _Section(tuple(parts), left)


def _eve(eve: Coming, day: dt.date, length: _Length) -> _Section:
    """What was promised for a meeting that is near, and what is still open."""
    head = f"{cut(eve.panel, 120)} meets {_when(eve, day)}"
    shown = eve.promised[: length.entries]
    parts: list[Part] = [line(Words(head, bold=True))]
    if eve.promised:
        parts.append(Sentence(f"Promised for it and still open ({len(eve.promised)}):"))
    parts += [_entry(action, day, length) for action in shown]
    left = len(eve.promised) - len(shown)
    rest = [f"{left} more promised for it"] if left else []
    rest += [f"{plural(eve.still_open, 'other action')} still open"] if eve.still_open else []
    sentence = (
        ", ".join(rest) if rest or eve.promised else "Nothing is open that was promised for it"
    )
    parts += [Note(f"{sentence}: /actions open")] if sentence else []
    return _Section(tuple(parts), left)


def _coming(rows: Sequence[Coming]) -> _Section:
    days = (f"{cut(one.panel, 120)}: {one.date:%A %-d %B}" for one in rows[:MEETINGS_SHOWN])
    return _Section((titled("Meetings to come", days),))


def _when(eve: Coming, day: dt.date) -> str:
    ahead = (eve.date - day).days
    return {0: "today", 1: "tomorrow"}.get(ahead, f"on {eve.date:%A %-d %B}")


def _one_line(sentence: str) -> _Section:
    return _Section((Note(sentence),), divided=False)


# ---- what closes it ---------------------------------------------------------------------------


def _closing(answer: DigestAnswer, left: int) -> Iterable[Button]:
    """*Show all* where something was left out, and an off switch for whatever came unasked."""
    here = "" if answer.personal else "here "
    if left:
        yield Button("Show all", "ask.0", f"digest all {answer.delivery}", "Show all of it")
    if answer.news or answer.eves:
        yield Button("Turn the digest off", "ask.1", f"digest {here}off", "Send no more digests")
    if answer.mine or answer.late or answer.stopped:
        yield Button("Stop reminders", "ask.2", "reminders off", "Send no more reminders")
    if answer.hits:
        asked = f"watches {here}".strip()
        yield Button("Saved searches", "ask.3", asked, "Pause or stop the saved searches")


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


# ---- what somebody is sent: the digest's settings and the saved searches ----------------------


SEARCHES_SHOWN = 12


def choice(answer: DigestChoice) -> Document:
    """Compose what comes and when, with the rarer choices to press or to type."""
    sentences = describe_preferences(answer)
    sentence = " ".join(["Settled." if answer.changed else "", *sentences]).strip()
    here = "here " if answer.here else ""
    typed = f"/minutes digest {here}on 08:30 weekdays · weekly monday · holidays england · off"
    buttons = (choice_buttons(answer),) if answer.may_change else ()
    return Document((Sentence(sentence), *buttons, Sentence(typed)))


def choice_buttons(answer: DigestChoice) -> Buttons:
    """Compose the buttons that turn things on and off."""
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
    return row(
        *(
            Button(text, f"ask.{20 + place}", asked)
            for place, (text, asked, shown) in enumerate(choices)
            if shown
        )
    )


def proposal(answer: ProposedSearch) -> Document:
    """Compose how often a search would have found something, and buttons to save it."""
    ways = [("Tell me daily", "daily"), ("Tell me weekly", "weekly"), ("Tell me at once", "once")]
    asks = [(text, f"watch {answer.query} how:{how}") for text, how in ways]
    if answer.channel_too:
        asks.append(("Tell this channel daily", f"watch {answer.query} how:daily to:here"))
    buttons = [
        Button(text, f"ask.{place}", asked)
        for place, (text, asked) in enumerate(asks)
        if len(asked) <= VALUE_MOST
    ]
    typed = Try((f"watch {answer.query} how:daily",))
    return Document((Sentence(describe_proposal(answer)), typed, row(*buttons)))


def searches(answer: SavedSearches, brief: bool = True) -> Document:
    """Compose the saved searches, each with its buttons."""
    parts: list[Part] = [Sentence(answer.said)] if answer.said else []
    if not answer.searches:
        parts.append(Sentence(describe_no_searches(answer)))
    shown = answer.searches[:SEARCHES_SHOWN] if brief else answer.searches
    for search in shown:
        parts += one_search(search, answer.may_change)
    left = len(answer.searches) - len(shown)
    parts += [Sentence(f"{left} more: /minutes watches NUMBER stop")] if left else []
    return Document(tuple(parts))


def one_search(search: SavedSearch, may_change: bool) -> list[Part]:
    """Compose a saved search and what can be done with it."""
    state = "paused" if search.paused else describe_frequency(search.how)
    sentence = Sentence(f"{search.id}. “{cut(search.query, 500)}”, {state}")
    verbs = [("Go on", "resume") if search.paused else ("Pause", "pause"), ("Stop", "stop")]
    hows = (("Daily", "daily"), ("Weekly", "weekly"), ("At once", "at once"))
    verbs += [(text, how) for text, how in hows if search.paused or how != search.how]
    buttons = (
        Button(
            text, f"ask.{place}", f"watches {search.id} {verb}", f"{text}: saved search {search.id}"
        )
        for place, (text, verb) in enumerate(verbs)
    )
    return [sentence, row(*buttons)] if may_change else [sentence]


# ---- the schedule -----------------------------------------------------------------------------


STATES = {
    "claimed": "being sent",
    "sent": "sent",
    "folded": "not sent in time: told with the next",
    "unknown": "nobody knows whether it arrived",
}


def schedule(told: Schedule) -> Document:
    """Compose what comes, then what went, the latest first."""
    coming = [_scheduled(one) for one in told.coming]
    went = [_went(one) for one in told.went]
    return Document(
        (
            line(Words("Coming", bold=True)),
            bullets(coming or ["Nothing: nobody has asked for anything."]),
            line(Words("Went", bold=True)),
            bullets(went or ["Nothing yet."]),
        )
    )


def _scheduled(one: Scheduled) -> str:
    to = one.held
    what = [] if to.form == "off" else [f"{to.form} digest"]
    if one.searches:
        what.append(plural(one.searches, "saved search", "saved searches"))
    if to.personal and to.reminders:
        what.append("reminders")
    if to.ended:
        return f"{to.destination}: nothing, since {to.ended}"
    if one.next is None:
        return f"{to.destination}: nothing, by choice"
    return f"{one.next:%a %-d %b %Y %H:%M %Z}  {to.destination}: {', '.join(what)}"


def _went(one: Delivery) -> str:
    when = f"{one.sent_at:%-d %b %Y %H:%M} UTC" if one.sent_at else f"{one.day:%-d %b %Y}"
    things = plural(len(one.things), "thing")
    return f"{when}  {one.destination}: {one.kind} of {one.day}, {things}, {STATES[one.state]}"
