"""The secretariat's desk in Slack: from a dropped file to announced, corrected on the way."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SHARED_MINUTES
from support.bot_process import MINUTES, Bot, local_bot
from support.drawn_blocks import drawn

from playground.acknowledgements import Said
from playground.model import Message, View
from storage.actions.filters import CERTAIN
from storage.actions.read import select_actions
from storage.database import Book
from storage.meetings import meeting_paragraphs, meeting_rows
from storage.model import KEEPER

PATIENCE = 60.0
FORMS = ("txt", "html", "docx", "pdf", "jsonl")


def minutes_of(day: str, word: str = "skippers", text: str = MINUTES) -> bytes:
    return text.replace("Tuesday, 14th January", day).replace("skippers", word).encode()


def dropped(bot: Bot, name: str, content: bytes, user: str = "U0CLERK") -> tuple[Said, Message]:
    sent = bot.slack.upload(name, content, user=user)
    return sent, sent.wait_reply(PATIENCE)


def pressed(bot: Bot, message: Message, label: str) -> Message:
    """The message as it stands once the press has changed it."""
    before = message.edited_ts, message.text
    bot.slack.click(message, label, user="U0CLERK").wait_ack()

    def changed() -> Message | None:
        now = bot.slack.workspace.message(message.channel, message.ts)
        return now if now and (now.edited_ts, now.text) != before else None

    return bot.slack.wait_for(changed, PATIENCE)


def sent(bot: Bot, view: View, values: dict[str, object]) -> str:
    """What stands in a form's place once it was sent."""
    bot.slack.submit(view, values).wait_ack(PATIENCE)

    def told() -> str:
        now = bot.slack.workspace.views.get(view.id)
        text = drawn(now.blocks) if now else ""
        return "" if not now or "One moment" in text or now.body == view.body else text

    return bot.slack.wait_for(told, PATIENCE)


def opened(bot: Bot, message: Message | View, label: str, value: str | None = None) -> View:
    return bot.slack.click(message, label, user="U0CLERK", value=value).wait_view(PATIENCE)


def found(bot: Bot, text: str, user: str = "U0MEMBER") -> str:
    return bot.slack.command("/minutes", text, user=user).wait_reply(PATIENCE).text


@pytest.fixture(autouse=True)
def no_violations(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test does, no rule of Slack's is broken and nothing stays unacknowledged."""
    yield
    if "bot" in request.fixturenames:
        here = request.getfixturevalue("bot")
        assert here.slack.violations == []
        assert here.slack.unacknowledged == []


# ---- three presses ----------------------------------------------------------------------------


def test_three_presses_from_a_file_to_its_announcement(bot: Bot) -> None:
    _, preview = dropped(bot, "february.txt", minutes_of("Tuesday, 11th February", "pilots"))
    assert "Please decide" not in drawn(preview.blocks)
    done = pressed(bot, preview, "Publish")
    view = opened(bot, done, "Announce…")
    shown = drawn(view.blocks)
    assert "This is what members will read" in shown
    assert "Most discussed" in shown
    told = sent(bot, view, {"channels": ["C0PANEL"], "cover": "Minutes as agreed by the Chair."})
    assert "Announced in" in told
    (announced,) = [m for m in bot.slack.messages("C0PANEL") if "Minutes published" in m.text]
    text = drawn(announced.blocks)
    assert "Minutes as agreed by the Chair." in text
    assert "The Harbour Master: " in text
    assert "write to the County Council" in text
    again = opened(bot, done, "Announce…")
    assert "had it already" in sent(bot, again, {"channels": ["C0PANEL"]})


@pytest.mark.skipif(not SHARED_MINUTES.exists(), reason="the shared minutes are not here")
def test_four_meetings_in_five_forms_are_one_book(tmp_path: Path) -> None:
    """Two presses each, nothing asked, and the same paragraphs, people and actions."""
    books: dict[str, list[object]] = {}
    with local_bot(tmp_path) as made:
        for form in FORMS:
            made.environment["MINUTEBOOK_DB"] = str(tmp_path / f"{form}.db")
            made.start()
            for path in sorted((SHARED_MINUTES / form).iterdir()):
                _, preview = dropped(made, path.name, path.read_bytes())
                assert "Please decide" not in drawn(preview.blocks), path.name
                pressed(made, preview, "Publish")
            assert made.stop() == 0
            books[form] = book_of(tmp_path / f"{form}.db")
        assert made.slack.violations == []
    for form, told in books.items():
        assert told == books["html"], form


_SIGNS = str.maketrans("‘’“”–—\u00a0", "''\"\"-- ")


def plain_signs(text: str) -> str:
    return " ".join(text.translate(_SIGNS).split())


def book_of(path: Path) -> list[object]:
    """What members and the register are told: signs made alike, as the forms have them."""
    book, told = Book(path), []
    for row in reversed(meeting_rows(book, KEEPER)):
        told.append((row.panel, row.title, row.date, row.status))
        for p in meeting_paragraphs(book, KEEPER, row.id):
            text = plain_signs(p.text)
            told.append((row.date, p.item_number, plain_signs(p.item_title), p.number, text))
    told += [
        (a.raised, a.kind, plain_signs(a.text), a.due, a.status)
        for a in select_actions(book, KEEPER, [CERTAIN])
    ]
    book.close()
    return told


# ---- correcting -------------------------------------------------------------------------------


def test_corrections_are_kept_apart_and_made_again(bot: Bot) -> None:
    text = MINUTES.replace("Harbour Trust Board - Tuesday, 14th January, 2025\n", "")
    text = text.replace("centimetres", "fathoms")
    said, preview = dropped(bot, "scan.txt", minutes_of("", "helmsmen", text))
    shown = drawn(preview.blocks)
    assert "No date stands in the document. On which day was the meeting?" in shown
    assert "No panel is named in the document. Whose minutes are these?" in shown
    view = opened(bot, preview, "Correct…")
    told = sent(bot, view, {"date": "2025-03-11", "panel": "Harbour Trust Board", "exempt": ["1"]})
    assert told.startswith("3 corrections are kept")
    now = bot.slack.wait_for(lambda: said.replies[-1].edited_ts and said.replies[-1], PATIENCE)
    shown = drawn(now.blocks)
    assert "Tuesday 11 March 2025" in shown
    assert "Please decide" not in shown
    assert "for the secretariat alone" in shown

    item = opened(bot, opened(bot, now, "Correct…"), "mend_item", "0")
    split = opened(bot, item, "mend_paragraph", value_of(item, "split", "asked why"))
    told = sent(bot, split, {"words": "The Harbour Master replied"})
    assert "1 correction is kept" in told
    actions = opened(bot, opened(bot, now, "Correct…"), "Actions…")
    told = sent(bot, actions, {"owner0": "The Ferry Manager"})
    assert "1 correction is kept" in told
    pressed(bot, now, "Publish")
    assert "helmsmen had retired" in found(bot, "helmsmen retired")
    assert "Nothing found" in found(bot, "fathoms")
    assert "The Ferry Manager" in bot.slack.command("/actions", "ferry").wait_reply().text
    row = next(m for m in meetings(bot) if m["date"] == "2025-03-11")

    # The same document again: the corrections are made again, nothing changes.
    (bot.folder / "scan.txt").write_bytes(minutes_of("", "helmsmen", text))
    told = bot.minutebook("amend", str(row["id"]), "scan.txt")
    assert "Nothing changed." in told


def value_of(view: View, what: str, words: str) -> str:
    for block in view.blocks:
        if words in (block.get("text") or {}).get("text", ""):
            options = block["accessory"]["options"]
            return next(o["value"] for o in options if o["value"].startswith(what))
    raise LookupError(words)


def meetings(bot: Bot) -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(bot.minutebook("meetings", "--drafts", "--json"))[
        "meetings"
    ]
    return told


def test_a_new_name_that_resembles_a_known_one_is_asked_about(bot: Bot) -> None:
    text = MINUTES.replace("Penhaligon", "Penhalligon")
    _, preview = dropped(bot, "april.txt", minutes_of("Tuesday, 8th April", "sailors", text))
    assert "“Mrs Penhalligon” is new and resembles Mrs Penhaligon" in drawn(preview.blocks)
    people = opened(bot, opened(bot, preview, "Correct…"), "People…")
    assert "is kept" in sent(bot, people, {"person0": "Mrs Penhaligon"})
    pressed(bot, preview, "Publish")
    told = json.loads(bot.minutebook("speakers", "Penhaligon", "--json"))["speakers"]
    assert [person["aliases"] for person in told] == [["Mrs Penhalligon"]]


def test_the_same_file_and_an_amended_one_are_known(bot: Bot) -> None:
    content = minutes_of("Tuesday, 13th May", "boatmen")
    _, preview = dropped(bot, "may.txt", content)
    pressed(bot, preview, "Publish")
    _, again = dropped(bot, "copy of may.txt", content)
    shown = drawn(again.blocks)
    assert "The very same file was published by @U0CLERK" in shown
    assert "publishing changes nothing" in shown
    _, amended = dropped(bot, "v2.txt", content.replace(b"two of the four", b"three of the four"))
    shown = drawn(amended.blocks)
    assert "What differs" in shown
    assert "Paragraph 1 of Ferry Timetable: amended" in shown
    other = content.replace(b"two of the four", b"all of the four")
    _, stale = dropped(bot, "v3.txt", other)
    pressed(bot, amended, "Publish")
    refused = bot.slack.click(stale, "Publish", user="U0CLERK")
    told = bot.slack.wait_for(
        lambda: [r for r in refused.replies if "Nothing was published" in r.text], PATIENCE
    )
    assert "U0CLERK" in told[-1].text


def test_publishing_at_a_time_and_discarding(bot: Bot) -> None:
    _, preview = dropped(bot, "june.txt", minutes_of("Tuesday, 10th June", "oarsmen"))
    view = opened(bot, preview, "Publish later…")
    past = int(dt.datetime(2020, 1, 1, tzinfo=dt.UTC).timestamp())
    assert "has passed" in sent(bot, view, {"when": past})
    for ahead in (2, 20, 60):  # a busy machine may find that a moment has passed
        view = opened(bot, preview, "Publish later…")
        soon = int(dt.datetime.now(dt.UTC).timestamp()) + ahead
        told = sent(bot, view, {"when": soon})
        if "has passed" not in told:
            break
    assert "It is published on" in told
    bot.slack.wait_for(
        lambda: [
            m for m in bot.slack.messages() if "Published by" in m.text and "10 June" in m.text
        ],
        2 * PATIENCE,
    )
    assert "oarsmen had retired" in found(bot, "oarsmen retired")
    _, other = dropped(bot, "july.txt", minutes_of("Tuesday, 8th July", "bargees"))
    assert "Nothing was published" in pressed(bot, other, "Discard").text
    assert "Nothing found" in found(bot, "bargees retired")


def test_a_second_clerk_must_publish_where_that_is_set(fresh_bot: Bot) -> None:
    bot = fresh_bot.start(MINUTEBOOK_APPROVAL="1", MINUTEBOOK_SECRETARIAT="U0CLERK,U0AWAY")
    _, preview = dropped(bot, "may.txt", minutes_of("Tuesday, 13th May", "boatmen"))
    told = bot.slack.click(preview, "Publish", user="U0CLERK").wait_reply(PATIENCE)
    assert "second clerk" in told.text
    assert "Nothing found" in found(bot, "boatmen retired")
    assert "The database is whole" in bot.minutebook("doctor", "--deep")
    place = bot.slack.dm_channel("U0AWAY")
    (asked,) = bot.slack.wait_for(lambda: bot.slack.messages(place), PATIENCE)
    assert "asks you to check these minutes" in asked.text
    bot.slack.click(asked, "Publish", user="U0AWAY").wait_ack()
    bot.slack.wait_for(
        lambda: [m for m in bot.slack.messages(place) if "Published by" in m.text], PATIENCE
    )
    assert "boatmen had retired" in found(bot, "boatmen retired")
    assert bot.stop() == 0
    assert bot.slack.violations == []


def test_a_correction_asks_for_both_words_again(fresh_bot: Bot) -> None:
    """What the second clerk corrected, the first has not seen."""
    bot = fresh_bot.start(MINUTEBOOK_APPROVAL="1", MINUTEBOOK_SECRETARIAT="U0CLERK,U0AWAY")
    _, preview = dropped(bot, "may.txt", minutes_of("Tuesday, 13th May", "boatmen"))
    bot.slack.click(preview, "Publish", user="U0AWAY").wait_reply(PATIENCE)
    view = opened(bot, preview, "Correct…")
    assert "1 correction is kept" in sent(bot, view, {"title": "Ferries"})
    told = bot.slack.click(preview, "Publish", user="U0CLERK").wait_reply(PATIENCE)
    assert told.text == "A second clerk has to publish it: I have asked <@U0AWAY>."
    assert "Nothing found" in found(bot, "boatmen retired")
    bot.slack.click(preview, "Publish", user="U0AWAY").wait_ack()
    bot.slack.wait_for(lambda: [m for m in bot.slack.messages() if "Published by" in m.text])
    assert "boatmen had retired" in found(bot, "boatmen retired")
    assert bot.stop() == 0


def test_planning_is_a_first_clerks_word_too(fresh_bot: Bot) -> None:
    bot = fresh_bot.start(MINUTEBOOK_APPROVAL="1", MINUTEBOOK_SECRETARIAT="U0CLERK,U0AWAY")
    _, preview = dropped(bot, "may.txt", minutes_of("Tuesday, 13th May", "boatmen"))
    later = {"when": int(dt.datetime(2091, 1, 1, tzinfo=dt.UTC).timestamp())}
    assert "second clerk" in sent(bot, opened(bot, preview, "Publish later…"), later)
    assert "boatmen" not in bot.minutebook("export")
    view = bot.slack.click(preview, "Publish later…", user="U0AWAY").wait_view(PATIENCE)
    assert "It is published on Monday 1 January 2091" in sent(bot, view, later)
    assert bot.stop() == 0


def test_withdrawing_and_the_trail_on_the_home(fresh_bot: Bot) -> None:
    bot, slack = fresh_bot.start(), fresh_bot.slack
    shown = slack.mention("skippers retired", channel="C0PANEL").wait_reply(PATIENCE)
    slack.click(shown, "Share").wait_ack()
    slack.wait_for(lambda: [m for m in slack.messages("C0PANEL") if "Shared by" in m.text])
    slack.open_home("U0CLERK")
    home = slack.wait_for(lambda: slack.home("U0CLERK"), PATIENCE)
    view = slack.click(home, "Withdraw…", user="U0CLERK").wait_view(PATIENCE)
    told = sent(bot, view, {"meeting": "1", "paragraph": "1", "reason": "names a child"})
    assert "Withdrawn: paragraph 1 of item 1 (1 paragraph). The words are gone." in told
    slack.wait_for(
        lambda: all(
            "skippers" not in m.text for m in slack.messages("C0PANEL") if m.user == "U0BOT"
        ),
        PATIENCE,
    )
    view = slack.click(home, "Audit trail", user="U0CLERK").wait_view(PATIENCE)
    trail = drawn(view.blocks)
    assert "@U0CLERK withdrew · Harbour Trust Board, 14 January 2025 · paragraph 1" in trail
    assert "names a child" in trail
    assert "shared · Harbour Trust Board" in trail
    slack.open_home("U0MEMBER")
    other = slack.wait_for(lambda: slack.home("U0MEMBER"), PATIENCE)
    assert "Withdraw" not in drawn(other.blocks)
    assert bot.stop() == 0
    assert slack.violations == []


def test_an_archive_is_a_backlog_that_tells_nobody(bot: Bot) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("august.txt", minutes_of("Tuesday, 12th August", "ropemakers"))
        archive.writestr("september.txt", minutes_of("Tuesday, 9th September", "sailmakers"))
        archive.writestr("photo.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    _, preview = dropped(bot, "older.zip", packed.getvalue())
    shown = drawn(preview.blocks)
    assert "Could not be read" in shown
    assert "photo.png" in shown
    assert "[As a backlog]" in shown
    assert "[Correct…]" not in shown
    done = pressed(bot, preview, "As a backlog")
    assert "[Announce…]" not in drawn(done.blocks)
    assert "sailmakers had retired" in found(bot, "sailmakers retired")
    digest = bot.minutebook("digest")
    assert "12 August" not in digest
    assert "9 September" not in digest


def test_what_was_withdrawn_is_brought_back_on_purpose_only(bot: Bot) -> None:
    content = minutes_of("Tuesday, 14th October", "lightermen")
    _, preview = dropped(bot, "october.txt", content)
    pressed(bot, preview, "Publish")
    row = next(m for m in meetings(bot) if m["date"] == "2025-10-14")
    bot.minutebook("withdraw", str(row["id"]), "--reason", "too early")
    assert "Nothing found" in found(bot, "lightermen retired")
    _, again = dropped(bot, "october again.txt", content)
    shown = drawn(again.blocks)
    assert "It was withdrawn" in shown
    assert "[Publish]" not in shown
    pressed(bot, again, "Bring back")
    assert "lightermen had retired" in found(bot, "lightermen retired")
