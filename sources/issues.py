"""Issue pages: one matter as several meetings took it → one document a meeting."""

import re
from dataclasses import replace

from sources.blocks import Block, Document, tidy

_MEETING = re.compile(
    r"^Meeting:\s*(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*[-–]\s*(?P<panel>.+?)\s*(?:\(\s*Item\s+(?P<number>[^)]+?)\.?\s*\))?$",
    re.IGNORECASE,
)


def split_issue(document: Document) -> list[Document]:
    """The document as item pages, one for each "Meeting: date - panel (Item n)" on it.

    A document without such lines is given back alone, as it is.
    """
    heads = [
        i for i, b in enumerate(document.blocks) if b.role != "row" and _MEETING.match(tidy(b.text))
    ]
    if not heads:
        return [document]
    pages = []
    for start, end in zip(heads, [*heads[1:], len(document.blocks)], strict=True):
        said = _MEETING.match(tidy(document.blocks[start].text))
        assert said is not None
        meta = f"Agenda item for {said['panel']} on day {said['date']}"
        page = (Block("Agenda item", role="heading", level=1), *document.blocks[start + 1 : end])
        pages.append(
            replace(
                document,
                blocks=page,
                meta_title=meta,
                meeting_link=None,
                item_number=said["number"],
            )
        )
    return pages
