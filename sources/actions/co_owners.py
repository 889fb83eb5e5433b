"""Who promises something together with its owner: "Cllr Ash and Cllr Elm agreed to write"."""

import re
from collections.abc import Iterable, Iterator

from sources.actions.agents import Agent, Finding, People, is_object

# What may stand between two who do something together. A comma alone joins only those of a row
# that ends with another of these: it stands before what somebody is as well.
_JOINED = re.compile(
    r",?\s+(?:and|with|together\s+with|as\s+well\s+as)\s+(?:both\s+)?|\s*[/&;+]\s*|,\s+"
)
# How far before what is to be done its owner may stand, in characters: "Action: AB / CD".
_BEFORE = 40


def with_co_owners(people: People, finding: Finding) -> Finding:
    """Return a finding with all those in whose row its owner is named, the first as its owner."""
    if finding.owner is None or finding.co_owners:  # nobody, or a cell's row
        return finding
    named = people.places(finding.start - _BEFORE, finding.end)
    places = [place for place in named if people.agents[place].name == finding.owner]
    if not places:
        return finding
    within = (at for at in places if people.agents[at].start >= finding.start)
    place = next(within, places[-1])
    row = list(_in_row(people, place))
    owner, *others = _names(row)
    first = row[0].start if people.agents[place].start == finding.start else finding.start
    return finding._replace(start=first, owner=owner, co_owners=tuple(others))


def in_row(people: People) -> tuple[str, ...]:
    """Return the names in the row with which a text begins; () where it begins with none."""
    if not people.agents or people.agents[0].start:
        return ()
    return tuple(_names(_in_row(people, 0)))


def _names(row: Iterable[Agent]) -> list[str]:
    return list(dict.fromkeys(one.name for one in row if one.name and one.able))


def _in_row(people: People, place: int) -> Iterator[Agent]:
    """Those who are joined to the one at a place, before and after it."""
    first = last = place
    while first and _joint(people, first - 1):
        first -= 1
    if is_object(people.text, people.agents[first].start):  # "… had rung AB, and CD would write"
        first = place
    row, waiting = [people.agents[first]], list[Agent]()
    for last in range(first, len(people.agents) - 1):
        joint = _joint(people, last)
        if joint is None:
            break
        waiting.append(people.agents[last + 1])
        if joint != ",":
            row += waiting
            waiting = []
    yield from row if people.agents[place] in row else [people.agents[place]]


def _joint(people: People, place: int) -> str | None:
    """What joins the one at a place with the next, None where nothing does."""
    before, after = people.agents[place], people.agents[place + 1]
    joint = _JOINED.fullmatch(people.text, before.end, after.start)
    return joint[0].strip() if joint else None
