"""What a site's robots.txt allows us (RFC 9309)."""

from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

AGENT = "Minutebook"
_LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site. `None` stands for a site without any."""

    parser: RobotFileParser | None = None

    def allow(self, url: str) -> bool:
        """Whether we may fetch this address."""
        return self.parser is None or self.parser.can_fetch(AGENT, url)

    @property
    def delay(self) -> float:
        """How many seconds the site wants between requests; 0 where it does not say."""
        wish = self.parser.crawl_delay(AGENT) if self.parser else None
        return min(float(wish or 0), _LONGEST_DELAY)


def read_rules(data: bytes) -> Rules:
    """The rules that a robots.txt states."""
    parser = RobotFileParser()
    parser.parse(data.decode("utf-8", "replace").lstrip("\ufeff").splitlines())
    return Rules(parser)
