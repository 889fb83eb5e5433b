"""The clock that publishes what is to be published at a time, and tells whoever planned it."""

import logging
import threading
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from bot import delivery
from bot.blocks import Message
from bot.blocks.lists import sentence_with
from bot.blocks.preview import published
from bot.desk import Desk
from bot.rounds import go_round
from commands.model import AddReport
from commands.planning import carry_out_due
from storage.planned import Planned

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class PlanClock:
    """Publishes what is due."""

    desk: Desk

    def run(self, stop: threading.Event) -> None:
        """Look at the clock until `stop` is set."""
        failed = "What was planned could not be published"
        go_round(self.tick, LOOK_SECONDS, stop, self.desk.work, failed)

    def tick(self) -> None:
        """Publish what is due now."""
        for one, told in carry_out_due(self.desk.keeper("plan")):
            self._tell(one, told)

    def _tell(self, one: Planned, told: AddReport | str) -> None:
        log.info("Planned by %s: %s", one.hand.by, "published" if isinstance(told, AddReport)
                 else told)  # fmt: skip
        if one.hand.via != "slack":
            return
        message: Message = (
            sentence_with(told)
            if isinstance(told, str)
            else published(told, one.hand.by, announce=True)
        )
        try:
            delivery.post(self.desk.client, one.hand.by, message)
        except (SlackApiError, *delivery.LOST) as error:
            log.warning("%s could not be told: %s", one.hand.by, error)
