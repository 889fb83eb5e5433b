"""The clock that keeps the book: a copy a day, old questions forgotten, everything looked over.

The secretariat hears of it only where something is wrong, once a day.
"""

import datetime as dt
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from slack_sdk.errors import SlackApiError

from bot.handler_context import HandlerContext, UnconfirmedError
from bot.slack_client import Post
from bot.slack_keys import SelfCheckKey
from bot.views import sentence_with
from bot.worker import run_periodically
from commands.housekeeping import Upkeep, keep_day, sweep_unfinished

log = logging.getLogger(__name__)

AT = dt.time(3, 0)  # local: when nobody asks
LOOK_SECONDS = 60.0


@dataclass
class Housekeeping:
    """Does the day's housekeeping, once, as soon as its hour has come."""

    desk: HandlerContext
    _done: dt.date | None = field(default=None)

    def run(self, stop: threading.Event) -> None:
        """Look at the clock until `stop` is set."""
        sweep_unfinished(self.desk.book, self._upkeep())
        failed = "The day's housekeeping could not be done"
        run_periodically(self.tick, LOOK_SECONDS, stop, self.desk.work, failed)

    def tick(self) -> None:
        """The housekeeping of today, where it is due and not done."""
        context = self.desk.keeper("housekeeping")
        day, pulse = context.today, self.desk.pulse
        if context.now.astimezone(context.zone).time() < AT or self._done == day:
            return
        self._done = day
        synced = pulse.last("sync") if self.desk.settings.sources else None
        looks = partial(self.desk.first_time, SelfCheckKey(day))
        done = keep_day(context, self._upkeep(), looks, synced)
        if done.copied:
            pulse.beat("backup", self.desk.now())
        if done.made:
            log.info("Backed up to %s", done.made)
        pulse.beat("check", context.now)
        for fault in done.faults:
            log.error("%s", fault)
        if done.faults:
            self._tell(day, done.faults)

    def _upkeep(self) -> Upkeep:
        settings = self.desk.settings
        return Upkeep(settings.backups, settings.backups_kept, settings.questions_kept)

    def _tell(self, day: dt.date, faults: Sequence[str]) -> None:
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
