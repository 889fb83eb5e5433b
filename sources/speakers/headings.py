"""Headings and labels that say whose words follow: "Question by Mr Lee", "Cllr Ash: …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.language.names import Named
from sources.language.sentences import MARK, MARKS, NAMES, Sentence, Turn, sentences
from sources.language.verbs import Speech
from sources.rules.engine import Rule
from sources.speakers.predicates import PARTS, fitting
from storage.model import SPEAKING, Mention, Paragraph

_NUMBER = re.compile(rf"(?:(?!{MARK})[\W\d])*")
_OWN_WORDS = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|[Ww]e|[Oo]ur)\b")


def heading(text: str, names: Sequence[Named]) -> tuple[Named, Rule] | None:
    """Whom a text that is nothing but a heading or a signature names, and the row that says so."""
    lines = [s for s in sentences(text, names) if not _NUMBER.fullmatch(s.marked)]
    if len(lines) != 1:
        return None
    for rule, where in fitting(lines[0], "heading"):
        who = lines[0].named(*where)
        if len(who) == 1 and who[0].kind in {"person", "office"}:
            return who[0], rule
    return None


class Headed:
    """Whose words the paragraphs of an item are, by the last heading before them."""

    def __init__(self) -> None:
        self._who: Mention | None = None
        self._report = False

    def opens(self, name: str, rule: Rule) -> None:
        """What follows is said by somebody; of a report only what is in the first person."""
        self._who = Mention(name, PARTS[rule.becomes] or "speaks", 0, 0)
        self._report = rule.kind in ("report", "signature")

    def closes(self) -> None:
        """What follows is nobody's words: the meeting decides."""
        self._who = None

    def spoken(self, text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions of a paragraph, with whoever the heading before it names where it is theirs.

        A question goes on as long as it asks or says "I", an answer as long as nobody else speaks.
        """
        who = self._who
        if who is None:
            return tuple(mentions)
        own = _OWN_WORDS.search(text) is not None
        alone = not any(m.part in SPEAKING for m in mentions)
        if self._report:
            return with_speaker(who, mentions) if own and alone else tuple(mentions)
        asks = who.part == "asks" and text.rstrip("\"”’' ").endswith("?")
        if not (own or asks or (who.part != "asks" and alone)):
            self.closes()
            return tuple(mentions)
        return with_speaker(who, mentions)


def with_speaker(who: Mention, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of a paragraph that is all said by somebody."""
    return (who, *(mention for mention in mentions if mention.name != who.name))


def signed_by(paragraphs: Sequence[Paragraph], names: Sequence[str | None]) -> list[Paragraph]:
    """The paragraphs of an item, each with whoever signed it as its speaker.

    `names` has for each paragraph that is a signature whose it is. What stands above it in the
    first person, up to where somebody else speaks, is theirs.
    """
    signed: list[Paragraph] = []
    writer: str | None = None
    for paragraph, name in zip(reversed(paragraphs), reversed(names), strict=True):
        speaks = any(mention.part in SPEAKING for mention in paragraph.mentions)
        writer = name or (None if speaks else writer)
        if writer and not name and _OWN_WORDS.search(paragraph.text):
            mentions = with_speaker(Mention(writer, "speaks", 0, 0), paragraph.mentions)
            paragraph = replace(paragraph, mentions=mentions)
        signed.append(paragraph)
    return signed[::-1]


# A: what they said
_SCRIPT = re.compile(
    r"[\s•*–-]*(?:(?:Question|Answer|Response|Report|Update)(?: \d+)? (?:from|by) |"
    r"(?:Question|Answer|Response|[QA]) ?\d*[:.–-]? )?"
    rf"\(?(?P<who>{MARK})(?: to {MARK})?\)?"
    r"(?:(?:\s*\([^)]*\))*(?:, [^:]{1,60})?\s*:|(?P<dash>\s[-–—]))\s+"
    r"(?P<said>.*)",
    re.DOTALL,
)
# Footpaths (A): the stile had been mended
_REPORT_OF = re.compile(
    rf"\W*(?!Action|ACTION|Task)[A-Z][^.:;(){MARKS}]{{2,60}} \((?P<who>{MARK})\)\s*[:–—-]\s+"
    r"(?P<said>.*)",
    re.DOTALL,
)
# After a dash stands what somebody is, unless it is a whole sentence.
_WHOLE_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|should|could|can|do|does|did|needs?)\b"
)
# "Closing Time: 11 p.m." has the form of a play, and nobody talks in it.
_TALKS = re.compile(r"\?|\b(?:I|I['’]\w+|[Mm]y|[Ww]e|[Yy]ou|[Oo]ur)\b")
_NO_SPEECH = re.compile(
    rf"to \w|{NAMES}[\s.]*$|[^.;]*\b(?:apologies|absent|present|not applicable)\b", re.IGNORECASE
)


# Q. What is the trend? (A)
_SIGNED = re.compile(rf"\s*\(({MARK})(?:, [^()]{{1,60}})?\)[.\s]*$")
_QUESTION_BEFORE = re.compile(r"\?[\"”’']*$")
_ANSWER_BEFORE = re.compile(r"^\W*(?:A|Answer|Response|Reply)\b ?[.:–-]")


def signed(sentence: Sentence) -> Iterator[Turn]:
    """Whoever stands in brackets after a question, or after an answer that is called one."""
    if match := _SIGNED.search(sentence.marked):
        before = sentence.marked[: match.start()]
        if _QUESTION_BEFORE.search(before):
            yield from sentence.turns(*match.span(1), "asks")
        elif _ANSWER_BEFORE.match(before):
            yield from sentence.turns(*match.span(1), "answers")


def scripted(sentence: Sentence) -> Iterator[Turn]:
    """Whoever stands before a colon as in a play: "Cllr A: what about the roads?"."""
    script = _SCRIPT.match(sentence.marked)
    if script and not (script["dash"] and _is_described(script["said"])):
        [who] = sentence.named(*script.span("who"))
        if who.personal or " " not in who.name or _TALKS.search(script["said"]):
            yield from sentence.turns(*script.span("who"), _script(script["said"]))
    elif report := _REPORT_OF.match(sentence.marked):
        yield from sentence.turns(*report.span("who"), _script(report["said"]))


def _is_described(words: str) -> bool:
    return not _WHOLE_SENTENCE.search(words) or re.match(MARK, words) is not None


def _script(said: str) -> Speech | None:
    """What stands after "Name:", unless it is a task or another name."""
    fewest = 2 if re.search(r"[.?!][\"”’']*\s*$", said) else 3
    if re.fullmatch(r"\W*(?:yes|no|none|not yet|indeed|correct|agreed)\b.{0,20}", said, re.I):
        return "answers"
    if len(re.findall(rf"\w+|{MARK}", said)) < fewest or _NO_SPEECH.match(said):
        return None
    return "asks" if said.rstrip(" \"”'’").endswith("?") else "speaks"
