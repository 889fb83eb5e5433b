"""What older versions stored or sent under a key is read as it was, and known by the same key."""

import gzip
import sqlite3
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest

from bot import slack_keys
from commands.digest import news
from storage import publications
from storage.keys import Key

RELEASES = Path(__file__).parent / "releases"


def worded(module: ModuleType) -> list[type[Key]]:
    """The kinds of key of a module that are told apart by their word."""
    named = (kind for kind in vars(module).values() if isinstance(kind, type))
    return [kind for kind in named if issubclass(kind, Key) and kind.word]


# Where keys stand, and the kinds that stand there.
COLUMNS = {
    "told.thing": worded(news),
    "seen.key": worded(slack_keys),
    "planned.thing": worded(publications),
    "approvals.thing": worded(publications),
    "conversations.place": [slack_keys.ThreadKey],
    "deliveries.claimed_by": [slack_keys.ProcessKey],
}
MADE_UP = {"a", "old"}  # in books that were put together by hand for a test of their schema
# As 1.0 wrote them: of each kind one, and those that are easily misread.
WRITTEN = {
    "told.thing": """
        meeting 12
        minutes Harbour Trust Board 2025-01-14 eb82e67ed1566a75
        minutes None None eb82e67ed1566a75
        minutes Panel 2024-05-01 2025-01-14 eb82e67ed1566a75
        amended 3 eb82e67ed1566a75
        backlog 4-19
        paragraph bc565ac0575a9ae6
        eve Kent and Medway Police and Crime Panel 2026-02-12
        coming Trust (Finance) Sub-Committee 2 2026-02-12
        action 7
        words bc565ac0575a9ae6
        due 7 2026-01-31
        overdue 7 2026-01-31
        late 7 2026-01-31 2026-02-03
        late 7 None 2026-02-03
        remind 7 2026-01-31 before
        remind 7 2026-01-31 on 2026-02-03
        closed 1 2026-11-30T16:56:01.640454+00:00
        stopped U0MEMBER 2026-02-03
    """,
    "seen.key": """
        trigger:2.1796057737.a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4
        trigger:https://hooks.slack.com/actions/T0/1/2
        event:Ev000000001
        message:D000000003:1796057735.380833
        file:F000000002
        share:C0PANEL:1796057769.681780:p-4f2a:U0MEMBER
        share:C0PANEL:None:p-4f2a:U0MEMBER
        share:C0PANEL:p-4f2a:U0MEMBER
        announce:3:C0PANEL
        second:upload F000000024:5e1f:U0CLERK
        second:meeting 3:17:U0CLERK
        official:17:U0CLERK
        welcome:C0PANEL
        self-check:2026-11-30
        self-check:2026-11-30:U0CLERK
        sync:495882
    """,
    "planned.thing": """
        upload F000000024
        upload M3-17-0a1b2c3d4e5f6a7b
        meeting 3
    """,
    "conversations.place": """
        C0PANEL:1796057763.661073
    """,
    "deliveries.claimed_by": """
        vm:18490:50afeb67
        host.example:1:50afeb67
    """,
}
NO_KEYS = {
    "told.thing": ["", "meeting", "meeting one", "meeting 012", "meeting 3 ", "due 7 soon",
                   "due 7 2026-02-30", "eve 2026-02-12", "stopped"],
    "seen.key": ["", "event", "event:", "self-check:today", "sync:-1", "announce:x:C0PANEL"],
    "planned.thing": ["", "upload", "meeting x", "meeting 3 4", "draft 3"],
}  # fmt: skip


def read(column: str, text: str) -> list[Key]:
    """The keys that a stored string may be; the empty list where it is none."""
    keys = []
    for kind in COLUMNS[column]:
        try:
            keys.append(kind.parse(text))
        except ValueError:
            continue
    return keys


def stored() -> Iterator[tuple[str, str]]:
    """Every key in the books of older versions, by its column."""
    for release in sorted(RELEASES.glob("*.db.gz")):
        data = bytearray(gzip.decompress(release.read_bytes()))
        data[18:20] = b"\1\1"  # no write-ahead log: a book in memory has none
        with sqlite3.connect(":memory:") as book:
            book.deserialize(bytes(data))
            for column in COLUMNS:
                table, _, name = column.partition(".")
                if book.execute("select 1 from sqlite_master where name = ?", [table]).fetchone():
                    for (text,) in book.execute(f"select {name} from {table}"):
                        yield column, text


def written() -> Iterator[tuple[str, str]]:
    for column, lines in WRITTEN.items():
        yield from ((column, line) for line in map(str.strip, lines.strip().splitlines()))


def is_key(column: str, text: str) -> bool:
    """Whether it has parts, and was not made up: a direct message is a place by its id alone."""
    return text not in MADE_UP and (column != "conversations.place" or ":" in text)


KEYS = sorted({one for one in chain(stored(), written()) if is_key(*one)})


@pytest.mark.parametrize(("column", "text"), KEYS)
def test_what_was_stored_is_read_and_keeps_its_key(column: str, text: str) -> None:
    keys = read(column, text)
    assert keys, "no kind of key reads it"
    assert {key.key() for key in keys} == {text}


@pytest.mark.parametrize(
    ("column", "text"), [(column, text) for column, texts in NO_KEYS.items() for text in texts]
)
def test_what_is_no_key_is_refused(column: str, text: str) -> None:
    assert not read(column, text)


@pytest.mark.parametrize(
    ("kind", "ref"),
    [
        (news.PanelDay, "2026-02-12 Harbour Trust Board"),
        (news.PublicationSpan, "4-19"),
        (news.StoppedDestination, "C0ROOM the channel is archived"),
        (news.AtOnceKey, "at once 4"),
        (news.AtOnceKey, "at once 4 again again"),
        (news.NoticeKey, "stopped C0ROOM the channel is archived"),
        (slack_keys.ParagraphChoice, "split:2:14:0a1b2c3d"),
    ],
)
def test_what_messages_refer_to_is_read_as_it_was_written(kind: type[Key], ref: str) -> None:
    assert kind.parse(ref).key() == ref
