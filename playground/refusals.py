"""How the local Slack says no."""

from collections.abc import Sequence
from typing import Any

__all__ = ["Refused"]


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """`{"ok": false}`: the error's code, which messages explain it, further fields."""

    def __init__(self, error: str, messages: Sequence[str] = (), **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.body: dict[str, Any] = {"ok": False, "error": error, **more}
        if messages:
            self.body["response_metadata"] = {"messages": list(messages)}
