"""What a door sends to many: entered before it is sent, so that nothing that quotes the minutes is
unknown, sent once where it is to be sent once, and edited when the minutes are amended or
withdrawn.

How a message is sent, looked for and edited is the door's: it hands in a Carrier or an Editor.
What that tells decides here what is noted, tried again or given up.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from storage import post_receipts, posts
from storage.database import Book
from storage.keys import Key
from storage.outbox import claim_once, release_key
from storage.posts import PendingEdit

__all__ = ["PendingEdit"]

Place = tuple[str, str]  # a channel and the message there
Fate = Literal["arrived", "refused", "unknown"]
Once = Literal["posted", "before", "in hand", "unknown"]

LOOK_BACK = dt.timedelta(days=2)  # from when it is looked for: clocks may have been wrong


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message about to be sent: to which channel and thread, what it holds as the door writes it,
    the ids of the paragraphs that it quotes, and on whose behalf. With `still_there` these must be
    in the minutes when it is sent."""

    channel: str
    payload: Mapping[str, Any]
    quotes: Sequence[str]
    by: str
    thread_ts: str | None = None
    still_there: bool = False


class Carrier(Protocol):
    """How a door sends one message."""

    @property
    def refusal(self) -> type[Exception]:
        """What is raised where the message was certainly not taken."""

    def send(self, name: str | None) -> Place | None:
        """Send it under a name: where it stands, None where nobody knows whether it arrived."""

    def find(self, name: str, since: dt.datetime) -> Place | Literal["absent", "unknown", "closed"]:
        """Look for it by its name: where it stands; "closed" where nobody may ever look there."""


# ---- what has been done already, by this process or another -----------------------------------


def first_time(book: Book, key: Key, now: dt.datetime) -> bool:
    """Claim what a key stands for, such as something that came in. False where that was done
    before: whoever delivers twice changes nothing."""
    return claim_once(book, key, now)


def not_done(book: Book, key: Key) -> None:
    """Give a claim back: what the key stands for was not done after all."""
    release_key(book, key)


# ---- posting ----------------------------------------------------------------------------------


def post_tracked(book: Book, one: Outgoing, carrier: Carrier, now: dt.datetime) -> Place | None:
    """Send a message: where it stands, None where nobody knows whether it arrived. One that quotes
    the minutes is entered first, and kept true from then on.

    Raises the carrier's refusal, and MinutebookError where what it quotes must be still there and
    was withdrawn since it was read.
    """
    if not one.quotes:
        return carrier.send(None)
    return send_entered(book, one, carrier, enter(book, one, now))


def post_once(
    book: Book, key: Key, one: Outgoing, carrier: Carrier, now: dt.datetime, again: bool = False
) -> Once:
    """Send a message once for `key`, however often that is asked: what became of it.

    "posted" now, or as is found now by an earlier try; "before"; "in hand", by another thread or
    process; "unknown" whether it arrived. With `again` what has arrived before is sent anew.
    Raises as `post_tracked` does; then it may be tried again.
    """
    earlier = post_receipts.attempt(book, key, now)
    if earlier and earlier.state == "sending":
        return "in hand"
    if earlier and earlier.state == "arrived":
        if not again:
            return "before"
        release_key(book, key)
    if earlier and earlier.state == "lost":
        outcome = _look_again(book, earlier, one, carrier)
        if outcome != "absent":
            return outcome
    made = post_receipts.begin_once(
        book, key, one.channel, one.payload, one.quotes, one.by, now, one.thread_ts, one.still_there
    )
    if made is None:
        return "in hand"
    try:
        return "posted" if send_entered(book, one, carrier, made.name) else "unknown"
    except carrier.refusal:
        post_receipts.release(book, made, absent=True)
        raise


def post_unseen(
    book: Book, key: Key, one: Outgoing, send: Callable[[], Fate], now: dt.datetime
) -> Once | Literal["refused"]:
    """Send a message once by a way that gives no receipt, and on which it cannot be edited later:
    what became of it. It is entered all the same, so that the secretariat can be told of it."""
    if not claim_once(book, key, now):
        return "before"
    name = enter(book, one, now, "unseen")
    fate = send()
    if fate == "arrived":
        post_receipts.arrived(book, name, one.channel, None)
        return "posted"
    release_key(book, key)
    if fate == "unknown":
        post_receipts.arrived(book, name, one.channel, None)
        return "unknown"
    post_receipts.refused(book, name)
    return "refused"


def note_standing(
    book: Book, one: Outgoing, place: Place, now: dt.datetime, url: str | None = None
) -> None:
    """Enter a message that stands somewhere already, so that it is kept true; with `url` what is
    put there as a preview beneath that address."""
    with book.write():
        name = enter(book, one, now, "preview" if url else "message", url)
        post_receipts.arrived(book, name, *place)


def enter(
    book: Book, one: Outgoing, now: dt.datetime, kind: str = "message", url: str | None = None
) -> str:
    """Enter a message that is about to be sent: the name by which it is known. Raises
    MinutebookError where what it quotes must be still there and is not."""
    return post_receipts.begin(
        book,
        one.channel,
        kind,
        one.payload,
        one.quotes,
        one.by,
        now,
        one.thread_ts,
        url,
        one.still_there,
    )


def send_entered(book: Book, one: Outgoing, carrier: Carrier, name: str) -> Place | None:
    """Send what was entered under this name, and note what came of it: where it stands, None where
    nobody knows whether it arrived. Raises the carrier's refusal."""
    try:
        place = carrier.send(name)
    except carrier.refusal:
        post_receipts.refused(book, name)
        raise
    post_receipts.arrived(book, name, *(place or (one.channel, None)))
    return place


def _look_again(
    book: Book, made: post_receipts.Attempt, one: Outgoing, carrier: Carrier
) -> Literal["posted", "unknown", "absent"]:
    """Whether an earlier try has arrived; where it has not, or that cannot be known by looking, it
    may be posted anew: whoever asks again has looked with their eyes."""
    place = carrier.find(made.name, dt.datetime.fromisoformat(made.since) - LOOK_BACK)
    if place == "unknown":
        return "unknown"
    if place in ("absent", "closed"):
        post_receipts.release(book, made, absent=place == "absent")
        return "absent"
    post_receipts.arrived(book, made.name, *place)
    return "posted"


# ---- edits that are owed to messages which quote amended or withdrawn words -------------------


ARRIVING = dt.timedelta(minutes=2)  # longer than any message is on its way
PAUSE = 2.0  # seconds, after a fault that will pass


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a message stands, and how often it has been edited; None where it does not say so."""

    ts: str
    revision: int | None


class NotEditedError(Exception):
    """A message could not be edited or looked for: for good, for so many seconds, or nobody knows
    whether it was. `why` is the other side's word for the reason."""

    def __init__(
        self, why: str, fate: Literal["for good", "for now", "unknown"], wait: float
    ) -> None:
        """`wait` is in seconds."""
        super().__init__(why)
        self.why, self.fate, self.wait = why, fate, wait


class Editor(Protocol):
    """How a door edits what it has sent. Its functions raise NotEditedError."""

    def redraw(self, edit: PendingEdit) -> Any:
        """What the message is to hold, as the door writes it."""

    def find(self, edit: PendingEdit) -> Standing | None:
        """The message as it stands; None where it is not found or may not be read."""

    def edit(self, edit: PendingEdit, payload: Any) -> None:
        """Put this in the place of what stands there."""


def edit_next(book: Book, by: str, now: Callable[[], dt.datetime], editor: Editor) -> float | None:
    """Edit one message that is owed an edit, claimed for the process `by`: for how many seconds to
    rest before the next. None where no edit is owed.

    An edit that was cut off is looked for before it is made again.
    """
    edit = posts.next_pending(book, by, now())
    if edit is None:
        return None
    payload = editor.redraw(edit)
    try:
        if payload != edit.payload:
            standing = editor.find(edit) if edit.ts is None or edit.tried else None
            if edit.ts is None:
                return _located(book, edit, standing, now())
            if standing is None or standing.revision != edit.revision:
                editor.edit(edit, payload)
    except NotEditedError as error:
        return _not_edited(book, edit, error)
    posts.edited(book, edit, payload)
    return 0.0


def _located(book: Book, edit: PendingEdit, standing: Standing | None, now: dt.datetime) -> float:
    """A message whose receipt was lost is edited in its next turn, or given up."""
    if standing:
        posts.located(book, edit, standing.ts)
        posts.retry_later(book, edit)
        return 0.0
    if now - edit.at < ARRIVING:
        posts.retry_later(book, edit)
        return PAUSE
    posts.mark_unreachable(book, edit, "receipt_lost")
    return 0.0


def _not_edited(book: Book, edit: PendingEdit, error: NotEditedError) -> float:
    """Give up what can never be edited, and give back what can later; what may have been edited
    stays claimed, and is looked for first."""
    if error.fate == "for good":
        posts.mark_unreachable(book, edit, error.why)
        return 0.0
    if error.fate == "for now":
        posts.retry_later(book, edit)
    return error.wait


def release_ended(book: Book, by: str, ended: Callable[[str], bool]) -> None:
    """Take over at once what processes have claimed that were `ended` in the middle, but for `by`
    itself. Of others it is not known that they have ended until their claims are old."""
    for claimant in posts.claimants(book):
        if claimant != by and ended(claimant):
            posts.release_claim(book, claimant)
