"""What became of a meeting's minutes: who did what, each version, and what it changed."""

from dataclasses import dataclass

from commands.differences import Differences, differences
from commands.entering import enter
from commands.model import Added, Context
from storage.errors import MinutebookError
from storage.minutes import meeting_name
from storage.readings import Reading, reading, readings
from storage.trail import Step, steps


@dataclass(frozen=True, slots=True)
class Version:
    """A version and what it changed of the one before; None for the first."""

    reading: Reading
    changed: Differences | None


@dataclass(frozen=True, slots=True)
class History:
    """The versions of a meeting, oldest first, and all that was done, newest first."""

    meeting_id: int
    name: str
    versions: tuple[Version, ...]
    steps: tuple[Step, ...]


def history(context: Context, meeting_id: int) -> History:
    """What became of a meeting. Raises MinutebookError where there never was one of that id."""
    name = meeting_name(context.book, meeting_id)
    held = readings(context.book, meeting_id)
    versions = [
        Version(one, differences(held[n - 1].meeting, one.meeting) if n else None)
        for n, one in enumerate(held)
    ]
    return History(meeting_id, name, tuple(versions), steps(context.book, meeting_id))


def restore(context: Context, meeting_id: int, number: int) -> Added:
    """Bring an earlier version back as the newest one. Raises MinutebookError where there is
    none, or where it holds one item only."""
    version = reading(context.book, meeting_id, number)
    if not version.meeting.whole:
        raise MinutebookError(
            f"Version {number} is the page of a single item. Restore one of the whole minutes."
        )
    return enter(context, version.meeting, f"version {number}", meeting_id=meeting_id)
