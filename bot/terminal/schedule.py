"""The schedule in a terminal and as JSON."""

from typing import Any

import click

from bot.terminal.lines import joined
from commands.scheduled import Schedule, Scheduled
from storage.counted import counted
from storage.deliveries import Delivery

STATES = {
    "claimed": "being sent",
    "sent": "sent",
    "folded": "not sent in time: told with the next",
    "unknown": "nobody knows whether it arrived",
}


def drawn(told: Schedule) -> str:
    """What comes, then what went, the latest first."""
    lines = [click.style("Coming", bold=True)]
    lines += [_coming(one) for one in told.coming] or ["Nothing: nobody has asked for anything."]
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


def _coming(one: Scheduled) -> str:
    held = one.held
    what = [] if held.form == "off" else [f"{held.form} digest"]
    if one.searches:
        what.append(counted(one.searches, "saved search", "saved searches"))
    if held.personal and held.reminders:
        what.append("reminders")
    if held.ended:
        return f"{held.destination}: nothing, since {held.ended}"
    if one.next is None:
        return f"{held.destination}: nothing, by choice"
    return f"{one.next:%a %-d %b %Y %H:%M %Z}  {held.destination}: {', '.join(what)}"


def _went(one: Delivery) -> str:
    when = f"{one.sent_at:%-d %b %Y %H:%M} UTC" if one.sent_at else f"{one.day:%-d %b %Y}"
    things = counted(len(one.things), "thing")
    return f"{when}  {one.destination}: {one.kind} of {one.day}, {things}, {STATES[one.state]}"
