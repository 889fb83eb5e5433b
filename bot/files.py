"""Files that people drop on the bot: fetched from Slack, and from nowhere else."""

from typing import Any

import httpx
from slack_sdk import WebClient

from bot.settings import SLACK_API
from sources.addresses import parts_of
from storage.model import MinutebookError

SLACK_FILES = "files.slack.com"
LARGEST = 50_000_000  # bytes; the longest printed minutes have a tenth of that
TIMEOUT = 60.0  # seconds without a byte

File = dict[str, Any]


def fetch_file(client: WebClient, file_id: str) -> tuple[str, bytes]:
    """The name and bytes of a file in Slack.

    Raises MinutebookError where it cannot be had, and SlackApiError where Slack refuses.
    """
    file: File = client.files_info(file=file_id)["file"]
    name = str(file.get("name") or "the file")
    if file.get("mode") == "tombstone":
        raise MinutebookError("That file has been deleted. Please send it again.")
    if file.get("is_external"):
        raise MinutebookError(f"{name} is kept outside Slack. Please send the file itself.")
    if int(file.get("size") or 0) > LARGEST:
        raise MinutebookError(
            f"{name} has more than {LARGEST // 1_000_000} MB. Send its parts one by one."
        )
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if not _of_slack(url, client.base_url):
        raise MinutebookError(f"{name} is not kept in Slack. Please send the file itself.")
    return name, _download(url, client.token or "", file, name)


def _of_slack(url: str, api_url: str) -> bool:
    """Whether the token may be sent there: to Slack's own file host, or to the host that stands
    in for Slack."""
    parts, api = parts_of(url), parts_of(api_url)
    if api_url != SLACK_API and (parts.scheme, parts.netloc) == (api.scheme, api.netloc):
        return True
    return parts.scheme == "https" and parts.hostname == SLACK_FILES and parts.port in (None, 443)


def _download(url: str, token: str, file: File, name: str) -> bytes:
    headers = {"Authorization": f"Bearer {token}"}
    try:
        with httpx.stream("GET", url, headers=headers, timeout=TIMEOUT) as reply:
            data = _limited(reply, name)
            kind = reply.headers.get("content-type", "")
            status = reply.status_code
    except httpx.HTTPError as error:
        raise MinutebookError(
            f"{name} could not be fetched from Slack. Please send it again."
        ) from error
    if status != 200 or _sign_in_page(data, kind, file):
        raise MinutebookError(
            f"Slack did not let me read {name}. My Slack app needs the right files:read; whoever "
            "runs me can reinstall it with the output of 'minutebook manifest'."
        )
    return data


def _limited(reply: httpx.Response, name: str) -> bytes:
    data = bytearray()
    for chunk in reply.iter_bytes():
        data += chunk
        if len(data) > LARGEST:
            raise MinutebookError(f"{name} is larger than Slack said. Please send it again.")
    return bytes(data)


def _sign_in_page(data: bytes, kind: str, file: File) -> bool:
    """Without the right token Slack answers 200 and a page to sign in at."""
    size = file.get("size")
    return kind.startswith("text/html") and (
        len(data) != size if size else "html" not in str(file.get("mimetype"))
    )
