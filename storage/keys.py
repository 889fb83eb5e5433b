"""Keys under which something is stored, sent or done once: a word and fields in one string.

A kind of key is a frozen dataclass of `Key`: `key()` is what a column or a message holds, and
`parse` reads that again. Keys are compared with those that older versions stored: the word, the
separator and the order of a kind's fields stay as they are.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar, Self, get_args, get_type_hints

# How a field of each type is written in a key, and read from there.
_TYPES: dict[type, tuple[str, Callable[[str], Any]]] = {
    int: (r"\d{1,18}", int),
    dt.date: (r"\d{4}-\d\d-\d\d", dt.date.fromisoformat),
    str: (r".+?", str),
}


@dataclass(frozen=True, slots=True)
class Key:
    """The word of a kind of key and its fields in order: numbers, days and texts.

    A field that may be None is written "None"; where None is its default, it is left out.
    """

    word: ClassVar[str] = ""
    separator: ClassVar[str] = " "

    def key(self) -> str:
        """Return the string that is stored."""
        values = [(getattr(self, one.name), one.default is MISSING) for one in fields(self)]
        written = [str(value) for value, always in values if always or value is not None]
        return self.separator.join([self.word, *written] if self.word else written)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a stored string. Raises ValueError where it is no key of this kind."""
        match = _pattern(cls).fullmatch(text)
        made = cls(**_values(cls, match.groupdict())) if match else None
        if made is None or made.key() != text:
            raise ValueError(f"{text!r} is no {cls.__name__}")
        return made


def _fields(kind: type[Key]) -> dict[str, tuple[type, bool, bool]]:
    """Of each field its type, whether it may be None, and whether that is its default."""
    hints = get_type_hints(kind)
    described = {}
    for one in fields(kind):
        types = get_args(hints[one.name]) or (hints[one.name],)
        described[one.name] = (types[0], len(types) > 1, one.default is None)
    return described


def _pattern(kind: type[Key]) -> re.Pattern[str]:
    separator, pattern = re.escape(kind.separator), re.escape(kind.word)
    for name, (type_, nullable, omitted) in _fields(kind).items():
        value = f"(?P<{name}>{_TYPES[type_][0]}{'|None' if nullable else ''})"
        value = f"{separator}{value}" if pattern else value
        pattern += f"(?:{value})?" if omitted else value
    return re.compile(pattern, re.ASCII | re.DOTALL)


def _values(kind: type[Key], written: dict[str, str | None]) -> dict[str, Any]:
    return {
        name: None if text in (None, "None") and nullable else _TYPES[type_][1](text or "")
        for (name, text), (type_, nullable, _) in zip(
            written.items(), _fields(kind).values(), strict=True
        )
    }
