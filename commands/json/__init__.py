"""Answers as the JSON that scripts rely on."""

from commands import action_answers, answers, digest_answers, ingest_reports
from commands.json.record import (
    ActionList,
    ActionWithHistory,
    Json,
    Proposals,
    UnansweredQuestions,
    as_row,
    encode,
)
from commands.json.reports import Additions, Sync
from commands.json.results import (
    Help,
    Meetings,
    Overview,
    Quotation,
    Refusal,
    Search,
    Speakers,
    Surroundings,
)
from commands.json.sent import Digest, DigestChoice, ProposedSearch, SavedSearches

__all__ = ["Json", "as_json", "as_row", "encode"]

_DEFINED: dict[type, type[Json]] = {
    action_answers.ActionAnswer: ActionWithHistory,
    action_answers.ActionsAnswer: ActionList,
    action_answers.ProposalsAnswer: Proposals,
    action_answers.UnansweredAnswer: UnansweredQuestions,
    ingest_reports.AddReport: Additions,
    answers.ContextAnswer: Surroundings,
    digest_answers.DigestAnswer: Digest,
    digest_answers.DigestChoice: DigestChoice,
    answers.HelpAnswer: Help,
    answers.MeetingsAnswer: Meetings,
    answers.OverviewAnswer: Overview,
    digest_answers.ProposedSearch: ProposedSearch,
    answers.QuotationAnswer: Quotation,
    answers.Refusal: Refusal,
    digest_answers.SavedSearches: SavedSearches,
    answers.SearchAnswer: Search,
    answers.SpeakersAnswer: Speakers,
    ingest_reports.SyncReport: Sync,
}


def as_json(answer: answers.Answer) -> Json:
    """Return the answer as a JSON object."""
    return _DEFINED[type(answer)].of(answer)
