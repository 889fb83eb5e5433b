"""What the secretariat's desk tells, as JSON. Fields are added freely, never renamed."""

from collections.abc import Sequence

from commands.amend import Amendment
from commands.differences import Changed, Differences
from commands.erase import Erased
from commands.history import History, Version
from commands.json_values import Json
from commands.model import Added
from storage.shared import Unreachable
from storage.trail import Step
from storage.withdrawing import Withdrawn


def differences_json(changed: Differences) -> Json:
    """What differs between two versions."""
    return {
        "meeting": [{"field": f, "before": b, "after": a} for f, b, a in changed.said],
        "items": list(changed.items),
        "paragraphs": [_changed(one) for one in changed.paragraphs],
        "renumbered": changed.renumbered,
    }


def _changed(one: Changed) -> Json:
    return {
        "item": {"number": one.item_number, "title": one.item_title},
        "number": one.number,
        "before": one.before,
        "after": one.after,
    }


def amendment_json(amendment: Amendment, done: Added | None) -> Json:
    """An amendment; `done` is None where it was only looked at."""
    return {
        "meeting": amendment.meeting_id,
        "source": amendment.source,
        "status": done.outcome if done else None,
        "waiting": done.waiting.sentence if done and done.waiting else None,
        "changes": differences_json(amendment.changed),
    }


def history_json(told: History) -> Json:
    """The versions and the trail of a meeting."""
    return {
        "meeting": told.meeting_id,
        "name": told.name,
        "versions": [_version(one) for one in told.versions],
        "steps": [step_json(one) for one in told.steps],
    }


def _version(one: Version) -> Json:
    read = one.reading
    return {
        "version": read.number,
        "at": read.at.isoformat(),
        "by": read.by,
        "via": read.via,
        "source": read.source,
        "changes": differences_json(one.changed) if one.changed else None,
    }


def step_json(one: Step) -> Json:
    """A line of the audit trail."""
    return {
        "at": one.at.isoformat(),
        "by": one.by,
        "via": one.via,
        "what": one.what,
        "meeting": one.meeting_id,
        "meeting_name": one.meeting,
        "meeting_date": one.date.isoformat() if one.date else None,
        "place": one.place,
        "note": one.note,
    }


def withdrawn_json(one: Withdrawn) -> Json:
    """What was taken back."""
    return {
        "meeting": one.meeting_id,
        "place": one.place,
        "paragraphs": one.paragraphs,
        "elsewhere": one.elsewhere,
        "messages": one.messages,
        "reinstated": False,
    }


def reinstated_json(meeting_id: int, places: Sequence[str]) -> Json:
    """What may be read again."""
    return {
        "meeting": meeting_id,
        "place": "; ".join(places),
        "paragraphs": 0,
        "elsewhere": 0,
        "messages": 0,
        "reinstated": True,
    }


def unreachable_json(one: Unreachable) -> Json:
    """A message that Slack no longer lets us edit."""
    return {
        "channel": one.channel,
        "ts": one.ts,
        "by": one.by,
        "at": one.at.isoformat(),
        "why": one.why,
        "withdrawn": one.withdrawn,
    }


def erased_json(one: Erased) -> Json:
    """What was erased, and where it still stands."""
    return {
        "meetings": one.meetings,
        "messages": one.messages,
        "documents": list(one.documents),
        "backups": list(one.backups),
    }
