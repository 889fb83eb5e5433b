"""What is known of a meeting besides what its page shows: metadata, and the caller's word."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from sources.addresses import address_of_meeting
from sources.blocks import Document, tidy
from sources.bodies import panel_name
from sources.dates import parse_date
from storage.records import Meeting


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller supplies because the document may not say it."""

    panel: str | None = None
    title: str | None = None
    date: dt.date | None = None
    url: str | None = None
    draft: bool = False


NOTHING_GIVEN = Given()


def with_metadata(
    meeting: Meeting, document: Document, partial: bool, warnings: list[str]
) -> Meeting:
    """What the file's metadata adds; what the page shows wins where they disagree."""
    meta = tidy(document.meta_title or "")
    day = parse_date(meta)
    if meeting.date and day and day != meeting.date:
        warnings.append(
            f"the heading says {_said(meeting.date)}, the page's metadata {_said(day)}: "
            f"the heading is taken"
        )
    panel = _panel_in(meta)
    if (
        panel
        and meeting.panel
        and not partial
        and panel.casefold() not in meeting.panel.casefold()
        and meeting.panel.casefold() not in panel.casefold()
    ):
        warnings.append(
            f"the heading says {meeting.panel}, the page's metadata {panel}: the heading is taken"
        )
    panel = meeting.panel or panel
    return replace(meeting, panel=panel, title=meeting.title or panel, date=meeting.date or day)


def _panel_in(meta: str) -> str | None:
    match = re.match(
        r"meeting of (?:the )?(?P<named>.+?),\s+\w+day\b"
        r"|(?:agenda|printed minutes|minutes|meeting|decisions|draft minutes)[\w "
        r",]*?\s+(?:item\s+)?(?:for|of)\s+(?:the\s+)?(?P<panel>.+?)\s+on\s+\w*day\b",
        meta,
        re.IGNORECASE,
    )
    return panel_name(match["named"] or match["panel"]) if match else None


def with_given(
    meeting: Meeting, given: Given, document: Document, partial: bool, warnings: list[str]
) -> Meeting:
    """What the caller says, which was said on purpose, over what was read."""
    if given.date and meeting.date and given.date != meeting.date:
        warnings.append(
            f"the document says {_said(meeting.date)}: {_said(given.date)} was given and is taken"
        )
    if given.panel and meeting.panel and given.panel.casefold() != meeting.panel.casefold():
        warnings.append(f"the document names {meeting.panel}: {given.panel} was given and is taken")
    panel = given.panel or meeting.panel
    title = given.title or (
        given.panel if given.panel and meeting.title in (None, meeting.panel) else meeting.title
    )
    url = address_of_meeting(given.url, document.meeting_link, partial) if given.url else None
    return replace(
        meeting, panel=panel, title=title or panel, date=given.date or meeting.date, url=url
    )


def _said(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def what_is_missing(meeting: Meeting, partial: bool) -> list[str]:
    """A sentence for each thing that neither the document nor the caller says."""
    missing = [
        f"no {name} found"
        for name, value in (("panel", meeting.panel), ("date", meeting.date))
        if not value
    ]
    return [*missing, "no address found"] if partial and not meeting.url else missing
