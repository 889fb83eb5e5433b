"""What an answer was about: what is needed to understand what is asked next, and no more."""

import json
from dataclasses import asdict, dataclass, replace

from commands.model import (
    ActionAnswer,
    ActionsAnswer,
    Answer,
    ContextAnswer,
    ListActions,
    Request,
    Search,
    SearchAnswer,
    ShowOutcome,
    SpeakersAnswer,
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a conversation is about.

    `question` is the search, `place` the rank of the paragraph last shown by itself and `shown`
    how many results were shown; `filters` are those of a list of actions, of which `listed` were
    shown. `speakers` are the people last spoken of.
    """

    question: str = ""
    paragraph: str | None = None
    place: int = 0
    shown: int = 0
    speakers: tuple[str, ...] = ()
    filters: str | None = None
    listed: int = 0
    action: int | None = None

    def dumps(self) -> str:
        """As text, without what is empty."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})

    @classmethod
    def loads(cls, text: str) -> "Topic":
        """From such a text."""
        held = json.loads(text)
        return cls(**{**held, "speakers": tuple(held.get("speakers", ()))})


def topic_after(before: Topic, request: Request, answer: Answer, page: int) -> Topic:
    """What the conversation is about after this answer, of which `page` entries were shown."""
    match answer:
        case SearchAnswer() if isinstance(request, Search):
            return _after_search(before, request, answer, page)
        case ContextAnswer():
            return replace(before, paragraph=answer.asked_for)
        case SpeakersAnswer():
            named = tuple(person.name for person, _ in answer.people[:3])
            return replace(before, speakers=named)
        case ActionAnswer():
            return replace(before, action=answer.action.id, paragraph=answer.action.paragraph_id)
        case ActionsAnswer():
            asked = request.filters if isinstance(request, ListActions) else None
            only = answer.actions[0] if len(answer.actions) == 1 else None
            about = before if isinstance(request, ShowOutcome) else Topic()
            return replace(
                about,
                filters=asked,
                listed=answer.offset + min(page, len(answer.actions)),
                action=only.id if only else None,
                paragraph=only.paragraph_id if only else about.paragraph,
            )
    return before


def _after_search(before: Topic, request: Search, answer: SearchAnswer, page: int) -> Topic:
    """A search that found nothing is still what "and in 2021?" goes on from."""
    if not answer.hits:
        asked = Topic(question=request.query, speakers=answer.interpreted.speakers)
        return before if answer.offset else asked
    first = answer.hits[0]
    if answer.offset and request.limit != 1:
        return replace(before, shown=answer.offset + min(page, len(answer.hits)))
    return Topic(
        question=request.query,
        paragraph=first.paragraph.id,
        place=first.rank,
        shown=max(before.shown if answer.offset else 0, first.rank)
        if request.limit == 1
        else min(page, len(answer.hits)),
        speakers=answer.interpreted.speakers or first.paragraph.speakers,
    )
