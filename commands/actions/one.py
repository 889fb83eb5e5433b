"""One entry with its history, what waits for a decision, and who holds the owner's office."""

from commands.actions.links import linked
from commands.actions.owners import holders_of
from commands.actions.rights import may_edit_all
from commands.actions.story import story
from commands.model import ActionAnswer, Context, Proposed, ShowAction
from commands.proposals import proposed
from storage.records import ActionRow
from storage.register import action_row, history, proposals


def show_action(context: Context, request: ShowAction) -> ActionAnswer:
    """One entry with its history. Raises MinutebookError where there is none with that id."""
    return shown(context, request.id, "")


def entry_for(context: Context, action_id: int) -> ActionRow:
    """The entry; for those who may add them, also one that is only possible.

    Raises MinutebookError where this viewer knows of none with that id.
    """
    return action_row(context.book, context.viewer, action_id, possible=may_edit_all(context))


def shown(context: Context, action_id: int, said: str) -> ActionAnswer:
    """One entry as it is now, and what has just been done to it."""
    (action,) = linked(context, [entry_for(context, action_id)])
    changes = history(context.book, action_id)
    then, now = holders_of(context, action)
    return ActionAnswer(
        action=action,
        history=changes,
        today=context.today,
        said=said,
        story=story(changes, context.zone),
        proposed=waiting_for(context, action),
        holder_then=then,
        holder_now=now,
    )


def waiting_for(context: Context, action: ActionRow) -> tuple[Proposed, ...]:
    """What waits for a decision about an open entry, oldest first."""
    if action.status != "open":
        return ()
    return tuple(
        proposed(context, one)
        for one in proposals(context.book, context.viewer, action.id)
        if one.state == "waiting"
    )
