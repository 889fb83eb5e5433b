"""The clock that watches the committees of the settings: what is new there comes into the book.

Each stretch of some hours is claimed in the book by one process, and gone through once, however
often the bot is started in it. What an interruption leaves is fetched in the next stretch. What
came in is told by the next digest.
"""

import datetime as dt
import logging
import threading
from dataclasses import dataclass
from functools import partial

from bot.desk import Desk
from bot.rounds import go_round, unless
from commands.fetching import open_fetcher
from commands.model import Context, SyncReport
from commands.sync import sync
from storage.records import KEEPER

log = logging.getLogger(__name__)

EVERY = dt.timedelta(hours=6)
LOOK_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class SyncClock:
    """Fetches from the committees that the settings name."""

    desk: Desk

    def run(self, stop: threading.Event) -> None:
        """Look at the clock until `stop` is set."""
        look = partial(self.tick, stop)
        go_round(look, LOOK_SECONDS, stop, self.desk.work, "The committees could not be watched")

    def tick(self, stop: threading.Event) -> SyncReport | None:
        """Go through the committees, where nobody has in this stretch of time.

        Raises Stopping where `stop` is set meanwhile.
        """
        settings, now = self.desk.settings, self.desk.now()
        stretch = int(now.timestamp() // EVERY.total_seconds())
        if not settings.sources or not self.desk.first_time(f"sync:{stretch}"):
            return None
        context = Context(self.desk.book, KEEPER, now, settings.zone, via="sync")
        with open_fetcher(
            self.desk.book, self.desk.now, settings.sources, private=settings.fetch_private
        ) as fetcher:
            report = sync(context, settings.sources, fetcher, progress=unless(stop))
        if not report.failed:
            self.desk.pulse.beat("sync", self.desk.now())
        _tell(report)
        return report


def _tell(report: SyncReport) -> None:
    for source, error in report.failed:
        log.warning("%s", error if source in error else f"{source}: {error}")
    log.info(
        "Committees watched: %d meetings new, %d amended, %d as they were, %d left",
        len(report.added),
        len(report.updated),
        report.unchanged,
        report.left,
    )
