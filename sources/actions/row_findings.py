"""Findings by the rows of `sources/rules`: what each fits, whose it is, and where it ends.

Beside its pattern a row may say
    owner      "subject": whose the verb is that it calls `verb`, by the grammar; "speaker": by whom
               it is to be done, or who says so; else whoever it calls `owner`, if anybody
    others     true: of a "speaker", also what others are to do
    named      true: only where the subject is named just before its verb
    owned      true: only where somebody is known who is to do it
    with       a pattern that must occur behind `task`, if nothing is called `plain`; `many`: must
               where many do it
    ends       "clause" (default), "sentence", or "match": with the last word that it fits
    limbs      true: each thing that is decided from `task` on is a finding of its own
    complete   whether a decision leaves nothing to do, where its words do not tell
    certain    false: only possible; a pattern: only possible where neither that occurs behind
               `task` nor anything is called `sure`
    echo       true: it says only that what stands before it will be done
    before     true: the sentence before says what is meant, and is part of the finding
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple, cast

from sources.actions.agents import Agent, Finding, People, name_of, overlaps
from sources.actions.doers import bind, subject_of
from sources.actions.lexicon import MARKER
from sources.actions.limbs import assigned, clauses, is_complete
from sources.language.sentences import Span, clause_end
from sources.language.tokenizer import NamedWords, Tokens, tokenize, tokenize_around
from sources.rules.engine import LONGEST, Found, Rule, candidates, load
from storage.model import ActionKind

# Characters before and after a finding that bear on it.
NEAR = 300
_JOINED = re.compile(r"\s*[/,&]\s*|\s+(?:and|AND)\s+")
_JOINT = re.compile(r"(?:[\s,;]|\band\s*$)+$")
_MARKER = re.compile(rf"(?:{MARKER})?")
# What an answer such as "she would do so" is about.
_ASKED = re.compile(
    r"\b(?:asked|asks|suggested|requested|wondered|queried|enquired|inquired|urged|invited|proposed"
    r"|wished|sought)\b"
)
_BARE = re.compile(r"\b(?:agreed|assented|consented)\W*$")


class Explanation(NamedTuple):
    """Which row made an entry, or kept one out of the register, and the words that it fits.

    `place` is that of the paragraph: of its item, and its own; the entry's words are its
    `text[start:end]`. `outcome` is "entered", or what a qualifier makes of it: "possible" or
    "nothing".
    """

    place: tuple[int, int]
    start: int
    end: int
    kind: str
    rule: str
    words: str
    outcome: str


class Assignment(NamedTuple):
    """Who shall do everything in the list that follows: "The Chief Nurse undertook to:"."""

    owner: str


def find_by_rows(
    family: str, people: People, sentence: Span, previous: Span | None = None
) -> Iterator[Finding]:
    """What the rows of a family (a file of `sources/rules`) find in a sentence."""
    tokens = tokens_of(people, sentence)
    found = [
        finding
        for rule in candidates(family, tokens)
        for fit in rule.find(tokens)
        for finding in _findings(people, sentence, previous, tokens, fit)
    ]
    echoes = [one for one in found if one.echo]
    for one in _apart(people.text, found):
        if not any(echo.start < one.end and one.start < echo.end for echo in echoes):
            yield one
    yield from echoes


def _apart(text: str, found: list[Finding]) -> Iterator[Finding]:
    """Findings in order, each ended where the next one of its row begins."""
    for one, following in zip_longest(found, found[1:]):
        if following and following.rule == one.rule and one.start < following.start < one.end:
            words = text[one.start : following.start]
            yield one._replace(end=one.start + len(_JOINT.sub("", words)))
        else:
            yield one


def repeated(people: People, kept: list[Finding], echo: Finding, previous: Span) -> list[Finding]:
    """What was found, the last taken on by an echo of it; else the echo with what was asked."""
    if overlaps(kept, echo):
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


def owner_in(people: People, place: Span) -> str | None:
    """Whose an entry is that stands there, by the rows of owners.toml; None where none fits."""
    tokens = tokens_of(people, place)
    for fit in _fits_of_kind("owners", "owner", tokens):
        return _owners(people, _places(tokens, *fit.captures["owner"]))[0]
    return None


def charged_in(people: People, sentence: Span) -> Assignment | None:
    """Who promises, or is asked for, what stands in the lines below a sentence; else None."""
    tokens = tokens_of(people, sentence)
    for fit in _fits_of_kind("owners", "charge", tokens):
        verb = _places(tokens, *fit.captures["verb"]).start
        subject = subject_of(people, verb, sentence.start)
        return Assignment(subject.owner) if subject.able and subject.owner else None
    return None


def _fits_of_kind(family: str, kind: str, tokens: Tokens) -> Iterator[Found]:
    return (fit for rule in load(family) if rule.kind == kind for fit in rule.find(tokens))


def tokens_of(people: People, sentence: Span) -> Tokens:
    """The words of a sentence behind its number or letter, with the people in it."""
    within = people.places(sentence.start, sentence.end)
    return _tokens(people.text, sentence, people.agents[within.start : within.stop])


@lru_cache(maxsize=4)
def _tokens(text: str, sentence: Span, agents: tuple[Agent, ...]) -> Tokens:
    marker = _MARKER.match(text, *sentence)
    start = marker.end() if marker else sentence.start
    named = (
        NamedWords(agent.start, agent.end, "BODY" if agent.name is None else "NAME")
        for agent in agents
        if agent.able
    )
    return tokenize(text, start, min(sentence.end, start + LONGEST), named)


def _findings(
    people: People, sentence: Span, previous: Span | None, tokens: Tokens, fit: Found
) -> Iterator[Finding]:
    """What a row makes of the words that it fits."""
    options = fit.rule.options
    places = {name: _places(tokens, *span) for name, span in fit.captures.items()}
    took = _stretch(tokens, fit)
    start = places["from"].start if "from" in places else took.start
    task = places["task"].start if "task" in places else start
    stop = _stop(people.text, took.end, sentence, options.get("ends", "clause"))
    kind = cast(ActionKind, fit.rule.kind)
    sure = options.get("certain", True)
    finding = Finding(kind, start, stop, certain=sure, rule=fit.rule.id, took=took)
    if options.get("limbs"):
        yield from _by_limbs(people, finding, task, options)
        return
    if options.get("before"):
        if previous is None:
            return
        finding = finding._replace(start=previous.start)
    if "owner" in options:
        if bound := bind(people, finding, places, sentence, options):
            yield bound
        return
    if "owner" in places:
        owner, *others = _owners(people, places["owner"])
        finding = finding._replace(owner=owner, co_owners=tuple(others))
    decided = kind == "resolution" and _is_complete(people.text[task:stop], options)
    yield finding._replace(complete=decided)


def _places(tokens: Tokens, first: int, after: int) -> Span:
    """Where in the text the words from one index up to another stand."""
    return Span(tokens.places[first][0], tokens.places[max(first, after - 1)][1])


def _stretch(tokens: Tokens, fit: Found) -> Span:
    """Where the words stand that a rule has taken, without what stands before the first."""
    first, after = fit.first, max(fit.after, fit.first + 1)
    while first < after - 1 and not tokens.printed[first][:1].isalnum():
        first += 1
    return _places(tokens, first, after)


def _stop(text: str, last: int, sentence: Span, ends: str) -> int:
    """Where a finding ends whose row takes words up to `last`."""
    if ends == "match":
        return last
    if ends == "sentence":
        return sentence.start + len(text[slice(*sentence)].rstrip(" .;"))
    return clause_end(text, last, sentence.end)


def _by_limbs(
    people: People, whole: Finding, task: int, options: Mapping[str, Any]
) -> Iterator[Finding]:
    """Each thing that is decided from `task` on."""
    for i, limb in enumerate(clauses(people, task, whole.end)):
        agent = assigned(people, limb)
        complete = agent is None and _is_complete(people.text[slice(*limb)], options)
        yield whole._replace(
            start=limb.start if i else whole.start,
            end=limb.end,
            owner=agent.name if agent else None,
            complete=complete,
        )


def _is_complete(words: str, options: Mapping[str, Any]) -> bool:
    return bool(options["complete"]) if "complete" in options else is_complete(words)


def _owners(people: People, place: Span) -> list[str]:
    """The names of those who stand there; of people who are known the first, whom the others of
    the same row are joined to later."""
    words = people.text[slice(*place)]
    agent = people.starting_at(place.start)
    whole = agent and (agent.end == place.end or not words.isupper())
    name = agent.name if agent and whole else None
    if name and name == _small(name) and not (words.isupper() and name.isupper()):
        return [name]
    return [name_of(_small(one)) for one in _JOINED.split(words) if one]


def _small(name: str) -> str:
    """A name in capital letters as it is written elsewhere: "CLLR ASH", but "JB"."""
    return " ".join(
        word.capitalize() if len(word) > 3 and word.isupper() else word for word in name.split()
    )


# What the words around a finding make of it.


# Takes a finding that is turned away or weakened, the row that does so and where its words stand.
Dismissed = Callable[[Finding, Rule, tuple[int, int]], None]


def qualified(
    findings: Iterator[Finding],
    what: str,
    text: str,
    sentence: Span,
    year: int | None,
    dismissed: Dismissed | None = None,
) -> Iterator[Finding]:
    """The findings of a sentence that stand, or are possible, by the words around each.

    `what` they are is a promise, request or decision; `year` is the meeting's.
    """
    for found in findings:
        rule, took = qualifier(found, what, text, sentence, year)
        if rule and dismissed:
            dismissed(found, rule, took)
        if rule is None:
            yield found
        elif rule.becomes == "possible" and not found.echo:
            yield found._replace(certain=False)


def qualifier(
    found: Finding, what: str, text: str, sentence: Span, year: int | None
) -> tuple[Rule | None, tuple[int, int]]:
    """The row of qualifiers.toml that fits the sentence around the finding, the gravest first, and
    where the words stand that it fits."""
    tokens = tokenize_around(text, sentence, (found.start, found.end), NEAR, year)
    of_it = (rule for rule in candidates("qualifiers", tokens) if what in rule.of)
    fitting = (fit for rule in of_it if (fit := next(rule.find(tokens), None)))
    first = min(fitting, key=lambda fit: fit.rule.becomes == "possible", default=None)
    return (first.rule, _stretch(tokens, first)) if first else (None, (0, 0))
