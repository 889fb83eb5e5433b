"""The address of a paragraph, with a text fragment by which a browser finds its words."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from searching import ask, book_of, meeting

from commands.links import Block, fragment_url

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
    return fragment_url(url, blocks, place)


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


@pytest.mark.parametrize("url", [None, ""])
def test_without_an_address_there_is_no_link(url: str | None) -> None:
    assert fragment_url(url, [Block(None, LONG)], 0) is None


def test_an_answer_s_link_is_told_apart_from_the_whole_meeting(tmp_path: Path) -> None:
    other = LONG.replace("mended", "painted")
    book = book_of(
        tmp_path / "book.db",
        meeting("2024-01-02", ("Benches", [other]), ("Later", [LONG]), url=URL),
    )
    (hit,) = [hit for hit in ask(book, "bench mended").hits if hit.paragraph.text == LONG]

    assert directives(hit.url) == [[LONG]]
