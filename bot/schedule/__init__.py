"""What the bot sends by itself: at each reader's hour, once, whatever happens in between.

`clock` finds what is owed, `readers` knows to whom, `sending` sees that it arrives once.
"""

from bot.schedule.clock import DigestClock
from bot.schedule.sending import LEASE

__all__ = ["LEASE", "DigestClock"]
