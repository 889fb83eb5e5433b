"""The address of a paragraph, with a text fragment by which a browser finds its words."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.messages import FERRY
from support.searching import ask, book_of, meeting

from commands.links import paragraph_url
from storage.fragments import Block, Page
from storage.fragments import fragment as directives_of

URL = "https://town.example/mins?MId=7"
LONG = (
    "The Clerk reported that the bench by the war memorial had been mended and oiled at no charge."
)
NOTED = "RESOLVED that the report be noted."


def directives(url: str | None) -> list[list[str]]:
    """The parts of each `text=` of an address."""
    assert url is not None
    told = url.split(":~:")[1].split("&")
    return [[unquote(part) for part in one.removeprefix("text=").split(",")] for one in told]


def fragment(page: list[str | Block], place: int, url: str = URL) -> str | None:
    blocks = [block if isinstance(block, Block) else Block(None, block) for block in page]
    return paragraph_url(replace(FERRY, item_url=url, fragment=directives_of(Page(blocks), place)))


def test_start_and_end_of_the_paragraph() -> None:
    url = fragment([LONG], 0)

    assert url is not None
    assert url.startswith(URL + "#:~:text=")
    assert directives(url) == [["The Clerk reported that the", "and oiled at no charge."]]


def test_the_anchor_of_the_item_stays() -> None:
    url = fragment([LONG], 0, URL + "#AI20009")

    assert url is not None
    assert url.startswith(URL + "#AI20009:~:text=")


def test_the_syntax_is_escaped() -> None:
    url = fragment(["Cllr Fayne-Orme, 50% & rising"], 0)

    assert url == URL + "#:~:text=Cllr%20Fayne%2DOrme%2C%2050%25%20%26%20rising"


def test_more_words_where_another_paragraph_begins_alike() -> None:
    other = LONG.replace("mended", "painted")
    ((start,),) = directives(fragment([other, LONG], 1))

    assert start not in other
    assert LONG.startswith(start)


def test_words_within_words_are_not_those_words() -> None:
    ((start, _),) = directives(fragment([LONG, LONG.replace("the bench", "theatre")], 0))

    assert start == "The Clerk reported that the"


def test_case_and_accents_tell_nothing_apart() -> None:
    ((start, _),) = directives(fragment(["THE CLÉRK reported that the roof leaked.", LONG], 1))

    assert start == "The Clerk reported that the bench by the"


def test_a_start_ends_with_its_clause() -> None:
    ((start, end),) = directives(
        fragment(["The Warden said: the gates were shut; all was well."], 0)
    )

    assert (start, end) == ("The Warden said:", "all was well.")


def test_the_paragraphs_beside_tell_two_alike_apart() -> None:
    page = ["So much for the benches.", NOTED, "And for the lamps.", NOTED]

    assert directives(fragment(page, 1)) == [
        ["much for the benches.-", NOTED],
        [NOTED, "-And for the lamps."],
    ]


def test_the_number_before_it_tells_two_alike_apart() -> None:
    page = [Block("2.1", "Agreed."), Block("2.2", "Refused."), Block("2.3", "Agreed.")]

    assert ["2.1-", "Agreed."] in directives(fragment([*page], 0))
    assert ["2.3-", "Agreed."] in directives(fragment([*page], 2))


def test_a_word_or_two_are_never_looked_for_alone() -> None:
    page = [Block("4", "Other Business", title=True), "None.", Block("5", "Closure", title=True)]

    for directive in directives(fragment(page, 1)):
        assert len(directive) == 2
    assert fragment(["None."], 0, URL + "#AI3") == URL + "#AI3"


def test_the_anchor_alone_where_nothing_tells_them_apart() -> None:
    page = ["The same.", NOTED, "The same.", NOTED, "The same."]

    assert fragment(page, 1, URL + "#AI3") == URL + "#AI3"


def test_twice_in_one_paragraph() -> None:
    page: list[str | Block] = ["Noted.", "Noted. And again: Noted."]

    assert fragment(page, 0) == URL


@given(st.lists(st.text("Noted. \u0301´ﬁß:,-_1é", max_size=12), max_size=6))
def test_whatever_a_page_says_it_costs_no_document(texts: list[str]) -> None:
    page = Page(Block(None, text) for text in texts)

    assert all(isinstance(directives_of(page, place), str) for place in range(len(texts)))


# ---- kept with the paragraph ------------------------------------------------------------------

Minutebook = Callable[..., Any]
Write = Callable[[str, str], Path]
OTHER = LONG.replace("mended", "painted")
SHORT = ["The Clerk reported that the", "and oiled at no charge."]  # where it stands alone
SECRET = LONG.replace("mended", "stolen")
WHOLE = "ok     The database is whole"


def link_to(minutebook: Minutebook, text: str = LONG) -> str:
    """The link that a search of the command line gives for this paragraph."""
    results = minutebook("search", "bench war memorial", "--json").json["results"]
    (url,) = [one["url"] for one in results if one["text"] == text]
    assert isinstance(url, str)
    return url


def test_an_answer_s_link_is_told_apart_from_the_whole_meeting(tmp_path: Path) -> None:
    book = book_of(
        tmp_path / "book.db",
        meeting("2024-01-02", ("Benches", [OTHER]), ("Later", [LONG]), url=URL),
    )
    (hit,) = [hit for hit in ask(book, "bench mended").hits if hit.paragraph.text == LONG]

    assert directives(hit.url) == [[LONG]]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(["amend", "1", "other.jsonl"], id="amended"),
        pytest.param(["mend", "1", "drop", "2"], id="a paragraph dropped"),
        pytest.param(["mend", "1", "private", "2"], id="an item made private"),
    ],
)
def test_links_are_proven_anew_when_the_meeting_changes(
    minutebook: Minutebook, write: Write, change: list[str]
) -> None:
    held = meeting("2024-01-02", ("Benches", [LONG]), ("Later", [OTHER]), url=URL)
    held = held.replace(f'"1", "text": "{OTHER}', f'"2", "text": "{OTHER}')
    write("other.jsonl", held.replace(OTHER, NOTED))
    minutebook("add", write("held.jsonl", held))
    assert directives(link_to(minutebook)) == [[LONG]]

    assert minutebook(*change).status == 0

    assert directives(link_to(minutebook)) == [SHORT]
    assert WHOLE in minutebook("doctor", "--deep").out


@pytest.mark.parametrize("part", [["--item", "2"], ["--paragraph", "2"]])
def test_links_are_proven_anew_after_a_withdrawal(
    minutebook: Minutebook, write: Write, part: list[str]
) -> None:
    fence = "The Clerk reported that the fence along the quay was painted and oiled at no charge."
    held = meeting("2024-01-02", ("Benches", [LONG]), ("Later", [fence]), url=URL)
    held = held.replace(f'"1", "text": "{fence}', f'"2", "text": "{fence}')
    minutebook("add", write("held.jsonl", held))
    assert directives(link_to(minutebook)) != [SHORT]

    assert minutebook("withdraw", "1", *part, "--reason", "a slip").status == 0

    assert directives(link_to(minutebook)) == [SHORT]
    assert WHOLE in minutebook("doctor", "--deep").out


def test_a_restored_version_has_its_links_again(minutebook: Minutebook, write: Write) -> None:
    held = meeting("2024-01-02", ("Benches", [LONG]), ("Later", [OTHER]), url=URL)
    minutebook("add", write("held.jsonl", held))
    minutebook("amend", "1", write("other.jsonl", held.replace(OTHER, NOTED)))
    assert directives(link_to(minutebook)) == [SHORT]

    assert minutebook("history", "1", "--restore", "1").status == 0

    assert directives(link_to(minutebook)) == [[LONG]]
    assert WHOLE in minutebook("doctor", "--deep").out


def test_an_exempt_item_and_a_draft_do_not_show_in_members_links(
    minutebook: Minutebook, write: Write
) -> None:
    items = [("Benches", [LONG]), ("Exempt: Thefts", [SECRET]), ("Later", [NOTED])]
    minutebook("add", "--draft", write("m.jsonl", meeting("2024-01-02", *items, url=URL)))
    minutebook("mend", "1", "private", "2")
    minutebook("publish", "1")

    assert directives(link_to(minutebook)) == [SHORT]
    assert WHOLE in minutebook("doctor", "--deep").out


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(["withdraw", "1", "--paragraph", "1", "--reason", "a slip"], id="withdrawn"),
        pytest.param(["erase", "zanzibarite", "--yes"], id="erased"),
    ],
)
def test_lost_words_leave_the_links_beside_them(
    minutebook: Minutebook, write: Write, change: list[str]
) -> None:
    paragraphs = ["So much for the zanzibarite.", NOTED, "And for the lamps.", NOTED]
    minutebook("add", write("m.jsonl", meeting("2024-01-02", ("Benches", paragraphs), url=URL)))
    found = minutebook("search", "report noted", "--json").json["results"]
    assert any("zanzibarite" in one["url"] for one in found)

    assert minutebook(*change).status == 0

    assert b"zanzibarite" not in Path("minutebook.db").read_bytes()


def test_an_entry_of_the_register_leads_to_its_words(minutebook: Minutebook, write: Write) -> None:
    promised = "The Clerk undertook to oil the bench by 30 April 2024, and to say so."
    minutebook("add", write("m.jsonl", meeting("2024-01-02", ("Benches", [promised]), url=URL)))

    (entry,) = minutebook("actions", "--json").json["actions"]

    assert directives(entry["url"])[0][0] == "The Clerk undertook to oil"
