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

from slack_sdk.errors import SlackApiError

from bot import slack_client
from bot.handler_context import HandlerContext
from bot.slack_keys import OfficialFoundKey, SyncKey
from bot.views import as_message
from bot.worker import run_periodically, unless
from commands.documents.publication import official
from commands.fetching import open_fetcher
from commands.ingest_reports import SyncReport
from commands.posting import not_done
from commands.sync import found_drafts, sync

log = logging.getLogger(__name__)

EVERY = dt.timedelta(hours=6)
LOOK_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class SyncJob:
    """Fetches from the committees that the settings name."""

    desk: HandlerContext

    def run(self, stop: threading.Event) -> None:
        """Look at the clock until `stop` is set."""
        look = partial(self._look, stop)
        run_periodically(
            look, LOOK_SECONDS, stop, self.desk.work, "The committees could not be watched"
        )

    def _look(self, stop: threading.Event) -> None:
        self.tick(stop)
        self.tell_of_drafts()

    def tell_of_drafts(self) -> None:
        """Tell the secretariat, once, that the official minutes of a draft were found, by this
        process or another; with a button that publishes them."""
        desk = self.desk
        for finding, meeting in found_drafts(desk.keeper("sync")):
            message = as_message(official(meeting))
            for clerk in desk.clerks():
                key = OfficialFoundKey(finding, clerk)
                if not desk.first_time(key):
                    continue
                try:
                    slack_client.post(desk.client, clerk, message)
                except SlackApiError as error:
                    not_done(desk.book, key)
                    log.warning("%s could not be told of a draft: %s", clerk, error)

    def tick(self, stop: threading.Event) -> SyncReport | None:
        """Go through the committees, where nobody has in this stretch of time.

        Raises Stopping where `stop` is set meanwhile.
        """
        settings, now = self.desk.settings, self.desk.now()
        stretch = int(now.timestamp() // EVERY.total_seconds())
        if not settings.sources or not self.desk.first_time(SyncKey(stretch)):
            return None
        context = self.desk.keeper("sync")
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
