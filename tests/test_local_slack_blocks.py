"""The local Slack's check of messages and views: for each rule, what fits and what does not."""

from typing import Any

import pytest

from playground.block_check import check_blocks, check_message, check_options, check_view

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Some words", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str = "Share", action_id: str = "share", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(value: str = "a") -> Json:
    return {"text": plain(value), "value": value}


def select(kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "action_id": "menu", **more}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Words"), "element": element, **more}


def typed(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "typed", **more}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def quote(*leaves: Json) -> Json:
    return {"type": "rich_text_quote", "elements": list(leaves)}


def leaf(text: str = "word", **more: Any) -> Json:
    return {"type": "text", "text": text, **more}


def image(**more: Any) -> Json:
    return {"type": "image", "alt_text": "A chart", "image_url": "https://x.example/a.png", **more}


def cell(text: str = "1") -> Json:
    return {"type": "raw_text", "text": text}


GOOD: dict[str, list[Json]] = {
    "section at its limit": [section("x" * 3000)],
    "section with fields": [{"type": "section", "fields": [mrkdwn("x" * 2000)] * 10}],
    "section with a menu": [section(accessory=select(options=[option()]))],
    "section with expand": [section(expand=True)],
    "header": [{"type": "header", "text": plain("x" * 150)}],
    "divider": [{"type": "divider"}],
    "context": [{"type": "context", "elements": [mrkdwn("a")] * 9 + [image()]}],
    "25 buttons": [actions(*(button(f"B{n}", f"b{n}") for n in range(25)))],
    "the whole of a button": [
        actions(
            button(
                "x" * 75,
                value="v" * 2000,
                url="https://x.example/",
                style="primary",
                accessibility_label="y" * 75,
                confirm={
                    "title": plain("Sure?"),
                    "text": mrkdwn("x" * 300),
                    "confirm": plain("Yes"),
                    "deny": plain("No"),
                },
            )
        )
    ],
    "overflow": [actions({"type": "overflow", "action_id": "o", "options": [option()]})],
    "menu of groups": [
        actions(select(option_groups=[{"label": plain("G"), "options": [option()]}] * 100))
    ],
    "external menu": [actions(select("external_select", min_query_length=2))],
    "people menu": [actions(select("multi_users_select", initial_users=["U0MEMBER"]))],
    "date": [actions({"type": "datepicker", "action_id": "d", "initial_date": "2024-02-29"})],
    "checkboxes": [actions({"type": "checkboxes", "action_id": "c", "options": [option()]})],
    "rich text": [
        rich(
            {"type": "rich_text_section", "elements": [leaf(" "), leaf("b", style={"bold": True})]},
            quote(leaf("<!channel> *literal*"), {"type": "link", "url": "https://x.example/"}),
            {
                "type": "rich_text_list",
                "style": "bullet",
                "indent": 8,
                "elements": [{"type": "rich_text_section", "elements": [leaf()]}],
            },
            {"type": "rich_text_preformatted", "elements": [leaf()]},
        )
    ],
    "table": [{"type": "table", "rows": [[cell()] * 20] * 100}],
    "data table": [{"type": "data_table", "caption": "C", "rows": [[cell()], [cell()]]}],
    "markdown": [{"type": "markdown", "text": "x" * 12_000}],
    "feedback": [
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "f",
                    "positive_button": {"text": plain("Good"), "value": "1"},
                    "negative_button": {"text": plain("Bad"), "value": "0"},
                }
            ],
        }
    ],
    "image": [image(title=plain("A chart"))],
    "input": [field(typed(min_length=2, max_length=3000), hint=plain("Hint"), optional=True)],
    "card": [{"type": "card", "title": mrkdwn("T"), "actions": [button()]}],
    "same action in two blocks": [actions(button("One")), actions(button("Two"))],
    "50 blocks": [section()] * 50,
}

BAD: dict[str, tuple[list[Json], str]] = {
    "unknown block": ([{"type": "banner"}], "unsupported type: banner"),
    "no type": ([{"text": plain("x")}], "missing required field: type"),
    "unknown field": ([section(colour="red")], "invalid additional property: colour"),
    "unknown field of a button": ([actions(button(disabled=True))], "property: disabled"),
    "51 blocks": ([section()] * 51, "no more than 50"),
    "section too long": ([section("x" * 3001)], "less than 3001"),
    "section counted after escaping": ([section("&amp;" * 601)], "less than 3001"),
    "section without text": ([{"type": "section"}], "at least one of text, fields"),
    "empty text": ([section("")], "more than 0"),
    "blank text": ([section(" \n")], "must not be blank"),
    "11 fields": ([{"type": "section", "fields": [mrkdwn("x")] * 11}], "no more than 10"),
    "long field": ([{"type": "section", "fields": [mrkdwn("x" * 2001)]}], "less than 2001"),
    "text is a bare string": ([{"type": "section", "text": "x"}], "must be an object"),
    "header in mrkdwn": ([{"type": "header", "text": mrkdwn("x")}], "unsupported type: mrkdwn"),
    "long header": ([{"type": "header", "text": plain("x" * 151)}], "less than 151"),
    "11 in context": ([{"type": "context", "elements": [mrkdwn("a")] * 11}], "no more than 10"),
    "empty context": ([{"type": "context", "elements": []}], "no fewer than 1"),
    "button in context": (
        [{"type": "context", "elements": [button()]}],
        "unsupported type: button",
    ),
    "26 buttons": ([actions(*(button(f"B{n}", f"b{n}") for n in range(26)))], "no more than 25"),
    "long label": ([actions(button("x" * 76))], "less than 76"),
    "long value": ([actions(button(value="x" * 2001))], "less than 2001"),
    "bad url": ([actions(button(url="x.example"))], "invalid url"),
    "url with a blank": ([actions(button(url="https://x.example/a b"))], "invalid url"),
    "style": ([actions(button(style="green"))], "must be one of primary, danger"),
    "long accessibility label": ([actions(button(accessibility_label="x" * 76))], "less than 76"),
    "long action_id": ([actions(button(action_id="x" * 256))], "less than 256"),
    "mrkdwn label": (
        [actions({"type": "button", "action_id": "a", "text": mrkdwn("x")})],
        "unsupported type: mrkdwn",
    ),
    "confirm without title": (
        [actions(button(confirm={"text": plain("x"), "confirm": plain("Yes")}))],
        "missing required field: title",
    ),
    "repeated action_id": ([actions(button("One"), button("Two"))], "'share' already exists"),
    "repeated block_id": (
        [section(block_id="a"), section(block_id="a")],
        "block_id 'a' already exists",
    ),
    "6 in overflow": (
        [actions({"type": "overflow", "action_id": "o", "options": [option(c) for c in "abcdef"]})],
        "no more than 5",
    ),
    "101 options": (
        [actions(select(options=[option(str(n)) for n in range(101)]))],
        "no more than 100",
    ),
    "options and groups": (
        [
            actions(
                select(
                    options=[option()], option_groups=[{"label": plain("G"), "options": [option()]}]
                )
            )
        ],
        "only one of options, option_groups",
    ),
    "no options": ([actions(select())], "one of options, option_groups is required"),
    "same value twice": ([actions(select(options=[option(), option()]))], "is there twice"),
    "long option": ([actions(select(options=[option("x" * 76)]))], "less than 76"),
    "long option value": (
        [actions(select(options=[{"text": plain("x"), "value": "x" * 151}]))],
        "less than 151",
    ),
    "long placeholder": (
        [actions(select("users_select", placeholder=plain("x" * 151)))],
        "less than 151",
    ),
    "11 checkboxes": (
        [
            actions(
                {
                    "type": "checkboxes",
                    "action_id": "c",
                    "options": [option(str(n)) for n in range(11)],
                }
            )
        ],
        "no more than 10",
    ),
    "no such date": (
        [actions({"type": "datepicker", "action_id": "d", "initial_date": "29/02/2024"})],
        "must be a date",
    ),
    "text input among actions": ([actions(typed())], "unsupported type: plain_text_input"),
    "button as input": ([field(button())], "unsupported type: button"),
    "max_length": ([field(typed(max_length=3001))], "between 1 and 3000"),
    "lengths the wrong way": ([field(typed(min_length=5, max_length=4))], "more than max_length"),
    "label missing": ([{"type": "input", "element": typed()}], "missing required field: label"),
    "boolean as a word": ([section(expand="true")], "must be a boolean"),
    "image without alt_text": (
        [{"type": "image", "image_url": "https://x.example/a.png"}],
        "missing required field: alt_text",
    ),
    "image without address": ([{"type": "image", "alt_text": "x"}], "image_url, slack_file"),
    "rich text of bare leaves": ([rich(leaf())], "unsupported type: text"),
    "empty rich text": ([rich()], "no fewer than 1"),
    "empty leaf": ([rich(quote(leaf("")))], "more than 0"),
    "style as a word": ([rich(quote(leaf(style="bold")))], "must be an object"),
    "unknown style": ([rich(quote(leaf(style={"loud": True})))], "property: loud"),
    "list style": (
        [
            rich(
                {
                    "type": "rich_text_list",
                    "style": "dash",
                    "elements": [{"type": "rich_text_section", "elements": [leaf()]}],
                }
            )
        ],
        "must be one of bullet, ordered",
    ),
    "quote in a quote": ([rich(quote(quote(leaf())))], "unsupported type: rich_text_quote"),
    "101 rows": ([{"type": "table", "rows": [[cell()]] * 101}], "no more than 100"),
    "21 columns": ([{"type": "table", "rows": [[cell()] * 21]}], "no more than 20"),
    "two tables": ([{"type": "table", "rows": [[cell()]]}] * 2, "only_one_table_allowed"),
    "too much in a table": (
        [{"type": "table", "rows": [[cell("x" * 2001)]] * 5}],
        "at most 10000",
    ),
    "uneven data table": (
        [{"type": "data_table", "caption": "C", "rows": [[cell()], [cell()] * 2]}],
        "same number of cells",
    ),
    "long markdown": ([{"type": "markdown", "text": "x" * 12_001}], "less than 12001"),
    "markdown in all": ([{"type": "markdown", "text": "x" * 6001}] * 2, "12000 in all"),
    "alert in a message": ([{"type": "alert", "text": plain("x")}], "unsupported type: alert"),
    "6 context actions": (
        [{"type": "context_actions", "elements": [{"type": "icon_button"}] * 6}],
        "no more than 5",
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_fits_is_let_through(name: str) -> None:
    assert [str(one) for one in check_blocks(GOOD[name], "message") if one.refused] == []


@pytest.mark.parametrize("name", BAD)
def test_what_does_not_fit_is_refused(name: str) -> None:
    blocks, sentence = BAD[name]
    found = [str(one) for one in check_blocks(blocks, "message") if one.refused]
    assert any(sentence in one for one in found), found
    assert all("[json-pointer:/blocks" in one for one in found)


def test_a_problem_tells_its_place() -> None:
    found = check_blocks([section(), actions(button("x" * 76))], "message")
    assert [one.path for one in found] == ["/blocks/1/elements/0/text/text"]


@pytest.mark.parametrize(
    "text",
    [
        "fish &amp; chips &lt;b&gt;",
        "<@U0MEMBER> in <#C0PANEL|panel> and <#C0PANEL|>",
        "<!channel> <!here> <!subteam^S0CLERKS>",
        "<https://x.example/a?b=1&c=2|The minutes>",
        "<mailto:clerk@x.example|Write>",
        "<!date^1700000000^{date_short} at {time}|14 November>",
        "> a quotation\n> of two lines",
    ],
)
def test_entities_and_escapes_are_let_through(text: str) -> None:
    assert check_message(text, [section(text)]) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("fewer than <5", "raw <"),
        ("more than 5> of them", "raw >"),
        ("<script>", "raw <"),
        ("fish & chips", "raw &"),
        ("<!channels>", "raw <"),
        ("<https://x.example/a b|label>", "raw <"),
        ("<https://x.example/|>", "raw <"),
        ("<https://x.example/|a\nb>", "raw <"),
        ("<@ada>", "raw <"),
        ("<!date^1700000000^{date}>", "raw <"),
    ],
)
def test_what_nobody_escaped_is_noticed_and_not_refused(text: str, sentence: str) -> None:
    found = check_message(text, None)
    assert sentence in found[0].sentence
    assert not any(one.refused for one in found)
    assert next(one.path for one in check_message("x", [section(text)])) == "/blocks/0/text/text"


def test_a_literal_leaf_takes_no_entities() -> None:
    assert check_message("words", [rich(quote(leaf("a < b & c > d")))]) == []


def test_habits_are_noticed() -> None:
    def said(text: str | None, *blocks: Json) -> list[str]:
        return [one.sentence for one in check_message(text, list(blocks)) if not one.refused]

    assert "screen readers" in said(None, section())[0]
    assert "at most 4000" in said("x" * 4001, section())[0]
    assert "two buttons read 'Share'" in said("x", actions(button(), button(action_id="b")))[0]
    assert "at most 3000" in said("x", rich(quote(leaf("x" * 3001))))[0]
    described = button(action_id="b", accessibility_label="Share paragraph 2")
    assert said("x", actions(button(), described)) == []


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Find"), "blocks": list(blocks), **more}


@pytest.mark.parametrize(
    "view",
    [
        modal(section()),
        modal(field(typed()), submit=plain("Find"), close=plain("Leave")),
        modal(*([section()] * 100), private_metadata="x" * 3000, callback_id="x" * 255),
        modal({"type": "alert", "text": plain("Mind"), "level": "warning"}),
        {"type": "home", "blocks": [section(), {"type": "table", "rows": [[cell()]]}]},
    ],
)
def test_a_view_that_fits(view: Json) -> None:
    assert check_view(view) == []


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (modal(field(typed())), "missing required field: submit"),
        (modal(*([section()] * 101)), "no more than 100"),
        (modal(), "no fewer than 1"),
        (modal(section(), title=plain("x" * 25)), "less than 25"),
        (modal(section(), submit=plain("x" * 25)), "less than 25"),
        (modal(section(), private_metadata="x" * 3001), "less than 3001"),
        (modal(section(), callback_id="x" * 256), "less than 256"),
        (modal(section(), colour="red"), "invalid additional property: colour"),
        (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
        (modal({"type": "table", "rows": [[cell()]]}), "unsupported type: table"),
        (
            modal(
                field(typed(focus_on_load=True)),
                field(typed(focus_on_load=True)),
                submit=plain("Find"),
            ),
            "for one element only",
        ),
        ({"type": "home", "blocks": [section()], "title": plain("x")}, "property: title"),
        ({"type": "home", "blocks": [{"type": "alert", "text": plain("x")}]}, "type: alert"),
        ({"type": "modal", "blocks": [section()]}, "missing required field: title"),
        ({"type": "window", "blocks": [section()]}, "must be one of modal, home"),
    ],
)
def test_a_view_that_does_not_fit(view: Json, sentence: str) -> None:
    found = [str(one) for one in check_view(view)]
    assert any(sentence in one for one in found), found


def test_offered_options() -> None:
    assert check_options({"options": []}) == []
    assert check_options({"options": [option(str(n)) for n in range(100)]}) == []
    assert check_options({"options": [option(str(n)) for n in range(101)]})
    assert check_options({"options": [{"text": mrkdwn("x"), "value": "x"}]})
    assert check_options({"choices": []})
    assert check_options({"option_groups": [{"label": plain("G"), "options": [option()]}]}) == []


@pytest.mark.parametrize(
    "junk", [None, 3, "x", [], {}, [[]], [None], {"type": []}, [{"type": "actions", "elements": 3}]]
)
def test_no_shape_of_input_breaks_the_check(junk: Any) -> None:
    assert check_view(junk)
    check_blocks(junk, "message")
    check_options(junk)
