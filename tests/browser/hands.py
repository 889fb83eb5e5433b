"""Hands and eyes for a page in Chromium: press, type, look for words, take a picture."""

import base64
import json
import time
from pathlib import Path
from typing import Any

from chromium import Browser

PATIENCE = 10.0
KEYS = {
    "Enter": (13, "\r"),
    "Tab": (9, ""),
    "Escape": (27, ""),
    "Delete": (46, ""),
    "ArrowDown": (40, ""),
    "ArrowUp": (38, ""),
    " ": (32, " "),
}
# The visible element with this role and name, as a person would look for it.
NAME = """
((one) => {
  const copy = one.cloneNode(true);
  for (const part of copy.querySelectorAll('[aria-hidden]')) part.remove();
  const label = one.getAttribute('aria-label') || one.labels?.[0]?.textContent;
  return (label || one.placeholder || copy.textContent).replace(/\\s+/g, ' ').trim();
})
"""
FIND = """
((selector, words) => {
  const name = NAME;
  const shown = (one) =>
    one.getClientRects().length && getComputedStyle(one).visibility !== 'hidden';
  const all = [...document.querySelectorAll(selector)].filter(shown);
  const dialog = document.querySelector('dialog[open]');
  const near = dialog ? all.filter((one) => dialog.contains(one)) : all;
  const exact = near.filter((one) => name(one) === words);
  return (exact.length ? exact : near.filter((one) => name(one).startsWith(words))).at(-1) ?? null;
})
""".replace("NAME", NAME)
# The middle of an element that stands still and lies under nothing else, or null.
RESTING = """
(async (find) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const one = find();
  if (!one) return null;
  one.scrollIntoView({block: 'nearest'});
  await frame();
  const before = one.getBoundingClientRect();
  await frame();
  const now = one.getBoundingClientRect();
  const middle = [now.x + now.width / 2, now.y + now.height / 2];
  const still = find() === one && before.x === now.x && before.y === now.y;
  return still && one.contains(document.elementFromPoint(...middle)) ? middle : null;
})
"""


class Hands(Browser):
    """A browser with which a page is used as a person uses it."""

    def size(self, width: int, height: int, dark: bool = False, phone: bool = False) -> None:
        """The window, and which colours the person prefers."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2 if phone else 1,
            mobile=phone,
        )
        scheme = "dark" if dark else "light"
        self.send(
            "Emulation.setEmulatedMedia",
            features=[
                {"name": "prefers-color-scheme", "value": scheme},
            ],
        )

    def until(self, expression: str, patience: float = PATIENCE, what: str = "") -> Any:
        """The first true value of an expression in the page."""
        end = time.monotonic() + patience
        plain = f"(async found => (await found) instanceof Node ? true : found)({expression})"
        while not (found := self.run(plain)):
            shown = "document.body.innerText"
            assert time.monotonic() < end, f"{what or expression}\n{self.run(shown)}"
            time.sleep(0.02)
        return found

    def sees(self, words: str, patience: float = PATIENCE) -> None:
        """Wait until these words stand on the page."""
        self.until(f"document.body.innerText.includes({json.dumps(words)})", patience)

    def key(self, name: str, shift: bool = False) -> None:
        """Press one key."""
        code, text = KEYS[name]
        common = {"key": name, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
        self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    def type(self, text: str) -> None:
        """Type where the cursor is."""
        for letter in text:
            self.send("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
            self.send("Input.dispatchKeyEvent", type="keyUp", key=letter)

    def press(self, words: str, selector: str = "button, a, summary, [role=menuitem]") -> None:
        """Click on what is called so."""
        found = f"{FIND}({json.dumps(selector)}, {json.dumps(words)})"
        x, y = self.until(f"{RESTING}(() => {found})", what=f"nothing to press: {words!r}")
        at = {"x": x, "y": y, "button": "left", "clickCount": 1}
        self.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        self.send("Input.dispatchMouseEvent", type="mousePressed", **at)
        self.send("Input.dispatchMouseEvent", type="mouseReleased", **at)

    def fill(self, words: str, text: str) -> None:
        """Puts a text into the field of this label, in place of what it held."""
        self.press(words, "input, textarea")
        self.run("document.activeElement.select()")
        if text:
            self.type(text)
        else:
            self.key("Delete")

    def set_select(self, index: int, value: str) -> None:
        """Chooses in a menu that the browser itself draws, where no key can be pressed."""
        self.run(
            f"""(() => {{
              const one = document.querySelectorAll('select')[{index}];
              one.value = {json.dumps(value)};
              one.dispatchEvent(new Event('change', {{bubbles: true}}));
            }})()"""
        )

    def choose_files(self, selector: str, *paths: Path) -> None:
        """Gives a file field these files, as the browser's own window does."""
        root = self.send("DOM.getDocument")["root"]["nodeId"]
        field = self.send("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.send("DOM.setFileInputFiles", files=[str(path) for path in paths], nodeId=field)

    def focused(self) -> str:
        """What the element that has the keyboard is called."""
        return str(self.run(f"{NAME}(document.activeElement)"))

    def tab_to(self, words: str, most: int = 120, back: bool = False) -> None:
        """Go there with the Tab key alone."""
        for _ in range(most):
            if self.focused().startswith(words):
                return
            self.key("Tab", shift=back)
        raise AssertionError(f"Tab does not lead to {words!r}")

    def tab_back_to(self, words: str) -> None:
        """The same backwards."""
        self.tab_to(words, back=True)

    def shoot(self, path: Path) -> Path:
        """A picture of what is in the window."""
        self.run("new Promise(done => requestAnimationFrame(() => setTimeout(done, 80)))")
        shot = self.send("Page.captureScreenshot")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(shot["data"]))
        return path
