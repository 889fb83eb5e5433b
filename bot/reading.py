"""The bot reads what is published for search by meaning, in the background."""

import logging
import threading
from dataclasses import dataclass

from bot.desk import Desk
from commands.meaning import prepare
from storage.errors import MinutebookError

log = logging.getLogger(__name__)
LOOK_SECONDS = 5.0


class Stopping(Exception):  # noqa: N818 - it is no error
    """The bot is told to stop in the middle of the book."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Lets the model, where there is one, read the paragraphs that it has not."""

    desk: Desk

    def run(self, stop: threading.Event) -> None:
        """Look for new paragraphs until `stop` is set, or until the model cannot be used."""

        def progress(done: int, of: int) -> None:
            if stop.is_set():
                raise Stopping

        while self.desk.model and not stop.is_set():
            try:
                if count := prepare(self.desk.book, self.desk.model, progress):
                    log.info("%d paragraphs read for search by meaning", count)
            except Stopping:
                log.info("The paragraphs are gone on with later")
            except MinutebookError as error:
                log.error("Search goes by words alone: %s", error)
                return
            except Exception as error:  # noqa: BLE001 - the next paragraphs must still be read
                self.desk.work.fault(error)
            stop.wait(LOOK_SECONDS)
