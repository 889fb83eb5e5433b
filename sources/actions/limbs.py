"""The limbs of a decision: each thing decided on its own, by whom to be done, and whether at all.

"That the report be noted and that the Clerk write to the Minister" has two; the first is complete
in being taken.
"""

import re
from collections.abc import Iterator, Sequence

from sources.actions.agents import Agent, Finding, People
from sources.actions.lexicon import BODY, DELIVER, LETTER
from sources.language.sentences import Span
from sources.rules import place_of, says

# A semicolon parts two decisions, not two things: "approved: lettings policy; pay policy".
_DECIDES = (
    rf"(?:{LETTER}|that\b|[Tt]o\b|{BODY}|[^;]*\b(?:be|to|that|is|are|was|were)\b"
    rf"|(?:the|[A-Z])[^;]*{DELIVER}\b)"
)
_IN_CAPITALS = (
    r"(?:RESOLVED|AGREED|DECIDED|RECOMMENDED|NOTED|APPROVED|ENDORSED|RATIFIED|ADOPTED|ACCEPTED|RECEIVED"
    r"|DELEGATED|REQUESTED|ASKED|INSTRUCTED)"
)
# noted the report and agreed that …
_DECIDED = (
    r"(?:agreed|resolved|noted|approved|endorsed|recommended|requested|asked|instructed)\s+"
    r"(?=(?:that|to|the|an?|its)\b)"
)
_TO_VERB = r"to\s+(?!(?:be|the|an?|all|any|both|each|its|their|his|her|this|that|those)\b)[a-z]+"
_CUT = re.compile(
    rf"\s*;\s*(?:and\s+)?(?={_DECIDES})|,?\s+and\s+(?=that\b|{_TO_VERB}|{_IN_CAPITALS}\s)|,\s+(?=that\s)|\s+but\s+(?={_TO_VERB})|,?\s+and\s+(?={_DECIDED})|,\s+(?={_DECIDED})|\s+(?={LETTER})"
    rf"|,\s+(?={BODY}\s+(?:also\s+)?(?:requested|asked|agreed)\b)"
    r"|,?\s+and\s+(?=(?:he|she|they)\s+(?:would|will|should|shall)\s)"
)
_NEW_SUBJECT = re.compile(
    r",?\s+and\s+(?=(?:(?:the|an?|all|any|[A-Z])[^,;.]{2}|permission\b|consent\b|planning\b)[^,;.]{0,58}?\s(?:be|to|is|are)\s+[a-z]+"
    r"|(?:the|[A-Z])[\w’' -]{2,60}?\s)"
)
# told to: be asked, be authorised, is requested
_TOLD = re.compile(
    r"(?:,\s[^;.]{1,80},)?\s+(?:(?:also|hereby)\s+)?(?:be|is|are|was|were)\s+"
    r"(?:asked|requested|instructed|invited|tasked|authori[sz]ed|directed|required|delegated"
    r"|empowered|urged|given\s+\w+\s+authority)\b"
)
_DOES = re.compile(
    r"(?:,\s[^,;.]{1,60},)?\s+(?:(?:should|would|will|shall|to|also|meantime|meanwhile|be\s+to)\s+)*"
    rf"(?:{DELIVER}|sign|act|lead|represent|negotiate|implement|proceed|oversee|undertake)\b"
)
# that the Harbour Master advertise it: any verb in the subjunctive
_SUBJUNCTIVE = re.compile(
    r"\s+(?!(?:be|to|and|or|of|for|who|which|that|in|at|by|as|on|with|from|is|was|has|had|are|were"
    r"|will|would|note|approve|receive|accept|remain|have|did|said|not|also|only)\b)"
    r"[a-z]+(?<!ed)(?<!s)\b(?![’',])"
)
_PRONOUN = re.compile(r"(?:he|she|they)\b")
_TELL = re.compile(
    r"\b(?:asks?|requests?|instructs?|authori[sz]ed?s?|invites?|directs?|tasks?|requires?"
    r"|mandates?|urges?|remit(?:s|ted)?\s+to|delegates?(?:\s+\w+){0,3}\s+to|delegated(?:\s+authority)?\s+to)\s+$"
)
# a bench be bought; not "a condition that stone be used"
_BE = re.compile(r"(?:(?!\b(?:that|which|who|whose|where|if)\b)[^,;.]){2,60}?\sbe\s+")
# What stands before "and" is no limb yet: "a Task and Finish Group be set up".
_ONLY_NOUN = re.compile(
    r"(?:that\s+)?(?:the\b|an?\b|all\b|any\b|[A-Z])(?:(?!\b(?:be|to|should|would|shall|will)\b)[^,;.])*"
)
# The same where a name goes on behind "and": "a meeting of the Police and Crime Panel".
_LONG_NOUN = re.compile(
    r"(?:that\s+)?(?:the|an?|all|any|[A-Z])\b(?:(?!\b(?:be|to(?!\s+(?:the|an?|[A-Z]))|should|would|shall|will|must"
    rf"|{DELIVER})\b)[^;.])*\s[A-Z][\w’'-]*"
)
_AND = re.compile(r",?\s+and\s+")
_COMMA = re.compile(r",\s+")
# at a cost of £80, Mr Pole to obtain a quotation
_IS_TO = re.compile(r"\s+to\s+(?!be\b)[a-z]+\b")
_DONE_BY = re.compile(
    r"\b(?:brought|sent|circulated|prepared|arranged|obtained|written|provided|reported|reviewed"
    r"|submitted|presented)\b.*\bby\s+$"
)
# Decisions that are complete in being taken.
_COMPLETE = re.compile(
    r"(?:note|receive|approve|accept|adopt|agree|endorse|support|welcome|thank|commend|congratulate"
    r"|acknowledge|close|exclude|record|elect|re-?elect|appoint|re-?appoint|co-?opt|confirm|sign"
    r"|suspend|nominate|grant|waive|dispense|carry|pass|ratif)(?:s|e?d|ies|ied|y)?\Z"
)
_IS_DONE = re.compile(
    r"\b(?:be|were|was|is|are)\s+(?:(?:not|duly|hereby|unanimously|formally|and|again|correctly"
    r"|accurately)\s+)*(?P<verb>[a-z-]+)"
)
_DOES_IT = re.compile(
    rf"\W*(?:(?:agreed|resolved|decided)\s+)?(?:that\s+)?(?:{BODY}\s+)?(?:(?:formally|also|should|would|will|unanimously)\s+)*"
    r"(?:to\s+)?(?P<verb>[a-z-]+)\b",
    re.IGNORECASE,
)
_NOTHING_TO_DO = re.compile(
    r"\b(?:on\s+record|no\s+(?:further\s+)?action|its\s+thanks|thanks\s+be|take\s+no"
    r"|adjourn\w*|(?:private|closed|executive)\s+session|press\s+and\s+(?:the\s+)?public"
    r"|(?:correct|true|accurate)\s+record|correctly\s+recorded)\b"
)


def clauses(people: People, start: int, end: int) -> Iterator[Span]:
    """The limbs between two positions, without letters, joining words and points."""
    text = people.text
    cuts = [m.span() for m in _CUT.finditer(text, start, end)]
    cuts += [
        match.span()
        for match in _NEW_SUBJECT.finditer(text, start, end)
        if _is_limb(people, match.end(), end)
        and not _is_pair(people, match.start())
        and not _is_noun(people, _limb_before(people, cuts, match.start(), start))
    ]
    cuts += [
        comma.span()
        for agent in people.within(start, end)
        if _IS_TO.match(text, agent.end)
        and (comma := _COMMA.match(text, start + len(text[start : agent.start].rstrip(" ,"))))
    ]
    position = start
    for cut, after in [*sorted(cuts), (end, end)]:
        if cut < position:
            continue
        stop = position + len(re.sub(r"(?:[\s.;,]|\band\s*$)+$", "", text[position:cut]))
        if text[position:stop].strip(" ,;") not in ("", "and", "or", "that"):
            yield Span(_past_letter(text, position), stop)
        position = after
    if start >= end or not text[start:end].strip(" .;:"):
        yield Span(start, start)


def _is_limb(people: People, start: int, end: int) -> bool:
    """Whether a new subject has something to do, or something is to be done to it."""
    agent = people.starting_at(start)
    if agent and (_DOES.match(people.text, agent.end) or _TOLD.match(people.text, agent.end)):
        return True
    rest = people.text[start:end]
    return bool(_BE.match(rest)) and (not is_complete(rest) or determines(rest))


def _limb_before(people: People, cuts: Sequence[tuple[int, int]], joint: int, start: int) -> Span:
    last = max((after for _, after in cuts if after <= joint), default=start)
    return Span(_past_letter(people.text, last), joint)


def _is_noun(people: People, before: Span) -> bool:
    """Whether nothing is decided yet before "and": "a Task and Finish Group be set up"."""
    words = people.text[slice(*before)]
    short = len(words.split()) <= 6 and _ONLY_NOUN.fullmatch(words) is not None
    noun = short or _LONG_NOUN.fullmatch(words) is not None
    return noun and not is_complete(words) and assigned(people, before) is None


def _is_pair(people: People, joint: int) -> bool:
    """Whether "and" joins two who are to act together: "that the Chair and the Clerk meet"."""
    first = next((a for a in people.named_until(joint) if a.end == joint and a.name), None)
    if people.text.startswith(",", joint):
        return False
    before = people.text[max(0, first.start - 80) : first.start] if first else ""
    return before.endswith(("that ", "to ")) or bool(_TELL.search(before))


def _past_letter(text: str, position: int) -> int:
    letter = re.compile(rf"(?:{LETTER})?(?:that\s+)?").match(text, position)
    return letter.end() if letter else position


def assigned(people: People, limb: Span) -> Agent | None:
    """Who is to carry a limb out: the one who is told to, or whose verb it is."""
    if pronoun := _PRONOUN.match(people.text, limb.start):
        return people.named_before(limb.start, pronoun[0])
    for agent in people.within(*limb):
        if agent.name is None:
            continue
        before = people.text[limb.start : agent.start]
        lead = people.text[max(0, limb.start - 20) : agent.start]
        told = _TOLD.match(people.text, agent.end) and not re.search(r"\bof\s+$", before)
        if told or _TELL.search(lead):
            return agent
        after = (people.agents[place] for place in people.places(agent.end, limb.end))
        following = next(after, None)
        joined = following and _AND.fullmatch(people.text, agent.end, following.start)
        second = following if following and joined else agent
        if len(before.split()) <= 3 and not re.search(r"\b(?:of|for|from|with|by)\s+$", before):
            if _DOES.match(people.text, second.end):
                return agent
            if not before and _SUBJUNCTIVE.match(people.text, second.end):
                return agent
        elif _DONE_BY.search(before):
            return agent
    return None


def determines(words: str) -> bool:
    """Whether the words of a decision grant, refuse or otherwise settle what was applied for."""
    return says("outcomes", "determines", words) and not says("outcomes", "notes", words)


def is_complete(words: str) -> bool:
    """Whether nothing is left to be done once it is decided."""
    if _NOTHING_TO_DO.search(words) or determines(words):
        return True
    verb = _DOES_IT.match(words)
    if verb and _COMPLETE.match(verb["verb"].lower()):
        return True
    verb = _IS_DONE.search(words)
    return verb is not None and _COMPLETE.match(verb["verb"]) is not None


# Motions: what was moved, and the vote that carried it, perhaps some sentences later.


# How many sentences a vote may stand after its motion: who seconded it comes between.
_BETWEEN = 5


def is_verdict(words: str) -> bool:
    """Whether a sentence only says that what stands before it was agreed or carried."""
    return says("motions", "verdict", words)


def is_lost(words: str) -> bool:
    """Whether a motion fell."""
    return says("motions", "fell", words)


def find_motion(people: People, spans: Sequence[Span], at: int) -> Iterator[Finding]:
    """What the sentence `spans[at]` says was carried, moved in it or shortly before it."""
    text, sentence = people.text, spans[at]
    words = text[slice(*sentence)]
    moved = (
        says("motions", "moved", words)
        and says("motions", "voted", words)
        and not says("motions", "lost", words)
    )
    if not (moved or is_verdict(words)):
        return
    if says("motions", "several", words):
        for before in spans[max(0, at - _BETWEEN) : at]:
            earlier = text[slice(*before)]
            if says("motions", "moved", earlier) and (place := _content(earlier, before.start)):
                yield from _by_limbs(people, place, before.end, before.start, before.end)
    start, content = _what_was_moved(text, spans, at, moved)
    stop = sentence.start + len(words.rstrip(" ."))
    if content is None:
        yield from _told_alone(text, spans, at, moved, start, stop)
    else:
        yield from _by_limbs(people, content, sentence.end, start, stop)


def _what_was_moved(
    text: str, spans: Sequence[Span], at: int, moved: bool
) -> tuple[int, int | None]:
    """Where the sentence begins that tells what was moved, and where in it that stands."""
    start, content = spans[at].start, None
    if moved:
        content = _content(text[slice(*spans[at])], start)
    if content is not None:
        return start, content
    for before in reversed(spans[max(0, at - _BETWEEN) : at]):
        earlier = text[slice(*before)]
        if not is_lost(earlier) and says("motions", "forward", earlier):
            start = before.start
            if content := _content(earlier, start):
                break
    return start, content


def _told_alone(
    text: str, spans: Sequence[Span], at: int, moved: bool, start: int, stop: int
) -> Iterator[Finding]:
    """A decision where nothing else has been said: only who moved it is told."""
    sentence = spans[at]
    words = text[slice(*sentence)]
    alone = re.search(r"[Pp]roposed\s(?:by\s)?[^.]*seconded", words)
    if moved and alone and at:
        start = spans[at - 1].start
    if at and says("motions", "plain", words):
        start = spans[at - 1].start
        moved = True
    if moved or (start < sentence.start and start == spans[0].start):
        yield Finding("resolution", start, stop, complete=True)


def _by_limbs(people: People, content: int, end: int, start: int, stop: int) -> Iterator[Finding]:
    """What was moved, from `content` to `end`, limb by limb; all of it from `start` to `stop`."""
    text = people.text
    told = [limb for limb in clauses(people, content, end) if not is_verdict(text[slice(*limb)])]
    for i, limb in enumerate(told):
        agent = assigned(people, limb)
        yield Finding(
            "resolution",
            limb.start if i else start,
            limb.end if limb is not told[-1] else stop,
            agent.name if agent else None,
            complete=agent is None and is_complete(text[slice(*limb)]),
        )


def _content(words: str, start: int) -> int | None:
    """Where what is moved begins, in a sentence that begins at `start`."""
    place = place_of("motions", "content", words)
    return None if place is None else start + place
