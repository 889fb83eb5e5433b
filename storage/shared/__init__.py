"""Messages of ours that quote the minutes: known from before they are sent, and kept true."""

from storage.shared.sending import arrived, begin, refused

__all__ = ["arrived", "begin", "refused"]
