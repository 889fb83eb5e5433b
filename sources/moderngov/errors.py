"""A page that came, but is not the one that was asked for."""

from storage.errors import MinutebookError


class NotThisPageError(MinutebookError):
    """Something else came in the page's place: an error, challenge, login or empty page.

    `gone` is True where the site says that it holds no such thing (any more).
    """

    def __init__(self, sentence: str, gone: bool = False) -> None:
        super().__init__(sentence)
        self.gone = gone
