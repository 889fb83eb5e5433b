"""Passing paragraphs on: what may be, who did so where, and which messages cannot be kept true."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from commands.answers import Refusal
from commands.ingest.diff import Run, word_runs
from commands.request_context import Context
from commands.requests import ShowContext
from commands.search import show_context
from storage.audit import record_step
from storage.model import MinutebookError, ParagraphRow
from storage.posts import Unreachable, pending_count, unreachable
from storage.redaction import Passages, without_fragments

__all__ = [
    "NO_LONGER",
    "AmendedPassage",
    "SharedMessages",
    "record_shared",
    "shareable_paragraph",
    "shared_messages",
    "without_fragments",
]

NO_LONGER = "(The amended minutes no longer have this.)"


def shareable_paragraph(context: Context, paragraph_id: str) -> tuple[ParagraphRow, str | None]:
    """Find a paragraph and its closest address. Raises MinutebookError where this viewer may not
    see it."""
    around = show_context(context, ShowContext(paragraph_id))
    if isinstance(around, Refusal):
        raise MinutebookError(around.sentence)
    return next(p for p in around.paragraphs if p.id == paragraph_id), around.url


def record_shared(context: Context, paragraph: ParagraphRow, channel: str) -> None:
    """Write down who shared what where."""
    number = f"paragraph {paragraph.number}" if paragraph.number else "an unnumbered paragraph"
    place = f"{number} of item {paragraph.item_number or '–'}"
    meeting, note = paragraph.meeting.id, f"in {channel}"
    with context.book.write() as db:
        record_step(db, "shared", context.hand, context.now, meeting, place, note)


@dataclass(frozen=True, slots=True)
class SharedMessages:
    """How many messages must still be edited, and those that cannot be any more."""

    owed: int
    unreachable: tuple[Unreachable, ...]


def shared_messages(context: Context) -> SharedMessages:
    """Tell how messages stand that quote amended or withdrawn words."""
    return SharedMessages(pending_count(context.book), unreachable(context.book))


# ---- a passage that was amended, in what quotes it --------------------------------------------


class AmendedPassage:
    """The words of a passage before and `after` an amendment, None where they are gone."""

    def __init__(self, before: str, after: str | None) -> None:
        """Compare the passage before and after."""
        self.before, self.after = before, after
        self._runs = word_runs(before, after or "")
        self._passages = Passages([before])

    def changes_in(self, text: str) -> tuple[Run, ...]:
        """Return what changed in the stretch of the passage that is a text; in all of the passage
        where that cannot be told, and nothing where the text quotes none of it."""
        return self._within(text) if self._passages.stand_in(text) else ()

    def rewritten_lines(self, text: str, write: Callable[[str], str]) -> str:
        """Return a text of several lines, each as `write` writes words, with the new words."""
        return "\n".join(self.rewritten(line, write) for line in text.split("\n"))

    def rewritten(self, line: str, write: Callable[[str], str] = str) -> str:
        """Return a line with the new words, written by `write`, in place of the old."""
        if not self._passages.stand_in(line):
            return line
        old = write(self.before)
        if old in line:
            return line.replace(old, write(self.after or "") or NO_LONGER)
        return self._shortened(line, write)

    def _shortened(self, line: str, write: Callable[[str], str]) -> str:
        """A line that holds a part of the passage: itself where that part is as it was."""
        head, mark, rest = line.partition(": ")
        runs = self._within(rest if mark else line)
        if all(run.kind == "equal" for run in runs):
            return line
        now = "".join(run.text for run in runs if run.kind != "removed").strip()
        short = write(now) if now else NO_LONGER
        return f"{head}{mark}{short}" if mark and not self._passages.stand_in(head) else short

    def _within(self, text: str) -> tuple[Run, ...]:
        core = text.strip("“”…. \n")
        start = self.before.find(core)
        if start < 0 or not core:
            return self._runs
        return tuple(_between(self._runs, start, start + len(core)))


def _between(runs: Iterable[Run], start: int, end: int) -> Iterable[Run]:
    """The runs that make `before[start:end]`, with what was added within it."""
    at = 0
    for run in runs:
        if run.kind == "added":
            if start < at <= end or (start == at == 0):
                yield run
            continue
        first, last = max(start, at), min(end, at + len(run.text))
        if first < last:
            yield Run(run.kind, run.text[first - at : last - at])
        at += len(run.text)
