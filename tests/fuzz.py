"""Made-up input for every door that needs no Slack: no traceback, no hang, no unbounded memory.

    PYTHONPATH=tests:. python tests/fuzz.py --inputs 20000 [--seed 1]

Each door gets the same number of inputs: half are real ones with parts cut out, doubled, swapped or
replaced, half are strings of fragments that mean something to some parser. An input may be refused
with a sentence; anything else ends the run and prints the door, the seed and the input.
"""

import argparse
import datetime as dt
import json
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bot_process import MINUTES
from searching import NOW, add

from bot.slash import answer_line
from commands.answer import answer
from commands.model import CheckQuotation, Context, Search
from commands.parse import parse_actions
from commands.publish import understand
from sources.formats import Given, read_documents
from storage.database import Book
from storage.errors import MinutebookError
from storage.records import MEMBER, Viewer

SLOWEST = 20.0  # seconds for one input
DOCUMENTS = Path(__file__).parent / "documents"
FRAGMENTS = (
    "\" ' ( ) * - : ; , . … – — ‘ ’ “ ” « » < > & % _ ~ ` \\ / | \x00 \ufeff \u200b \u202e \ud800 "
    "from: owner: since: before: about: on: page: by: is: item: panel: due:2024-13-45 99/99/9999 "
    "AND OR NOT NEAR( stop search RESOLVED that the Clerk undertook to write by 31 February Cllr "
    "Present: Apologies: <table> <tr> <td> </p> <script> <!--  ]]> <?xml &lt; &#55296; {{ }} { } "
    "[ ] null true 1e999 9999999999999999999 -1 0 done assign undo withdraw supersede 日本語 🦆 "
    "العربية e\u0301 %PDF-1.4 PK\x03\x04 endobj stream \r\n \n \t <@U1|x> <!channel> <#C1> "
    "https:// http://[ ::1 #:~:text="
).split(" ")
Door = Callable[[random.Random], object]


def mixed(chance: random.Random, most: int = 30) -> str:
    """Fragments in any order."""
    count = chance.randrange(most)
    return chance.choice(("", " ")).join(chance.choice(FRAGMENTS) for _ in range(count))


def bent(chance: random.Random, real: bytes) -> bytes:
    """A real input with parts cut out, doubled, swapped or replaced."""
    data = bytearray(real)
    for _ in range(chance.randint(1, 6)):
        if not data:
            break
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.choice((1, 8, 200)))
        part = bytes(data[start:end])
        made = mixed(chance, 4).encode("utf-8", "surrogatepass")
        data[start:end] = chance.choice((b"", part * 3, made, bytes(reversed(part))))
    return bytes(data)


def doors(context: Context) -> dict[str, Door]:
    """The doors by name, each taking one input made by chance."""
    asked = [
        "stop and search",
        "what did the Harbour Master say about ferries",
        "from:penhaligon x",
    ]
    typed = ["open owner:clerk", "1 done sent", "1 assign me", "overdue by:owner page:2", "2 undo"]
    real = [path.read_bytes() for path in sorted(DOCUMENTS.iterdir()) if path.is_file()]
    line = json.dumps(
        {"panel": "P", "date": "2025-01-02", "items": [{"title": "T", "paragraphs": []}]}
    )

    def words(chance: random.Random, examples: list[str]) -> str:
        if chance.random() < 0.5:
            return mixed(chance)
        return bent(chance, chance.choice(examples).encode()).decode("utf-8", "replace")

    def document(chance: random.Random) -> None:
        data = bent(chance, chance.choice(real)) if chance.random() < 0.7 else _bytes(chance)
        for meeting in read_documents(data, "minutes", Given()).meetings:
            understand(meeting)

    def interchange(chance: random.Random) -> None:
        read_documents(bent(chance, line.encode()), "minutes.jsonl", Given())

    return {
        "question": lambda chance: answer(context, Search(words(chance, asked))),
        "quotation": lambda chance: answer(context, CheckQuotation(words(chance, asked))),
        "register": lambda chance: answer(context, parse_actions(words(chance, typed))),
        "slash": lambda chance: answer_line(context, f"/minutes {words(chance, asked)}"),
        "document": document,
        "interchange": interchange,
    }


def _bytes(chance: random.Random) -> bytes:
    return mixed(chance, 60).encode("utf-8", "surrogatepass")


def run(inputs: int, seed: int) -> Counter[str]:
    """So many inputs for each door. Raises AssertionError with what reproduces a fault."""
    tried: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(folder) / "book.db")
        member = Viewer("U0MEMBER", "C0PANEL")
        context = Context(book, member, NOW + dt.timedelta(days=1), via="slack")
        add(Context(book, MEMBER, NOW), MINUTES)
        for name, door in doors(context).items():
            for number in range(seed, seed + inputs):
                begun = time.process_time()
                try:
                    door(random.Random(f"{name} {number}"))
                except MinutebookError as refused:
                    tried[f"{name}, refused"] += 1
                    assert str(refused).strip(), (name, number)
                except Exception as error:
                    raise AssertionError(f"{name}, input {number}: {error!r}") from error
                assert time.process_time() - begun < SLOWEST, f"{name}, input {number} is slow"
                tried[name] += 1
        book.close()
    return tried


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    tried = run(given.inputs, given.seed)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{dict(tried)}; at most {memory:.0f} MB")


if __name__ == "__main__":
    main()
