"""The panel that a channel is about, or that a person reads: settled once, meant in each question,
said in each answer."""

import re
from dataclasses import replace

from rapidfuzz import fuzz

from commands.model import (
    Context,
    HelpAnswer,
    ListActions,
    Refusal,
    Request,
    SaveSearch,
    Search,
    SetPanel,
)
from storage.channels import panel_of, place_of, set_panel
from storage.minutes import meeting_rows
from storage.plain import fold

_ALIKE = 80.0  # a panel's name may be misspelt, or a part of it given
_NONE = ("all", "none", "every", "everything", "off", "any")
_NAMED = re.compile(r'(?<!\S)panel:(?:"[^"]*"|\S+)', re.IGNORECASE)
_EVERY = re.compile(r'(?<!\S)panel:"?(?:all|any|every)"?(?!\S)', re.IGNORECASE)


def settle_panel(context: Context, request: SetPanel) -> HelpAnswer | Refusal:
    """Set, change, end or say the panel that is meant in the asker's channel; in a direct message
    it is the asker's own, for questions there and for their digest."""
    channel, panels = place_of(context.viewer), _panels(context)
    own = channel == context.viewer.user
    if channel is None:
        return Refusal("A panel is settled for a channel of Slack. Here write panel:NAME.")
    if not request.name:
        return _told(panel_of(context.book, channel), panels, own)
    if request.name.casefold() in _NONE:
        set_panel(context.book, channel, None, context.who, context.now)
        return _told(None, panels, own)
    fitting = _fitting(request.name, panels)
    if len(fitting) != 1:
        found = "No panel is" if not fitting else "Several panels are"
        names = tuple(f"panel {name}" for name in (fitting or panels)[:5])
        return Refusal(f"{found} called “{request.name}” in the minutes held.", names)
    set_panel(context.book, channel, fitting[0], context.who, context.now)
    return _told(fitting[0], panels, own)


def in_channel(context: Context, request: Request) -> Request:
    """The request as it is meant in its channel: of the channel's panel, unless it names one."""
    if isinstance(request, Search):
        return replace(request, query=_of_panel(context, request.query))
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


def _fitting(name: str, panels: list[str]) -> list[str]:
    """The panels that a name means: itself, else those that hold it, else those most like it."""
    exact = [panel for panel in panels if fold(panel) == fold(name)]
    holding = exact or [panel for panel in panels if fold(name) in fold(panel)]
    return holding or [p for p in panels if fuzz.partial_ratio(fold(name), fold(p)) >= _ALIKE]


def _told(panel: str | None, panels: list[str], own: bool) -> HelpAnswer:
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
