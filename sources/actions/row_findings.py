"""Findings by the rows of `sources/rules`: what each fits, whose it is, and where it ends.

Beside its pattern a row may say
    owner      "subject": whose the verb is that it calls `verb`, by the grammar; "body": those who
               meet, by the name they go by here; else whoever it calls `owner`, if anybody
    ends       "clause" (default), "sentence", or "match": with the last word that it fits
    limbs      true: each thing that is decided from `task` on is a finding of its own
    complete   whether a decision leaves nothing to do, where its words do not tell
    certain    false: only possible
    before     true: the sentence before says what is meant, and is part of the finding
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from sources.actions.agents import Finding, People, name_of, subject_of
from sources.actions.lexicon import MARKER
from sources.actions.limbs import assigned, clauses, is_complete
from sources.language.sentences import Span, clause_end
from sources.language.tokenizer import NamedWords, Tokens, tokenize
from sources.rules.engine import LONGEST, Found, Rule, load

# Characters before and after a finding that bear on it.
NEAR = 300
_MARKER = re.compile(rf"(?:{MARKER})?")


def find_by_rows(
    family: str, people: People, sentence: Span, previous: Span | None = None
) -> Iterator[Finding]:
    """What the rows of a family (`sources/rules/FAMILY.toml`) find in a sentence."""
    tokens = tokens_of(people, sentence)
    for rule in load(family):
        for found in rule.find(tokens):
            yield from _findings(people, sentence, previous, tokens, found)


def owner_in(people: People, place: Span) -> str | None:
    """Whose an entry is that stands there, by the rows of owners.toml; None where none fits."""
    tokens = tokens_of(people, place)
    for rule in load("owners"):
        for found in rule.find(tokens):
            first, after = found.captures["owner"]
            return _owner(people, Span(tokens.places[first][0], tokens.places[after - 1][1]))
    return None


def tokens_of(people: People, sentence: Span) -> Tokens:
    """The words of a sentence behind its number or letter, with the people in it."""
    return _tokens(people.text, sentence, people.agents)


@lru_cache(maxsize=4)
def _tokens(text: str, sentence: Span, agents: tuple) -> Tokens:
    marker = _MARKER.match(text, *sentence)
    start = marker.end() if marker else sentence.start
    named = (
        NamedWords(agent.start, agent.end, "BODY" if agent.name is None else "NAME")
        for agent in agents
        if agent.able and sentence.start <= agent.start < sentence.end
    )
    return tokenize(text, start, min(sentence.end, start + LONGEST), named=named)


def _findings(
    people: People, sentence: Span, previous: Span | None, tokens: Tokens, found: Found
) -> Iterator[Finding]:
    options = found.rule.options
    words = {
        name: Span(tokens.places[first][0], tokens.places[after - 1][1])
        for name, (first, after) in found.captures.items()
        if after > first
    }
    start, last = _stretch(tokens, found)
    start = words["from"].start if "from" in words else start
    task = words["task"].start if "task" in words else start
    stop = _stop(people.text, task, last, sentence, options.get("ends", "clause"))
    if options.get("limbs"):
        yield from _by_limbs(people, found, start, task, stop)
        return
    if options.get("before"):
        if previous is None:
            return
        start = previous.start
    owner: str | None = None
    if options.get("owner") == "subject":
        subject = subject_of(people, words["verb"].start, sentence.start)
        if not subject.able:
            return
        start, owner = min(start, subject.start), subject.owner
    elif "owner" in words:
        owner = _owner(people, words["owner"])
    kind = found.rule.kind
    yield Finding(
        kind,
        start,
        stop,
        owner,
        complete=_is_complete(people.text[task:stop], options) if kind == "resolution" else False,
        certain=options.get("certain", True),
        rule=found.rule.id,
    )


def _stretch(tokens: Tokens, found: Found) -> tuple[int, int]:
    """Where the words begin and end that the rule has taken, without signs."""
    first = found.first
    while first < found.after - 1 and tokens.words[first] == "START":
        first += 1
    return tokens.places[first][0], tokens.places[max(found.first, found.after - 1)][1]


def _stop(text: str, task: int, last: int, sentence: Span, ends: str) -> int:
    """Where a finding ends whose task begins at `task` and whose pattern at `last`."""
    if ends == "match":
        return last
    if ends == "sentence":
        return sentence.start + len(text[slice(*sentence)].rstrip(" .;"))
    return clause_end(text, last, sentence.end)


def _by_limbs(people: People, found: Found, start: int, task: int, stop: int) -> Iterator[Finding]:
    for i, limb in enumerate(clauses(people, task, stop)):
        agent = assigned(people, limb)
        words = people.text[slice(*limb)]
        yield Finding(
            found.rule.kind,
            limb.start if i else start,
            limb.end,
            agent.name if agent else None,
            complete=agent is None and _is_complete(words, found.rule.options),
            certain=found.rule.options.get("certain", True),
            rule=found.rule.id,
        )


def _is_complete(words: str, options: dict) -> bool:
    return options["complete"] if "complete" in options else is_complete(words)


def _owner(people: People, place: Span) -> str | None:
    """The name of whoever stands there: the first, where there are several."""
    words = people.text[slice(*place)]
    agent = next((a for a in people.within(*place) if a.name), None)
    if agent and not words.isupper():
        return agent.name
    first = re.split(r"\s*[/,&]\s*|\s+(?:and|AND)\s+", words)[0]
    if first.isupper():  # CLLR ASH, but JB
        first = " ".join(w if len(w) < 4 else w.capitalize() for w in first.split())
    return name_of(first) or None


# What the words around a finding make of it.


def qualified(
    findings: Iterator[Finding], what: str, text: str, sentence: Span, year: int | None
) -> Iterator[Finding]:
    """The findings of a sentence that stand, or are possible, by the words around each.

    `what` they are is a promise, request or decision; `year` is the meeting's.
    """
    for found in findings:
        rule = qualifier(found, what, text, sentence, year)
        if rule is None:
            yield found
        elif rule.becomes == "possible" and not found.echo:
            yield found._replace(certain=False)


def qualifier(
    found: Finding, what: str, text: str, sentence: Span, year: int | None
) -> Rule | None:
    """The row of qualifiers.toml that fits the sentence around the finding; the gravest first."""
    start, end = max(sentence.start, found.start - NEAR), min(sentence.end, found.end + NEAR)
    place, opens = (found.start, found.end), start == sentence.start
    tokens = tokenize(text, start, end, found=place, year=year, opens=opens)
    fitting = (r for r in load("qualifiers") if what in r.of and r.matches(tokens))
    return min(fitting, key=lambda rule: rule.becomes == "possible", default=None)
