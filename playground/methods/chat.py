"""chat.*: saying, changing and taking back."""

from dataclasses import replace
from typing import Any

from playground.checked import checked_blocks
from playground.installation import Installation
from playground.interactions import file_shape, message_shape
from playground.methods.registry import method
from playground.model import Channel, File, Json, Message
from playground.state import Arguments, Refused


@method("chat.postMessage", "chat:write")
def post_message(here: Installation, arguments: Arguments) -> Json:
    """Posts a message in a channel, a thread or (by a user's id) a direct message."""
    channel = _writable(here, arguments)
    thread = arguments.text("thread_ts") or None
    if thread and here.workspace.message(channel.id, thread) is None:
        raise Refused("thread_not_found")
    message = here.workspace.post(
        channel.id,
        here.app.bot_user,
        arguments.text("text"),
        blocks=_blocks(here, "chat.postMessage", arguments),
        thread_ts=thread,
        metadata=_metadata(arguments),
        reply_broadcast=arguments.flag("reply_broadcast"),
    )
    return {"channel": channel.id, "ts": message.ts, "message": message_shape(here, message)}


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(here: Installation, arguments: Arguments) -> Json:
    """Shows a message to one member of a channel."""
    channel = _writable(here, arguments)
    user = arguments.needed("user")
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    message = here.workspace.post(
        channel.id,
        here.app.bot_user,
        arguments.text("text"),
        blocks=_blocks(here, "chat.postEphemeral", arguments),
        thread_ts=arguments.text("thread_ts") or None,
        only_for=user,
    )
    return {"message_ts": message.ts}


@method("chat.update", "chat:write")
def update(here: Installation, arguments: Arguments) -> Json:
    """Changes a message of the bot's; blocks that are not given stay."""
    channel = here.channel(arguments.needed("channel"))
    message = _own(here, channel, arguments.needed("ts"), "cant_update_message")
    fields: dict[str, Any] = {}
    if arguments.has("blocks"):
        fields["blocks"] = _blocks(here, "chat.update", arguments)
    elif not arguments.text("text"):
        raise Refused("no_text")
    if arguments.has("metadata"):
        fields["metadata"] = _metadata(arguments)
    changed = here.workspace.change(message, text=arguments.text("text"), **fields)
    return {"channel": channel.id, "ts": changed.ts, "text": changed.text}


@method("chat.delete", "chat:write")
def delete(here: Installation, arguments: Arguments) -> Json:
    """Takes back a message of the bot's."""
    channel = here.channel(arguments.needed("channel"))
    message = _own(here, channel, arguments.needed("ts"), "cant_delete_message")
    here.workspace.remove(message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
def permalink(here: Installation, arguments: Arguments) -> Json:
    """The address of a message."""
    channel = here.channel(arguments.needed("channel"))
    ts = arguments.needed("message_ts")
    if here.workspace.message(channel.id, ts) is None:
        raise Refused("message_not_found")
    address = f"{here.base_url}/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": address}


@method("chat.unfurl", "links:write")
def unfurl(here: Installation, arguments: Arguments) -> Json:
    """Shows previews under a message for links that stand in it."""
    unfurls = arguments.structure("unfurls", "cannot_parse_attachment")
    if not isinstance(unfurls, dict) or not unfurls:
        raise Refused("missing_unfurls")
    for url, preview in unfurls.items():
        checked_blocks(here, "chat.unfurl", f"preview of {url}", preview.get("blocks"))
    if arguments.has("unfurl_id"):
        return {}  # a preview in the composer belongs to no message yet
    message = here.workspace.message(arguments.needed("channel"), arguments.needed("ts"))
    if message is None:
        raise Refused("cannot_find_message")
    missing = [url for url in unfurls if url not in message.text]
    if missing:
        here.violated(f"chat.unfurl: {missing[0]} is not in the message, to the letter")
        raise Refused("cannot_unfurl_url")
    here.workspace.keep(replace(message, unfurls={**message.unfurls, **unfurls}))
    return {}


def _writable(here: Installation, arguments: Arguments) -> Channel:
    channel = here.channel(arguments.needed("channel"))
    if channel.is_archived:
        raise Refused("is_archived")
    anyway = channel.kind == "public" and "chat:write.public" in here.app.scopes
    if not here.is_member(channel) and not anyway:
        raise Refused("not_in_channel")
    return channel


def _own(here: Installation, channel: Channel, ts: str, error: str) -> Message:
    message = here.workspace.message(channel.id, ts)
    if message is None or message.only_for:
        raise Refused("message_not_found")
    if message.user != here.app.bot_user:
        raise Refused(error)
    return message


def _blocks(here: Installation, where: str, arguments: Arguments) -> tuple[Json, ...]:
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    return checked_blocks(here, where, arguments.text("text") or None, blocks)


def _metadata(arguments: Arguments) -> Json | None:
    held = arguments.structure("metadata", "metadata_must_be_sent_as_json")
    if held is None:
        return None
    payload = held.get("event_payload") if isinstance(held, dict) else None
    if not isinstance(payload, dict) or not held.get("event_type"):
        raise Refused("invalid_metadata_format")
    return {"event_type": held["event_type"], "event_payload": payload}


# ---- assistant.threads.*: suggested prompts and the status line -------------------------------


PROMPTS = 4
LOADING_MESSAGES = 10


@method("assistant.threads.setSuggestedPrompts", "assistant:write")
def set_suggested_prompts(here: Installation, arguments: Arguments) -> Json:
    """Shows up to four prompts in a direct message."""
    channel = here.channel(arguments.needed("channel_id"))
    prompts = arguments.structure("prompts", "invalid_arguments") or []
    whole = all(one.get("title") and one.get("message") for one in prompts)
    if not 1 <= len(prompts) <= PROMPTS or not whole:
        here.violated("assistant.threads.setSuggestedPrompts: 1 to 4 prompts, title and message")
        raise Refused("invalid_arguments")
    here.workspace.prompts[channel.id] = prompts
    here.workspace.tell()
    return {}


@method("assistant.threads.setStatus", "chat:write", "assistant:write")
def set_status(here: Installation, arguments: Arguments) -> Json:
    """Shows what the app is doing under a thread."""
    here.channel(arguments.needed("channel_id"))
    arguments.needed("thread_ts")
    if len(arguments.structure("loading_messages", "invalid_arguments") or []) > LOADING_MESSAGES:
        raise Refused("invalid_arguments")
    return {}


# ---- files.*: what a file is, and the three steps of putting one up ---------------------------


@method("files.info", "files:read")
def info(here: Installation, arguments: Arguments) -> Json:
    """One file."""
    file = here.workspace.files.get(arguments.needed("file"))
    if file is None:
        raise Refused("file_not_found")
    if file.mode == "tombstone":
        raise Refused("file_deleted")
    return {"file": file_shape(here, file), "comments": []}


@method("files.getUploadURLExternal", "files:write")
def upload_url(here: Installation, arguments: Arguments) -> Json:
    """An address to send the bytes to."""
    length = arguments.number("length", 0, 10**9)
    if not length:
        raise Refused("invalid_arguments", ["[ERROR] missing required field: length"])
    file_id = here.workspace.new_id("F")
    here.uploads[file_id] = (arguments.needed("filename"), length, None)
    return {"upload_url": f"{here.base_url}/upload/{file_id}", "file_id": file_id}


@method("files.completeUploadExternal", "files:write")
def complete_upload(here: Installation, arguments: Arguments) -> Json:
    """Makes files of what was sent, and shares them where asked."""
    listed = arguments.structure("files", "invalid_arguments") or []
    files = tuple(_finished(here, one) for one in listed)
    if arguments.has("channel_id"):
        channel = here.channel(arguments.needed("channel_id"))
        if not here.is_member(channel):
            raise Refused("not_in_channel")
        here.workspace.post(
            channel.id,
            here.app.bot_user,
            arguments.text("initial_comment"),
            files=files,
            thread_ts=arguments.text("thread_ts") or None,
            subtype="file_share",
        )
    return {"files": [file_shape(here, file) for file in files]}


def _finished(here: Installation, listed: Json) -> File:
    name, length, content = here.uploads.pop(listed.get("id", ""), ("", 0, None))
    if content is None:
        raise Refused("file_not_found")
    if len(content) != length:
        here.violated(f"files.completeUploadExternal: {name} was announced with another length")
    return here.workspace.add_file(
        File(
            listed["id"],
            name,
            here.app.bot_user,
            int(here.clock.now()),
            content,
            len(content),
            title=listed.get("title") or name,
        )
    )
