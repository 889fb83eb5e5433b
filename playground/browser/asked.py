"""What was asked, so that an answer can be shown beside its question."""

import time
from collections import deque
from dataclasses import dataclass, field

from playground.interaction import Interaction, Said
from playground.local_slack import LocalSlack
from playground.model import Json, Message

__all__ = ["Asked", "Question"]

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
