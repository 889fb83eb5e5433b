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
    messages_with,
    next_owed,
    owed_count,
    take_back_passages,
    unreachable,
)
from storage.shared.sending import arrived, begin, refused

__all__ = [
    "Owed",
    "Unreachable",
    "amend_messages",
    "arrived",
    "begin",
    "beyond_reach",
    "claimants",
    "disown",
    "edited",
    "found",
    "later",
    "messages_with",
    "next_owed",
    "owed_count",
    "refused",
    "take_back_passages",
    "unreachable",
]
