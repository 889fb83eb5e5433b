"""What the words around a promise make of it: a question, a hope, a thing done, a condition."""

import re

from sources.actions.agents import SAID, Finding, Subject
from sources.actions.lexicon import PAPER
from sources.due import find_due
from sources.language.sentences import Span, clause_end
from sources.rules.engine import Rule, load, marked

# Behind these nothing is promised: opinions, hopes and questions, and what was said before.
_DOUBTED = re.compile(
    r"\b(?:hop|suggest|believ|consider|expect|wish|suspect|doubt|assum|anticipat|trust|predict"
    r"|wonder|queri|enquir|inquir|question|imagin|prefer|propos|recommend|recall|remind|fear"
    r"|request|ask|urg|advocat|worri|argu)(?:ed|d|s|es|e)?\b"
    r"|\b(?:thought|felt|feels|understood|heard|read|sought|keen|wanted\s+to\s+know)\b"
    r"|\bhad\s+(?:\w+\s+)?(?:said|agreed|promised|undertaken|stated|confirmed|indicated|advised"
    r"|told|been\s+told|offered|written|given)\b"
    r"|\b(?:was|were|been)\s+(?:told|assured|informed|advised)\b"
)
_HAD_SAID = re.compile(
    r"\b(?:had|previously|already)\s+(?:\w+\s+)?"
    r"(?:said|told|agreed|promised|confirmed|resolved|decided|asked|suggested)\s"
)
# Directly before the subject: a question, a relative clause, a condition, a reason.
SUBORDINATE = re.compile(
    r"\b(?:whether|if|unless|when|how|what|where|why|who|whom|(?<!,\s)which|because|until|so\s+that"
    r"|in\s+order\s+that|in\s+case|than|as|such\s+that)\s+$",
    re.IGNORECASE,
)
_POLITELY = r"(?!\s+(?:possible|necessary|required|needed|appropriate|so)\b)"
_IF_BEFORE = re.compile(
    r"(?:^|[,;]\s*|\b(?:that|and|but|said|confirmed)\s+)"
    rf"(?:if|unless|should|were|had|in\s+the\s+event|provided\s+that)\b{_POLITELY}",
    re.IGNORECASE,
)
_IF_AFTER = re.compile(rf"\b(?:if|unless|provided\s+that|in\s+the\s+event)\b{_POLITELY}")
# After these "if" is "whether".
_ASKING = re.compile(
    r"\b(?:check|see|ask|find\s+out|look|confirm|establish|enquire|inquire|consider|clarify"
    r"|investigate|know|query)\b"
)
_DONE = re.compile(
    r"\b(?:had|has|have|which|this|that)\s+(?:(?:now|since|already|been|was)\s+)*done\b"
)
_BOUNDARY = re.compile(r"[;:]|,?\s+(?:and|but|so)\s+(?!that\b)")
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


def is_disqualified(text: str, subject: int, verb: re.Match[str], sentence: Span) -> bool:
    """Whether the words around make it a question, a hope or a thing done."""
    before = text[sentence.start : subject]
    region = before[max((m.end() for m in _BOUNDARY.finditer(before)), default=0) :]
    done = _DONE.search(text, verb.end(), sentence.end)
    if done or SUBORDINATE.search(before) or _HAD_SAID.search(region):
        return True
    # "said that she had written to him and that she would …": two things said
    both = region.endswith("and that ")
    doubted = (m for m in _DOUBTED.finditer(region) if not (both and m[0].startswith("had")))
    doubts = [m.start() for m in doubted]
    says = [m.start() for m in SAID.finditer(region)]
    return bool(doubts) and doubts[-1] >= max(says, default=0)


def is_conditional(text: str, found: Finding, sentence: Span) -> bool:
    """Whether it hangs on an "if", which is not the "whether" of "would check if"."""
    before = text[sentence.start : found.start]
    if _IF_BEFORE.search(before[before.rfind(";") + 1 :]):
        return True
    after = _IF_AFTER.search(text, found.start, found.end)
    if after is None:
        return False
    only = text.endswith("only ", 0, after.start())
    return only or not _ASKING.search(text, found.start, after.start())


def qualified(text: str, found: Finding, sentence: Span, year: int | None) -> Finding | None:
    """The finding as it was, as only possible, or None where a qualifier leaves nothing of it.

    `year` is the meeting's.
    """
    rule = qualifier(text, found, sentence, year)
    if rule is None:
        return found
    possible = rule.becomes == "possible" and not found.echo
    return found._replace(certain=False) if possible else None


def qualifier(text: str, found: Finding, sentence: Span, year: int | None) -> Rule | None:
    """The first row of qualifiers.toml that fits the sentence around the finding."""
    rules = [rule for rule in load("qualifiers") if found.kind in rule.of]
    words = marked(text, sentence, Span(found.start, found.end), year) if rules else []
    return next((rule for rule in rules if rule.matches(words)), None)
