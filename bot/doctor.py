"""Checks the settings, the database and Slack, and says how to mend each fault."""

import datetime as dt
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.app import web_client
from bot.routes import SCOPES
from bot.settings import Settings, SettingsError, read_settings
from bot.slack_client import LOST, safe_retries
from commands.book import book_files, kept_copies
from commands.housekeeping import Finding, Kind, look_at_book, next_digest
from commands.request_context import Book, Context
from storage.model import MEMBER

# ---- who else on this machine may read the secrets and the book -------------------------------


_OTHERS = stat.S_IRWXO  # a group may be meant: several clerks at one machine


def look_at_files(settings: Settings, folder: Path) -> Iterator[Finding]:
    """The settings file and the database: readable by nobody but their keepers."""
    trusted = os.environ.get("SSL_CERT_FILE")
    if trusted and not Path(trusted).is_file():
        yield Finding("settings fault", f"SSL_CERT_FILE is {trusted}, which is not there.")
    if os.name != "posix":
        return
    secrets = folder / ".env"
    if secrets.exists() and stat.S_IMODE(secrets.stat().st_mode) & (_OTHERS | stat.S_IRWXG):
        yield Finding(
            "fault",
            f"{secrets} holds the tokens and others on this machine may read it: "
            f"chmod 600 {secrets}",
        )
    for held in (*book_files(settings.db), *kept_copies(settings.db, settings.backups)):
        if held.exists() and stat.S_IMODE(held.stat().st_mode) & _OTHERS:
            yield Finding(
                "note",
                f"{held} holds drafts and what people asked, and everybody on this machine may "
                f"read it: chmod o-rwx {held}",
            )


# ---- Slack: the tokens, the rights, the channel of the digest, who publishes ------------------


REINSTALL = "Paste the output of 'minutebook manifest' into the app's pages and reinstall it."


def look_at_slack(settings: Settings) -> Iterator[Finding]:
    """Asks Slack with each token what it may do."""
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


def look_at_secretariat(settings: Settings) -> Iterator[Finding]:
    """Who may publish."""
    if not settings.secretariat:
        yield Finding(
            "note",
            "Nobody may publish from Slack: name the secretariat's user or group IDs in "
            "MINUTEBOOK_SECRETARIAT.",
        )
        return
    yield Finding("ok", f"The secretariat is {', '.join(sorted(settings.secretariat))}.")


# ---- everything, one after the other ------------------------------------------------------------


_SIGNS = {"ok": ("ok   ", "green"), "note": ("note ", "yellow")}


def run_doctor(deep: bool = False, mend: bool = False) -> int:
    """Print what is well and what is not; the exit status as for every command."""
    kinds = set()
    for finding in examine(os.environ, Path.cwd(), deep, mend):
        sign, colour = _SIGNS.get(finding.kind, ("FAULT", "red"))
        click.echo(f"{click.style(sign, fg=colour)}  {finding.sentence}")
        kinds.add(finding.kind)
    return 2 if "settings fault" in kinds else int("fault" in kinds)


def examine(
    environ: Mapping[str, str], folder: Path, deep: bool = False, mend: bool = False
) -> Iterator[Finding]:
    """Everything that can be looked at, as far as one gets."""
    try:
        settings = read_settings(environ, folder)
    except SettingsError as error:
        yield from (Finding("settings fault", fault) for fault in str(error).splitlines())
        return
    yield Finding("ok", f"Settings are read; times are those of {settings.zone.key}.")
    yield from look_at_files(settings, folder)
    now = dt.datetime.now(dt.UTC)

    def schedule(book: Book) -> Iterator[Finding]:
        asked = Context(book, MEMBER, now, settings.zone)
        return next_digest(asked, settings.digest_channel, settings.digest_time)

    yield from look_at_book(settings.db, now, schedule, deep, mend)
    faults = settings.slack_faults()
    yield from (Finding("settings fault", fault) for fault in faults)
    if not faults:
        yield from look_at_slack(settings)
    yield from look_at_secretariat(settings)
