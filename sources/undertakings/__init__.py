"""What was resolved, promised and asked for in minutes, drawn out of their words.

`draw_actions` fills in the actions of a meeting's paragraphs. The rules look only at the words;
each kind has a module of its own, and `words` holds the lists that they go by.
"""

from sources.undertakings.draw import draw_actions, same_promise
from sources.undertakings.reprises import without_reprises

__all__ = ["draw_actions", "same_promise", "without_reprises"]
