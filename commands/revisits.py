"""Which meetings a sync visits: what is new, what was amended lately, and the rest now and then."""

import datetime as dt

from commands.listing import RECENT
from sources.moderngov.lists import Listed
from storage.watched import Watched

LONG_AGO = dt.timedelta(days=30)  # how often older meetings are looked at again
SECOND_LOOKS = frozenset({"to be looked at again", "not seen for a month"})


def why_due(
    listed: Listed,
    known: Watched | None,
    now: dt.datetime,
    today: dt.date,
    started: dt.datetime,
    since: dt.date | None,
) -> str | None:
    """Why a meeting is to be visited in the round that began at `started`; None where it is not.

    A meeting changes for weeks and then almost never: those of the last four months are looked
    at in every round, older ones once in a while.
    """
    day = listed.date or (known.date if known else None)
    if not listed.promising or (day and day > today):
        return None
    if since and (day is None or day < since):
        return None
    if known is None:
        return "new"
    if known.visited >= started:
        return None  # in this round, before it was interrupted
    if listed.told and known.words and listed.words != known.words:
        return "changed in the list"
    if known.state == "failed":
        return "failed last time"
    if since or (day and today - day <= RECENT):
        return "to be looked at again"
    return "not seen for a month" if now - known.visited >= LONG_AGO else None
