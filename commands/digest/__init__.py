"""What is sent unasked: digests, hits of saved searches, reminders."""

from commands.digest.claiming import (
    KIND,
    claim_at_once,
    claim_morning,
    claim_notice,
    has_news,
)
from commands.digest.gather import Reader, announced
from commands.digest.settled import follow_settings
from commands.digest.tell import show_again, tell
from commands.digest.terminal import show_digest

__all__ = [
    "KIND",
    "Reader",
    "announced",
    "claim_at_once",
    "claim_morning",
    "claim_notice",
    "follow_settings",
    "has_news",
    "show_again",
    "show_digest",
    "tell",
]
