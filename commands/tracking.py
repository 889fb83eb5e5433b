"""From what somebody wrote to the entry of the register that it speaks of, or that may be made."""

from commands.minutes import search
from commands.model import ActionsAnswer, Context, Refusal, Search, TrackAction
from storage.errors import MinutebookError
from storage.register import action_rows, possible_rows

_LOOKED_AT = 5  # paragraphs


def track_action(context: Context, request: TrackAction) -> ActionsAnswer | Refusal:
    """The entries, and the sentences that only may be one, of the paragraphs that hold the words.

    Raises MinutebookError for whoever is not of the secretariat.
    """
    if not context.viewer.secretariat:
        raise MinutebookError("Only the secretariat puts actions into the register.")
    found = search(context, Search(request.text, _LOOKED_AT))
    if not found.hits and found.suggestions:
        found = search(context, Search(found.suggestions[0], _LOOKED_AT))
    there = [hit.paragraph.id for hit in found.hits]
    held = [
        *action_rows(context.book, context.viewer),
        *possible_rows(context.book, context.viewer),
    ]
    chosen = sorted(
        (action for action in held if action.paragraph_id in there),
        key=lambda action: there.index(action.paragraph_id),
    )
    if not chosen:
        return Refusal(
            "The minutes hold no sentence that this could be. The register has only what was "
            "resolved, promised or requested in the minutes."
        )
    return ActionsAnswer(
        tuple(chosen), len(chosen), context.today, "what the minutes say of this message"
    )
