"""The playground with the real bot in a real browser: the guided minute, every door, the keyboard.

Run by `make browser-test`; skipped where no Chromium is installed. What was seen is kept as
pictures in build/pictures/.
"""

import json
from pathlib import Path

import pytest
from conftest import AXE, ROOT, Look
from hands import Hands

from bot.playground import Stage
from playground.model import Message

MEETING = "https://democracy.wexmoor.example/ieListDocuments.aspx?CId=118&MId=2164"


def test_axe_core_looks_at_each_view() -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not there, so no view was looked at: 'npm ci' in playground/page")


def guided(browser: Hands, look: Look, kind: str) -> None:
    """Through the guided minute by pressing what it offers, looking at each view."""
    look(f"1-start-{kind}")
    browser.press("Ask: Ask a question")
    browser.sees("stop and search had been used 3,412 times")
    look(f"2-answer-{kind}")
    browser.press("Share")
    browser.sees("Shared by")
    browser.press("Ask: Misspell a name")
    browser.sees("Bhattacharya")
    browser.press("List: See what is still owed")
    browser.sees("you typed /actions open")
    look(f"3-actions-{kind}")
    browser.press("Send: Send new minutes")
    browser.sees("please check")
    look(f"4-preview-{kind}")
    browser.press("Publish wexmoor")
    browser.sees("Published by")
    browser.press("Back to the guide")
    browser.press("Move clock: Go to")
    browser.sees("Minutes digest")
    look(f"5-digest-{kind}")
    browser.press("What Slack gets")
    browser.sees("Limits used")
    look(f"6-what-slack-gets-{kind}")


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_the_guided_minute(stage: Stage, browser: Hands, look: Look, kind: str) -> None:
    browser.size(1360, 860, dark=kind == "dark")
    guided(browser, look, kind)
    # What the page did is in the one local Slack that the tests use, too.
    digests = [one for one in stage.slack.messages("C0DIGEST") if "digest" in one.text]
    assert len(digests) == 1
    shared = [one for one in stage.slack.messages("C0PANEL") if "3,412" in one.text]
    assert len(shared) == 1


def test_on_a_phone(stage: Stage, browser: Hands, look: Look) -> None:
    browser.size(360, 740, phone=True)
    browser.open(stage.page.address)
    browser.sees("Your first minute")
    look("phone-1-guide")
    browser.press("Ask: Ask a question")
    browser.sees("3,412")
    look("phone-2-answer")
    browser.press("Channels")
    look("phone-3-channels")
    browser.press("Direct message")
    browser.sees("You and Minutebook, alone.")
    browser.press("Channels")
    browser.press("Home")
    browser.sees("What is held")
    look("phone-4-home")
    browser.press("You are Ada")
    browser.press("Bram Okafor")
    browser.press("Shortcuts")
    browser.press("Search the minutes")
    browser.until("document.querySelector('dialog[open]')")
    look("phone-5-form")
    browser.press("What Slack gets")
    browser.sees("Limits used")
    assert browser.run("document.scrollingElement.scrollWidth") <= 360
    browser.key("Escape")
    browser.size(360, 740, dark=True, phone=True)
    look("phone-6-dark")


@pytest.mark.parametrize("width", [760, 1000, 2400])
def test_between_a_phone_and_a_wall(stage: Stage, browser: Hands, look: Look, width: int) -> None:
    browser.size(width, 900)
    browser.press("Ask: Ask a question")
    browser.sees("3,412")
    look(f"width-{width}")
    assert browser.run("document.scrollingElement.scrollWidth") <= width


def test_the_page_and_the_tests_get_the_same_messages(stage: Stage, browser: Hands) -> None:
    """What is pressed here and what is called there are answered alike: one local Slack."""
    browser.press("Ask: Ask a question")
    browser.sees("3,412")
    by_hand = stage.slack.ephemerals("U0MEMBER")[-1]
    called = stage.slack.command("/minutes", "stop and search").wait_reply()
    assert without_ids(by_hand) == without_ids(called)


def without_ids(message: Message) -> object:
    blocks = [{**block, "block_id": ""} for block in message.blocks]
    return message.text, message.only_for, blocks


def test_an_answer_is_there_at_once_and_nothing_jumps(stage: Stage, browser: Hands) -> None:
    browser.run(
        """window.shifts = [];
        new PerformanceObserver((list) => {
          for (const one of list.getEntries())
            if (!one.hadRecentInput) window.shifts.push(one.value);
        }).observe({type: 'layout-shift', buffered: true});"""
    )
    took = browser.run(
        """new Promise(done => {
          const began = performance.now();
          new MutationObserver((_, watch) => {
            if (!document.body.innerText.includes("3,412")) return;
            watch.disconnect();
            requestAnimationFrame(() => done(performance.now() - began));
          }).observe(document.body, {childList: true, subtree: true});
          document.querySelector('[aria-label="Ask: Ask a question"]').click();
        })"""
    )
    browser.press("Be Bram")
    browser.sees("clerks-only")
    browser.press("lunch")
    browser.sees("has not been invited")
    shifted = browser.run("window.shifts.reduce((sum, one) => sum + one, 0)")
    print(f"answer on the page after {took:.0f} ms; layout shift {shifted:.3f}")
    assert shifted < 0.1


def test_the_whole_tour_by_keyboard(stage: Stage, browser: Hands) -> None:
    assert browser.focused().startswith("Message #panel")
    browser.type("/mi")
    browser.sees("Find the paragraph in the minutes")
    browser.key("Enter")
    browser.type("stop and search")
    browser.key("Enter")
    browser.sees("3,412")
    browser.tab_back_to("Context")
    browser.key("Enter")
    browser.until("document.querySelectorAll('.message.private').length === 2")
    browser.tab_to("Message #panel")
    browser.type("@min")
    browser.key("Tab")
    browser.type("who spoke of drones")
    browser.key("Enter")
    browser.sees("1 reply")
    browser.tab_back_to("1 reply")
    browser.key("Enter")
    browser.sees("drones had flown")
    assert browser.focused() == "Thread"
    browser.key("Escape")
    browser.sees("Your first minute")
    for step, seen in (
        ("Ask: Misspell a name", "Bhattacharya"),
        ("List: See what is still owed", "you typed /actions open"),
        ("Send: Send new minutes", "please check"),
        ("Publish", "Published by"),
        ("Back to the guide", "Your first minute"),
        ("Move clock: Go to", "Minutes digest"),
        ("Be Cleo", "Cleo Marchetti"),
        ("Home", "What the bot keeps ready"),
        ("Direct message", "You and Minutebook, alone."),
        ("Clock", "By a week"),
    ):
        browser.tab_to(step, most=200)
        browser.key("Enter")
        browser.sees(seen)
    browser.key("ArrowDown")
    browser.key("Escape")
    assert browser.focused().startswith("Clock")


def test_a_question_in_private_a_shared_answer_and_a_preview(stage: Stage, browser: Hands) -> None:
    """Further doors: the direct message, a file dropped with the mouse, an address pasted."""
    browser.press("Be Bram")
    browser.sees("clerks-only")
    browser.press("Direct message")
    browser.sees("You and Minutebook, alone.")
    browser.press("Message Minutebook", "textarea")
    browser.type("What was said about drones?")
    browser.key("Enter")
    browser.press("1 reply")
    browser.sees("drones had flown")
    text = (ROOT / "playground" / "next_minutes.txt").read_text(encoding="utf-8")
    browser.run(
        f"""(() => {{
          const data = new DataTransfer();
          data.items.add(new File([{json.dumps(text)}], "march.txt"));
          const on = document.querySelector(".conversation");
          const fire = (type) => on.dispatchEvent(
            new DragEvent(type, {{dataTransfer: data, bubbles: true, cancelable: true}}));
          fire("dragover"); fire("drop");
        }})()"""
    )
    browser.sees("march.txt")
    browser.until("[...document.querySelectorAll('.replies')].length === 2")
    browser.press("panel")
    browser.press("Message #panel", "textarea")
    browser.type(f"It is in {MEETING} somewhere")
    browser.key("Enter")
    browser.until("document.querySelector('.unfurl')")
    browser.press("Message shortcuts")
    browser.until("document.querySelectorAll('[role=menuitem]').length > 0")
    browser.key("Escape")


def test_ones_own_minutes(stage: Stage, browser: Hands, look: Look, tmp_path: Path) -> None:
    document = tmp_path / "parish.txt"
    document.write_text(
        "Ashby Parish Council\n\nMinutes of the meeting held on 4 March 2025\n\n"
        "1. Allotments\n\n1.1 Mrs Loxley asked when the hedge would be cut.\n",
        encoding="utf-8",
    )
    browser.press("Bring your own minutes")
    browser.sees("They go into a separate book")
    look("own-minutes")
    browser.choose_files("dialog input[type=file]", document)
    browser.sees("What I understood of parish.txt", 30)
    browser.sees("Back to the sample minutes")
    browser.press("Publish parish.txt")
    browser.sees("Published by")
    browser.press("Close: Thread")
    browser.press("panel")
    browser.press("Message #panel", "textarea")
    browser.type("/minutes hedge")
    browser.key("Enter")
    browser.key("Enter")
    browser.sees("asked when the hedge would be cut")
