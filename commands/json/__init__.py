"""Answers as the JSON that scripts rely on."""

from commands import action_answers, answers
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
    answers.AddReport: Additions,
    answers.ContextAnswer: Surroundings,
    answers.DigestAnswer: Digest,
    answers.DigestChoice: DigestChoice,
    answers.HelpAnswer: Help,
    answers.MeetingsAnswer: Meetings,
    answers.OverviewAnswer: Overview,
    answers.ProposedSearch: ProposedSearch,
    answers.QuotationAnswer: Quotation,
    answers.Refusal: Refusal,
    answers.SavedSearches: SavedSearches,
    answers.SearchAnswer: Search,
    answers.SpeakersAnswer: Speakers,
    answers.SyncReport: Sync,
}


def as_json(answer: answers.Answer | answers.AddReport | answers.SyncReport) -> Json:
    """Return the answer as a JSON object."""
    return _DEFINED[type(answer)].of(answer)
