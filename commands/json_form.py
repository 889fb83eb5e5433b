"""Answers as the JSON that scripts rely on. Fields are added freely, never renamed or removed."""

import datetime as dt
import json
from typing import Any

from commands.json_register import (
    action_json,
    actions_json,
    hanging_json,
    one_action_json,
    proposals_json,
)
from commands.model import (
    ActionAnswer,
    ActionsAnswer,
    Added,
    AddReport,
    Answer,
    ContextAnswer,
    DigestAnswer,
    DigestChoice,
    HangingAnswer,
    HelpAnswer,
    Hit,
    Interpreted,
    MeetingsAnswer,
    Place,
    ProposalsAnswer,
    ProposedSearch,
    QuotationAnswer,
    Refusal,
    SavedSearches,
    SearchAnswer,
    SpeakersAnswer,
    SyncReport,
)
from storage.records import (
    Item,
    Meeting,
    MeetingRow,
    Paragraph,
    ParagraphRow,
    Person,
)
from storage.saved_searches import SavedSearch

Json = dict[str, Any]


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
        case HangingAnswer():
            return hanging_json(answer)
        case SpeakersAnswer():
            return {
                "query": answer.query,
                "speakers": [_person(person, match) for person, match in answer.people],
            }
        case MeetingsAnswer():
            return {
                "total": len(answer.meetings),
                "meetings": [_meeting(meeting, counts=True) for meeting in answer.meetings],
            }
        case DigestAnswer():
            return _digest(answer)
        case DigestChoice():
            return _choice(answer)
        case ProposedSearch():
            return {
                "query": answer.query,
                "last_year": {"paragraphs": answer.paragraphs, "meetings": answer.meetings},
            }
        case SavedSearches():
            return {"said": answer.said or None, "searches": [_saved(s) for s in answer.searches]}
        case HelpAnswer():
            return {
                "title": answer.title,
                "examples": [list(example) for example in answer.examples],
                "sentences": list(answer.sentences),
            }
        case Refusal():
            return {"error": answer.sentence, "try_next": list(answer.try_next)}
        case AddReport():
            return {
                "added": [_one_added(added) for added in answer.added],
                "failed": _failed(answer.failed),
            }
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
        "paragraphs": [_paragraph(paragraph) for paragraph in answer.paragraphs],
        "url": answer.url,
        "resolution": _paragraph(answer.resolution) if answer.resolution else None,
        "elsewhere": [{**_paragraph(paragraph), "url": url} for paragraph, url in answer.elsewhere],
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
        **_paragraph(place.paragraph),
        "url": place.url,
        "spans": [list(span) for span in place.spans],
    }


def _interpreted(interpreted: Interpreted) -> Json:
    return {
        "text": interpreted.text,
        "speakers": list(interpreted.speakers),
        "from": _iso(interpreted.since),
        "to": _iso(interpreted.until),
        "panel": interpreted.panel,
        "corrected": interpreted.corrected,
        "sentence": interpreted.sentence or None,
    }


def _hit(hit: Hit) -> Json:
    return {
        "rank": hit.rank,
        **_paragraph(hit.paragraph),
        "snippet": hit.snippet,
        "highlights": [list(span) for span in hit.highlights],
        "url": hit.url,
        "score": round(hit.score, 3),
        "why": dict(hit.why),
        "close_in_meaning": hit.only_close,
    }


def _paragraph(row: ParagraphRow) -> Json:
    return {
        "paragraph_id": row.id,
        "number": row.number,
        "text": row.text,
        "kind": row.kind,
        "speakers": list(row.speakers),
        "item": {"number": row.item_number, "title": row.item_title, "url": row.item_url},
        "meeting": _meeting(row.meeting),
    }


def _meeting(row: MeetingRow, counts: bool = False) -> Json:
    told: Json = {
        "panel": row.panel,
        "title": row.title,
        "date": _iso(row.date),
        "url": row.url,
        "status": row.status,
        "confirmed": _iso(row.confirmed),
    }
    if counts:
        told |= {
            "id": row.id,
            "items": row.items,
            "paragraphs": row.paragraphs,
            "actions": row.actions,
        }
    return told


def _person(person: Person, match: float | None) -> Json:
    return {
        "name": person.name,
        "panel": person.panel,
        "aliases": list(person.aliases),
        "roles": [
            {"role": role, "from": _iso(first), "to": _iso(last)}
            for role, first, last in person.roles
        ],
        "paragraphs": person.paragraphs,
        "first": _iso(person.first),
        "last": _iso(person.last),
        "match": None if match is None else round(match, 1),
    }


def _choice(answer: DigestChoice) -> Json:
    chosen = answer.chosen
    return {
        "destination": chosen.destination,
        "digest": chosen.form,
        "at": f"{chosen.at:%H:%M}",
        "days": list(chosen.days),
        "weekday": chosen.weekday,
        "zone": chosen.zone,
        "holidays": chosen.holidays or None,
        "reminders": chosen.reminders,
        "ended": chosen.ended,
    }


def _saved(search: SavedSearch) -> Json:
    return {"id": search.id, "query": search.query, "how": search.how, "paused": search.paused}


def _digest(answer: DigestAnswer) -> Json:
    return {
        "date": _iso(answer.day),
        "meetings": [_meeting(meeting, counts=True) for meeting in answer.meetings],
        "decided": [action_json(action, answer.day) for action in answer.decided],
        "new_actions": [action_json(action, answer.day) for action in answer.new_actions],
        "overdue": [action_json(action, answer.day) for action in answer.overdue],
        "mine": [action_json(action, answer.day) for action in answer.mine],
        "due_soon": [action_json(action, answer.day) for action in answer.due_soon],
        "closed": [action_json(action, answer.day) for action in answer.closed],
        "amended": [_meeting(meeting, counts=True) for meeting in answer.amended],
        "backlog": [_meeting(meeting, counts=True) for meeting in answer.backlog],
        "found": [
            {
                **_paragraph(hit.paragraph),
                "url": hit.url,
                "searches": [query for _, query in hit.searches],
            }
            for hit in answer.hits
        ],
        "coming": [
            {
                "panel": one.panel,
                "date": _iso(one.date),
                "promised": [action_json(action, answer.day) for action in one.promised],
                "still_open": one.still_open,
            }
            for one in (*answer.eves, *answer.coming)
        ],
    }


def _one_added(added: Added) -> Json:
    return {
        "source": added.source,
        "status": added.outcome,
        "meeting": _meeting(added.meeting),
        "items": added.meeting.items,
        "paragraphs": added.meeting.paragraphs,
        "speakers": added.speakers,
        "actions": added.meeting.actions,
        "warnings": list(added.warnings),
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
            {"url": planned.url, "date": _iso(planned.date), "why": planned.why}
            for planned in report.planned
        ],
    }


# ---- the interchange format -------------------------------------------------------------------


def interchange(meeting: Meeting) -> str:
    """One meeting as a line of the format that `add` reads."""
    told = {
        "panel": meeting.panel,
        "title": meeting.title,
        "date": _iso(meeting.date),
        "time": meeting.time,
        "place": meeting.place,
        "url": meeting.url,
        "status": meeting.status,
        "next_meeting": _iso(meeting.next_meeting),
        "attendance": [
            {"name": a.name, "role": a.role, "body": a.body, "presence": a.presence}
            for a in meeting.attendance
        ],
        "items": [_interchange_item(item) for item in meeting.items],
    }
    return json.dumps(told, ensure_ascii=False)


def _interchange_item(item: Item) -> Json:
    return {
        "number": item.number,
        "title": item.title,
        "url": item.url,
        "exempt": item.exempt,
        "paragraphs": [_interchange_paragraph(paragraph) for paragraph in item.paragraphs],
    }


def _interchange_paragraph(paragraph: Paragraph) -> Json:
    return {
        "id": paragraph.id,
        "number": paragraph.number,
        "text": paragraph.text,
        "kind": paragraph.kind,
        "speaker": paragraph.speaker,
        "speakers": list(paragraph.speakers or ()),
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
