"""What a sentence adds to what was found before it: an answer, or that it has been done."""

import re
from collections.abc import Sequence

from sources.undertakings.agents import People
from sources.undertakings.finding import Finding
from sources.undertakings.sentences import Span

# What an answer such as "she would do so" is about.
_ASKED = re.compile(
    r"\b(?:asked|asks|suggested|requested|wondered|queried|enquired|inquired|urged|invited|proposed"
    r"|wished|sought)\b"
)
_BARE = re.compile(r"\b(?:agreed|assented|consented)\W*$")
# "Clerk to write to the school. Done."
_IS_DONE = re.compile(
    r"\W*(?:Done|Completed?|Closed|Actioned|Discharged|No\s+longer\s+(?:required|needed))\b"
)


def echoed(people: People, kept: list[Finding], echo: Finding, previous: Span) -> list[Finding]:
    """What was found, the last taken on by an echo of it; else the echo with what was asked."""
    if any(k.start < echo.end and echo.start < k.end for k in kept):
        return kept
    before = [k for k in kept if k.end <= echo.start]
    last = max(before, key=lambda k: k.end, default=None)
    if last and last.end >= previous.start:
        kind = "undertaking" if echo.owner else last.kind
        if last.kind in ("resolution", "action"):
            return kept
        whole = last._replace(kind=kind, end=echo.end, owner=echo.owner or last.owner, certain=True)
        return [*(k for k in kept if k is not last), whole]
    if _BARE.search(people.text, echo.start, echo.end) and not _ASKED.search(
        people.text, previous.start, echo.start
    ):
        return kept  # agreed with what was said
    asked = previous.start < echo.start and _ASKED.search(people.text, *previous)
    return [*kept, echo._replace(start=previous.start if asked else echo.start)]


def is_done_next(people: People, spans: Sequence[Span], at: int) -> bool:
    """Whether the sentence after `spans[at]` says that it has been done."""
    return at + 1 < len(spans) and _IS_DONE.match(people.text, *spans[at + 1]) is not None
