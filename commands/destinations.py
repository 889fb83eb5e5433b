"""Who is to be told: the asker, or everybody in the channel where they ask."""

from commands.model import Context
from storage.errors import MinutebookError


def destination_of(context: Context, here: bool) -> str:
    """Where messages go that are asked for here.

    Raises MinutebookError at the terminal, which is nobody of Slack's, and for whoever may not
    have a channel told.
    """
    viewer = context.viewer
    if here and _in_channel(context):
        if not may_settle(context, here=True):
            raise MinutebookError(
                "What a channel is sent is settled by the secretariat. Without 'here' it is for "
                "you alone."
            )
        return str(viewer.channel)
    if viewer.user is None:
        raise MinutebookError(
            "That is settled in Slack, where I know who asks. In the terminal add --user U… to "
            "'minutebook say'."
        )
    return viewer.user


def may_settle(context: Context, here: bool) -> bool:
    """Whether the asker may settle this: their own always, a channel's as the secretariat."""
    if not here:
        return context.viewer.user is not None
    return _in_channel(context) and context.viewer.secretariat


def whose(context: Context, destination: str) -> str:
    """The destination in a sentence to the asker."""
    return "to you" if destination == context.viewer.user else "here"


def _in_channel(context: Context) -> bool:
    channel = context.viewer.channel
    return channel is not None and not channel.startswith("D")
