"""Takes the pictures of the playground for the README and the docs: `make pictures`."""

import sys
import tempfile
from pathlib import Path

from chromium import chromium
from hands import Hands

from bot.playground import playground

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"


def take(page: Hands, address: str) -> None:
    """Go through the guided minute and keep what is seen."""
    page.size(1360, 860)
    page.open(address)
    page.press("Ask: Ask a question")
    page.sees("Only visible to you")
    page.shoot(FOLDER / "playground-answer.png")
    page.size(1360, 860, dark=True)
    page.shoot(FOLDER / "playground-answer-dark.png")
    page.size(1360, 860)
    page.press("What Slack gets")
    page.sees("How it was ranked")
    page.shoot(FOLDER / "playground-what-slack-gets.png")
    page.press("Back to the guide")
    page.press("Send: Send new minutes")
    page.sees("please check")
    page.shoot(FOLDER / "playground-preview.png")
    page.press("Publish what")
    page.sees("Published by")
    page.press("Back to the guide")
    page.press("Move clock: Go to")
    page.sees("Minutes digest")
    page.shoot(FOLDER / "playground-digest.png")
    page.size(390, 780, phone=True)
    page.open(address)
    page.press("Close: Your first minute")
    page.sees("Only visible to you")
    page.shoot(FOLDER / "playground-phone.png")


def main() -> None:
    """Start the playground and a browser, take the pictures, end both."""
    program = chromium()
    if program is None:
        sys.exit("Install Chromium to take the pictures.")
    with playground() as stage, tempfile.TemporaryDirectory() as profile:
        page = Hands(program, Path(profile))
        try:
            take(page, stage.page.address)
        finally:
            page.close()


if __name__ == "__main__":
    main()
