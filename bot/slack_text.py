"""Slack's way of writing text: decoding what arrives, escaping what is sent, and its limits.

In `text` and `mrkdwn` three characters are escaped and nothing else can be; `rich_text` and
`plain_text` are literal. Limits count what is sent, after escaping.
"""

import re
from urllib.parse import quote

from commands.documents import cut

TEXT_MOST = 4000  # of a message's `text`
URL_MOST = 3000
BLOCK_MOST = 2900  # of one run of literal text; Slack's limit is 3,000

_ENTITY = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_ENDS = (  # of a sentence, not after a title or an initial; else of a part of one
    re.compile(r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|No))(?<!\bMrs)(?<!\bCllr)[.!?][’”\"')\]]*\s+"),
    re.compile(r"[;:,][’”\"')\]]*\s+"),
)


# ---- what arrives -----------------------------------------------------------------------------


def decode(text: str) -> str:
    """What somebody typed, from what Slack sends.

    Links become what was typed, channels `#name`, calls `@here`; users stay `<@U…>`, which is
    how the register knows them. Half characters, which no database takes, are dropped.
    """
    plain = _ENTITY.sub(_typed, text)
    plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return plain.encode("utf-8", "ignore").decode("utf-8")


def _typed(entity: re.Match[str]) -> str:
    target, label = entity[1], entity[2] or ""
    if target.startswith("@"):
        return f"<{target}>"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    return label if label and label in target else target


def without_mention(text: str, user_id: str) -> str:
    """The text without the mentions of this user (the bot itself)."""
    return re.sub(rf"<@{re.escape(user_id)}(?:\|[^<>]*)?>", " ", text).strip()


# ---- what is sent -----------------------------------------------------------------------------


def escape(text: str) -> str:
    """Literal text for `text` and `mrkdwn`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def usable(url: str | None) -> str | None:
    """The address where Slack takes it: http(s), without blanks or marks, not too long.

    An address that is too long goes without its text fragment.
    """
    if not url or not url.startswith(("http://", "https://")):
        return None
    clean = quote(url, safe="%/:?#[]@!$&'()*+,;=-._~")
    if len(clean) > URL_MOST:
        clean = clean.partition(":~:")[0].rstrip("#")
    return clean if len(clean) <= URL_MOST else None


def link(url: str | None, label: str) -> str:
    """A link for `text`, or its label alone where the address cannot be used."""
    words = escape(" ".join(label.replace("|", "/").split()))
    address = usable(url)
    return f"<{escape(address)}|{words}>" if address and words else words


def escaped_within(text: str, most: int) -> str:
    """The text escaped, in at most `most` characters as sent, cut after a word."""
    whole = escape(text)
    over = len(whole) - most
    if over <= 0:
        return whole
    # A character escapes to at least one: leaving out `over` of them is enough.
    return escape(cut(text, max(1, len(text) - over)))


def pieces(text: str, most: int = BLOCK_MOST) -> list[tuple[int, int]]:
    """Where to split a long text, as `[start, end)`: after a sentence, else a word, else anywhere.

    The pieces together are the whole text.
    """
    found: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > most:
        end = _break(text, start, start + most)
        found.append((start, end))
        start = end
    return [*found, (start, len(text))] if start < len(text) else found


def _break(text: str, start: int, last: int) -> int:
    half = start + (last - start) // 2
    for pattern in _ENDS:
        ends = [match.end() for match in pattern.finditer(text, half, last)]
        if ends:
            return ends[-1]
    blank = text.rfind(" ", half, last)
    return blank + 1 if blank > 0 else last
