"""An Answer drawn for Slack: Block Kit, and the whole of it as text."""

from collections.abc import Sequence

from bot.views.blocks import blocks
from bot.views.kit import Message
from bot.views.message_text import text
from commands.answers import Answer
from commands.documents import Document, Mention, phrases, publication
from commands.documents.compose import compose
from commands.request_context import Context
from commands.requests import Request

__all__ = ["Message", "as_message", "render", "sentence_with", "who_may_publish"]


def as_message(document: Document) -> Message:
    """Draw a document as a message."""
    return Message(text(document), tuple(blocks(document)), document.cites)


def render(context: Context, request: Request, answer: Answer) -> Message:
    """Draw the message that says this answer to whoever asked."""
    return as_message(compose(answer, context, request, brief=True))


def sentence_with(sentence: str, next_steps: Sequence[str] = ()) -> Message:
    """Draw a sentence of ours, with questions to press."""
    return as_message(phrases.sentence_with(sentence, next_steps))


def who_may_publish(secretariat: Sequence[str]) -> Message:
    """Draw the kind word that publishing is for the secretariat, of which these are the Slack IDs
    of people and user groups."""
    clerks = [Mention(who, "group" if who.startswith("S") else "person") for who in secretariat]
    return as_message(publication.who_may_publish(clerks))
