"""What the page asks of whoever runs the bot: the local Slack itself knows no minutes."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from playground.model import Json

__all__ = ["Backstage"]


@dataclass(frozen=True)
class Backstage:
    """The bot behind the stage.

    `manifest` is the app's own; `explain` tells how a line that somebody typed was understood and
    ranked, given the answer that is shown ("" for what is no search); `moved` is called when the
    clock was moved forward; `use` puts the bot on the book `samples` or `own` and returns when it
    is connected again; `book` names the one in use; `next_minutes` is a document (name, bytes)
    that the bot has not read yet.
    """

    manifest: Callable[[], Json]
    explain: Callable[[str, str, str], str]
    moved: Callable[[], None]
    use: Callable[[str], None]
    book: Callable[[], str]
    next_minutes: tuple[str, bytes]
    zone: ZoneInfo
    digest_time: dt.time
    digest_channel: str

    def until_next_digest(self, now: float) -> float:
        """Seconds from `now` until just after the next digest is due."""
        here = dt.datetime.fromtimestamp(now, self.zone)
        due = here.replace(
            hour=self.digest_time.hour, minute=self.digest_time.minute, second=5, microsecond=0
        )
        if due <= here:
            due = (due + dt.timedelta(days=1)).replace(tzinfo=self.zone)
        return due.timestamp() - now
