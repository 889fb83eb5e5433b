"""An entry of the register can be understood alone: what its words point to stands before them."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from conftest import Minutebook
from support.drawn_blocks import drawn
from support.oxley import BEN
from support.registering import CLERK, STRANGER, Register, minutes
from support.sending import Sending, parish

from bot.terminal import draw
from bot.views import as_message
from commands.documents.compose import compose
from commands.links import cited_paragraph_ids
from commands.requests import ShowDigest, ShowOutcome, answer

PUMP = "Mrs Odell asked whether the pump by the east gate could be mended before the summer."
REPORT = "The Clerk undertook to report this to the supplier by 6 June 2024"
TALK = f"Water\n{PUMP} {REPORT}.\nThe Clerk would send the new rota to all members."


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path)


# The paragraphs of an item, words of the entry, and what must be quoted before it, if anything.
POINTING = [
    (
        ["Dr Moss: where is the 1911 map? The Archivist said she would find out and reply."],
        "find out",
        "where is the 1911 map?",
    ),
    (
        ["The lych gate sticks in wet weather.", "The Verger agreed to see to it before Advent."],
        "see to it",
        "The lych gate sticks",
    ),
    (
        ["Ms Tarn had lent her own projector in March. Mr Ode undertook to do the same in May."],
        "do the same",
        "lent her own projector",
    ),
    (
        ["Fellows had heard nothing of the drains since Michaelmas. The Bursar will chase them."],
        "chase them",
        "nothing of the drains",
    ),
    (
        [
            "Canon Reid moved that the choir be paid for Evensong.",
            "Some thought it too soon.",
            "The motion was carried by nine votes to four.",
        ],
        "was carried",
        "the choir be paid for Evensong",
    ),
    (
        ["Has applied for a licence to sell ale at the boathouse.", "Agent: P. Low", "GRANTED"],
        "GRANTED",
        "sell ale at the boathouse",
    ),
    (
        ["Mr Ives said the hedge on Back Lane hid the sign and the Clerk would raise the matter."],
        "raise the matter",
        "the hedge on Back Lane",
    ),
]
PLAIN = [
    (["It was a cold night. Mr Ode undertook to find the key and return it to the school."], "key"),
    (["All were tired. The Clerk would write to the landlord about the broken lock."], "landlord"),
    (["Tea was served. RESOLVED that the hall be let to the scouts for £40."], "scouts"),
    (["She was thanked. The Bursar will circulate the accounts for this year."], "accounts"),
]


@pytest.mark.parametrize(("item", "words", "about"), POINTING)
def test_what_an_entry_points_to_is_with_it(
    register: Register, item: list[str], words: str, about: str
) -> None:
    register.read(minutes("Tuesday 14 May 2024", "Business\n" + "\n\n".join(item)))
    entry = register.find(words)
    assert about in (entry.about or "") + " " + entry.text
    assert entry.about is None or any(entry.about in paragraph for paragraph in item)


@pytest.mark.parametrize(("item", "words"), PLAIN)
def test_an_entry_that_says_enough_stands_alone(
    register: Register, item: list[str], words: str
) -> None:
    register.read(minutes("Tuesday 14 May 2024", "Business\n" + "\n\n".join(item)))
    assert register.find(words).about is None


def test_lists_show_it_in_the_terminal_and_in_slack_with_the_promise_in_bold(
    register: Register,
) -> None:
    register.read(minutes("Tuesday 14 May 2024", TALK))
    number = register.find("report this").id
    for typed in ("", str(number)):
        assert f"{PUMP} {REPORT}" in " ".join(register.drawn(typed).split())
        message = as_message(compose(register.ask(typed, STRANGER)))
        assert f"“{PUMP} {REPORT}”" in message.text
        assert f"'text': '{REPORT}', 'style': {{'bold': True}}" in str(message.blocks)
        assert PUMP in str(message.blocks)


def test_a_message_cites_the_paragraph_that_it_quotes_before_an_entry(register: Register) -> None:
    register.read(minutes("Tuesday 14 May 2024", f"Water\n{PUMP}\n\n{REPORT}."))
    entry = register.find("report this")
    assert entry.about == PUMP
    assert entry.about_paragraph_id != entry.paragraph_id
    assert entry.about_paragraph_id in cited_paragraph_ids(register.ask(""))


def test_nothing_is_taken_from_another_item_or_shown_to_whom_it_is_not_for(
    register: Register,
) -> None:
    private = "Staff (press and public excluded)\nThe caretaker was warned about his lateness."
    register.read(minutes("Tuesday 14 May 2024", private, f"Water\n{REPORT}."))
    assert register.find("report this").about is None
    secret = "The caretaker was warned. The Clerk undertook to report this to the union."
    register.read(minutes("Tuesday 11 June 2024", f"Rota\n{secret}"), draft=True)
    assert "warned" not in str(register.listed("all", STRANGER))
    assert "The caretaker was warned." in [a.about for a in register.listed("all", CLERK)]


def test_what_stands_before_is_bounded(register: Register) -> None:
    long = "Mrs Odell asked about " + "the pump and the gate and the path and " * 60 + "the end."
    register.read(minutes("Tuesday 14 May 2024", f"Water\n{long} {REPORT}."))
    drawn = " ".join(register.drawn("").split())
    assert "Mrs Odell asked about the pump" in drawn
    assert REPORT in drawn
    assert len(drawn) < 1200


def test_the_preview_and_the_sheet_show_it(
    minutebook: Minutebook, write: Callable[[str, str], Path], tmp_path: Path
) -> None:
    path = write("minutes.txt", minutes("Tuesday 14 May 2024", TALK))
    assert minutebook("add", path).status == 0
    exported = minutebook("export", "actions", "all", "--format", "md").out
    assert f"> {PUMP}\n> **{REPORT}**" in exported
    assert PUMP in minutebook("export", "actions", "all", "--format", "csv").out
    assert PUMP in minutebook("export", "actions", "all", "--format", "json").out


@pytest.mark.parametrize("others", ["", " Mrs Odell undertook to mend the east gate by May 2025."])
def test_what_later_minutes_may_answer_is_on_the_entry_and_in_the_digest_of_a_member(
    register: Register, others: str
) -> None:
    promised = "The Clerk undertook to circulate the burglary figures by 20 May 2024." + others
    answered = "The Clerk said that the burglary figures had been circulated to all members."
    register.on("2024-05-15").read(minutes("Tuesday 14 May 2024", f"Crime\n{promised}"))
    register.on("2024-06-12").read(minutes("Tuesday 11 June 2024", f"Crime\n{answered}"))
    told = f"Later minutes may answer this, 11 June 2024: {answered}"
    number = register.find("burglary").id
    assert told in " ".join(register.drawn(str(number), STRANGER).split())
    digest = answer(register.context(STRANGER), ShowDigest(register.now.date()))
    assert told in " ".join(click.unstyle(draw(compose(digest))).split())
    assert answered in as_message(compose(digest)).text
    paragraph = register.find("burglary").paragraph_id
    outcome = answer(register.context(STRANGER), ShowOutcome(paragraph))
    assert told in " ".join(click.unstyle(draw(compose(outcome))).split())


def test_a_digest_in_slack_shows_what_a_promise_points_to(here: Sending) -> None:
    here.ask(BEN, "/minutes digest on 08:30")
    promise = "The Clerk undertook to report this to the supplier by 20 March 2026"
    here.publish(parish("3 March 2026", f"{PUMP} {promise}."))
    here.at("2026-03-09T08:30").tick()
    (message,) = here.got(BEN)
    assert f"“{PUMP} {promise}”" in message.text
    assert f"{PUMP} **{promise}**" in drawn(message.blocks)
