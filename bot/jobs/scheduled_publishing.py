"""The clock that publishes what is to be published at a time, and tells whoever planned it."""

import logging
import threading
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from bot import slack_client
from bot.handler_context import HandlerContext
from bot.views import as_message, sentence_with
from bot.views.kit import Message
from bot.worker import run_periodically
from commands.documents.publication import published
from commands.ingest.planned import publish_due
from commands.ingest_reports import AddReport
from storage.model import Hand

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class ScheduledPublishing:
    """Publishes what is due."""

    desk: HandlerContext

    def run(self, stop: threading.Event) -> None:
        """Look at the clock until `stop` is set."""
        failed = "What was planned could not be published"
        run_periodically(self.tick, LOOK_SECONDS, stop, self.desk.work, failed)

    def tick(self) -> None:
        """Publish what is due now."""
        for planner, told in publish_due(self.desk.keeper("plan")):
            self._tell(planner, told)

    def _tell(self, planner: Hand, told: AddReport | str) -> None:
        outcome = "published" if isinstance(told, AddReport) else told
        log.info("Planned by %s: %s", planner.by, outcome)
        if planner.via != "slack":
            return
        message: Message = (
            sentence_with(told)
            if isinstance(told, str)
            else as_message(published(told, planner.by, announce=True))
        )
        try:
            slack_client.post(self.desk.client, planner.by, message)
        except (SlackApiError, *slack_client.LOST) as error:
            log.warning("%s could not be told: %s", planner.by, error)
