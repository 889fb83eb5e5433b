"""A fence around understanding: a fault in it costs what was to be understood, never the words.

Who speaks, what is promised and until when is told by many rules that meet whatever people write.
Where one of them fails on a paragraph, that paragraph goes in with its words alone; the fault is
logged in full under a reference, and the reference is told to whoever brought the document.
"""

import hashlib
import logging
import sqlite3
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import ParamSpec, TypeVar

from storage.model import Item, Meeting, Mention, Paragraph

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

# An item of a meeting and a paragraph of that item, by index.
Place = tuple[int, int]


def guarded(
    lost: str,
    warnings: list[str],
    instead: T,
    step: Callable[P, T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Do a step of understanding and return what it gives, or `instead` where it fails.

    `lost` says what a failure costs; it goes to the `warnings` with the reference of the fault,
    which is logged in full, both once.
    """
    try:
        return step(*args, **kwargs)
    except sqlite3.Error:  # that the book cannot be read is no fault of understanding
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it costs no document
        warning = f"{lost} (reference {reference_of(error)})"
        if warning not in warnings:
            warnings.append(warning)
            log_fault(error, lost)
        return instead


def log_fault(error: Exception, lost: str) -> str:
    """Log a fault of ours in full, with what it costs, and return its reference."""
    reference = reference_of(error)
    log.error("Fault %s: %s", reference, lost, exc_info=error)
    return reference


def reference_of(error: Exception) -> str:
    """Return the reference of a fault of ours: one for the same fault, so that a preview, the
    document's entry and a second try give the same."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [(PurePath(frame.filename).name, frame.name, frame.lineno) for frame in frames[-3:]]
    return hashlib.sha256(repr((type(error).__name__, places)).encode()).hexdigest()[:6]


class Fence:
    """The fence around one meeting's understanding; `warnings` name what was left out of it."""

    def __init__(self, read: Meeting) -> None:
        self._read = read
        self._bare: set[Place] = set()
        self.warnings: list[str] = []

    def paragraph(
        self, place: Place, instead: T, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do a step for one paragraph. After a fault nothing more of it is understood."""
        if place in self._bare:
            return instead
        faults: list[str] = []
        result = guarded(self._lost(place), faults, instead, step, *args, **kwargs)
        if faults:
            self._bare.add(place)
            self.warnings += faults
        return result

    def whole(
        self, lost: str, instead: T, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do a step for the meeting as a whole; `lost` says what a failure costs."""
        return guarded(lost, self.warnings, instead, step, *args, **kwargs)

    def with_bare(self, understood: Meeting) -> Meeting:
        """The meeting as it was understood, its faulty paragraphs with their words alone."""
        items = tuple(self._item(i, item) for i, item in enumerate(understood.items))
        return replace(understood, items=items) if self._bare else understood

    def _item(self, index: int, item: Item) -> Item:
        read = self._read.items[index].paragraphs
        return replace(
            item,
            paragraphs=tuple(
                _with_words_alone(read[n]) if (index, n) in self._bare else paragraph
                for n, paragraph in enumerate(item.paragraphs)
            ),
        )

    def _lost(self, place: Place) -> str:
        item = self._read.items[place[0]]
        number = item.paragraphs[place[1]].number
        where = f"item {item.number}" if item.number else f"item “{item.title}”"
        which = f"paragraph {number}" if number else f"the {_ordinal(place[1] + 1)} paragraph"
        return f"{which} of {where} was kept with its words alone: it could not be understood"


def _with_words_alone(read: Paragraph) -> Paragraph:
    """A paragraph as it was read, with the speakers that the document itself names."""
    named = read.speakers or ((read.speaker,) if read.speaker else ())
    return replace(read, mentions=tuple(Mention(name, "speaks", 0, 0) for name in named))


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 < number % 100 < 14 else endings.get(number % 10, 'th')}"
