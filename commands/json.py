"""Answers as the JSON that scripts rely on. Fields are added freely, never renamed or removed."""

from commands.action_answers import ActionAnswer, ActionsAnswer, ProposalsAnswer, UnansweredAnswer
from commands.answers import (
    Added,
    AddReport,
    Answer,
    ContextAnswer,
    DigestAnswer,
    DigestChoice,
    HelpAnswer,
    Hit,
    Interpreted,
    MeetingsAnswer,
    OverviewAnswer,
    Place,
    ProposedSearch,
    QuotationAnswer,
    Refusal,
    SavedSearches,
    SearchAnswer,
    SpeakersAnswer,
    SyncReport,
)
from commands.json_parts import (
    actions_json,
    choice_json,
    digest_json,
    hanging_json,
    one_action_json,
    proposals_json,
    proposed_json,
    saved_json,
)
from commands.json_values import Json, iso, meeting_json, paragraph_json
from storage.model import Person


def as_json(answer: Answer | AddReport | SyncReport) -> Json:
    """The answer as one JSON object."""
    match answer:
        case SearchAnswer():
            return _search(answer)
        case ContextAnswer():
            return _in_context(answer)
        case QuotationAnswer():
            return _quotation(answer)
        case ActionsAnswer():
            return actions_json(answer)
        case ActionAnswer():
            return one_action_json(answer)
        case ProposalsAnswer():
            return proposals_json(answer)
        case UnansweredAnswer():
            return hanging_json(answer)
        case SpeakersAnswer():
            return _speakers(answer)
        case MeetingsAnswer():
            return _meetings(answer)
        case OverviewAnswer():
            return _overview(answer)
        case DigestAnswer():
            return digest_json(answer)
        case DigestChoice():
            return choice_json(answer)
        case ProposedSearch():
            return proposed_json(answer)
        case SavedSearches():
            return saved_json(answer)
        case HelpAnswer():
            return _help(answer)
        case Refusal():
            return {"error": answer.sentence, "try_next": list(answer.try_next)}
        case AddReport():
            return _added(answer)
        case SyncReport():
            return _synced(answer)


def _search(answer: SearchAnswer) -> Json:
    return {
        "query": answer.query,
        "interpreted": _interpreted(answer.interpreted),
        "total": answer.total,
        "took_ms": round(answer.took_ms, 1),
        "results": [_hit(hit) for hit in answer.hits],
        "suggestions": list(answer.suggestions),
        "candidates": [person.name for person in answer.candidates],
    }


def _in_context(answer: ContextAnswer) -> Json:
    return {
        "paragraphs": [paragraph_json(paragraph) for paragraph in answer.paragraphs],
        "url": answer.url,
        "resolution": paragraph_json(answer.resolution) if answer.resolution else None,
        "elsewhere": [
            {**paragraph_json(paragraph), "url": url} for paragraph, url in answer.elsewhere
        ],
    }


def _quotation(answer: QuotationAnswer) -> Json:
    return {
        "quotation": answer.quotation,
        "verdict": answer.verdict,
        "sentence": answer.sentence,
        "notes": list(answer.notes),
        "total": answer.total,
        "more": answer.more,
        "places": [_place(place) for place in answer.places],
        "differences": [
            {"kind": change.kind, "quoted": change.quoted, "held": change.held}
            for change in answer.differences
        ],
        "parts": [
            {"quoted": part.quoted, "place": _place(part.place) if part.place else None}
            for part in answer.parts
        ],
    }


def _place(place: Place) -> Json:
    return {
        **paragraph_json(place.paragraph),
        "url": place.url,
        "spans": [list(span) for span in place.spans],
    }


def _interpreted(interpreted: Interpreted) -> Json:
    return {
        "text": interpreted.text,
        "speakers": list(interpreted.speakers),
        "from": iso(interpreted.since),
        "to": iso(interpreted.until),
        "panel": interpreted.panel,
        "corrected": interpreted.corrected,
        "sentence": interpreted.sentence or None,
    }


def _hit(hit: Hit) -> Json:
    return {
        "rank": hit.rank,
        **paragraph_json(hit.paragraph),
        "snippet": hit.snippet,
        "highlights": [list(span) for span in hit.highlights],
        "url": hit.url,
        "score": round(hit.score, 3),
        "why": dict(hit.why),
        "close_in_meaning": hit.only_close,
    }


def _speakers(answer: SpeakersAnswer) -> Json:
    people = [_person(person, match) for person, match in answer.people]
    return {"query": answer.query, "speakers": people}


def _meetings(answer: MeetingsAnswer) -> Json:
    meetings = [meeting_json(row, counts=True, numbered=answer.numbered) for row in answer.meetings]
    return {"total": len(meetings), "meetings": meetings}


def _overview(answer: OverviewAnswer) -> Json:
    return {
        "sentence": answer.sentence,
        "meeting": meeting_json(answer.meeting) if answer.meeting else None,
        "items": [
            {
                "title": item.title,
                "url": item.url,
                "decisions": [paragraph_json(one) for one in item.decisions],
                "actions": [
                    {"id": one.id, "kind": one.kind, "text": one.text} for one in item.actions
                ],
            }
            for item in answer.items
        ],
        "people": [{"how": how, "names": list(names)} for how, names in answer.people],
    }


def _help(answer: HelpAnswer) -> Json:
    return {
        "title": answer.title,
        "examples": [list(example) for example in answer.examples],
        "sentences": list(answer.sentences),
    }


def _person(person: Person, match: float | None) -> Json:
    return {
        "name": person.name,
        "panel": person.panel,
        "aliases": list(person.aliases),
        "roles": [
            {"role": role, "from": iso(first), "to": iso(last)}
            for role, first, last in person.roles
        ],
        "paragraphs": person.paragraphs,
        "first": iso(person.first),
        "last": iso(person.last),
        "match": None if match is None else round(match, 1),
    }


def _added(report: AddReport) -> Json:
    return {
        "added": [_one_added(added) for added in report.added],
        "failed": _failed(report.failed),
    }


def _one_added(added: Added) -> Json:
    return {
        "source": added.source,
        "status": added.outcome,
        "meeting": meeting_json(added.meeting),
        "items": added.meeting.items,
        "paragraphs": added.meeting.paragraphs,
        "speakers": added.speakers,
        "actions": added.meeting.actions,
        "moved": round(added.moved, 4),
        "left_out": added.left_out,
        "warnings": list(added.warnings),
        "waiting": added.waiting.sentence if added.waiting else None,
    }


def _failed(failed: tuple[tuple[str, str], ...]) -> list[Json]:
    return [{"source": source, "error": error} for source, error in failed]


def _synced(report: SyncReport) -> Json:
    return {
        "added": [_one_added(added) for added in report.added],
        "updated": [_one_added(added) for added in report.updated],
        "unchanged": report.unchanged,
        "waiting": report.waiting,
        "left": report.left,
        "failed": _failed(report.failed),
        "planned": [
            {"url": planned.url, "date": iso(planned.date), "why": planned.why}
            for planned in report.planned
        ],
        "drafts": [_one_added(added) for added in report.drafts],
    }
