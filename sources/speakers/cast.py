"""Who takes part in a meeting, and by which name each is called."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sources.names import (
    Named,
    NameForm,
    office_key,
    office_of,
    parse_name,
    same_person,
    split_titles,
)
from storage.records import Attendee

# Offices of which a body has several, so that without "of Roads" only the context says which.
_CUT_SHORT = {"director", "member", "holder", "manager", "lead", "adviser"}


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of a meeting.

    `names` gives the name to use for each form as written. `known` are the forms without a title,
    `perhaps` those so short that they are names only where they speak, and `heard` those of them
    that surely do somewhere in the meeting.
    """

    names: dict[str, str]
    known: frozenset[str]
    perhaps: frozenset[str]
    heard: frozenset[str] = frozenset()

    def name_of(self, named: Named) -> str:
        """The fullest form that the meeting gives for whoever is named."""
        return self.names.get(named.name, named.name)


NOBODY = Cast({}, frozenset(), frozenset())


def cast_of(
    attendance: Sequence[Attendee],
    written: Counter[str],
    offices: Counter[str],
    letters: Mapping[str, str],
) -> Cast:
    """The people whom the attendance lists and the prose names (`written`, how often), the
    `offices` that it names, and the `letters` that it says stand for one of them."""
    listed = [attendee.name for attendee in attendance if attendee.name.strip()]
    forms = {form: parse_name(form) for form in (*written, *listed)}
    groups = _one_person_each(forms)
    names: dict[str, str] = {}
    for group in groups:
        best = _fullest(group, written, forms)
        names.update(dict.fromkeys(group, best))
    posts = [office for attendee in attendance if (office := office_of(attendee.role or ""))]
    names.update(_one_name_each(offices, posts))
    perhaps = _short_forms({names[form]: forms[form] for form in sorted(forms, key=len)}, names)
    surely = frozenset(bare for form in forms if len((bare := split_titles(form)[1]).split()) > 1)
    for form in forms:
        names.setdefault(split_titles(form)[1], names[form])
    explained = {
        article + short: names.get(name, name)
        for short, name in letters.items()
        for article in ("", "the ", "The ")
    }
    return Cast(names | perhaps | explained, surely | {*explained}, frozenset(perhaps) - surely)


def _one_person_each(forms: dict[str, NameForm]) -> list[list[str]]:
    """The forms sorted by person; one that fits two people stays alone."""
    groups: list[list[str]] = []
    by_detail = sorted(forms, key=lambda form: -sum(map(len, forms[form].given)))
    for form in by_detail:
        fitting = [group for group in groups if all(same_person(form, held) for held in group)]
        if len(fitting) == 1:
            fitting[0].append(form)
        else:
            groups.append([form])
    return groups


def _one_name_each(offices: Counter[str], posts: Iterable[str]) -> dict[str, str]:
    """The commonest name of each office, for all its names, or in the place of letters the one
    that the attendance has among its `posts`; "The Director" is the Director of Roads where there
    is no other."""
    common: dict[str, str] = {}
    for office, _ in offices.most_common():
        common.setdefault(office_key(office), office)
    for post in posts:
        if common.get(office_key(post), "").removeprefix("The ").isupper():
            common[office_key(post)] = post
    for key in [key for key in common if key.split()[-1] in _CUT_SHORT]:
        longer = [other for other in common if re.match(rf"{key} (?:for|of) ", other)]
        if len(longer) == 1:
            common[key] = common[longer[0]]
    return {office: common[office_key(office)] for office in offices}


def _fullest(group: list[str], written: Counter[str], forms: dict[str, NameForm]) -> str:
    """The form to call someone by: as the prose has it, unless that is only initials."""

    def worth(form: str) -> tuple[bool, bool, int, bool, int]:
        parsed = forms[form]
        named = bool(parsed.surname) and bool(parsed.titles or parsed.given)
        detail = sum(map(len, parsed.given))
        return named, form in written, detail, bool(parsed.titles), written[form]

    return max(group, key=worth)


def _short_forms(people: dict[str, NameForm], names: dict[str, str]) -> dict[str, str]:
    """Surnames, first names and initials that fit just one person, with whom they mean."""
    fitting: dict[str, set[str]] = {}
    for name in people:
        bare = split_titles(name)[1].split()
        if not bare:
            continue
        initials = "".join(word[0] for word in bare if word[0].isupper())
        short = {bare[-1], bare[0], initials if len(bare) > 1 else ""}
        for form in short:
            if len(form) > 1 and form[0].isupper():
                fitting.setdefault(form, set()).add(names[name])
    return {form: min(who) for form, who in fitting.items() if len(who) == 1}
