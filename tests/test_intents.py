"""What a question asks for: each row of the table fits its questions and none that only look so."""

import pytest

from commands.query.intent import intent_rows, read_intent
from commands.query.patterns import Reader, RowError, Table, table

ROWS = intent_rows()
TALK = table("talk")
FOLLOW_UPS = table("followups")


@pytest.mark.parametrize(
    ("row", "intent", "question"),
    [(row.id, row.more["intent"], one) for row in ROWS for one in row.fits],
)
def test_questions_that_fit(row: str, intent: str, question: str) -> None:
    asked = read_intent(question)

    assert asked is not None
    assert (asked.row, asked.intent) == (row, intent)


@pytest.mark.parametrize(("row", "question"), [(row.id, one) for row in ROWS for one in row.unfit])
def test_questions_that_only_look_so(row: str, question: str) -> None:
    asked = read_intent(question)

    assert asked is None or asked.row != row


@pytest.mark.parametrize(
    "word", ["we", "anyone", "anybody", "everyone", "they", "people", "nobody", "somebody"]
)
@pytest.mark.parametrize("row", [row.id for row in ROWS])
def test_nobody_in_particular_is_never_a_person(word: str, row: str) -> None:
    for question in next(one.fits for one in ROWS if one.id == row):
        asked = read_intent(question)
        if asked and asked.person:
            again = read_intent(question.replace(asked.person, word))
            assert again is None or not again.person


SAID = [(table, row) for table in (TALK, FOLLOW_UPS) for row in table.rows]


@pytest.mark.parametrize(
    ("rows", "row", "said"), [(rows, row.id, one) for rows, row in SAID for one in row.fits]
)
def test_what_is_said_fits_its_row(rows: Table, row: str, said: str) -> None:
    reading = rows.whole(said)

    assert reading is not None
    assert reading.row.id == row


@pytest.mark.parametrize(
    ("rows", "row", "said"), [(rows, row.id, one) for rows, row in SAID for one in row.unfit]
)
def test_what_is_said_only_looks_like_it(rows: Table, row: str, said: str) -> None:
    reading = rows.whole(said)

    assert reading is None or reading.row.id != row


@pytest.mark.parametrize("pattern", ["who (is", "who is)", "@nobody is there", "who & what"])
def test_a_faulty_pattern_is_named(pattern: str) -> None:
    with pytest.raises(RowError, match="row-1"):
        Reader(pattern, {}, "row-1").whole()
