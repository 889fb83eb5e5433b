"""What a conversation is about: what is remembered of an answer, for what is asked on from it."""

import json
from dataclasses import asdict, dataclass, replace

from commands.action_answers import ActionAnswer, ActionsAnswer
from commands.answers import (
    Answer,
    ContextAnswer,
    OverviewAnswer,
    Refusal,
    SearchAnswer,
    SpeakersAnswer,
)
from commands.requests import Ask, ListActions, ListSpeakers, Request, Search, ShowOutcome


@dataclass(frozen=True, slots=True)
class ConversationState:
    """What a conversation is about.

    `question` is the search, `place` the rank of the paragraph last shown by itself and `shown`
    how many results were shown; `filters` are those of a list of actions, of which `listed` were
    shown. `speakers` are the people last spoken of. `missed` is a question since then that found
    nothing: another time or subject is meant for that one. `asked` is the question that was last
    answered, `time` the meeting that it named. `offered` is the channel in which a paragraph is
    to be shared, once that is agreed to.
    """

    question: str = ""
    paragraph: str | None = None
    place: int = 0
    shown: int = 0
    speakers: tuple[str, ...] = ()
    filters: str | None = None
    listed: int = 0
    action: int | None = None
    missed: str = ""
    asked: str = ""
    time: str = ""
    offered: str = ""

    def dumps(self) -> str:
        """As text, without what is empty."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})

    @classmethod
    def loads(cls, text: str) -> "ConversationState":
        """From such a text."""
        stored = json.loads(text)
        return cls(**{**stored, "speakers": tuple(stored.get("speakers", ()))})


def next_state(
    before: ConversationState, request: Request, answer: Answer, page: int
) -> ConversationState:
    """What the conversation is about after this answer, of which `page` entries were shown."""
    before = replace(before, offered="")
    match answer:
        case Refusal():
            return before
        case SearchAnswer() if isinstance(request, Search | Ask | ListSpeakers):
            return _after_search(before, request, answer, page)
        case ContextAnswer():
            return replace(before, paragraph=answer.asked_for)
        case SpeakersAnswer():
            named = tuple(person.name for person, _ in answer.people[:3])
            asked = _question_of(request)
            return replace(before, speakers=named or before.speakers, asked=asked or before.asked)
        case OverviewAnswer() if isinstance(request, Ask):
            return replace(before, asked=request.query, time=request.time, missed="")
        case ActionAnswer():
            return replace(before, action=answer.action.id, paragraph=answer.action.paragraph_id)
        case ActionsAnswer():
            return _after_list(before, request, answer, page)
    return before


def _question_of(request: Request) -> str:
    """The words in which something was asked, "" where they are no question."""
    if isinstance(request, ListSpeakers):
        return request.question
    return request.query if isinstance(request, Search | Ask) else ""


def _after_list(
    before: ConversationState, request: Request, answer: ActionsAnswer, page: int
) -> ConversationState:
    asked = request.filters if isinstance(request, ListActions) else None
    only = answer.actions[0] if len(answer.actions) == 1 else None
    about = before if isinstance(request, ShowOutcome | Ask) else ConversationState()
    return replace(
        about,
        filters=asked,
        listed=answer.offset + min(page, len(answer.actions)),
        action=only.id if only else None,
        paragraph=only.paragraph_id if only else about.paragraph,
        asked=request.query if isinstance(request, Ask) else about.asked,
    )


def _after_search(
    before: ConversationState,
    request: Search | Ask | ListSpeakers,
    answer: SearchAnswer,
    page: int,
) -> ConversationState:
    """What was last found stays after a search that found nothing, which is still what "and in
    2021?" goes on from."""
    query = _question_of(request)
    if not answer.hits:
        return before if answer.offset else replace(before, missed=query)
    first = answer.hits[0]
    alone = isinstance(request, Search) and request.limit == 1
    if answer.offset and not alone:
        return replace(before, shown=answer.offset + min(page, len(answer.hits)))
    asked_on = isinstance(request, Ask) and request.paragraph
    return ConversationState(
        question=before.question if asked_on else query,
        paragraph=first.paragraph.id,
        place=first.rank,
        shown=max(before.shown if answer.offset else 0, first.rank)
        if alone
        else min(page, len(answer.hits)),
        speakers=answer.interpreted.speakers or first.paragraph.speakers or before.speakers,
        asked=query,
    )


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """A paragraph to be passed on: to everybody in a channel, or `to_me`. `channel` is as it was
    named ("#panel"), "" for the one where it is asked; `agreed` once it was shown and agreed to."""

    paragraph_id: str
    to_me: bool = False
    channel: str = ""
    agreed: bool = False
