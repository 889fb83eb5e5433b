"""A question understood against the minutes: people, times, words and their forms."""

from commands.query.resolve import Known, ResolvedQuery, known, resolve_query

__all__ = ["Known", "ResolvedQuery", "known", "resolve_query"]
