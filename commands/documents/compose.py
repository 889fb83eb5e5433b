"""The one way from an Answer to its document."""

from dataclasses import dataclass

from commands.action_answers import ActionAnswer, ActionsAnswer, ProposalsAnswer, UnansweredAnswer
from commands.actions.owners import may_change, may_edit_all
from commands.answers import (
    AddReport,
    Answer,
    ContextAnswer,
    DigestAnswer,
    DigestChoice,
    HelpAnswer,
    MeetingsAnswer,
    OverviewAnswer,
    ProposedSearch,
    QuotationAnswer,
    Refusal,
    SavedSearches,
    SearchAnswer,
    SpeakersAnswer,
    SyncReport,
)
from commands.documents import Document, lists, register, search
from commands.documents.phrases import other_readings, sentence_with
from commands.links import cited_paragraph_ids
from commands.request_context import Context
from commands.requests import ListActions, Request, Search, ShowDelivery
from storage.model import ActionRow

Reported = Answer | AddReport | SyncReport


def compose(
    answer: Reported,
    context: Context | None = None,
    request: Request | None = None,
    brief: bool = False,
) -> Document:
    """Compose the document that says an answer. In `brief` it is a message with buttons for the
    rest, of what whoever asked in this context may do; else all of it."""
    asked = _Asked(context, request, brief)
    document = _composed(asked, answer, brief)
    besides = other_readings(getattr(answer, "alternatives", ()))
    return Document((*document.parts, *besides), cited_paragraph_ids(answer))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asked what, as far as that decides what is shown."""

    context: Context | None
    request: Request | None
    brief: bool

    def may(self, action: ActionRow, verb: str) -> bool:
        """Return whether whoever asked may do this to an action."""
        return self.context is not None and may_change(self.context, action, verb)

    @property
    def decides(self) -> bool:
        """Whether whoever asked decides what proposals come to."""
        return self.context is not None and may_edit_all(self.context)

    @property
    def filters(self) -> str:
        """The filters of the register as they were typed."""
        return self.request.filters if isinstance(self.request, ListActions) else ""

    @property
    def one(self) -> bool:
        """Whether a single result was asked for."""
        return self.brief and isinstance(self.request, Search) and self.request.limit == 1


def _composed(asked: _Asked, answer: Reported, brief: bool) -> Document:
    match answer:
        case SearchAnswer():
            return search.found(answer, asked.one, brief)
        case ContextAnswer():
            return search.in_context(answer, brief)
        case QuotationAnswer():
            return search.checked(answer, brief)
        case ActionsAnswer():
            return register.listed(answer, asked.filters, asked.may, brief)
        case ActionAnswer():
            return register.one(answer, asked.may, brief)
        case ProposalsAnswer():
            return register.proposals(answer, asked.decides, brief)
        case UnansweredAnswer():
            return register.unanswered(answer, brief)
        case SpeakersAnswer():
            return lists.speakers(answer, brief)
        case MeetingsAnswer():
            return lists.meetings(answer, brief)
        case OverviewAnswer():
            return lists.overview(answer, brief)
        case HelpAnswer():
            return lists.how_to(answer)
        case Refusal():
            return sentence_with(answer.sentence, answer.try_next)
        case DigestAnswer() | DigestChoice() | ProposedSearch() | SavedSearches():
            return _sent(asked, answer, brief)
        case AddReport():
            from commands.documents.publication import added

            return added(answer)
        case SyncReport():
            from commands.documents.publication import synced

            return synced(answer)


def _sent(
    asked: _Asked, answer: DigestAnswer | DigestChoice | ProposedSearch | SavedSearches, brief: bool
) -> Document:
    """What somebody is sent. What composes it is imported for these alone."""
    from commands.documents import digest

    match answer:
        case DigestAnswer():
            return digest.digest(answer, isinstance(asked.request, ShowDelivery), brief)
        case DigestChoice():
            return digest.choice(answer)
        case ProposedSearch():
            return digest.proposal(answer)
        case SavedSearches():
            return digest.searches(answer, brief)
