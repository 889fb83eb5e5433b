"""The workspace in a browser: the page, what it is told, and what can be done on it."""

from playground.browser.backstage import Backstage
from playground.browser.page import Page

__all__ = ["Backstage", "Page"]
