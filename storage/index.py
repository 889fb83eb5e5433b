"""Keeping the full-text index in step with the paragraphs. Called inside a write transaction."""

from collections.abc import Sequence

from sqlite_utils import Database


def index_paragraphs(db: Database, keys: Sequence[int]) -> None:
    """Enter these paragraphs (by `paragraphs.key`) as they now stand."""


def unindex_paragraphs(db: Database, keys: Sequence[int]) -> None:
    """Take these paragraphs out, before their rows change or go."""
