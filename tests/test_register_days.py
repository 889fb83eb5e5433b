"""Days as people type them after an entry of the register: due, put off, given back."""

from pathlib import Path

import pytest
from support.registering import CLERK, STRANGER, Register, minutes

from storage.model import MinutebookError, Viewer

OWN = Viewer("U0JO")


@pytest.fixture
def register(tmp_path: Path) -> Register:
    made = Register(tmp_path)
    made.read(minutes("Tuesday 14 May 2024", "Gate\nThe Clerk undertook to mend the gate."))
    made.ask("1 assign <@U0JO>", CLERK)
    return made


@pytest.mark.parametrize(
    ("today", "typed", "day"),
    [
        ("2024-06-03", "due 1 July", "1 July 2024"),
        ("2024-07-01", "due 1 July", "1 July 2024"),
        ("2024-11-20", "due 1 July", "1 July 2025"),
        ("2024-11-20", "due 1 July 2024", "1 July 2024"),
        ("2024-06-03", "snooze", "6 June 2024"),
        ("2024-06-03", "snooze a day", "4 June 2024"),
        ("2024-06-03", "snooze 2 weeks", "17 June 2024"),
        ("2024-06-03", "snooze for a week", "10 June 2024"),
        ("2024-06-03", "snooze one month", "3 July 2024"),
        ("2024-06-03", "snooze until 1 July", "1 July 2024"),
        ("2024-12-20", "snooze until 8 January", "8 January 2025"),
        ("2024-12-20", "snooze 8 January 2026", "8 January 2026"),
    ],
)
def test_a_day_is_read_as_it_is_meant(register: Register, today: str, typed: str, day: str) -> None:
    viewer = CLERK if typed.startswith("due") else OWN
    told = register.on(today).one(f"1 {typed}", viewer)
    assert f" on {day}." in (told.said or "")


@pytest.mark.parametrize(
    "typed", ["snooze 3 June 2024", "snooze until 1 May 2024", "snooze 0 days"]
)
def test_nothing_is_put_off_to_a_day_that_is_no_more_to_come(
    register: Register, typed: str
) -> None:
    with pytest.raises(MinutebookError, match="Name a day to come"):
        register.ask(f"1 {typed}", OWN)


def test_only_whoever_has_it_gives_it_back_and_the_reason_is_kept(register: Register) -> None:
    with pytest.raises(MinutebookError, match="can be changed by the secretariat"):
        register.ask("1 not mine", STRANGER)
    with pytest.raises(MinutebookError, match="not assigned to you"):
        register.ask("1 not mine", CLERK)
    assert register.find("gate").assignee == "U0JO"
    register.ask("1 Not mine, I have left", OWN)
    assert register.find("gate").assignee is None
    assert "(I have left)" in register.drawn("1")
    register.ask("1 assign <@U0JO>", CLERK)
    register.ask("1 not mine", OWN)
    assert "(not mine)" in register.drawn("1")


def test_an_address_in_a_note_is_its_evidence(register: Register) -> None:
    told = register.one("1 done see https://council.example/gate.jpg please", OWN)
    assert (told.action.evidence, told.action.note) == (
        "https://council.example/gate.jpg",
        "see please",
    )
    assert "is open again" in (register.one("1 reopen", CLERK).said or "")
    assert "open already" in (register.one("1 reopen", CLERK).said or "")
    for word in ("https:", "//council.example", "https://[", "ftp://council.example/x"):
        with pytest.raises(MinutebookError, match="Give one address"):
            register.ask(f"1 evidence {word}", CLERK)
