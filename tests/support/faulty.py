"""Minutebook with a fault put into one step of its own: a stand-in for the fault nobody knows yet.

    python faulty.py MODULE:NAME [COMMAND…]

The step raises wherever the word "bewitched" is in what it is given, and does its work elsewhere.
"""

import importlib
import sys
from typing import Any

from bot.cli import main

FAULTY = "bewitched"


def break_step(step: str) -> None:
    """Put the fault into `module:name`, or `module:Class.name`, and wherever that was imported."""
    module, _, name = step.partition(":")
    owner: Any = importlib.import_module(module)
    *within, name = name.split(".")
    for part in within:
        owner = getattr(owner, part)
    whole = getattr(owner, name)

    def faulty(*args: Any, **kwargs: Any) -> Any:
        if FAULTY in repr((args, kwargs)).casefold():
            raise LookupError("a sentence that nobody thought of")
        return whole(*args, **kwargs)

    setattr(owner, name, faulty)


if __name__ == "__main__":
    break_step(sys.argv.pop(1))
    main()
