"""Doors that need no Slack: questions, quotations, the register, documents, interchange lines."""

import json
import random
from collections.abc import Callable
from pathlib import Path

from bot.conversations import answer_line
from commands.ingest import understand
from commands.parsing import parse_actions
from commands.request_context import Context
from commands.requests import CheckQuotation, Search, answer
from sources.formats import read_documents
from sources.structure.meeting import Given
from support.fuzzing.made import bent, bent_text, mixed

DOCUMENTS = Path(__file__).parents[2] / "documents"
Door = Callable[[random.Random], object]


def doors(context: Context) -> dict[str, Door]:
    """The doors by name, each taking one input made by chance."""
    asked = [
        "stop and search",
        "what did the Harbour Master say about ferries",
        "from:penhaligon x",
    ]
    typed = ["open owner:clerk", "1 done sent", "1 assign me", "overdue by:owner page:2", "2 undo"]
    real = [path.read_bytes() for path in sorted(DOCUMENTS.iterdir()) if path.is_file()]
    line = json.dumps(
        {"panel": "P", "date": "2025-01-02", "items": [{"title": "T", "paragraphs": []}]}
    )

    def words(chance: random.Random, examples: list[str]) -> str:
        if chance.random() < 0.5:
            return mixed(chance)
        return bent_text(chance, chance.choice(examples))

    def document(chance: random.Random) -> None:
        data = bent(chance, chance.choice(real)) if chance.random() < 0.7 else _bytes(chance)
        for meeting in read_documents(data, "minutes", Given()).meetings:
            understand(meeting)

    def interchange(chance: random.Random) -> None:
        read_documents(bent(chance, line.encode()), "minutes.jsonl", Given())

    return {
        "question": lambda chance: answer(context, Search(words(chance, asked))),
        "quotation": lambda chance: answer(context, CheckQuotation(words(chance, asked))),
        "register": lambda chance: answer(context, parse_actions(words(chance, typed))),
        "slash": lambda chance: answer_line(context, f"/minutes {words(chance, asked)}"),
        "document": document,
        "interchange": interchange,
    }


def _bytes(chance: random.Random) -> bytes:
    return mixed(chance, 60).encode("utf-8", "surrogatepass")
