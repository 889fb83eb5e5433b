"""The JSON Schema of what each command prints with `--json`: `make schemas` writes them."""

import json
from pathlib import Path
from typing import Any

from msgspec.json import schema

from commands.interchange import InterchangeMeeting
from commands.json import record, reports, results, sent
from commands.json.record import Json

FOLDER = Path(__file__).parent.parent / "docs" / "schemas"
WIDTH = 88  # of a line in them, without its name
SCHEMAS: dict[str, type[Json]] = {
    "action": record.ActionWithHistory,
    "actions": record.ActionList,
    "add": reports.Additions,
    "amend": reports.Amendment,
    "audit": reports.AuditTrail,
    "check": results.Quotation,
    "digest": sent.Digest,
    "erase": reports.Erasure,
    "export": InterchangeMeeting,
    "hanging": record.UnansweredQuestions,
    "health": reports.Health,
    "history": reports.History,
    "meetings": results.Meetings,
    "mend": reports.Additions,
    "proposals": record.Proposals,
    "reread": reports.Rereading,
    "say": sent.SlackMessage,
    "schedule": sent.Schedule,
    "search": results.Search,
    "shared": sent.SharedMessages,
    "speakers": results.Speakers,
    "sync": reports.Sync,
    "why": results.Why,
    "withdraw": reports.Withdrawal,
}


def written() -> dict[str, str]:
    """Return the text of each schema by the name of its file."""
    return {
        f"{name}.json": _laid_out(_schema(name, defined)) + "\n"
        for name, defined in SCHEMAS.items()
    }


def _schema(name: str, defined: type[Json]) -> dict[str, Any]:
    """Return a schema whose outermost object stands at the top, the others under `$defs`."""
    definitions = schema(defined)["$defs"]
    top = definitions.pop(defined.__name__)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"minutebook {name} --json",
        "description": f"{top['description']} Fields may be added; none is renamed or removed.",
        **{key: value for key, value in top.items() if key not in ("title", "description")},
        "$defs": definitions,
    }


def _laid_out(value: object, indent: str = "\n") -> str:
    """Return it as JSON, on one line where that is short, else on a line for each part."""
    text = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(indent) + len(text) <= WIDTH:
        return text
    deeper = indent + "  "
    if isinstance(value, list):
        parts, (start, end) = [_laid_out(part, deeper) for part in value], "[]"
    else:
        named = value.items()
        parts = [f"{json.dumps(name)}: {_laid_out(part, deeper)}" for name, part in named]
        start, end = "{}"
    return f"{start}{deeper}{f',{deeper}'.join(parts)}{indent}{end}"


if __name__ == "__main__":
    for name, text in written().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
