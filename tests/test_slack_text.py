"""Slack's way of writing text: what arrives is decoded, what is sent is escaped and fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack_text import (
    decode,
    escape,
    escaped_within,
    link,
    pieces,
    usable,
    without_mention,
)
from commands.documents import cut


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("stop &amp; search", "stop & search"),
        ("&lt;b&gt; &amp;lt;", "<b> &lt;"),
        ("12 assign <@U0CLERK|bram>", "12 assign <@U0CLERK>"),
        ("in <#C0PANEL|panel>", "in #panel"),
        ("in <#C0CLERKS|>", "in #C0CLERKS"),
        ("<!here> and <!subteam^S0CLERKS|@clerks>", "@here and @clerks"),
        ("add <https://a.example/x?a=1&amp;b=2>", "add https://a.example/x?a=1&b=2"),
        ("see <http://a.example|a.example>", "see a.example"),
        ("add <https://a.example/m|the minutes>", "add https://a.example/m"),
        ("“ferry” – quay", "“ferry” – quay"),
        ("half \ud800 a character", "half  a character"),
    ],
)
def test_what_arrives_is_decoded_to_what_was_typed(sent: str, typed: str) -> None:
    assert decode(sent) == typed


def test_a_mention_of_the_bot_is_no_part_of_the_question() -> None:
    assert without_mention("<@U0BOT> last <@U0BOT|minutebook> ferry", "U0BOT") == "last   ferry"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x?a=1&b=2#c", "https://a.example/x?a=1&b=2#c"),
        ("https://a.example/a b|<c>", "https://a.example/a%20b%7C%3Cc%3E"),
        ("https://a.example/#:~:text=" + "x" * 3000, "https://a.example/"),
        ("javascript:alert(1)", None),
        ("", None),
        (None, None),
    ],
)
def test_only_addresses_that_slack_takes_become_links(url: str | None, kept: str | None) -> None:
    assert usable(url) == kept


def test_a_label_cannot_break_out_of_its_link() -> None:
    assert link("https://a.example/?a&b", "x|y> <!channel>\nz") == (
        "<https://a.example/?a&amp;b|x/y&gt; &lt;!channel&gt; z>"
    )
    assert link(None, "x < y") == "x &lt; y"


@given(st.text(), st.integers(20, 200))
def test_escaped_text_fits_and_is_never_cut_inside_an_escape(text: str, most: int) -> None:
    sent = escaped_within(text, most)
    assert len(sent) <= most
    plain = decode(sent)
    assert escape(plain) == sent or "\ud800" <= max(text, default="") <= "\udfff"


@given(st.text(), st.integers(10, 60))
def test_pieces_are_the_whole_text_and_fit(text: str, most: int) -> None:
    found = [text[start:end] for start, end in pieces(text, most)]
    assert "".join(found) == text
    assert all(0 < len(piece) <= most for piece in found)


def test_words_are_cut_after_a_word() -> None:
    assert cut("the last ferry left", 14) == "the last…"
    assert cut("short", 14) == "short"
