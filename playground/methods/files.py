"""files.*: what a file is, and the three steps of putting one up."""

from playground.arguments import Arguments
from playground.installation import Installation
from playground.methods.registry import method
from playground.model import File, Json
from playground.refusals import Refused
from playground.shapes import file_shape


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
