"""The rows of `sources/rules` over minutes: how many, how long, how often each fits, which overlap.

    python benchmarks/rules.py [FOLDER …]

Reads every document in the folders; without any, the samples and those that the tests have.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from sources.actions.agents import People, find_people
from sources.actions.row_findings import find_by_rows, tokens_of
from sources.formats import read_document
from sources.language.cast import NOBODY
from sources.language.sentences import action_sentences
from sources.rules.engine import FAMILIES, FINDERS, load
from storage.model import Meeting, MinutebookError

HERE = Path(__file__).parent.parent
CORPORA = (HERE / "bot" / "samples", HERE / "tests" / "documents")
# Minutes of other bodies that lie beside a checkout, where there are any.
BESIDE = HERE.parent / "shared" / "minutes"


def meetings(folders: list[Path]) -> Iterator[Meeting]:
    """Every meeting that can be read in these folders."""
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        try:
            yield from read_document(path.read_bytes(), path.name)
        except (MinutebookError, UnicodeDecodeError):
            continue


def count(read: Iterator[Meeting]) -> tuple[int, Counter[str], Counter[tuple[str, str]]]:
    """How many sentences there are, how often each row fits, and which two fit the same words."""
    sentences, fits, overlaps = 0, Counter[str](), Counter[tuple[str, str]]()
    for meeting in read:
        for text in (p.text for item in meeting.items for p in item.paragraphs):
            people, previous = find_people(text, (), NOBODY), None
            for sentence in action_sentences(text):
                sentences += 1
                entries = [
                    finding
                    for family in FINDERS
                    for finding in find_by_rows(family, people, sentence, previous)
                ]
                fits.update(finding.rule or "" for finding in entries)
                fits.update(_others(people, sentence))
                overlaps.update(
                    (min(a.rule or "", b.rule or ""), max(a.rule or "", b.rule or ""))
                    for a, b in combinations(entries, 2)
                    if a.rule != b.rule and a.start < b.end and b.start < a.end
                )
                previous = sentence
    return sentences, fits, overlaps


def _others(people: People, sentence: tuple[int, int]) -> Iterator[str]:
    """The rows that fit and find no entries; those of qualifiers need an entry to fit around."""
    tokens = tokens_of(people, sentence)
    for family in FAMILIES:
        if family not in FINDERS and family != "qualifiers":
            yield from (rule.id for rule in load(family) if rule.matches(tokens))


def main(folders: list[str]) -> None:
    """Print the table."""
    given = [Path(folder) for folder in folders]
    sentences, fits, overlaps = count(meetings(given or [*CORPORA, BESIDE]))
    rows = [(family, rule) for family in FAMILIES for rule in load(family)]
    letters = sum(len(rule.match) for _, rule in rows)
    print(f"{len(rows)} rows, {letters} characters of patterns, {sentences} sentences")
    for family, rule in rows:
        if family != "qualifiers":
            print(f"{fits[rule.id]:6}  {family:14} {rule.id}")
    never = [r.id for family, r in rows if family != "qualifiers" and not fits[r.id]]
    print(f"never: {', '.join(never) or 'none'}")
    for (one, other), times in overlaps.most_common():
        print(f"{times:6}  overlap: {one}, {other}")


if __name__ == "__main__":
    main(sys.argv[1:])
