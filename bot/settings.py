"""The environment and `.env` into one frozen value. Every fault is told, all at once."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from commands.embeddings import LIBRARIES, ModelFiles, in_folder, packaged_model
from sources.addresses import parts_of
from storage.model import MinutebookError

# ---- what each setting may be -----------------------------------------------------------------
# A text → its value. Each raises ValueError with the end of a sentence, which the name of the
# setting begins.


Word = TypeVar("Word", bound=str)

TRUE = ("1", "true", "yes", "on")
FALSE = ("0", "false", "no", "off")


def zone(value: str) -> ZoneInfo:
    """A time zone by its name."""
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(
            f"is '{value}', which is no time zone: write a name such as Europe/London."
        ) from error


def time(value: str) -> dt.time:
    """A time of day."""
    if not re.fullmatch(r"([01]?\d|2[0-3])[:.][0-5]\d", value):
        raise ValueError(f"is '{value}': write a time of day as HH:MM, such as 08:00.")
    hour, minute = re.split("[:.]", value)
    return dt.time(int(hour), int(minute))


def _list(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def slack_people(value: str) -> list[str]:
    """Users and user groups by their ids."""
    people = _list(value)
    wrong = [one for one in people if not re.fullmatch(r"[UWS][A-Z0-9]+", one)]
    if wrong:
        raise ValueError(
            f"holds {', '.join(wrong)}: name Slack users (U…) and user groups (S…) by their IDs, "
            "comma-separated. A profile's menu has 'Copy member ID'."
        )
    return people


def channels(value: str) -> tuple[str, ...]:
    """Channels by their ids."""
    channels = _list(value)
    wrong = [one for one in channels if not re.fullmatch(r"[CG][A-Z0-9]+", one)]
    if wrong:
        raise ValueError(
            f"holds {', '.join(wrong)}: name channels by their IDs (C…), comma-separated. They "
            "stand at the end of a channel's details."
        )
    return tuple(channels)


def addresses(value: str) -> tuple[str, ...]:
    """Web addresses."""
    addresses = _list(value)
    wrong = [one for one in addresses if not _is_address(one)]
    if wrong:
        raise ValueError(
            f"holds {', '.join(wrong)}: give the whole addresses of committee pages, "
            "beginning with https://, comma-separated."
        )
    return tuple(addresses)


def mode(value: str) -> Literal["socket", "http"]:
    """How Slack reaches the bot."""
    return _either(value, "socket", "http")


def log(value: str) -> Literal["text", "json"]:
    """The form of the log."""
    return _either(value, "text", "json")


def count(value: str) -> int:
    """A number from 1."""
    if not value.isdecimal() or not int(value):
        raise ValueError(f"is '{value}': write a number, 1 or more.")
    return int(value)


def days(value: str) -> dt.timedelta:
    """So many days."""
    if not value.isdecimal() or int(value) > 36_500:
        raise ValueError(f"is '{value}': write a number of days.")
    return dt.timedelta(days=int(value))


def host_and_port_or_off(value: str) -> tuple[str, int] | None:
    """Where to listen, or nowhere."""
    return None if value.casefold() in FALSE else host_and_port(value)


def external(value: str) -> Literal["answer", "silent"]:
    """What guests and channels with other organisations get."""
    return _either(value, "answer", "silent")


def uncertain(value: str) -> Literal["wait", "again"]:
    """What is done with a message of which nobody knows whether it arrived."""
    return _either(value, "wait", "again")


def host_and_port(value: str) -> tuple[str, int]:
    """Where to listen."""
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError(f"is '{value}': write an address and port such as 127.0.0.1:3000.")
    return host, int(port)


def switch(value: str) -> bool:
    """Yes or no."""
    if value.casefold() not in (*TRUE, *FALSE):
        raise ValueError(f"is '{value}': write 1 for yes or 0 for no.")
    return value.casefold() in TRUE


def api_url(value: str) -> str:
    """The address of Slack's Web API, with a stroke at its end."""
    if not _is_address(value):
        raise ValueError(f"is '{value}': write a web address that ends in /api/.")
    return value if value.endswith("/") else f"{value}/"


def _either(value: str, one: Word, other: Word) -> Word:
    for word in (one, other):
        if value == word:
            return word
    raise ValueError(f"is '{value}': write {one} or {other}.")


def _is_address(value: str) -> bool:
    parts = parts_of(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


T = TypeVar("T")

SLACK_API = "https://slack.com/api/"
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
    model: ModelFiles | None
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
        zone=reader.read("MINUTEBOOK_TIMEZONE", "Europe/London", zone),
        secretariat=frozenset(reader.read("MINUTEBOOK_SECRETARIAT", "", slack_people)),
        digest_channel=reader.optional("MINUTEBOOK_DIGEST_CHANNEL"),
        digest_time=reader.read("MINUTEBOOK_DIGEST_TIME", "08:00", time),
        uncertain=reader.read("MINUTEBOOK_UNCERTAIN", "wait", uncertain),
        sources=reader.read("MINUTEBOOK_SOURCES", "", addresses),
        mode=reader.read("MINUTEBOOK_MODE", "socket", mode),
        http=reader.read("MINUTEBOOK_HTTP", "127.0.0.1:3000", host_and_port),
        external=reader.read("MINUTEBOOK_EXTERNAL", "answer", external),
        approval=reader.read("MINUTEBOOK_APPROVAL", "0", switch),
        announce=reader.read("MINUTEBOOK_ANNOUNCE", "", channels),
        model=_model(reader, folder),
        fetch_private=reader.read("MINUTEBOOK_FETCH_PRIVATE", "0", switch),
        backups=_backups(reader.text("MINUTEBOOK_BACKUPS", "backups"), db),
        backups_kept=reader.read("MINUTEBOOK_BACKUPS_KEPT", "7", count),
        questions_kept=reader.read("MINUTEBOOK_QUESTIONS_KEPT", "30", days),
        log=reader.read("MINUTEBOOK_LOG", "text", log),
        metrics=reader.read("MINUTEBOOK_METRICS", "off", host_and_port_or_off),
        slack_api_url=reader.read("SLACK_API_URL", SLACK_API, api_url),
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
    values = _dot_env(folder / ".env")
    return {name: values[name] for name in NETWORK if values.get(name)}


def _dot_env(path: Path) -> dict[str, str]:
    """What `.env` holds; nothing where there is none. A byte-order mark is no part of it."""
    if not path.exists():
        return {}
    from dotenv import dotenv_values  # needed only where there is one

    try:
        values = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read as UTF-8 text: {error}.") from error
    return {name: value for name, value in values.items() if value is not None}


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
    return None if value.casefold() in FALSE else db.parent / Path(value).expanduser()


def _model(reader: _Reader, folder: Path) -> ModelFiles | None:
    """The model that is named, else the one that is installed; none where that is wanted."""
    named = reader.optional("MINUTEBOOK_MODEL")
    if named is None:
        return packaged_model()
    if named.casefold() in ("none", *FALSE):
        return None
    path = folder / Path(named).expanduser()
    files = in_folder(path)
    missing = [file.name for file in (files.weights, files.tokenizer) if not file.is_file()]
    if missing:
        reader.faults.append(
            f"MINUTEBOOK_MODEL is {path}, where {' and '.join(missing)} cannot be found."
        )
    absent = [name for name in LIBRARIES if find_spec(name) is None]
    if absent:
        reader.faults.append(
            f"MINUTEBOOK_MODEL is set, but {' and '.join(absent)} cannot be imported: "
            "pip install 'minutebook[semantic]'."
        )
    return files
