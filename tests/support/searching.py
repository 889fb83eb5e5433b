"""A book of invented minutes to search in, read as documents are."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from commands.answers import SearchAnswer
from commands.ingest import Source
from commands.ingest.publish import add as add_sources
from commands.request_context import Context
from commands.requests import Search
from commands.search import search
from sources.structure.meeting import Given
from storage.database import Book
from storage.model import KEEPER, MEMBER

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
QUESTIONS = Path(__file__).parents[1] / "questions"


def book_of(path: Path, *documents: str | Path, status: str = "published") -> Context:
    """A member's way into a new book of these documents."""
    context = Context(Book(path), KEEPER, NOW)
    add(context, *documents, status=status)
    return replace(context, viewer=MEMBER)


def add(context: Context, *documents: str | Path, status: str = "published") -> None:
    """Add documents as `minutebook add` does, `--draft` or not."""
    given = Given(draft=status == "draft")
    sources = [source(document, place, given) for place, document in enumerate(documents)]
    report = add_sources(context, sources)
    assert not report.failed, report.failed


def source(document: str | Path, place: int, given: Given) -> Source:
    if isinstance(document, Path):
        return Source(document.name, lambda: (document.read_bytes(), given))
    return Source(f"minutes-{place}.jsonl", lambda: (document.encode(), given))


def meeting(
    date: str, *items: tuple[str, list[str]], panel: str = "Marsh Panel", **more: Any
) -> str:
    """One meeting in the interchange format; each item a title with its paragraphs."""
    return json.dumps(
        {
            "panel": panel,
            "title": panel,
            "date": date,
            "items": [
                {
                    "number": str(n),
                    "title": title,
                    "paragraphs": [
                        {"number": str(p), "text": text} for p, text in enumerate(texts, 1)
                    ],
                }
                for n, (title, texts) in enumerate(items, 1)
            ],
            **more,
        }
    )


def ask(context: Context, query: str, **more: Any) -> SearchAnswer:
    return search(context, Search(query, **more))


def texts(answer: SearchAnswer) -> list[str]:
    return [hit.paragraph.text for hit in answer.hits]
