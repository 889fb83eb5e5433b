"""Two meetings of one panel on one day: what is asked where nobody can tell whether minutes are of
another meeting or a newer version of those that are held, and what is said where that is plain."""

from collections.abc import Sequence
from typing import Literal

from storage.database import Book
from storage.meetings import meeting_name, meeting_time
from storage.model import MinutebookError

Choice = int | Literal["another"]  # the held meeting that minutes are of, or none of them


class DoubtfulMeetingError(MinutebookError):
    """Minutes that may be of another meeting than those held. `question` asks which, `perhaps`
    are the meetings whose newer version they may be."""

    def __init__(self, book: Book, perhaps: Sequence[int]) -> None:
        self.perhaps = tuple(perhaps)
        self.question = question_of(book, perhaps)
        number = str(perhaps[0]) if len(perhaps) == 1 else "and the number of one of them"
        super().__init__(
            f"Nothing was entered. {self.question} Add it again with --another, or with "
            f"--replaces {number}."
        )


def question_of(book: Book, perhaps: Sequence[int]) -> str:
    """Ask whether minutes are of another meeting than these."""
    named = " or of ".join(_named(book, meeting) for meeting in perhaps)
    return f"Is this another meeting, or a newer version of {named}?"


def told_beside(book: Book, beside: Sequence[int]) -> tuple[str, ...]:
    """What minutes are told apart from: the other meetings of that panel and day."""
    if not beside:
        return ()
    named = " and ".join(_named(book, meeting) for meeting in beside)
    return (f"taken for another meeting than {named}",)


def _named(book: Book, meeting_id: int) -> str:
    time = meeting_time(book, meeting_id)
    return f"{meeting_name(book, meeting_id)}{f' at {time}' if time else ''} (meeting {meeting_id})"
