"""The closest address to a paragraph: its page, its item's anchor, and its text fragment."""

from storage.records import ParagraphRow


def paragraph_url(row: ParagraphRow) -> str | None:
    """Give the closest address of a paragraph: its item's where that is known, else its meeting's,
    with the words that are proven to stand there only once. None where its minutes have none."""
    url = row.item_url or row.meeting.url
    if not url or not row.fragment:
        return url or None
    return f"{url}{'' if '#' in url else '#'}:~:{row.fragment}"
