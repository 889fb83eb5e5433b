"""What the words around a promise make of it: a question, a hope, a thing done, a condition."""

import re
from collections.abc import Iterator

from sources.actions.agents import Finding, Subject
from sources.actions.lexicon import PAPER
from sources.due import find_due
from sources.language.sentences import Span, clause_end
from sources.language.tokenizer import tokenize
from sources.rules.engine import Rule, load

# Characters before and after a finding that bear on it.
NEAR = 300
# For those present: what makes news of many hands a promise.
FOR_US = re.compile(
    r"\b(?:Panel|Board|Committee|Council|[Mm]embers?|[Gg]overnors?|[Tt]rustees|[Cc]ouncillors"
    rf"|meeting|agenda|{PAPER})\b"
)


def promise(text: str, subject: Subject, verb: int, sentence: Span) -> Finding:
    """What the subject says to the end of the clause whose verb stands at `verb`."""
    stop = clause_end(text, verb, sentence.end)
    return Finding("undertaking", subject.start, stop, subject.owner)


def has_day(text: str, start: int, stop: int) -> bool:
    """Whether the words say by when."""
    return find_due(text[start:stop], None, None)[0] is not None


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
