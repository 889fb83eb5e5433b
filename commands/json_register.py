"""The register's answers as the JSON that scripts rely on."""

import datetime as dt

from commands.json_values import Json, iso
from commands.model import (
    ActionAnswer,
    ActionsAnswer,
    HangingAnswer,
    ProposalsAnswer,
    Proposed,
)
from storage.records import ActionChange, ActionRow


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
    }


def proposals_json(answer: ProposalsAnswer) -> Json:
    """What waits for a decision."""
    return {
        "total": len(answer.proposed),
        "proposals": [_proposed(one, answer.today) for one in answer.proposed],
    }


def hanging_json(answer: HangingAnswer) -> Json:
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
