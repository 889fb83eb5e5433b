"""Who speaks in each paragraph: who asks, who answers, who is only mentioned."""

from sources.speakers.discourse import find_speakers

__all__ = ["find_speakers"]
