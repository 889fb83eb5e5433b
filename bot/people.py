"""Who belongs to the secretariat: the users and user groups of the settings."""

import datetime as dt
import logging
import threading
from collections.abc import Callable

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

log = logging.getLogger(__name__)

KEPT = dt.timedelta(minutes=5)  # how long a group's members are remembered


class People:
    """Answers whether somebody is of the secretariat; groups are asked of Slack and kept."""

    def __init__(
        self, client: WebClient, secretariat: frozenset[str], now: Callable[[], dt.datetime]
    ) -> None:
        self._client = client
        self._named = frozenset(one for one in secretariat if not one.startswith("S"))
        self._groups = tuple(sorted(secretariat - self._named))
        self._now = now
        self._lock = threading.Lock()
        self._known: dict[str, tuple[dt.datetime, frozenset[str]]] = {}

    def of_secretariat(self, user: str) -> bool:
        """Whether this user may publish, amend and edit."""
        return user in self._named or any(user in self._members(g) for g in self._groups)

    def in_channel(self, user: str, channel: str) -> bool:
        """Whether this user is in a channel that the bot is in too."""
        cursor: str | None = None
        while True:
            try:
                page = self._client.conversations_members(
                    channel=channel, limit=1000, cursor=cursor
                )
            except (SlackApiError, OSError) as error:
                log.warning("The members of channel %s cannot be read: %s", channel, error)
                return False
            if user in page["members"]:
                return True
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                return False

    def _members(self, group: str) -> frozenset[str]:
        now = self._now()
        with self._lock:
            asked, members = self._known.get(group, (None, frozenset[str]()))
            if asked and now - asked < KEPT:
                return members
        members = self._ask(group, members)
        with self._lock:
            self._known[group] = (now, members)
        return members

    def _ask(self, group: str, before: frozenset[str]) -> frozenset[str]:
        """The members of a group; as last known where Slack does not tell."""
        try:
            told = self._client.usergroups_users_list(usergroup=group)
        except (SlackApiError, OSError) as error:
            log.warning("The members of user group %s cannot be read: %s", group, error)
            return before
        return frozenset(told.get("users") or [])
