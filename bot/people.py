"""Who people are to the bot: of the secretariat, guests, members of a channel.

What Slack tells is kept for some minutes.
"""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

log = logging.getLogger(__name__)

KEPT = dt.timedelta(minutes=5)
Told = dict[str, Any]


class People:
    """Answers questions about users, user groups and channels."""

    def __init__(
        self, client: WebClient, secretariat: frozenset[str], now: Callable[[], dt.datetime]
    ) -> None:
        self._client = client
        self._named = frozenset(one for one in secretariat if not one.startswith("S"))
        self._groups = tuple(sorted(secretariat - self._named))
        self._now = now
        self._lock = threading.Lock()
        self._known: dict[str, tuple[dt.datetime, Told]] = {}

    def of_secretariat(self, user: str) -> bool:
        """Whether this user may publish, amend and edit."""
        return user in self._named or any(user in self._members(g) for g in self._groups)

    def secretariat(self) -> frozenset[str]:
        """Every user of the secretariat, as far as Slack tells."""
        return self._named.union(*map(self._members, self._groups))

    def zone(self, user: str) -> str | None:
        """The name of the time zone in which somebody is; None where Slack does not tell."""
        return str(self._user(user).get("tz") or "") or None

    def gone(self, user: str) -> bool:
        """Whether somebody's account is closed."""
        return bool(self._user(user).get("deleted"))

    def members(self, channel: str) -> frozenset[str]:
        """Who is in a channel; nobody where Slack does not tell."""
        told = self._told(f"members of {channel}", lambda: {"users": self._all_in(channel)})
        return frozenset(told.get("users") or [])

    def outside(self, user: str, channel: str | None) -> bool:
        """Whether a user is a guest or of another organisation, or a channel is shared with one.

        What Slack does not tell counts as inside: the secretariat is named in the settings.
        """
        who = self._user(user)
        if any(who.get(sign) for sign in ("is_restricted", "is_ultra_restricted", "is_stranger")):
            return True
        if channel is None or channel.startswith("D"):
            return False
        where = self._told(
            f"channel {channel}",
            lambda: self._client.conversations_info(channel=channel)["channel"],
        )
        return bool(where.get("is_ext_shared"))

    def in_channel(self, user: str, channel: str) -> bool:
        """Whether this user is in a channel that the bot is in too."""
        try:
            return user in self._all_in(channel)
        except (SlackApiError, OSError) as error:
            log.warning("The members of channel %s cannot be read: %s", channel, error)
            return False

    def _all_in(self, channel: str) -> list[str]:
        """The members of a channel, page by page."""
        found: list[str] = []
        cursor: str | None = None
        while True:
            page = self._client.conversations_members(channel=channel, limit=1000, cursor=cursor)
            found += page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                return found

    def _user(self, user: str) -> Told:
        return self._told(f"user {user}", lambda: self._client.users_info(user=user)["user"])

    def _members(self, group: str) -> frozenset[str]:
        """The members of a user group."""
        told = self._told(
            f"user group {group}",
            lambda: {"users": self._client.usergroups_users_list(usergroup=group)["users"]},
        )
        return frozenset(told.get("users") or [])

    def _told(self, what: str, ask: Callable[[], Told]) -> Told:
        """What Slack tells of something; as last known where it does not tell."""
        now = self._now()
        with self._lock:
            asked, known = self._known.get(what, (None, {}))
            if asked and now - asked < KEPT:
                return known
        try:
            known = ask()
        except (SlackApiError, OSError) as error:
            log.warning("Slack does not tell about %s: %s", what, error)
        with self._lock:
            self._known[what] = (now, known)
        return known
