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


# What the bot may always know of the book: its plain values and errors, what a stored key is, and
# how numbers are written with their nouns.
VALUES = {"storage.keys", "storage.model", "storage.plurals"}
# The doctor rebuilds a book under its one lock.
STILL_WRITING = {"bot/doctor.py"}
# What it still imports besides, to be moved behind functions of commands: this only shrinks.
STILL_IMPORTED = """
bot/cli/__init__.py storage.database
bot/cli/maintenance.py storage.backup
bot/cli/maintenance.py storage.public_copy
bot/cli/minutes.py storage.actions.read
bot/cli/minutes.py storage.database
bot/cli/minutes.py storage.meetings
bot/cli/secretariat.py storage.meetings
bot/conversations.py storage.conversations
bot/conversations.py storage.post_receipts
bot/demo.py storage.database
bot/demo.py storage.files
bot/doctor.py storage.database
bot/doctor.py storage.fragments
bot/doctor.py storage.index
bot/doctor.py storage.integrity
bot/doctor.py storage.meetings
bot/doctor.py storage.outbox
bot/handler_context.py storage.conversations
bot/handler_context.py storage.database
bot/handler_context.py storage.outbox
bot/jobs/digest.py storage.actions.read
bot/jobs/digest.py storage.backup
bot/jobs/digest.py storage.outbox
bot/jobs/digest.py storage.saved_searches
bot/jobs/digest.py storage.subscriptions
bot/jobs/housekeeping.py storage.backup
bot/jobs/housekeeping.py storage.conversations
bot/jobs/housekeeping.py storage.files
bot/jobs/housekeeping.py storage.integrity
bot/jobs/housekeeping.py storage.outbox
bot/jobs/message_updates.py storage
bot/jobs/message_updates.py storage.posts
bot/jobs/scheduled_publishing.py storage.publications
bot/jobs/sender.py storage
bot/jobs/sender.py storage.backup
bot/jobs/sender.py storage.outbox
bot/jobs/sender.py storage.publications
bot/jobs/sender.py storage.subscriptions
bot/jobs/sync.py storage.audit
bot/jobs/sync.py storage.meetings
bot/jobs/sync.py storage.outbox
bot/manifest.py storage.database
bot/manifest.py storage.meetings
bot/modals.py storage.conversations
bot/modals.py storage.subscriptions
bot/observability.py storage.files
bot/playground.py storage.database
bot/playground.py storage.meetings
bot/protected_files.py storage.backup
bot/protected_files.py storage.database
bot/protected_files.py storage.files
bot/sharing.py storage.outbox
bot/sharing.py storage.post_receipts
bot/slack_client.py storage
bot/slack_client.py storage.database
bot/terminal/actions.py storage.outbox
bot/terminal/secretariat.py storage.audit
bot/terminal/secretariat.py storage.posts
bot/terminal/secretariat.py storage.withdrawals
bot/views/digest.py storage.saved_searches
bot/views/forms.py storage.audit
bot/views/forms.py storage.posts
bot/views/home.py storage.sites
bot/views/quotation.py storage.redaction
bot/worker.py storage.database
"""


def of_storage(path: Path) -> set[str]:
    """The modules of storage that a file imports from, each after the file's name."""
    return {
        f"{path.relative_to(ROOT)} {node.module}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").partition(".")[0] == "storage"
        and node.module not in VALUES
    }


def test_what_the_bot_imports_of_the_book_only_shrinks() -> None:
    found = set().union(*(of_storage(path) for path in modules("bot")))
    listed = set(STILL_IMPORTED.strip().splitlines())
    assert not found - listed, "move it behind a function of commands"
    assert not listed - found, "take it off the list"


def test_the_bot_opens_no_write_transaction() -> None:
    for path in modules("bot"):
        calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.With)]
        opened = [ast.unparse(item.context_expr) for call in calls for item in call.items]
        writing = [one for one in opened if one.endswith("book.write()")]
        name = str(path.relative_to(ROOT))
        assert not writing or name in STILL_WRITING, f"{name} opens a transaction"
