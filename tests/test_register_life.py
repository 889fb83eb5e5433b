"""The life of an action, told by its history as a story."""

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from support.registering import CLERK, STRANGER, Register, minutes

from commands.ingest.publish import publish
from storage.model import MinutebookError, Viewer

FIRST = (
    "Play area\n"
    "Cllr Fenwick asked when the swings would be mended. The Clerk undertook to bring a quotation "
    "for the swings to the next meeting."
)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    made = Register(tmp_path)
    made.read(minutes("Tuesday 14 May 2024", FIRST))
    return made


def test_the_history_of_an_action_reads_as_a_story(register: Register) -> None:
    number = register.find("swings").id
    register.on("2024-06-04").ask(f"{number} assign Jo Smith")
    register.on("2024-06-05").ask(f"{number} due 1 July 2024")
    register.ask(f"{number} undo")
    register.on("2024-06-06").ask(f"{number} done quotation in hand")
    register.on("2024-06-07").ask(f"{number} reopen it was for the slide")
    register.on("2024-06-08").ask(f"{number} done")
    register.ask(f"{number} undo")
    as_first = register.find("swings").text
    amended = FIRST.replace("a quotation for the swings", "a quotation for the new swings")
    register.on("2024-06-10").read(minutes("Tuesday 14 May 2024", amended))
    as_second = register.find("swings").text
    amended = amended.replace("the new swings", "the new swings and chains")
    register.on("2024-06-11").read(minutes("Tuesday 14 May 2024", amended))
    as_third = register.find("swings").text
    second = "Matters arising\nA quotation for the new swings and chains had been circulated."
    register.on("2024-07-10").read(minutes("Tuesday 9 July 2024", second))
    register.on("2024-07-11").ask(f"{number} decline no price in it")
    third = second.replace("circulated", "obtained and circulated")
    register.on("2024-09-12").read(minutes("Tuesday 10 September 2024", third))
    register.on("2024-09-13").ask(f"{number} accept")

    told = register.one(str(number))

    assert told.action.status == "done"
    assert "chains" in as_third
    assert "\n".join(told.story) == (
        "4 June 2024: assigned to Jo Smith, by terminal\n"
        "5 June 2024: due on 1 July 2024, by terminal\n"
        "5 June 2024: last change taken back: without a due day, by terminal\n"
        "6 June 2024: marked done (quotation in hand), by terminal\n"
        "7 June 2024: opened again (it was for the slide), by terminal\n"
        "8 June 2024: marked done, by terminal\n"
        "8 June 2024: last change taken back: open again, by terminal\n"
        f"10 June 2024: now reads “{as_second}”, before “{as_first}” (the minutes were read "
        "again)\n"
        f"11 June 2024: now reads “{as_third}”, before “{as_second}” (the minutes were read "
        "again)\n"
        "10 July 2024: due on 9 July 2024 (the next meeting is that of 9 July 2024)\n"
        "10 July 2024: closing proposed (the minutes of 9 July 2024)\n"
        "11 July 2024: closing declined (no price in it), by terminal\n"
        "12 September 2024: closing proposed (the minutes of 10 September 2024)\n"
        "13 September 2024: closing accepted, by terminal\n"
        "13 September 2024: marked done (the minutes of 10 September 2024), by terminal"
    )
    assert "13 September 2024: marked done" in register.drawn(str(number))


def test_a_declined_proposal_is_not_made_again_when_its_minutes_are_amended(
    register: Register,
) -> None:
    number = register.find("swings").id
    second = "Matters arising\nA quotation for the swings had been circulated."
    register.read(minutes("Tuesday 9 July 2024", second))
    assert len(register.one(f"{number}").proposed) == 1
    register.ask(f"{number} decline")

    register.read(minutes("Tuesday 9 July 2024", second + " It was noted."))

    assert register.one(f"{number}").proposed == ()
    with pytest.raises(MinutebookError, match="Nothing has been proposed"):
        register.ask(f"{number} accept")


def test_accepting_can_be_taken_back(register: Register) -> None:
    number = register.find("swings").id
    second = "Matters arising\nA quotation for the swings had been circulated."
    register.read(minutes("Tuesday 9 July 2024", second))
    register.ask(f"{number} accept")

    register.ask(f"{number} undo")

    action = register.one(str(number)).action
    assert (action.status, action.note, action.evidence) == ("open", None, None)


def test_words_that_vanish_are_flagged_where_somebody_worked_on_them(register: Register) -> None:
    number = register.find("swings").id
    register.ask(f"{number} assign Jo")

    register.read(
        minutes("Tuesday 14 May 2024", "Play area\nThe swings were discussed."), replaces=1
    )

    action = register.one(str(number)).action
    assert action.vanished
    assert "no longer in the minutes" in register.drawn(f"{number}")
    assert number in [a.id for a in register.listed("open")]
    register.read(minutes("Tuesday 14 May 2024", FIRST), replaces=1)
    assert not register.one(str(number)).action.vanished


def test_words_whose_whole_item_goes_stay_in_the_register(register: Register) -> None:
    number = register.find("swings").id
    register.ask(f"{number} note rang them")

    register.read(
        minutes("Tuesday 14 May 2024", "Burial ground\nThe gates were discussed."), replaces=1
    )

    action = register.one(str(number)).action
    assert (action.vanished, action.item_title) == (True, "Play area")


def test_words_nobody_worked_on_go_with_the_minutes(register: Register) -> None:
    register.read(
        minutes("Tuesday 14 May 2024", "Play area\nThe swings were discussed."), replaces=1
    )

    assert register.listed("all") == []


def test_a_sentence_that_moves_to_another_paragraph_keeps_its_entry(register: Register) -> None:
    number = register.find("swings").id
    register.ask(f"{number} done")
    moved = FIRST.replace("mended. The", "mended.\nThe")

    register.read(minutes("Tuesday 14 May 2024", moved))

    action = register.find("swings")
    assert (action.id, action.status) == (number, "done")


def test_undo_brings_back_what_went_along(register: Register) -> None:
    number = register.find("swings").id
    register.ask(f"{number} note ring on Monday")
    register.ask(f"{number} done sent https://oxley.example/quote.pdf")
    done = register.one(str(number)).action
    assert (done.note, done.evidence) == ("sent", "https://oxley.example/quote.pdf")

    register.ask(f"{number} undo")

    action = register.one(str(number)).action
    assert (action.status, action.note, action.evidence) == ("open", "ring on Monday", None)


def test_superseded_by_another_and_never_in_a_circle(register: Register) -> None:
    register.read(
        minutes("Tuesday 11 June 2024", "Trees\nThe Clerk undertook to fell the old ash tree.")
    )
    swings, ash = register.find("swings").id, register.find("ash").id

    assert "by action" in register.one(f"{swings} supersede {ash}").said
    with pytest.raises(MinutebookError, match="superseded by itself"):
        register.ask(f"{ash} supersede {swings}")
    assert [a.id for a in register.listed("superseded")] == [swings]
    register.ask(f"{swings} reopen")
    assert register.one(str(swings)).action.superseded_by is None


def test_withdrawn_with_a_reason(register: Register) -> None:
    number = register.find("swings").id

    action = register.one(f"{number} withdraw the park is closed").action

    assert (action.status, action.note) == ("withdrawn", "the park is closed")
    assert [a.id for a in register.listed("withdrawn")] == [number]


# ---- rights -----------------------------------------------------------------------------------


def test_the_assignee_marks_their_own_done_and_a_stranger_proposes(register: Register) -> None:
    number = register.find("swings").id
    own = Viewer("U0JO")
    register.ask(f"{number} assign <@U0JO>", CLERK)

    asked = register.one(f"{number} done it is mended", STRANGER)
    assert (asked.action.status, "secretariat is asked" in asked.said) == ("open", True)
    assert [p.proposal.by for p in asked.proposed] == ["U0STRANGER"]
    assert "already" not in register.one(f"{number} done again", STRANGER).said
    assert len(register.one(str(number)).proposed) == 1

    with pytest.raises(MinutebookError, match="secretariat"):
        register.ask(f"{number} assign me", STRANGER)
    with pytest.raises(MinutebookError, match="secretariat"):
        register.ask(f"{number} due 1 July 2024", own)
    with pytest.raises(MinutebookError, match="secretariat"):
        register.ask(f"{number} accept", own)
    assert register.one(f"{number} done", own).action.status == "done"


def test_the_secretariat_accepts_what_a_member_proposed(register: Register) -> None:
    number = register.find("swings").id
    register.ask(f"{number} done it is mended", STRANGER)

    accepted = register.one(f"{number} accept", CLERK)

    assert (accepted.action.status, accepted.action.note) == ("done", "it is mended")


def test_the_assignee_takes_back_only_their_own_change(register: Register) -> None:
    number = register.find("swings").id
    register.ask(f"{number} assign <@U0JO>", CLERK)

    with pytest.raises(MinutebookError, match="somebody else"):
        register.ask(f"{number} undo", Viewer("U0JO"))


# ---- the next meeting -------------------------------------------------------------------------


def test_the_next_meeting_is_known_when_it_is_held(register: Register) -> None:
    assert register.find("swings").due is None

    register.read(minutes("Tuesday 9 July 2024", "Trees\nThe trees were discussed."))

    assert register.find("swings").due == dt.date(2024, 7, 9)


def test_the_day_moves_with_the_next_meeting(register: Register) -> None:
    next_one = "Next meeting\nThe next meeting would be held on Tuesday 9 July 2024."
    register.read(minutes("Tuesday 14 May 2024", FIRST, next_one))
    assert register.find("swings").due == dt.date(2024, 7, 9)

    register.read(minutes("Tuesday 16 July 2024", "Trees\nThe trees by the brook were discussed."))

    told = register.one(str(register.find("swings").id))
    assert told.action.due == dt.date(2024, 7, 16)
    assert "the next meeting is that of 16 July 2024" in told.story[-1]
    before = told.story
    register.read(
        minutes("Tuesday 16 July 2024", "Trees\nThe trees by the brook were discussed at length.")
    )
    assert register.one(str(told.action.id)).story == before


def test_a_day_set_by_hand_stays(register: Register) -> None:
    number = register.find("swings").id
    register.ask(f"{number} due 1 August 2024")

    register.read(minutes("Tuesday 9 July 2024", "Trees\nThe trees were discussed."))

    assert register.find("swings").due == dt.date(2024, 8, 1)


def test_a_draft_of_the_next_meeting_tells_nothing_until_it_is_published(
    register: Register,
) -> None:
    second = "Matters arising\nA quotation for the swings had been circulated."
    register.read(minutes("Tuesday 9 July 2024", second), draft=True)
    number = register.find("swings").id
    assert (register.find("swings").due, register.one(str(number)).proposed) == (None, ())

    publish(register.context(CLERK), 2)

    assert register.find("swings").due == dt.date(2024, 7, 9)
    assert len(register.one(str(number)).proposed) == 1


def test_minutes_of_long_after_are_not_the_next_meeting(register: Register) -> None:
    register.read(minutes("Tuesday 13 May 2025", "Trees\nThe trees were discussed."))

    assert register.find("swings").due is None


# ---- killed -----------------------------------------------------------------------------------

KILLED = """
import sys, itertools
import click

from bot.cli.group import cli, context
from commands.requests import answer
from commands.parsing import parse_actions

with click.Context(cli):
    book = context()
    for turn in itertools.count():
        for verb in ("done sent https://oxley.example/a.pdf", "reopen", "assign Jo", "undo"):
            answer(book, parse_actions(f"1 {verb} {turn if verb != 'undo' else ''}"))
            print(verb, flush=True)
"""


def test_killed_at_any_moment_leaves_no_half_change(tmp_path: Path) -> None:
    register = Register(tmp_path)
    register.read(minutes("Tuesday 14 May 2024", FIRST))
    environment = {**os.environ, "MINUTEBOOK_DB": str(register.book.path)}
    root = Path(__file__).parent.parent
    for changes in (1, 4, 7):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED],
            env={**environment, "PYTHONPATH": str(root)},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            for _ in range(changes):
                assert process.stdout.readline()
            os.kill(process.pid, signal.SIGKILL)
        _whole(register.book.path)


def _whole(path: Path) -> None:
    """What the entry says is what its history says last."""
    held = sqlite3.connect(path)
    status, assignee = held.execute("select status, assignee from actions where id = 1").fetchone()
    for field, value, first in (("status", status, "open"), ("assignee", assignee, None)):
        last = held.execute(
            "select after from action_changes where action_id = 1 and field = ?"
            " order by id desc limit 1",
            [field],
        ).fetchone()
        assert value == (last[0] if last else first)
    assert held.execute("pragma integrity_check").fetchone() == ("ok",)
    held.close()
