"""The clock that keeps the book: a copy a day, old questions forgotten, everything looked over.

The secretariat hears of it only where something is wrong, once a day.
"""

import datetime as dt
import logging
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from slack_sdk.errors import SlackApiError

from bot.handler_context import HandlerContext, UnconfirmedError
from bot.slack_client import Post
from bot.slack_keys import SelfCheckKey
from bot.views.lists import sentence_with
from bot.worker import run_periodically
from storage.backup import daily_copy, sweep_copies
from storage.conversations import forget_questions
from storage.files import sweep
from storage.integrity import examine
from storage.model import MinutebookError
from storage.outbox import pending

log = logging.getLogger(__name__)

AT = dt.time(3, 0)  # local: when nobody asks
LOOK_SECONDS = 60.0
LATE_DIGEST = dt.timedelta(hours=2)
LATE_SYNC = dt.timedelta(days=2)
SCARCE = 500_000_000  # bytes of disk, or twice the book where that is more


@dataclass
class Housekeeping:
    """Does the day's housekeeping, once, as soon as its hour has come."""

    desk: HandlerContext
    _done: dt.date | None = field(default=None)

    def run(self, stop: threading.Event) -> None:
        """Look at the clock until `stop` is set."""
        self._sweep()
        failed = "The day's housekeeping could not be done"
        run_periodically(self.tick, LOOK_SECONDS, stop, self.desk.work, failed)

    def tick(self) -> None:
        """The housekeeping of today, where it is due and not done."""
        now = self.desk.now()
        local = now.astimezone(self.desk.settings.zone)
        if local.time() < AT or self._done == local.date():
            return
        self._done = local.date()
        faults = list(self._copy(local.date()))
        if self.desk.first_time(SelfCheckKey(local.date())):
            faults += self._look(now)
        forget_questions(self.desk.book, now - self.desk.settings.questions_kept)
        self.desk.pulse.beat("check", now)
        for fault in faults:
            log.error("%s", fault)
        if faults:
            self._tell(local.date(), faults)

    def _sweep(self) -> None:
        """Remove what processes that were killed left half written."""
        settings = self.desk.settings
        sweep(settings.db.parent, settings.db.stem)
        if settings.backups is not None:
            sweep_copies(self.desk.book, settings.backups)

    def _copy(self, day: dt.date) -> Iterator[str]:
        settings = self.desk.settings
        if settings.backups is None:
            return
        try:
            made = daily_copy(self.desk.book, settings.backups, day, settings.backups_kept)
        except MinutebookError as error:
            yield f"Today's backup could not be made. {error}"
            return
        self.desk.pulse.beat("backup", self.desk.now())
        if made:
            log.info("Backed up to %s", made)

    def _look(self, now: dt.datetime) -> Iterator[str]:
        """What is wrong with the book, the disk, and what should have gone out or come in."""
        yield from examine(self.desk.book)
        db = self.desk.settings.db
        free = shutil.disk_usage(db.parent).free
        if free < max(SCARCE, 2 * db.stat().st_size):
            yield f"Only {free / 1e6:,.0f} MB are left on the disk of {db}: free some space."
        for left in pending(self.desk.book):
            if now - left.claimed_at > LATE_DIGEST:
                yield f"The {left.kind} of {left.day} has not reached {left.destination}."
        synced = self.desk.pulse.last("sync")
        if self.desk.settings.sources and synced and now - synced > LATE_SYNC:
            yield f"No committee's page could be read since {synced:%d %B %Y}."

    def _tell(self, day: dt.date, faults: list[str]) -> None:
        """Each of the secretariat, once a day, by direct message."""
        told = "\n".join(
            ["Minutebook looked itself over, and somebody should see to this:", *faults]
        )
        for user in self.desk.people.secretariat():
            one = Post(user, sentence_with(told), self.desk.bot_user)
            try:
                self.desk.post_once(SelfCheckKey(day, user), one)
            except (SlackApiError, UnconfirmedError) as error:
                log.error("%s could not be told: %s", user, error)
