"""The container, compose and systemd files against the code: whatever they name is there."""

import configparser
import re
import tomllib
from pathlib import Path

import pytest

from bot.cli.group import cli

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
SETTINGS = (ROOT / ".env.example").read_text(encoding="utf-8")


def test_the_image_holds_every_package_of_the_wheel_and_what_makes_it() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.M)
    names = {name for line in copied for name in line.split()}
    assert all((ROOT / name).exists() for name in names)
    find = PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]
    made_with = {PROJECT["project"]["readme"], *PROJECT["project"]["license-files"]}
    assert {one.rstrip("*") for one in find} | made_with | {"pyproject.toml"} <= names


def test_the_image_runs_commands_that_are_there_as_nobody_in_particular() -> None:
    run = re.findall(r'^(?:CMD|    CMD) \["(?:minutebook", ")?(\w+)"\]', DOCKERFILE, re.M)
    assert sorted(run) == ["health", "run"]
    assert set(run) <= set(cli.commands)
    user = re.search(r"^USER (\w+)$", DOCKERFILE, re.M)
    assert user
    assert user[1] != "root"
    assert re.search(rf"^RUN useradd .*--home-dir /data .*{user[1]} ", DOCKERFILE, re.M)


def test_compose_builds_that_image_from_the_root_and_keeps_the_same_folder() -> None:
    said = dict(re.findall(r"^ +(\w+): (\S.*)$", COMPOSE, re.M))
    root = DEPLOY / said["context"]
    assert root.resolve() == ROOT
    assert (root / said["dockerfile"]).samefile(DEPLOY / "Dockerfile")
    assert (DEPLOY / said["env_file"]).resolve() == ROOT / ".env"
    assert said["MINUTEBOOK_DB"] == "/data/minutebook.db"
    assert "MINUTEBOOK_DB=/data/minutebook.db" in DOCKERFILE
    assert said["read_only"] == "true"


def test_every_setting_that_is_given_is_one() -> None:
    given = set(re.findall(r"MINUTEBOOK_\w+", COMPOSE + DOCKERFILE + unit_text()))
    assert given
    assert all(re.search(rf"^(# )?{name}=", SETTINGS, re.M) for name in given)


def unit_text() -> str:
    return (DEPLOY / "minutebook.service").read_text(encoding="utf-8")


def test_the_unit_runs_a_command_that_is_there_in_the_folder_that_it_owns() -> None:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(unit_text())
    service = unit["Service"]
    program, command = service["ExecStart"].split()
    assert program.endswith(f"/{next(iter(PROJECT['project']['scripts']))}")
    assert command in cli.commands
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    assert service["Environment"] == f"MINUTEBOOK_DB={service['WorkingDirectory']}/minutebook.db"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_dependency_is_locked_with_hashes_and_from_nowhere_in_particular(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==\S+.*((?:\n    --hash=sha256:[0-9a-f]{64}.*)*)", text, re.M)
    assert len(entries) == len(re.findall(r"^\w", text, re.M))
    assert [package for package, hashes in entries if not hashes] == []
    needed = {re.split(r"[<>=\[]", one)[0] for one in PROJECT["project"]["dependencies"]}
    assert needed <= {package for package, _ in entries}
    assert "://" not in text
