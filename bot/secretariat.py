"""The secretariat's files: fetched, read, shown to whoever sent them, published on a press."""

import datetime as dt
import logging
from collections.abc import Callable

from slack_sdk.errors import SlackApiError

from bot import slack_client
from bot.files import fetch_file
from bot.handler_context import Body, HandlerContext, Responder, Thread, UnconfirmedError
from bot.payloads import (
    field,
    held_of,
    moment_of,
    number_of,
    part_of,
    selected_value,
    selected_values,
    value_of,
    whole,
    written,
)
from bot.slack_client import Post
from bot.slack_keys import AnnounceKey, FileKey, SecondApprovalKey
from bot.views import as_message, sentence_with, who_may_publish
from bot.views.forms import announce_form, audit_view, later_form, withdraw_form
from bot.views.kit import Message
from commands.announcing import announcement, record_announced
from commands.approval import require_clerk
from commands.documents.history import STEPS, audit
from commands.documents.publication import (
    announced,
    preview,
    published,
    second_approval,
    second_wanted,
)
from commands.fetching import open_fetcher
from commands.ingest import ChangedMeanwhileError
from commands.ingest.doubtful import DoubtfulMeetingError
from commands.ingest.planned import plan_upload
from commands.ingest.publish import Preview, preview_upload, publish_upload, say_of_meeting, stage
from commands.ingest.staged import (
    discard_upload,
    note_preview_place,
    preview_place,
    stage_address,
)
from commands.ingest.staged import (
    publish_draft as publish_found,
)
from commands.ingest_reports import Waiting
from commands.posting import Place
from commands.records import audit_trail, withdraw, withdrawable_meetings
from commands.request_context import Context
from commands.sharing import shared_messages
from storage.model import MinutebookError
from storage.plurals import plural

log = logging.getLogger(__name__)

MOST_FILES = 10
Reply = Callable[[Message], Place | None]  # where it stands, where that is known


def take_files(desk: HandlerContext, event: Body, thread: Thread, private: bool) -> None:
    """New minutes came with a message. What is understood goes to the sender alone."""
    user, channel = event["user"], event["channel"]

    def quietly(message: Message) -> None:
        if slack_client.post_ephemeral(desk.client, channel, user, message) == "unknown":
            raise UnconfirmedError(desk.people.place(channel))

    if not desk.of_secretariat(user, channel):
        (thread.reply if private else quietly)(who_may_publish(sorted(desk.settings.secretariat)))
        return
    reply = thread.reply if private else reply_to_sender(desk, user)
    taken = [_take(desk, event, file["id"], reply) for file in event["files"][:MOST_FILES]]
    if any(taken) and not private:
        quietly(sentence_with("I have sent you in a direct message what I understood of it."))
    if len(event["files"]) > MOST_FILES:
        reply(sentence_with(f"I took the first {MOST_FILES} files. Please send the rest apart."))


def reply_to_sender(desk: HandlerContext, user: str) -> Reply:
    """A reply that goes to one person in a direct message."""
    return lambda message: desk.post(user, message, user)


def _take(desk: HandlerContext, event: Body, file_id: str, reply: Reply) -> bool:
    """Read one file and show what it holds; False where that was done before.

    One file may arrive by several events, and by any of them again.
    """
    if not desk.first_time(FileKey(file_id)):
        return False
    try:
        name, data = fetch_file(desk.client, file_id)
        context = desk.context(event["user"], event["channel"])
        show(context, stage(context, file_id, name, data), reply)
    except MinutebookError as error:
        reply(sentence_with(str(error)))
    return True


def take_address(
    desk: HandlerContext, user: str, channel: str | None, url: str, reply: Reply
) -> None:
    """New minutes stand at an address. Raises MinutebookError where nothing can be read there."""
    if not desk.of_secretariat(user, channel):
        reply(who_may_publish(sorted(desk.settings.secretariat)))
        return
    chosen, context = desk.settings, desk.context(user, channel)
    private = chosen.fetch_private
    with open_fetcher(desk.book, desk.now, chosen.sources, private=private) as fetcher:
        understood = stage_address(context, fetcher, url)
    show(context, understood, reply)


def show(context: Context, understood: Preview, reply: Reply) -> None:
    """Show what was understood, and remember where that stands, so that it can be kept up."""
    sent = reply(as_message(preview(understood)))
    if sent:
        note_preview_place(context, understood.upload_id, *sent)


def show_again(desk: HandlerContext, user: str, upload_id: str) -> None:
    """Put what is understood now in the place of what was shown."""
    context = desk.context(user, None)
    message = as_message(preview(preview_upload(context, upload_id)))
    place = preview_place(context, upload_id)
    if place:
        channel, ts = place
        told = message.payload()
        desk.client.chat_update(channel=channel, ts=ts, text=told["text"], blocks=told["blocks"])
    else:
        desk.post(user, message, user)


def is_secretariat_file(desk: HandlerContext, asker: Responder) -> None:
    """Raises MinutebookError for anybody but the secretariat, or where nobody knows who asks."""
    require_clerk(desk.context(asker.user, asker.channel))


# ---- buttons under a preview ------------------------------------------------------------------


def publish(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Publish* was pressed under a preview."""
    _publish(desk, body, asker)


def publish_backlog(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*As a backlog* was pressed: nobody is told of old news."""
    _publish(desk, body, asker, backlog=True)


def reinstate(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Bring back* was pressed: what was withdrawn is published again."""
    _publish(desk, body, asker, back=True)


def _publish(
    desk: HandlerContext, body: Body, asker: Responder, backlog: bool = False, back: bool = False
) -> None:
    is_secretariat_file(desk, asker)
    upload_id = value_of(body)
    context = desk.context(asker.user, asker.channel)
    try:
        report = publish_upload(context, upload_id, backlog, back)
    except ChangedMeanwhileError:
        asker.reply(as_message(preview(preview_upload(context, upload_id))), replace=True)
        raise
    except DoubtfulMeetingError as doubt:
        asker.reply(as_message(preview(preview_upload(context, upload_id))), replace=True)
        raise MinutebookError(
            f"Nothing was published. {doubt.question} Press the button that says so."
        ) from doubt
    if report.waiting:
        asker.reply(_ask_second(desk, asker, upload_id, report.waiting))
        return
    asker.reply(as_message(published(report, asker.user, announce=not backlog)), replace=True)


def which_meeting(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Another meeting* or *Newer version of meeting 3* was pressed under a preview."""
    is_secretariat_file(desk, asker)
    upload_id, part = part_of(body)
    said = body["actions"][0]["action_id"].partition(".")[2]
    context = desk.context(asker.user, asker.channel)
    say_of_meeting(context, upload_id, part, "another" if said == "another" else whole(said))
    asker.reply(as_message(preview(preview_upload(context, upload_id))), replace=True)


def _ask_second(
    desk: HandlerContext, asker: Responder, upload_id: str, waiting: Waiting
) -> Message:
    """Send the others of the secretariat what waits for their word, once: who was asked."""
    others = desk.clerks(but=asker.user)
    understood = preview_upload(desk.context(asker.user, asker.channel), upload_id)
    message = as_message(second_approval(understood, asker.user))
    keys = {one: SecondApprovalKey(waiting.thing.key(), waiting.mark, one) for one in others}
    asked = [one for one in others if _second(desk, asker, keys[one], message)]
    return as_message(second_wanted(asked))


def publish_draft(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Publish* was pressed under the news that a draft's official minutes were found: that went
    to the whole secretariat, so a second clerk has been asked."""
    is_secretariat_file(desk, asker)
    context = desk.context(asker.user, asker.channel)
    done, report = publish_found(context, number_of(body))
    if done.waiting:
        asker.reply(as_message(second_wanted(desk.clerks(but=asker.user))))
        return
    if not done.changed:
        asker.reply(sentence_with(f"{done.name} was published already."), replace=True)
        return
    asker.reply(as_message(published(report, asker.user, announce=True)), replace=True)


def _second(
    desk: HandlerContext, asker: Responder, key: SecondApprovalKey, message: Message
) -> bool:
    """Whether another clerk has been asked to look at a document, once."""
    try:
        desk.post_once(key, Post(key.clerk, message, asker.user))
    except (SlackApiError, UnconfirmedError) as error:
        log.warning("%s could not be asked to look at a document: %s", key.clerk, error)
        return False
    return True


def discard(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Discard* was pressed: the document is let go of."""
    is_secretariat_file(desk, asker)
    gone = discard_upload(desk.context(asker.user, asker.channel), value_of(body))
    sentence = "Discarded. Nothing was published." if gone else "It was published already."
    asker.reply(sentence_with(sentence), replace=gone)


def open_schedule(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Publish later* was pressed: when, in a form."""
    is_secretariat_file(desk, asker)
    tomorrow = desk.now().astimezone(desk.settings.zone).date() + dt.timedelta(days=1)
    first = dt.datetime.combine(tomorrow, dt.time(9), desk.settings.zone)
    view = later_form(value_of(body), int(first.timestamp()))
    desk.client.views_open(trigger_id=body["trigger_id"], view=view)


def schedule_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """A time was sent."""
    is_secretariat_file(desk, asker)
    upload_id = field(held_of(body), "u", str)
    due = moment_of(body, "when")
    waiting = plan_upload(desk.context(asker.user, None), upload_id, due)
    if waiting:
        return _ask_second(desk, asker, upload_id, waiting)
    return sentence_with(
        f"It is published on {due.astimezone(desk.settings.zone):%A %-d %B %Y at %H:%M}. "
        "Until then Publish publishes it at once, and Discard takes it back."
    )


# ---- telling members --------------------------------------------------------------------------


def open_announce(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Announce* was pressed: what members will read, and where it goes."""
    is_secretariat_file(desk, asker)
    context = desk.context(asker.user, None, private=False)
    told = announcement(context, number_of(body))
    channels = desk.settings.announce or (
        (desk.settings.digest_channel,) if desk.settings.digest_channel else ()
    )
    view = announce_form(told, channels)
    desk.client.views_open(trigger_id=body["trigger_id"], view=view)


def announce_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """The announcement was sent: once to each channel, however often that is."""
    is_secretariat_file(desk, asker)
    meeting_id = field(held_of(body), "m", int)
    context = desk.context(asker.user, None, private=False)
    news = announced(announcement(context, meeting_id), written(body, "cover"))
    message = as_message(news)
    channels = selected_values(body, "channels")
    told = [_announce(desk, asker, meeting_id, channel, message) for channel in channels]
    return sentence_with("\n".join(told))


def _announce(
    desk: HandlerContext, asker: Responder, meeting_id: int, channel: str, message: Message
) -> str:
    """Announce it in one channel: what became of that, in a sentence."""
    place = desk.people.place(channel)
    one = Post(channel, message, asker.user)
    try:
        told = desk.post_once(AnnounceKey(meeting_id, channel), one)
    except SlackApiError as error:
        why = slack_client.advice(error) or f"Slack refused it ({slack_client.code(error)})."
        return f"I could not post in {place}: {why}"
    except UnconfirmedError as error:
        return str(error)
    if told == "before":
        return f"{place[0].upper()}{place[1:]} had it already."
    if told == "in hand":
        return f"It is being announced in {place} just now."
    context = desk.context(asker.user, channel, private=False)
    record_announced(context, meeting_id, channel)
    return f"Announced in {place}."


# The desk's doors on the app's home: withdrawing, and who did what.


def open_withdraw(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Withdraw* was pressed: what, and why."""
    is_secretariat_file(desk, asker)
    view = withdraw_form(withdrawable_meetings(desk.context(asker.user, None)))
    desk.client.views_open(trigger_id=body["trigger_id"], view=view)


def withdraw_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """It is taken back; the messages that quote it are blanked by the clock."""
    is_secretariat_file(desk, asker)
    done = withdraw(
        desk.context(asker.user, None),
        whole(selected_value(body, "meeting")),
        written(body, "reason"),
        written(body, "item") or None,
        written(body, "paragraph") or None,
    )
    count, quoting = plural(done.paragraphs, "paragraph"), ""
    if done.messages:
        said = ("message that quotes it is", "messages that quote it are")
        quoting = f" {plural(done.messages, *said)} being blanked."
    others = f" They stood in {done.elsewhere} more and are gone there too." * bool(done.elsewhere)
    return sentence_with(f"Withdrawn: {done.place} ({count}). The words are gone.{others}{quoting}")


def open_audit(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Audit trail* was pressed."""
    is_secretariat_file(desk, asker)
    context = desk.context(asker.user, None)
    messages = shared_messages(context)
    trail = audit(audit_trail(context, most=STEPS), messages.unreachable, messages.owed)
    view = audit_view(trail)
    desk.client.views_open(trigger_id=body["trigger_id"], view=view)
