"""The closest address to a paragraph: its page, its item's anchor, and its text fragment."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace

from commands.request_context import Context
from sources.addresses import parts_of
from storage.database import Book
from storage.meetings import meeting_rows, paragraphs_by_id
from storage.model import MEMBER, ActionRow, ActionSource, ParagraphRow


def paragraph_url(row: ParagraphRow) -> str | None:
    """Give the closest address of a paragraph: its item's where that is known, else its meeting's,
    with the words that are proven to stand there only once. None where its minutes have none."""
    url = row.item_url or row.meeting.url
    if not url or not row.fragment:
        return url or None
    return f"{url}{'' if '#' in url else '#'}:~:{row.fragment}"


# ---- which paragraphs an answer quotes, whatever kind of answer it is -------------------------


def cited_paragraph_ids(value: object) -> tuple[str, ...]:
    """The ids of all paragraphs whose words stand somewhere in a value."""
    return tuple(dict.fromkeys(_ids(value)))


def _ids(value: object) -> Iterator[str]:
    if isinstance(value, ParagraphRow):
        yield value.id
        yield from (one.paragraph_id for one in value.meeting.corrections)
    elif isinstance(value, (ActionRow, ActionSource)):
        yield value.paragraph_id
        yield from _ids(getattr(value, "sources", ()))
        if about := getattr(value, "about_paragraph_id", None):
            yield about
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _ids(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _ids(getattr(value, field.name))


# ---- the closest address to each entry's words ------------------------------------------------


def linked_meeting(context: Context, actions: Sequence[ActionRow]) -> tuple[ActionRow, ...]:
    """The same entries, each with the address of its paragraph; that of its meeting where the
    paragraph is gone, none where the minutes have none."""
    wanted = sorted({action.paragraph_id for action in actions if action.url})
    rows = paragraphs_by_id(context.book, context.viewer, wanted)
    urls = {row.id: paragraph_url(row) for row in rows}
    return tuple(
        replace(action, url=urls.get(action.paragraph_id) or action.url) for action in actions
    )


def linked_hosts(book: Book, watched: Sequence[str]) -> list[str]:
    """List the hosts to which links of published minutes lead, and those of the pages that are
    `watched`; those with most meetings first."""
    addresses = [*watched, *(meeting.url for meeting in meeting_rows(book, MEMBER))]
    hosts = [parts_of(address).hostname for address in addresses if address]
    counted = {host: hosts.count(host) for host in hosts if host}
    return sorted(counted, key=lambda host: (-counted[host], host))
