"""What is asked of Minutebook, and the one way to its answer.

Each request names what answers it, and imports that when it is first asked: a search at the
terminal need not wait for all that reads documents and changes the register.
"""

import datetime as dt
from abc import ABC, abstractmethod
from dataclasses import dataclass

from commands.answers import Answer
from commands.request_context import Context


class Request(ABC):
    """What somebody asks for. Every door makes one and hands it to `answer`."""

    __slots__ = ()

    @abstractmethod
    def _answer(self, context: Context) -> Answer:
        """Answer it, meant as it stands; for `answer` alone."""


def answer(context: Context, request: Request) -> Answer:
    """Answer a request as this viewer may be answered, and as it is meant in this channel.

    Raises MinutebookError where what was asked cannot be done, with the sentence to show.
    """
    from commands.channels import in_channel

    return in_channel(context, request)._answer(context)


@dataclass(frozen=True, slots=True)
class Search(Request):
    """The best paragraphs for a question. `exact` searches just as typed; where it is `strict`, the
    time and the person that it names are never let go."""

    query: str
    limit: int | None = 10
    offset: int = 0
    exact: bool = False
    strict: bool = False

    def _answer(self, context: Context) -> Answer:
        from commands.search import search

        return search(context, self)


@dataclass(frozen=True, slots=True)
class Ask(Request):
    """A question that has an answer of its own, by its `intent`; `topic`, `person` and `time` are
    what stands in it, "" where nothing does. It is searched as `query` where that has none.
    `paragraph` is one that was shown before, where it is asked on from that, and `subject` what
    was spoken of, which narrows the answer where that leaves anything of it."""

    query: str
    intent: str
    topic: str = ""
    person: str = ""
    time: str = ""
    state: str = ""
    panel: str = ""
    paragraph: str = ""
    subject: str = ""

    def _answer(self, context: Context) -> Answer:
        from commands.questions import answer_question

        return answer_question(context, self) or answer(context, Search(self.query))


@dataclass(frozen=True, slots=True)
class ShowContext(Request):
    """The paragraphs around one."""

    paragraph_id: str

    def _answer(self, context: Context) -> Answer:
        from commands.search import show_context

        return show_context(context, self)


@dataclass(frozen=True, slots=True)
class ShowSpeaking(Request):
    """Who speaks in a paragraph, and who these people are."""

    paragraph_id: str

    def _answer(self, context: Context) -> Answer:
        from commands.actions.related import show_speaking

        return show_speaking(context, self)


@dataclass(frozen=True, slots=True)
class ShowOutcome(Request):
    """What was resolved, promised or requested where a paragraph stands."""

    paragraph_id: str

    def _answer(self, context: Context) -> Answer:
        from commands.actions.related import show_outcome

        return show_outcome(context, self)


@dataclass(frozen=True, slots=True)
class CheckQuotation(Request):
    """Whether these words stand in the minutes."""

    text: str

    def _answer(self, context: Context) -> Answer:
        from commands.quotation import check_quotation

        return check_quotation(context, self)


@dataclass(frozen=True, slots=True)
class ListActions(Request):
    """Entries of the register: words and `key:value` filters as typed."""

    filters: str = "open"
    limit: int | None = None
    offset: int = 0

    def _answer(self, context: Context) -> Answer:
        from commands.actions.list import list_actions

        return list_actions(context, self)


@dataclass(frozen=True, slots=True)
class ShowAction(Request):
    """One entry with its history."""

    id: int

    def _answer(self, context: Context) -> Answer:
        from commands.actions.show import show_action

        return show_action(context, self)


@dataclass(frozen=True, slots=True)
class TrackAction(Request):
    """The entry that somebody's words speak of, or the sentence that may become one."""

    text: str

    def _answer(self, context: Context) -> Answer:
        from commands.actions.related import track_action

        return track_action(context, self)


@dataclass(frozen=True, slots=True)
class ListProposals(Request):
    """What may have closed an entry and waits for a decision."""

    def _answer(self, context: Context) -> Answer:
        from commands.actions.fulfilment import list_proposals

        return list_proposals(context)


@dataclass(frozen=True, slots=True)
class ListUnanswered(Request):
    """Questions that were taken away and not answered since; `words` narrow them."""

    words: str = ""

    def _answer(self, context: Context) -> Answer:
        from commands.actions.related import list_unanswered

        return list_unanswered(context, self)


@dataclass(frozen=True, slots=True)
class ChangeAction(Request):
    """One entry changed: `verb` (done, assign, due …) and `rest`, what followed it."""

    id: int
    verb: str
    rest: str = ""

    def _answer(self, context: Context) -> Answer:
        from commands.actions.change import change_action

        return change_action(context, self)


@dataclass(frozen=True, slots=True)
class ListSpeakers(Request):
    """The people whom `name` may mean, best first; everybody where it is empty. `question` is
    what was asked ("who is the clerk?"), to be searched where the name fits nobody."""

    name: str = ""
    question: str = ""

    def _answer(self, context: Context) -> Answer:
        from commands.people import list_speakers

        found = list_speakers(context, self)
        if self.question and not found.people:
            return answer(context, Search(self.question))
        return found


@dataclass(frozen=True, slots=True)
class ListMeetings(Request):
    """What is indexed."""

    def _answer(self, context: Context) -> Answer:
        from commands.search import list_meetings

        return list_meetings(context)


@dataclass(frozen=True, slots=True)
class ShowDigest(Request):
    """The digest of a day, as it would go to `to`, or to whoever has had none for 24 hours."""

    day: dt.date | None = None
    to: str | None = None

    def _answer(self, context: Context) -> Answer:
        from commands.digest import show_digest

        return show_digest(context, self)


@dataclass(frozen=True, slots=True)
class ShowDelivery(Request):
    """Everything that a message told, by its number."""

    id: int

    def _answer(self, context: Context) -> Answer:
        from commands.digest import show_again

        return show_again(context, self)


@dataclass(frozen=True, slots=True)
class SetDigest(Request):
    """What the asker is sent, or with 'here' among the words the channel; `words` settle it."""

    words: str = ""

    def _answer(self, context: Context) -> Answer:
        from commands.digest.preferences import update_preferences

        return update_preferences(context, self)


@dataclass(frozen=True, slots=True)
class SaveSearch(Request):
    """A search to be kept, as typed; with `how:` and `to:` it is saved, else proposed."""

    words: str = ""

    def _answer(self, context: Context) -> Answer:
        from commands.saved_searches import save

        return save(context, self)


@dataclass(frozen=True, slots=True)
class ListSearches(Request):
    """The saved searches of the asker, or of the channel."""

    here: bool = False

    def _answer(self, context: Context) -> Answer:
        from commands.saved_searches import list_saved

        return list_saved(context, self)


@dataclass(frozen=True, slots=True)
class ChangeSearch(Request):
    """A saved search by its number, and what to do with it."""

    id: int
    verb: str

    def _answer(self, context: Context) -> Answer:
        from commands.saved_searches import change_saved

        return change_saved(context, self)


@dataclass(frozen=True, slots=True)
class ListUnhelpful(Request):
    """The questions that people found badly answered, for the secretariat."""

    def _answer(self, context: Context) -> Answer:
        from commands.ingest.review import list_unhelpful

        return list_unhelpful(context)


@dataclass(frozen=True, slots=True)
class SetPanel(Request):
    """The panel that is meant in a channel; asked for where `name` is empty."""

    name: str = ""

    def _answer(self, context: Context) -> Answer:
        from commands.channels import set_default_panel

        return set_default_panel(context, self)


@dataclass(frozen=True, slots=True)
class AddMinutes(Request):
    """Asked for by typing; `source` is an address or empty (then: how to)."""

    source: str = ""

    def _answer(self, context: Context) -> Answer:
        from commands.help import how_to_add

        return how_to_add()


@dataclass(frozen=True, slots=True)
class Help(Request):
    """How to ask. `about` is "minutes" or "actions"."""

    about: str = "minutes"

    def _answer(self, context: Context) -> Answer:
        from commands.help import how_to_ask

        return how_to_ask(context, self)
