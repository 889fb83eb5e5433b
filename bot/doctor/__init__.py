"""Checks the settings, the database and Slack, and says how to mend each fault."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from bot.doctor.book import look_at_book
from bot.doctor.files import look_at_files
from bot.doctor.finding import Finding
from bot.doctor.slack import look_at_secretariat, look_at_slack
from bot.settings import SettingsError, read_settings

_SIGNS = {"ok": ("ok   ", "green"), "note": ("note ", "yellow")}


def run_doctor(deep: bool = False, mend: bool = False) -> int:
    """Print what is well and what is not; the exit status as for every command."""
    kinds = set()
    for finding in examine(os.environ, Path.cwd(), deep, mend):
        sign, colour = _SIGNS.get(finding.kind, ("FAULT", "red"))
        click.echo(f"{click.style(sign, fg=colour)}  {finding.sentence}")
        kinds.add(finding.kind)
    return 2 if "settings fault" in kinds else int("fault" in kinds)


def examine(
    environ: Mapping[str, str], folder: Path, deep: bool = False, mend: bool = False
) -> Iterator[Finding]:
    """Everything that can be looked at, as far as one gets."""
    try:
        settings = read_settings(environ, folder)
    except SettingsError as error:
        yield from (Finding("settings fault", fault) for fault in str(error).splitlines())
        return
    yield Finding("ok", f"Settings are read; times are those of {settings.zone.key}.")
    yield from look_at_files(settings, folder)
    yield from look_at_book(settings, deep, mend)
    faults = settings.slack_faults()
    yield from (Finding("settings fault", fault) for fault in faults)
    if not faults:
        yield from look_at_slack(settings)
    yield from look_at_secretariat(settings)
