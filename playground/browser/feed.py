"""The stream to the page: at first all that a person sees, then what has changed since."""

import asyncio
import datetime as dt
import json
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import WSMsgType, web

from playground.acknowledgements import Interaction, Said
from playground.block_check import check_message, check_view, elements_of
from playground.interactions import message_shape, view_shape
from playground.local_slack import LocalSlack
from playground.model import Channel, Json, Message, User, View

__all__ = [
    "Asked",
    "Backstage",
    "Feed",
    "Question",
    "facts_of_message",
    "facts_of_view",
    "message_seen",
    "messages_for",
    "surroundings",
]


# ---- what was asked, so that an answer can be shown beside its question -----------------------


KEPT = 500


@dataclass(frozen=True)
class Question:
    """Something done on the page: the words, whose they were, and what came of it."""

    line: str
    user: str
    act: Interaction | Said
    at: float = field(default_factory=time.time)

    def answers(self, message: Message, bot: str) -> bool:
        """Whether this message is the bot's answer to it."""
        if isinstance(self.act, Interaction):
            place = (message.channel, message.ts)
            return self.act.answer_at is not None and place in self.act.answer_at.posted
        said = self.act.message
        in_thread = message.thread_ts in (said.ts, said.thread_ts or said.ts)
        same = message.channel == said.channel and message.user == bot
        return same and in_thread and message.ts > said.ts

    @property
    def typed(self) -> bool:
        """Whether the line is somebody's own words, not the label of a button."""
        return isinstance(self.act, Said) or "command" in self.act.payload

    @property
    def envelope(self) -> Json:
        """What the app was sent for it."""
        if isinstance(self.act, Interaction):
            return self.act.payload
        return self.act.deliveries[-1].payload if self.act.deliveries else {}


class Asked:
    """The last questions, the newest first."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._questions: deque[Question] = deque(maxlen=KEPT)

    def remember(self, line: str, user: str, act: Interaction | Said) -> None:
        """Keeps what was asked just now."""
        self._questions.appendleft(Question(line, user, act))

    def behind(self, message: Message) -> Question | None:
        """The question that this message answers, if it was asked on the page."""
        bot = self._slack.here.app.bot_user
        return next((one for one in self._questions if one.answers(message, bot)), None)


# ---- what the page asks of whoever runs the bot: the local Slack itself knows no minutes ------


@dataclass(frozen=True)
class Backstage:
    """The bot behind the stage.

    `manifest` is the app's own; `explain` tells how a line that somebody typed was understood and
    ranked, given the answer that is shown ("" for what is no search); `moved` is called when the
    clock was moved forward; `use` puts the bot on the book `samples` or `own` and returns when it
    is connected again; `book` names the one in use; `next_minutes` is a document (name, bytes)
    that the bot has not read yet.
    """

    manifest: Callable[[], Json]
    explain: Callable[[str, str, str], str]
    moved: Callable[[], None]
    use: Callable[[str], None]
    book: Callable[[], str]
    next_minutes: tuple[str, bytes]
    zone: ZoneInfo
    digest_time: dt.time
    digest_channel: str

    def until_next_digest(self, now: float) -> float:
        """Seconds from `now` until just after the next digest is due."""
        here = dt.datetime.fromtimestamp(now, self.zone)
        due = here.replace(
            hour=self.digest_time.hour, minute=self.digest_time.minute, second=5, microsecond=0
        )
        if due <= here:
            due = (due + dt.timedelta(days=1)).replace(tzinfo=self.zone)
        return due.timestamp() - now


# ---- what one person sees of the workspace, in the JSON that the page draws -------------------


def messages_for(slack: LocalSlack, user: str) -> Iterator[Message]:
    """Every message that this person sees: in their channels, and what is for them alone."""
    space = slack.workspace
    places = {one.id for one in _places(slack, user)}
    for message in space.messages():
        if message.channel in places:
            yield message
    for message in space.messages(everyone=False):
        if message.only_for == user:
            yield message


def message_seen(slack: LocalSlack, asked: Asked, message: Message) -> Json:
    """A message with what the page needs beside Slack's own object."""
    question = asked.behind(message) if message.only_for else None
    return {
        **message_shape(slack.here, message),
        "channel": message.channel,
        "only_for": message.only_for,
        "unfurls": dict(message.unfurls),
        "broadcast": message.reply_broadcast,
        "typed": question.line if question and question.line.startswith("/") else None,
    }


def surroundings(slack: LocalSlack, backstage: Backstage, user: str) -> Json:
    """Everything else: people, channels, what is open, the clock, the state of the bot."""
    space = slack.workspace
    with space.changed:
        home = space.homes.get(user)
        return {
            "people": [_person(one) for one in space.users.values()],
            "channels": [_channel(slack, one, user) for one in _places(slack, user)],
            "views": [view_shape(slack.here, view) for view in space.open_views(user)],
            "home": view_shape(slack.here, home) if home else None,
            "prompts": dict(space.prompts.items()),
            "bot": slack.here.app.bot_user,
            "connected": slack.socket.connections > 0,
            "book": backstage.book(),
            "ahead": slack.clock.ahead,
            "violations": list(slack.here.violations),
            "digest": {
                "channel": backstage.digest_channel,
                "time": f"{backstage.digest_time:%H:%M}",
                "zone": backstage.zone.key,
            },
        }


def _places(slack: LocalSlack, user: str) -> list[Channel]:
    slack.dm_channel(user)
    held = slack.workspace.channels.values()
    return [one for one in held if user in one.members and not one.is_archived]


def _person(user: User) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name or user.name,
        "tz": user.tz,
        "is_bot": user.is_bot,
        "is_guest": user.is_restricted,
    }


def _channel(slack: LocalSlack, channel: Channel, user: str) -> Json:
    others = sorted(channel.members - {user})
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "with": others[0] if channel.kind == "im" and others else None,
        "members": len(channel.members),
        "has_bot": slack.here.is_member(channel),
    }


class Feed:
    """One WebSocket for each page; `?as=` says whose eyes it looks through."""

    def __init__(self, slack: LocalSlack, backstage: Backstage, asked: Asked) -> None:
        self._slack = slack
        self._asked = asked
        self._backstage = backstage

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Sends until the page goes away."""
        user = request.query.get("as", "")
        if user not in self._slack.workspace.users:
            return web.Response(status=404, text="Nobody here has this id.\n")
        page = web.WebSocketResponse(heartbeat=20.0, timeout=1.0)
        await page.prepare(request)
        stirred = asyncio.Event()
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(stirred.set)

        watchers = self._slack.workspace.watchers
        watchers.append(wake)
        sending = asyncio.ensure_future(self._send(page, user, stirred))
        try:
            async for message in page:
                if message.type == WSMsgType.ERROR:
                    break
        finally:
            watchers.remove(wake)
            sending.cancel()
        return page

    async def _send(self, page: web.WebSocketResponse, user: str, stirred: asyncio.Event) -> None:
        """Compares what was sent with what there is: messages never change in place."""
        sent: dict[tuple[str, str], Message] = {}
        around: Json = {}
        while not page.closed:
            stirred.clear()
            told, sent, around = self._news(user, sent, around)
            if told:
                try:
                    await page.send_str(json.dumps(told))
                except ConnectionError:
                    return
            await stirred.wait()

    def _news(
        self, user: str, sent: dict[tuple[str, str], Message], around: Json
    ) -> tuple[Json, dict[tuple[str, str], Message], Json]:
        """What to tell, and what is then known: messages by place, and the rest."""
        held = {(one.channel, one.ts): one for one in messages_for(self._slack, user)}
        now = surroundings(self._slack, self._backstage, user)
        told: Json = {name: value for name, value in now.items() if around.get(name) != value}
        if not around:
            told["as"] = user
        new = [message for place, message in held.items() if sent.get(place) is not message]
        if new:
            told["messages"] = [message_seen(self._slack, self._asked, one) for one in new]
        gone = [list(place) for place in sent if place not in held]
        if gone:
            told["gone"] = gone
        return told, held, now


# ---- what Slack gets: a message as sent, the limits it uses, what the checker says of it ------


TEXT, BLOCKS, VIEW_BLOCKS, SECTION, ELEMENTS, VALUE = 4000, 50, 100, 3000, 25, 2000


def facts_of_message(
    slack: LocalSlack, backstage: Backstage, asked: Asked, message: Message
) -> Json:
    """Everything that an engineer would ask of one message."""
    question = asked.behind(message)
    blocks = list(message.blocks)
    facts: Json = {
        "sent": {
            "channel": message.channel,
            "text": message.text,
            **({"blocks": blocks} if blocks else {}),
            **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
            **({"metadata": message.metadata} if message.metadata else {}),
            **({"unfurls": dict(message.unfurls)} if message.unfurls else {}),
        },
        "to": "one person" if message.only_for else "everybody in the channel",
        "limits": [_limit("text", len(message.text), TEXT), *_limits(blocks, BLOCKS)],
        "problems": [
            {"where": one.path, "sentence": one.sentence, "refused": one.refused}
            for one in check_message(message.text, blocks or None)
        ],
    }
    if question is not None:
        facts |= {
            "asked": question.line,
            "received": question.envelope,
        }
    if question is not None and question.typed:
        facts["explained"] = backstage.explain(question.line, question.user, message.text)
    if slack.here.app.bot_user != message.user:
        facts["problems"] = []  # people's own words are not the app's to get right
    return facts


def facts_of_view(view: View) -> Json:
    """The same of a modal or a Home."""
    return {
        "sent": view.body,
        "to": "one person",
        "limits": _limits(view.blocks, VIEW_BLOCKS),
        "problems": [
            {"where": one.path, "sentence": one.sentence, "refused": one.refused}
            for one in check_view(view.body)
        ],
    }


def _limits(blocks: list[Json], most: int) -> list[Json]:
    elements = [len(one["elements"]) for one in blocks if one.get("type") == "actions"]
    texts = [len(text) for text in _texts(blocks)]
    values = [len(str(one.get("value", ""))) for block in blocks for one in elements_of(block)]
    told = [
        _limit("blocks", len(blocks), most),
        _limit("longest text in a block", max(texts, default=0), SECTION),
        _limit("elements in a row", max(elements, default=0), ELEMENTS),
        _limit("longest button value", max(values, default=0), VALUE),
    ]
    return [limit for limit in told if limit["used"]]


def _limit(name: str, used: int, most: int) -> Json:
    return {"name": name, "used": used, "most": most}


def _texts(held: Any) -> Iterator[str]:
    """Every string called `text`, anywhere within."""
    if isinstance(held, dict):
        for name, value in held.items():
            if name == "text" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(held, list):
        for one in held:
            yield from _texts(one)
