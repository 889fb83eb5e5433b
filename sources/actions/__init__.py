"""What was resolved, promised and asked for in minutes, drawn out of their words.

`draw_actions` fills in the actions of a meeting's paragraphs. The rules look only at the words;
each kind has a module of its own, and `words` holds the lists that they go by.
"""

from sources.actions.action_lines import without_reprises
from sources.actions.extract import explain_actions, extract_actions, same_promise

__all__ = ["explain_actions", "extract_actions", "same_promise", "without_reprises"]
