"""Minutes that were confirmed subject to a correction: it is quoted beside every result of them,
and beside the paragraph that it means, for as long as everybody may read it."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Minutebook
from support.bot_process import ADDRESS, Bot
from support.searching import meeting
from test_slack_kept_true import now_standing, settled

Write = Callable[[str, str], Path]
DAYS = "Mr Tregear said that the ferry would stop for thirty-one days."
LIGHTS = "Mrs Vane asked about the lights of the ferry."
RECORD = (
    "RESOLVED that the minutes of the meeting held on 14 January 2025 be approved as a correct"
    " record"
)
SUBJECT_TO = (
    f"{RECORD}, subject to the words ‘thirty-one days’ in minute 12 being replaced by"
    " ‘twenty-eight days’."
)
PAGE = "https://harbour.example/ieListDocuments.aspx?CId=3&MId=72"
ON = "confirmed on 11 March 2025, subject to a correction"


def january(**more: object) -> str:
    ferry = [{"number": "1", "text": DAYS}, {"number": "2", "text": LIGHTS}]
    items = [
        {"number": "12", "title": "Ferry", "paragraphs": ferry},
        {"number": "13", "title": "Moorings", "paragraphs": [{"text": "The moorings are full."}]},
    ]
    return meeting("2025-01-14", panel="Harbour Trust", **{"items": items, **more})


def march(*texts: str, date: str = "2025-03-11", **more: object) -> str:
    return meeting(date, ("Minutes", list(texts)), panel="Harbour Trust", url=PAGE, **more)


@pytest.fixture
def held(minutebook: Minutebook, write: Write) -> Callable[..., Minutebook]:
    """The two meetings in a book; `confirming` are the paragraphs of the later one."""

    def make(*confirming: str, **more: object) -> Minutebook:
        minutebook("add", write("january.jsonl", january()))
        minutebook("add", write("march.jsonl", march(*confirming, **more)))
        return minutebook

    return make


def corrections(minutebook: Minutebook, query: str = "ferry days") -> list[tuple[str, bool]]:
    """The corrections told with the first result, and whether each means that paragraph."""
    found = minutebook("search", query, "--json").json["results"][0]
    told = found["meeting"]["corrections"]
    return [(one["text"], found["paragraph_id"] in one["corrects"]) for one in told]


def test_every_door_quotes_and_links_it(held: Callable[..., Minutebook]) -> None:
    minutebook = held(SUBJECT_TO)
    assert corrections(minutebook) == [(SUBJECT_TO, True)]
    assert corrections(minutebook, "moorings") == [(SUBJECT_TO, False)]
    found = minutebook("search", "ferry", "--json").json["results"]
    assert [one["meeting"]["corrected"] for one in found] == [True, True]
    assert {one["meeting"]["corrections"][0]["url"] for one in found} == {PAGE}
    for command in (("search", "ferry"), ("check", DAYS), ("check", LIGHTS)):
        told = minutebook(*command).out
        assert ON in told
        assert f"corrected on 11 March 2025: “{SUBJECT_TO}”" in told
        assert PAGE in told
    told = minutebook("search", "ferry").out
    assert told.count("This paragraph was corrected") == 1
    assert told.count("Another paragraph was corrected") == 1


@pytest.mark.parametrize("line", ["/minutes ferry", f"/minutes check {DAYS}"])
def test_slack_says_it_in_blocks_and_text(held: Callable[..., Minutebook], line: str) -> None:
    sent = held(SUBJECT_TO)("say", line, "--json").json
    for part in (sent["text"], json.dumps(sent["blocks"], ensure_ascii=False)):
        assert ON in part
        assert "This paragraph was corrected on 11 March 2025:" in part
        assert SUBJECT_TO in part
        assert "MId=72" in part


ONE = "Minute 12, paragraph 1 – for “thirty-one” read “twenty-eight”."
TOLD: list[tuple[str, tuple[str, ...], list[tuple[str, bool]]]] = [
    ("save that", (f"{RECORD}, save that paragraph 1 of minute 12 should read ‘four weeks’.",), []),
    ("in brackets", (f"{RECORD} subject to Minute 12 (1) saying that it was four weeks.",), []),
    ("a sub-paragraph", (f"{RECORD}; minute 12 sub-paragraph (1) being amended.",), []),
    ("a deletion", (f"{RECORD}, subject to the deletion of “for thirty-one days”.",), []),
    ("in its own words", (f"{RECORD} with the following amendment: {ONE}",), []),
    ("with", (f"{RECORD} with ‘thirty-one days’ in minute 12 amended to ‘four weeks’.",), []),
    ("a list after", (f"{RECORD} with the following amendments:", ONE), [(ONE, True)]),
    ("two after", (f"{RECORD}, subject to these corrections:", ONE, "Page 3: Mr Vane spoke."),
     [(ONE, True), ("Page 3: Mr Vane spoke.", False)]),
    ("before", ("Mrs Vane said that ‘thirty-one days’ should read ‘four weeks’. Noted.",
                f"{RECORD.replace('that', 'that, subject to that amendment,')}."),
     [("Mrs Vane said that ‘thirty-one days’ should read ‘four weeks’.", True)]),
    ("as amended", (ONE, f"{RECORD}, as amended."), [(ONE, True)]),
    ("of nothing in particular", (f"{RECORD}, as amended.",), [(f"{RECORD}, as amended.", False)]),
    ("a sentence after", (f"{RECORD}. It was noted that minute 12 should have said ‘four weeks’.",),
     [("It was noted that minute 12 should have said ‘four weeks’.", False)]),
    ("words of another", (f"{RECORD}, subject to the correction of Mrs Vane’s name.",),
     [(f"{RECORD}, subject to the correction of Mrs Vane’s name.", False)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("confirming", "told"), [row[1:] for row in TOLD], ids=[r[0] for r in TOLD]
)
def test_it_is_found_however_it_is_worded(
    held: Callable[..., Minutebook], confirming: tuple[str, ...], told: list[tuple[str, bool]]
) -> None:
    assert corrections(held(*confirming)) == (told or [(confirming[0], True)])


@pytest.mark.parametrize(
    "texts",
    [
        (f"{RECORD}.",),
        (f"{RECORD} without amendment and signed.",),
        (f"{RECORD}, subject to no amendments.",),
        (f"{RECORD}, subject to the Chair’s signature.",),
        (f"{RECORD}, other than by Mrs Vane, who abstained.",),
        (f"{RECORD}; and (2) subject to the budget, the mooring be let.",),
        (f"{RECORD}.", "Minute 12 – the timetable had been amended and published."),
        (
            "Mrs Vane asked that minute 12 be amended to read ‘four’. This was not agreed.",
            f"{RECORD}.",
        ),
    ],
)
def test_minutes_confirmed_as_they_were_have_none(
    held: Callable[..., Minutebook], texts: tuple[str, ...]
) -> None:
    told = held(*texts)("search", "ferry days", "--json").json["results"][0]["meeting"]
    assert told["confirmed"] == "2025-03-11"
    assert (told["corrected"], told["corrections"]) == (False, [])


def test_of_two_meetings_confirmed_together_the_one_it_means_is_corrected(
    minutebook: Minutebook, write: Write
) -> None:
    february = meeting("2025-02-04", ("Pilots", ["The pilots met."]), panel="Harbour Trust")
    both = SUBJECT_TO.replace("14 January 2025", "14 January 2025 and of 4 February 2025")
    for name, text in (("jan", january()), ("feb", february), ("mar", march(both))):
        minutebook("add", write(f"{name}.jsonl", text))
    assert corrections(minutebook) == [(both, True)]
    told = minutebook("search", "pilots", "--json").json["results"][0]["meeting"]
    assert (told["confirmed"], told["corrected"]) == ("2025-03-11", False)


def test_a_draft_tells_nothing_until_it_is_published(minutebook: Minutebook, write: Write) -> None:
    minutebook("add", write("january.jsonl", january()))
    minutebook("add", write("march.jsonl", march(SUBJECT_TO)), "--draft")
    for command in (("search", "ferry"), ("search", "ferry", "--json"), ("check", DAYS)):
        told = minutebook(*command).out
        assert "subject to a correction" not in told
        assert "twenty-eight" not in told
    minutebook("publish", "2")
    assert corrections(minutebook) == [(SUBJECT_TO, True)]


def test_minutes_that_come_after_the_correction_have_it(
    minutebook: Minutebook, write: Write
) -> None:
    minutebook("add", write("march.jsonl", march(SUBJECT_TO)))
    for day in ("2025-01-21", "2025-01-28", "2025-02-04"):
        between = meeting(day, ("Pilots", ["The pilots met."]), panel="Harbour Trust")
        minutebook("add", write("between.jsonl", between))
    minutebook("add", write("january.jsonl", january()))
    assert corrections(minutebook) == [(SUBJECT_TO, True)]


def test_a_correction_that_is_withdrawn_vanishes(held: Callable[..., Minutebook]) -> None:
    minutebook = held("Mrs Vane said that ‘thirty-one days’ should read ‘four weeks’.",
                      f"{RECORD}, as amended.")  # fmt: skip
    assert "four weeks" in minutebook("search", "ferry").out
    minutebook("withdraw", "2", "--paragraph", "1", "--reason", "told in error")
    assert "four weeks" not in minutebook("search", "ferry").out
    assert ON in minutebook("search", "ferry").out
    minutebook("withdraw", "2", "--paragraph", "2", "--reason", "told in error")
    assert "confirmed" not in minutebook("search", "ferry").out


def test_a_correction_that_is_amended_is_quoted_as_it_stands(
    held: Callable[..., Minutebook], write: Write
) -> None:
    minutebook = held(SUBJECT_TO)
    now = SUBJECT_TO.replace("twenty-eight", "twenty-nine")
    minutebook("amend", "2", write("now.jsonl", march(now)))
    assert corrections(minutebook) == [(now, True)]


def test_a_book_of_before_is_read_again(held: Callable[..., Minutebook], tmp_path: Path) -> None:
    minutebook = held(SUBJECT_TO)
    with closing(sqlite3.connect(tmp_path / "minutebook.db")) as db:
        db.execute("update confirmations set paragraph_id = null")  # as version 1.0 wrote it
        db.execute("delete from record_corrections")
        db.commit()
    assert corrections(minutebook) == [(SUBJECT_TO, True)]


def test_messages_that_quote_it_are_blanked_with_it(fresh_bot: Bot) -> None:
    bot, slack = fresh_bot.start(), fresh_bot.slack
    slack.here.app = replace(slack.here.app, unfurl_domains=frozenset({"harbour.example"}))
    corrected = f"{RECORD}, subject to ‘the four skippers’ being replaced by ‘three whiskered’."
    (bot.folder / "march.jsonl").write_text(
        meeting("2025-03-11", ("Minutes", [corrected]), panel="Harbour Trust Board"), "utf-8"
    )
    bot.minutebook("add", "march.jsonl")
    shown = slack.mention("skippers retired", channel="C0PANEL").wait_reply()
    slack.click(shown, "Share").wait_ack()
    slack.wait_for(lambda: [m for m in slack.messages("C0PANEL") if "Shared by" in m.text])
    linked = slack.message(f"see {ADDRESS}", channel="C0PANEL")
    slack.wait_for(lambda: now_standing(bot, linked.message).unfurls)

    def said() -> list[str]:
        ours = [m for m in slack.messages() if m.user == slack.here.app.bot_user]
        parts = [part for m in ours for part in (m.text, json.dumps(m.blocks))]
        return [*parts, json.dumps(dict(now_standing(bot, linked.message).unfurls))]

    assert [part for part in said() if "whiskered" not in part] == []
    bot.minutebook("withdraw", "2", "--paragraph", "1", "--reason", "told in error")
    settled(bot)
    assert [part for part in said() if "whiskered" in part] == []
    assert "skippers" in now_standing(bot, shown).text
