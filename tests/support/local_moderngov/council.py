"""What the invented council holds: committees, their meetings, items and words."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Literal, Self

State = Literal["minutes", "draft", "agenda", "empty", "cancelled", "moved", "pdf"]


@dataclass
class Item:
    """An agenda item. A paragraph of `minutes` may begin with its typed number ("1. ")."""

    id: int
    title: str
    number: str = ""
    agenda: str = "To note the report."
    decision: tuple[str, ...] = ()
    minutes: tuple[str, ...] = ()
    restricted: bool = False
    note: str = ""  # the time beside it, on sites with three columns

    def say(self, position: int, text: str) -> None:
        """Amend one paragraph of the minutes."""
        self.minutes = (*self.minutes[:position], text, *self.minutes[position + 1 :])


@dataclass
class Meeting:
    """A meeting. Its documents lie under `agenda_id`, which need not be its own id."""

    id: int
    date: dt.date
    items: list[Item] = field(default_factory=list)
    state: State = "minutes"
    time: str = "10.30 am"
    agenda_id: int = 0
    gone: bool = False
    old: bool = False  # an imported record: one long text in place of item rows

    def __post_init__(self) -> None:
        self.agenda_id = self.agenda_id or self.id + 9

    @property
    def has_minutes(self) -> bool:
        return self.state in ("minutes", "draft")


@dataclass
class Committee:
    id: int
    name: str
    meetings: list[Meeting] = field(default_factory=list)

    @property
    def newest_first(self) -> list[Meeting]:
        return sorted(self.meetings, key=lambda meeting: meeting.date, reverse=True)


@dataclass
class Council:
    committees: list[Committee]

    @classmethod
    def of(cls, *meetings: Meeting, name: str = "Borsetshire Police and Crime Panel") -> Self:
        return cls([Committee(77, name, list(meetings))])

    def committee(self, number: int) -> Committee | None:
        return next((one for one in self.committees if one.id == number), None)

    def meeting(self, number: int) -> tuple[Committee, Meeting] | None:
        for committee in self.committees:
            for meeting in committee.meetings:
                if meeting.id == number and not meeting.gone:
                    return committee, meeting
        return None

    def item(self, number: int) -> tuple[Committee, Meeting, Item] | None:
        for committee in self.committees:
            for meeting in committee.meetings:
                for item in meeting.items:
                    if item.id == number and not item.restricted and not meeting.gone:
                        return committee, meeting, item
        return None


_SUBJECTS = ("Bicycle Lamp Amnesty", "Rural Crime", "Budget Monitoring", "Speed Watch", "Estates")
_NAMES = ("Grundy", "Aldridge", "Carter", "Pargetter", "Snell", "Tregorran")


def archive(count: int, last: dt.date = dt.date(2026, 9, 10), first_id: int = 501) -> list[Meeting]:
    """So many ordinary meetings with minutes, four weeks apart, the newest on `last`."""
    return [
        _ordinary(first_id + back, last - dt.timedelta(weeks=4 * back), back)
        for back in range(count)
    ]


def _ordinary(number: int, date: dt.date, seed: int) -> Meeting:
    subject, asker = _SUBJECTS[seed % len(_SUBJECTS)], _NAMES[seed % len(_NAMES)]
    answerer = _NAMES[(seed + 1) % len(_NAMES)]
    first = Item(
        id=9000 + number * 10,
        title="Apologies for Absence",
        number=f"{seed * 2 + 1}.",
        agenda="To receive apologies.",
        minutes=(f"Apologies were received from Cllr {answerer}.",),
    )
    second = Item(
        id=9000 + number * 10 + 3,
        title=subject,
        number=f"{seed * 2 + 2}.",
        minutes=(
            f"1. Cllr {asker} asked about the cost of the scheme in ward {seed + 1}.",
            f"2. In response to a question from Cllr {asker}, the Commissioner said that it had "
            f"cost £{seed + 3},400 and that a report would be circulated in the spring.",
            f"3. Mrs {answerer} thanked the officers for report number {number}.",
            "RESOLVED that the report be noted.",
        ),
    )
    return Meeting(number, date, [first, replace(second)])
