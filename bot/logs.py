"""What the bot says of itself, for people or for programs: a reference stands in every line that
belongs to a request, the same that its asker is given where it goes wrong."""

import contextvars
import datetime as dt
import json
import logging
from typing import Literal

Style = Literal["text", "json"]
reference: contextvars.ContextVar[str] = contextvars.ContextVar("reference", default="")

_TEXT = "%(asctime)s %(levelname)s %(name)s%(reference)s: %(message)s"
# Libraries that tell of what is dealt with here.
_QUIET = {"slack_bolt": logging.ERROR}
_SILENT = "websocket"  # which takes no level: it sets its own with each connection


def set_up(style: Style) -> None:
    """Log to standard error in this style, our own doings from INFO on."""
    handler = logging.StreamHandler()
    handler.addFilter(_with_reference)
    handler.setFormatter(_Json() if style == "json" else _Text(_TEXT))
    logging.basicConfig(handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.INFO)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)
    logging.getLogger(_SILENT).disabled = True


def _with_reference(record: logging.LogRecord) -> bool:
    record.reference = reference.get()
    return True


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = record.__dict__.get("reference")
        record.reference = f" [{told}]" if told else ""
        return super().format(record)


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(),
            "level": record.levelname,
            "from": record.name,
            "reference": record.__dict__.get("reference") or None,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)
