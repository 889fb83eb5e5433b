"""Files, folders and addresses that somebody names, as documents that can be loaded."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import NoReturn

from commands.fetching import fetch_source
from sources.archives import is_hidden
from sources.fetch import Fetcher
from sources.formats import Given
from storage.errors import MinutebookError


@dataclass(frozen=True, slots=True)
class Source:
    """A document to be added: its name for messages, and how to get its bytes and what is known
    of it. `load` may raise MinutebookError."""

    name: str
    load: Callable[[], tuple[bytes, Given]]


def documents(
    names: Iterable[str],
    given: Given,
    fetcher: Fetcher,
    standard_input: Callable[[], bytes],
) -> Iterator[Source]:
    """A source for each file, for each file of a folder, for each address, and for '-'.

    Nothing is read before its turn comes; what is not there is refused in its turn.
    """
    for name in names:
        if name == "-":
            yield Source("standard input", lambda: (standard_input(), given))
        elif name.startswith(("http://", "https://")):
            yield page(name, given, fetcher)
        else:
            paths = _files(Path(name))
            if not paths:
                yield Source(name, partial(_refuse, f"{name}: there is no file in this folder."))
            yield from (file(path, given) for path in paths)


def file(path: Path, given: Given) -> Source:
    """A file as a source."""
    return Source(str(path), lambda: (_bytes(path), given))


def page(url: str, given: Given, fetcher: Fetcher) -> Source:
    """The page at an address as a source: what the caller gives beats what its site says."""

    def load() -> tuple[bytes, Given]:
        data, _, told = fetch_source(fetcher, url)
        both = {f.name: getattr(given, f.name) or getattr(told, f.name) for f in fields(Given)}
        return data, Given(**both)

    return Source(url, load)


def _files(path: Path) -> list[Path]:
    """The path itself, or the files below a folder by name; those that are hidden in it are
    passed over, wherever the folder itself lies."""
    if not path.is_dir():
        return [path]
    below = (p for p in path.rglob("*") if p.is_file())
    return sorted(p for p in below if not is_hidden(p.relative_to(path).as_posix()))


def _refuse(sentence: str) -> NoReturn:
    raise MinutebookError(sentence)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MinutebookError(f"{path}: there is no such file or folder.") from error
    except OSError as error:
        raise MinutebookError(f"{path}: cannot be read ({error.strerror}).") from error
