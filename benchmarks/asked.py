"""How many questions of members are answered, by kind: those of `asked.toml`, at the command line.

    python benchmarks/asked.py [--show]     MINUTEBOOK_MODEL=none: without search by meaning

The odd questions are for tuning, the even ones for checking. A question with an answer is right
where the words wanted stand in the first paragraph shown, or in the answer, as it says; one without
where no paragraph is shown before the word that is absent was said to be.
"""

import argparse
import io
import os
import sys
import tempfile
import tomllib
from collections import defaultdict
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any

from bot.cli import main

HERE = Path(__file__).parent
DOCUMENTS = HERE.parent / "tests" / "documents"
READ = (
    *sorted((HERE.parent / "bot" / "samples").iterdir()),
    *(DOCUMENTS / f"{name}.txt" for name in ("health_board", "governors", "thames")),
)


def measure() -> None:
    """Print right answers of all by kind, the two halves apart."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--show", action="store_true", help="print the tuning half's misses")
    show = parser.parse_args().show
    asked = tomllib.loads((HERE / "asked.toml").read_text("utf-8"))["question"]
    right: dict[str, list[list[bool]]] = defaultdict(lambda: [[], []])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MINUTEBOOK_DB"] = str(Path(folder) / "asked.db")
        _run("add", *map(str, READ))
        for number, one in enumerate(asked):
            answer = _run("say", f"/minutes {one['asks']}")
            correct = is_right(one, answer)
            for kind in (one["kind"], "all"):
                right[kind][number % 2].append(correct)
            if show and not correct and number % 2 == 0:
                print(f"{one['kind']}: {one['asks']}\n    {' '.join(answer.split())[:300]}")
    print("kind         tuning  checking")
    for kind, halves in right.items():
        counts = (f"{sum(half)}/{len(half)}" for half in halves)
        print(f"{kind:12} {'  '.join(f'{count:>8}' for count in counts)}")


def _run(*words: str) -> str:
    """What the command line prints, in this process: a new one for each question takes longer."""
    sys.argv = ["minutebook", *words]
    printed = io.StringIO()
    with redirect_stdout(printed), suppress(SystemExit):
        main()
    return printed.getvalue()


def is_right(wanted: dict[str, Any], answer: str) -> bool:
    """Return whether an answer, as the terminal prints it, is what a question wants."""
    before, _, shown = f"\n{answer}".partition("\n1. ")
    first = " ".join(shown.partition("\n2. ")[0].split()) or " ".join(answer.split())
    if "first" in wanted:
        return wanted["first"] in first
    if "says" in wanted:
        return all(words in " ".join(answer.split()) for words in wanted["says"])
    return wanted["absent"] in before or not shown


if __name__ == "__main__":
    measure()
