"""A meeting as a line of the interchange format, which `add` reads and `export` writes."""

import datetime as dt
from typing import Annotated, Self

from msgspec import UNSET, Meta, UnsetType

from commands.json.record import Address, Json, ParagraphId, encode
from storage import model
from storage.model import ParagraphKind, Presence, Status


class Attendee(Json):
    """Somebody whom the minutes list."""

    name: str
    role: str | None
    body: Annotated[str | None, Meta(description="Whom they represent.")]
    presence: Presence


class Paragraph(Json):
    """A paragraph, word for word."""

    id: ParagraphId | None
    number: str | None
    text: str
    kind: ParagraphKind
    speaker: Annotated[str | None, Meta(description="Whom the source itself names as speaking.")]
    speakers: Annotated[
        tuple[str, ...] | None, Meta(description="Who was found speaking, in order of speech.")
    ]
    heads: Annotated[
        tuple[str, ...] | UnsetType,
        Meta(description="Of the columns that “|” parts in a table's row."),
    ] = UNSET

    @classmethod
    def of(cls, row: model.Paragraph, **computed: object) -> Self:
        """Return a paragraph of the interchange format; only a row of a table has heads."""
        return super().of(row, **{"heads": row.heads or UNSET, **computed})


class Item(Json):
    """An agenda item and its paragraphs."""

    number: str | None
    title: str
    url: Address
    exempt: Annotated[bool, Meta(description="Taken in private: for the secretariat alone.")]
    paragraphs: tuple[Paragraph, ...]

    @classmethod
    def of(cls, row: model.Item, **computed: object) -> Self:
        """Return an item of the interchange format."""
        return super().of(row, paragraphs=Paragraph.each(row.paragraphs), **computed)


class InterchangeMeeting(Json):
    """The minutes of a meeting, as `minutebook export` writes and `add` reads them."""

    panel: str | None
    title: str | None
    date: dt.date | None
    time: str | None
    kind: str | None
    place: str | None
    url: Address
    status: Status
    next_meeting: dt.date | None
    attendance: tuple[Attendee, ...]
    items: tuple[Item, ...]
    whole: Annotated[
        bool | UnsetType, Meta(description="False where these are only some of its items.")
    ] = UNSET

    @classmethod
    def of(cls, row: model.Meeting, **computed: object) -> Self:
        """Return a meeting of the interchange format."""
        return super().of(
            row,
            attendance=Attendee.each(row.attendance),
            items=Item.each(row.items),
            whole=UNSET if row.whole else False,
            **computed,
        )


def interchange(meeting: model.Meeting) -> str:
    """One meeting as a line of the format that `add` reads."""
    return encode(InterchangeMeeting.of(meeting))
