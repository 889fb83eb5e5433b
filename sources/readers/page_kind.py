"""What a web page is, before its text is read: minutes or not, where its content stands."""

import re

from lxml.html import HtmlElement

from sources.readers.blocks import tidy
from storage.model import MinutebookError

_REFUSED = re.compile(
    r"^(?:sign ?in|log ?in|login|page not found|not found|404\b.*|403\b.*|50\d\b.*|error|"
    r"an? (?:server )?error.*|access denied|forbidden|"
    r"just a moment.*|attention required.*|are you (?:a )?(?:human|robot).*|security "
    r"check.*|service unavailable|request rejected|"
    r"sorry,.*|we can.?t find.*|maintenance|site (?:is )?under maintenance|checking your "
    r"browser.*|session (?:expired|timed out).*)$",
    re.IGNORECASE,
)


def refuse_other_pages(page: HtmlElement) -> None:
    """Refuse a page to sign in and an error page, also those that say all is well.

    Raises MinutebookError.
    """
    titles = [tidy(e.text_content()) for e in page.xpath("//h1 | //title | //h2")[:4]]
    if (
        any(_REFUSED.match(re.split(r"\s+[|–—-]\s+", t)[0]) for t in titles)
        and len(page.xpath("//p | //td | //li")) < 40
    ):
        raise MinutebookError(
            f"this page holds no minutes: it says “{next(t for t in titles if t)}”; open "
            f"it in a browser and save the page with the minutes"
        )
    if page.xpath("//input[@type='password']") and not page.xpath("//*[@id='modgov']"):
        raise MinutebookError(
            "this page asks to sign in and holds no minutes: save the page after signing in"
        )


def main_part(page: HtmlElement) -> tuple[HtmlElement, bool]:
    """The part of the page that is content, and whether its own header belongs to it."""
    for path in (
        "//main",
        "//*[@role='main']",
        "//article",
        "//*[@id='content' or @id='main-content' or @id='main']",
    ):
        found = page.xpath(path)
        if len(found) == 1 and len(found[0].text_content()) > 200:
            return found[0], True
    body = page.find("body")
    return (body if body is not None else page), False


def meeting_link(root: HtmlElement) -> HtmlElement | None:
    """A link to the whole meeting, as an item page has one."""
    for link in root.iter("a"):
        if re.search(r"(?:ie|ce)listdocuments\.aspx\?", link.get("href") or "", re.IGNORECASE):
            return link
    return None


def meta_title(page: HtmlElement, link: HtmlElement | None) -> str | None:
    """The title in the metadata: Dublin Core\'s, else the words of the link, else the window\'s."""
    metas = {(m.get("name") or "").lower(): m.get("content") or "" for m in page.iter("meta")}
    title = page.findtext(".//title") or ""
    said = metas.get("dc.title") or (tidy(link.text_content()) if link is not None else "") or title
    return tidy(said) or None
