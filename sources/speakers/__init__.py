"""Who speaks in each paragraph: who asks, who answers, who is only mentioned."""

from sources.speakers.discourse import explain_speakers, find_speakers

__all__ = ["explain_speakers", "find_speakers"]
