"""Drafts, exempt items and withdrawn words do not exist for anybody but the secretariat.

Two books are asked the same by every door: one that holds secrets in a draft, in an exempt item
and had one in a paragraph that was withdrawn, and one that never held them. Not a byte differs.
A command or a request that this walk does not know fails it; `test_leaks_slack.py` walks what
people can do in Slack.
"""

import datetime as dt
import itertools
import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import Minutebook
from support.twin_books import DRAFT, LATER, NOW, PUBLIC, SECRETS, put, typed

import bot.cli
from bot.cli.group import cli
from bot.views import render
from bot.views.home import home
from commands import requests
from commands.announcing import announcement
from commands.help import questions, subject
from commands.json import as_json, as_row
from commands.lookup import overview, panels_like, paragraph_at, periods_like, speakers_like
from commands.query.intent import ANSWERED
from commands.request_context import Context
from commands.requests import (
    AddMinutes,
    Ask,
    ChangeAction,
    CheckQuotation,
    Help,
    ListActions,
    ListMeetings,
    ListProposals,
    ListSpeakers,
    ListUnanswered,
    ListUnhelpful,
    Request,
    Search,
    SetPanel,
    ShowAction,
    ShowContext,
    ShowDigest,
    ShowOutcome,
    ShowSpeaking,
    TrackAction,
    answer,
)
from storage.actions.changes import change
from storage.actions.filters import CERTAIN
from storage.actions.ingest import HIDDEN
from storage.actions.read import history, select_actions
from storage.database import Book
from storage.model import KEEPER, MinutebookError, Viewer

assert bot.cli  # all commands are known from here on

TYPED = ("zanzibarite", "krakatoan", "vesuvian", "zanzibarit", "krakatoa", "vesuvan", "rent",
         "Quillfeather", "from:obsidian", "tregear", "from:surveyor", "Tenancy", "KLG", "ferry",
         "last ferry", "dredging", "contract in march", "boathouse", "ledger", "from:penhaligon",
         "who asked about the contract?", "on:2025-03-11", "", "slipway")  # fmt: skip
QUOTED = (
    "the zanzibarite must not be named by anybody",
    "what the krakatoan rent was",
    "undertook to circulate the vesuvian contract",
    "why the last ferry left at nine",
)
FILTERS = ("open", "all", "overdue", "done", "possible", "owner:surveyor", "owner:bursar",
           "vesuvian", "krakatoan", "by:owner", "kind:undertaking", "historic")  # fmt: skip


# ---- the terminal -----------------------------------------------------------------------------

# What each command is asked. Those of the secretariat's desk read as its keeper does; those that
# run something are walked by the doors below.
ASKED: dict[str, list[list[str]]] = {
    "search": [[typed] for typed in TYPED if typed],
    "check": [[text] for text in QUOTED],
    "actions": [[words] for words in FILTERS] + [[str(n)] for n in range(1, 9)]
    + [["proposed"], ["hanging"]],
    "speakers": [[]] + [[name] for name in ("obsidian", "surveyor", "tregear", "bursar", "penh",
                                            "anning", "basalt", "bertha")],
    "meetings": [[]],
    "digest": [[], ["--date", "2025-06-02"]],
    "say": [["/minutes " + typed] for typed in TYPED] + [["/actions " + f] for f in FILTERS],
    "export": [[], ["--format", "csv"], ["actions"], ["actions", "--format", "csv"],
               ["actions", "--format", "md"], ["actions", "--format", "ics"]],
    "manifest": [[]],
    "why": [[str(n)] for n in range(1, 9)] + [[text] for text in QUOTED],
}  # fmt: skip
# Of the machinery: they tell nothing of minutes.
OTHERS = {"meaning", "schedule", "health", "completion"}
DESK = {"publish", "amend", "reread", "withdraw", "history", "audit", "shared", "mend", "erase"}
RUNS = {"run", "demo", "playground", "doctor", "add", "sync", "init", "backup", "restore",
        "publish-copy"}  # fmt: skip


def test_every_command_tells_the_same(
    books: tuple[Book, Book],
    minutebook: Minutebook,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    known = set(ASKED) | DESK | RUNS | OTHERS
    assert set(cli.commands) <= known, "a new command: say here what it is asked"
    caplog.set_level(logging.INFO)
    for command, asked in ASKED.items():
        for words in asked:
            for more in ([], ["--json"])[: 1 + has_json(command)]:
                told = []
                for book in books:
                    monkeypatch.setenv("MINUTEBOOK_DB", str(book.path))
                    caplog.clear()
                    result = minutebook(command, *words, *more)
                    told.append((result.status, timeless(result.out), result.err, caplog.text))
                assert told[0] == told[1], (command, words, more)
                assert_silent(str(told[0]), words)


def has_json(command: str) -> bool:
    return any("--json" in one.opts for one in cli.commands[command].params)


def timeless(text: str) -> str:
    """Without how long it took."""
    return re.sub(r'"took_ms": [\d.]+|DTSTAMP:\S+', "", text)


def assert_silent(told: str, asked: list[str]) -> None:
    """A secret is told only where the asker said it."""
    said = " ".join(asked).casefold()
    for secret in SECRETS:
        assert secret in said or secret not in told.casefold(), (secret, asked)


# ---- every request, as everybody --------------------------------------------------------------

REQUESTS: dict[type, list[Any]] = {
    Search: [Search(t) for t in TYPED] + [Search(t, exact=True) for t in TYPED],
    CheckQuotation: [CheckQuotation(text) for text in QUOTED],
    ListActions: [ListActions(words) for words in FILTERS],
    ShowAction: [ShowAction(n) for n in range(1, 9)],
    ChangeAction: [ChangeAction(n, "done") for n in range(7, 12)],
    TrackAction: [TrackAction(text) for text in QUOTED],
    ListProposals: [ListProposals()],
    ListUnanswered: [ListUnanswered(), ListUnanswered("vesuvian")],
    ListSpeakers: [ListSpeakers(name) for name in ("", "obsidian", "surveyor", "quillfeather")],
    ListMeetings: [ListMeetings()],
    Ask: [
        Ask(text, intent, topic=text, person=person)
        for intent in sorted(ANSWERED)
        for text, person in (("vesuvian", ""), ("obsidian", "quillfeather"))
    ],
    ShowDigest: [ShowDigest(), ShowDigest(dt.date(2025, 6, 2))],
    ListUnhelpful: [ListUnhelpful()],
    SetPanel: [SetPanel(), SetPanel("Harbour"), SetPanel("Vesuvian")],
    AddMinutes: [AddMinutes()],
    Help: [Help(), Help("actions")],
}
BY_ID = {ShowContext, ShowSpeaking, ShowOutcome}  # asked of the hidden paragraphs below
# What one keeps for oneself; what it then tells is a search or a digest.
OWN = {"ShowDelivery", "SetDigest", "SaveSearch", "ListSearches", "ChangeSearch"}
VIEWERS = (Viewer(), Viewer("U0MEMBER", "C0PANEL"), Viewer("U0GUEST", "D0GUEST"),
           Viewer("U0OTHER", "C0SHARED"))  # fmt: skip


def context(book: Book, viewer: Viewer, via: str = "slack") -> Context:
    return Context(book, viewer, NOW, ZoneInfo("Europe/London"), via=via)


def requests_known() -> set[type[Request]]:
    """Every kind of request there is."""
    known = [one for one in vars(requests).values() if isinstance(one, type)]
    return {one for one in known if issubclass(one, Request)} - {Request}


def told_by(book: Book, viewer: Viewer, request: Request) -> str:
    given = context(book, viewer)
    try:
        found = answer(given, request)
    except MinutebookError as error:
        return str(error)
    return timeless(
        json.dumps([as_row(as_json(found)), render(given, request, found).payload()], default=str)
    )


def test_every_request_is_answered_the_same(books: tuple[Book, Book]) -> None:
    kinds = {kind for kind in requests_known() if kind.__name__ not in OWN}
    assert kinds <= set(REQUESTS) | BY_ID, "a new request: say here how it is asked"
    for viewer, request in itertools.product(VIEWERS, itertools.chain(*REQUESTS.values())):
        told = [told_by(book, viewer, request) for book in books]
        assert told[0] == told[1], (viewer, request)
        assert_silent(told[0], [str(request)])


def test_hidden_paragraphs_are_no_paragraphs(books: tuple[Book, Book]) -> None:
    ids = [row["id"] for row in books[0].read().query("select id, text from paragraphs")
           if any(secret in row["text"] for secret in SECRETS)]  # fmt: skip
    assert len(ids) == 2
    for viewer, paragraph, kind in itertools.product(VIEWERS, ids, sorted(BY_ID, key=str)):
        told = [told_by(book, viewer, kind(paragraph)) for book in books]
        assert told[0] == told[1]
    for viewer, paragraph, intent in itertools.product(VIEWERS, ids, ("done", "vote", "speakers")):
        asked_on = Ask("and then?", intent, paragraph=paragraph)
        told = [told_by(book, viewer, asked_on) for book in books]
        assert told[0] == told[1]


# ---- doors that are no requests ---------------------------------------------------------------


@dataclass(frozen=True)
class Door:
    """Something told to people that is no answer to a request."""

    name: str
    told: Callable[[Context], object]


DOORS = (
    Door("home", lambda c: home(overview(c))),
    Door("prompts", lambda c: questions(c, 8)),
    Door("subject", subject),
    Door("speakers", lambda c: [speakers_like(c, t) for t in ("", "o", "t", "s", "qu")]),
    Door("panels", lambda c: panels_like(c, "")),
    Door("periods", lambda c: periods_like(c, "")),
    Door("previews", lambda c: [
        (found[0].text, found[0].meeting.name, found[1])
        for n in (71, 72, 73)
        if (found := paragraph_at(c, f"https://harbour.example/mgAi.aspx?ID={n}"))
    ]),
    Door("announcement", lambda c: announcement(c, 1)),
)  # fmt: skip


def test_every_other_door_tells_the_same(books: tuple[Book, Book]) -> None:
    for door, viewer in itertools.product(DOORS, VIEWERS):
        told = [str(door.told(context(book, viewer))) for book in books]
        assert told[0] == told[1], door.name
        assert_silent(told[0], [])


def test_entries_are_numbered_when_they_are_first_seen(books: tuple[Book, Book]) -> None:
    hidden = [a for a in select_actions(books[0], KEEPER, [CERTAIN]) if a.id > HIDDEN]
    assert len(hidden) == 2
    surveyed = next(a for a in hidden if "vesuvian" in a.text)
    change(books[0], surveyed.id, "note", "asked for", "U0CLERK", "slack", NOW)
    typed(books[0], "publish", 2)
    numbered = {a.text: a for a in select_actions(books[0], Viewer(), [CERTAIN])}
    assert sorted(a.id for a in numbered.values()) == [1, 2, 3, 4, 5]
    assert numbered[surveyed.text].note == "asked for"
    assert [c.after for c in history(books[0], numbered[surveyed.text].id)] == ["asked for"]


def test_a_hidden_list_of_those_present_tells_nobody_who_a_surname_is(tmp_path: Path) -> None:
    """Two of one surname are public; a draft shows which of them sat that day."""
    present = "Present: Mrs Alice Penhaligon, Mrs Bertha Penhaligon\n\n1.\n"
    both = PUBLIC.format(withdrawn="", exempt="").replace("1.\n", present, 1)
    both = both.replace("Mrs Penhaligon asked", "Mr Couch asked")
    told = []
    for name in ("secrets", "plain"):
        book = Book(tmp_path / f"{name}.db")
        put(book, both, "public")
        if name == "secrets":
            put(book, DRAFT, "draft", draft=True)
        put(book, LATER.replace("Mrs Alice Penhaligon, ", ""), "later")
        told.append(told_by(book, Viewer(), ListSpeakers("")))
        book.close()
    assert told[0] == told[1]


# ---- the file ---------------------------------------------------------------------------------


def test_withdrawn_words_are_in_no_byte_of_the_file(books: tuple[Book, Book]) -> None:
    for path in (books[0].path, Path(f"{books[0].path}-wal")):
        held = path.read_bytes().lower() if path.exists() else b""
        assert b"zanzibarite" not in held
        assert b"quillfeather" not in held
