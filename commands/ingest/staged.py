"""A document between its preview and its publishing: handed in by its address, where it is shown,
letting go of it, and what is told once it is published."""

import hashlib

from commands.approval import require_clerk
from commands.fetching import fetch_source
from commands.ingest.publish import Preview, Published, publish, stage
from commands.ingest_reports import Added, AddReport
from commands.request_context import Context
from sources.fetch import Fetcher
from storage import uploads
from storage.meetings import meeting_row
from storage.model import KEEPER


def stage_address(context: Context, fetcher: Fetcher, url: str) -> Preview:
    """Keep the document at an address for publishing and tell what it holds. The same words there
    are the same document, however often they are handed in. Raises MinutebookError where nothing
    can be read there."""
    require_clerk(context)
    data, name, given = fetch_source(fetcher, url)
    upload_id = "A" + hashlib.sha256(url.encode() + data).hexdigest()[:24]
    return stage(context, upload_id, name, data, given)


def note_preview_place(context: Context, upload_id: str, channel: str, ts: str) -> None:
    """Remember where the preview of a document stands, so that it can be kept up."""
    uploads.note_shown(context.book, upload_id, channel, ts)


def preview_place(context: Context, upload_id: str) -> tuple[str, str] | None:
    """Tell in which channel and message a preview stands; None where that is not known."""
    shown = uploads.shown(context.book, upload_id)
    return (shown.channel, shown.message_ts) if shown.channel and shown.message_ts else None


def discard_upload(context: Context, upload_id: str) -> bool:
    """Let go of a document with its corrections. False where it is published or gone."""
    require_clerk(context)
    return uploads.discard(context.book, upload_id)


def publish_draft(context: Context, meeting_id: int) -> tuple[Published, AddReport]:
    """Publish the draft of a meeting whose official minutes were found: what came of it, and the
    meeting as one that was added. Raises MinutebookError where it is not held."""
    done = publish(context, meeting_id)
    row = meeting_row(context.book, KEEPER, meeting_id)
    return done, AddReport((Added(row.name, "added", row, 0),))
