"""What is asked about a paragraph that has been found: who speaks in it, what came of it."""

from commands.action_answers import (
    ActionAnswer,
    ActionsAnswer,
    UnansweredAnswer,
    UnansweredQuestion,
)
from commands.actions.show import show_action, waiting_for
from commands.answers import Refusal, SpeakersAnswer
from commands.request_context import Context
from commands.requests import (
    Ask,
    ListUnanswered,
    Search,
    ShowAction,
    ShowOutcome,
    ShowSpeaking,
    TrackAction,
)
from commands.search import search
from storage.actions.changes import waiting
from storage.actions.filters import CERTAIN, POSSIBLE, in_state, of_kind, of_paragraphs
from storage.actions.read import select_actions
from storage.meetings import item_paragraphs, paragraph_by_id
from storage.model import ActionRow, MinutebookError, ParagraphRow
from storage.name_matching import plain_name
from storage.people import people
from storage.plurals import listed

# ---- left hanging -----------------------------------------------------------------------------
# Questions to which a promise was the only answer, and nothing has come since.


def list_unanswered(context: Context, request: ListUnanswered) -> UnansweredAnswer:
    """Questions taken away and not answered, by member, then oldest first.

    A question is one that the minutes show somebody asking; it was taken away where whoever
    answered undertook something in the same paragraph. What later minutes seem to answer waits
    for a decision elsewhere and is not listed.
    """
    perhaps = {one.action_id for one in waiting(context.book, context.viewer)}
    promised = select_actions(
        context.book, context.viewer, (in_state("open"), of_kind("undertaking"))
    )
    unanswered = [
        UnansweredQuestion(member, action)
        for action in promised
        if action.id not in perhaps
        for member in _asking(context, action)
        if _fits(request.words, member, action)
    ]
    unanswered.sort(
        key=lambda one: (one.member.casefold(), str(one.action.raised or ""), one.action.id)
    )
    return UnansweredAnswer(tuple(unanswered), context.today, request.words)


def _asking(context: Context, action: ActionRow) -> list[str]:
    """Who asked the question before the promise: the last to ask there, none where nobody did."""
    paragraph = paragraph_by_id(context.book, context.viewer, action.paragraph_id)
    if paragraph is None:
        return []
    end = paragraph.text.find(action.text) + len(action.text)
    asked = [
        mention.name
        for mention in paragraph.mentions
        if mention.part == "asks" and mention.start < end and not _owns(mention.name, action)
    ]
    return asked[-1:]


def _owns(name: str, action: ActionRow) -> bool:
    return plain_name(name) == plain_name(action.owner or "")


def _fits(words: str, member: str, action: ActionRow) -> bool:
    """Whether every word stands in the member's or the owner's name, or in the promise."""
    text = f"{member} {action.owner or ''} {action.text} {action.item_title}".casefold()
    return all(word in text for word in words.casefold().split())


# ---- from what somebody wrote to the entry of the register that it speaks of ------------------
# Or to one that may be made.


_LOOKED_AT = 5  # paragraphs


def track_action(context: Context, request: TrackAction) -> ActionsAnswer | Refusal:
    """The entries, and the sentences that only may be one, of the paragraphs that hold the words.

    Raises MinutebookError for whoever is not of the secretariat.
    """
    if not context.viewer.secretariat:
        raise MinutebookError("Only the secretariat puts actions into the register.")
    answer = search(context, Search(request.text, _LOOKED_AT))
    if not answer.hits and answer.suggestions:
        answer = search(context, Search(answer.suggestions[0], _LOOKED_AT))
    there = [hit.paragraph.id for hit in answer.hits]
    actions = [
        action
        for certainty in (CERTAIN, POSSIBLE)
        for action in select_actions(
            context.book, context.viewer, (certainty, of_paragraphs(there))
        )
    ]
    chosen = sorted(actions, key=lambda action: there.index(action.paragraph_id))
    if not chosen:
        return Refusal(
            "The minutes hold no sentence that this could be. The register has only what was "
            "resolved, promised or requested in the minutes."
        )
    return ActionsAnswer(
        tuple(chosen), len(chosen), context.today, "that the minutes have of this message"
    )


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
    speakers = tuple((known[name], None) for name in paragraph.speakers if name in known)
    return SpeakersAnswer("", speakers, _sentence(paragraph))


def _sentence(paragraph: ParagraphRow) -> str:
    """“Mrs Penhaligon asked; the Harbour Master answered.”"""
    did: dict[str, list[str]] = {}
    for mention in paragraph.mentions:
        if mention.part in _DID:
            did.setdefault(mention.name, []).append(_DID[mention.part])
    parts = (f"{name} {' and '.join(dict.fromkeys(acts))}" for name, acts in did.items())
    return "; ".join(parts) + "."


def show_other_speakers(context: Context, request: Ask) -> SpeakersAnswer | Refusal | None:
    """Who else spoke where a paragraph stands, or who spoke about a subject; None where nothing
    is found on it."""
    shown = paragraph_by_id(context.book, context.viewer, request.paragraph)
    if shown is None:
        rows = [hit.paragraph for hit in search(context, Search(request.topic, _LOOKED_AT)).hits]
    else:
        rows = list(item_paragraphs(context.book, context.viewer, shown.item_id))
    about = shown.item_title if shown else request.topic
    names = dict.fromkeys(name for row in rows for name in row.speakers)
    others = [name for name in names if shown is None or name not in shown.speakers]
    known = {person.name: person for person in people(context.book, context.viewer)}
    speakers = tuple((known[name], None) for name in others if name in known)
    if speakers:
        return SpeakersAnswer("", speakers, f"On “{about}” spoke {listed(others)}.")
    return Refusal(f"Nobody else spoke on “{about}”, as far as the minutes say.") if shown else None


def show_outcome(context: Context, request: ShowOutcome) -> ActionAnswer | ActionsAnswer | Refusal:
    """What was resolved, promised or requested in the paragraph; else in its item."""
    paragraph = paragraph_by_id(context.book, context.viewer, request.paragraph_id)
    if paragraph is None:
        return Refusal(GONE)
    item = [row.id for row in item_paragraphs(context.book, context.viewer, paragraph.item_id)]
    there = select_actions(context.book, context.viewer, (CERTAIN, of_paragraphs(item)))
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
    later = tuple(one for action in chosen for one in waiting_for(context, action))
    return ActionsAnswer(tuple(chosen), len(chosen), context.today, understood, later=later)
