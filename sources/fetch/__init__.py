"""The one door to the web: what may be reached, how much is taken, and how politely.

    with Fetcher(hosts=["democracy.example.org"]) as fetcher:
        answer = fetcher.fetch("https://democracy.example.org/ieListMeetings.aspx?CId=77")

Everything that goes wrong is a `FetchError`, whose text is a sentence for people.
"""

from sources.fetch.fetcher import Fetcher, user_agent
from sources.fetch.guard import Resolver, resolve
from sources.fetch.response import Fetched, FetchError, Ledger, Limits, SiteRestingError, Validators

__all__ = [
    "FetchError",
    "Fetched",
    "Fetcher",
    "Ledger",
    "Limits",
    "Resolver",
    "SiteRestingError",
    "Validators",
    "resolve",
    "user_agent",
]
