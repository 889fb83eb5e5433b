"""Which paragraphs an answer quotes, whatever kind of answer it is."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from storage.records import ActionRow, ActionSource, ParagraphRow


def quoted(value: object) -> tuple[str, ...]:
    """The ids of all paragraphs whose words stand somewhere in a value."""
    return tuple(dict.fromkeys(_ids(value)))


def _ids(value: object) -> Iterator[str]:
    if isinstance(value, ParagraphRow):
        yield value.id
        yield from (one.paragraph_id for one in value.meeting.corrections)
    elif isinstance(value, (ActionRow, ActionSource)):
        yield value.paragraph_id
        yield from _ids(getattr(value, "sources", ()))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _ids(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _ids(getattr(value, field.name))
