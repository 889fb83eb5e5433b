"""What a rule has found, before it is bound to words and a day."""

from typing import NamedTuple

from storage.records import ActionKind


class Finding(NamedTuple):
    """Something promised, asked for or decided at `text[start:end]` of a paragraph.

    A `complete` decision leaves nothing to do once it is taken. An `echo` says only that what
    stands before it will be done: "she would do so by Friday".
    """

    kind: ActionKind
    start: int
    end: int
    owner: str | None = None
    complete: bool = False
    certain: bool = True
    echo: bool = False
