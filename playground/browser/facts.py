"""What Slack gets: a message as sent, the limits it uses, what the checker says of it."""

from collections.abc import Iterator
from typing import Any

from playground.block_check import check_message, check_view, elements_of
from playground.browser.asked import Asked
from playground.browser.backstage import Backstage
from playground.local_slack import LocalSlack
from playground.model import Json, Message, View

__all__ = ["facts_of_message", "facts_of_view"]

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
