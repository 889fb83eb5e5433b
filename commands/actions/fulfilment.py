"""Whether later minutes look as if a promise had been kept.

A sentence must say that something was delivered ("had been circulated", "the breakdown which the
Panel had asked for was before it", "reported that she had written"), say nothing of its being
awaited, and be about what was promised. When in doubt it is not: a wrong proposal costs a person's
time, a missed one costs nothing that was there before.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commands.action_answers import ProposalsAnswer, Proposed
from commands.links import paragraph_url
from commands.query.terms import GENERAL
from commands.request_context import Context
from sources.fence import guarded
from sources.language.sentences import action_sentences
from storage.actions.changes import propose, record_suggestion, waiting, waiting_ids
from storage.actions.read import MeetingDay, action_row, meeting_actions
from storage.meetings import meeting_paragraphs, paragraph_by_id
from storage.model import KEEPER, MEMBER, MINUTES, ActionRow, ParagraphRow, Proposal
from storage.tokens import STOP, words

# How much of what was promised the sentence must be about, weighted.
SHARE = 0.6
FEWEST = 2  # words of it, at the least

_SENT = (
    r"(?:circulated|sent|e-?mailed|provided|shared|received|published|issued|supplied|distributed"
    r"|forwarded|completed|installed|repaired|mended|fixed|replaced|delivered|answered|obtained"
    r"|arranged|submitted|produced|posted|uploaded|appended|attached|tabled|actioned|reported"
    r"|carried\s+out|put\s+right|put\s+up|set\s+up|made\s+available|passed\s+on|raised|written"
    r"|contacted|added|amended|updated|reviewed|paid)"
)
_ADVERB = r"(?:(?:now|since|also|already|both|all|duly|subsequently|recently|just|each)\s+)*"
_PASSIVE = re.compile(
    rf"\b(?:had|has|have)\s+{_ADVERB}been\s+{_ADVERB}{_SENT}\b"
    rf"|\b(?:was|were)\s+{_ADVERB}(?:circulated|appended|attached|tabled|sent|e-?mailed|laid)\b"
    r"|\b(?:was|were)\s+(?:now\s+)?(?:before|put\s+before)\s+(?:it|them|the|Members|Governors)\b",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"\bhad\s+{_ADVERB}(?:written|sent|circulated|e-?mailed|provided|shared|spoken|met|contacted"
    r"|obtained|arranged|raised|visited|inspected|reported|asked|completed|installed|repaired"
    r"|replaced|forwarded|published|supplied|checked|confirmed|submitted|passed)\b",
    re.IGNORECASE,
)
# The paper itself comes to the meeting.
_PRESENTED = re.compile(
    r"\b(?:presented|introduced|tabled|received|considered|noted)\s+(?:the|a|an|her|his|their)\b",
    re.IGNORECASE,
)
_BODY = r"(?:meeting|Panel|Board|Committee|Council|Governors?|Members|Trustees|Cabinet|Forum)"
_AS_ASKED = re.compile(
    rf"\b(?:as|which|that)\b[^.;]{{0,60}}\b(?:requested|asked\s+for|promised|undertaken|agreed)\b"
    rf"|\b(?:requested|asked\s+for|promised|agreed)\s+(?:at|by)\s+(?:the|its|their|our)\s+"
    rf"(?:last|previous|\w+)?\s*{_BODY}\b|\bfollowing\s+(?:a|the)\s+request\b"
    rf"|\bin\s+(?:response|answer|reply)\s+to\s+(?:a|the|its|their)\s+(?:request|question)\b",
    re.IGNORECASE,
)
# It has not come, or is promised once more.
_AWAITED = re.compile(
    r"\b(?:still|yet\s+to|await\w*|outstanding|overdue|delay\w*|chas(?:e|ed|ing)|remind\w*"
    r"|carried\s+forward|not\s+(?:yet|been|received|had|come)|never|nothing"
    r"|no\s+(?:answer|reply|response|report|progress|update|news)|in\s+progress|ongoing"
    r"|(?<!had )(?:undertook|promised\s+to)|apologi[sz]ed|would\s+(?:be|follow)|to\s+be\s+\w+ed"
    r"|had\s+hoped|asked\s+(?:when|why|whether|if)|partly|part\s+of)\b",
    re.IGNORECASE,
)
# Verbs of promising and delivering, and times: they say nothing of what it is about.
_EMPTY = frozenset(
    """
    action agree answer april arrange ask august back board bring by chair chairman circulate
    clerk come committee council december detail end february find further give governor info
    information january july june look make march may meeting member month next note november
    obtain october officer panel possible produce promise provide receive report request resolve
    say send september share submit supply take undertake undertaken undertook update week write
    wrote year one two three four five six seven eight nine ten
    """.split()
)
# Words that many promises share: half a word each.
_COMMON = GENERAL | frozenset(
    """
    analysis breakdown item letter list order paper police position quotation response statement
    summary wait waiting
    """.split()
)
_NAMED = re.compile(r"\b(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Rev|Prof)\.?(?:\s[A-Z][\w’'-]+)+")


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised, as far as words tell: its subject's stems, and whose it is."""

    subject: frozenset[str]
    owner: frozenset[str]


@dataclass(frozen=True, slots=True)
class Deed:
    """A sentence, `text[start:end]` of a paragraph, that says that something was delivered.

    `subject` is what it is about, `title` what its item is about, `acting` whoever is named in it
    or speaks in its paragraph. `by_whom` marks one that counts only for the promise of whoever
    acts, `asked_for` one that says that it had been asked for or promised.
    """

    start: int
    end: int
    subject: frozenset[str]
    title: frozenset[str]
    acting: tuple[frozenset[str], ...]
    by_whom: bool
    asked_for: bool


def promise(words_: str, owner: str | None, asked: str = "") -> Promise:
    """A promise from its words. `asked` is what was asked before it, for "would find out"."""
    whose = _stems(owner or "")
    subject = _subject(_NAMED.sub(" ", words_)) - whose
    if len(subject - _STEMS_COMMON) < FEWEST:
        subject |= _subject(_NAMED.sub(" ", asked)) - whose
    return Promise(frozenset(subject), whose)


def deeds(text: str, item_title: str, speaking: Sequence[str] = ()) -> tuple[Deed, ...]:
    """The sentences of a paragraph that say that something was delivered, and nothing of its
    being awaited."""
    title = _subject(item_title)
    speakers = tuple(_stems(name) for name in speaking)
    return tuple(
        delivery
        for start, end in action_sentences(text)
        if (delivery := _delivery(text[start:end], start, end, title, speakers))
    )


def fulfilment_score(given: Promise, deed: Deed) -> float:
    """How much of a promise a sentence is about, from 0 to 1; 0 where it does not look like it."""
    ours = not given.owner or any(given.owner <= who for who in deed.acting)
    if deed.by_whom and not ours:
        return 0.0
    shared = given.subject & (deed.subject | deed.title)
    distinctive = shared - _STEMS_COMMON
    if not distinctive or not given.subject & deed.subject:
        return 0.0
    if not (distinctive & deed.subject or deed.asked_for or ours):
        return 0.0  # only its heading is about it
    if len(shared) < FEWEST and not (deed.asked_for and ours):
        return 0.0
    share = _weight(shared) / _weight(given.subject)
    return share if share >= SHARE else 0.0


def _delivery(
    sentence: str,
    start: int,
    end: int,
    title: frozenset[str],
    speakers: tuple[frozenset[str], ...],
) -> Deed | None:
    if _AWAITED.search(sentence):
        return None
    passive, presented = _PASSIVE.search(sentence), _PRESENTED.search(sentence)
    asked_for = _AS_ASKED.search(sentence) is not None
    if not (passive or presented or _ACTIVE.search(sentence)):
        return None
    return Deed(
        start,
        end,
        _subject(sentence),
        title,
        (_stems(sentence), *speakers),
        by_whom=not (passive or (presented and asked_for)),
        asked_for=asked_for,
    )


def _weight(stems: frozenset[str]) -> float:
    return sum(0.5 if stem in _STEMS_COMMON else 1.0 for stem in stems)


def _stems(text: str) -> frozenset[str]:
    """The stems of what is more than grammar; figures are days and amounts, not what it is."""
    return frozenset(
        word.stem for word in words(text) if word.plain not in STOP and not word.plain[0].isdigit()
    )


def _subject(text: str) -> frozenset[str]:
    return _stems(text) - _STEMS_EMPTY


_STEMS_EMPTY = frozenset(word.stem for word in words(" ".join(_EMPTY)))
_STEMS_COMMON = frozenset(word.stem for word in words(" ".join(_COMMON)))


# ---- was the promise kept? --------------------------------------------------------------------
# What later minutes say is compared with what is still open.


_LOST = "which earlier promises were kept could not be understood"
# Later minutes rarely come back to what is older.
LONGEST = dt.timedelta(days=550)


def suggest_closures(
    context: Context, days: Sequence[MeetingDay], place: int, faults: list[str]
) -> None:
    """Compare the meeting at `place` of a panel's days with those before and after it.

    An entry for which something waits already is not asked about again until that is decided.
    What cannot be understood goes to `faults`.
    """
    new = days[place]
    fulfilling = _delivering(context, new, faults)
    for day in days[:place]:
        if fulfilling and new.date - day.date <= LONGEST:
            _compare(context, day, fulfilling, faults)
    for day in days[place + 1 :]:
        if day.date - new.date <= LONGEST:
            _compare(context, new, _delivering(context, day, faults), faults)


@dataclass(frozen=True, slots=True)
class _Said:
    """A paragraph of which some sentences say that something was delivered."""

    paragraph: ParagraphRow
    deliveries: tuple[Deed, ...]


def _delivering(context: Context, day: MeetingDay, faults: list[str]) -> list[_Said]:
    """What a meeting says was delivered, for all to read."""
    fulfilling = []
    for paragraph in meeting_paragraphs(context.book, MEMBER, day.id):
        delivered = guarded(
            _LOST, faults, (), deeds, paragraph.text, paragraph.item_title, paragraph.speakers
        )
        fulfilling += [_Said(paragraph, delivered)] if delivered else []
    return fulfilling


def _compare(context: Context, day: MeetingDay, later: Sequence[_Said], faults: list[str]) -> None:
    asked_already = waiting_ids(context.book, day.id)
    actions = [
        action
        for action in meeting_actions(context.book, KEEPER, day.id)
        if action.status == "open" and not action.procedural and action.id not in asked_already
    ]
    if not actions or not later:
        return
    texts = {p.id: p.text for p in meeting_paragraphs(context.book, KEEPER, day.id)}
    for action in actions:
        text = texts.get(action.paragraph_id, "")
        best = guarded(_LOST, faults, None, _best_for, action, text, later)
        if best and best[0].id not in record_suggestion(context.book, action.id):
            paragraph, delivery = best
            propose(
                context.book,
                action.id,
                MINUTES,
                MINUTES,
                context.now,
                paragraph.id,
                (delivery.start, delivery.end),
                f"the minutes of {paragraph.meeting.date:%-d %B %Y}",
            )


def _best_for(
    action: ActionRow, text: str, later: Iterable[_Said]
) -> tuple[ParagraphRow, Deed] | None:
    """The paragraph and sentence that are most about what an entry, drawn from a text, promises;
    None where there is none."""
    given = promise(action.text, action.owner, _before(text, action.text))
    scored = [
        (share, later_said.paragraph, delivery)
        for later_said in later
        for delivery in later_said.deliveries
        if (share := fulfilment_score(given, delivery))
    ]
    if not scored:
        return None
    _, paragraph, delivery = max(scored, key=lambda match: match[0])
    return paragraph, delivery


def _before(text: str, words: str) -> str:
    """The sentences of a paragraph up to the one in which the words stand."""
    place = text.find(words)
    return " ".join(text[start:end] for start, end in action_sentences(text) if end <= place)


# ---- what looks as if a promise had been kept -------------------------------------------------
# Shown beside the promise, for people to decide.


def list_proposals(context: Context) -> ProposalsAnswer:
    """What waits for a decision, the entry and the later paragraph side by side."""
    suggested = (
        suggested_paragraphs(context, action) for action in waiting(context.book, context.viewer)
    )
    return ProposalsAnswer(tuple(suggested), context.today)


def suggested_paragraphs(context: Context, proposal: Proposal) -> Proposed:
    """A proposal with its entry and, where minutes propose, their paragraph."""
    action = action_row(context.book, context.viewer, proposal.action_id)
    if proposal.paragraph_id is None:
        return Proposed(proposal, action)
    paragraph = paragraph_by_id(context.book, context.viewer, proposal.paragraph_id)
    if paragraph is None:
        return Proposed(proposal, action)
    end = min(proposal.end or 0, len(paragraph.text))
    start = min(proposal.start or 0, end)
    url = paragraph_url(paragraph)
    return Proposed(proposal, action, paragraph, start, end, url)
