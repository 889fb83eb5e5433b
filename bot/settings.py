"""The environment and `.env` into one frozen value. Every fault is told, all at once."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from bot import setting_values as values
from storage.errors import MinutebookError

T = TypeVar("T")

SLACK_API = "https://slack.com/api/"
MODEL_PACKAGES = ("numpy", "onnxruntime", "tokenizers")
NETWORK = ("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SSL_CERT_FILE")


class SettingsError(MinutebookError):
    """Settings that cannot be used: a sentence for each."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this Minutebook is set up. Tokens are kept out of its printed form."""

    db: Path
    zone: ZoneInfo
    secretariat: frozenset[str]
    digest_channel: str | None
    digest_time: dt.time
    uncertain: Literal["wait", "again"]
    sources: tuple[str, ...]
    mode: Literal["socket", "http"]
    http: tuple[str, int]
    external: Literal["answer", "silent"]
    approval: bool
    announce: tuple[str, ...]
    model: Path | None
    fetch_private: bool
    backups: Path | None
    backups_kept: int
    questions_kept: dt.timedelta
    log: Literal["text", "json"]
    metrics: tuple[str, int] | None
    slack_api_url: str
    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)

    def slack_faults(self) -> tuple[str, ...]:
        """What keeps the bot from connecting to Slack, a sentence each; empty when nothing."""
        tokens = {"SLACK_BOT_TOKEN": self.bot_token}
        if self.mode == "socket":
            tokens["SLACK_APP_TOKEN"] = self.app_token
        missing = [name for name, token in tokens.items() if not token]
        faults = []
        if missing:
            is_, s = ("is", "") if len(missing) == 1 else ("are", "s")
            faults.append(
                f"{' and '.join(missing)} {is_} not set: put the token{s} of your Slack app into "
                "the environment or into .env ('minutebook init' asks for all that is needed and "
                "leads to the app)."
            )
        for name, start in (("SLACK_BOT_TOKEN", "xoxb-"), ("SLACK_APP_TOKEN", "xapp-")):
            token = tokens.get(name)
            if token and not token.startswith(start):
                faults.append(f"{name} must begin with {start}: another kind of token was given.")
        if self.mode == "http" and not self.signing_secret:
            faults.append(
                "SLACK_SIGNING_SECRET is not set: without it anybody could speak as Slack. It "
                "stands under 'Basic Information' on the app's pages."
            )
        return tuple(faults)


def read_settings(environ: Mapping[str, str], folder: Path) -> Settings:
    """The settings in `environ`, and in the `.env` of `folder` for what is not there.

    Raises SettingsError with a sentence for every value that cannot be used.
    """
    told = {**_dot_env(folder / ".env"), **environ}
    reader = _Reader({name: value.strip() for name, value in told.items() if value.strip()})
    db = folder / Path(reader.text("MINUTEBOOK_DB", "minutebook.db")).expanduser()
    settings = Settings(
        db=db,
        zone=reader.read("MINUTEBOOK_TIMEZONE", "Europe/London", values.zone),
        secretariat=frozenset(reader.read("MINUTEBOOK_SECRETARIAT", "", values.slack_people)),
        digest_channel=reader.optional("MINUTEBOOK_DIGEST_CHANNEL"),
        digest_time=reader.read("MINUTEBOOK_DIGEST_TIME", "08:00", values.time),
        uncertain=reader.read("MINUTEBOOK_UNCERTAIN", "wait", values.uncertain),
        sources=reader.read("MINUTEBOOK_SOURCES", "", values.addresses),
        mode=reader.read("MINUTEBOOK_MODE", "socket", values.mode),
        http=reader.read("MINUTEBOOK_HTTP", "127.0.0.1:3000", values.host_and_port),
        external=reader.read("MINUTEBOOK_EXTERNAL", "answer", values.external),
        approval=reader.read("MINUTEBOOK_APPROVAL", "0", values.switch),
        announce=reader.read("MINUTEBOOK_ANNOUNCE", "", values.channels),
        model=_model(reader, folder),
        fetch_private=reader.read("MINUTEBOOK_FETCH_PRIVATE", "0", values.switch),
        backups=_backups(reader.text("MINUTEBOOK_BACKUPS", "backups"), db),
        backups_kept=reader.read("MINUTEBOOK_BACKUPS_KEPT", "7", values.count),
        questions_kept=reader.read("MINUTEBOOK_QUESTIONS_KEPT", "30", values.days),
        log=reader.read("MINUTEBOOK_LOG", "text", values.log),
        metrics=reader.read("MINUTEBOOK_METRICS", "off", values.host_and_port_or_off),
        slack_api_url=reader.read("SLACK_API_URL", SLACK_API, values.api_url),
        bot_token=reader.optional("SLACK_BOT_TOKEN"),
        app_token=reader.optional("SLACK_APP_TOKEN"),
        signing_secret=reader.optional("SLACK_SIGNING_SECRET"),
    )
    if reader.faults:
        raise SettingsError("\n".join(reader.faults))
    return settings


def network_settings(folder: Path) -> dict[str, str]:
    """What the `.env` of `folder` says for every library that speaks to the network: proxies and
    the certificates to trust."""
    told = _dot_env(folder / ".env")
    return {name: told[name] for name in NETWORK if told.get(name)}


def _dot_env(path: Path) -> dict[str, str]:
    """What `.env` holds; nothing where there is none. A byte-order mark is no part of it."""
    try:
        found = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read as UTF-8 text: {error}.") from error
    return {name: value for name, value in found.items() if value is not None}


class _Reader:
    """Reads values by name and collects what is wrong with them."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.faults: list[str] = []

    def optional(self, name: str) -> str | None:
        return self._values.get(name)

    def text(self, name: str, default: str) -> str:
        return self._values.get(name, default)

    def read(self, name: str, default: str, parse: Callable[[str], T]) -> T:
        """The value, or the default's where it cannot be used: the fault is remembered."""
        try:
            return parse(self.text(name, default))
        except ValueError as fault:
            self.faults.append(f"{name} {fault}")
            return parse(default)


def _backups(value: str, db: Path) -> Path | None:
    """A folder, beside the database unless it is a whole path; None where none is wanted."""
    return None if value.casefold() in values.FALSE else db.parent / Path(value).expanduser()


def _model(reader: _Reader, folder: Path) -> Path | None:
    named = reader.optional("MINUTEBOOK_MODEL")
    if named is None:
        return None
    path = folder / Path(named).expanduser()
    missing = [name for name in ("model.onnx", "tokenizer.json") if not (path / name).is_file()]
    if missing:
        reader.faults.append(
            f"MINUTEBOOK_MODEL is {path}, where {' and '.join(missing)} cannot be found."
        )
    absent = [name for name in MODEL_PACKAGES if find_spec(name) is None]
    if absent:
        reader.faults.append(
            f"MINUTEBOOK_MODEL is set, but {' and '.join(absent)} cannot be imported: "
            "pip install 'minutebook[semantic]'."
        )
    return path
