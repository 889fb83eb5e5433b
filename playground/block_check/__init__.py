"""The strict check of messages and views: every field and limit that Slack holds them to."""

from playground.block_check.rules import Problem
from playground.block_check.surfaces import (
    check_blocks,
    check_message,
    check_options,
    check_view,
    elements_of,
)

__all__ = [
    "Problem",
    "check_blocks",
    "check_message",
    "check_options",
    "check_view",
    "elements_of",
]
