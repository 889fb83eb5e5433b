"""The address of a paragraph, with a text fragment by which a browser finds its words."""

from urllib.parse import unquote

import pytest

from commands.links import fragment_url

PAGE = "https://town.example/mins?MId=7"
LONG = (
    "The Clerk reported that the bench by the war memorial had been mended and oiled at no charge."
)


def parts(url: str | None) -> list[str]:
    assert url is not None
    return [unquote(part) for part in url.split(":~:text=")[1].split(",")]


def test_start_and_end_of_the_paragraph() -> None:
    url = fragment_url(PAGE, LONG, [])

    assert url is not None
    assert url.startswith(PAGE + "#:~:text=")
    start, end = parts(url)
    assert LONG.startswith(start)
    assert LONG.endswith(end)


def test_the_anchor_of_the_item_stays() -> None:
    url = fragment_url(PAGE + "#AI20009", LONG, [])

    assert url is not None
    assert url.startswith(PAGE + "#AI20009:~:text=")


def test_the_syntax_is_escaped() -> None:
    url = fragment_url(PAGE, "Cllr Fayne-Orme, 50% & rising", [])

    assert url == PAGE + "#:~:text=Cllr%20Fayne%2DOrme%2C%2050%25%20%26%20rising"


def test_more_words_where_another_paragraph_begins_alike() -> None:
    other = LONG.replace("mended", "painted")
    start = parts(fragment_url(PAGE, LONG, [other]))[0]

    assert start not in other
    assert LONG.startswith(start)


def test_the_paragraph_before_tells_two_alike_apart() -> None:
    said = "RESOLVED that the report be noted."
    url = fragment_url(PAGE, said, ["Another matter. " + said], before="So much for the benches.")

    assert parts(url) == ["much for the benches.-", said]


def test_the_anchor_alone_where_nothing_tells_them_apart() -> None:
    said = "RESOLVED that the report be noted."

    assert fragment_url(PAGE + "#AI3", said, [said]) == PAGE + "#AI3"


@pytest.mark.parametrize("url", [None, ""])
def test_without_an_address_there_is_no_link(url: str | None) -> None:
    assert fragment_url(url, LONG, []) is None
