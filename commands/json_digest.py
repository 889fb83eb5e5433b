"""Digests and saved searches as the JSON that scripts rely on."""

from commands.json_register import action_json
from commands.json_values import Json, iso, meeting_json, paragraph_json
from commands.model import DigestAnswer, DigestChoice, ProposedSearch, SavedSearches
from storage.saved_searches import SavedSearch


def choice_json(answer: DigestChoice) -> Json:
    """What somebody is sent."""
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


def saved_json(answer: SavedSearches) -> Json:
    """Saved searches, and what has just been done to one."""
    return {"said": answer.said or None, "searches": [_saved(s) for s in answer.searches]}


def _saved(search: SavedSearch) -> Json:
    return {"id": search.id, "query": search.query, "how": search.how, "paused": search.paused}


def proposed_json(answer: ProposedSearch) -> Json:
    """A search before it is saved."""
    return {
        "query": answer.query,
        "last_year": {"paragraphs": answer.paragraphs, "meetings": answer.meetings},
    }


def digest_json(answer: DigestAnswer) -> Json:
    """What a digest tells."""
    return {
        "date": iso(answer.day),
        "meetings": [meeting_json(meeting, counts=True) for meeting in answer.meetings],
        "decided": [action_json(action, answer.day) for action in answer.decided],
        "new_actions": [action_json(action, answer.day) for action in answer.new_actions],
        "overdue": [action_json(action, answer.day) for action in answer.overdue],
        "mine": [action_json(action, answer.day) for action in answer.mine],
        "due_soon": [action_json(action, answer.day) for action in answer.due_soon],
        "closed": [action_json(action, answer.day) for action in answer.closed],
        "amended": [meeting_json(meeting, counts=True) for meeting in answer.amended],
        "backlog": [meeting_json(meeting, counts=True) for meeting in answer.backlog],
        "found": [
            {
                **paragraph_json(hit.paragraph),
                "url": hit.url,
                "searches": [query for _, query in hit.searches],
            }
            for hit in answer.hits
        ],
        "coming": [
            {
                "panel": one.panel,
                "date": iso(one.date),
                "promised": [action_json(action, answer.day) for action in one.promised],
                "still_open": one.still_open,
            }
            for one in (*answer.eves, *answer.coming)
        ],
    }
