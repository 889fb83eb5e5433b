"""The rooms of the house know only the rooms below them."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "commands", "sources", "storage", "playground")
MAY_IMPORT = {
    "bot": {"bot", "commands", "storage", "sources"},
    "commands": {"commands", "sources", "storage"},
    "sources": {"sources", "storage"},
    "storage": {"storage"},
    "playground": {"playground"},
}
# The one command that starts the playground.
STARTS_THE_PLAYGROUND = Path("bot/playground.py")
# Of the book, readers know only the plain values and how names are compared.
OF_STORAGE = {"storage.search", "storage.model", "storage.name_matching"}
SLACK = {"slack_bolt", "slack_sdk"}


def imported(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    for path in modules(room):
        rooms = {name.partition(".")[0] for name in imported(path)} & set(ROOMS)
        if path.relative_to(ROOT).is_relative_to(STARTS_THE_PLAYGROUND):
            rooms -= {"playground"}
        assert rooms <= MAY_IMPORT[room], f"{path.relative_to(ROOT)} imports {rooms}"


@pytest.mark.parametrize("room", ["commands", "sources", "storage"])
def test_only_the_bot_knows_slack(room: str) -> None:
    for path in modules(room):
        known = {name.partition(".")[0] for name in imported(path)}
        assert not known & SLACK, f"{path.relative_to(ROOT)} imports {known & SLACK}"


def test_readers_know_only_the_plain_values_of_the_book() -> None:
    for path in modules("sources"):
        used = {
            ".".join(name.split(".")[:2]) for name in imported(path) if name.startswith("storage.")
        }
        assert used <= OF_STORAGE, f"{path.relative_to(ROOT)} imports {used - OF_STORAGE}"


# What the bot knows of the book: its plain values and errors, what a stored key is, and how numbers
# are written with their nouns.
VALUES = {"storage.errors", "storage.keys", "storage.model", "storage.plurals"}


def test_the_bot_knows_only_the_plain_values_of_the_book() -> None:
    for path in modules("bot"):
        used = {name for name in imported(path) if name.partition(".")[0] == "storage"}
        other = {name for name in used if not {name, name.rpartition(".")[0]} & VALUES}
        assert not other, f"{path.relative_to(ROOT)} imports {other}: ask commands for it"


def test_the_bot_opens_no_transaction_and_asks_no_database() -> None:
    for path in modules("bot"):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        called = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
        by_itself = {name for name in called if name.endswith(("book.write", "book.read"))}
        assert not by_itself, f"{path.relative_to(ROOT)} calls {by_itself}"
