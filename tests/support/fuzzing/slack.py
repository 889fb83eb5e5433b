"""What comes from Slack: every command, event, button, form, menu and shortcut of the routing
table, with values that are real, of somebody else's, bent or made up, sent by anybody.

Each is acknowledged and answered without a fault of ours, and breaks no rule of Slack's.
"""

import random
from collections.abc import Callable
from typing import Any

from bot.routes import CLICKS, COMMANDS, EVENTS, FORMS, HAPPENINGS, MENUS, SHORTCUTS
from playground import events
from playground.model import Message, View
from support.at_once import BotAtOnce, Json, Told
from support.fuzzing.made import bent_text, fields, mixed, whole

Door = Callable[[random.Random], object]

ACTION_IDS = {
    r"ask\.\d+": ("ask.0", "ask.17"),
    r"which\.(another|\d+)": ("which.another", "which.1", "which.999999999999999"),
    r"change\.(done|reopen|undo|accept|decline|add|snooze|not-mine)": tuple(
        f"change.{verb}" for verb in "done reopen undo accept decline add snooze not-mine".split()
    ),
}
TYPED = (
    "last ferry", "from:penhaligon", "meetings", "digest on 08:30", "panel Harbour", "help",
    'watch "ferry"', "check “the channel had silted up by 40 centimetres”", "who is the chair",
    "open", "1 done sent on 4 May", "1 assign me", "overdue page:2", "2 undo", "add", "context",
    "and in 2025?", "share it in #panel", "send it to me", "what came of it?",
)  # fmt: skip
VERBS = ("show", "done", "assign", "note", "undo", "snooze", "split", "join", "drop")
FIELDS = (
    "words address date panel title url exempt person0 person1 kind0 owner0 meeting item paragraph "
    "reason when channels cover pick_speaker pick_panel pick_period"
).split()


class Fuzz:
    """Doors of one bot. `users` are those who send; `ids` what a forged value may name; `errors`
    what the bot has logged as such."""

    def __init__(
        self, bot: BotAtOnce, users: tuple[str, ...], ids: tuple[str, ...], errors: list[str]
    ) -> None:
        self.bot = bot
        self.users = users
        self.ids = ids
        self.errors = errors
        self.space = bot.slack.workspace

    def doors(self) -> dict[str, Door]:
        """By name; one for each row of the routing table."""
        rows: list[tuple[str, Callable[[random.Random, Any], Told], list[Any]]] = [
            ("commands", self.command, [command.name for command in COMMANDS]),
            ("events", self.event, [event.name for event in EVENTS]),
            ("happenings", self.happening, [happening.name for happening in HAPPENINGS]),
            ("buttons", self.click, [i for c in CLICKS for i in action_ids(c.pattern.pattern)]),
            ("forms", self.form, [form.callback_id for form in FORMS]),
            ("menus", self.menu, [menu.action_id for menu in MENUS]),
            ("shortcuts", self.shortcut, list(SHORTCUTS)),
        ]
        return {name: self._each(send, choices) for name, send, choices in rows}

    def _each(self, send: Callable[[random.Random, Any], Told], choices: list[Any]) -> Door:
        def door(chance: random.Random) -> None:
            self._sound(send(chance, chance.choice(choices)))

        return door

    def _sound(self, told: Told) -> None:
        """Acknowledged, without a fault, and by Slack's rules."""
        (_, (status, _)), *calls = told
        assert not self.errors, "\n".join(self.errors)
        assert status == 200, told
        assert "went wrong" not in str(calls), calls
        assert not self.bot.slack.violations, self.bot.slack.violations

    # One payload of each kind

    def command(self, chance: random.Random, name: str) -> Told:
        line = f"{name} {self.text(chance)}"
        return self.bot.command(line, self.user(chance), self.channel(chance))

    def event(self, chance: random.Random, name: str) -> Told:
        user, here = self.user(chance), self.bot.slack.here
        direct = name == "message.im"
        channel = self.bot.slack.dm_channel(user) if direct else self.channel(chance)
        text = self.text(chance) if direct else f"<@U0BOT> {self.text(chance)}"
        said = self.space.post(channel, user, text, thread_ts=self.thread(chance, channel))
        if direct:
            return self.bot.event(events.message_posted(here, said))
        return self.bot.event(events.app_mention(here, said))

    def happening(self, chance: random.Random, name: str) -> Told:
        user, here = self.user(chance), self.bot.slack.here
        channel = self.channel(chance)
        if name == "app_home_opened":
            tab = chance.choice(("home", "messages", "about"))
            event = events.home_opened(here, user, tab, self.bot.slack.dm_channel(user))
        elif name == "member_joined_channel":
            event = events.joined(here, chance.choice((user, "U0BOT")), channel, user)
        else:
            said = self.space.post(channel, user, "see")
            links = [
                {"url": self.address(chance), "domain": "harbour.example"}
                for _ in range(chance.randint(0, 6))
            ]
            event = events.link_shared(here, said, links)
        return self.bot.event(event)

    def click(self, chance: random.Random, action_id: str) -> Told:
        return self.bot.click(
            action_id, self.value(chance), self.held(chance), self.user(chance), self.state(chance)
        )

    def form(self, chance: random.Random, callback_id: str) -> Told:
        return self.bot.form(
            callback_id, self.metadata(chance), self.state(chance), self.user(chance)
        )

    def menu(self, chance: random.Random, action_id: str) -> Told:
        user = self.user(chance)
        return self.bot.menu(action_id, self.text(chance), self.held(chance, user), user)

    def shortcut(self, chance: random.Random, shortcut: Any) -> Told:
        if shortcut.type == "global":
            return self.bot.shortcut(shortcut.callback_id, None, self.user(chance))
        on = self.space.post(self.channel(chance), self.user(chance), self.text(chance))
        return self.bot.shortcut(shortcut.callback_id, on, self.user(chance))

    # What they carry

    def user(self, chance: random.Random) -> str:
        return chance.choice(self.users)

    def channel(self, chance: random.Random) -> str:
        return chance.choice(("C0PANEL", "C0DIGEST", "C0SHARED"))

    def thread(self, chance: random.Random, channel: str) -> str | None:
        """Beneath something that was said there, of late, or beneath nothing."""
        said = [message.ts for message in self.bot.slack.messages(channel)[-5:]]
        return chance.choice((None, *said))

    def held(self, chance: random.Random, user: str | None = None) -> Message | View:
        """A message of the bot's, a home or a form, in which a button stands."""
        user = user or "U0MEMBER"
        kind = chance.choice(("message", "message", "home", "modal"))
        if kind == "message":
            return self.space.post(self.channel(chance), "U0BOT", "An answer")
        body = {"type": kind, "blocks": [], "private_metadata": self.metadata(chance)}
        return View("V0HELD", user, body, "hash", "V0HELD")

    def text(self, chance: random.Random) -> str:
        kind = chance.random()
        if kind < 0.3:
            return chance.choice(TYPED)
        return whole(bent_text(chance, chance.choice(TYPED)) if kind < 0.7 else mixed(chance))

    def address(self, chance: random.Random) -> str:
        real = f"https://harbour.example/mgAi.aspx?ID={chance.choice((71, 72, 73, 99))}"
        return real if chance.random() < 0.5 else whole(bent_text(chance, real))

    def value(self, chance: random.Random) -> Any:
        """What a button may carry, of whichever button."""
        one = chance.choice(self.ids)
        made: tuple[Callable[[], Any], ...] = (
            lambda: one,
            lambda: f"{chance.choice(VERBS)}:{one}",
            lambda: f"{chance.choice(VERBS)}:{chance.randrange(3)}:{chance.randrange(3)}:{one}",
            lambda: fields(chance, {"q": self.text(chance), "o": chance.randrange(40)}),
            lambda: fields(chance, {"f": self.text(chance), "o": chance.randrange(40)}),
            lambda: self.text(chance),
            lambda: None,
        )
        return chance.choice(made)()

    def metadata(self, chance: random.Random) -> str:
        """What a form may carry, of whichever form."""
        one = chance.choice(self.ids)
        number = chance.randrange(4)
        real = {"u": one, "i": number, "n": number, "m": chance.choice((one, number))}
        return fields(chance, real)

    def state(self, chance: random.Random) -> Json:
        """What is filled in: any fields with anything in them."""
        chosen = chance.sample(FIELDS, chance.randrange(len(FIELDS)))
        return {name: {name: self.filled(chance)} for name in chosen}

    def filled(self, chance: random.Random) -> Any:
        one, text = chance.choice(self.ids), self.text(chance)
        day = chance.choice(("2025-03-04", "2025-99-99", "", None))
        moment = chance.choice((0, 1_900_000_000, -1, 10**18, None))
        if chance.random() < 0.1:
            return None
        return {
            "value": chance.choice((one, text, None)),
            "selected_option": chance.choice((None, {"value": one}, {"value": text})),
            "selected_options": chance.choice(([], [{"value": "0"}, {"value": text}])),
            "selected_date": day,
            "selected_date_time": moment,
            "selected_conversations": chance.choice(([], ["C0PANEL"], ["C0NOWHERE", "U0MEMBER"])),
        }


def action_ids(pattern: str) -> tuple[str, ...]:
    """Ids that a button of this row may have."""
    return ACTION_IDS.get(pattern, (pattern,))
