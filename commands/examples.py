"""Questions that find something here: made of the agenda items and people of the newest minutes."""

import re
from collections.abc import Iterable

from commands.minutes import search
from commands.model import Context, Search
from storage.minutes import told_items
from storage.names import people

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
