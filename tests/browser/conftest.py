"""One Chromium for all that opens the playground's page, and what is looked at in each view."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import chromium
from hands import Hands
from sample_app import sample_app

from bot.playground import Stage, playground
from playground.local_slack import LocalSlack

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "playground" / "page" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "build" / "pictures"
Look = Callable[[str], None]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    program = chromium()
    if program is None:
        pytest.skip("no Chromium is installed")
    made = Hands(program, tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


@pytest.fixture
def stage(browser: Hands) -> Iterator[Stage]:
    """The real bot with the sample minutes, its page open as the member."""
    with playground() as made:
        browser.size(1360, 860)
        browser.open(made.page.address)
        browser.sees("Your first minute")
        yield made
        browser.open("about:blank")
        assert made.slack.violations == []


@pytest.fixture
def app(browser: Hands) -> Iterator[LocalSlack]:
    """A small app that shows every kind of block, its page open."""
    with sample_app() as (slack, page):
        browser.size(1360, 860)
        browser.open(page.address)
        browser.sees("Your first minute")
        yield slack
        browser.open("about:blank")
        assert slack.violations == []


@pytest.fixture
def look(browser: Hands) -> Look:
    """Keeps a picture of the page as it now is, and asks axe-core what is wrong with it."""
    axe = AXE.read_text(encoding="utf-8") + "; 1" if AXE.is_file() else ""
    question = (
        "axe.run({resultTypes: ['violations']}).then(found => JSON.stringify(found.violations.map("
        "one => [one.id, one.help, one.nodes.map(node => node.html + ' ' + node.failureSummary)])))"
    )

    def looked(name: str) -> None:
        browser.shoot(PICTURES / f"{name}.png")
        if not axe:
            return
        browser.run(axe)
        assert json.loads(browser.run(question)) == [], name

    return looked
