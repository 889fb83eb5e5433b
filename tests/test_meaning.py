"""Search by meaning, with a real model: what no word of the question would find."""

import json
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Minutebook
from support.drawn_blocks import drawn
from support.meaning_model import model_folder
from support.searching import QUESTIONS, add, ask, book_of, meeting, texts

from bot.views.blocks import blocks
from commands.documents import Sentence
from commands.documents.compose import compose
from commands.embeddings import Model, in_folder, prepare
from commands.ingest.publish import publish
from commands.request_context import Context
from commands.requests import Search
from storage.model import KEEPER

FREEZER = "Mrs Abara said that her kitchen had fed sixty families from its own freezer."
LIFT = (
    "Cllr Dunmore said that pensioners here were paying for a lift that had not worked since May."
)
LAMPS = "The Clerk reported that eleven street lamps in Mill Lane were dark."
ASKED = (
    "school cook gave out food from the larder",
    "elderly people charged for an elevator that was out of order",
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return Model(in_folder(model_folder(tmp_path_factory.mktemp("model"))))


@pytest.fixture
def book(tmp_path: Path, model: Model) -> Context:
    made = book_of(
        tmp_path / "book.db",
        meeting("2024-03-05", ("Lunches", [FREEZER]), ("Beech Court", [LIFT, LAMPS])),
    )
    prepare(made.book, model)
    return replace(made, model=model)


def kept(path: Path) -> list[int]:
    return [key for (key,) in sqlite3.connect(path).execute("select paragraph_key from meanings")]


def test_another_way_of_saying_it_is_found_and_marked(book: Context) -> None:
    (first, *_) = ask(book, ASKED[0]).hits

    assert (first.paragraph.text, first.highlights, first.only_close) == (FREEZER, (), True)
    assert "meaning" in dict(first.why)
    assert texts(ask(book, ASKED[1])) == [LIFT]
    for query in ASKED:
        assert not ask(replace(book, model=None), query).hits


@pytest.mark.parametrize(
    "query", ["otter lamps", "did anyone mention otter kitchens?", "gazebo lift"]
)
def test_what_turns_on_an_absent_word_is_refused_and_the_nearest_offered(
    book: Context, query: str
) -> None:
    answer = ask(book, query)

    assert not answer.hits
    assert answer.nearest
    (absent, *_) = [word for word in ("otter", "gazebo") if word in query]
    document = compose(answer, book, Search(query), brief=True)
    shown = drawn(blocks(document))
    assert f"“{absent}" in shown
    assert "Searched 1 meeting of Marsh Panel of 5 March 2024" in shown
    assert "Closest in meaning: " in shown
    assert answer.nearest[0].paragraph.text not in shown
    presses = [part.button for part in document.parts if isinstance(part, Sentence) and part.button]
    assert [one.value for one in presses] == [hit.paragraph.id for hit in answer.nearest]


@pytest.mark.parametrize("query", [*ASKED, "street lamps", "what about the freezer"])
def test_another_way_of_saying_it_is_never_refused(book: Context, query: str) -> None:
    answer = ask(book, query)

    assert answer.hits
    assert not answer.nearest


def test_nothing_near_is_offered_of_what_the_viewer_may_not_see(
    tmp_path: Path, model: Model
) -> None:
    context = book_of(tmp_path / "book.db", meeting("2024-03-05", ("Lunches", ["A first word."])))
    keeper = replace(context, viewer=KEEPER)
    add(keeper, meeting("2024-06-05", ("Beech Court", [LIFT, LAMPS])), status="draft")
    prepare(context.book, model)

    assert not ask(replace(context, model=model), "otter lamps").nearest
    assert ask(replace(keeper, model=model), "otter lamps").nearest


def test_what_the_words_find_is_not_marked(book: Context) -> None:
    (first, *_) = ask(book, "street lamps").hits

    assert (first.paragraph.text, first.only_close) == (LAMPS, False)


@pytest.mark.parametrize(
    "query",
    [
        "what was decided about the airport",
        "from:abara elderly people charged for an elevator that was out of order",
        "what did Mr Okoro say about elderly people charged for an elevator that was out of order",
        "elderly people charged for an elevator that was out of order before:2020",
        'elderly people charged for "an elevator that was out of order"',
        "school cook gave out food from the larder -families",
    ],
)
def test_names_dates_and_filters_stand(book: Context, query: str) -> None:
    assert LIFT not in texts(ask(book, query))
    assert FREEZER not in texts(ask(book, query))


def test_drafts_are_close_in_meaning_to_the_secretariat_alone(tmp_path: Path, model: Model) -> None:
    made = book_of(
        tmp_path / "draft.db", meeting("2024-03-05", ("Lunches", [FREEZER])), status="draft"
    )
    member = replace(made, model=model)
    keeper = replace(member, viewer=KEEPER)
    prepare(made.book, model)

    assert not ask(member, ASKED[0]).hits
    assert texts(ask(keeper, ASKED[0])) == [FREEZER]

    publish(keeper, 1)
    prepare(made.book, model)
    assert texts(ask(member, ASKED[0])) == [FREEZER]


def test_amended_words_leave_no_vector_behind(tmp_path: Path, model: Model) -> None:
    path = tmp_path / "book.db"
    made = book_of(path, meeting("2024-03-05", ("Lunches", [FREEZER, LAMPS])))
    prepare(made.book, model)
    add(replace(made, viewer=KEEPER), meeting("2024-03-05", ("Lunches", [LAMPS])))
    assert kept(path) == []

    assert prepare(made.book, model) == 1
    asking = replace(made, model=model)
    assert not ask(asking, ASKED[0]).hits


def test_reading_goes_on_where_it_was_stopped(tmp_path: Path, model: Model) -> None:
    path = tmp_path / "book.db"
    made = book_of(path, QUESTIONS / "parish.jsonl")
    seen: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        seen.append((done, of))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare(made.book, model, stop)
    begun = len(kept(path))
    assert begun == seen[0][0] > 0

    assert prepare(made.book, model) == seen[0][1] - begun
    assert prepare(made.book, model) == 0


def test_another_model_reads_everything_anew(tmp_path: Path, model: Model) -> None:
    path = tmp_path / "book.db"
    made = book_of(path, meeting("2024-03-05", ("Lunches", [FREEZER, LAMPS])))
    prepare(made.book, model)
    other = model_folder(tmp_path / "other")
    with (other / "model.onnx").open("ab") as file:
        file.write(b"\x72\x00")  # an empty field more: another file, the same model

    assert prepare(made.book, Model(in_folder(other))) == 2
    assert len(kept(path)) == 2


def test_the_command_line_reads_what_it_adds(
    minutebook: Minutebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = tmp_path / "held.jsonl"
    held.write_text(meeting("2024-03-05", ("Beech Court", [LIFT])), "utf-8")
    minutebook("add", held)
    assert minutebook("meaning").status == 2
    monkeypatch.setenv("MINUTEBOOK_MODEL", str(model_folder(tmp_path / "model")))
    assert "1 paragraph was read" in minutebook("meaning").out
    new = tmp_path / "new.jsonl"
    new.write_text(meeting("2024-04-09", ("Lunches", [FREEZER])), "utf-8")
    minutebook("add", new)

    (first, *_) = minutebook("search", "--json", ASKED[0]).json["results"]
    assert (first["text"], first["close_in_meaning"]) == (FREEZER, True)
    shown = minutebook("search", "--explain", ASKED[0]).out
    assert "Close in meaning: none of your words is in it" in shown
    assert "meaning +" in shown
    said = minutebook("say", f"/minutes {ASKED[0]}", "--json").json
    assert "Close in meaning" in said["text"]
    assert "Close in meaning" in json.dumps(said["blocks"])


def test_a_model_that_cannot_be_used_is_told_in_a_sentence(
    minutebook: Minutebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = model_folder(tmp_path / "model")
    (folder / "model.onnx").write_bytes(b"no model")
    monkeypatch.setenv("MINUTEBOOK_MODEL", str(folder))
    held = tmp_path / "held.jsonl"
    held.write_text(meeting("2024-03-05", ("Lunches", [FREEZER])), "utf-8")

    refused = minutebook("add", held)
    assert (refused.status, len(refused.err.splitlines())) == (1, 1)
    assert "cannot be used" in refused.err


def test_without_a_model_nothing_of_it_is_imported(tmp_path: Path) -> None:
    program = (
        "import sys, bot.cli, bot.app, commands.search; from bot.cli import main\n"
        "sys.argv = ['minutebook', 'search', 'lamps']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted({'onnxruntime', 'tokenizers'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_threads_share_a_model(book: Context) -> None:
    found: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: found.append(texts(ask(book, ASKED[0])))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer[0] for answer in found] == [FREEZER] * 4


FURTHER = QUESTIONS / "further"
BODIES = ("harbour", "park", "tenants")
QUESTIONS_OF_BODIES = [
    pytest.param(body, one, id=f"{body}: {one['query']}")
    for body, asked in json.loads((FURTHER / "questions.json").read_text("utf-8")).items()
    for one in asked
    if body in BODIES
]
# What only the meaning of the words answers.
GAINED = {
    "damage by walkers on the mountain path",
    "money for diseased trees",
    "not enough cheap housing for locals",
    "WHG deadline",
    "people upstairs who cannot walk while the elevator is out of order",
    "young renters are unhappy",
}


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory, model: Model) -> dict[str, Context]:
    """The minutes of invented bodies, ready for search by meaning."""
    folder = tmp_path_factory.mktemp("bodies")
    made = {body: book_of(folder / f"{body}.db", FURTHER / f"{body}.jsonl") for body in BODIES}
    for context in made.values():
        prepare(context.book, model)
    return made


@pytest.mark.parametrize(("body", "asked"), QUESTIONS_OF_BODIES)
def test_nothing_is_lost_by_it(
    body: str, asked: dict[str, Any], bodies: dict[str, Context], model: Model
) -> None:
    """Questions to invented bodies, with the model and without."""
    by_words = is_right(bodies[body], asked)
    by_meaning = is_right(replace(bodies[body], model=model), asked)

    assert by_meaning == (by_words or asked["query"] in GAINED)


def is_right(context: Context, asked: dict[str, Any]) -> bool:
    """Whether the first paragraph answers, or none is given where none does."""
    found = texts(ask(context, asked["query"]))
    if not asked["holds"]:
        return not found
    return any(words in text for words in asked["holds"] for text in found[:1])


def test_a_question_that_its_words_answer_loads_no_model(
    minutebook: Minutebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = tmp_path / "held.jsonl"
    held.write_text(meeting("2024-03-05", ("Beech Court", [LIFT, LAMPS])), "utf-8")
    monkeypatch.delenv("MINUTEBOOK_MODEL")
    minutebook("add", held)
    program = (
        "import sys; from bot.cli import main\n"
        "sys.argv = ['minutebook', 'search', *sys.argv[1:]]\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print('onnxruntime' in sys.modules)"
    )

    def loads(*words: str) -> bool:
        done = subprocess.run(
            [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True
        )
        return done.stdout.splitlines()[-1] == "True"

    assert not loads("street", "lamps")
    assert loads(*ASKED[1].split())
