"""Who speaks in a paragraph, who asks and who answers, and who is only mentioned.

The paragraphs stand in `speaking/`, each with its speakers under it; all are invented.
"""

import re
import time
from pathlib import Path

import pytest
from conftest import SHARED_MINUTES
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.actions.extract import extract_actions
from sources.language.names import find_names
from sources.language.sentences import NAMES, sentences
from sources.language.verbs import VERB_CLASSES
from sources.rules.engine import Rule, load
from sources.speakers import find_speakers
from sources.speakers.predicates import fitting, rows_of
from storage.model import SPEAKING, Attendee, Item, Meeting, Mention, Paragraph, Part
from storage.name_matching import plain_name

SPEAKING_FILES = sorted((Path(__file__).parent / "speaking").glob("*.txt"))
PARTS: dict[str, Part] = {"+": "asks", "=": "answers", "-": "speaks"}


def examples(*names: str) -> list[tuple[str, set[tuple[str, Part]]]]:
    """Each paragraph of the files with who speaks in it, and how."""
    found = []
    for path in (path for path in SPEAKING_FILES if path.stem in names):
        for block in path.read_text("utf-8").strip().split("\n\n")[1:]:
            text, *said = block.splitlines()
            marks = [line.strip().split(" ", 1) for line in said]
            found.append((text, {(plain_name(name), PARTS[sign]) for sign, name in marks}))
    return found


def understood(*said: Paragraph, attendance: tuple[Attendee, ...] = ()) -> list[Paragraph]:
    meeting = Meeting(attendance=attendance, items=(Item("Any item", paragraphs=said),))
    return list(find_speakers(meeting).items[0].paragraphs)


def mentions(*texts: str, attendance: tuple[Attendee, ...] = ()) -> list[list[Mention]]:
    found = understood(*map(Paragraph, texts), attendance=attendance)
    return [list(paragraph.mentions) for paragraph in found]


def parts(found: list[Mention]) -> dict[str, set[Part]]:
    """How each speaker speaks."""
    said: dict[str, set[Part]] = {}
    for mention in found:
        if mention.part in SPEAKING:
            said.setdefault(plain_name(mention.name), set()).add(mention.part)
    return said


def check(found: list[Mention], wanted: set[tuple[str, Part]]) -> None:
    said = parts(found)
    assert set(said) == {name for name, _ in wanted}
    assert [(name, part) for name, part in sorted(wanted) if part not in said[name]] == []


BODIES = [path.stem for path in SPEAKING_FILES if "\n@ " not in path.read_text("utf-8")]
ATTENDED = [path.stem for path in SPEAKING_FILES if path.stem not in BODIES]


def attendance_of(name: str) -> tuple[Attendee, ...]:
    """Those whom a file lists as present before its first paragraph: "@ Name | Role"."""
    head = (Path(__file__).parent / "speaking" / f"{name}.txt").read_text("utf-8").split("\n\n")[0]
    listed = [line[2:].partition(" | ") for line in head.splitlines() if line.startswith("@ ")]
    return tuple(Attendee(who, role=role or None) for who, _, role in listed)


@pytest.mark.parametrize(("text", "wanted"), examples(*BODIES))
def test_speakers_of_many_bodies(text: str, wanted: set[tuple[str, Part]]) -> None:
    check(mentions(text)[0], wanted)


@pytest.mark.parametrize(
    ("body", "text", "wanted"),
    [(body, text, wanted) for body in ATTENDED for text, wanted in examples(body)],
)
def test_the_attendance_says_whom_short_names_mean(
    body: str, text: str, wanted: set[tuple[str, Part]]
) -> None:
    check(mentions(text, attendance=attendance_of(body))[0], wanted)


def test_a_mention_stands_where_its_words_stand() -> None:
    text = "In response to a question from Cllr Dell the Clerk confirmed that Mr Orr had left."
    assert mentions(text) == [
        [
            Mention("Cllr Dell", "asks", 31, 40),
            Mention("The Clerk", "answers", 41, 50),
            Mention("Mr Orr", "mentioned", 66, 72),
        ]
    ]


def test_a_pronoun_is_shown_only_where_it_tells_something_new() -> None:
    (found,) = mentions("Cllr Dell described the lane. She asked for a bin. She thought it cheap.")
    assert found == [
        Mention("Cllr Dell", "speaks", 0, 9),
        Mention("Cllr Dell", "asks", 30, 33),
    ]


def test_a_person_goes_by_the_fullest_form_of_the_meeting() -> None:
    first, second = mentions("Cllr Dell spoke of the lane.", "Councillor Maud Dell asked why.")
    assert [mention.name for mention in first + second] == ["Councillor Maud Dell"] * 2


def test_a_pronoun_may_mean_somebody_of_the_paragraph_before() -> None:
    found = mentions(
        "Mr Orr gave an update on the road.",
        "In response to a question from Mr Dell, he said that it would open in May.",
        "A resident complained of dust.",
        "He asked for a sweeper.",
    )
    assert [[mention.name for mention in said] for said in found] == [
        ["Mr Orr"],
        ["Mr Dell", "Mr Orr"],
        [],
        [],
    ]


def test_an_office_cut_short_is_the_only_one_of_its_kind() -> None:
    long, short = mentions("The Lead Member for Housing spoke.", "The Lead Member replied.")
    assert long[0].name == short[0].name == "The Lead Member for Housing"
    found = mentions(
        "The Director of Place and the Director of Finance spoke.", "The Director replied."
    )
    assert [mention.name for mention in found[1]] == ["The Director"]


def test_letters_that_the_text_explains_are_whoever_they_stand_for() -> None:
    first, second = mentions("The Principal Planning Officer (PPO) spoke.", "The PPO was sorry.")
    assert first[0].name == second[0].name == "The Principal Planning Officer"


def test_two_with_one_surname_stay_two() -> None:
    found = mentions("Cllr J Dell asked why.", "Cllr P Dell replied.", "Cllr Dell agreed.")
    assert [mention.name for (mention,) in found] == ["Cllr J Dell", "Cllr P Dell", "Cllr Dell"]


def test_a_man_and_a_woman_with_one_surname_stay_two() -> None:
    found = mentions("Mr Dell asked why.", "Mrs Dell replied.")
    assert [mention.name for (mention,) in found] == ["Mr Dell", "Mrs Dell"]


def test_an_office_has_one_name_in_a_meeting() -> None:
    found = mentions(
        "The Commissioner spoke.", "The Police and Crime Commissioner agreed.", "The PCC spoke."
    )
    assert {mention.name for (mention,) in found} == {"The Commissioner"}


def test_an_office_and_its_holder_named_together_are_one() -> None:
    (found,) = mentions("The Chairman, Cllr Dell, opened the debate. The Chairman asked for views.")
    assert {mention.name for mention in found} == {"Cllr Dell"}


def test_a_resolution_has_no_speakers() -> None:
    text = "RESOLVED that the Chairman write to Cllr Dell, who asked for an answer."
    assert parts(mentions(text)[0]) == {}
    (kept,) = understood(Paragraph("That the Chair say that this be so.", kind="resolution"))
    assert [mention.part for mention in kept.mentions] == ["mentioned"]


def test_who_speaks_in_a_list_of_resolutions_is_heard() -> None:
    limb, spoken, later = understood(
        Paragraph("The Chair to ask Mr Orr, who said that he would wait.", kind="resolution"),
        Paragraph("Mr Orr informed members that the kiln was cold.", kind="resolution"),
        Paragraph("The kiln be sold. Mr Orr said that it was cold.", kind="resolution"),
    )
    assert [parts(list(said.mentions)) for said in (limb, spoken, later)] == [
        {},
        {"orr": {"speaks"}},
        {},
    ]


def test_the_speaker_that_a_source_names_speaks() -> None:
    named, told = understood(
        Paragraph("Thank you all for coming.", speaker="Cllr Dell"),
        Paragraph("Mr Orr asked Mrs Fay about it. She said no.", speakers=("Mrs Fay",)),
    )
    assert named.mentions == (Mention("Cllr Dell", "speaks", 0, 0),)
    assert {(m.name, m.part) for m in told.mentions} >= {("Mr Orr", "mentioned")}
    assert [m.name for m in told.mentions if m.part in SPEAKING] == ["Mrs Fay"]
    assert understood(Paragraph("Mr Orr asked why.", speakers=()))[0].mentions == (
        Mention("Mr Orr", "mentioned", 0, 6),
    )


@pytest.mark.skipif(not SHARED_MINUTES.exists(), reason="the shared minutes are not here")
def test_the_item_that_minutebook_was_asked_for_with() -> None:
    lines = (SHARED_MINUTES / "kent-violence-reduction-item.txt").read_text("utf-8").splitlines()
    texts = [line.split(".", 1)[1].strip() for line in lines if line[:1].isdigit()]
    found = [parts(said) for said in mentions(*texts)]
    names = [list(said) for said in found]
    assert names == [
        ["commissioner"],
        ["palmer", "commissioner", "chairman"],
        ["hamilton", "commissioner"],
        ["mochrie cox", "commissioner"],
        ["vice chairman"],
        ["clark", "commissioner"],
        ["elaine bolton", "commissioner"],
    ]
    asked = [said for said in found if "commissioner" in said and len(said) > 1]
    assert all(said["commissioner"] == {"answers"} for said in asked)
    assert all("asks" in said[min(said, key=list(said).index)] for said in asked)


WORDS = st.lists(
    st.sampled_from(
        "Cllr Mr Ó Dell J.B. The the Chief Officer of and , . ; : ( ) said asked that he She by "
        "from RESOLVED “ ’s — \n was Members Council A 1. 3.2 question response In to".split(" ")
    ),
    max_size=40,
)


@settings(max_examples=60)
@given(st.one_of(WORDS.map(" ".join), st.text(max_size=80)))
def test_whatever_is_written_mentions_stand_in_the_text_in_order(text: str) -> None:
    (found,) = mentions(text, attendance=attendance_of("attended"))
    assert found == sorted(found, key=lambda mention: mention.start)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in found)
    assert all(mention.name.strip() for mention in found)


@pytest.mark.parametrize(
    "words",
    ["Cllr A Dell, ", "he said and ", "The Director of Place and ", "Abc Def "],
)
def test_what_is_no_minutes_takes_bounded_time(words: str) -> None:
    started = time.process_time()
    mentions(words * 1500)
    assert time.process_time() - started < 5


def test_a_person_given_under_another_form_is_found_in_the_text() -> None:
    (told,) = understood(
        Paragraph("Cllr Dell asked why. Mr Orr was named.", speakers=("Cllr J Dell",))
    )
    assert told.mentions == (
        Mention("Cllr J Dell", "asks", 0, 9),
        Mention("Mr Orr", "mentioned", 21, 27),
    )


def speaking(*texts: str) -> list[dict[str, set[Part]]]:
    return [parts(found) for found in mentions(*texts)]


def test_what_stands_under_a_heading_is_said_by_whom_it_names() -> None:
    said = speaking(
        "Question by Mr Tim Yew",
        "Why were the vans late?",
        "Response by Councillor Ash (Chair)",
        "They were not made in time. I will write to the maker.",
        "RESOLVED that the report be noted.",
    )
    assert [set(who) for who in said] == [{"tim yew"}] * 2 + [{"ash"}] * 2 + [set()]
    assert said[1]["tim yew"] == {"asks"}
    assert said[3]["ash"] == {"answers"}


@pytest.mark.parametrize(
    ("heading", "who"),
    [
        ("Question from Mrs Ann Elm:", "ann elm"),
        ("Supplementary question by Cllr Vale", "vale"),
        ("4. Question in the name of Councillor D Vale", "d vale"),
        ("Statement by Cllr Moss", "moss"),
        ("Reply from the Chief Constable", "chief constable"),
        ("Question from Cllr Vale to the Leader", "vale"),
    ],
)
def test_such_headings_have_many_forms(heading: str, who: str) -> None:
    assert set(speaking(heading, "I have asked for this since May.")[1]) == {who}


@pytest.mark.parametrize(
    "words",
    [
        "Questions from the public",
        "Response from Members was slow.",
        "A question by Mr Yew had been withdrawn.",
        "Response times of the Fire Service",
    ],
)
def test_what_is_no_such_heading_lends_nobody_its_words(words: str) -> None:
    assert speaking(words, "I have asked for this since May.")[1] == {}


@pytest.mark.parametrize("heading", ["Chairman's Report", "2. Annual report of the Chairman"])
def test_a_report_in_the_first_person_is_by_whom_its_heading_names(heading: str) -> None:
    said = speaking(
        heading, "It was a busy year.", "I thank the staff.", "Mr Orr thanked me.", "My term ends."
    )
    assert [set(who) for who in said] == [set(), set(), {"chairman"}, {"orr"}, {"chairman"}]


def test_what_stands_over_a_signature_in_the_first_person_is_who_signed_it() -> None:
    said = speaking(
        "Mr Yew asked why the slip was shut.",
        "I am arranging for two signs.",
        "The slip will open in May.",
        "Executive Engineer, Active Travel.",
    )
    assert [set(who) for who in said] == [{"yew"}, {"executive engineer"}, set(), set()]


def test_a_name_by_itself_signs_nothing_that_others_say() -> None:
    said = speaking("We heard that it was late.", "Mr Yew asked why.", "Mrs Elm, Clerk")
    assert [set(who) for who in said] == [set(), {"yew"}, set()]


def test_a_name_that_stands_first_in_an_item_heads_what_is_said_in_the_first_person() -> None:
    said = speaking("Mrs Elm", "The mower was serviced.", "I have written to Mr Orr.")
    assert [set(who) for who in said] == [set(), set(), {"elm"}]


def test_who_else_speaks_ends_an_answer() -> None:
    said = speaking("Reply from the Clerk", "It will be so.", "Cllr Vale was glad.", "All ended.")
    assert [set(who) for who in said[1:]] == [{"clerk"}, {"vale"}, set()]


def test_a_promise_under_a_response_is_the_repliers() -> None:
    meeting = Meeting(
        items=(
            Item(
                "Any item",
                paragraphs=tuple(
                    map(
                        Paragraph,
                        (
                            "Question by Mr Tim Yew",
                            "Why were the vans late?",
                            "Response by Councillor Ash (Chair)",
                            "They were not made in time. I will write to the maker.",
                        ),
                    )
                ),
            ),
        )
    )
    read = extract_actions(find_speakers(meeting)).items[0].paragraphs[3]
    assert [action.owner for action in read.actions] == ["Councillor Ash"]


ROWS = load("speech", VERB_CLASSES)
FITS = [(row, words) for row in ROWS for words in row.fits]
UNFIT = [(row, words) for row in ROWS for words in row.unfit]


def rows_in(text: str) -> set[str]:
    """The rows that fit somewhere in a text: of each name, and of what follows it."""
    found: set[str] = set()
    for sentence in sentences(text, find_names(text)):
        for of in ("name", "heading"):
            found |= {rule.id for rule, _ in fitting(sentence, of, every=True)}
        for match in re.finditer(NAMES, sentence.marked):
            rest = sentence.marked[match.end() :].lstrip(" ,–")
            for of in ("predicate", "opening", "brief", "never"):
                found |= {rule.id for rule in rows_of(rest, of)}
    return found


@pytest.mark.parametrize(("row", "words"), FITS, ids=[f"{r.id}: {w}" for r, w in FITS])
def test_somebody_speaks_or_does_not_where_a_row_fits(row: Rule, words: str) -> None:
    assert row.id in rows_in(words)
    read = mentions(
        *(["I write in May.", words, "I ask this."] if "heading" in row.of else [words])
    )
    spoken = {part for found in read for said in parts(found).values() for part in said}
    if row.becomes == "silent":
        assert not spoken
    else:
        assert row.becomes in spoken or (row.becomes == "speaks" and "answers" in spoken)


@pytest.mark.parametrize(("row", "words"), UNFIT, ids=[f"{r.id}: {w}" for r, w in UNFIT])
def test_a_row_does_not_fit_what_only_looks_like_it(row: Rule, words: str) -> None:
    assert row.id not in rows_in(words)


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_a_row_of_speech_is_words_and_has_three_examples_of_each(row: Rule) -> None:
    assert not set(row.match) & set("\\[]{}$^+")
    assert len(set(row.fits)) >= 3
    assert len(set(row.unfit)) >= 3
    assert sum(other.id == row.id for other in ROWS) == 1
