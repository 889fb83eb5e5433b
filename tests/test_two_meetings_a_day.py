"""A panel may meet twice in one day: neither meeting's minutes go where the other's are."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED_MINUTES, Minutebook
from support.bot_process import Bot
from support.drawn_blocks import drawn
from test_five_forms import FORMS

Write = Callable[[str, str], Path]

PANEL = "Thornmere Police and Crime Panel"
VANS = "Cllr Ash asked about the white vans that were left overnight at the quay."
SHEDS = "Cllr Elm asked why so many garden sheds in Harnsey had been broken into."
DRONES = "Mrs Oak asked the candidate what she would do about drones over the airfield."
CALLS = "Mr Yew asked how she would cut the time that callers to 101 have to wait."
SALARY = "The Clerk told members in confidence what the candidate had asked to be paid."
RULES = "The Chair explained that nobody may film the public gallery during the meeting."
EXCLUDED = "RESOLVED that the press and the public be excluded for the rest of the meeting."
REAL = ("html", "txt", "docx", "pdf", "jsonl")
HALF = ((RULES, EXCLUDED, VANS, SHEDS), (RULES, EXCLUDED, DRONES, CALLS))


def minutes(*texts: str, time: str = "", kind: str = "", panel: str = PANEL) -> str:
    head = f"Minutes of the {kind}{' ' * bool(kind)}meeting held on Tuesday, 10 November 2026"
    at = f" at {time}" if time else ""
    body = "\n\n".join(f"{n}. {text}" for n, text in enumerate(texts, start=1))
    return f"{panel}\n\n{head}{at} in the Guildhall, Thornmere\n\n4. Business\n\n{body}\n"


def held(minutebook: Minutebook) -> list[tuple[Any, ...]]:
    """(time, kind, paragraphs) of the meetings held, in the order in which they came."""
    rows = minutebook("meetings", "--json", "--drafts").json["meetings"]
    rows.sort(key=lambda row: row["id"])
    return [(row["time"], row["kind"], row["paragraphs"]) for row in rows]


def outcomes(minutebook: Minutebook, *args: str | Path) -> list[str]:
    return [row["status"] for row in minutebook("add", *args, "--json").json["added"]]


# ---- told apart without a question ------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"time": "10.00 am"}, {"time": "2.00 pm"}),
        ({"time": "10.00"}, {"time": "14.00"}),
        ({"time": "10.00 am"}, {}),
        ({}, {}),
        ({}, {"kind": "extraordinary"}),
        ({"kind": "annual", "time": "7pm"}, {"kind": "ordinary", "time": "7.30pm"}),
        ({"time": "10.00 am"}, {"time": "2.00 pm", "kind": "adjourned"}),
        ({"time": "10.00 am"}, {"time": "2.00 pm", "kind": "joint"}),
    ],
)
def test_two_meetings_that_share_nothing_are_two(
    minutebook: Minutebook, write: Write, first: dict[str, str], second: dict[str, str]
) -> None:
    one, other = minutes(VANS, SHEDS, **first), minutes(DRONES, CALLS, **second)
    assert outcomes(minutebook, write("a.txt", one)) == ["added"]
    (added,) = minutebook("add", write("b.txt", other), "--json").json["added"]
    assert added["status"] == "added"
    assert "taken for another meeting than" in added["warnings"][-1]
    assert "(meeting 1)" in added["warnings"][-1]
    assert minutebook("search", "vans", "--json").json["total"] == 1
    assert minutebook("search", "drones", "--json").json["total"] == 1
    assert outcomes(minutebook, "a.txt", "b.txt") == ["unchanged", "unchanged"]
    assert len(held(minutebook)) == 2


def test_also_where_only_one_has_an_address(minutebook: Minutebook, write: Write) -> None:
    write("a.txt", minutes(VANS, SHEDS, time="10.00 am"))
    write("b.txt", minutes(DRONES, CALLS, time="2.00 pm"))
    minutebook("add", "a.txt", "--url", "https://thornmere.example/ieListDocuments.aspx?MId=1")
    assert outcomes(minutebook, "b.txt") == ["added"]
    assert outcomes(minutebook, "a.txt", "b.txt") == ["unchanged", "unchanged"]


def test_two_addresses_are_two_meetings_whatever_they_share(
    minutebook: Minutebook, write: Write
) -> None:
    page = "https://thornmere.example/ieListDocuments.aspx?MId={}"
    for number, texts in enumerate(HALF, start=1):
        minutebook("add", write("m.txt", minutes(*texts)), "--url", page.format(number))
    assert [count for _, _, count in held(minutebook)] == [4, 4]
    again = minutebook("add", "m.txt", "--url", page.format(1), "--another")
    assert again.status == 1
    assert "--replaces 1" in again.err


def test_pages_of_single_items_are_of_their_meeting(minutebook: Minutebook, write: Write) -> None:
    def item(title: str, text: str) -> str:
        return f"Agenda item\n\n{title}\n\nMinutes:\n\n1.         {text}\n"

    write("vans.txt", item("Vans", VANS))
    write("sheds.txt", item("Sheds", SHEDS))
    write("other.txt", item("Vans", DRONES))
    day = ("--panel", PANEL, "--date", "2026-11-10")
    told = [outcomes(minutebook, name, *day)[0] for name in ("vans.txt", "sheds.txt", "vans.txt")]
    assert told == ["added", "updated", "unchanged"]
    assert outcomes(minutebook, "other.txt", *day) == ["added"]
    assert [count for _, _, count in held(minutebook)] == [2, 1]
    undated = [outcomes(minutebook, name)[0] for name in ("vans.txt", "other.txt", "vans.txt")]
    assert undated == ["added", "added", "unchanged"]


def test_also_where_the_document_has_no_day(minutebook: Minutebook, write: Write) -> None:
    undated = "Thornmere Panel\n\nMinutes\n\n4. Business\n\n1. {}\n\n2. {}\n"
    write("a.txt", undated.format(VANS, SHEDS))
    write("b.txt", undated.format(DRONES, CALLS))
    assert outcomes(minutebook, "a.txt", "b.txt", "b.txt", "a.txt") == [
        *["added"] * 2,
        *["unchanged"] * 2,
    ]


def test_the_list_tells_the_time_and_kind_of_each(minutebook: Minutebook, write: Write) -> None:
    write("a.txt", minutes(VANS, SHEDS, time="10.00 am"))
    write("b.txt", minutes(DRONES, CALLS, time="2.00 pm", kind="Extraordinary"))
    minutebook("add", "a.txt", "b.txt")
    assert held(minutebook) == [("10:00 am", None, 2), ("2:00 pm", "extraordinary", 2)]
    shown = minutebook("meetings").out
    assert "10 November 2026 at 10:00 am" in shown
    assert "10 November 2026 at 2:00 pm" in shown


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Minutes of the Extraordinary Meeting of {} held on 10 November 2026", "extraordinary"),
        ("Special, {} - Tuesday, 10th November, 2026 10.00 am", "special"),
        ("{} - Annual Meeting - 10 November 2026", "annual"),
        ("Minutes of the private meeting of the {} held on 10 November 2026", "private"),
        ("Minutes of the {} held in private on 10 November 2026", "private"),
        ("Minutes of the {} AGM held on 10 November 2026", "annual general"),
        ("{}: minutes of the confirmation hearing held on 10 November 2026", "confirmation"),
        ("Minutes of the meeting of the {} held on 10 November 2026", None),
    ],
)
def test_the_kind_of_meeting_is_read_from_its_head(
    minutebook: Minutebook, write: Write, line: str, kind: str | None
) -> None:
    text = f"{line.format('Harbour Panel')}\n\n1. Business\n\n1. {VANS}\n"
    minutebook("add", write("a.txt", text))
    assert held(minutebook)[0][1] == kind


def test_words_of_a_panels_own_name_are_no_kind(minutebook: Minutebook, write: Write) -> None:
    minutebook("add", write("a.txt", minutes(VANS, SHEDS, panel="Special Projects Committee")))
    minutebook("add", write("b.txt", minutes(VANS, SHEDS, panel="Joint Audit Committee")))
    assert {kind for _, kind, _ in held(minutebook)} == {None}


# ---- one meeting stays one --------------------------------------------------------------------


def test_a_draft_and_its_final_with_the_time_put_right_are_one(
    minutebook: Minutebook, write: Write
) -> None:
    texts = (RULES, EXCLUDED, VANS, SHEDS)
    write("draft.txt", minutes(*texts, time="10.00 am"))
    write("final.txt", minutes(*texts[:3], SHEDS.replace("many", "few"), time="10.30 am"))
    minutebook("add", "--draft", "draft.txt")
    assert outcomes(minutebook, "final.txt") == ["updated"]
    assert held(minutebook) == [("10:30 am", None, 4)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"time": "10.00 am"}, {}),
        ({}, {"time": "10.00 am"}),
        ({"time": "2.00 pm"}, {"time": "14:00"}),
        ({"time": "10.00"}, {"time": "10 am"}),
        ({"time": "12 noon"}, {"time": "12.00 pm"}),
        ({"kind": "ordinary"}, {}),
        ({}, {"kind": "extraordinary"}),
    ],
)
def test_papers_of_one_meeting_of_which_one_says_less_are_one(
    minutebook: Minutebook, write: Write, first: dict[str, str], second: dict[str, str]
) -> None:
    write("a.txt", minutes(RULES, VANS, SHEDS, DRONES, **first))
    write("b.txt", minutes(RULES, VANS, SHEDS, DRONES, CALLS, **second))
    ids = [minutebook("add", name, "--json") and paragraph_ids(minutebook) for name in
           ("a.txt", "b.txt")]  # fmt: skip
    assert len(held(minutebook)) == 1
    assert ids[0] < ids[1]


def paragraph_ids(minutebook: Minutebook) -> set[str]:
    lines = map(json.loads, minutebook("export").out.splitlines())
    return {p["id"] for line in lines for item in line["items"] for p in item["paragraphs"]}


def test_minutes_of_the_same_hour_are_one_however_much_was_rewritten(
    minutebook: Minutebook, write: Write
) -> None:
    write("a.txt", minutes(RULES, VANS, SHEDS, time="10.00 am"))
    write("b.txt", minutes(RULES, DRONES, CALLS, time="10.00 am"))
    assert outcomes(minutebook, "a.txt", "b.txt") == ["added", "updated"]


def test_five_forms_of_one_meeting_are_one(minutebook: Minutebook, tmp_path: Path) -> None:
    for name, form in FORMS.items():
        (tmp_path / name).write_bytes(form())
    assert minutebook("add", *FORMS).status == 0
    assert len(held(minutebook)) == 1


@pytest.mark.skipif(not SHARED_MINUTES.exists(), reason="the shared minutes are not here")
def test_five_forms_of_real_meetings_are_one_each(minutebook: Minutebook) -> None:
    gold = json.loads((SHARED_MINUTES / "gold.json").read_text("utf-8"))
    for meeting in gold["meetings"]:
        files = [SHARED_MINUTES / name for name in map(meeting["files"].get, REAL)]
        assert minutebook("add", *files).status == 0
    assert len(held(minutebook)) == len(gold["meetings"])


def test_a_corrected_document_is_known_when_it_comes_again(
    minutebook: Minutebook, write: Write
) -> None:
    write("a.txt", minutes(VANS, SHEDS, time="10.00 am"))
    minutebook("add", "a.txt")
    minutebook("mend", "1", "date", "2026-11-11")
    minutebook("mend", "1", "drop", "1")
    assert outcomes(minutebook, "a.txt") == ["unchanged"]


def test_a_meeting_that_adjourned_and_went_on_is_one(minutebook: Minutebook, write: Write) -> None:
    write("a.txt", minutes(VANS, SHEDS, time="10.00 am"))
    went_on = minutes(VANS, SHEDS, DRONES, CALLS, time="10.00 am, adjourned and resumed at 2.00 pm")
    write("b.txt", went_on)
    assert outcomes(minutebook, "a.txt", "b.txt") == ["added", "updated"]
    assert held(minutebook) == [("10:00 am", None, 4)]


# ---- asked where it cannot be told ------------------------------------------------------------


@pytest.fixture
def doubtful(minutebook: Minutebook, write: Write) -> Minutebook:
    """A book that holds a.txt of 10 o'clock; b.txt of 2 o'clock has half of its paragraphs."""
    write("a.txt", minutes(*HALF[0], time="10.00 am"))
    write("b.txt", minutes(*HALF[1], time="2.00 pm"))
    minutebook("add", "a.txt")
    return minutebook


def test_what_is_doubtful_is_refused_where_nobody_can_be_asked(doubtful: Minutebook) -> None:
    before = doubtful("export").out
    told = doubtful("add", "b.txt", "--json")
    assert told.status == 1
    assert told.json["added"] == []
    sentence = told.json["failed"][0]["error"]
    assert f"{PANEL}, 10 November 2026 at 10:00 am (meeting 1)" in sentence
    assert "--another" in sentence
    assert "--replaces 1" in sentence
    assert sentence in told.err
    assert doubtful("export").out == before


def test_only_what_is_doubtful_is_refused(doubtful: Minutebook, write: Write) -> None:
    write("c.txt", minutes(CALLS, panel="Harbour Panel"))
    told = doubtful("add", "b.txt", "c.txt", "--json")
    assert told.status == 1
    assert [row["source"] for row in told.json["added"]] == ["c.txt"]


def test_a_script_says_that_it_is_another(doubtful: Minutebook) -> None:
    before = paragraph_ids(doubtful)
    assert outcomes(doubtful, "b.txt", "--another") == ["added"]
    assert before < paragraph_ids(doubtful)
    assert held(doubtful) == [("10:00 am", None, 4), ("2:00 pm", None, 4)]
    assert outcomes(doubtful, "b.txt", "--another") == ["unchanged"]
    assert outcomes(doubtful, "a.txt", "b.txt") == ["unchanged", "unchanged"]


def test_a_script_says_which_it_replaces(doubtful: Minutebook) -> None:
    before = paragraph_ids(doubtful)
    assert outcomes(doubtful, "b.txt", "--replaces", "1") == ["updated"]
    assert held(doubtful) == [("2:00 pm", None, 4)]
    assert len(before & paragraph_ids(doubtful)) >= 2


def test_another_is_believed_where_the_book_would_think_otherwise(
    minutebook: Minutebook, write: Write
) -> None:
    write("a.txt", minutes(RULES, EXCLUDED, VANS))
    write("b.txt", minutes(RULES, EXCLUDED, DRONES))
    assert outcomes(minutebook, "a.txt", "b.txt", "--another") == ["added", "added"]
    assert minutebook("search", "vans", "--json").json["total"] == 1
    assert outcomes(minutebook, "a.txt", "b.txt") == ["unchanged", "unchanged"]


def test_what_replaces_must_be_one_document_of_a_meeting_that_is_held(
    doubtful: Minutebook, write: Write
) -> None:
    assert doubtful("add", "a.txt", "b.txt", "--replaces", "1").status == 2
    assert doubtful("add", "b.txt", "--replaces", "1", "--another").status == 2
    unknown = doubtful("add", "b.txt", "--replaces", "9")
    assert unknown.status == 1
    assert "There is no meeting 9" in unknown.err
    doubtful("add", "b.txt", "--another")
    write("both.jsonl", doubtful("export").out)
    assert "holds 2 meetings" in doubtful("add", "both.jsonl", "--replaces", "1").err
    assert "is of another meeting" in doubtful("add", "b.txt", "--replaces", "1").err
    assert doubtful("search", "vans", "--json").json["total"] == 1


def test_minutes_that_fit_two_meetings_alike_are_asked_about(
    doubtful: Minutebook, write: Write
) -> None:
    doubtful("add", "b.txt", "--another")
    told = doubtful("add", write("c.txt", minutes(RULES, EXCLUDED)))
    assert told.status == 1
    assert "(meeting 1)" in told.err
    assert "(meeting 2)" in told.err


def test_who_is_sure_may_put_anything_of_that_day_in_its_place(
    minutebook: Minutebook, write: Write
) -> None:
    write("a.txt", minutes(VANS, SHEDS, time="10.00 am"))
    write("b.txt", minutes(DRONES, CALLS, time="2.00 pm"))
    minutebook("add", "a.txt")
    assert outcomes(minutebook, "b.txt", "--replaces", "1") == ["updated"]
    other_day = minutes(RULES, EXCLUDED, time="10.00 am").replace("10 November", "9 November")
    refused = minutebook("add", write("c.txt", other_day), "--replaces", "1")
    assert "shares no paragraph with meeting 1" in refused.err


def test_an_amendment_by_the_other_meetings_minutes_is_refused(
    minutebook: Minutebook, write: Write
) -> None:
    write("a.txt", minutes(VANS, SHEDS, time="10.00 am"))
    write("b.txt", minutes(DRONES, CALLS, time="2.00 pm"))
    minutebook("add", "a.txt")
    refused = minutebook("amend", "1", "b.txt")
    assert refused.status == 1
    assert "at 2:00 pm and shares no paragraph with meeting 1" in refused.err
    assert minutebook("search", "vans", "--json").json["total"] == 1


def test_a_withdrawn_meeting_does_not_come_back_as_another(
    doubtful: Minutebook, write: Write
) -> None:
    doubtful("withdraw", "1", "--reason", "names a witness")
    write("a2.txt", minutes(*HALF[0], time="10.30 am"))
    assert doubtful("add", "a.txt").status == 1
    assert doubtful("add", "a2.txt").status == 1
    assert doubtful("meetings", "--json", "--drafts").json["total"] == 0
    assert outcomes(doubtful, "b.txt", "--another") == ["added"]


def test_both_meetings_go_out_and_in_again(
    doubtful: Minutebook, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubtful("add", "b.txt", "--another")
    doubtful("add", write("c.txt", minutes(SALARY, kind="Private")))
    told = doubtful("export").out
    said = [(line["time"], line["kind"]) for line in map(json.loads, told.splitlines())]
    assert said == [("10:00 am", None), ("2:00 pm", None), (None, "private")]
    write("both.jsonl", told)
    monkeypatch.setenv("MINUTEBOOK_DB", str(tmp_path / "other.db"))
    assert outcomes(doubtful, "both.jsonl") == ["added"] * 3
    assert doubtful("export").out == told
    assert outcomes(doubtful, "both.jsonl") == ["unchanged"] * 3


@pytest.mark.parametrize(
    ("typed", "meetings", "found"),
    [("another", 2, ["vans", "drones"]), ("1", 1, ["drones"]), ("neither", 1, ["vans"])],
)
def test_at_a_terminal_it_is_asked(
    doubtful: Minutebook, tmp_path: Path, typed: str, meetings: int, found: list[str]
) -> None:
    said = at_a_terminal(tmp_path, typed, "add", "b.txt")
    assert f"newer version of {PANEL}, 10 November 2026 at 10:00 am (meeting 1)?" in said
    assert len(held(doubtful)) == meetings
    for word in ("vans", "drones"):
        assert doubtful("search", word, "--json").json["total"] == (word in found)


def at_a_terminal(folder: Path, typed: str, *args: str) -> str:
    """What the command prints on a terminal at which this is typed."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from bot.cli import main; main()", *args]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "COLUMNS": "300"}
    with subprocess.Popen(command, cwd=folder, env=env, stdin=theirs, stdout=theirs,
                          stderr=theirs):  # fmt: skip
        os.close(theirs)
        os.write(ours, f"{typed}\n".encode())
        said, end = b"", time.monotonic() + 60
        while time.monotonic() < end and select.select([ours], [], [], 60)[0]:
            try:
                said += os.read(ours, 65536)
            except OSError:  # it has ended
                break
    os.close(ours)
    return " ".join(said.decode().split())


# ---- in Slack ---------------------------------------------------------------------------------


def test_a_preview_asks_and_the_press_decides(bot: Bot) -> None:
    for name, text in (("a.txt", HALF[0]), ("b.txt", HALF[1])):
        hour = "10.00 am" if name == "a.txt" else "2.00 pm"
        sent = bot.slack.upload(name, minutes(*text, time=hour).encode())
        preview = sent.wait_reply()
        if name == "a.txt":
            bot.slack.click(preview, "Publish", user="U0CLERK").wait_ack()
            bot.slack.wait_for(lambda sent=sent: "Published by" in drawn(sent.replies[0].blocks))
    shown = drawn(preview.blocks)
    assert f"or a newer version of {PANEL}, 10 November 2026 at 10:00 am (meeting" in shown

    refused = bot.slack.click(preview, "Publish", user="U0CLERK").wait_reply()
    assert "Nothing was published. Is this another meeting" in refused.text
    member = bot.slack.click(preview, "Another meeting", user="U0MEMBER").wait_reply()
    assert member.text == "Only the secretariat may publish minutes."
    bot.slack.click(preview, "Another meeting", user="U0CLERK").wait_ack()
    bot.slack.wait_for(lambda: "It is not held yet" in drawn(sent.replies[0].blocks))
    assert "[Another meeting]" not in drawn(sent.replies[0].blocks)
    bot.slack.click(sent.replies[0], "Publish", user="U0CLERK").wait_ack()
    bot.slack.wait_for(lambda: "Published by" in drawn(sent.replies[0].blocks))
    for words in ("vans overnight quay", "drones airfield"):
        told = bot.slack.command("/minutes", words, user="U0MEMBER").wait_reply().text
        assert "10 November 2026" in told


def test_a_preview_can_be_of_a_newer_version(bot: Bot) -> None:
    panel = "Harnsey Quay Panel"
    first = bot.slack.upload("c.txt", minutes(*HALF[0], time="10.00 am", panel=panel).encode())
    bot.slack.click(first.wait_reply(), "Publish", user="U0CLERK").wait_ack()
    bot.slack.wait_for(lambda: "Published by" in drawn(first.replies[0].blocks))
    sent = bot.slack.upload("d.txt", minutes(*HALF[1], time="2.00 pm", panel=panel).encode())
    preview = sent.wait_reply()
    (label,) = re.findall(r"\[(Newer version of meeting \d+)\]", drawn(preview.blocks))
    bot.slack.click(preview, label, user="U0CLERK").wait_ack()
    bot.slack.wait_for(lambda: "publishing amends" in drawn(sent.replies[0].blocks))
    bot.slack.click(sent.replies[0], "Publish", user="U0CLERK").wait_ack()
    bot.slack.wait_for(lambda: "Published by" in drawn(sent.replies[0].blocks))
    listed = bot.slack.command("/minutes", "meetings", user="U0MEMBER").wait_reply().text
    assert f"{panel}, 10 November 2026 at 2:00 pm" in listed
    assert listed.count(panel) == 1
