"""The two tables: `table` and the paged `data_table`."""

from collections.abc import Iterator
from typing import Any

from playground.block_check.rich_text import RICH_TEXT
from playground.block_check.rules import (
    Problem,
    Rule,
    boolean,
    by_type,
    integer,
    list_of,
    one_of,
    record,
    string,
)

__all__ = ["DATA_TABLE", "TABLE"]

COLUMNS = 20
TABLE_CHARACTERS = 10_000


def _number(value: Any, path: str) -> Iterator[Problem]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield Problem(path, f"must be a number, not {type(value).__name__}")


CELL = by_type(
    {
        "raw_text": record({"text": string(3000)}),
        "raw_number": record({"value": _number}, {"text": string(3000)}),
        "rich_text": RICH_TEXT,
    }
)
ROW = list_of(CELL, 1, COLUMNS)


def _characters(value: Any) -> int:
    """The text in all cells together, rich or not."""
    if isinstance(value, dict):
        own = value.get("text")
        rest = sum(_characters(held) for held in value.values())
        return rest + (len(own) if isinstance(own, str) else 0)
    return sum(_characters(one) for one in value) if isinstance(value, list) else 0


def _not_too_much(value: dict[str, Any], path: str) -> Iterator[Problem]:
    held = _characters(value["rows"])
    if held > TABLE_CHARACTERS:
        yield Problem(path, f"a table holds at most {TABLE_CHARACTERS} characters, has {held}")


def _even(value: dict[str, Any], path: str) -> Iterator[Problem]:
    if len({len(row) for row in value["rows"]}) > 1:
        yield Problem(f"{path}/rows", "every row must have the same number of cells")


def _plain_head(value: dict[str, Any], path: str) -> Iterator[Problem]:
    for index, cell in enumerate(value["rows"][0]):
        if cell["type"] == "rich_text":
            yield Problem(f"{path}/rows/0/{index}", "the header takes no rich_text")


_COLUMN = record({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})
_ID: dict[str, Rule] = {"block_id": string(255)}

TABLE: Rule = record(
    {"rows": list_of(ROW, 1, 100)},
    {"column_settings": list_of(_COLUMN, 0, COLUMNS), **_ID},
    _not_too_much,
)
DATA_TABLE: Rule = record(
    {"rows": list_of(ROW, 2, 101), "caption": string(3000)},
    {"page_size": integer(1, 100), "row_header_column_index": integer(0, COLUMNS - 1), **_ID},
    _even,
    _plain_head,
)
