"""One person named twice at once: "The Chairman, Cllr Lee, said", "Jane Poe (Head of Finance)"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.language.lexicon import PERSONS
from sources.language.name_forms import office_key
from sources.language.names import Named
from sources.language.verbs import speech_of

# "The Auditor, Mr Lee of Lee and Sons, said" is as good as "The Auditor, Mr Lee, said".
_ENDS_ASIDE = re.compile(r"(?: (?:of|from|at|in) [^,;.]{2,60}| \([^()]{1,40}\))?,")
# "A resident of Church Lane, Mrs Lee, said": one whom the text then names.
_UNNAMED = re.compile(
    rf"(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he) (?:\w+ )?(?:{'|'.join(sorted(PERSONS))})$"
)
_WHERE = re.compile(r"(?: (?:of|from|at|in) [^,;.]{1,40})?, ")
_IS = frozenset("is was has had will would".split())
_OPENS = re.compile(r"(?:^|[.;:!?]\s|\n|\)\s)$")
_PERSONAL = {"person", "maybe"}


def joined_appositions(text: str, names: Sequence[Named]) -> list[Named]:
    """The same names, with an office and the person who holds it made one."""
    joined: list[Named] = []
    for index, named in enumerate(names):
        following = names[index + 1] if index + 1 < len(names) else None
        if joined and (both := _joined(text, joined[-1], named, following)):
            joined[-1] = both
        else:
            joined.append(named)
    return joined


def _joined(text: str, a: Named, b: Named, following: Named | None) -> Named | None:
    between, after = text[a.end : b.start], text[b.end : b.end + 2]
    kinds = (a.kind, b.kind)
    if _UNNAMED.match(a.name) and b.kind in _PERSONAL and after[:1] == ",":
        return replace(b, start=a.start, kind="person") if _WHERE.fullmatch(between) else None
    if not (kinds[0] in _PERSONAL) ^ (kinds[1] in _PERSONAL) or "pronoun" in kinds:
        return None
    if between == " (" and after[:1] == ")":
        end = b.end + 1
    elif (between == ", " and _is_aside(text, a, b, following)) or (
        between == " " and a.kind == "office"
    ):
        end = b.end
    else:
        return None
    person, other = (a, b) if a.kind in _PERSONAL else (b, a)
    if other.kind == "group" and person is b:
        return None
    office = other.name if other.kind == "office" else None
    return replace(person, start=a.start, end=end, kind="person", office=office)


def _is_aside(text: str, a: Named, b: Named, following: Named | None) -> bool:
    """Whether `b` between commas is what `a` is; a post may do without the second comma where the
    name opens its sentence and a verb of speech follows: "Ann Lee, Director of Roads reported"."""
    if _ENDS_ASIDE.match(text, b.end):
        return _holds(a, b) or not _list_goes_on(text, b, following)
    verb = re.match(r"\s*([a-z-]+)", text[b.end :])
    if b.kind != "office" or verb is None or text.startswith(("The ", "the "), b.start):
        return False
    opens = _OPENS.search(text[max(0, a.start - 4) : a.start]) is not None
    return verb[1] in _IS or (opens and speech_of(verb[1]) is not None)


def _holds(a: Named, b: Named) -> bool:
    """Whether `a` is the chair and `b` somebody: "the Chair, Cllr Lee, and the Clerk" are two."""
    chairs = a.kind == "office" and office_key(a.name).removeprefix("vice ").startswith("chair")
    return chairs and b.kind == "person"


def _list_goes_on(text: str, b: Named, following: Named | None) -> bool:
    if re.match(r",\s+(?:and|&)\s", text[b.end :]):
        return True
    return (
        following is not None and re.fullmatch(r",\s+", text[b.end : following.start]) is not None
    )
