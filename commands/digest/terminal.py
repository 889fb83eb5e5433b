"""The digest of a day as it would go, for the terminal and for whoever asks: nothing is marked."""

import datetime as dt
from dataclasses import replace

from commands.digest.gather import FIRST, Reader, gather
from commands.digest.tell import told_as
from commands.model import Context, DigestAnswer, ShowDigest
from storage.channels import panel_of
from storage.publications import last_publication
from storage.records import MEMBER
from storage.subscriptions import Subscription, subscription


def show_digest(context: Context, request: ShowDigest) -> DigestAnswer:
    """What would go on a day: to a destination where one is named, else to one that has had none
    before, which looks back 24 hours."""
    day = request.day or context.today
    end = min(context.now, dt.datetime.combine(day, dt.time.max, context.zone))
    held = subscription(context.book, request.to) if request.to else None
    if held is None:
        start = last_publication(context.book, end - FIRST)
        held = Subscription(request.to or "", "daily", seen=start)
    panel = panel_of(context.book, held.destination)
    reader = Reader(replace(held, last_day=None), MEMBER, panel)
    one = gather(replace(context, now=end), reader, day, last_publication(context.book, end))
    met: dict[str, list[int]] = {}
    for hit in one.hits:
        met.setdefault(hit.paragraph_id, []).append(hit.search_id)
    return told_as(replace(context, viewer=MEMBER), day, one.things, met)
