"""The one way from an Answer to its document."""

from dataclasses import dataclass

from commands.actions.owners import may_change, may_edit_all
from commands.answers import (
    Answer,
    ContextAnswer,
    HelpAnswer,
    MeetingsAnswer,
    OverviewAnswer,
    QuotationAnswer,
    Refusal,
    RegisterAnswer,
    Report,
    SearchAnswer,
    SentAnswer,
    SpeakersAnswer,
)
from commands.documents import Document, lists, search
from commands.documents.phrases import other_readings, sentence_with
from commands.links import cited_paragraph_ids
from commands.request_context import Context
from commands.requests import ListActions, Request, Search, ShowDelivery
from storage.model import ActionRow


def compose(
    answer: Answer,
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


def _composed(asked: _Asked, answer: Answer, brief: bool) -> Document:
    match answer:
        case SearchAnswer():
            return search.found(answer, asked.one, brief)
        case ContextAnswer():
            return search.in_context(answer, brief)
        case QuotationAnswer():
            return search.checked(answer, brief)
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
        case RegisterAnswer():
            return _of_the_register(asked, answer, brief)
        case SentAnswer():
            return _sent(asked, answer, brief)
        case Report():
            return _reported(answer)
        case _:
            raise TypeError(f"{type(answer).__name__} has no document")


# What follows is imported only for the answers that need it: it costs the first answer its start.


def _of_the_register(asked: _Asked, answer: RegisterAnswer, brief: bool) -> Document:
    from commands.action_answers import (
        ActionAnswer,
        ActionsAnswer,
        ProposalsAnswer,
        UnansweredAnswer,
    )
    from commands.documents import register

    match answer:
        case ActionsAnswer():
            return register.listed(answer, asked.filters, asked.may, brief)
        case ActionAnswer():
            return register.one(answer, asked.may, brief)
        case ProposalsAnswer():
            return register.proposals(answer, asked.decides, brief)
        case UnansweredAnswer():
            return register.unanswered(answer, brief)
        case _:
            raise TypeError(f"{type(answer).__name__} has no document")


def _sent(asked: _Asked, answer: SentAnswer, brief: bool) -> Document:
    from commands.digest_answers import DigestAnswer, DigestChoice, ProposedSearch, SavedSearches
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
        case _:
            raise TypeError(f"{type(answer).__name__} has no document")


def _reported(report: Report) -> Document:
    from commands.documents.publication import added, synced
    from commands.ingest_reports import AddReport, SyncReport

    match report:
        case AddReport():
            return added(report)
        case SyncReport():
            return synced(report)
        case _:
            raise TypeError(f"{type(report).__name__} has no document")
