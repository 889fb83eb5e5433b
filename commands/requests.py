"""What is asked of Minutebook."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Search:
    """The best paragraphs for a question. `exact` searches just as typed."""

    query: str
    limit: int | None = 10
    offset: int = 0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
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


@dataclass(frozen=True, slots=True)
class ShowContext:
    """The paragraphs around one."""

    paragraph_id: str


@dataclass(frozen=True, slots=True)
class ShowSpeaking:
    """Who speaks in a paragraph, and who these people are."""

    paragraph_id: str


@dataclass(frozen=True, slots=True)
class ShowOutcome:
    """What was resolved, promised or requested where a paragraph stands."""

    paragraph_id: str


@dataclass(frozen=True, slots=True)
class CheckQuotation:
    """Whether these words stand in the minutes."""

    text: str


@dataclass(frozen=True, slots=True)
class ListActions:
    """Entries of the register: words and `key:value` filters as typed."""

    filters: str = "open"
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ShowAction:
    """One entry with its history."""

    id: int


@dataclass(frozen=True, slots=True)
class TrackAction:
    """The entry that somebody's words speak of, or the sentence that may become one."""

    text: str


@dataclass(frozen=True, slots=True)
class ListProposals:
    """What may have closed an entry and waits for a decision."""


@dataclass(frozen=True, slots=True)
class ListUnanswered:
    """Questions that were taken away and not answered since; `words` narrow them."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class ChangeAction:
    """One entry changed: `verb` (done, assign, due …) and `rest`, what followed it."""

    id: int
    verb: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class ListSpeakers:
    """The people whom `name` may mean, best first; everybody where it is empty. `question` is
    what was asked ("who is the clerk?"), to be searched where the name fits nobody."""

    name: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class ListMeetings:
    """What is indexed."""


@dataclass(frozen=True, slots=True)
class ShowDigest:
    """The digest of a day, as it would go to `to`, or to whoever has had none for 24 hours."""

    day: dt.date | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class ShowDelivery:
    """Everything that a message told, by its number."""

    id: int


@dataclass(frozen=True, slots=True)
class SetDigest:
    """What the asker is sent, or with 'here' among the words the channel; `words` settle it."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class SaveSearch:
    """A search to be kept, as typed; with `how:` and `to:` it is saved, else proposed."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class ListSearches:
    """The saved searches of the asker, or of the channel."""

    here: bool = False


@dataclass(frozen=True, slots=True)
class ChangeSearch:
    """A saved search by its number, and what to do with it."""

    id: int
    verb: str


@dataclass(frozen=True, slots=True)
class ListUnhelpful:
    """The questions that people found badly answered, for the secretariat."""


@dataclass(frozen=True, slots=True)
class SetPanel:
    """The panel that is meant in a channel; asked for where `name` is empty."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class AddMinutes:
    """Asked for by typing; `source` is an address or empty (then: how to)."""

    source: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """How to ask. `about` is "minutes" or "actions"."""

    about: str = "minutes"


Request = (
    Search
    | Ask
    | ShowContext
    | ShowSpeaking
    | ShowOutcome
    | CheckQuotation
    | ListActions
    | ShowAction
    | TrackAction
    | ListProposals
    | ListUnanswered
    | ChangeAction
    | ListSpeakers
    | ListMeetings
    | ShowDigest
    | ShowDelivery
    | SetDigest
    | SaveSearch
    | ListSearches
    | ChangeSearch
    | ListUnhelpful
    | SetPanel
    | AddMinutes
    | Help
)
