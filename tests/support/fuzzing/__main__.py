"""Throws made-up input at every door and prints a table.

    PYTHONPATH=tests:. python -m support.fuzzing [--inputs 10000] [--seed 1]

A fault ends the run and names the door and the number of the input, which make it again.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from storage.model import MinutebookError
from support.fuzzing.throwing import (
    HEAD,
    Thrown,
    nothing,
    of_the_secretariat,
    slack_doors,
    throw,
    words_doors,
)
from support.fuzzing.wire import frames_door, requests_door

PEOPLE = ("U0MEMBER", "U0GUEST", "U0AWAY")
SHARE_OF_WIRE = 10  # a request takes as long as so many inputs


def run(inputs: int, seed: int) -> Iterator[Thrown]:
    """So many inputs for each door: first those of people, then the secretariat's."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book, doors = words_doors(folder)
        yield from throw(doors, inputs, seed, MinutebookError)
        book.close()
        with slack_doors(folder, PEOPLE, of_the_secretariat) as doors:
            yield from throw(doors, inputs, seed, MinutebookError)
        with slack_doors(folder, ("U0CLERK",), nothing) as doors:
            clerks = {f"{name}, secretariat": door for name, door in doors.items()}
            yield from throw(clerks, inputs, seed, MinutebookError)
        for wire in (requests_door, frames_door):
            (folder / wire.__name__).mkdir()
            with wire(folder / wire.__name__) as doors:
                yield from throw(doors, max(1, inputs // SHARE_OF_WIRE), seed, MinutebookError)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=10_000, help="for each door")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(HEAD)
    total = 0
    for told in run(given.inputs, given.seed):
        print(told.line, flush=True)
        total += told.inputs
    print(f"{total:,} inputs, no fault")


if __name__ == "__main__":
    main()
