"""How the house is laid out: numbers that may only fall, lists that may only shrink.

`python tests/test_house.py` prints today's numbers. Whoever makes one smaller writes it down here.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
PRODUCT = ("bot", "commands", "sources", "storage", "playground")
MODULES = 312
LINES = 400
LONGER: dict[str, str] = {}  # each with its reason

# Base names that stand in more than one folder: one subject, of which each room holds its part.
USED_TWICE = {
    "blocks": "pieces of a document; the checker's rules for pieces of Block Kit",
    "cast": "who is in a meeting; who is in the local Slack",
    "confirmations": "what a meeting confirms: read, told, stored",
    "conversations": "messages from Slack; Slack's own methods of that name",
    "corrections": "of what was understood: typed, applied, stored",
    "dates": "in a question; in minutes",
    "digest": "its job; as a document",
    "files": "dropped on the bot; written whole or not at all",
    "housekeeping": "its job; what is kept in order",
    "lexicon": "words of decisions; words of names and offices",
    "model": "what the book holds; what the local Slack holds",
    "people": "whom a question means; who spoke; who is who",
    "requests": "what is asked of Minutebook; what a meeting asks to have done",
    "saved_searches": "proposed and looked for; stored",
    "search": "answered; as a document",
    "secretariat": "at the command line, in Slack",
    "sharing": "decided; the messages in Slack",
    "sync": "its job; one round over a site",
    "votes": "what a paragraph tells; what is asked of them; stored",
}

# Of the words by which 1.0 called whatever it had in hand, how many identifiers still hold each.
# A new name says what it holds: `docs/glossary.md` has the words for it.
RETIRED = {
    "told": 90, "telling": 8, "tellings": 1, "said": 96, "held": 129, "found": 190, "meant": 31,
    "kept": 33, "gone": 13, "taken": 16, "thing": 14, "stands": 2, "drawn": 7, "mend": 16,
    "mends": 16, "mended": 6, "carried": 1, "passing": 2, "heard": 12, "hanging": 3, "owed": 18,
    "desk": 105, "taking": 0, "keeping": 0, "reprise": 0,
}  # fmt: skip


@cache
def modules() -> dict[str, str]:
    """Every module of the product, by its path, with its text."""
    paths = sorted(path for room in PRODUCT for path in (ROOT / room).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def defined(tree: ast.AST) -> Iterator[str]:
    """Each name that is given to something: functions, classes, parameters, variables, fields."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


@cache
def words_of_names() -> Counter[str]:
    """How many names hold each word: `toldApart` and `told_apart` hold "told" and "apart"."""
    counts: Counter[str] = Counter()
    for text in modules().values():
        for name in defined(ast.parse(text)):
            counts.update(part.lower() for part in re.findall(r"[A-Z]?[a-z]+", name))
    return counts


def used_twice() -> set[str]:
    counts = Counter(Path(path).stem for path in modules())
    return {name for name, count in counts.items() if count > 1} - {"__init__"}


def test_there_are_no_more_modules_than_there_were() -> None:
    assert len(modules()) <= MODULES, "a new module takes the place of two, or joins one"


def test_a_module_is_read_at_one_sitting() -> None:
    longer = {path for path, text in modules().items() if len(text.splitlines()) > LINES}
    assert longer <= set(LONGER), f"over {LINES} lines: {longer - set(LONGER)}"


def test_a_file_is_found_by_its_name_alone() -> None:
    new = used_twice() - set(USED_TWICE)
    assert not new, f"another module has that name already: {new}"


@pytest.mark.parametrize("word", RETIRED)
def test_names_say_what_they_hold(word: str) -> None:
    count = words_of_names()[word]
    assert count <= RETIRED[word], f"{count} names hold “{word}”; the glossary has a noun for each"


def test_pages_and_comments_name_only_what_is_there() -> None:
    pages = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
    named = re.compile(rf"`((?:{'|'.join(PRODUCT)})/[\w./-]*)`")
    gone = {
        f"{where}: {path}"
        for where, text in {**pages, **modules()}.items()
        for path in named.findall(text)
        if not (ROOT / path).exists()
    }
    assert not gone


def test_the_glossary_names_only_classes_that_are_there() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    classes = set(re.findall(r"^class (\w+)", "\n".join(modules().values()), re.M))
    assert set(re.findall(r"`([A-Z][a-z]\w+)`", glossary)) <= classes


if __name__ == "__main__":
    print(len(modules()), "modules")
    print("longer:", {p for p, text in modules().items() if len(text.splitlines()) > LINES})
    print("used twice:", sorted(used_twice()))
    print("retired:", {word: words_of_names()[word] for word in RETIRED})
