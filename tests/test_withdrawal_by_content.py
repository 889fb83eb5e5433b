"""What is withdrawn stays out of its meeting by its content: whatever number, title, item, document
or version carries it, until somebody brings it back by name."""

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from conftest import Minutebook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.bot_process import MINUTES
from support.local_moderngov import LocalModernGov
from support.syncing import DAY, Desk, lamps

from commands.records import withdraw
from storage.meetings import whole_meetings
from storage.model import KEEPER

Write = Callable[[str, str], Path]
SECRET = (
    "Mrs Penhaligon told the Board that her neighbour at the Old Forge had been treated for "
    "drinking twice since the spring, and undertook to bring the doctor's letter by 31 March 2025."
)
MORE = "The Harbour Master replied that a berth beside the chandlery could not be promised to him."
KEPT = (
    "Mr Odgers said that the north pontoon was let to the sailing club until Easter.",
    "Ms Vane asked whether limpets had been counted below the tide gauge this winter.",
    "The Surveyor undertook to paint both leading lights by 30 April 2025.",
)


@dataclass(frozen=True)
class Item:
    number: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Minutes:
    """A document as a council might hand it in."""

    title: str = "Harbour Trust Board"
    date: str = "2025-01-14"
    items: tuple[Item, ...] = field(
        default=(
            Item("1", "Moorings", (KEPT[0], "The report was noted.")),
            Item("2", "Ferry Timetable", (SECRET, MORE, "The report was noted.")),
            Item("3", "Any Other Business", KEPT[1:]),
        )
    )

    def written(self) -> str:
        items = [
            {
                "number": item.number,
                "title": item.title,
                "paragraphs": [
                    {"number": str(n), "text": text} for n, text in enumerate(item.paragraphs, 1)
                ],
            }
            for item in self.items
        ]
        head = {"panel": "Harbour Trust Board", "title": self.title, "date": self.date}
        return json.dumps({**head, "items": items})

    def with_items(self, *items: Item) -> "Minutes":
        return replace(self, items=items)

    def changed(self, change: Callable[[Item], Item]) -> "Minutes":
        return self.with_items(*map(change, self.items))


# ---- what councils do to a document -------------------------------------------------------------


def with_an_item_before(minutes: Minutes) -> Minutes:
    first = Item("1", "Welcome", ("The Chairman welcomed two visitors from Penryn.",))
    return minutes.with_items(first, *renumbered(minutes).items)


def renumbered(minutes: Minutes) -> Minutes:
    return minutes.changed(lambda item: replace(item, number=str(int(item.number) + 1)))


def renamed(minutes: Minutes) -> Minutes:
    return minutes.changed(lambda item: replace(item, title=f"Boats and {item.title[::-1]}"))


def retitled(minutes: Minutes) -> Minutes:
    return replace(minutes, title=f"Special {minutes.title}")


def in_other_words(minutes: Minutes) -> Minutes:
    """One word of each paragraph is another, and what follows it."""

    def change(item: Item) -> Item:
        told = (
            text.replace("Forge", "Smithy").replace("chandlery", "slip") + " He was thanked."
            for text in item.paragraphs
        )
        return replace(item, paragraphs=tuple(told))

    return minutes.changed(change)


def moved(minutes: Minutes) -> Minutes:
    first, *between, last = minutes.items
    swapped = replace(last, paragraphs=minutes.items[1].paragraphs + last.paragraphs)
    return minutes.with_items(first, *(replace(i, paragraphs=()) for i in between), swapped)


def run_together(minutes: Minutes) -> Minutes:
    return minutes.changed(lambda item: replace(item, paragraphs=(" ".join(item.paragraphs),)))


def torn_apart(minutes: Minutes) -> Minutes:
    def change(item: Item) -> Item:
        halves = [re.split(r"(?<=since the spring,) |(?<=until) ", p) for p in item.paragraphs]
        return replace(item, paragraphs=tuple(half for both in halves for half in both))

    return minutes.changed(change)


def shouted(minutes: Minutes) -> Minutes:
    return minutes.changed(
        lambda item: replace(item, paragraphs=tuple(p.upper() for p in item.paragraphs))
    )


NUMBERS = [with_an_item_before, renumbered, renamed, retitled]
WORDS = [in_other_words, moved, run_together, torn_apart, shouted]
CHANGES = st.sampled_from([*NUMBERS, *WORDS])
DOORS = st.sampled_from(["add", "amend", "restore"])
WITHDRAWN: dict[str, tuple[str, ...]] = {
    "the item": ("--item", "2"),
    "the paragraph": ("--item", "2", "--paragraph", "1"),
    "the meeting": (),
}


# ---- what anybody sees ------------------------------------------------------------------------


def plain(text: str) -> str:
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.casefold()))} "


def showing(text: str, passages: tuple[str, ...]) -> set[str]:
    """Which six words on end of the passages stand in a text."""
    told = [plain(passage).split() for passage in passages]
    runs = {" ".join(t[n : n + 6]) for t in told for n in range(len(t) - 5)}
    return {run for run in runs if f" {run} " in plain(text)}


SURFACES = (
    "search neighbour forge drinking --drafts",
    "search berth chandlery --json --drafts",
    "check 'had been treated for drinking'",
    "export --drafts",
    "export --format csv --drafts",
    "history 1",
    "history 1 --json",
    "meetings --json --drafts",
    "actions all --json",
    "actions all",
    "speakers penhaligon --json",
    "say '/minutes neighbour forge' --json",
    "say '/actions all' --json",
    "digest --date 2025-01-15 --json",
    "audit",
)


def everything(minutebook: Minutebook) -> str:
    return "\n".join(
        minutebook(*(part.strip("'") for part in re.findall(r"'[^']*'|\S+", line))).out
        for line in SURFACES
    )


def brought(minutebook: Minutebook, folder: Path, minutes: Minutes, door: str) -> None:
    """A document by one of the ways in; some are refused."""
    (folder / "next.jsonl").write_text(minutes.written())
    if door == "restore":
        for version in minutebook("history", "1", "--json").json["versions"]:
            minutebook("history", "1", "--restore", str(version["version"]))
    else:
        minutebook(*({"add": ["add"], "amend": ["amend", "1"]}[door]), "next.jsonl")


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    before=st.lists(CHANGES, max_size=1),
    what=st.sampled_from(sorted(WITHDRAWN)),
    after=st.lists(st.tuples(CHANGES, DOORS), min_size=1, max_size=3),
)
def test_six_words_on_end_of_what_is_withdrawn_are_shown_to_nobody_again(
    minutebook: Minutebook,
    tmp_path: Path,
    before: list[Callable[[Minutes], Minutes]],
    what: str,
    after: list[tuple[Callable[[Minutes], Minutes], str]],
) -> None:
    for ending in ("", "-wal", "-shm"):
        (tmp_path / f"minutebook.db{ending}").unlink(missing_ok=True)
    minutes = Minutes()
    brought(minutebook, tmp_path, minutes, "add")
    for change in before:
        brought(minutebook, tmp_path, change(minutes), "amend")
        brought(minutebook, tmp_path, minutes, "amend")
    passages = (SECRET,) if what == "the paragraph" else (SECRET, MORE)
    assert len(showing(minutebook("export").out, passages)) > 20
    assert minutebook("withdraw", "1", *WITHDRAWN[what], "--reason", "a neighbour").status == 0
    assert showing(minutebook("history", "1").out, passages) == set()
    for change, door in after:
        minutes = change(minutes)
        brought(minutebook, tmp_path, minutes, door)
        assert showing(minutebook("export", "--drafts").out, passages) == set()
    told = everything(minutebook)
    assert showing(told, passages) == set()
    assert "a neighbour" in told
    in_file = b"".join(path.read_bytes() for path in tmp_path.glob("minutebook.db*"))
    assert showing(in_file.decode("latin-1"), passages) == set()
    if what != "the meeting":
        assert all(showing(told, (kept,)) for kept in KEPT)


# ---- one by one -------------------------------------------------------------------------------


@pytest.fixture
def held(minutebook: Minutebook, write: Write) -> Minutebook:
    """A book that holds the minutes as meeting 1, from `v1.jsonl`."""
    minutebook("add", write("v1.jsonl", Minutes().written()))
    return minutebook


def said(minutebook: Minutebook, meeting: int = 1) -> list[str]:
    """The words of a meeting's paragraphs in order."""
    held = [json.loads(line) for line in minutebook("export").out.splitlines()]
    return [p["text"] for item in held[meeting - 1]["items"] for p in item["paragraphs"]]


def test_an_item_put_in_before_brings_no_withdrawn_item_back(
    held: Minutebook, write: Write
) -> None:
    held("withdraw", "1", "--item", "2", "--reason", "names a neighbour")
    held("add", write("v2.jsonl", with_an_item_before(Minutes()).written()))
    held("add", write("v3.jsonl", with_an_item_before(with_an_item_before(Minutes())).written()))
    assert SECRET not in said(held)
    assert said(held).count("The report was noted.") == 1
    assert "Ferry Timetable" not in held("export").out


def test_the_versions_before_an_item_was_renamed_lose_it_too(
    held: Minutebook, write: Write
) -> None:
    held("amend", "1", write("v2.jsonl", renamed(Minutes()).written()))
    held("withdraw", "1", "--item", "2", "--reason", "had been treated for drinking, poor man")
    assert "Forge" not in held("history", "1").out
    assert "Ferry Timetable" not in held("history", "1").out
    for version in ("1", "2"):
        held("history", "1", "--restore", version)
        assert said(held) == [KEPT[0], "The report was noted.", *KEPT[1:]]
    assert "had been treated for drinking, poor man" in held("audit").out


def test_what_an_earlier_version_said_in_other_words_goes_as_well(
    held: Minutebook, write: Write
) -> None:
    """Not six words of it stand in what the amendment made of it."""
    early = "Mr Tregear told us that Nancy Bolitho, his tenant, drinks and owes him nine pounds."
    late = "Mr Tregear told us that his tenant drinks and still owes him some nine pounds."
    items = (Item("1", "Rents", (early, KEPT[0])), *Minutes().items[1:])
    held("add", write("v1.jsonl", Minutes().with_items(*items).written()))
    later = (Item("1", "Rents", (late, KEPT[0])), *Minutes().items[1:])
    held("add", write("v2.jsonl", Minutes().with_items(*later).written()))
    held("withdraw", "1", "--item", "1", "--paragraph", "1", "--reason", "names a tenant")
    assert "Bolitho" not in held("history", "1").out
    held("add", "v1.jsonl")
    assert "Bolitho" not in held("export").out


def test_the_same_words_elsewhere_in_the_meeting_go_and_the_clerk_is_told(
    held: Minutebook, write: Write
) -> None:
    rest = f"{KEPT[0]} {KEPT[2]} Ms Vane thanked everybody and wished them well."
    quoted = f"Before the close {SECRET} {rest}"
    items = (*Minutes().items, Item("4", "Again", (MORE, quoted)))
    held("add", write("v2.jsonl", Minutes().with_items(*items).written()))
    told = held("withdraw", "1", "--item", "2", "--reason", "names a neighbour").out
    assert "The same words stood in 2 other paragraphs of these minutes" in told
    assert said(held)[-1] == f"Before the close (withdrawn). {rest}"
    assert not showing(everything(held), (SECRET, MORE))
    assert "whole: its pages" in held("doctor", "--deep").out


def test_short_passages_go_with_their_item_and_other_meetings_stay(
    held: Minutebook, write: Write
) -> None:
    other = replace(Minutes(), date="2025-02-11", title="Harbour Trust Board in February")
    held("add", write("other.jsonl", other.written()))
    held("withdraw", "1", "--item", "2")
    assert said(held) == [KEPT[0], "The report was noted.", *KEPT[1:]]
    held("withdraw", "1", "--item", "1", "--paragraph", "2", "--reason", "it was not")
    held("add", "v1.jsonl")
    assert said(held) == [KEPT[0], *KEPT[1:]]
    held("add", "other.jsonl")
    assert {SECRET, MORE, "The report was noted."} <= set(said(held, 2))
    assert said(held, 2).count("The report was noted.") == 2


def test_it_comes_back_by_name_only(held: Minutebook, write: Write) -> None:
    held("withdraw", "1", "--item", "1", "--paragraph", "1", "--reason", "a slip")
    held("withdraw", "1", "--item", "2", "--reason", "names a neighbour")
    refused = held("withdraw", "1", "--item", "3", "--reinstate")
    assert refused.status == 1
    assert "Withdrawn are: paragraph 1 of item 1; item 2." in refused.err
    told = held("withdraw", "1", "--paragraph", "1", "--reinstate").out
    assert "paragraph 1 of item 1. The words were not kept: add the document again" in told
    held("add", "v1.jsonl")
    assert said(held) == [KEPT[0], "The report was noted.", *KEPT[1:]]
    assert held("withdraw", "1", "--item", "2", "--reinstate", "--json").json["reinstated"] is True
    held("add", "v1.jsonl")
    assert SECRET in said(held)
    assert held("withdraw", "1", "--reinstate").err.startswith("Nothing is withdrawn from")
    held("withdraw", "1", "--reason", "wrong minutes")
    held("withdraw", "1", "--reinstate")
    held("add", "v1.jsonl")
    assert SECRET in said(held)


def test_a_withdrawn_meeting_under_another_title_is_still_withdrawn(
    held: Minutebook, write: Write
) -> None:
    held("withdraw", "1", "--reason", "published too early")
    refused = held("add", write("v2.jsonl", retitled(in_other_words(Minutes())).written()))
    assert refused.status == 1
    assert "were withdrawn by terminal" in refused.err
    assert "published too early" in refused.err


def test_reasons_stay_but_may_not_repeat_the_words(held: Minutebook) -> None:
    refused = held("withdraw", "1", "--item", "2", "--reason", f"says {SECRET[10:90]}")
    assert refused.status == 1
    assert "Give it in other words" in refused.err
    assert SECRET in said(held)
    held("withdraw", "1", "--item", "2", "--reason", "names Mrs Penhaligon's neighbour, limpets")
    held("withdraw", "1", "--item", "3", "--reason", "limpets")
    notes = [step["note"] for step in held("audit", "--json").json["steps"]]
    assert notes[:2] == ["limpets", "names Mrs Penhaligon's neighbour, limpets"]


def test_a_name_that_is_erased_leaves_the_reasons_given(held: Minutebook, tmp_path: Path) -> None:
    held("withdraw", "1", "--reason", "names Mrs Penhaligon")
    held("erase", "Penhaligon", "--with", "a member", "--reason", "Penhaligon asked for it")
    assert b"penhaligon" not in (tmp_path / "minutebook.db").read_bytes().lower()
    assert "names Mrs a member" in held("add", "v1.jsonl").err
    assert "penhaligon" not in held("audit").out.casefold()


def test_what_people_wrote_of_it_and_what_an_older_version_promised_goes(
    held: Minutebook, write: Write
) -> None:
    entries = held("actions", "all", "--json").json["actions"]
    letter, lights = (
        str(one["id"]) for word in ("doctor", "lights") for one in entries if word in one["text"]
    )
    held("actions", letter, "assign", "U0CLERK")
    held("actions", lights, "note", "as", *SECRET.split()[5:20])
    first, second, third = Minutes().items
    shorter = (first, replace(second, paragraphs=second.paragraphs[1:]), third)
    held("add", write("v2.jsonl", Minutes().with_items(*shorter).written()))
    assert "the doctor's letter" in held("actions", letter).out
    assert showing(held("actions", lights).out, (SECRET,))
    held("withdraw", "1", "--item", "2", "--reason", "names a neighbour")
    assert held("actions", letter).status == 1
    assert "lights" in held("actions", lights).out
    assert not showing(held("actions", lights).out, (SECRET,))


def test_an_item_kept_private_stays_so_wherever_it_moves(held: Minutebook, write: Write) -> None:
    held("mend", "1", "private", "2")
    assert SECRET not in said(held)
    for change in (with_an_item_before, renamed):
        held("add", write("next.jsonl", change(Minutes()).written()))
        assert SECRET not in said(held)


def test_what_is_withdrawn_is_not_synced_again(site: LocalModernGov, desk: Desk) -> None:
    desk.sync(site.committee())
    newest, item = site.council.committees[0].newest_first[0], lamps(site)
    withdrawn = tuple(text[3:] for text in item.minutes[:3])
    withdraw(desk.context, 1, "a slip", item="2")
    for change in range(4):
        if change == 1:
            item.number = "7."
            newest.items.insert(1, replace(newest.items[0], id=4711, title="Minutes", number="2."))
        if change == 2:
            item.title = "Lamps, Bells and Reflectors"
        if change == 3:
            item.say(0, f"4. {withdrawn[0]} He was answered in writing.")
        desk.now += 30 * DAY
        assert not desk.sync(site.committee()).failed
        held = list(whole_meetings(desk.book, KEEPER))[-1]
        told = " ".join(p.text for one in held.items for p in one.paragraphs)
        assert not showing(told, withdrawn)
        assert "Apologies were received" in told


def test_a_book_of_the_first_release_keeps_out_what_it_kept_out(
    minutebook: Minutebook, write: Write, tmp_path: Path
) -> None:
    old = Path(__file__).parent / "releases" / "1.0.db.gz"
    (tmp_path / "minutebook.db").write_bytes(gzip.decompress(old.read_bytes()))
    head, rest = MINUTES.split("1.\n", 1)
    welcome = "1.\n\nWelcome\n\nMinutes:\n\n1.         Dr Anning was made welcome.\n\n2.\n"
    told = minutebook("add", write("again.txt", head + welcome + rest)).out
    assert told.startswith("updated")
    assert "made welcome" in minutebook("export").out
    assert "islanders" not in minutebook("export").out
    minutebook("withdraw", "1", "--paragraph", "2", "--reinstate")
    minutebook("add", "again.txt")
    assert "islanders" in minutebook("export").out
