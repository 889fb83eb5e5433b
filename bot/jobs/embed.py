"""The bot reads what is published for search by meaning, in the background."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.handler_context import HandlerContext
from bot.worker import Stopping, run_periodically, unless
from commands.embeddings import Model, prepare
from storage.model import MinutebookError

log = logging.getLogger(__name__)
LOOK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class EmbeddingJob:
    """Lets the model, where there is one, read the paragraphs that it has not."""

    desk: HandlerContext

    def run(self, stop: threading.Event) -> None:
        """Look for new paragraphs until `stop` is set, or until the model cannot be used."""
        if self.desk.model is None:
            return
        look = partial(self._look, self.desk.model, unless(stop))
        run_periodically(
            look, LOOK_SECONDS, stop, self.desk.work, "The paragraphs could not be read"
        )

    def _look(self, model: Model, progress: Callable[[int, int], None]) -> None:
        try:
            count = prepare(self.desk.book, model, progress)
        except MinutebookError as error:
            log.error("Search goes by words alone: %s", error)
            raise Stopping from error
        if count:
            log.info("%d paragraphs read for search by meaning", count)
