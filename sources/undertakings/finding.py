"""What a rule has found, before it is bound to words and a day."""

from typing import NamedTuple

from storage.records import ActionKind


class Finding(NamedTuple):
    """Something promised, asked for or decided at `text[start:end]` of a paragraph."""

    kind: ActionKind
    start: int
    end: int
    owner: str | None = None
    procedural: bool = False
    certain: bool = True
