"""What is settled for a channel: the panel that is meant there, and who may have it sent messages.

A panel is settled once, meant in each question asked there and said in each answer.
"""

import re
from dataclasses import replace

from commands.answers import HelpAnswer, Refusal
from commands.request_context import Context
from commands.requests import Ask, ListActions, Request, SaveSearch, Search, SetPanel
from storage.meetings import meeting_rows
from storage.model import MinutebookError
from storage.name_matching import fold
from storage.subscriptions import panel_of, place_of, set_panel

# ---- the panel that a channel is about, or that a person reads --------------------------------


_ALIKE = 80.0  # a panel's name may be misspelt, or a part of it given
_NONE = ("all", "none", "every", "everything", "off", "any")
_NAMED = re.compile(r'(?<!\S)panel:(?:"[^"]*"|\S+)', re.IGNORECASE)
_EVERY = re.compile(r'(?<!\S)panel:"?(?:all|any|every)"?(?!\S)', re.IGNORECASE)


def set_default_panel(context: Context, request: SetPanel) -> HelpAnswer | Refusal:
    """Set, change, end or say the panel that is meant in the asker's channel; in a direct message
    it is the asker's own, for questions there and for their digest."""
    channel, panels = place_of(context.viewer), _panels(context)
    own = channel == context.viewer.user
    if channel is None:
        return Refusal("A panel is settled for a channel of Slack. Here write panel:NAME.")
    if not request.name:
        return _describe_panel(panel_of(context.book, channel), panels, own)
    if request.name.casefold() in _NONE:
        set_panel(context.book, channel, None, context.who, context.now)
        return _describe_panel(None, panels, own)
    fitting = _panels_named(request.name, panels)
    if len(fitting) != 1:
        problem = "No panel is" if not fitting else "Several panels are"
        names = tuple(f"panel {name}" for name in (fitting or panels)[:5])
        return Refusal(f"{problem} called “{request.name}” in the minutes held.", names)
    set_panel(context.book, channel, fitting[0], context.who, context.now)
    return _describe_panel(fitting[0], panels, own)


def in_channel(context: Context, request: Request) -> Request:
    """The request as it is meant in its channel: of the channel's panel, unless it names one."""
    if isinstance(request, Search):
        return replace(request, query=_of_panel(context, request.query))
    if isinstance(request, Ask):
        return replace(request, panel=panel_of(context.book, place_of(context.viewer)) or "")
    if isinstance(request, SaveSearch) and request.words:
        return replace(request, words=_of_panel(context, request.words))
    if isinstance(request, ListActions):
        return replace(request, filters=_of_panel(context, request.filters))
    return request


def _of_panel(context: Context, typed: str) -> str:
    if _EVERY.search(typed):
        return " ".join(_EVERY.sub(" ", typed).split())
    panel = None if _NAMED.search(typed) else panel_of(context.book, place_of(context.viewer))
    return f'{typed} panel:"{panel}"' if panel else typed


def _panels(context: Context) -> list[str]:
    return sorted({row.panel for row in meeting_rows(context.book, context.viewer) if row.panel})


def _panels_named(name: str, panels: list[str]) -> list[str]:
    """The panels that a name means: itself, else those that hold it, else those most like it."""
    from rapidfuzz import fuzz

    exact = [panel for panel in panels if fold(panel) == fold(name)]
    holding = exact or [panel for panel in panels if fold(name) in fold(panel)]
    return holding or [p for p in panels if fuzz.partial_ratio(fold(name), fold(p)) >= _ALIKE]


def _describe_panel(panel: str | None, panels: list[str], own: bool) -> HelpAnswer:
    here = "Here and in your digest" if own else "In this channel"
    if panel:
        return HelpAnswer(
            f"{here} the minutes of {panel} are meant.",
            (
                ("/minutes panel all", "the minutes of every panel again"),
                ("/minutes flooding panel:all", "one question to every panel"),
            ),
        )
    shown = tuple((f"/minutes panel {name}", "only these minutes here") for name in panels[:5])
    return HelpAnswer(f"{here} the minutes of every panel are meant.", shown)


# ---- who is to be told: the asker, or everybody in the channel where they ask -----------------


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


def destination_owner(context: Context, destination: str) -> str:
    """The destination in a sentence to the asker."""
    return "to you" if destination == context.viewer.user else "here"


def _in_channel(context: Context) -> bool:
    channel = context.viewer.channel
    return channel is not None and not channel.startswith("D")
