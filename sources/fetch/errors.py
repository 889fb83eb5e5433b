"""Why something was not fetched, as sentences."""

from storage.errors import MinutebookError


class FetchError(MinutebookError):
    """A page was not fetched. `status` is the answer's HTTP status, where there was an answer."""

    def __init__(self, sentence: str, status: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status


class SiteRestingError(FetchError):
    """The site is to be left alone for now: nothing more of it should be asked in this run."""
