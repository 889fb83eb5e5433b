"""When something is due: the words of the minutes, and the day they mean.

The words are kept whatever they say. A day is given only where the words, the day of the meeting
and the day of the next one settle it: "by the autumn" has none. `due_date` takes the words alone,
so that they can be bound again when the next meeting is fixed or moved.
"""

from sources.due.due_dates import DueWords, due_date, find_due, find_due_words, find_task_due

__all__ = ["DueWords", "due_date", "find_due", "find_due_words", "find_task_due"]
