"""House styles of every kind, out of `documents/styles`: what a reader sees is what is read."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import Minutebook

from sources.formats import read_document
from sources.structure.attendance import WORDS as LISTS
from sources.structure.attendance import attendance_label
from sources.structure.head_words import WORDS as HEADS
from sources.structure.head_words import untold_words
from sources.structure.movements import movements_in
from sources.structure.run_on import WORDS, standing_title
from sources.structure.tables import WORDS as COLUMNS
from sources.structure.tables import is_head
from storage.model import Attendee, Meeting

STYLES = Path(__file__).parent / "documents" / "styles"
HEAD = "Ashford Parish Council\n\nMinutes of the meeting held on 14 March 2023\n\n{}\n\n"
BODY = "1. Roads\n\nThe hole was still there.\n\n2. Trees\n\nSix limes were planted."


def styles(name: str) -> list[Any]:
    rows = tomllib.loads((STYLES / f"{name}.toml").read_text(encoding="utf-8"))["style"]
    return [pytest.param(row, id=row["id"]) for row in rows]


def read(style: dict[str, Any]) -> Meeting:
    page = f"<html><body>{style['html']}</body></html>" if "html" in style else style["text"]
    return read_document(page.strip().encode(), "minutes")[0]


def outline(meeting: Meeting) -> list[list[object]]:
    return [[i.number or 0, i.title, [p.text for p in i.paragraphs]] for i in meeting.items]


@pytest.mark.parametrize("style", [*styles("tables"), *styles("items")])
def test_items_in_any_style(style: dict[str, Any]) -> None:
    meeting = read(style)

    assert outline(meeting) == style["items"]
    assert meeting.moved == 0
    names = {person.name for person in meeting.attendance}
    assert not style.get("present") or names == set(style["present"])
    acts = [[a.owner, a.text] for i in meeting.items for p in i.paragraphs for a in p.actions]
    assert not style.get("actions") or acts == style["actions"]


@pytest.mark.parametrize("style", styles("people"))
def test_attendance_in_any_shape(style: dict[str, Any]) -> None:
    if "html" in style:
        body = "".join(f"<p>{line}</p>" for line in BODY.split("\n\n"))
        head = "".join(f"<p>{line}</p>" for line in HEAD.format("").strip().split("\n\n"))
        meeting = read({"html": head + style["html"] + body})
    else:
        meeting = read({"text": HEAD.format(style["lines"].strip()) + BODY})

    people = [[a.name, a.role or "", a.presence] for a in meeting.attendance]
    assert people == style["people"]
    assert [item.title for item in meeting.items][-2:] == ["Roads", "Trees"]
    assert meeting.moved == 0


@pytest.mark.parametrize("style", styles("heads"))
def test_every_word_of_a_head(style: dict[str, Any]) -> None:
    meeting = read(style)

    texts = [p.text for i in meeting.items for p in i.paragraphs]
    assert [t for t in texts if t in style.get("kept", ())] == style.get("kept", [])
    assert not [word for word in style.get("gone", ()) if word in " ".join(texts)]
    assert meeting.moved <= style.get("moved", 1)


@pytest.mark.parametrize(("kind", "head"), [(k, h) for k, v in COLUMNS.items() for h in v["fits"]])
def test_a_head_of_a_column_is_known(kind: str, head: str) -> None:
    assert is_head(head, kind)


@pytest.mark.parametrize(
    ("kind", "head"), [(k, h) for k, v in COLUMNS.items() for h in v["fits_not"]]
)
def test_other_words_are_no_head_of_that_kind(kind: str, head: str) -> None:
    assert not is_head(head, kind)


@pytest.mark.parametrize(("line", "presence"), LISTS["examples"]["fits"])
def test_a_label_heads_a_list_of_people(line: str, presence: str) -> None:
    label = attendance_label(line)
    assert label is not None
    assert label[0] == presence


@pytest.mark.parametrize("line", LISTS["examples"]["fits_not"])
def test_other_lines_head_no_list_of_people(line: str) -> None:
    assert attendance_label(line) is None


@pytest.mark.parametrize("line", HEADS["frame"]["fits"])
def test_a_line_of_frame_words_says_nothing_of_its_own(line: str) -> None:
    assert not untold_words(line, frozenset())


@pytest.mark.parametrize("line", HEADS["frame"]["fits_not"])
def test_a_line_with_any_other_word_does(line: str) -> None:
    assert untold_words(line, frozenset())


@pytest.mark.parametrize(("line", "title"), WORDS["standing"]["fits"])
def test_a_title_that_minutes_everywhere_have(line: str, title: str) -> None:
    match = standing_title(line)
    assert match is not None
    assert match["title"] == title


@pytest.mark.parametrize("line", WORDS["standing"]["fits_not"])
def test_a_sentence_is_no_such_title(line: str) -> None:
    assert not standing_title(line)


YEW = (Attendee("Ann Birch"), Attendee("Cllr Tom Yew"))


@pytest.mark.parametrize(("text", "name", "way"), LISTS["movement"]["fits"])
def test_who_came_and_went_is_read(text: str, name: str, way: str) -> None:
    assert [(one.name, one.way) for one in movements_in(text, YEW)] == [(name, way)]


@pytest.mark.parametrize("text", LISTS["movement"]["fits_not"])
def test_what_came_and_went_is_nobody(text: str) -> None:
    assert not list(movements_in(text, YEW))


def test_who_came_later_and_who_left_is_answered_with_the_item(
    minutebook: Minutebook, tmp_path: Path
) -> None:
    lines = "Present: Ann Birch, Cllr Tom Yew\nApologies: Pat Elder"
    items = "1. Roads\n\nThe hole was still there.\n\n2. Trees\n\n{}\n\nSix limes were planted."
    moved = "Cllr Yew joined the meeting at 7.20 pm. Ann Birch left the room."
    text = HEAD.format(lines) + items.format(moved)
    (tmp_path / "m.txt").write_text(text, encoding="utf-8")
    minutebook("add", tmp_path / "m.txt")

    answer = minutebook("say", "/minutes who was there on 14 March 2023").out

    assert "Present: Ann Birch, Cllr Tom Yew" in answer
    assert "Came later: Cllr Tom Yew (item 2, 7.20 pm)" in answer
    assert "Left early: Ann Birch (item 2)" in answer
