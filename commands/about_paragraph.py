"""What is asked about a paragraph that has been found: who speaks in it, what came of it."""

from commands.actions import show_action
from commands.model import (
    ActionAnswer,
    ActionsAnswer,
    Context,
    Refusal,
    ShowAction,
    ShowOutcome,
    ShowSpeaking,
    SpeakersAnswer,
)
from storage.minutes import item_paragraphs, paragraph_by_id
from storage.names import people
from storage.records import ParagraphRow
from storage.register import action_rows

GONE = "That paragraph is no longer in the minutes. Search again for its words."
_DID = {"asks": "asked", "answers": "answered", "speaks": "spoke"}


def show_speaking(context: Context, request: ShowSpeaking) -> SpeakersAnswer | Refusal:
    """Who asked, answered or spoke in a paragraph, each with their roles and how often."""
    paragraph = paragraph_by_id(context.book, context.viewer, request.paragraph_id)
    if paragraph is None:
        return Refusal(GONE)
    if not paragraph.speakers:
        return Refusal("The minutes do not say who speaks in that paragraph.")
    known = {person.name: person for person in people(context.book, context.viewer)}
    told = tuple((known[name], None) for name in paragraph.speakers if name in known)
    return SpeakersAnswer("", told, _sentence(paragraph))


def _sentence(paragraph: ParagraphRow) -> str:
    """“Mrs Penhaligon asked; the Harbour Master answered.”"""
    did: dict[str, list[str]] = {}
    for mention in paragraph.mentions:
        if mention.part in _DID:
            did.setdefault(mention.name, []).append(_DID[mention.part])
    parts = (f"{name} {' and '.join(dict.fromkeys(acts))}" for name, acts in did.items())
    return "; ".join(parts) + "."


def show_outcome(context: Context, request: ShowOutcome) -> ActionAnswer | ActionsAnswer | Refusal:
    """What was resolved, promised or requested in the paragraph; else in its item."""
    paragraph = paragraph_by_id(context.book, context.viewer, request.paragraph_id)
    if paragraph is None:
        return Refusal(GONE)
    item = {row.id for row in item_paragraphs(context.book, context.viewer, paragraph.item_id)}
    there = [a for a in action_rows(context.book, context.viewer) if a.paragraph_id in item]
    chosen = [action for action in there if action.paragraph_id == paragraph.id] or there
    title = paragraph.item_title
    if not chosen:
        return Refusal(
            f"Nothing was resolved, promised or requested under “{title}” at that meeting, as far "
            "as the minutes say.",
            (title,) if title else (),
        )
    if len(chosen) == 1:
        return show_action(context, ShowAction(chosen[0].id))
    understood = f"under “{title}”" if title else "under that item"
    return ActionsAnswer(tuple(chosen), len(chosen), context.today, understood)
