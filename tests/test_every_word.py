"""Every word of a document is in the book, or counted as left out; what fits no rule is told."""

import itertools
from collections.abc import Callable
from pathlib import Path

from conftest import Minutebook
from test_adding import paragraphs

Write = Callable[[str, str], Path]

HEAD = "Minutes of the Quorn Parish Council held on Tuesday 6 May 2025 at 7.00 pm\n\n"
BODY = (
    "1. Roads\n\nCllr Ayre asked when the hole in Mill Lane would be filled. The Clerk said that "
    "the county had been told twice.\n\n2. Trees\n\nThe Council agreed to plant six limes.\n"
)
LOST = "The flag flies at half mast for the late Arthur Penn"  # no full stop: no sentence, no list


def test_a_line_before_the_first_item_is_kept_at_its_place_and_quoted(
    minutebook: Minutebook, write: Write
) -> None:
    path = write("minutes.txt", f"{HEAD}{LOST}\n\n{BODY}")

    [added] = minutebook("add", path, "--json").json["added"]

    assert paragraphs(minutebook)[0]["text"] == LOST
    assert paragraphs(minutebook)[0]["number"] is None
    assert 0.1 < added["moved"] < 0.3
    assert "found no place" in added["warnings"][0]
    assert any("The flag flies at half mast" in warning for warning in added["warnings"])


def test_minutes_that_fit_have_nothing_moved(minutebook: Minutebook, write: Write) -> None:
    [added] = minutebook("add", write("minutes.txt", HEAD + BODY), "--json").json["added"]

    assert (added["moved"], added["warnings"]) == (0, [])


def test_a_column_beside_the_actions_is_kept_in_its_item(
    minutebook: Minutebook, write: Write
) -> None:
    table = (
        "<table><tr><th>Action</th><th>Owner</th><th>Snag</th></tr><tr><td>Mend the gate</td>"
        "<td>Clerk</td><td>Two quotations came in and both are too dear</td></tr></table>"
    )
    page = (
        "<html><body><h1>Quorn Parish Council</h1><p>Minutes of the meeting held on 6 May 2025</p>"
        f"<h2>1. Gates</h2><p>The gate was looked at.</p>{table}"
        "<h2>2. Trees</h2><p>Six limes were planted.</p></body></html>"
    )

    minutebook("add", write("minutes.html", page))

    said = [p["text"] for p in paragraphs(minutebook)]
    assert said.index("Two quotations came in and both are too dear") == 2


def test_what_an_agenda_says_is_left_out_and_counted(minutebook: Minutebook, write: Write) -> None:
    purpose = "To receive the annual report of the Clerk on roads."
    text = HEAD + BODY.replace("1. Roads\n\n", f"1. Roads\n\n{purpose}\n\n")

    [added] = minutebook("add", write("minutes.txt", text), "--json").json["added"]

    assert (added["moved"], added["left_out"]) == (0, 10)
    assert purpose not in [p["text"] for p in paragraphs(minutebook)]


def test_empty_paragraphs_are_told_in_one_line(minutebook: Minutebook, write: Write) -> None:
    rows = "".join(f"<p>{n}.&nbsp;&nbsp;</p>" for n in (2, 3, 4))
    page = (
        "<html><body><h1>Quorn Parish Council</h1><p>Minutes of the meeting held on 6 May 2025</p>"
        f"<h2>1. Gates</h2><p>1.&nbsp;&nbsp;The gate was looked at.</p>{rows}"
        "<h2>2. Trees</h2><p>Six limes were planted.</p></body></html>"
    )

    [added] = minutebook("add", write("minutes.html", page), "--json").json["added"]

    told = [warning for warning in added["warnings"] if "empty paragraph" in warning]
    assert told == ["3 empty paragraphs were skipped, the first in item 1"]


def test_passages_of_many_items_are_told_in_few_lines(minutebook: Minutebook, write: Write) -> None:
    table = "<table><tr><th>Action</th><th>Owner</th><th>Snag</th></tr>{}</table>"
    rows = "<tr><td>Mend gate {0}</td><td>Clerk</td><td>Two prices came in for gate {0}</td></tr>"
    items = "".join(
        f"<h2>{n}. Gate {n}</h2><p>It was looked at.</p>{table.format(rows.format(n))}"
        for n in range(1, 7)
    )
    page = (
        "<html><body><h1>Quorn Parish Council</h1><p>Minutes of the meeting held on 6 May 2025</p>"
        f"{items}</body></html>"
    )

    [added] = minutebook("add", write("minutes.html", page), "--json").json["added"]

    assert "found no place" in added["warnings"][0]
    assert len([w for w in added["warnings"] if "fitted no rule" in w]) == 4
    assert any("passages of 3 more items" in w for w in added["warnings"])


def test_a_line_without_end_is_compared_too(minutebook: Minutebook, write: Write) -> None:
    words = " ".join(f"{a}{b}{c}q" for a, b, c in itertools.product("abcdefghijklmnopq", repeat=3))

    [added] = minutebook("add", write("m.txt", f"{HEAD}{words}\n\n{BODY}"), "--json").json["added"]

    assert added["moved"] > 0.9
    assert paragraphs(minutebook)[0]["text"] == words
