"""The secretariat's files: fetched, read, shown to whoever sent them, published on a press."""

import hashlib
from collections.abc import Callable

from bot import delivery
from bot.blocks import Message
from bot.blocks.lists import sentence_with
from bot.blocks.preview import preview, published, who_may
from bot.desk import Asker, Body, Desk, Thread
from bot.files import fetch_file
from commands.fetching import fetch_source, open_fetcher
from commands.publish import publish_upload, stage
from storage.errors import MinutebookError

MOST_FILES = 10


def take_files(desk: Desk, event: Body, thread: Thread, private: bool) -> None:
    """New minutes came with a message. What is understood goes to the sender alone."""
    user, channel = event["user"], event["channel"]

    def quietly(message: Message) -> None:
        delivery.whisper(desk.client, channel, user, message)

    if not desk.of_secretariat(user, channel):
        (thread.reply if private else quietly)(who_may(sorted(desk.settings.secretariat)))
        return
    reply = thread.reply if private else to_sender(desk, user)
    taken = [_take(desk, event, file["id"], reply) for file in event["files"][:MOST_FILES]]
    if any(taken) and not private:
        quietly(sentence_with("I have sent you in a direct message what I understood of it."))
    if len(event["files"]) > MOST_FILES:
        reply(sentence_with(f"I took the first {MOST_FILES} files. Please send the rest apart."))


def to_sender(desk: Desk, user: str) -> Callable[[Message], None]:
    """A reply that goes to one person in a direct message."""

    def reply(message: Message) -> None:
        delivery.post(desk.client, user, message)

    return reply


def _take(desk: Desk, event: Body, file_id: str, reply: Callable[[Message], None]) -> bool:
    """Read one file and show what it holds; False where that was done before.

    One file may arrive by several events, and by any of them again.
    """
    if not desk.first_time(f"file:{file_id}"):
        return False
    try:
        name, data = fetch_file(desk.client, file_id)
        context = desk.context(event["user"], event["channel"])
        reply(preview(stage(context, file_id, name, data)))
    except MinutebookError as error:
        reply(sentence_with(str(error)))
    return True


def take_address(
    desk: Desk, user: str, channel: str | None, url: str, reply: Callable[[Message], None]
) -> None:
    """New minutes stand at an address. Raises MinutebookError where nothing can be read there."""
    if not desk.of_secretariat(user, channel):
        reply(who_may(sorted(desk.settings.secretariat)))
        return
    private = desk.settings.fetch_private
    with open_fetcher(desk.book, desk.now, desk.settings.sources, private=private) as fetcher:
        data, name, given = fetch_source(fetcher, url)
    upload_id = "A" + hashlib.sha256(url.encode() + data).hexdigest()[:24]
    context = desk.context(user, channel)
    reply(preview(stage(context, upload_id, name, data, given)))


def publish(desk: Desk, body: Body, asker: Asker) -> None:
    """*Publish* was pressed under a preview."""
    if not desk.of_secretariat(asker.user, asker.channel):
        raise MinutebookError("Only the secretariat may publish minutes.")
    upload_id = str(body["actions"][0]["value"])
    report = publish_upload(desk.context(asker.user, asker.channel), upload_id)
    asker.reply(published(report, asker.user), replace=True)
