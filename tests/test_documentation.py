"""The pages in docs/ against the code: every command, setting, dependency, schema and link."""

import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import click
import pytest
from conftest import Minutebook
from test_imports import ROOMS, imported, modules

import bot.cli
from bot.cli.group import cli

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))
OPERATORS = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
assert bot.cli  # the commands are known once it is imported


def named_in(text: str) -> set[str]:
    return set(re.findall(r"`([\w-]+)`", text))


def test_every_command_is_named() -> None:
    told = OPERATORS.partition("## Every command")[2].partition("each explains")[0]
    assert named_in(told) == set(cli.commands)


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    command = cli.commands[name]
    assert "Example" in (command.help or ""), name
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden and option.name != "form":
            assert option.help, f"{name} {option.opts}"


def test_every_setting_is_named() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    settings = set(re.findall(r"^(?:# )?((?:MINUTEBOOK|SLACK)_\w+)=", example, re.M))
    told = OPERATORS.partition("## Settings")[2].partition("### Behind")[0]
    assert {name for name in named_in(told) if name.isupper()} == settings
    source = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    assert set(re.findall(r'"((?:MINUTEBOOK|SLACK)_\w+)"', source)) == settings


def test_every_dependency_is_justified() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[<>=\[]", one)[0] for one in project["dependencies"]}
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \|", page, re.M)
    assert {name for row in rows for name in named_in(row)} == needed


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["semantic"]]
    declared = {re.split(r"[<>=\[]", line)[0] for line in lines}
    provided_by = importlib.metadata.packages_distributions()
    for room in ROOMS:
        for path in modules(room):
            for name in {name.partition(".")[0] for name in imported(path)}:
                names = {re.sub(r"[._]", "-", one).lower() for one in provided_by.get(name, ())}
                ours = name in ROOMS or name in sys.stdlib_module_names
                assert ours or names & declared, f"{path.relative_to(ROOT)} imports {name}"


# What settles something, changes something, or asks for what falls due by today.
NO_QUESTION = re.compile(
    r"/minutes (?:digest|reminders|watch\w*|panel|add)\b|/actions (?:\d|mine|overdue|possible|…)"
)
NOTHING = re.compile(
    r"Nothing found|not in the(?:se)? minutes|No actions|[Nn]obody|no longer|Not word for word"
    r"|Not one passage"
)


def questions() -> list[str]:
    """Every question that the pages and the commands' own help show as an example."""
    pages = [ROOT / "README.md", *DOCS]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    lines = re.findall(r"(?:`|^> )(/(?:minutes|actions)\b[^`\n]*)", text, re.MULTILINE)
    lines += [f"/actions {one}" for one in re.findall(r"minutebook actions ([a-z][^\n·`]+)", text)]
    for name in ("search", "check", "actions", "speakers"):
        told = " ".join((cli.commands[name].help or "").split())
        head = {"search": "/minutes", "actions": "/actions"}.get(name, f"/minutes {name}")
        for one in re.findall(rf"minutebook {name} ([^·]+?)(?= ·|$)", told):
            lines += [] if one.startswith("join") else [f"{head} {one}"]
    return sorted({line for line in lines if not NO_QUESTION.match(line)})


@pytest.mark.parametrize("line", questions())
def test_every_question_that_is_shown_finds_something(minutebook: Minutebook, line: str) -> None:
    assert minutebook("add", ROOT / "bot" / "samples").status == 0
    told = minutebook("say", line).out
    assert told
    assert NOTHING.search(told) is None, told


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_module_that_is_named_is_there(page: Path) -> None:
    named = re.findall(
        r"`((?:bot|commands|sources|storage|playground|tests|benchmarks|deploy)/[\w./-]*)`",
        page.read_text(encoding="utf-8"),
    )
    for path in named:
        if path.endswith("yours.py"):
            continue  # the reader's own
        assert (ROOT / path).exists(), f"{page.name}: {path}"


def test_every_target_of_make_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.M))
    for page in DOCS:
        assert set(re.findall(r"`make ([\w-]+)`", page.read_text(encoding="utf-8"))) <= targets
