"""Saved searches: proposed, saved, listed, changed, and looked for in what is published."""

from commands.searches.matching import match_new, matches
from commands.searches.saving import change_saved, list_saved, save

__all__ = ["change_saved", "list_saved", "match_new", "matches", "save"]
