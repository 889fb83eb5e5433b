"""The register of actions as documents: lists, one action with its history, what became of it."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from commands.action_answers import (
    AFTERWARDS,
    ActionAnswer,
    ActionsAnswer,
    ProposalsAnswer,
    Proposed,
    UnansweredAnswer,
)
from commands.documents import (
    VALUE_MOST,
    Bullets,
    Button,
    Document,
    Group,
    Heading,
    Line,
    Link,
    Mention,
    Menu,
    Note,
    Part,
    Quotation,
    Sentence,
    Try,
    Words,
    cut,
    line,
    row,
)
from commands.documents.phrases import OPEN, entry_words, mentioning, when
from storage.model import ActionRow
from storage.plurals import plural

# ---- one action, as it is shown wherever it stands --------------------------------------------


# Whether whoever reads may do this to an action: (action, verb).
MayChange = Callable[[ActionRow, str], bool]

_REARRANGE = (("Assign to me", "assign"), ("Withdraw", "withdraw"))


def entry(
    action: ActionRow,
    today: dt.date,
    may: MayChange | None = None,
    alone: bool = False,
    brief: bool = True,
) -> list[Part]:
    """Compose number, owner and state; the exact words; where they stand; what can be done with it.

    Nothing can be done where `may` is not given. `alone` where its history stands below; what else
    is known of it is added unless it is `brief`.
    """
    kind = f" · {action.kind}" if action.owner else ""
    head = Words(f"{action.id}. {owner(action)}", bold=True)
    number = f", paragraph {cut(action.paragraph_number, 40)}" if action.paragraph_number else ""
    panel = f", {cut(action.panel, 200)}" if action.panel else ""
    place = f"{cut(action.item_title, 200)}{number} · {raised(action)}{panel}"
    opened = (" · ", Link(OPEN, action.url)) if action.url else ()
    group = Group(
        (
            line(head, f"{kind} · {state(action, today)}"),
            entry_words(action),
            line(place, *opened),
            *(() if brief or alone else map(line, _known(action))),
        )
    )
    return [group, *(_buttons(action, may, alone) if may else [])]


def owner(action: ActionRow) -> str:
    """Name whose it is, or what it is where nobody is named."""
    return cut(action.whose, 120) if action.owner else action.kind.capitalize()


def raised(action: ActionRow) -> str:
    """Say when it was raised."""
    return f"raised {action.raised:%-d %B %Y}" if action.raised else "raised on a day not known"


def state(action: ActionRow, today: dt.date) -> str:
    """Say whether it is open, and by when."""
    if not action.certain:
        return "only possible"
    if action.overdue(today):
        passed = "historic, was due" if action.historic else "overdue since"
        return f"{passed} {action.due:%-d %B %Y}"
    status: str = action.status
    if action.historic and status == "open":
        status = "historic, open"
    if action.superseded_by:
        status += f" by {action.superseded_by}"
    if action.due:
        return f"{status}, due {action.due:%-d %B %Y}"
    return status + (f" (“{cut(action.due_words, 80)}”)" if action.due_words else "")


def _known(action: ActionRow) -> Iterator[str]:
    """What else is known of an action: who does it, what shows it, where else it stands."""
    if action.assignee:
        yield f"Assigned to {action.assignee}"
    if action.note:
        yield f"Note: {cut(action.note, 500)}"
    if action.evidence:
        yield f"Evidence: {action.evidence}"
    if action.sources:
        places = (f"{source.kind} in {source.item_title}" for source in action.sources)
        yield f"Also told as {', '.join(places)}"
    if action.vanished:
        yield "These words are no longer in the minutes."


# ---- what can be done with it -----------------------------------------------------------------


def change(text: str, verb: str, action: ActionRow) -> Button:
    """Compose a button that does one thing to an action."""
    return Button(text, f"change.{verb}", str(action.id), f"{text}: action {action.id}")


def _buttons(action: ActionRow, may: MayChange, alone: bool) -> list[Part]:
    choices = [(text, f"{verb}:{action.id}") for text, verb in _choices(action, may)]
    if not alone:
        choices.insert(0, ("Show its history", f"show:{action.id}"))
    menu = Menu("entry", tuple(choices)) if choices else None
    return [row(next(_first(action, may), None), menu)]


def _first(action: ActionRow, may: MayChange) -> Iterator[Button]:
    """What is most often done with an action in this state."""
    if not action.certain and may(action, "add"):
        yield change("Add to the register", "add", action)
    elif action.status == "open" and may(action, "done"):
        yield change("Done", "done", action)
    elif action.status == "done" and not action.procedural and may(action, "reopen"):
        yield change("Reopen", "reopen", action)


def _choices(action: ActionRow, may: MayChange) -> Iterator[tuple[str, str]]:
    """What is done with it now and then: (words, verb) each."""
    if not action.certain or action.status != "open":
        return
    yield from ((text, verb) for text, verb in _REARRANGE if may(action, verb))
    if action.historic and may(action, "take-up"):
        yield "Take up, as no longer historic", "take-up"
    if not may(action, "done"):
        yield "Propose that it is done", "done"


# ---- lists ------------------------------------------------------------------------------------


SHOWN = 8  # actions in a message


def listed(answer: ActionsAnswer, filters: str, may: MayChange, brief: bool = True) -> Document:
    """Compose actions under the headings of their groups, each with what whoever reads may do."""
    left_out = _left_out(answer, filters)
    if not answer.actions:
        return _none(answer, left_out)
    actions = answer.actions[:SHOWN] if brief else answer.actions
    parts: list[Part] = [Sentence(_head(answer))]
    groups = (answer.groups or ("",) * len(answer.actions))[: len(actions)]
    for group, pairs in groupby(zip(groups, actions, strict=True), key=lambda pair: pair[0]):
        parts += [Heading(group)] if group else []
        for _, action in pairs:
            parts += entry(action, answer.today, may, brief=brief)
            parts += [_proposed(one) for one in answer.later if one.action.id == action.id]
    more = _more(answer, filters, answer.offset + len(actions)) if brief else _page(answer)
    return Document((*parts, *left_out, *more))


_STATES = frozenset("open done overdue superseded withdrawn historic possible all".split())


def _head(answer: ActionsAnswer) -> str:
    head = _asked_for(answer, str(answer.total)) + _from_before(answer)
    if answer.historic:
        head += f", {answer.historic} of them from before you started"
    return f"{head}, from number {answer.offset + 1}" if answer.offset else head


def _asked_for(answer: ActionsAnswer, number: str) -> str:
    """How many actions of which kind: “2 open actions, owned by The Clerk”, “No open actions”."""
    first, _, rest = answer.understood.partition(", ")
    state, others = (first, rest) if first in _STATES else ("", answer.understood)
    noun = "action" if number == "1" else "actions"
    words = [number, *([] if state in ("", "all") else [state]), noun]
    joined = ", " if state and others else " "
    return " ".join(words) + (f"{joined}{cut(others, 500)}" if others else "")


def _from_before(answer: ActionsAnswer) -> str:
    """“, and 16 from before you started, 2019–2022”: of minutes that were old when they came in."""
    if not answer.left_out:
        return ""
    first, last = answer.left_out_years or (None, None)
    years = f", {first}–{last}" if first != last else f", {first}" if first else ""
    return f", and {answer.left_out} from before you started{years}"


def _left_out(answer: ActionsAnswer, filters: str) -> list[Part]:
    """The entries of old minutes, a press away."""
    asked = f"actions {filters} historic"
    if not answer.left_out:
        return []
    if not filters or len(asked) > VALUE_MOST:
        return [Note("Add “historic” to see those.")]
    words = f"Show the {answer.left_out} from before"
    return [Try((asked,)), row(Button(words, "ask.5", asked, words))]


def _none(answer: ActionsAnswer, left_out: list[Part]) -> Document:
    sentence = f"{_asked_for(answer, 'No')}{_from_before(answer)}."
    buttons = row(
        Button("All actions", "ask.0", "actions all", "Show all actions"),
        Button("Help", "ask.1", "actions help", "How to ask for actions"),
    )
    return Document((Sentence(sentence), *left_out, Try(("actions all", "actions help")), buttons))


def _more(answer: ActionsAnswer, filters: str, last: int) -> list[Part]:
    if last >= answer.total:
        return []
    value = json.dumps({"f": filters, "o": last}, ensure_ascii=False)
    count = f"{last} of {plural(answer.total, 'action')}"
    if len(value) > VALUE_MOST:
        return [Note(f"{count}. A shorter question can be paged through.")]
    return [Note(count), row(Button("More actions", "more_actions", value))]


def _page(answer: ActionsAnswer) -> list[Part]:
    """Which of the actions a whole page shows, and how to ask for the next."""
    size = len(answer.actions)
    if size == answer.total:
        return []
    last = answer.offset + size
    after = last < answer.total and answer.offset % size == 0
    following = f" The next: page:{answer.offset // size + 2}" if after else ""
    return [Note(f"{answer.offset + 1} to {last} of {answer.total} shown.{following}")]


# ---- one action -------------------------------------------------------------------------------


STORY = 10  # changes of an action in a message
WAITING = 3  # proposals to close it: each quotes a paragraph


def one(answer: ActionAnswer, may: MayChange, brief: bool = True) -> Document:
    """Compose one action, what has just been done to it, what waits for a decision, its story."""
    action = answer.action
    assigned = (v for c in answer.history if c.field == "assignee" for v in (c.before, c.after))
    people = {action.assignee, *assigned, *(change.by for change in answer.history)}
    named = partial(mentioning, people=[who for who in people if who])
    story = answer.story[-STORY:] if brief else answer.story
    facts = [*_holders(answer), *_known(action), *story]
    parts: list[Part] = [Line(named(cut(answer.said, 900), bold=True))] if answer.said else []
    parts += entry(action, answer.today, may, alone=True)
    if facts:
        parts.append(Bullets(tuple(named(cut(fact, 900)) for fact in facts)))
    for count, waiting in enumerate(answer.proposed[:WAITING], 1):
        parts += _later(waiting, may(action, "accept"), brief, count)
    for paragraph, url in answer.afterwards:
        place = line(f"{AFTERWARDS}: ", Link(when(paragraph.meeting), url))
        parts.append(Group((place, Quotation(paragraph.text))))
    if answer.history and may(action, "undo"):
        parts.append(row(change("Take back the last change", "undo", action)))
    return Document(tuple(parts))


def _holders(answer: ActionAnswer) -> list[str]:
    """Who held the owner's office when it was promised, and who does now."""
    then, now = answer.holder_then, answer.holder_now
    holder = f"{then} then, {now} now" if then and then != now else now
    return [f"{answer.action.owner}: {holder}"] if now else []


def _later(one: Proposed, may_decide: bool, brief: bool, place: int) -> list[Part]:
    """What may have closed an action, with buttons to decide for those who may. `place` counts
    what waits for the same action: its buttons are told apart where they are read aloud."""
    number = one.action.id
    parts: list[Part] = [_proposed(one)]
    if may_decide:
        which = f", proposal {place}" if place > 1 else ""
        accept = f"Accept: action {number} is done{which}"
        decline = f"Decline: action {number} stays open{which}"
        buttons = (
            Button("Accept", "change.accept", str(number), accept, style="primary"),
            Button("Decline", "change.decline", str(number), decline),
        )
        parts.append(row(*buttons))
    if not brief:
        parts.append(Note(f"Decide: 'actions {number} accept' or 'actions {number} decline'"))
    return parts


def _proposed(one: Proposed) -> Part:
    """The later minutes, or what somebody says."""
    if one.paragraph is None:
        note = f": {one.proposal.note}" if one.proposal.note else ""
        return line(Mention(one.proposal.by), f" says that it is done{note}")
    return Group(later_minutes(one))


def later_minutes(one: Proposed, most: int | None = None) -> tuple[Line | Quotation, ...]:
    """The sentence of later minutes that may answer an action, cut to `most` characters."""
    if one.paragraph is None:
        return ()
    date = one.paragraph.meeting.date
    day = f"{date:%-d %B %Y}" if date else "a day not known"
    words = one.paragraph.text[one.start : one.end]
    place = line(f"Later minutes may answer this, {day}: ", Link(OPEN, one.url))
    return place, Quotation(cut(words, most) if most else words)


# ---- what became of actions: proposals to close them, and questions without an answer ---------


PROPOSALS_SHOWN = 5  # proposals in a message: each quotes two paragraphs
QUESTIONS_SHOWN = 12


def proposals(answer: ProposalsAnswer, may_decide: bool, brief: bool = True) -> Document:
    """Compose each action and the later minutes that look like it, with buttons to decide."""
    total = len(answer.proposed)
    if not total:
        return Document((Sentence("Nothing waits for a decision."),))
    parts: list[Part] = [Sentence(f"{total} proposed to be closed")]
    shown = answer.proposed[:PROPOSALS_SHOWN] if brief else answer.proposed
    for at, one in enumerate(shown, 1):
        place = sum(other.action.id == one.action.id for other in shown[:at])
        parts += [*entry(one.action, answer.today), *_later(one, may_decide, brief, place)]
    if len(shown) < total:
        parts.append(Note(f"{len(shown)} of {total}. Decide these to see the next."))
    return Document(tuple(parts))


def unanswered(answer: UnansweredAnswer, brief: bool = True) -> Document:
    """Compose the questions without an answer, by the member who asked."""
    total = len(answer.hanging)
    if not total:
        about = f" ({cut(answer.words, 300)})" if answer.words else ""
        return Document((Sentence(f"No question is left hanging{about}."),))
    parts: list[Part] = [Sentence(f"{plural(total, 'question')} left hanging")]
    shown = answer.hanging[:QUESTIONS_SHOWN] if brief else answer.hanging
    for member, questions in groupby(shown, key=lambda one: one.member):
        parts.append(Heading(f"Asked by {member}"))
        for one in questions:
            parts += entry(one.action, answer.today, brief=brief)
    if len(shown) < total:
        parts.append(Note(f"{len(shown)} of {total}. '/actions hanging NAME' narrows them."))
    return Document(tuple(parts))
