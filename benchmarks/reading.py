"""How long reading takes, beside another version of Minutebook in the same run.

    PYTHONPATH=tests:. python benchmarks/reading.py [--rival CHECKOUT] [--letters 20000] [--runs 3]

Each text is added by a process of its own (`minutebook add`) to a new database, and what it takes
to add an empty one is left out. The long meeting is of 12 items of 25 paragraphs each; the others
are the shapes of `tests/support/hostile_prose.py`, once and twice as long as `--letters`: "twice"
says how many times as long the longer one takes (2 is in proportion, 4 the square). The rival is a
checkout of another version, such as 1.0.1: "rival" is its time, "ratio" ours by it. Times are the
processor's, the best of the runs.
"""

import argparse
import itertools
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from support.hostile_prose import SHAPES, minutes_of

HERE = Path(__file__).parent.parent
COMMAND = (sys.executable, "-c", "from bot.cli import main; main()", "add")
LONGEST_WAIT = 300  # seconds, after which a process is stopped
EMPTY = "one word"
# The sentences of a long meeting, in the hand of no body.
SENTENCES = (
    "The Treasurer presented the accounts for the quarter, which showed a surplus of £1,240.",
    "Cllr Birch asked whether the lane would be closed while the drain was mended.",
    "In response, the Clerk said that the contractor had asked for two days in May.",
    "Mr Lee undertook to circulate the figures to Members by 9 June 2023.",
    "It was RESOLVED that the lower of the two quotations be accepted.",
    "A resident spoke about the noise of the pumps at night, and Mrs Odell thanked her for coming.",
    "The Panel asked the Clerk to write to the County Council and to report to the next meeting.",
    "Members noted that the hedge by the school had been cut at last.",
    "He added that nobody had complained since the spring, although the road was narrower.",
    "The Chair hoped that the survey, which had cost more than anybody expected, would be used.",
)


def main() -> None:
    """Print a row a text."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rival", type=Path)
    parser.add_argument("--letters", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("shapes", nargs="*", help="all, where none is named")
    given = parser.parse_args()
    trees = [HERE, *([given.rival.resolve()] if given.rival else [])]
    floors = [seconds(tree, minutes_of(EMPTY, 10), given.runs) for tree in trees]

    def row(text: str) -> list[float]:
        pairs = zip(trees, floors, strict=True)
        return [max(seconds(tree, text, given.runs) - floor, 0.001) for tree, floor in pairs]

    print(f"{'':24} {'seconds':>8} {'twice':>6} {'rival':>8} {'ratio':>6}")
    show("long meeting", row(long_meeting()), None)
    for shape in given.shapes or SHAPES:
        longer = seconds(HERE, minutes_of(shape, 2 * given.letters), given.runs) - floors[0]
        show(shape, row(minutes_of(shape, given.letters)), longer)


def show(name: str, times: list[float], longer: float | None) -> None:
    """Print one row."""
    twice = f"{longer / times[0]:6.1f}" if longer else " " * 6
    rival = f"{times[1]:8.2f} {times[0] / times[1]:6.2f}" if len(times) > 1 else ""
    print(f"{name:24} {times[0]:8.2f} {twice} {rival}", flush=True)


def long_meeting() -> str:
    """Return the minutes of a long meeting as text."""
    spoken = itertools.cycle(SENTENCES)
    items = (
        [f"{number}. Business of the day"]
        + [f"{number}.{n} {' '.join(itertools.islice(spoken, 3 + n % 3))}" for n in range(1, 26)]
        for number in range(1, 13)
    )
    head = minutes_of(EMPTY, 1).split("\n\n1. ")[0]
    return "\n\n".join([head, *itertools.chain.from_iterable(items)])


def seconds(tree: Path, text: str, runs: int) -> float:
    """Return how long the processor works to add a text by the version in a checkout."""
    return min(_once(tree, text) for _ in range(runs))


def _once(tree: Path, text: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "minutes.txt"
        path.write_text(text, encoding="utf-8")
        named = {"PYTHONPATH": str(tree), "MINUTEBOOK_DB": f"{folder}/book.db"}
        # 1.0 searched by meaning only where a model was named, and knows no "none"
        model = {"MINUTEBOOK_MODEL": "none"} if tree == HERE else {}
        environment = {**os.environ, **named, **model}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            subprocess.run(
                [*COMMAND, str(path)], cwd=folder, env=environment, capture_output=True,
                check=True, timeout=LONGEST_WAIT,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return float(LONGEST_WAIT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime


if __name__ == "__main__":
    main()
