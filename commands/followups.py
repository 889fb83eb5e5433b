"""What is said after an answer: "more", "and in 2021?", "who asked that?", "has it been done?".

Each row of `followups.toml` fits a whole message, so that nothing which may be a question of its
own is taken for a follow-up.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from commands.conversation import ConversationState, ShareRequest
from commands.ellipsis import (
    LEAD,
    completed_question,
    person_meant,
    said_by,
    shown_paragraph,
    subject_of,
    with_another,
)
from commands.parsing import parse_actions, parse_command
from commands.query.grammar import clean
from commands.query.patterns import ORDINALS, table
from commands.query.terms import share_of
from commands.request_context import Context
from commands.requests import (
    Ask,
    ChangeAction,
    ListActions,
    ListSpeakers,
    Request,
    Search,
    ShowContext,
    ShowOutcome,
    ShowSpeaking,
)
from commands.search import search

FollowUp = Request | ShareRequest
Slots = Mapping[str, str]

_STATES = re.compile(
    r"(?:(?:and|only|just|show|what about|the|me|which are|which is) )*"
    r"(?P<state>open|done|overdue|all|mine|withdrawn|superseded)(?: ones?| actions?)?"
)
_CHANGE = re.compile(
    r"(?:please )?(?:mark |close |set )?(?:it |that |this )?(?:as |is )?(?P<verb>done|reopen|undo)"
    r"(?: (?:it|that|this))?(?:[:,]? (?P<note>.+))?"
    r"|(?P<assign>assign) (?:it|that|this) to (?P<who>.+)"
    r"|(?:it is|it's|make it|that is) (?P<due>due) (?:on |by )?(?P<day>.+)"
)
_NUMBERED = re.compile(r"(?:action )?#?\d{1,9}(?: \w.*)?")


def parse_follow_up(
    context: Context, typed: str, topic: ConversationState, page: int
) -> FollowUp | None:
    """What a message asks of the last answer; None where it is a question of its own.

    `page` is how many results the door shows at once.
    """
    text = clean(typed)
    plain = re.sub(r"\s+", " ", text.casefold()).strip(" ?!.,;…")
    row = _of_the_register(topic, plain) or _of_a_row(context, topic, text, page)
    if row:
        return row
    completed = completed_question(context, topic, text.strip(" ?!.,;…"))
    if completed:
        return completed
    asked = topic.missed or topic.question
    if not asked:
        return None
    return with_another(context, text.strip(" ?!.,;…"), replace(topic, question=asked))


# ---- lists and entries of the register --------------------------------------------------------


def _of_the_register(topic: ConversationState, plain: str) -> FollowUp | None:
    bare = LEAD.sub("", plain)
    for words in dict.fromkeys((plain, bare)):
        found = _of_a_list(topic, words) or _of_an_action(topic, words)
        if found:
            return found
    return None


def _of_a_list(topic: ConversationState, plain: str) -> FollowUp | None:
    if topic.filters is None:
        return None
    state = _STATES.fullmatch(plain)
    if state:
        return ListActions(_in_state(topic.filters, state["state"]))
    if _NUMBERED.fullmatch(plain):
        return parse_actions(plain.removeprefix("action "))
    return None


def _in_state(filters: str, state: str) -> str:
    """The same filters, for entries in another state."""
    others = [word for word in filters.split() if not _STATES.fullmatch(word.casefold())]
    return " ".join([*others, state])


def _of_an_action(topic: ConversationState, plain: str) -> FollowUp | None:
    if topic.action is None:
        return None
    asked = _CHANGE.fullmatch(plain)
    if not asked:
        return None
    if asked["assign"]:
        return ChangeAction(topic.action, "assign", asked["who"])
    if asked["due"]:
        return ChangeAction(topic.action, "due", asked["day"])
    return ChangeAction(topic.action, asked["verb"], asked["note"] or "")


# ---- rows -------------------------------------------------------------------------------------


def _of_a_row(context: Context, topic: ConversationState, text: str, page: int) -> FollowUp | None:
    reading = table("followups").whole(text)
    if reading is None:
        return None
    asks = reading.row.more["asks"]
    if asks in _OF_RESULTS:
        return _OF_RESULTS[asks](topic, reading.slots, page)
    return _OF_TOPIC[asks](context, topic, reading.slots)


def _page(topic: ConversationState, slots: Slots, page: int) -> FollowUp | None:
    if topic.filters is not None:
        return ListActions(topic.filters, offset=topic.listed)
    if not topic.question or topic.paragraph is None:
        return None
    return Search(topic.question, limit=page, offset=topic.shown)


def _one_result(topic: ConversationState, place: int) -> FollowUp | None:
    if not topic.question or topic.paragraph is None or place < 1:
        return None
    return Search(topic.question, limit=1, offset=place - 1)


def _nth(topic: ConversationState, slots: Slots, page: int) -> FollowUp | None:
    number = slots.get("number", "")
    digits = re.sub(r"\D", "", number)
    return _one_result(topic, int(digits) if digits else ORDINALS.index(number.casefold()) + 1)


_OF_RESULTS: dict[str, Callable[[ConversationState, Slots, int], FollowUp | None]] = {
    "page": _page,
    "next": lambda topic, slots, page: _one_result(topic, topic.place + 1),
    "back": lambda topic, slots, page: _one_result(topic, max(1, topic.place - 1)),
    "nth": _nth,
}


def _of_paragraph(
    make: Callable[[str], FollowUp],
) -> Callable[[Context, ConversationState, Slots], FollowUp | None]:
    return lambda context, topic, slots: make(topic.paragraph) if topic.paragraph else None


def _again(context: Context, topic: ConversationState, slots: Slots) -> FollowUp | None:
    return _one_result(topic, topic.place) if topic.place else None


def _done(context: Context, topic: ConversationState, slots: Slots) -> FollowUp | None:
    """What became of what the paragraph, or the entry that was shown, promises."""
    if topic.paragraph is None:
        return None
    about = subject_of(context, topic, shown_paragraph(context, topic))
    return Ask(topic.asked, "done", paragraph=topic.paragraph, subject=about)


def _of_item(intent: str) -> Callable[[Context, ConversationState, Slots], FollowUp | None]:
    """Something asked of the item in which the paragraph stands."""
    return lambda context, topic, slots: (
        Ask(topic.asked or intent, intent, paragraph=topic.paragraph) if topic.paragraph else None
    )


_SHARE = 0.5  # of the words of a title that a paragraph found by it must be about


def _around_then(
    context: Context, topic: ConversationState, slots: Slots, narrow: Callable[[dt.date], str]
) -> FollowUp | None:
    """The same subject, else that of its item, at other meetings than that of the paragraph."""
    shown = shown_paragraph(context, topic)
    if shown is None or shown.meeting.date is None:
        return None
    title, when = shown.item_title, narrow(shown.meeting.date)
    asked = Search(f"{subject_of(context, topic, shown)} {when}")
    if not search(context, replace(asked, limit=1)).hits:
        under_title = Search(f"{title} {when}")
        for hit in search(context, replace(under_title, limit=1)).hits:
            if share_of(title, f"{hit.paragraph.item_title} {hit.paragraph.text}") >= _SHARE:
                return under_title
    return asked


def _before(context: Context, topic: ConversationState, slots: Slots) -> FollowUp | None:
    return _around_then(context, topic, slots, lambda day: f"before:{day} sort:newest")


def _since(context: Context, topic: ConversationState, slots: Slots) -> FollowUp | None:
    after = dt.timedelta(days=1)
    return _around_then(context, topic, slots, lambda day: f"since:{day + after}")


def _occurrence(when: str) -> Callable[[Context, ConversationState, Slots], FollowUp | None]:
    def ask(context: Context, topic: ConversationState, slots: Slots) -> FollowUp | None:
        subject = subject_of(context, topic, shown_paragraph(context, topic))
        return Search(f"when was {subject} {when} mentioned") if subject else None

    return ask


def _promised(context: Context, topic: ConversationState, slots: Slots) -> FollowUp | None:
    who = person_meant(context, topic, answering=True)
    about, subject = slots.get("topic", ""), subject_of(context, topic)
    if not who:
        return None
    asked = f"what did {who} promise" + (f" about {about}" if about else "")
    return Ask(asked, "promised", about, who, subject="" if about else subject)


def _said(context: Context, topic: ConversationState, slots: Slots) -> FollowUp | None:
    who = person_meant(context, topic)
    return said_by(context, topic, who, slots.get("topic", "")) if who else None


def _instead(context: Context, topic: ConversationState, slots: Slots) -> FollowUp | None:
    """The last question with another person, time or subject in place of its own."""
    other, asked = slots.get("topic", ""), topic.missed or topic.asked or topic.question
    if not asked or not other:
        return None
    changed = with_another(context, f"what about {other}", replace(topic, question=asked))
    last = parse_command(asked)
    if isinstance(last, ListSpeakers) or (isinstance(last, Ask) and last.intent == "chair"):
        return ListSpeakers(other, question=f"who is {other}")
    if isinstance(last, Ask) and last.person:
        return parse_command(asked.replace(last.person, other))
    return changed or parse_command(other)


def asks_to_share(typed: str) -> bool:
    """Whether a message asks to share something that it does not name: "share it"."""
    reading = table("followups").whole(clean(typed))
    return reading is not None and reading.row.id == "share" and len(typed.split()) > 1


def _share(context: Context, topic: ConversationState, slots: Slots) -> FollowUp | None:
    if topic.paragraph is None:
        return None
    return ShareRequest(topic.paragraph, channel=slots.get("channel", ""))


def _agreed(context: Context, topic: ConversationState, slots: Slots) -> FollowUp | None:
    """What was offered, once it is agreed to."""
    if not topic.offered or topic.paragraph is None:
        return None
    return ShareRequest(topic.paragraph, channel=topic.offered, agreed=True)


_OF_TOPIC: dict[str, Callable[[Context, ConversationState, Slots], FollowUp | None]] = {
    "who": _of_paragraph(ShowSpeaking),
    "outcome": _of_paragraph(ShowOutcome),
    "context": _of_paragraph(ShowContext),
    "to-me": _of_paragraph(lambda paragraph: ShareRequest(paragraph, to_me=True)),
    "others": _of_item("speakers"),
    "vote": _of_item("vote"),
    "done": _done,
    "again": _again,
    "before": _before,
    "since": _since,
    "latest": _occurrence("last"),
    "earliest": _occurrence("first"),
    "promised": _promised,
    "said": _said,
    "share": _share,
    "yes": _agreed,
    "instead": _instead,
}
