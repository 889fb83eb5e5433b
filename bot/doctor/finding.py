"""One thing that was looked at."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["ok", "note", "fault", "settings fault"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. A note is no fault, but good to know."""

    kind: Kind
    sentence: str
