"""What a site's robots.txt allows us (RFC 9309)."""

from dataclasses import dataclass
from importlib.metadata import version

from protego import Protego

AGENT = "Minutebook"
PRODUCT = f"{AGENT}/{version('minutebook')}"
MOST = 500 * 1024  # bytes of a robots.txt that are read: what the RFC wants at the least
_LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site. `None` stands for a site without any."""

    parser: Protego | None = None

    def allow(self, url: str) -> bool:
        """Whether we may fetch this address: the longest rule that fits it says so."""
        return self.parser is None or self.parser.can_fetch(url, PRODUCT)

    @property
    def delay(self) -> float:
        """How many seconds the site wants between requests; 0 where it does not say."""
        wish = self.parser.crawl_delay(PRODUCT) if self.parser else None
        return min(wish or 0.0, _LONGEST_DELAY)


def read_rules(data: bytes) -> Rules:
    """The rules that a robots.txt states; of one that was cut off, without its last line."""
    if len(data) >= MOST:
        data = data[:MOST].rpartition(b"\n")[0]
    return Rules(Protego.parse(data.decode("utf-8", "replace").lstrip("\ufeff")))
