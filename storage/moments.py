"""Days and moments as columns hold them: ISO 8601, or nothing."""

import datetime as dt


def day_of(text: str | None) -> dt.date | None:
    """The day that a column holds."""
    return dt.date.fromisoformat(text) if text else None


def moment_of(text: str | None) -> dt.datetime | None:
    """The moment that a column holds."""
    return dt.datetime.fromisoformat(text) if text else None
