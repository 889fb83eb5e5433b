"""Every `--json` output is what its schema in docs/schemas/ says."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from json_schemas import FOLDER as SCHEMAS
from json_schemas import written
from jsonschema import Draft202012Validator
from msgspec import convert
from support.bot_process import MINUTES
from support.local_moderngov import Council, LocalModernGov, archive

from bot.cli.group import cli, now
from bot.observability import Heartbeat, health_file
from commands.json import as_json, encode
from commands.parsing import parse_command
from commands.request_context import Context
from commands.requests import answer
from storage.database import Book
from storage.model import Viewer

Minutebook = Callable[..., Any]
Told = tuple[str, Any]
SAMPLES = Path(__file__).parent.parent / "bot" / "samples"
DOCUMENTS = Path(__file__).parent / "documents"
QUESTIONS = ("stop and search", "from:nobody zzz", "stop and serch", "who asked about the form")
QUOTATIONS = ("stop and search had been used 3,412 times", "stop and search was used", "no such")


def asked(run: Minutebook) -> Iterator[Told]:
    """Reading: every form of an answer that the samples give."""
    for question in QUESTIONS:
        yield "search", run("search", question)
    for quotation in QUOTATIONS:
        yield "check", run("check", quotation)
    for words in (("all",), ("overdue",), ("owner:nobody",), ("possible",)):
        yield "actions", run("actions", *words)
    yield "action", run("actions", "1")
    yield "action", run("actions", "1", "done", "sent https://panel.example/plan")
    yield "proposals", run("actions", "proposed")
    yield "hanging", run("actions", "hanging")
    for name in ((), ("commissioner",), ("zzz",)):
        yield "speakers", run("speakers", *name)
    yield "meetings", run("meetings")
    for day in ("2025-06-20", "2031-01-01"):
        yield "digest", run("digest", "--date", day)
    for line in ("/minutes stop and search", "/actions open", "/minutes help"):
        yield "say", run("say", line)
    yield "schedule", run("schedule")
    yield "health", run("health")


def changed(run: Minutebook, amended: Path) -> Iterator[Told]:
    """What the secretariat does."""
    yield "mend", run("mend", "1", "title", "Harbour Trust")
    yield "amend", run("amend", "1", amended, "--dry-run")
    yield "history", run("history", "1")
    yield "reread", run("reread", "--dry-run")
    yield "withdraw", run("withdraw", "2", "--reason", "named a child")
    yield "erase", run("erase", "islanders", "--reason", "asked for", "--yes")
    yield "shared", run("shared")
    yield "audit", run("audit")


def outputs(minutebook: Minutebook, folder: Path) -> Iterator[Told]:
    """Every command with --json, with what it told."""

    def run(*words: str | Path) -> Any:
        told = minutebook(*words, "--json")
        assert told.out.count("\n") == 1, (words, told)
        return json.loads(told.out)

    minutes = folder / "harbour.txt"
    minutes.write_text(MINUTES, encoding="utf-8")
    (folder / "empty.txt").write_text("")
    yield "add", run("add", minutes, SAMPLES, DOCUMENTS, folder / "empty.txt")
    yield "add", run("add", minutes, "--explain")
    yield "why", run("why", "1")
    yield "why", run("why", "Dave would usually write by May.")
    yield from asked(run)
    for line in minutebook("export").out.splitlines():
        yield "export", json.loads(line)
    with LocalModernGov(Council.of(*archive(1))) as site:
        yield "sync", run("sync", site.committee(), "--dry-run")
        yield "sync", run("sync", site.committee())
    amended = folder / "amended.txt"
    amended.write_text(MINUTES.replace("two of the four", "three of the four"), encoding="utf-8")
    yield from changed(run, amended)


@pytest.fixture
def intranet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTEBOOK_FETCH_PRIVATE", "1")


def test_each_output_is_as_its_schema_says(
    minutebook: Minutebook, tmp_path: Path, intranet: None
) -> None:
    seen = set()
    Heartbeat(health_file(tmp_path / "minutebook.db")).write(now(), connected=True)
    for name, told in outputs(minutebook, tmp_path):
        schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        faults = [
            f"{e.json_path}: {e.message}" for e in Draft202012Validator(schema).iter_errors(told)
        ]
        assert not faults, f"{name}: {faults[:5]}"
        seen.add(name)
    assert seen == {path.stem for path in SCHEMAS.glob("*.json")}


def test_the_schemas_are_those_of_the_definitions() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in SCHEMAS.iterdir()}
    assert committed == written(), "run `make schemas`"


def test_each_command_with_json_has_a_schema() -> None:
    with_json = {
        name
        for name, command in cli.commands.items()
        if any(isinstance(p, click.Option) and "--json" in p.opts for p in command.params)
    }
    assert with_json <= {path.stem for path in SCHEMAS.glob("*.json")}


@pytest.mark.parametrize(
    "typed",
    [
        "/minutes help", "/minutes who attended the last meeting", "/minutes digest on 08:30",
        '/minutes watch "stop and search"', "/minutes watches", "/actions proposed",
        "/minutes what happened at the last meeting",
    ],
)  # fmt: skip
def test_an_answer_for_slack_alone_is_as_defined(minutebook: Minutebook, typed: str) -> None:
    minutebook("add", SAMPLES)
    context = Context(Book("minutebook.db"), Viewer("U0MEMBER", "C0PANEL"), now())
    given = as_json(answer(context, parse_command(typed)))
    assert convert(json.loads(encode(given)), type(given)) == given
