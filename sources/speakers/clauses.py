"""Who says something in a sentence: a small grammar of the clauses that minutes are made of.

It works on sentences whose names are single marks (see `sentences`). A name speaks as the subject
of a verb of speech in a main clause, as the agent of a passive one, or as the one whose question
is answered. What stands after "that" is what was said, and its subjects do not speak.
"""

import re
from collections.abc import Iterator, Sequence

from sources.language.lexicon import BEFORE_OBJECTS, CONNECTIVES, FRONTED, PERSONS
from sources.language.names import Named
from sources.language.sentences import MARK, MARKS, NAMES, Sentence, Turn
from sources.language.verbs import Speech, papers_do, thinks
from sources.speakers.headings import scripted, signed
from sources.speakers.predicates import PARTS, fitting, predicate, says_briefly

_SUBJECT = re.compile(NAMES)
_NUMBER = r"(?:[-–•*●▪]\s*|[AQ][.:]\s+|\(?[a-z\d]{1,3}[.)]\s+|[ivx]+[.)]\s+|\d+(?:\.\d+)+\s+)*"
_HEADING = (
    rf"(?:(?:[A-Z\d]|{MARK}['’]s? )(?:[^.;:{MARKS}]|\.(?=\d)){{0,60}}(?::|\s[–—-])\s+"
    r"(?:A[:.]\s+)?)?"
)
_AT_START = re.compile(
    rf"^[\s\"“‘'(\[]*{_NUMBER}{_HEADING}"
    rf"(?:(?:{'|'.join(sorted(CONNECTIVES))}|[A-Z][a-z]+ly|Q:|A:),?\s+)?"
    rf"(?:(?:[A-Z]\w+ ){{0,1}}(?:\w+ )?(?i:{'|'.join(sorted(PERSONS))})\s+)?$"
)
_WEAK_START = re.compile(r"^\s*(?:While|Whilst|Although|Though|When|Where|Whereas)\s+$")
# A phrase that may stand before the subject: "Referring to page 9, ".
_OPENER = re.compile(
    rf"^[\s\"“‘'(\[]*{_NUMBER}(?:{'|'.join(sorted(FRONTED))}|"
    rf"[A-Z]\w+ing|(?:The [^,;]{{1,40}}?|[{MARKS}]) (?:having|being))\b"
)
# After a phrase that only says what about, the subject opens its sentence all the same.
_TOPIC = re.compile(
    rf"^\W*{_NUMBER}(?:As (?:for|to|regards)|On (?:the|this|that)|With (?:regard|respect) to|"
    r"Regarding|"
    r"Concerning|In (?:respect of|relation to|response|reply|answer|his view|her view|summary)|"
    r"Turning to|Returning to|On behalf of|Speaking (?:as|for|in)|For (?:his|her) part|To this|"
    rf"For the [^,]{{1,30}})\b[^,;:{MARKS}]{{0,80}},\s+$"
)
# What stands before a subject that opens its sentence is no longer than this.
_OPENING = 300
# What a name that follows is: "Ernst & Young's engagement lead, Sarah Lim, advised".
_DESCRIBED = re.compile(
    rf"^\W*{_NUMBER}(?:[A-Z]|{MARK}['’]s? )"
    rf"(?:(?!\b(?:was|were|had|that)\b)[^;:.{MARKS}]){{2,80}}, $"
)
# What joins another main clause on.
_JOINED = re.compile(
    r"(?:;|,|\s[-–—]|:)?\s*\b(?:and|but|while|whilst|whereas|although|though|yet|so|then|whereupon|"
    r"to which|at which(?: point)?|upon which|on which|during which|in response|in reply|"
    r"however),?\s+"
    r"(?:then |also |in response,? |in reply,? |in turn,? )?$"
    r"|[;—]\s*(?:and |but |however,? )?$|\s–\s$"
)
_NEW_CLAUSE = re.compile(r";\s*(?:and |but |however,? )?$")
# After these a name is an object, or the subject of what was said.
_OBJECT_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(BEFORE_OBJECTS))})\s+$", re.IGNORECASE)
_AFTER_AGENT = re.compile(rf"(?:^|, |; |by |from |to ){MARK}(?: (?:about|on) [^,;]+)?,?\s+$")
_PROMISES = re.compile(r" (?:would|will|had|has|could) (?:not )?(?!be(?:en)? \w+ed\b)[a-z]")
# "Joan Whitley, Elk Creek, commented": what follows a name is where its bearer lives.
_WHERE_FROM = re.compile(rf"^\W*{MARK}, $")
_FEELS = re.compile(r" (?:\w+ly )?(?:felt|feels|believed|believes|thought|thinks|considered)\b")
_REPORTED = re.compile(r"\b(?:that|whether|if|which|who|because|why|how)\b")
# "In response to questions the Clerk:", with what was said in the paragraphs that follow.
_LEADS_ON = re.compile(r"\s?:[-–—]?\s*$")
_IN_REPLY = re.compile(r",? (?:in (?:response|reply|answer)|responding|replying)\b")
_REPLYING = re.compile(
    rf"^\W*{MARK}[^.;]* having (?:\w+ )?(?:asked|enquired|inquired|queried|questioned)\b[^.;]*$|"
    r"^\W*(?:in (?:response|reply|answer)|responding|replying|answering|"
    r"(?:when )?(?:asked|pressed|questioned|challenged))\b[^.;]*$",
    re.IGNORECASE,
)


def turns(sentence: Sentence) -> Iterator[Turn]:
    """Who speaks, and who is merely a subject (`part` None), in the order of their places."""
    by_place: dict[int, Turn] = {}
    for turn in (
        *agents(sentence),
        *signed(sentence),
        *scripted(sentence),
        *_subjects(sentence),
    ):
        earlier = by_place.get(turn.place)
        if earlier is None or earlier.part is None:
            by_place[turn.place] = turn
    return iter([by_place[place] for place in sorted(by_place)])


def _subjects(sentence: Sentence) -> Iterator[Turn]:
    marked = sentence.marked
    for match in _SUBJECT.finditer(marked):
        initial = _opens(marked[: match.start()])
        spliced = marked[: match.start()].endswith(", ") and says_briefly(marked[match.end() :])
        if initial is None and not spliced:
            continue
        # What only looks like a name needs a verb that leaves no doubt.
        sure = all(named.personal for named in sentence.named(*match.span()))
        if (
            not sure
            and _WHERE_FROM.match(marked[: match.start()])
            and marked[match.end() :][:1] == ","
        ):
            continue
        part = _part(marked[: match.start()], marked, match.end(), bool(initial) or spliced, sure)
        if not sure and _only_as_papers(sentence.named(*match.span()), marked[match.end() :]):
            part = None
        yield from sentence.turns(*match.span(), part)


def _only_as_papers(names: Sequence[Named], rest: str) -> bool:
    """Whether words with capitals do only what papers do: "Best Value Review recommended"."""
    verb = re.match(r"\W*([a-z-]+)", rest)
    phrases = any(" " in named.name for named in names)
    return phrases and (verb is None or papers_do(verb[1]))


def _part(before: str, marked: str, end: int, initial: bool, sure: bool) -> Speech | None:
    part = predicate(marked, end, initial and sure)
    if part is None and initial and not sure and _FEELS.match(marked, end):
        part = "speaks"
    if part is None and sure and not initial and thinks(marked[end:].lstrip()):
        part = None if _REPORTED.search(before) else "speaks"
    if part is None and initial and sure and _PROMISES.match(marked, end):
        return "promises"
    if part == "speaks" or (part is None and _LEADS_ON.match(marked, end)):
        replies = _REPLYING.search(before) or _IN_REPLY.match(marked, end)
        return "answers" if replies else part
    return part


def _opens(before: str) -> bool | None:
    """True for a subject that opens its sentence, False for one that may begin a clause, and None
    for a name that is no subject of a main clause."""
    near = before[-60:]
    first = len(before) < _OPENING
    if (first and (_AT_START.match(before) or _TOPIC.match(before))) or _NEW_CLAUSE.search(near):
        return True
    if (first and _WEAK_START.match(before)) or _JOINED.search(near):
        return False
    if first and _DESCRIBED.match(before):
        return False
    if _OBJECT_BEFORE.search(near):
        return None
    fronted = _OPENER.match(before) and not re.search(r"\bthat\b", before)
    return False if fronted or _AFTER_AGENT.search(before) else None


def agents(sentence: Sentence) -> Iterator[Turn]:
    """Those who speak in a sentence otherwise than as the subject of a verb."""
    for rule, where in fitting(sentence):
        yield from sentence.turns(*where, PARTS[rule.becomes])
