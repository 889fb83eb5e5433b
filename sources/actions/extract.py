"""A meeting's paragraphs, each with what is drawn from it."""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from rapidfuzz import fuzz

from sources.actions.action_lines import (
    find_action_lines,
    is_action_list,
    is_single,
    line_of_list,
    lone_owner,
    margin_initials,
    opens_action_list,
)
from sources.actions.agents import NEAR, PRONOUN, Finding, People, find_people, name_of, overlaps
from sources.actions.co_owners import in_row, with_co_owners
from sources.actions.lexicon import BODY, MARKER
from sources.actions.limbs import determines, find_motion, is_lost, is_verdict
from sources.actions.resolutions import (
    find_resolutions,
    is_lettered_limb,
    opens_list,
    opens_numbered_list,
)
from sources.actions.row_findings import (
    Assignment,
    Explanation,
    charged_in,
    find_by_rows,
    owner_in,
    qualified,
    repeated,
)
from sources.due import DueWords, due_date, find_task_due
from sources.fence import Fence
from sources.language.cast import NOBODY, Cast, cast_of
from sources.language.name_forms import is_office
from sources.language.sentences import Span, action_sentences
from sources.rules import says
from sources.structure.tables import action_of_row, as_row, is_action_head
from storage.model import SPEAKING, ExtractedAction, Item, Meeting, Mention, Paragraph

# "Clerk to write to the school. Done."
_IS_DONE = re.compile(
    r"\W*(?:Done|Completed?|Closed|Actioned|Discharged|No\s+longer\s+(?:required|needed))\b"
)


def is_done_next(people: People, spans: Sequence[Span], at: int) -> bool:
    """Whether the sentence after `spans[at]` says that it has been done."""
    return at + 1 < len(spans) and _IS_DONE.match(people.text, *spans[at + 1]) is not None


_RECIPIENT = re.compile(rf"\bto\s+(?P<body>{BODY})\b")
# A line that belongs to the list above it.
_IN_LIST = re.compile(rf"(?P<marker>(?:{MARKER})?)(?:(?<=\s)|[Tt]hat\b|THAT\b|[Tt]o\b|TO\b|[a-z])")
# "Planning – Councillor Lee, and": what a limb lists, which is no limb.
_NAME_IN_LIST = re.compile(
    r"(?!.*\b(?:to|be|been|that|was|were|is|are|will)\b)"
    r"[A-Z][^.:;–—]{1,60}\s[–—-]\s[A-Z][^.:;]{2,60}?(?:[,;]|,?\s+and)?"
)
# "Due: 28 February", "(Owner: Clerk; by: March)", after what is to be done.
_DETAIL = re.compile(
    r"[\[(]?(?:(?:owner|lead|responsib\w+|by\s+whom|action\s+by)\s*[:–-]\s*(?P<who>[^;,.)\]]{2,40})"
    r"|(?:due(?:\s+(?:date|by))?|deadline|target(?:\s+date)?|by\s+when|completion\s+date)\s*[:–-])",
    re.IGNORECASE,
)
# How alike two tellings of one promise are, of 100.
ALIKE = 85


def extract_actions(meeting: Meeting, fence: Fence | None = None) -> Meeting:
    """The same meeting with the `actions` of each paragraph filled in.

    What the paragraphs' mentions say about who speaks is used where it is given. A decision
    that an item repeats word for word is drawn once; what a table of actions states is kept.
    Nothing is drawn from a paragraph in which the `fence` meets a fault.
    """
    fence = fence or Fence(meeting)
    lost = "owners of actions could not be understood: names stand as they are written"
    cast = fence.whole(lost, NOBODY, _cast, meeting)
    items = tuple(
        _Reading(meeting, cast, item, i, fence).drawn() for i, item in enumerate(meeting.items)
    )
    return replace(meeting, items=items)


def same_promise(a: ExtractedAction, b: ExtractedAction) -> bool:
    """Whether two entries of a meeting may be one promise told twice: like words, no two owners."""
    if a.owner and b.owner and a.owner.casefold() != b.owner.casefold():
        return False
    return fuzz.token_set_ratio(_bare(a.text), _bare(b.text)) >= ALIKE


def _cast(meeting: Meeting) -> Cast:
    """The people and offices whom the attendance and the mentions name."""
    named = Counter(
        mention.name
        for item in meeting.items
        for paragraph in item.paragraphs
        for mention in paragraph.mentions
    )
    offices = Counter({name: n for name, n in named.items() if is_office(name)})
    return cast_of(meeting.attendance, named - offices, offices, {})


def _bare(words: str) -> str:
    words = re.sub(r"[^\w\s]", " ", words.casefold())
    words = re.sub(r"\b(?:resolved|agreed|decision|that|the|to|an?|would|be|it|was)\b", " ", words)
    return " ".join(words.split())


def explain_actions(meeting: Meeting) -> list[Explanation]:
    """Which rows of `sources/rules` made the entries of a meeting, and which turned others away."""
    cast, notes = _cast(meeting), list[Explanation]()
    for i, item in enumerate(meeting.items):
        _Reading(meeting, cast, item, i, Fence(meeting), notes=notes).drawn()
    return notes


@dataclass
class _Reading:
    """One item read from its first paragraph to its last, with what bears on the next."""

    meeting: Meeting
    cast: Cast
    item: Item
    index: int
    fence: Fence
    speaker: str | None = None
    in_list: str | Assignment | None = None
    last_of_list: int = sys.maxsize
    heads: tuple[str, ...] = ()
    notes: list[Explanation] | None = None
    done: list[Paragraph] = field(default_factory=list)
    decided: set[str] = field(default_factory=set)  # the words of the resolutions in `done`

    def drawn(self) -> Item:
        """The item with what is drawn from it."""
        lost = f"whether item “{self.item.title}” lists actions could not be understood"
        if self.fence.whole(lost, False, is_action_list, self.item.title):
            self.in_list = "action"
        for n, paragraph in enumerate(self.item.paragraphs):
            # "The meeting closed at noon." ends any list, the next paragraph that of "Action"
            if paragraph.kind == "procedural" or self.last_of_list < n:
                self.in_list, self.last_of_list = None, sys.maxsize
            place = (self.index, n)
            read = self.fence.paragraph(place, paragraph, self._read, paragraph)
            self.done.append(read)
            self.decided |= {_bare(a.text) for a in read.actions if a.kind == "resolution"}
        return replace(self.item, paragraphs=tuple(self.done))

    def _read(self, paragraph: Paragraph) -> Paragraph:
        """The paragraph with what is drawn from it; an owner who stands alone goes to the one
        before."""
        whole = (0, len(paragraph.text))
        stated = tuple(
            self._bound(a)
            for a in paragraph.actions
            if a.kind == "action" and (a.start, a.end) == whole
        )
        # who asks by a heading ("Question by …") says "I will ask", which promises nothing
        heard = tuple(m for m in paragraph.mentions if m.end or m.part != "asks")
        speaker = paragraph.speaker or self.speaker
        people = find_people(paragraph.text, heard, self.cast, speaker)
        self.heads = paragraph.heads or self.heads
        if " | " in paragraph.text and not stated:
            if is_action_head(cells := tuple(paragraph.text.split(" | "))):
                self.heads = cells
                return paragraph
            stated = self._of_row(paragraph.text, cells)
        if self.done and (owners := self._margin(people)):
            self._give_last(owners)
            return paragraph
        actions = stated or tuple(self._fresh(self._actions(paragraph, people)))
        self.speaker = _last_speaker(heard, people) or self.speaker
        return replace(paragraph, actions=actions)

    def _of_row(self, text: str, cells: tuple[str, ...]) -> tuple[ExtractedAction, ...]:
        """What a row of a table that was written out as text states: "Send slides | JB | May"."""
        if len(cells) > len(self.heads):
            return ()
        words = as_row(cells, self.heads)
        return tuple(
            self._bound(replace(a, start=text.index(a.text), end=text.index(a.text) + len(a.text)))
            for a in action_of_row(words, words.text)
        )

    def _bound(self, action: ExtractedAction) -> ExtractedAction:
        """What a table states, with the day that its words mean and its owner's name."""
        words = action.due_words
        by = f"by {words}" if words and not words.lower().startswith(("by ", "before ")) else words
        due = action.due or (by and due_date(by, self.meeting.date, self.meeting.next_meeting))
        owner, *others = self._named(action.owner) if action.owner else (None,)
        return replace(action, due=due or None, owner=owner, co_owners=tuple(others))

    def _fresh(self, actions: Iterator[ExtractedAction]) -> Iterator[ExtractedAction]:
        """What the item has not decided in the same words before."""
        return (a for a in actions if a.kind != "resolution" or _bare(a.text) not in self.decided)

    def _margin(self, people: People) -> tuple[str, ...]:
        """The owners, in a paragraph that holds nothing else, as where they stood in a margin."""
        if lone := lone_owner(people):
            alone = Finding("action", 0, len(people.text), lone)
            return (lone, *with_co_owners(people, alone).co_owners)
        initials = margin_initials(people.text) if self.done[-1].actions else None
        return self._named(initials) if initials else ()

    def _give_last(self, owners: tuple[str, ...]) -> None:
        """A margin's "Action: JB" beside the paragraph before it."""
        last = self.done[-1]
        owner, *others = owners
        if last.actions and last.actions[-1].owner in (None, owner):
            given = replace(last.actions[-1], owner=owner, co_owners=tuple(others))
            self.done[-1] = replace(last, actions=(*last.actions[:-1], given))
        elif not last.actions and (spans := list(action_sentences(last.text))):
            finding = _owned(Finding("action", *spans[-1]), owners)
            self.done[-1] = replace(last, actions=(self._action(last.text, finding),))

    def _actions(self, paragraph: Paragraph, people: People) -> Iterator[ExtractedAction]:
        found = self._findings(people)
        decided = paragraph.kind == "resolution" and not is_lost(paragraph.text)
        if not found and decided and not opens_list(paragraph.text):
            self.in_list = "resolution"
            found = self._findings(people)
        for finding in found:
            if finding.rule:
                self._note(paragraph.text, finding, finding.rule, finding.took, "entered")
            if self.notes is not None and (due := self._due(paragraph.text, finding)):
                place, span = (self.index, len(self.done)), (finding.start, finding.end)
                note = Explanation(place, *span, "due day", due.rule, due.words, "entered")
                self.notes.append(note)
        return (self._action(paragraph.text, with_co_owners(people, one)) for one in found)

    def _note(
        self, text: str, finding: Finding, rule: str, took: tuple[int, int], outcome: str
    ) -> None:
        """Keep which row did what, where that is wanted."""
        if self.notes is not None:
            place, span = (self.index, len(self.done)), (finding.start, finding.end)
            words = text[slice(*took)]
            self.notes.append(Explanation(place, *span, finding.kind, rule, words, outcome))

    def _findings(self, people: People) -> list[Finding]:
        """The findings of a paragraph in order, none within another."""
        kept: list[Finding] = []
        spans = list(action_sentences(people.text))
        for i, sentence in enumerate(spans):
            words = people.text[slice(*sentence)]
            if kept and (detail := self._detailed(people, kept[-1], sentence)):
                kept[-1] = detail
                continue
            self._turn(people, sentence)
            if opens_list(words) and self.in_list:
                continue
            for finding in self._of_sentence(people, spans, i):
                if finding.echo:
                    kept = repeated(people, kept, finding, spans[max(0, i - 1)])
                    continue
                # "[Action: JB]" and "This was carried" take in what stands before them
                takes_in = finding.kind == "action" and not finding.rule
                if finding.start < sentence.start or takes_in:
                    near = [
                        k for k in kept[-NEAR:] if k.start < finding.start or finding.end < k.end
                    ]
                    kept = [*kept[:-NEAR], *near]
                if finding.kind == "action" and is_done_next(people, spans, i):
                    continue
                taken = overlaps(kept, finding)
                bare = says("motions", "bare", people.text[finding.start : finding.end + 1].strip())
                if not taken and finding.start < finding.end and not bare:
                    kept.append(self._with_owner(people, finding))
        return sorted(kept, key=lambda finding: finding.start)

    def _with_owner(self, people: People, finding: Finding) -> Finding:
        """The finding with the owner whom its own words name at their head or end."""
        if finding.owner or finding.complete:
            return finding
        owner = owner_in(people, Span(finding.start, finding.end))
        return _owned(finding, self._named(owner)) if owner else finding

    def _detailed(self, people: People, last: Finding, sentence: Span) -> Finding | None:
        """What was found, with the owner or the day that the next sentence gives it; else None."""
        words = people.text[slice(*sentence)]
        if (initials := margin_initials(words)) and last.owner is None:
            return _owned(last, self._named(initials))
        if not (detail := _DETAIL.match(words)):
            return None
        longer = last._replace(end=sentence.start + len(words.rstrip(" .")))
        return _owned(longer, self._named(detail["who"])) if detail["who"] else longer

    def _named(self, words: str) -> tuple[str, ...]:
        """The fullest forms of the names or offices that stand alone: "AB / the Clerk"."""
        return in_row(find_people(f"{words} to", (), self.cast)) or (name_of(words),)

    def _turn(self, people: People, sentence: Span) -> None:
        """Whether a list of decisions, actions or promises opens or closes with a sentence."""
        words = people.text[slice(*sentence)]
        if charge := charged_in(people, sentence):
            self.in_list = charge
        elif opens_action_list(words):
            self.in_list = "action"
            self.last_of_list = len(self.done) + 1 if is_single(words) else sys.maxsize
        elif is_lettered_limb(words) or opens_numbered_list(words):
            self.in_list = "resolution"
        elif opens_list(words):
            bare = words.rstrip()
            head = bare.lower().endswith((":", "-", "–", "that")) or len(bare.split()) == 1
            head = head or says("motions", "head", bare)
            self.in_list = "resolution" if head and not bare.endswith(".") else None
        elif self.in_list not in (None, "action") and not (
            _IN_LIST.match(words) or _NAME_IN_LIST.fullmatch(words)
        ):
            self.in_list = None

    def _of_sentence(self, people: People, spans: Sequence[Span], at: int) -> Iterator[Finding]:
        """Everything that a sentence may hold, the surest first."""
        sentence, previous = spans[at], spans[at - 1] if at else None
        if isinstance(self.in_list, Assignment) and (
            line := _IN_LIST.match(people.text, sentence.start)
        ):
            stop = sentence.start + len(
                re.sub(r"(?:[\s.;,]|\band$)+$", "", people.text[slice(*sentence)])
            )
            yield Finding("undertaking", line.end("marker"), stop, self.in_list.owner)
        year = self.meeting.date.year if self.meeting.date else None
        weighed = partial(
            qualified,
            text=people.text,
            sentence=sentence,
            year=year,
            dismissed=lambda f, rule, took: self._note(people.text, f, rule.id, took, rule.becomes),
        )
        yield from find_action_lines(people, sentence, previous)
        tasks = list(weighed(find_by_rows("tasks", people, sentence), "task"))
        yield from tasks or line_of_list(people, sentence, self.in_list == "action")
        yield from find_motion(people, spans, at)
        if not (at and is_verdict(people.text[slice(*sentence)])):
            listed = _NAME_IN_LIST.fullmatch(people.text, *sentence) is None
            in_list = listed and self.in_list == "resolution"
            yield from weighed(find_resolutions(people, sentence, in_list), "decision")
            yield from weighed(find_by_rows("resolutions", people, sentence, previous), "decision")
        yield from weighed(find_by_rows("requests", people, sentence), "request")
        yield from weighed(find_by_rows("promises", people, sentence), "promise")
        yield from find_by_rows("action_lines", people, sentence, previous)

    def _due(self, text: str, finding: Finding) -> DueWords | None:
        place, is_line = (finding.start, finding.end), finding.kind == "action"
        return find_task_due(text, place, is_line, self.meeting.date, self.meeting.next_meeting)

    def _action(self, text: str, finding: Finding) -> ExtractedAction:
        """A finding with its words and its day."""
        words = text[finding.start : finding.end]
        due = self._due(text, finding)
        recipient = _RECIPIENT.search(words)
        return ExtractedAction(
            kind=finding.kind,
            text=words,
            start=finding.start,
            end=finding.end,
            owner=finding.owner,
            co_owners=finding.co_owners,
            recipient=recipient["body"] if recipient else None,
            due=due.day if due else None,
            due_words=due.words if due else None,
            procedural=finding.complete and not determines(words),
            complete=finding.complete,
            certain=finding.certain,
        )


def _owned(finding: Finding, owners: tuple[str, ...]) -> Finding:
    return finding._replace(owner=owners[0], co_owners=owners[1:])


def _last_speaker(mentions: Sequence[Mention], people: People) -> str | None:
    """Whom a "She" at the start of the next paragraph means."""
    spoken = [m.name for m in mentions if m.part in SPEAKING and not PRONOUN.fullmatch(m.name)]
    if spoken:
        return spoken[-1]
    agent = people.acting_before(len(people.text))
    return agent.name if agent else None
