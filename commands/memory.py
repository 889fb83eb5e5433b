"""What is remembered of those who ask: what each conversation was last about, their own recent
questions unless they want none kept, and what they found badly answered."""

from collections.abc import Sequence

from commands.conversation import ConversationState
from commands.request_context import Context
from commands.requests import Ask, Request, Search
from storage import conversation_states


def recall_conversation(context: Context, places: Sequence[str]) -> ConversationState:
    """Give what was last answered at the first of these places where anything was."""
    stored = conversation_states.recall(context.book, places, context.now)
    return ConversationState.loads(stored) if stored else ConversationState()


def remember_conversation(
    context: Context, places: Sequence[str], state: ConversationState
) -> None:
    """Note at each of these places what was answered there."""
    with context.book.write():
        for place in places:
            conversation_states.remember(context.book, place, state.dumps(), context.now)


def remember_question(context: Context, request: Request) -> None:
    """Keep what was asked among the asker's recent questions. Only a question is kept, not the
    rest of an answer, and of nobody who does not want that."""
    match request, context.viewer.user:
        case ((Ask(query=query) | Search(query=query, offset=0)), str(user)):
            conversation_states.remember_question(context.book, user, query, context.now)


def set_remembering(context: Context, on: bool) -> None:
    """Keep the asker's questions from now on, or forget them all and keep none."""
    conversation_states.set_remembering(context.book, context.viewer.user or "", on)


def note_unhelpful(context: Context, question: str, reason: str, words: str) -> None:
    """Keep for the secretariat why an answer did not help: a reason to choose, and the asker's
    own words where there are any."""
    told = f"{reason}: {words}" if words else reason
    user = context.viewer.user or ""
    conversation_states.note_unhelpful(context.book, user, question, told, context.now)
