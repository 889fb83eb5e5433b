"""What can be asked of the register: states, filters, groups, pages, ages."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Minutebook
from support.registering import CLERK, STRANGER, Register, minutes

from commands.action_answers import ActionsAnswer, UnansweredAnswer
from commands.digest import show_digest
from commands.documents import Button, Buttons
from commands.documents.compose import compose
from commands.parsing import parse_minutes
from commands.requests import ListActions, ShowAction, ShowDigest, answer
from storage.model import MinutebookError, Viewer

MAY = minutes(
    "Tuesday 14 May 2024",
    "Play area\nCllr Fenwick asked when the swings would be mended. The Clerk undertook to write "
    "to the contractor by 31 May 2024.\nRESOLVED that the report be noted.",
    "Burial ground\nThe Chairman asked that the Clerk obtain three quotations for the gates by "
    "20 June 2024.\nRESOLVED that Cllr Fenwick inspect the wall by 9 July 2024.",
)
OLD = minutes(
    "Tuesday 10 May 2022",
    "Bus shelter\nThe Clerk undertook to paint the bus shelter by 30 June 2022.",
)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    made = Register(tmp_path)
    made.read(MAY)
    return made


def told(register: Register, typed: str, viewer: Viewer | None = None) -> set[str]:
    """One word of each entry listed."""
    known = ("contractor", "quotations", "wall", "shelter", "noted")
    texts = [action.text for action in register.listed(typed, viewer)]
    return {word for word in known for text in texts if word in text}


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ("", {"contractor", "quotations", "wall"}),
        ("open", {"contractor", "quotations", "wall"}),
        ("all", {"contractor", "quotations", "wall", "noted"}),
        ("done", {"noted"}),
        ("overdue", {"contractor"}),
        ("due:this-month", {"quotations"}),
        ("due:next-month", {"wall"}),
        ("due:2024-06-30", {"contractor", "quotations"}),
        ('due:"20 June 2024"', {"contractor", "quotations"}),
        ("due:2024-06", {"contractor", "quotations"}),
        ("owner:clark", {"contractor", "quotations"}),
        ("owner:fenwik", {"wall"}),
        ("owner:braithwaite", set()),
        ("panel:oxley", {"contractor", "quotations", "wall"}),
        ("panel:other", set()),
        ("kind:undertakings", {"contractor"}),
        ("all kind:resolution", {"wall", "noted"}),
        ("since:2024", {"contractor", "quotations", "wall"}),
        ("since:2024-06-01", set()),
        ("before:2024-06-01", {"contractor", "quotations", "wall"}),
        ("before:2024", set()),
        ("burial", {"quotations", "wall"}),
        ("burial gates", {"quotations"}),
    ],
)
def test_filters(register: Register, typed: str, listed: set[str]) -> None:
    assert told(register, typed) == listed


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "open"),
        ("all historic", "all, historic"),
        ("recent overdue", "overdue, without historic ones"),
        ("kind:requests since:2024-05-01", "open, requests, raised since 1 May 2024"),
        ("before:2024-06-01 gates", "open, raised before 1 June 2024, that mention “gates”"),
        ("on:2024-05-14", "open, raised on 14 May 2024"),
        ("on:2024-05", "open, raised from 1 May 2024 to 31 May 2024"),
        ("due:this-month", "open, due in June 2024"),
        ("panel:Oxley owner:clark", "open, of Oxley, owned by The Clerk"),
        ("owner:braithwaite", "open, owned by “braithwaite”, who is not in the minutes"),
    ],
)
def test_a_filter_says_what_it_asks(register: Register, typed: str, sentence: str) -> None:
    answer = register.ask(typed)
    assert isinstance(answer, ActionsAnswer)
    assert answer.understood == sentence


@pytest.mark.parametrize(
    ("typed", "listed"),
    [("ÉCOLE", 1), ("école", 1), ("straße", 1), ("STRASSE", 1), ("50%", 1), ("5_%", 0), ("_", 0)],
)
def test_words_are_looked_for_letter_by_letter_in_any_case(
    tmp_path: Path, typed: str, listed: int
) -> None:
    register = Register(tmp_path)
    register.read(
        minutes(
            "Tuesday 14 May 2024",
            "École de la Straße\nThe Clerk undertook to write to the head by 31 May 2024.",
            "Grants\nThe Treasurer undertook to return 50% of the grant by 20 June 2024.",
        )
    )
    assert len(register.listed(typed)) == listed


@pytest.mark.parametrize("grouping", ["owner", "due", "meeting"])
def test_pages_put_together_are_the_whole_list(register: Register, grouping: str) -> None:
    register.read(OLD)
    whole = [action.id for action in register.listed(f"all by:{grouping}")]
    asked = ListActions(f"all by:{grouping}", limit=2)
    pages = [answer(register.context(), replace(asked, offset=n)) for n in range(0, 8, 2)]

    assert len(whole) == 5
    assert [action.id for page in pages for action in page.actions] == whole
    assert {page.total for page in pages} == {5}


def test_mine_is_what_is_assigned_to_whoever_asks(register: Register) -> None:
    number = register.find("wall").id
    register.ask(f"{number} assign <@U0STRANGER>", CLERK)

    assert told(register, "mine", STRANGER) == {"wall"}
    assert told(register, "mine", CLERK) == set()
    with pytest.raises(MinutebookError, match="owner:NAME"):
        register.ask("mine")


@pytest.mark.parametrize(
    "typed", ["due:someday", "since:whenever", "kind:poem", "page:0", "owner:"]
)
def test_what_cannot_be_understood_is_said(register: Register, typed: str) -> None:
    with pytest.raises(MinutebookError):
        register.ask(typed)


def test_grouped_by_owner_or_by_due_day(register: Register) -> None:
    by_owner, by_due = register.ask("open"), register.ask("open by:due")
    assert isinstance(by_owner, ActionsAnswer)
    assert isinstance(by_due, ActionsAnswer)

    assert by_owner.groups == ("The Clerk", "The Clerk", "Cllr Fenwick")
    assert by_due.groups == ("Overdue", "Due in June 2024", "Due in July 2024")
    drawn = register.drawn("open by:due")
    assert drawn.index("Overdue") < drawn.index("contractor") < drawn.index("Due in June 2024")


def test_a_page_at_a_time_from_the_terminal(
    minutebook: Minutebook, write: Callable[[str, str], Path]
) -> None:
    minutebook("add", write("minutes.txt", MAY))

    first = minutebook("actions", "--limit", "2").out
    second = minutebook("actions", "page:2", "--limit", "2").out

    assert "1 to 2 of 3 shown. The next: page:2" in first
    assert "3 to 3 of 3 shown." in second
    assert len(minutebook("actions", "--json").json["actions"]) == 3


# ---- what is old ------------------------------------------------------------------------------


def test_old_minutes_bring_no_overdue_actions(register: Register) -> None:
    register.read(OLD)

    everything, overdue = register.ask("open"), register.ask("overdue")
    assert isinstance(everything, ActionsAnswer)
    assert isinstance(overdue, ActionsAnswer)
    assert told(register, "open") == {"contractor", "quotations", "wall", "shelter"}
    assert (everything.historic, overdue.left_out) == (1, 1)
    assert told(register, "overdue") == {"contractor"}
    assert told(register, "overdue historic") == {"shelter"}
    assert told(register, "historic") == {"shelter"}
    assert told(register, "open recent") == {"contractor", "quotations", "wall"}
    assert told(register, "open -historic") == {"contractor", "quotations", "wall"}
    assert "1 of them from before you started" in register.drawn("open")
    assert ", and 1 from before you started, 2022" in register.drawn("overdue")


def test_nobody_is_reminded_of_what_is_historic(register: Register) -> None:
    register.read(OLD)

    digest = show_digest(register.context(), ShowDigest(register.now.date()))

    assert [a.text for a in digest.overdue if "shelter" in a.text] == []
    assert [a.text for a in digest.overdue if "contractor" in a.text]


@pytest.mark.parametrize("taking_up", ["take-up", "takeup", "assign Jo", "due 1 June 2024"])
def test_a_historic_action_can_be_taken_up(register: Register, taking_up: str) -> None:
    register.read(OLD)
    number = register.find("shelter").id

    register.ask(f"{number} {taking_up}")

    assert "shelter" in told(register, "overdue")
    register.ask(f"{number} undo")
    assert register.find("shelter").historic


def test_minutes_that_grow_old_in_the_book_are_not_historic(register: Register) -> None:
    register.on("2025-06-03").read(MAY.replace("three quotations", "four quotations"))

    assert told(register, "overdue") == {"contractor", "quotations", "wall"}


# ---- what only may be one ---------------------------------------------------------------------

PERHAPS = minutes(
    "Tuesday 14 May 2024",
    "Hall\nThe Clerk said that she would write to the landlord about new chairs if the grant were "
    "won.",
)


def test_what_is_only_possible_is_for_the_secretariat_to_add(tmp_path: Path) -> None:
    register = Register(tmp_path)
    register.read(PERHAPS)
    (possible,) = register.listed("possible", CLERK)
    number = possible.id

    assert register.listed("all") == []
    with pytest.raises(MinutebookError, match="secretariat"):
        register.ask("possible", STRANGER)
    with pytest.raises(MinutebookError, match="no action"):
        answer(register.context(STRANGER), ShowAction(number))
    with pytest.raises(MinutebookError, match="Add it first"):
        register.ask(f"{number} done", CLERK)

    register.ask(f"{number} add", CLERK)

    assert [a.id for a in register.listed("open")] == [number]
    register.read(PERHAPS.replace("new chairs", "forty new chairs"))
    assert [a.id for a in register.listed("open")] == [number]
    register.ask(f"{number} undo", CLERK)
    assert register.listed("open") == []


# ---- offices and their holders ----------------------------------------------------------------


def attended(day: str, chief: str, said: str) -> str:
    """Minutes of a panel that list who held the office of Chief Constable that day."""
    head, body = minutes(day, f"Policing\n{said}", panel="Thornley Police and Crime Panel").split(
        "\n\n1. "
    )
    return f"{head}\n\nIn attendance:\n{chief} (Chief Constable)\n\n1. {body}"


def test_an_office_is_resolved_to_its_holder_then_and_now(tmp_path: Path) -> None:
    register = Register(tmp_path)
    vetting = "The Chief Constable undertook to bring a report on vetting."
    dogs = "The Chief Constable undertook to publish the dog policy."
    register.read(attended("Tuesday 5 December 2023", "Mrs Ann Larch", vetting))
    register.read(attended("Tuesday 5 March 2024", "Mr Bo Teal", dogs))

    def owned(name: str) -> list[str]:
        found = register.listed(f"owner:{name}")
        return sorted("vetting" if "vetting" in action.text else "dogs" for action in found)

    assert owned('"chief constable"') == ["dogs", "vetting"]
    assert owned("larch") == ["vetting"]
    assert owned("teal") == ["dogs", "vetting"]  # what is still open is the new holder's
    number = register.find("vetting").id
    shown = register.one(str(number))
    assert (shown.holder_then, shown.holder_now) == ("Mrs Ann Larch", "Mr Bo Teal")
    assert "Mrs Ann Larch then, Mr Bo Teal now" in register.drawn(str(number))
    register.ask(f"{number} done")
    assert register.listed("done owner:teal") == []


# ---- left hanging -----------------------------------------------------------------------------


def hanging(register: Register, typed: str = "hanging") -> list[tuple[str, str]]:
    found = register.ask(typed)
    assert isinstance(found, UnansweredAnswer)
    return [(one.member, one.action.owner or "") for one in found.hanging]


def test_a_question_that_was_taken_away_is_left_hanging(register: Register) -> None:
    assert hanging(register) == [("Cllr Fenwick", "The Clerk")]
    assert hanging(register, "hanging fenwick") == [("Cllr Fenwick", "The Clerk")]
    assert hanging(register, "hanging somebody else") == []
    assert "Asked by Cllr Fenwick" in register.drawn("hanging")


def test_a_question_that_is_answered_or_seems_so_is_not(register: Register) -> None:
    number = register.find("contractor").id
    register.read(
        minutes("Tuesday 9 July 2024", "Swings\nThe Clerk had written to the contractor on 20 May.")
    )
    assert hanging(register) == []

    register.ask(f"{number} decline")
    assert hanging(register) == [("Cllr Fenwick", "The Clerk")]
    register.ask(f"{number} done")
    assert hanging(register) == []


def test_a_day_is_that_of_the_local_time_zone(register: Register) -> None:
    register.now = dt.datetime(2024, 7, 1, 23, 30, tzinfo=dt.UTC)

    assert register.one(f"{register.find('wall').id} done").story[-1].startswith("2 July 2024")


def test_half_a_character_is_in_no_entry(register: Register) -> None:
    for typed in ("\ud800", "panel:\udfff", "owner:\ud83d", "kind:request \ud800page:2"):
        assert register.listed(typed) == []


# ---- as people type them ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("due by Fri", "open, due by 7 June 2024"),
        ("anything due on weds?", "open, due on 5 June 2024"),
        ("due today", "open, due on 3 June 2024"),
        ("due on the 18th", "open, due on 18 June 2024"),
        ("is anything due this week?", "open, due from 3 June 2024 to 9 June 2024"),
        ("due in the next two weeks", "open, due from 3 June 2024 to 17 June 2024"),
        ("by the end of the month", "open, due by 30 June 2024"),
        ("next week", "open, due from 10 June 2024 to 16 June 2024"),
        ("what needs doing before 31/12?", "open, due by 30 December 2024"),
        ("what must be finished by tomorrow", "open, due by 4 June 2024"),
        ("how many are open?", "open"),
        ("how many actions are overdue", "overdue"),
        ("what should have been done by now?", "overdue"),
        ("what is the clerk late with?", "overdue, owned by The Clerk"),
        ("everything the clerk still has to do", "open, owned by The Clerk"),
        ("who owes us what?", "open"),
        ("what have they not done yet", "open"),
        ("show the finished ones", "done"),
        ("what did we finish in May?", "done, closed from 1 May 2024 to 31 May 2024"),
        ("old ones", "open, historic"),
        ("actions from the May meeting", "open, raised on 14 May 2024"),
        ("open actions from 2024", "open, raised on 14 May 2024"),
    ],
)
def test_the_register_is_asked_in_english(register: Register, typed: str, understood: str) -> None:
    answer = register.ask(typed)

    assert isinstance(answer, ActionsAnswer), answer
    assert answer.understood == understood


@pytest.mark.parametrize(
    ("typed", "mentions"),
    [
        ("anything about the wall", "“wall”"),
        ("bus shelter", "“bus shelter”"),
        ("which of these is about the gates?", "“gates”"),
        ("friday market", "“friday market”"),
        ("the 18th hole", "“18th hole”"),
    ],
)
def test_what_entries_must_mention_is_said_in_one(
    register: Register, typed: str, mentions: str
) -> None:
    answer = register.ask(typed)

    assert isinstance(answer, ActionsAnswer)
    assert answer.understood == f"open, that mention {mentions}"


def test_entries_of_old_minutes_are_a_press_away(register: Register) -> None:
    register.read(OLD)

    document = compose(
        register.ask("overdue"), register.context(CLERK), ListActions("overdue"), brief=True
    )
    rows = [part.row for part in document.parts if isinstance(part, Buttons)]
    buttons = [one for row in rows for one in row if isinstance(one, Button)]
    (press,) = [one for one in buttons if "from before" in one.words]
    asked = parse_minutes(press.value)

    assert press.words == "Show the 1 from before"
    assert asked == ListActions("overdue historic")
