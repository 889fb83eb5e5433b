"""What is answered of the register of actions."""

import datetime as dt
from dataclasses import dataclass

from commands.answers import Alternative, RegisterAnswer
from storage.model import ActionChange, ActionRow, ExtractedAction, ParagraphRow, Proposal


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """What a row of the rules made of some words of a paragraph.

    It has found an entry of a `kind` (`outcome` "entered"), kept one out ("nothing") or weakened it
    ("possible"); or it has found the "due day" of an entry, or a "speaker". `words` are those that
    it fits, `text` those of the entry, or the name of who speaks.
    """

    rule: str
    kind: str
    outcome: str
    words: str
    text: str
    item_number: str | None
    item_title: str
    number: str | None
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class WhyAnswer:
    """A paragraph, what the rules of today enter of it, and the rows behind that."""

    text: str
    entries: tuple[ExtractedAction, ...]
    rules: tuple[AppliedRule, ...]

    def behind(self, entry: ExtractedAction, due: bool = False) -> str | None:
        """Return the id of the row that found an entry, or its `due` day; None for none."""
        return next(
            (
                one.rule
                for one in self.rules
                if one.outcome == "entered"
                and one.kind != "speaker"
                and (one.kind == "due day") == due
                and (one.text in entry.text or entry.text in one.text)
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class Proposed:
    """What may have closed an entry. `paragraph` are the minutes that look like it, with the
    sentence at `[start, end)` and the closest address; None where a person proposes."""

    proposal: Proposal
    action: ActionRow
    paragraph: ParagraphRow | None = None
    start: int = 0
    end: int = 0
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ActionsAnswer(RegisterAnswer):
    """Entries of the register. `understood` says the filters as a sentence.

    `groups` gives each entry's group, one for each of `actions` (empty where they are not
    grouped). `historic` counts those of the total that came in with old minutes; `left_out` the
    historic ones that the filters would hold, were they asked for, raised in `left_out_years`.
    `later` is what later minutes may answer of them, where that is asked.
    """

    actions: tuple[ActionRow, ...]
    total: int
    today: dt.date
    understood: str = ""
    offset: int = 0
    groups: tuple[str, ...] = ()
    historic: int = 0
    left_out: int = 0
    left_out_years: tuple[int, int] | None = None
    later: tuple[Proposed, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


AFTERWARDS = "Later minutes on this"  # over a paragraph that may tell what became of an entry


@dataclass(frozen=True, slots=True)
class ActionAnswer(RegisterAnswer):
    """One entry with its history, oldest first. `said` tells what has just been done to it.

    `afterwards` are paragraphs of later meetings that a question about it finds, with their
    addresses. `story` tells the history in sentences, `proposed` what waits for a decision.
    `holder_then` and `holder_now` are who held the owner's office when it was promised, and who
    holds it last.
    """

    action: ActionRow
    history: tuple[ActionChange, ...]
    today: dt.date
    said: str = ""
    story: tuple[str, ...] = ()
    proposed: tuple[Proposed, ...] = ()
    holder_then: str | None = None
    holder_now: str | None = None
    afterwards: tuple[tuple[ParagraphRow, str | None], ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposalsAnswer(RegisterAnswer):
    """What waits for a decision, oldest first."""

    proposed: tuple[Proposed, ...]
    today: dt.date


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question taken away: who asked, and the promise that was made instead of an answer."""

    member: str
    action: ActionRow


@dataclass(frozen=True, slots=True)
class UnansweredAnswer(RegisterAnswer):
    """Questions without a later answer, by member, then oldest first."""

    hanging: tuple[UnansweredQuestion, ...]
    today: dt.date
    words: str = ""
