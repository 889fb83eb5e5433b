"""Checks the settings, the database and Slack, and says how to mend each fault."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.app import web_client
from bot.delivery import LOST, safe_retries
from bot.routes import SCOPES
from bot.settings import Settings, SettingsError, read_settings
from storage.database import Book
from storage.errors import MinutebookError
from storage.minutes import meeting_rows
from storage.records import KEEPER

Kind = Literal["ok", "note", "fault", "settings fault"]
REINSTALL = "Paste the output of 'minutebook manifest' into the app's pages and reinstall it."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. A note is no fault, but good to know."""

    kind: Kind
    sentence: str


def run_doctor() -> int:
    """Print what is well and what is not; the exit status as for every command."""
    findings = list(examine(os.environ, Path.cwd()))
    for finding in findings:
        sign = {"ok": "ok   ", "note": "note "}.get(finding.kind, "FAULT")
        print(f"{sign}  {finding.sentence}", file=sys.stdout)
    kinds = {finding.kind for finding in findings}
    return 2 if "settings fault" in kinds else int("fault" in kinds)


def examine(environ: Mapping[str, str], folder: Path) -> Iterator[Finding]:
    """Everything that can be looked at, as far as one gets."""
    try:
        settings = read_settings(environ, folder)
    except SettingsError as error:
        yield from (Finding("settings fault", fault) for fault in str(error).splitlines())
        return
    yield Finding("ok", f"Settings are read; times are those of {settings.zone.key}.")
    yield from _database(settings)
    faults = settings.slack_faults()
    yield from (Finding("settings fault", fault) for fault in faults)
    if not faults:
        yield from _slack(settings)
    yield from _secretariat(settings)


def _database(settings: Settings) -> Iterator[Finding]:
    if not settings.db.exists():
        if settings.db.parent.is_dir():
            yield Finding("note", f"{settings.db} is not there yet: 'minutebook add' makes it.")
        else:
            yield Finding(
                "settings fault",
                f"MINUTEBOOK_DB is {settings.db}, whose folder does not exist: make it, or name "
                "another file.",
            )
        return
    try:
        book = Book(settings.db)
        held = meeting_rows(book, KEEPER)
        book.close()
    except MinutebookError as error:
        yield Finding("fault", str(error))
        return
    drafts = sum(meeting.status == "draft" for meeting in held)
    yield Finding("ok", f"The database holds {len(held)} meetings, {drafts} of them drafts.")


# ---- Slack ------------------------------------------------------------------------------------


def _slack(settings: Settings) -> Iterator[Finding]:
    client = web_client(settings, safe_retries())
    yield from _asking(lambda: _bot_token(client), "SLACK_BOT_TOKEN")
    if settings.mode == "socket":
        token = settings.app_token or ""
        yield from _asking(lambda: _app_token(client, token), "SLACK_APP_TOKEN")
    if settings.digest_channel:
        yield from _asking(lambda: _channel(client, settings), "MINUTEBOOK_DIGEST_CHANNEL")
    else:
        yield Finding("note", "No digest is sent: MINUTEBOOK_DIGEST_CHANNEL is not set.")


def _asking(ask: Callable[[], list[Finding]], named: str) -> list[Finding]:
    """What asking Slack found; a refusal is a fault of the setting named."""
    try:
        return ask()
    except SlackApiError as error:
        return [Finding("settings fault", _refused(named, str(error.response.get("error"))))]
    except LOST as error:
        return [Finding("fault", f"Slack cannot be reached: {error}. Check the network.")]


def _refused(named: str, code: str) -> str:
    if named == "MINUTEBOOK_DIGEST_CHANNEL":
        return {
            "channel_not_found": f"{named} names no channel that I can see: give its ID (C…), "
            "and invite me there with /invite.",
            "not_in_channel": f"I am not in the channel of {named}: invite me with /invite.",
        }.get(code, f"Slack refuses {named} ({code}).")
    return f"Slack refuses {named} ({code}): copy it again from the app's pages."


def _bot_token(client: WebClient) -> list[Finding]:
    told = client.auth_test()
    granted = {name.casefold(): value for name, value in told.headers.items()}
    held = {scope.strip() for scope in str(granted.get("x-oauth-scopes", "")).split(",")}
    found = [Finding("ok", f"Signed in to {told.get('team') or 'Slack'} as {told.get('user')}.")]
    for scope in SCOPES:
        if scope.name not in held:
            kind: Kind = "note" if scope.optional else "fault"
            lacking = f"The app lacks the right {scope.name}, {scope.why}. {REINSTALL}"
            found.append(Finding(kind, lacking))
    return found if len(found) > 1 else [*found, Finding("ok", "The app has every right it uses.")]


def _app_token(client: WebClient, token: str) -> list[Finding]:
    client.apps_connections_open(app_token=token)
    return [Finding("ok", "Socket Mode is open to the app.")]


def _channel(client: WebClient, settings: Settings) -> list[Finding]:
    at = f"{settings.digest_time:%H:%M}"
    try:
        client.conversations_history(channel=settings.digest_channel or "", limit=1)
    except SlackApiError as error:
        if error.response.get("error") != "missing_scope":
            raise
        return [
            Finding(
                "note",
                f"The digest goes to {settings.digest_channel} at {at}, but I may not read there: "
                "if a receipt is lost I cannot see whether it arrived, and will wait.",
            )
        ]
    return [Finding("ok", f"The digest goes to {settings.digest_channel} at {at}.")]


def _secretariat(settings: Settings) -> Iterator[Finding]:
    if not settings.secretariat:
        yield Finding(
            "note",
            "Nobody may publish from Slack: name the secretariat's user or group IDs in "
            "MINUTEBOOK_SECRETARIAT.",
        )
        return
    yield Finding("ok", f"The secretariat is {', '.join(sorted(settings.secretariat))}.")
