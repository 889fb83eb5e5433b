"""Slack: the tokens, the rights, the channel of the digest, who publishes."""

from collections.abc import Callable, Iterator

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.app import web_client
from bot.delivery import LOST, safe_retries
from bot.doctor.finding import Finding, Kind
from bot.routes import SCOPES
from bot.settings import Settings

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
