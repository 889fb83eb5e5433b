"""The playground's page with an app that shows every kind of block: drawn as Slack draws them,
used as people use them, and what the app is told of it. What is hostile stays words.
"""

from typing import Any

import pytest
from conftest import Look
from hands import Hands
from sample_app import HOSTILE

from playground.local_slack import LocalSlack


def ask(browser: Hands, line: str) -> None:
    """Types a line where one types; a command's suggestion is taken first."""
    browser.press("Message #panel", "textarea")
    browser.type(line)
    browser.key("Enter")


def sent(slack: LocalSlack, browser: Hands, kind: str, count: int = 1) -> Any:
    """The newest payload of this kind that the app was sent, once there are so many."""

    def found() -> list[Any]:
        return [one.payload for one in slack.deliveries if one.payload.get("type") == kind]

    slack.wait_for(lambda: len(found()) >= count, 10)
    return found()[-1]


def test_hostile_content_is_text(app: LocalSlack, browser: Hands, look: Look) -> None:
    own = "document.querySelectorAll('script, iframe, object, img, b, [onerror], [onload]').length"
    before = browser.run(own)
    browser.run("window.ran = 0; window.alert = () => { window.ran += 1; }")
    ask(browser, "/show now")
    browser.until("document.querySelectorAll('.block-actions button').length >= 2")
    ask(browser, HOSTILE)
    browser.until("document.querySelectorAll('.message').length >= 2")
    app.upload(HOSTILE.replace("/", "∕"), b"x", "U0CLERK", "C0PANEL")
    browser.until("document.querySelectorAll('.file').length >= 1")
    texts = "[...document.querySelectorAll('.header, .words, blockquote, .context, .file')]"
    told = browser.run(f"{texts}.map(one => one.innerText.trim())")
    assert HOSTILE in told
    faces = browser.run("document.querySelectorAll('img.face').length")
    assert browser.run(own) == before + faces
    assert browser.run("document.title") == "Minutebook playground"
    assert not browser.run("[...document.links].some(one => !/^https?:/.test(one.href))")
    assert browser.run("window.ran") == 0
    look("hostile")


def test_every_block_is_drawn_as_it_was_meant(app: LocalSlack, browser: Hands, look: Look) -> None:
    browser.size(1360, 1500)
    ask(browser, "/every still")
    browser.sees("Recording")
    look("every-block")
    shown = browser.run("document.querySelector('.blocks').innerText")
    literal = "*not bold* _nor this_ 10:30:45 <b>&amp;</b>"
    assert shown.count(literal) == 4  # a header, a section, a context, a rich text
    for words in (
        "Bold, italic, struck, code, a*b*c, snake_case_name and 2 * 3 * 4\n# no heading\n1. no",
        "<script>shown</script> &amp;",
        "pre  *formatted*",
        "@Bram Okafor #panel @here 16 Oct 2025 08:33 ✅ :no_such_sign:",
        "Picture: A map of the three wards",
        "**As written** in _markdown_",
        "def f():\n    pass",
    ):
        assert words in shown, words
    drawn = "[...document.querySelectorAll('.blocks ' + {0!r})].map(one => one.innerText)"
    assert browser.run(drawn.format("strong"))[:2] == ["Bold", "Ward"]
    assert "quoted" in browser.run(drawn.format("blockquote"))
    assert browser.run(drawn.format("td"))[:3] == ["Ward", "Votes", "North"]
    assert browser.run(drawn.format("ol li")) == ["third of its kind"]
    link = browser.run("document.querySelector('.blocks a').href")
    assert link == "https://council.example/a?b=1&c=2"
    assert browser.run(
        "performance.getEntriesByType('resource').every("
        "one => one.name.startsWith(location.origin))"
    )


def test_every_control_tells_the_app(app: LocalSlack, browser: Hands, look: Look) -> None:
    browser.size(1360, 1500)
    ask(browser, "/every ")
    browser.sees("Words to find")
    look("every-control")
    browser.press("Drop")
    browser.sees("It cannot be taken back.")
    look("confirm")
    browser.press("Leave it")
    browser.until("!document.querySelector('dialog[open]')")
    browser.press("Go 👋")
    first = sent(app, browser, "block_actions")
    assert first["actions"][0]["action_id"] == "go"  # what was left was not done
    assert first["state"]["values"]["checks"]["wants"]["selected_options"][0]["value"] == "south"
    assert first["state"]["values"]["two"]["date"]["selected_date"] == "2026-03-01"

    browser.press("Drop")
    browser.press("Do it")
    assert sent(app, browser, "block_actions", 2)["actions"][0]["action_id"] == "drop"
    browser.set_select(1, "north")  # the second of two menus with one action_id
    chosen = sent(app, browser, "block_actions", 3)
    assert chosen["actions"][0]["block_id"] == "two"
    assert chosen["actions"][0]["selected_option"]["value"] == "north"
    assert chosen["state"]["values"]["one"]["ward"]["selected_option"] is None

    browser.press("North", "label")
    ticked = sent(app, browser, "block_actions", 4)["actions"][0]["selected_options"]
    assert [one["value"] for one in ticked] == ["north", "south"]
    browser.press("Choose…", ".several input")
    browser.type("ea")
    browser.key("Enter")
    several = sent(app, browser, "block_actions", 5)["actions"][0]
    assert [one["value"] for one in several["selected_options"]] == ["east"]
    browser.press("Bad")
    assert sent(app, browser, "block_actions", 6)["actions"][0]["value"] == "bad"
    browser.press("Words to find", "input")
    browser.type("hedge")
    browser.key("Enter")
    typed = sent(app, browser, "block_actions", 7)
    assert typed["actions"][0]["value"] == "hedge"
    assert typed["state"]["values"]["several"]["wards"]["selected_options"][0]["value"] == "east"


def test_every_field_of_a_form(
    app: LocalSlack, browser: Hands, look: Look, tmp_path_factory: pytest.TempPathFactory
) -> None:
    paper = tmp_path_factory.mktemp("papers") / "paper.txt"
    paper.write_text("A paper", encoding="utf-8")
    ask(browser, "/fields ")
    browser.sees("Every field")
    assert browser.focused() == "Title"
    look("every-field")
    browser.type("Four")
    browser.fill("Count (optional)", "x")
    browser.fill("Mail (optional)", "nobody")
    browser.press("Send")
    browser.sees("Please enter at least 5 characters.")
    browser.sees("Please enter a number.")
    browser.sees("Please enter a valid email address.")
    assert browser.focused() == "Title"
    look("every-field-with-faults")
    assert [one for one in app.deliveries if one.payload.get("type") == "view_submission"] == []

    browser.type(" trees")
    browser.fill("Count (optional)", "3")
    browser.fill("Mail (optional)", "clerk@council.example")
    browser.fill("Notes (optional)", "")
    browser.fill("Speaker (optional)", "mrs")
    browser.sees("Mrs Harbour")
    browser.key("ArrowDown")
    browser.key("Enter")
    browser.fill("Speakers (optional)", "cllr")
    browser.sees("Cllr Harbour")
    browser.key("Enter")
    browser.fill("Wards (optional)", "so")
    browser.key("Enter")
    browser.press("Remove North")
    browser.press("South", "label:has([type=radio])")
    browser.choose_files("dialog input[type=file]", paper)
    browser.sees("paper.txt")
    browser.press("Send")
    state = sent(app, browser, "view_submission")["view"]["state"]["values"]
    held = {
        block: next(value for name, value in fields["value"].items() if name != "type")
        for block, fields in state.items()
    }
    assert (held["title"], held["notes"], held["count"]) == ("Four trees", None, "3")
    assert (held["ward"]["value"], held["person"], held["place"]) == ("north", "U0CLERK", "C0PANEL")
    assert (held["speaker"]["value"], held["day"]) == ("Mrs Meadow", "2026-03-01")
    assert [one["value"] for one in held["speakers"]] == ["Cllr Harbour"]
    assert [one["value"] for one in held["wards"]] == ["south"]
    assert (held["moment"], held["hour"], held["channel"]) == (1760600000, None, None)
    assert (held["kind"]["value"], held["wants"][0]["value"]) == ("south", "south")
    assert [one["name"] for one in held["papers"]] == ["paper.txt"]
    browser.until("!document.querySelector('dialog[open]')")


def test_a_form_with_the_apps_own_fault(app: LocalSlack, browser: Hands) -> None:
    ask(browser, "/form ")
    browser.sees("New action")
    browser.type("Cut")
    browser.key("Tab")
    assert browser.focused() == "Who"
    browser.type("harri")
    browser.sees("Cllr Harrison")
    browser.key("Enter")
    browser.key("Tab")
    browser.key(" ")
    browser.press("Save")
    browser.sees("Say a little more.")
    assert browser.focused() == "What"
    browser.press("What Slack gets")
    browser.sees("Limits used")
    browser.press("What Slack gets")
    browser.fill("What", "Cut the hedge")
    browser.key("Enter")
    browser.sees("Saved: Cut the hedge, Cllr Harrison, action")
    browser.until("!document.querySelector('dialog[open]')")
    assert app.views == []


def test_shortcuts_previews_and_home(app: LocalSlack, browser: Hands, look: Look) -> None:
    browser.press("Shortcuts")
    browser.press("New form")
    browser.sees("New action")
    browser.key("Escape")
    browser.until("!document.querySelector('dialog[open]')")
    assert app.views == []
    ask(browser, "see https://council.example/tree?a=1&b=2 there")
    browser.sees("The tree was felled.")
    browser.press("Message shortcuts")
    browser.press("Ask about this")
    browser.sees("About this")
    browser.press("Close")
    browser.until("!document.querySelector('dialog[open]')")
    ask(browser, "/show it")
    browser.press("More")
    browser.press("Forget it")
    browser.sees("Chosen: forget")
    browser.press("Home")
    browser.sees("What is kept for you")
    look("home")
