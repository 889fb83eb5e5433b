"""What somebody is sent, settled by a few words: 'on 08:30', 'here weekly monday', 'off'."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from commands.channels import destination_of, may_settle
from commands.digest.collect import FIRST
from commands.digest_answers import DigestChoice, ProposedSearch, SavedSearches
from commands.request_context import Context
from commands.requests import SetDigest
from commands.saved_searches import found_often
from sources.dates import WEEKDAYS
from storage.model import MinutebookError
from storage.publications import last_publication
from storage.subscriptions import EVERY_DAY, WORKDAYS, Subscription, keep_subscription, subscription

HOLIDAYS = {
    "england": "ENG",
    "wales": "WLS",
    "scotland": "SCT",
    "northern-ireland": "NIR",
    "ni": "NIR",
    "none": "",
    "off": "",
}
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)|(1[0-2]|[1-9])(am|pm)")
_FILLING = frozenset("at and every day days each on my time the digest in".split())


def update_preferences(context: Context, request: SetDigest) -> DigestChoice:
    """Settle what the asker is sent, or with 'here' the channel; without words say it.

    Raises MinutebookError for a word that is not understood and for whoever may not.
    """
    words = [word.strip(",;") for word in request.words.casefold().split()]
    here = "here" in words
    words = [word for word in words if word != "here"]
    if not words or words == ["settings"]:
        return _choice(context, here)
    destination = destination_of(context, here)
    preferences = subscription(context.book, destination) or Subscription(destination)
    chosen = _chosen(preferences, words, request.words.split())
    if chosen.form != "off" and preferences.form == "off":
        since = last_publication(context.book, context.now - FIRST)
        chosen = replace(chosen, seen=since, last_at=None)
    chosen = replace(chosen, ended=None)
    keep_subscription(context.book, chosen, context.who, context.now)
    return _choice(context, here, changed=True)


def _choice(context: Context, here: bool, changed: bool = False) -> DigestChoice:
    viewer = context.viewer
    destination = (viewer.channel if here else viewer.user) or ""
    preferences = subscription(context.book, destination) or Subscription(destination)
    return DigestChoice(preferences, changed, here, may_settle(context, here))


def _chosen(preferences: Subscription, words: list[str], typed: list[str]) -> Subscription:
    """What was settled with these words added, one after the other."""
    left = iter(words)
    if words[0] == "reminders":
        if words[1:] not in (["on"], ["off"]):
            raise MinutebookError("Write '/minutes reminders on' or '/minutes reminders off'.")
        return replace(preferences, reminders=words[1] == "on")
    for word in left:
        if (word in ("on", "daily") and preferences.form != "weekly") or word == "daily":
            preferences = replace(preferences, form="daily")
        elif word == "weekly":
            preferences = replace(preferences, form="weekly")
        elif word == "off":
            preferences = replace(preferences, form="off")
        elif time := _TIME.fullmatch(word):
            preferences = replace(preferences, at=_time(time))
        elif word == "zone":
            preferences = _zoned(preferences, next(left, ""), typed)
        elif word == "holidays":
            preferences = _with_holidays(preferences, next(left, ""))
        elif days := _days(word, left):
            preferences = _on_days(preferences, days)
        elif word not in _FILLING:
            raise MinutebookError(
                f"I do not understand “{word}”. Write for example '/minutes digest on 08:30', "
                "'/minutes digest weekly monday', '/minutes digest weekdays', '/minutes digest "
                "holidays scotland' or '/minutes digest off'."
            )
    return preferences


def _time(match: re.Match[str]) -> dt.time:
    if match[1]:
        return dt.time(int(match[1]), int(match[2]))
    return dt.time(int(match[3]) % 12 + (12 if match[4] == "pm" else 0))


def _zoned(preferences: Subscription, name: str, typed: list[str]) -> Subscription:
    """In a time zone by its IANA name as it was typed; 'mine' is the one that Slack knows."""
    if name in ("mine", "slack", "auto"):
        return replace(preferences, zone=None, zone_set=False)
    written = next((word for word in typed if word.casefold().strip(",;") == name), name)
    written = written.strip(",;")
    for candidate in (written, "/".join(part.title() for part in name.split("/"))):
        try:
            return replace(preferences, zone=ZoneInfo(candidate).key, zone_set=True)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    raise MinutebookError(f"“{written}” is no time zone: write a name such as Europe/London.")


def _with_holidays(preferences: Subscription, word: str) -> Subscription:
    if word not in HOLIDAYS:
        raise MinutebookError(
            "Whose bank holidays? Write england, wales, scotland, northern-ireland or none."
        )
    return replace(preferences, holidays=HOLIDAYS[word])


def _days(word: str, left: Iterator[str]) -> tuple[int, ...]:
    """The weekdays that a word names: 'weekdays', 'mon-fri', 'tue,thu', 'friday'."""
    if word in ("weekdays", "workdays"):
        return WORKDAYS
    if word in ("everyday", "all"):
        return EVERY_DAY
    if word == "every":
        following = next(left, "day")
        return EVERY_DAY if following == "day" else _days(following, left)
    numbers: list[int] = []
    for part in word.split(","):
        first, _, last = part.partition("-")
        start, end = _weekday(first), _weekday(last or first)
        if start is None or end is None:
            return ()
        numbers += [(start + n) % 7 for n in range((end - start) % 7 + 1)]
    return tuple(sorted(set(numbers)))


def _weekday(word: str) -> int | None:
    short = word.removesuffix("s") if len(word) > 3 else word
    hits = [n for n, name in enumerate(WEEKDAYS) if len(short) >= 3 and name.startswith(short)]
    return hits[0] if len(hits) == 1 else None


def _on_days(preferences: Subscription, days: tuple[int, ...]) -> Subscription:
    """One day of a weekly digest is its day; otherwise messages come on these days."""
    if preferences.form == "weekly" and len(days) == 1:
        return replace(preferences, weekday=days[0])
    return replace(preferences, days=days)


# ---- what somebody has settled to be sent, in sentences for any door --------------------------


def describe_preferences(answer: DigestChoice) -> list[str]:
    """What comes, when, and on what it depends."""
    preferences, you = answer.chosen, "this channel" if answer.here else "you"
    gets = "gets" if answer.here else "get"
    sentences = []
    if preferences.ended:
        sentences.append(f"Nothing is sent at present: {preferences.ended}.")
    if preferences.form == "off":
        sentences.append(
            f"No digest comes to {you}. What saved searches find comes {_rhythm(preferences)}."
        )
    else:
        kind = {"daily": "the digest", "weekly": "the weekly digest"}[preferences.form]
        sentences.append(
            f"{you.capitalize()} {gets} {kind} {_rhythm(preferences)}, where there is anything."
        )
    if not answer.here:
        reminded = "You are" if preferences.reminders else "You are not"
        sentences.append(f"{reminded} reminded of actions that are yours.")
        if preferences.form != "off":
            sentences.append("What a channel of yours is told daily is not told to you again.")
    return sentences


def _rhythm(preferences: Subscription) -> str:
    zone = (
        preferences.zone
        if preferences.zone_set
        else ("your own time" if preferences.personal else "the panel's time")
    )
    days = {EVERY_DAY: "every day", WORKDAYS: "on weekdays"}.get(
        preferences.days, "on " + ", ".join(WEEKDAYS[day].capitalize() for day in preferences.days)
    )
    if preferences.form == "weekly":
        days = f"on {WEEKDAYS[preferences.weekday].capitalize()}s"
    where = next(
        (name for name, code in HOLIDAYS.items() if code == preferences.holidays != ""), ""
    )
    but = f", but on bank holidays of {where.replace('-', ' ').title()}" if where else ""
    return f"{days} at {preferences.at:%H:%M} ({zone}){but}"


def describe_proposal(answer: ProposedSearch) -> str:
    """How often it would have fired."""
    frequency = found_often(answer.paragraphs, answer.meetings)
    return f"In the last year “{answer.query}” would have found {frequency}."


def describe_no_searches(answer: SavedSearches) -> str:
    """Say that no searches are saved, and how to save one."""
    where = "for this channel" if answer.here else "for you"
    return f'No searches are saved {where}. Save one: /minutes watch "stop and search"'
