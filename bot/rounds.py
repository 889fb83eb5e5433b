"""What the bot does by itself goes round and round, each on a thread, until it is told to stop."""

import logging
import threading
from collections.abc import Callable

from bot.work import Work
from storage.errors import MinutebookError

log = logging.getLogger(__name__)


class Stopping(Exception):  # noqa: N818 - it is no error
    """Ends the rounds, from however deep within one."""


def go_round(
    look: Callable[[], object], every: float, stop: threading.Event, work: Work, failed: str
) -> None:
    """Look every so many seconds until `stop` is set, or a look raises Stopping.

    A look that returns True has left something, and the next follows at once. One that fails is
    told in the log, a sentence after the words `failed` and a fault of ours in full; the next
    comes nevertheless.
    """
    while not stop.is_set():
        try:
            if look() is True:
                continue
        except Stopping:
            return
        except MinutebookError as error:
            log.error("%s: %s", failed, error)
        except Exception as error:  # noqa: BLE001 - the next round must still come
            work.fault(error)
        stop.wait(every)


def unless(stop: threading.Event) -> Callable[..., None]:
    """To be called in the middle of long work, with anything: raises Stopping once `stop` is
    set."""

    def go_on(*_: object) -> None:
        if stop.is_set():
            raise Stopping

    return go_on
