"""Takes the pictures of the playground for the README and the docs: `make pictures`."""

import sys
import tempfile
from pathlib import Path

from chromium import chromium
from hands import Hands
from PIL import Image

from bot.playground import playground

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
WIDE, HIGH = 1280, 800


def take(page: Hands, address: str) -> None:
    """Go through the guided minute and keep what is seen."""
    page.size(WIDE, HIGH)
    page.open(address)
    page.press("Ask: Ask a question")
    page.sees("Only visible to you")
    keep(page, "answer")
    page.size(WIDE, HIGH, dark=True)
    keep(page, "answer-dark")
    page.size(WIDE, HIGH)
    page.press("What Slack gets")
    page.sees("How it was understood and ranked")
    keep(page, "what-slack-gets")
    page.press("Back to the guide")
    page.press("Send: Send new minutes")
    page.sees("please check")
    page.press("Correct")
    page.sees("Day of the meeting")
    keep(page, "correct")
    page.key("Escape")
    page.until("!document.querySelector('dialog[open]')")
    page.press("Publish wexmoor")
    page.sees("Published by")
    page.press("Back to the guide")
    page.press("Move clock: Go to")
    page.sees("Minutes digest")
    keep(page, "digest")
    page.size(390, 780, phone=True)
    page.open(address)
    page.press("Close: Your first minute")
    page.sees("Only visible to you")
    keep(page, "phone")


def keep(page: Hands, name: str) -> None:
    """The window as a small picture: of so few colours a palette loses nothing that is seen."""
    path = page.shoot(FOLDER / f"playground-{name}.png")
    with Image.open(path) as shot:
        small = shot.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


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
