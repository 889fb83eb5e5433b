"""Who spoke, and whom a name may mean."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from commands.answers import HelpAnswer, Refusal, SpeakersAnswer
from commands.request_context import Context
from commands.requests import Ask, ListActions, ListSpeakers, Request, SaveSearch, Search, SetPanel
from storage.corrections import merge_people, split_person
from storage.meetings import meeting_rows
from storage.model import MinutebookError, Person
from storage.name_matching import fold
from storage.people import find_people, people
from storage.subscriptions import panel_of, place_of, set_panel


@dataclass(frozen=True, slots=True)
class _Term:
    """Somebody in an office, between the first and last day on which the minutes show it."""

    office: str
    person: Person
    first: dt.date | None
    last: dt.date | None


def list_speakers(context: Context, request: ListSpeakers) -> SpeakersAnswer:
    """The people whom the name may mean, best first; without a name, all who spoke. Of an office
    it tells who held it when."""
    everybody = people(context.book, context.viewer)
    if not request.name:
        return SpeakersAnswer(
            "", tuple((person, None) for person in everybody if person.paragraphs)
        )
    matches: list[tuple[Person, float | None]] = [
        *find_people(context.book, context.viewer, request.name)
    ]
    office = next((person.name for person, _ in matches if person.office), None)
    if matches and office is None:
        return SpeakersAnswer(request.name, tuple(matches))
    terms = _terms(office or request.name, everybody) or _named_so(office, everybody)
    matches = matches or [(term.person, None) for term in terms]
    return SpeakersAnswer(request.name, tuple(matches), _describe_terms(terms))


def _terms(office: str, everybody: Sequence[Person]) -> list[_Term]:
    """Who held an office, in order of time, as lists of those present show it."""
    terms = (
        _Term(role, person, first, last)
        for person in everybody
        for role, first, last in person.roles
        if _without_the(role) == _without_the(office)
    )
    return sorted(terms, key=lambda term: (term.first or dt.date.max, term.person.name))


def _named_so(office: str | None, everybody: Sequence[Person]) -> list[_Term]:
    """Who bears an office before the name, as in "Chief Constable Ann Lee"."""
    if office is None:
        return []
    return [
        _Term(office, person, person.first, person.last)
        for person in everybody
        if fold(person.name).startswith(f"{_without_the(office)} ") and not person.office
    ]


def _describe_terms(terms: Sequence[_Term]) -> str:
    """“The Clerk: Miss Ash, 4 March 2025 to 10 June 2025.” Several panels are named."""
    by_panel: dict[str | None, list[str]] = {}
    for term in terms:
        by_panel.setdefault(term.person.panel, []).append(f"{term.person.name}{_span(term)}")
    several = len(by_panel) > 1
    return " ".join(
        f"{terms[0].office}{f' of {panel}' if several and panel else ''}: {'; '.join(sentences)}."
        for panel, sentences in sorted(by_panel.items(), key=lambda pair: pair[0] or "")
    )


def _span(term: _Term) -> str:
    if term.first is None or term.last is None:
        return ""
    days = [f"{day.day} {day:%B %Y}" for day in dict.fromkeys((term.first, term.last))]
    return f", {' to '.join(days)}"


def _without_the(office: str) -> str:
    return fold(office).removeprefix("the ")


def merge(context: Context, one: str, other: str) -> SpeakersAnswer:
    """Say that two names are one person's; those of one panel are meant where only there both
    are. Raises MinutebookError where either is unclear."""
    firsts, seconds = _people_named(context, one), _people_named(context, other)
    together = [(a, b) for a in firsts for b in seconds if a.panel == b.panel]
    if len(together) == 1:
        ((first, second),) = together
    else:
        first, second = _only(one, firsts), _only(other, seconds)
    merge_people(context.book, first, second, context.who, context.now)
    return list_speakers(context, ListSpeakers(first.name))


def split(context: Context, name: str, form: str) -> SpeakersAnswer:
    """Say that one form of a person's name is somebody else.

    Raises MinutebookError where the name is unclear or has no such form.
    """
    person = _only(name, _people_named(context, name))
    split_person(context.book, person, form, context.who, context.now)
    return list_speakers(context, ListSpeakers(form))


def _people_named(context: Context, typed: str) -> list[Person]:
    """Everybody of exactly this name, else everybody whom it may mean; of one panel where it is
    written behind the name, in brackets. Raises MinutebookError where there is nobody."""
    bare, _, panel = typed.rstrip(")").partition(" (")
    matches = [
        person
        for person, _ in find_people(context.book, context.viewer, bare)
        if fold(panel) in fold(person.panel or "")
    ]
    exact = [p for p in matches if fold(bare) in map(fold, (p.name, *p.aliases))]
    if not matches:
        raise MinutebookError(f"Nobody in the minutes fits “{typed}”. See 'minutebook speakers'.")
    return exact or matches


def _only(typed: str, fitting: Sequence[Person]) -> Person:
    """The one person who fits. Raises MinutebookError where several do."""
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(f"{p.name} ({p.panel})" if p.panel else p.name for p in fitting)
    raise MinutebookError(f"“{typed}” fits several: {names}. Write one of these.")


# ---- the panel that a channel is about, or that a person reads --------------------------------
# Settled once, meant in each question, said in each answer.


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
