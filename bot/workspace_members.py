"""Who people are to the bot: of the secretariat, guests, members of a channel.

What Slack tells is kept for some minutes; what it does not tell is asked again the next time.
Nobody has rights by what is not known: then an UnknownError says so.
"""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack_client import LOST, advice, code
from storage.model import MinutebookError

log = logging.getLogger(__name__)

KEPT = dt.timedelta(minutes=5)
Fields = dict[str, Any]

# Signs of an account that is none of the workspace's own members, open and human.
_OUTSIDERS = ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted", "is_bot")
# Slack's words for: there is nobody, or no group, of this ID.
_NOBODY = frozenset({"user_not_found", "user_not_visible", "no_such_subteam"})
_OF_APP = ("team_id", "enterprise_id", "is_enterprise_install")
_NOT_IN_IT = frozenset({"channel_not_found", "not_in_channel"})


class UnknownError(MinutebookError):
    """Slack does not tell what decides somebody's rights. `lasting` is what stays so until the app
    is installed again."""

    def __init__(self, what: str, hint: str | None, lasting: bool) -> None:
        """`what` is not told; `hint` says what can be done about that."""
        later = hint or "Please try again in a minute."
        super().__init__(f"Slack is not telling me {what}. {later}")
        self.lasting = lasting


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
        self._known: dict[str, tuple[dt.datetime, Fields | UnknownError]] = {}

    # ---- rights ---------------------------------------------------------------------------

    def of_secretariat(self, user: str, channel: str | None) -> bool:
        """Whether this user may publish, amend and edit here: never among other organisations.

        Raises UnknownError where Slack does not tell.
        """
        named = user in self._named or self._in_groups(user)
        return named and not self.outside(user, channel)

    def secretariat(self) -> frozenset[str]:
        """Every user of the secretariat, as far as Slack tells."""
        groups = [_if_known(partial(self._group, group)) for group in self._groups]
        named = self._named.union(*(one.get("users") or () for one in groups))
        return frozenset(user for user in named if self._surely_inside(user))

    def outside(self, user: str | None, channel: str | None) -> bool:
        """Whether a user is a guest, of another organisation, a bot or gone, or a channel is
        shared with another organisation. Raises UnknownError where Slack does not tell."""
        return (user is not None and self._foreign(user)) or self._among_others(channel)

    def in_channel(self, user: str, channel: str) -> bool:
        """Whether this user is in a channel that the bot is in too.

        Raises UnknownError where Slack does not tell.
        """
        try:
            return user in self._all_in(channel)
        except (SlackApiError, *LOST) as error:
            if isinstance(error, SlackApiError) and code(error) in _NOT_IN_IT:
                return False
            raise _unknown(f"who is in {self.place(channel)}", error) from error

    def _in_groups(self, user: str) -> bool:
        """Whether a user is in one of the secretariat's groups; one that tells so is enough."""
        doubt: UnknownError | None = None
        for group in self._groups:
            try:
                if user in (self._group(group).get("users") or ()):
                    return True
            except UnknownError as error:
                doubt = error
        if doubt:
            raise doubt
        return False

    def _surely_inside(self, user: str) -> bool:
        try:
            return not self._foreign(user)
        except UnknownError:
            return False

    def _foreign(self, user: str) -> bool:
        """Whether an account is none of the workspace's own members."""
        who = self._user(user)
        return any(who.get(sign) for sign in _OUTSIDERS) or not _of_team(who, self._app())

    def _among_others(self, channel: str | None) -> bool:
        if channel is None or channel.startswith("D"):
            return False
        return bool(self._channel(channel).get("is_ext_shared"))

    # ---- what is good to know -------------------------------------------------------------

    def zone(self, user: str) -> str | None:
        """The name of the time zone in which somebody is; None where Slack does not tell."""
        return str(_if_known(lambda: self._user(user)).get("tz") or "") or None

    def gone(self, user: str) -> bool:
        """Whether somebody's account is closed, as far as Slack tells."""
        return bool(_if_known(lambda: self._user(user)).get("deleted"))

    def members(self, channel: str) -> frozenset[str]:
        """Who is in a channel; nobody where Slack does not tell."""
        answer = _if_known(
            lambda: self._lookup(
                f"members of {channel}",
                f"who is in {channel}",
                lambda: {"users": self._all_in(channel)},
            )
        )
        return frozenset(answer.get("users") or ())

    def place(self, channel: str) -> str:
        """A channel, or the direct messages with somebody, as a sentence names it."""
        if channel[:1] in ("D", "U", "W"):
            return "our direct messages"
        name = _if_known(lambda: self._channel(channel)).get("name")
        return f"#{name}" if name else "that channel"

    # ---- asking ---------------------------------------------------------------------------

    def _all_in(self, channel: str) -> list[str]:
        """The members of a channel, page by page."""
        members: list[str] = []
        cursor: str | None = None
        while True:
            page = self._client.conversations_members(channel=channel, limit=1000, cursor=cursor)
            members += page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                return members

    def _app(self) -> Fields:
        """The app itself: the team in which it is installed."""

        def ask() -> Fields:
            app = self._client.auth_test()
            return {name: app.get(name) for name in _OF_APP}

        return self._lookup("app", "which workspace I am in", ask)

    def _user(self, user: str) -> Fields:
        return self._lookup(
            f"user {user}",
            "whether you belong to this workspace",
            lambda: self._client.users_info(user=user)["user"],
        )

    def _channel(self, channel: str) -> Fields:
        return self._lookup(
            f"channel {channel}",
            "whether this channel is shared with another organisation",
            lambda: self._client.conversations_info(channel=channel)["channel"],
        )

    def _group(self, group: str) -> Fields:
        return self._lookup(
            f"user group {group}",
            "who is in the secretariat's user group",
            lambda: {"users": self._client.usergroups_users_list(usergroup=group)["users"]},
        )

    def _lookup(self, name: str, what: str, ask: Callable[[], Fields]) -> Fields:
        """What Slack tells, now or some minutes ago; nothing of whom it does not know.

        Raises UnknownError, which says `what` is not told.
        """
        now = self._now()
        with self._lock:
            at, known = self._known.get(name, (None, {}))
        if at is None or now - at >= KEPT:
            known = _answer(what, ask)
            if not isinstance(known, UnknownError) or known.lasting:
                with self._lock:
                    self._known[name] = (now, known)
        if isinstance(known, UnknownError):
            raise known.with_traceback(None)  # kept, it must not keep frames
        return known


def _answer(what: str, ask: Callable[[], Fields]) -> Fields | UnknownError:
    """What Slack answers, or that it does not."""
    try:
        answer = ask()
    except SlackApiError as error:
        if code(error) in _NOBODY:
            return {}
        return _unknown(what, error)
    except LOST as error:
        return _unknown(what, error)
    return answer or _unknown(what, ValueError("an empty answer"))


def _unknown(what: str, error: Exception) -> UnknownError:
    log.warning("Slack does not tell %s: %s", what, error)
    refused = error if isinstance(error, SlackApiError) else None
    hint = advice(refused) if refused else None
    return UnknownError(what, hint, bool(refused and code(refused) == "missing_scope"))


def _if_known(ask: Callable[[], Fields]) -> Fields:
    """What Slack tells; nothing where it does not."""
    try:
        return ask()
    except UnknownError:
        return {}


def _of_team(who: Fields, app: Fields) -> bool:
    """Whether somebody belongs where the app is installed: to its workspace, or where it is
    installed for a whole Enterprise organisation, to that."""
    organisation = who.get("enterprise_user") or {}
    if app.get("is_enterprise_install"):
        ours, theirs = app.get("enterprise_id"), [organisation.get("enterprise_id")]
    else:
        ours, theirs = app.get("team_id"), [who.get("team_id"), *(organisation.get("teams") or ())]
    return bool(ours) and ours in theirs
