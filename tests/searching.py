"""A book of invented minutes to search in, read as documents are."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from commands.minutes import search
from commands.model import Context, Search, SearchAnswer
from commands.publish import enter
from sources.formats import Given, read_document
from storage.database import Book
from storage.records import KEEPER, MEMBER

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
QUESTIONS = Path(__file__).parent / "questions"


def book_of(path: Path, *documents: str | Path, status: str = "published") -> Context:
    """A member's way into a new book of these documents."""
    context = Context(Book(path), KEEPER, NOW)
    add(context, *documents, status=status)
    return replace(context, viewer=MEMBER)


def add(context: Context, *documents: str | Path, status: str = "published") -> None:
    for place, document in enumerate(documents):
        if isinstance(document, Path):
            data, name = document.read_bytes(), document.name
        else:
            data, name = document.encode(), f"minutes-{place}.jsonl"
        for meeting in read_document(data, name, Given()):
            enter(context, replace(meeting, status=status), name)


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
