"""A year of four readers in three time zones, as a calendar that a person can read.

Both changes of the clocks, bank holidays, two days down: `test_year.txt` says what went when.
After a change that is meant `PYTHONPATH=tests:. python tests/test_year.py` writes it anew: read
what that changes.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from support.sending import CHANNEL, CLERK, Sending, parish, sending

from commands.actions.change import change_action
from commands.request_context import Context
from commands.requests import ChangeAction
from playground.model import Channel, Message, User
from storage.actions.filters import CERTAIN
from storage.actions.read import select_actions
from storage.model import KEEPER, Viewer

GOLDEN = Path(__file__).with_suffix(".txt")
ZONES = {
    "U0LONDON": "Europe/London",
    "U0ATHENS": "Europe/Athens",
    "U0HAWAII": "Pacific/Honolulu",
    CHANNEL: "Europe/London",
}
PEOPLE = (
    User(CLERK, "clerk"),
    *(User(user, user[2:].lower(), tz=zone) for user, zone in ZONES.items() if user != CHANNEL),
)
ROOMS = (Channel(CHANNEL, "minutes", frozenset({"U0BOT"})),)
HOURS = (5, 6, 7, 8, 11, 17, 18)  # of UTC, at which the bot looks at its clock
DOWN = {dt.date(2026, 6, 10), dt.date(2026, 6, 11)}
NOTES = {
    dt.date(2026, 3, 29): "the clocks go forward in London and Athens",
    dt.date(2026, 4, 3): "Good Friday",
    dt.date(2026, 4, 6): "Easter Monday: a bank holiday in England, none in Scotland",
    dt.date(2026, 6, 10): "the bot is down for two days",
    dt.date(2026, 8, 3): "a bank holiday in Scotland",
    dt.date(2026, 8, 31): "a bank holiday in England",
    dt.date(2026, 10, 25): "the clocks go back in London and Athens",
    dt.date(2026, 12, 25): "Christmas",
}

# Days before something special, on which minutes of another body are published too.
ALSO = {
    dt.date(2026, month, day)
    for month, day in ((3, 28), (4, 2), (6, 9), (8, 2), (8, 30), (10, 24), (12, 24))
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sending]:
    with sending(tmp_path, monkeypatch, "2026-01-01T05:00", PEOPLE, ROOMS) as made:
        yield made


def test_the_calendar_of_a_year(here: Sending) -> None:
    told = calendar(here)
    assert told == GOLDEN.read_text(encoding="utf-8")


def calendar(here: Sending) -> str:
    """What went when to whom."""
    here.ask("U0LONDON", "/minutes digest on 08:00 weekdays holidays england")
    here.ask("U0ATHENS", "/minutes digest on 08:00")
    here.ask("U0HAWAII", "/minutes digest weekly friday 08:00")
    here.ask("U0ATHENS", "/minutes watch hedge how:daily")
    here.ask(CLERK, "/minutes digest here on 07:00 weekdays holidays scotland", CHANNEL)
    lines = []
    day, known = dt.date(2026, 1, 1), 0
    while day.year == 2026:
        lines += [f"{day:%a %d %b}  -- {NOTES[day]}"] if day in NOTES else []
        for hour in HOURS:
            here.at(f"{day}T{hour:02}:00")
            if hour == 11:
                lines += happens(here, day)
            if day not in DOWN:
                here.tick()
            sent = here.slack.messages()
            lines += [line(here, message) for message in sent[known:]]
            known = len(sent)
        day += dt.timedelta(days=1)
    return "\n".join(lines) + "\n"


def happens(here: Sending, day: dt.date) -> list[str]:
    """Minutes of the second Tuesday are published nine days after it, a promise is assigned."""
    if day in ALSO:
        held = day - dt.timedelta(days=2)
        words = f"The trees of {held:%B} were counted."
        text = parish(f"{held:%A} {held.day} {held:%B %Y}", words, panel="Orchard Trust")
        here.publish(text, f"orchard {day}")
        return [f"{day:%a %d %b}  .. minutes of the Orchard Trust are published"]
    meeting = day - dt.timedelta(days=9)
    if not (meeting.weekday() == 1 and 8 <= meeting.day <= 14) or meeting.year < 2026:
        return []
    due = meeting + dt.timedelta(days=30)
    following = meeting + dt.timedelta(days=28 if (meeting.day + 28) % 31 > 7 else 35)
    here.publish(
        parish(
            f"{meeting:%A} {meeting.day} {meeting:%B %Y}",
            f"Cllr Fenwick asked about the hedge in {meeting:%B}. The Clerk undertook to write to "
            f"the owner of hedge {meeting.month} by {due.day} {due:%B %Y}.",
            f"The next meeting will be held on {following:%A} {following.day} {following:%B %Y}.",
        ),
        f"{meeting}",
    )
    (action,) = [a for a in select_actions(here.book, KEEPER, [CERTAIN]) if a.raised == meeting]
    clerk = Context(here.book, Viewer(CLERK, None, True), here.now, via="slack")
    change_action(clerk, ChangeAction(action.id, "assign", "<@U0LONDON>"))
    earlier = [a for a in select_actions(here.book, KEEPER, [CERTAIN]) if a.raised != meeting]
    for done in earlier[:1]:
        change_action(clerk, ChangeAction(done.id, "done", ""))
    return [f"{day:%a %d %b}  .. minutes of {meeting:%-d %B} are published"]


def line(here: Sending, message: Message) -> str:
    """One message: the day and hour where it is read, whose, and what it tells."""
    channel = here.slack.workspace.channels[message.channel]
    (whose,) = (channel.members - {"U0BOT"}) if channel.kind == "im" else (CHANNEL,)
    zone = ZoneInfo(ZONES.get(whose, "Europe/London"))
    at = dt.datetime.fromtimestamp(float(message.ts), dt.UTC)
    counted = [f"{count} {kind}" for kind, count in news(message.text.splitlines()[1:]).items()]
    local = at.astimezone(zone)
    return f"{at:%a %d %b %H:%M}  {local:%a %H:%M %Z}  {whose[2:]:<7} {', '.join(counted)}"


def news(lines: list[str]) -> Counter[str]:
    """How much of each kind of news a message tells: by its headings with their numbers, or by the
    lines that follow one without a number."""
    counts: Counter[str] = Counter()
    listing = ""
    for told in lines:
        if heading := re.fullmatch(r"(.+) \((\d+)\):?", told):
            counts[heading[1].casefold()], listing = int(heading[2]), ""
        elif " meets " in told:
            counts["meeting near"], listing = 1, ""
        elif told in ("New minutes", "Meetings to come"):
            listing = told.casefold()
        elif listing and not told.startswith("To change"):
            counts[listing] += 1
    return counts


if __name__ == "__main__":
    import tempfile

    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        sending(Path(folder), patch, "2026-01-01T05:00", PEOPLE, ROOMS) as made,
    ):
        GOLDEN.write_text(calendar(made), encoding="utf-8")
