"""How to ask, by example from what is really held."""

import re
from collections.abc import Iterable

from commands.answers import HelpAnswer
from commands.request_context import Context
from commands.requests import Help, Search
from commands.search import search
from storage.meetings import meeting_rows, told_items
from storage.people import people
from storage.plurals import plural

# ---- questions that find something here -------------------------------------------------------
# Made of the agenda items and people of the newest minutes.


# Items that every meeting has, by which nobody would ask.
_ROUTINE = re.compile(
    r"apolog|minutes|declaration|interest|chair|election|appoint|welcome|introduc|attendance"
    r"|matters arising|any other|urgent|next meeting|date of|agenda|work programme|forward plan"
    r"|exclusion|exempt|public and press|close|substitut|correspondence|action",
    re.IGNORECASE,
)
_JOINING = re.compile(
    r"(?:\s+(?:for|of|in|to|and|the|a|an|at|on|from|by|with|until|year|period))+$", re.IGNORECASE
)
_LONGEST = 45  # characters of a subject that reads well in a question
_LOOKED_AT = 60
FALLBACK = "stop and search"


def subjects(context: Context, most: int) -> tuple[str, ...]:
    """What the newest minutes speak about, in few words, the newest first."""
    found: dict[str, str] = {}
    for title in told_items(context.book, context.viewer, _LOOKED_AT):
        words = _subject(title)
        if words and not _ROUTINE.search(title):
            found.setdefault(words.casefold(), words)
    return tuple(list(found.values())[:most])


def _subject(title: str) -> str:
    """The first part of an item's title: “Violence Reduction” of “Violence Reduction - Update”."""
    first = re.split(r"\s+[-–—]\s+|[:;(,]|\s\d", " ".join(title.split()))[0].strip(" .-–—")
    first = _JOINING.sub("", first)
    return first if 3 <= len(first) <= _LONGEST else ""


def subject(context: Context) -> str:
    """One of them, or a common one where nothing is held."""
    return next(iter(subjects(context, 1)), FALLBACK)


def somebody(context: Context) -> str | None:
    """The name of a person who speaks often; None where nobody does."""
    known = people(context.book, context.viewer)
    return next((p.name for p in known if not p.office and p.paragraphs), None)


def questions(context: Context, most: int = 4) -> tuple[str, ...]:
    """Things to ask here, as one would write them without the slash."""
    held = subjects(context, 3)
    asked = list(held[:1])
    who = somebody(context)
    if who:
        said = (f"What did {who} say about {about}?" for about in held)
        asked.append(_found(context, said) or f'from:"{who}"')
    raised = _found(context, (f"Who asked about {about}?" for about in held))
    return tuple([*asked, *([raised] if raised else []), "actions open", "meetings"][:most])


def _found(context: Context, asked: Iterable[str]) -> str | None:
    """The first of these questions that finds something."""
    return next((one for one in asked if search(context, Search(one, limit=1)).hits), None)


def how_to_ask(context: Context, request: Help) -> HelpAnswer:
    """Examples that work here, with the people and meetings of this book."""
    if request.about == "actions":
        return _about_actions(context)
    held = meeting_rows(context.book, context.viewer)
    if not held:
        return HelpAnswer(
            "Ask the minutes",
            (("/minutes add", "how the first minutes come in"),),
            ("No minutes are held yet.",),
        )
    somebody, about = _somebody(context), subject(context)
    first, last = held[-1].date, held[0].date
    span = f" from {first:%-d %B %Y} to {last:%-d %B %Y}" if first and last else ""
    span = f" of {last:%-d %B %Y}" if last and first == last else span
    count = f"{plural(len(held), 'meeting is', 'meetings are')} held"
    return HelpAnswer(
        "Ask the minutes",
        (
            (f"/minutes {about}", "the paragraph that answers, word for word"),
            *([(f"/minutes {about} in {last.year}", "only at that time")] if last else []),
            (f"/minutes from:{somebody}", "only what one person said"),
            (f"/minutes speakers {somebody}", "who that is, however it is spelt"),
            ("/minutes meetings", "what is held"),
            ("/minutes check “WORDS”", "whether these words stand in the minutes"),
            ("/actions open", "what was resolved, promised or requested"),
            ("/minutes digest on 08:30", "what is new, in the morning, to you alone"),
            ("/minutes watch stop and search", "be told when new minutes answer that"),
            ("/minutes add", "how new minutes come in"),
        ),
        (f"{count}{span}.", "Words and names may be misspelt."),
    )


def _about_actions(context: Context) -> HelpAnswer:
    somebody = _somebody(context)
    return HelpAnswer(
        "Ask the register of actions",
        (
            ("/actions open", "everything still to be done"),
            ("/actions overdue", "what should have been done by now"),
            (f"/actions owner:{somebody} all", "everything that is one person's"),
            ("/actions 12", "one action with its history"),
            ("/actions 12 done sent on 4 May", "mark it done, with a note"),
            ("/actions 12 assign Jo Smith", "say who sees to it"),
            ("/actions 12 due 2026-03-31", "say by when"),
            ("/actions 12 undo", "take back the last change"),
            ("/actions 12 snooze a week", "be reminded of it later"),
            ("/actions proposed", "what later minutes seem to have answered"),
            ("/actions hanging", "questions that were taken away and not answered since"),
        ),
    )


def _somebody(context: Context) -> str:
    """The last word of the name of a person who spoke, for an example."""
    named = (p.name for p in people(context.book, context.viewer) if not p.office and p.paragraphs)
    return next(named, "Smith").split()[-1].lower()


def how_to_add() -> HelpAnswer:
    """How new minutes come in."""
    return HelpAnswer(
        "Adding minutes",
        (
            ("minutebook add minutes.docx", "in the terminal: a file, a folder or an address"),
            ("/minutes add ADDRESS", "the page of the meeting, for the secretariat"),
        ),
        (
            "The secretariat drops a file on me, in a direct message or in a channel with a "
            "mention of me. I show what I understood; nobody sees it before you press Publish.",
        ),
    )
