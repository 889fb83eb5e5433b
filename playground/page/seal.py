"""Seals the built page: which sources it was made of, and what came out.

`python playground/page/seal.py` after a build writes both sums; a test compares them with what
lies there, so that a page that is not current is noticed without node.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
STATIC = HERE.parent / "static"
SEAL = HERE / "built.sha256"
MADE_OF = (
    "src/**/*",
    "public/*",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "build.js",
)


def seal() -> str:
    """A line for the sources and one for the build, as they now are."""
    sources = [path for pattern in MADE_OF for path in HERE.glob(pattern)]
    return f"{_sum(sources, HERE)}  sources\n{_sum(STATIC.iterdir(), STATIC)}  built\n"


def _sum(paths: Iterable[Path], folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        whole.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode() + content)
    return whole.hexdigest()


if __name__ == "__main__":
    SEAL.write_text(seal(), encoding="ascii")
