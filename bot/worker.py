"""Our own executor: what is asked is acknowledged at once and worked on here.

Whatever goes wrong ends as a sentence for the person who asked. A fault of ours is logged in
full under the request's reference, which they are given.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from slack_sdk.errors import SlackApiError

from bot import observability
from bot.slack_client import advice
from storage.errors import sentence_for
from storage.model import MinutebookError

THREADS = 8
AT_ONCE = 4  # threads more, for what opens a form: Slack allows that for three seconds only
Tell = Callable[[str], None]


class Worker:
    """Tasks in hand. `reference` makes the short words by which a request is found in the log."""

    def __init__(self, reference: Callable[[], str], threads: int = THREADS) -> None:
        self._reference = reference
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="work")
        self._at_once = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="at once")
        self._lock = threading.Lock()
        self._in_hand: set[Future[None]] = set()

    def submit(
        self, task: Callable[[], None], tell: Tell, what: str = "request", at_once: bool = False
    ) -> None:
        """Do the task on a thread of ours; `tell` gets the sentence if it fails. `what` names
        its kind in the log. A task that cannot wait goes `at_once` past those that can."""
        pool = self._at_once if at_once else self._pool
        future = pool.submit(self._referred, task, tell, what)
        with self._lock:
            self._in_hand.add(future)
        future.add_done_callback(self._done)

    def finish(self, within: float) -> bool:
        """Take nothing more and wait for what is in hand; False where that took too long."""
        self._pool.shutdown(wait=False)
        self._at_once.shutdown(wait=False)
        with self._lock:
            left = set(self._in_hand)
        return not wait(left, timeout=within).not_done

    def fault(self, error: Exception) -> str:
        """Log a fault of ours and give the sentence to tell."""
        reference = observability.reference.get() or self._reference()
        log.error("Fault %s", reference, exc_info=error)
        return (
            f"Something went wrong on my side. Please try again; if it happens again, tell the "
            f"secretariat the reference {reference}."
        )

    def _referred(self, task: Callable[[], None], tell: Tell, what: str) -> None:
        """The task under a reference of its own, and how long it took. Never what was asked."""
        token = observability.reference.set(self._reference())
        begun = time.perf_counter()
        try:
            self._guarded(task, tell)
        finally:
            log.info("%s: %.0f ms", what, (time.perf_counter() - begun) * 1000)
            observability.reference.reset(token)

    def _guarded(self, task: Callable[[], None], tell: Tell) -> None:
        """The door of Slack: nothing gets past it but sentences."""
        try:
            try:
                task()
            except MinutebookError as error:
                tell(str(error))
            except sqlite3.DatabaseError as error:
                log.error("The database: %s", error)
                tell(sentence_for(error) or self.fault(error))
            except SlackApiError as error:
                tell(advice(error) or self.fault(error))
            except Exception as error:  # noqa: BLE001 - whoever asked is told, whatever it is
                tell(self.fault(error))
        except Exception:
            log.exception("The person who asked could not be told what went wrong")

    def _done(self, future: Future[None]) -> None:
        with self._lock:
            self._in_hand.discard(future)


# ---- what the bot does by itself goes round and round -----------------------------------------
# Each on a thread, until it is told to stop.


log = logging.getLogger(__name__)


class Stopping(Exception):  # noqa: N818 - it is no error
    """Ends the rounds, from however deep within one."""


def run_periodically(
    look: Callable[[], object], every: float, stop: threading.Event, work: Worker, failed: str
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
