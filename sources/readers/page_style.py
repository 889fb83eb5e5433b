"""What the styles of a web page hide, strike out, raise or print in white."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MEDIA = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]*;")
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_SELECTOR = re.compile(r"[a-z][a-z0-9]*|[a-z0-9]*[.#][\w-]+", re.IGNORECASE)
_STRUCK = frozenset(("s", "strike", "del"))
_HIDDEN = re.compile(r"(?:^|;)(?:display:none|visibility:hidden|font-size:0(?:px|pt|em|%)?(?:;|$))")
_WHITE = re.compile(r"(?:^|;)color:(?:#fff(?:fff)?|white|rgb\(255,255,255\))(?:!|;|$)")
_GROUND = re.compile(r"(?:^|;)background")
_ON_A_GROUND = frozenset(("td", "th", "a", "button", "h1", "h2", "h3", "h4", "h5", "h6"))
_PARTS = frozenset(("div", "section", "article", "ul", "ol", "table", "dl", "details"))


@dataclass(frozen=True, slots=True)
class PageStyle:
    """The rules of a page's own style sheets by their simple selectors ("p", ".x", "p.x", "#x")."""

    rules: dict[str, str]

    @classmethod
    def of(cls, page: HtmlElement) -> "PageStyle":
        """The rules of a page; those for print or small screens alone are none."""
        rules: dict[str, str] = {}
        for sheet in page.iter("style"):
            text = _MEDIA.sub("", _COMMENT.sub("", sheet.text or ""))
            for selectors, said in _RULE.findall(text):
                for selector in map(str.strip, selectors.split(",")):
                    if _SELECTOR.fullmatch(selector):
                        rules[selector] = f"{rules.get(selector, '')};{_plain(said)}"
        return cls(rules)

    def unseen(self, element: HtmlElement) -> str | None:
        """Why the words of an element are not seen as said; None where they are.

        A part of the page that its sheet hides is seen: one opens it with a button.
        """
        own, sheet = _plain(element.get("style") or ""), self._sheet(element)
        hidden = _HIDDEN.search(own) or (element.tag not in _PARTS and _HIDDEN.search(sheet))
        if hidden or element.get("hidden") is not None:
            return "hidden"
        said = f"{sheet};{own}"
        if element.tag in _STRUCK or "line-through" in said:
            return "struck out"
        return "white" if _WHITE.search(said) and not self._is_on_ground(element) else None

    def is_raised(self, element: HtmlElement) -> bool:
        """Whether the words of an element stand above the line."""
        said = f"{self._sheet(element)};{_plain(element.get('style') or '')}"
        return element.tag == "sup" or "vertical-align:super" in said

    def _sheet(self, element: HtmlElement) -> str:
        if not self.rules:
            return ""
        tag, names = str(element.tag), (element.get("class") or "").split()
        marks = [*(f".{name}" for name in names), *([f"#{i}"] if (i := element.get("id")) else ())]
        keys = [tag, *marks, *(f"{tag}{mark}" for mark in marks)]
        return ";".join(self.rules[key] for key in keys if key in self.rules)

    def _is_on_ground(self, element: HtmlElement) -> bool:
        """Whether an element may stand on a coloured ground."""
        return any(
            e.tag in _ON_A_GROUND
            or e.get("bgcolor") is not None
            or _GROUND.search(f"{self._sheet(e)};{_plain(e.get('style') or '')}")
            for e in (element, *element.iterancestors())
        )


def _plain(style: str) -> str:
    return re.sub(r"\s+", "", style).lower()
