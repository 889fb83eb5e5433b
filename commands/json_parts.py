"""The register's answers as the JSON that scripts rely on."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from commands.action_answers import (
    ActionAnswer,
    ActionsAnswer,
    ProposalsAnswer,
    Proposed,
    UnansweredAnswer,
)
from commands.answers import Added, DigestAnswer, DigestChoice, ProposedSearch, SavedSearches
from commands.json_values import Json, iso, meeting_json, paragraph_json
from storage.audit import AuditEntry
from storage.model import ActionChange, ActionRow
from storage.posts import Unreachable
from storage.saved_searches import SavedSearch
from storage.withdrawals import Withdrawn

if TYPE_CHECKING:  # they read documents
    from commands.ingest.diff import Amendment, Changed, Differences
    from commands.records import Erased, History, Version


def actions_json(answer: ActionsAnswer) -> Json:
    """A list of entries."""
    return {
        "total": answer.total,
        "historic": answer.historic,
        "left_out": answer.left_out,
        "actions": [action_json(action, answer.today) for action in answer.actions],
    }


def one_action_json(answer: ActionAnswer) -> Json:
    """One entry with its history."""
    return {
        "said": answer.said or None,
        "action": action_json(answer.action, answer.today),
        "owner_then": answer.holder_then,
        "owner_now": answer.holder_now,
        "history": [_change(change) for change in answer.history],
        "story": list(answer.story),
        "proposed": [_proposed(one, answer.today) for one in answer.proposed],
        "afterwards": [{**paragraph_json(row), "url": url} for row, url in answer.afterwards],
    }


def proposals_json(answer: ProposalsAnswer) -> Json:
    """What waits for a decision."""
    return {
        "total": len(answer.proposed),
        "proposals": [_proposed(one, answer.today) for one in answer.proposed],
    }


def hanging_json(answer: UnansweredAnswer) -> Json:
    """Questions without an answer."""
    return {
        "total": len(answer.hanging),
        "hanging": [
            {"member": one.member, "action": action_json(one.action, answer.today)}
            for one in answer.hanging
        ],
    }


def action_json(action: ActionRow, today: dt.date) -> Json:
    """One entry of the register."""
    return {
        "id": action.id,
        "kind": action.kind,
        "text": action.text,
        "owner": action.owner,
        "status": action.status,
        "due": iso(action.due),
        "due_words": action.due_words,
        "overdue": action.overdue(today),
        "historic": action.historic,
        "procedural": action.procedural,
        "raised": iso(action.raised),
        "panel": action.panel,
        "item": action.item_title,
        "paragraph_id": action.paragraph_id,
        "url": action.url,
        "assignee": action.assignee,
        "note": action.note,
        "evidence": action.evidence,
        "superseded_by": action.superseded_by,
        "vanished": action.vanished,
        "possible": not action.certain,
        "sources": [
            {
                "paragraph_id": source.paragraph_id,
                "number": source.paragraph_number,
                "item": source.item_title,
                "kind": source.kind,
                "text": source.text,
                "url": source.url,
            }
            for source in action.sources
        ],
    }


def _change(change: ActionChange) -> Json:
    return {
        "at": change.at.isoformat(),
        "by": change.by,
        "where": change.where,
        "field": change.field,
        "from": change.before,
        "to": change.after,
        "note": change.note,
        "undone": change.undone,
    }


def _proposed(one: Proposed, today: dt.date) -> Json:
    paragraph = one.paragraph
    return {
        "id": one.proposal.id,
        "by": one.proposal.by,
        "at": one.proposal.at.isoformat(),
        "state": one.proposal.state,
        "note": one.proposal.note,
        "action": action_json(one.action, today),
        "paragraph_id": paragraph.id if paragraph else None,
        "text": paragraph.text if paragraph else None,
        "highlights": [[one.start, one.end]] if paragraph else [],
        "meeting_date": iso(paragraph.meeting.date) if paragraph else None,
        "url": one.url,
    }


# ---- what the secretariat's desk tells, as JSON -----------------------------------------------
# Fields are added freely, never renamed.


def differences_json(changed: "Differences") -> Json:
    """What differs between two versions."""
    return {
        "meeting": [{"field": f, "before": b, "after": a} for f, b, a in changed.said],
        "items": list(changed.items),
        "paragraphs": [_changed(one) for one in changed.paragraphs],
        "renumbered": changed.renumbered,
    }


def _changed(one: "Changed") -> Json:
    return {
        "item": {"number": one.item_number, "title": one.item_title},
        "number": one.number,
        "before": one.before,
        "after": one.after,
    }


def amendment_json(amendment: "Amendment", done: Added | None) -> Json:
    """An amendment; `done` is None where it was only looked at."""
    return {
        "meeting": amendment.meeting_id,
        "source": amendment.source,
        "status": done.outcome if done else None,
        "waiting": done.waiting.sentence if done and done.waiting else None,
        "changes": differences_json(amendment.changed),
    }


def history_json(told: "History") -> Json:
    """The versions and the trail of a meeting."""
    return {
        "meeting": told.meeting_id,
        "name": told.name,
        "versions": [_version(one) for one in told.versions],
        "steps": [step_json(one) for one in told.steps],
    }


def _version(one: "Version") -> Json:
    read = one.reading
    return {
        "version": read.number,
        "at": read.at.isoformat(),
        "by": read.by,
        "via": read.via,
        "source": read.source,
        "changes": differences_json(one.changed) if one.changed else None,
    }


def step_json(one: AuditEntry) -> Json:
    """A line of the audit trail."""
    return {
        "at": one.at.isoformat(),
        "by": one.by,
        "via": one.via,
        "what": one.what,
        "meeting": one.meeting_id,
        "meeting_name": one.meeting,
        "meeting_date": one.date.isoformat() if one.date else None,
        "place": one.place,
        "note": one.note,
    }


def withdrawn_json(one: Withdrawn) -> Json:
    """What was taken back."""
    return {
        "meeting": one.meeting_id,
        "place": one.place,
        "paragraphs": one.paragraphs,
        "elsewhere": one.elsewhere,
        "messages": one.messages,
        "reinstated": False,
    }


def reinstated_json(meeting_id: int, places: Sequence[str]) -> Json:
    """What may be read again."""
    return {
        "meeting": meeting_id,
        "place": "; ".join(places),
        "paragraphs": 0,
        "elsewhere": 0,
        "messages": 0,
        "reinstated": True,
    }


def unreachable_json(one: Unreachable) -> Json:
    """A message that Slack no longer lets us edit."""
    return {
        "channel": one.channel,
        "ts": one.ts,
        "by": one.by,
        "at": one.at.isoformat(),
        "why": one.why,
        "withdrawn": one.withdrawn,
    }


def erased_json(one: "Erased") -> Json:
    """What was erased, and where it still stands."""
    return {
        "meetings": one.meetings,
        "messages": one.messages,
        "documents": list(one.documents),
        "backups": list(one.backups),
    }


# ---- digests and saved searches as the JSON that scripts rely on ------------------------------


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
