"""Whoever is named as the secretariat has its tools only where Slack tells that they are a member.

A guest, somebody of another team, a bot, a closed account, and whoever Slack tells nothing about
are sent through every kind of door: none shows them a draft, offers them to publish, or publishes.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from support.at_once import BotAtOnce, Told
from support.bot_process import ADDRESS, MINUTES, PATIENCE, add_minutes

from commands.ingest.correct import correct
from commands.ingest.correct_upload import meeting_to_correct
from commands.ingest.planned import plan_meeting, plan_upload
from commands.ingest.publish import preview_upload, publish, publish_upload, stage
from commands.ingest.staged import discard_upload
from commands.records import (
    audit_trail,
    bring_back,
    erase,
    history,
    restore,
    withdraw,
    withdrawable_meetings,
)
from commands.request_context import Context
from playground import events
from playground.local_slack import CHANNELS, USERS, LocalSlack
from playground.model import Message, User, View
from storage.meetings import meeting_rows
from storage.model import KEEPER, MinutebookError, Viewer

NOW = dt.datetime(2025, 4, 2, 9, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)
OTHER, PANEL = "U0OTHER", "C0PANEL"
DRAFT = MINUTES.replace("14th January", "11th March").replace("skippers", "obsidians")
HELD = MINUTES.replace("14th January", "8th April").replace("skippers", "vesuvians")
SECRETS = ("obsidians had retired", "vesuvians had retired", '"action_id": "publish"')
UNKNOWN = "Slack is not telling me"


@dataclass
class Case:
    """A bot, and a person whom its settings name as the secretariat."""

    bot: BotAtOnce
    upload_id: str
    draft: int

    @property
    def slack(self) -> LocalSlack:
        return self.bot.slack

    def person(self, **fields: object) -> None:
        """Make the person somebody else."""
        users = self.slack.workspace.users
        users[OTHER] = replace(users[OTHER], **fields)

    def statuses(self) -> list[str]:
        return [row.status for row in meeting_rows(self.bot.desk.book, KEEPER)]


@pytest.fixture
def case(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Case]:
    db = tmp_path / "minutebook.db"
    add_minutes(db, MINUTES, ADDRESS, NOW)
    add_minutes(db, DRAFT, "https://harbour.example/draft", NOW, draft=True)
    people = (*USERS, User(OTHER, "otto", "Otto Nkemelu"))
    channels = [replace(c, members=c.members | {OTHER}) for c in CHANNELS]
    named = getattr(request, "param", f"U0CLERK,{OTHER}")
    with LocalSlack(users=people, channels=channels, ack_seconds=PATIENCE) as slack:
        bot = BotAtOnce.on(db, slack, NOW, MINUTEBOOK_SECRETARIAT=named)
        told = json.dumps(dropped(bot, "U0CLERK", HELD), default=str)
        (draft,) = (r.id for r in meeting_rows(bot.desk.book, KEEPER) if r.status == "draft")
        assert '"action_id": "publish"' in told
        yield Case(bot, next(reversed(slack.workspace.files)), draft)
        assert slack.violations == []
        bot.desk.book.close()


# ---- the doors --------------------------------------------------------------------------------


def dropped(bot: BotAtOnce, user: str, text: str, channel: str | None = None) -> Told:
    """A file that somebody sends the bot, or shows it in a channel."""
    held = bot.slack.put_up("minutes.txt", text.encode(), user)
    place, words = channel or bot.slack.dm_channel(user), "<@U0BOT> new minutes" if channel else ""
    said = bot.slack.workspace.post(place, user, words, files=(held,), subtype="file_share")
    kind = events.app_mention if channel else events.message_posted
    return bot.event(kind(bot.slack.here, said))


def said(bot: BotAtOnce, text: str, channel: str | None = None) -> Told:
    place = channel or bot.slack.dm_channel(OTHER)
    posted = bot.slack.workspace.post(place, OTHER, f"<@U0BOT> {text}" if channel else text)
    kind = events.app_mention if channel else events.message_posted
    return bot.event(kind(bot.slack.here, posted))


def held_in(bot: BotAtOnce, text: str = "An answer") -> Message:
    return bot.slack.workspace.post(PANEL, "U0BOT", text)


def pressed(action: str, value: str) -> Callable[[Case], Told]:
    def press(case: Case) -> Told:
        value_ = {"upload": case.upload_id, "draft": str(case.draft)}.get(value, value)
        return case.bot.click(action, value_, held_in(case.bot), OTHER)

    return press


def linked(case: Case) -> Told:
    bot = case.bot
    link = {"url": "https://harbour.example/draft", "domain": "harbour.example"}
    posted = bot.slack.workspace.post(PANEL, OTHER, f"see {link['url']}")
    return bot.event(events.link_shared(bot.slack.here, posted, [link]))


def home_pressed(case: Case) -> Told:
    home = View("V0HOME", OTHER, {"type": "home", "blocks": []}, "hash", "V0HOME")
    return case.bot.click("withdraw", "", home, OTHER)


def opened(case: Case) -> Told:
    here = case.slack.here
    return case.bot.event(events.home_opened(here, OTHER, "home", case.slack.dm_channel(OTHER)))


def announced(case: Case) -> Told:
    state = {"channels": {"channels": {"selected_conversations": [PANEL]}}}
    return case.bot.form("announce", json.dumps({"m": case.draft}), state, OTHER)


DOORS: dict[str, Callable[[Case], Told]] = {
    "a command": lambda case: case.bot.command("/minutes retired", OTHER, PANEL),
    "the list": lambda case: case.bot.command("/minutes meetings", OTHER, PANEL),
    "the register": lambda case: case.bot.command("/actions all", OTHER, PANEL),
    "a mention": lambda case: said(case.bot, "retired", PANEL),
    "a direct message": lambda case: said(case.bot, "retired"),
    "a file": lambda case: dropped(case.bot, OTHER, HELD.replace("8th", "9th")),
    "a file with a mention": lambda case: dropped(case.bot, OTHER, HELD, PANEL),
    "the home": opened,
    "a button of the home": home_pressed,
    "a link": linked,
    "a shortcut": lambda case: case.bot.shortcut("add_minutes", None, OTHER),
    "a message shortcut": lambda case: case.bot.shortcut(
        "track_action", held_in(case.bot, "undertook to bring a plan"), OTHER
    ),
    "Publish": pressed("publish", "upload"),
    "As a backlog": pressed("backlog", "upload"),
    "Correct": pressed("mend", "upload"),
    "Announce": pressed("announce", "draft"),
    "Audit trail": pressed("audit", "upload"),
    "a form": announced,
    "Discard": pressed("discard", "upload"),
}


def walked(case: Case) -> dict[str, str]:
    """What each door says to the person."""
    return {name: json.dumps(door(case), default=str) for name, door in DOORS.items()}


# ---- who is not let in ------------------------------------------------------------------------


OUTSIDE: dict[str, Callable[[Case], None]] = {
    "a guest": lambda case: case.person(is_restricted=True),
    "a guest of one channel": lambda case: case.person(is_ultra_restricted=True),
    "a stranger": lambda case: case.person(is_stranger=True),
    "another team": lambda case: case.person(team_id="T0ELSEWHERE"),
    "another workspace of the organisation": lambda case: case.person(
        team_id="T0ELSEWHERE", teams=("T0ELSEWHERE", "T0THIRD")
    ),
    "a closed account": lambda case: case.person(deleted=True),
    "a bot": lambda case: case.person(is_bot=True),
    "nobody": lambda case: case.slack.faults.refuse("users.info", "user_not_found"),
}
DOUBT: dict[str, Callable[[Case], None]] = {
    "refused": lambda case: case.slack.faults.refuse("users.info", "internal_error"),
    "a fault": lambda case: case.slack.faults.server_error("users.info", times=1000),
    "a lost request": lambda case: case.slack.faults.lose_request("users.info", times=1000),
    "a lost reply": lambda case: case.slack.faults.lose_reply("users.info", times=1000),
    "a limit": lambda case: case.slack.faults.rate_limit("users.info", times=1000),
    "no right to ask": lambda case: case.slack.faults.refuse("users.info", "missing_scope"),
}


@pytest.mark.parametrize("why", OUTSIDE)
def test_nobody_from_outside_has_the_tools_though_named(case: Case, why: str) -> None:
    OUTSIDE[why](case)
    told = walked(case)
    for name, text in told.items():
        assert not [secret for secret in SECRETS if secret in text], name
    assert "Only the secretariat may publish minutes." in told["Publish"]
    assert sorted(case.statuses()) == ["draft", "published"]


@pytest.mark.parametrize("why", DOUBT)
def test_where_slack_does_not_tell_who_asks_nobody_has_the_tools(case: Case, why: str) -> None:
    DOUBT[why](case)
    told = walked(case)
    for name, text in told.items():
        assert not [secret for secret in SECRETS if secret in text], name
    for name in ("Publish", "Discard", "a file", "a shortcut", "Audit trail", "a form"):
        assert UNKNOWN in told[name], name
    assert "went wrong" not in str(told)
    assert sorted(case.statuses()) == ["draft", "published"]


@pytest.mark.parametrize("case", ["S0CLERKS,U0CLERK"], indirect=True)
def test_a_user_group_that_cannot_be_read_lets_nobody_in(case: Case) -> None:
    groups = case.slack.workspace.groups
    groups["S0CLERKS"] = replace(groups["S0CLERKS"], users=(OTHER,))
    case.slack.faults.refuse("usergroups.users.list", "internal_error")
    told = walked(case)
    for name, text in told.items():
        assert not [secret for secret in SECRETS if secret in text], name
    assert "who is in the secretariat's user group" in told["Publish"]
    case.slack.faults.clear()
    assert "obsidians had retired" in walked(case)["a command"]


def test_a_channel_of_which_slack_tells_nothing_counts_as_shared(case: Case) -> None:
    case.slack.faults.refuse("conversations.info", "internal_error")
    told = case.bot.command("/minutes retired", OTHER, PANEL)
    assert "obsidians" not in json.dumps(told)
    refused = json.dumps(DOORS["Publish"](case))
    assert f"{UNKNOWN} whether this channel is shared with another organisation" in refused
    case.slack.faults.clear()
    assert "obsidians" in json.dumps(case.bot.command("/minutes retired", OTHER, PANEL))


def test_the_team_of_the_app_must_be_known(case: Case) -> None:
    told = another(case, MINUTEBOOK_SECRETARIAT=OTHER)
    case.slack.faults.refuse("auth.test", "fatal_error", times=2)
    assert "obsidians" not in json.dumps(told.command("/minutes retired", OTHER, PANEL))
    told.desk.book.close()


# ---- who is -----------------------------------------------------------------------------------


def test_a_member_who_is_named_has_every_tool(case: Case) -> None:
    told = walked(case)
    for name in ("a command", "a direct message", "a file"):
        assert [secret for secret in SECRETS if secret in told[name]], name
    assert case.statuses().count("published") == 2


def test_a_failure_is_forgotten_at_once(case: Case) -> None:
    case.slack.faults.refuse("users.info", "internal_error", times=1)
    assert "obsidians" not in json.dumps(DOORS["a command"](case))
    assert "obsidians" in json.dumps(DOORS["a command"](case))


def test_what_was_told_is_no_longer_true_when_it_is_old(case: Case) -> None:
    """Somebody who was a member minutes ago, and of whom Slack tells nothing now."""
    assert "obsidians" in json.dumps(DOORS["a command"](case))
    case.bot.later(dt.timedelta(minutes=6))
    case.slack.faults.refuse("users.info", "internal_error")
    assert "obsidians" not in json.dumps(DOORS["a command"](case))


def test_another_workspace_of_the_organisation_in_which_they_are_too(case: Case) -> None:
    case.slack.workspace.enterprise_id = "E0ORG"
    case.person(team_id="T0ELSEWHERE", teams=("T0ELSEWHERE", "T0LOCAL"))
    assert "obsidians" in json.dumps(DOORS["a command"](case))


def test_an_app_of_the_whole_organisation_knows_everybody_of_it(case: Case) -> None:
    case.slack.workspace.enterprise_id = "E0ORG"
    case.slack.workspace.org_wide = True
    case.bot.later(dt.timedelta(minutes=6))  # what was told of the app is asked anew
    case.person(team_id="T0ELSEWHERE", teams=("T0ELSEWHERE",))
    assert "obsidians" in json.dumps(DOORS["a command"](case))
    case.person(team_id="T0ELSEWHERE", teams=())
    case.bot.later(dt.timedelta(minutes=6))
    assert "obsidians" not in json.dumps(DOORS["a command"](case))


def test_a_refusal_says_that_it_was_not_known_who_asks(case: Case) -> None:
    case.slack.faults.refuse("users.info", "internal_error")
    told = json.dumps(case.bot.command("/actions 1 assign Mrs Penhaligon", OTHER, PANEL))
    assert UNKNOWN in told


# ---- who is kept silent about, and who is asked -----------------------------------------------


def another(case: Case, **settings: str) -> BotAtOnce:
    """Another bot on the same book, with other settings."""
    return BotAtOnce.on(case.bot.desk.book.path, case.slack, NOW, **settings)


def test_where_it_is_to_be_silent_it_is_until_slack_tells_who_asks(case: Case) -> None:
    bot = another(case, MINUTEBOOK_EXTERNAL="silent")
    case.slack.faults.refuse("users.info", "internal_error", times=3)
    assert [name for name, _ in said(bot, "skippers", PANEL)] == ["ack", "users.info"]
    assert [name for name, _ in said(bot, "skippers")] == ["ack", "users.info"]
    told = json.dumps(bot.command("/minutes skippers", OTHER, PANEL))
    assert UNKNOWN in told
    assert "two of the four" not in told
    assert "two of the four" in json.dumps(bot.command("/minutes skippers", OTHER, PANEL))
    bot.desk.book.close()


def test_forms_and_menus_are_silent_too(case: Case) -> None:
    bot = another(case, MINUTEBOOK_EXTERNAL="silent")
    case.person(team_id="T0ELSEWHERE")
    told = dict(bot.form("search_minutes", "", {"words": {"words": {"value": "skippers"}}}, OTHER))
    assert "I do not answer guests" in json.dumps(told)
    assert "Penhaligon" not in json.dumps(bot.menu("pick_speaker", "penh", held_in(bot), OTHER))
    bot.desk.book.close()


@pytest.mark.parametrize("why", ["a guest", "another team"])
def test_nobody_from_outside_is_asked_to_look_at_a_draft(case: Case, why: str) -> None:
    OUTSIDE[why](case)
    bot = another(case, MINUTEBOOK_SECRETARIAT=f"U0CLERK,{OTHER}", MINUTEBOOK_APPROVAL="1")
    told = json.dumps(bot.click("publish", case.upload_id, held_in(bot), "U0CLERK"))
    assert "I have asked nobody yet" in told
    assert case.slack.messages(case.slack.dm_channel(OTHER)) == []
    bot.desk.book.close()


def test_a_clerk_who_could_not_be_asked_is_asked_on_the_next_press(case: Case) -> None:
    bot = another(case, MINUTEBOOK_SECRETARIAT=f"U0CLERK,{OTHER}", MINUTEBOOK_APPROVAL="1")
    case.slack.faults.refuse("chat.postMessage", "internal_error", times=1)
    for asked in (
        "I have asked nobody yet",
        f"I have asked <@{OTHER}>",
        f"I have asked <@{OTHER}>",
    ):
        told = json.dumps(bot.click("publish", case.upload_id, held_in(bot), "U0CLERK"))
        assert asked in told
    assert len(case.slack.messages(case.slack.dm_channel(OTHER))) == 1
    bot.desk.book.close()


Ask = Callable[[Context, Case], object]
DESK: dict[str, Ask] = {
    "preview": lambda context, case: preview_upload(context, case.upload_id),
    "what is understood": lambda context, case: meeting_to_correct(context, case.upload_id),
    "stage": lambda context, case: stage(context, "F9", "v.txt", HELD.encode()),
    "publish a document": lambda context, case: publish_upload(context, case.upload_id),
    "publish a draft": lambda context, case: publish(context, case.draft),
    "plan a document": lambda context, case: plan_upload(context, case.upload_id, LATER),
    "plan a draft": lambda context, case: plan_meeting(context, case.draft, LATER),
    "discard": lambda context, case: discard_upload(context, case.upload_id),
    "correct": lambda context, case: correct(context, case.draft, "panel", ["Another"]),
    "withdraw": lambda context, case: withdraw(context, case.draft),
    "bring back": lambda context, case: bring_back(context, case.draft),
    "restore": lambda context, case: restore(context, case.draft, 1),
    "erase": lambda context, case: erase(context, "obsidians"),
    "history": lambda context, case: history(context, case.draft),
    "audit": lambda context, case: audit_trail(context),
    "meetings": lambda context, case: withdrawable_meetings(context),
}


@pytest.mark.parametrize("what", DESK)
def test_whatever_door_asks_the_secretariats_business_is_refused_to_others(
    case: Case, what: str
) -> None:
    member = Context(case.bot.desk.book, Viewer("U0MEMBER", "C0PANEL"), NOW, via="web")
    before = case.statuses()
    with pytest.raises(MinutebookError, match="Only the secretariat may publish minutes"):
        DESK[what](member, case)
    with pytest.raises(MinutebookError, match=r"^Nobody tells me who you are$"):
        DESK[what](replace(member, doubt="Nobody tells me who you are"), case)
    assert case.statuses() == before
    clerk = replace(member, viewer=Viewer("U0CLERK", secretariat=True))
    assert preview_upload(clerk, case.upload_id).meetings
    assert "obsidians" in str(history(clerk, case.draft))
