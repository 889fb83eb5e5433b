"""Headings and labels that say whose words follow: "Question by Mr Lee", "Cllr Ash: …"."""

import re
from collections.abc import Iterator, Sequence

from sources.language.names import Named
from sources.language.sentences import MARK, MARKS, NAMES, Sentence, Turn, sentences
from sources.language.verbs import Speech
from storage.model import SPEAKING, Mention, Part

_HEADING = re.compile(
    r"\W*(?:\d{1,3}[.):]?\s*)?(?:(?:Supplementary|Written|Public|Oral|Further|Original)\s+)?"
    r"(?:(?P<asks>Questions?)|(?P<answers>Response|Answer|Reply)|(?P<speaks>Statement|Comments?))"
    r"(?:\s+\d{1,3})?\s+(?:asked\s+|put\s+|given\s+)?"
    rf"(?:by|from|of|in\s+the\s+name\s+of)\s+(?P<who>{MARK})"
    r"(?:\s*\([^()]{1,60}\)|,\s[^,.:;?]{2,60})?(?:\s+to\s+[^.:;?]{1,60})?\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\W\d]*")
_OWN_WORDS = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|[Ww]e|[Oo]ur)\b")


class Headed:
    """Whose words the paragraphs of an item are, by the last heading before them."""

    def __init__(self) -> None:
        self._who: Mention | None = None

    def heading(self, text: str, names: Sequence[Named]) -> tuple[Named, Part] | None:
        """Whom a text that is nothing but such a heading names, and how they speak; else None."""
        said = [s for s in sentences(text, names) if not _NUMBER.fullmatch(s.marked)]
        match = _HEADING.fullmatch(said[0].marked) if len(said) == 1 else None
        if match is None:
            return None
        part: Part = "asks" if match["asks"] else "answers" if match["answers"] else "speaks"
        [who] = said[0].named(*match.span("who"))
        return None if who.kind in {"group", "pronoun"} else (who, part)

    def opens(self, name: str, part: Part) -> None:
        """What follows is said by somebody."""
        self._who = Mention(name, part, 0, 0)

    def closes(self) -> None:
        """What follows is nobody's words: the meeting decides."""
        self._who = None

    def spoken(self, text: str, found: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions of a paragraph, with whoever the heading before it names where it is theirs.

        A question goes on as long as it asks or says "I", an answer as long as nobody else speaks.
        """
        who = self._who
        if who is None:
            return tuple(found)
        own = _OWN_WORDS.search(text) is not None
        asks = who.part == "asks" and text.rstrip("\"”’' ").endswith("?")
        silent = who.part != "asks" and not any(m.part in SPEAKING for m in found)
        if not (own or asks or silent):
            self.closes()
            return tuple(found)
        return (who, *(m for m in found if m.name != who.name))


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
