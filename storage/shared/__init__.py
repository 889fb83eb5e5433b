"""Messages of ours that quote the minutes: known from before they are sent, and kept true."""

from storage.shared.keeping import (
    Owed,
    Unreachable,
    amend_messages,
    beyond_reach,
    claimants,
    disown,
    edited,
    found,
    later,
    next_owed,
    owed_count,
    take_back_passages,
    unreachable,
)
from storage.shared.sending import (
    Attempt,
    arrived,
    attempt,
    begin,
    begin_once,
    refused,
    release,
)

__all__ = [
    "Attempt",
    "Owed",
    "Unreachable",
    "amend_messages",
    "arrived",
    "attempt",
    "begin",
    "begin_once",
    "beyond_reach",
    "claimants",
    "disown",
    "edited",
    "found",
    "later",
    "next_owed",
    "owed_count",
    "refused",
    "release",
    "take_back_passages",
    "unreachable",
]
