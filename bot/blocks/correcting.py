"""A message that quotes the minutes, as it has to read once these are amended or withdrawn."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.blocks.kit import Block, Part, note, said, words
from bot.text import TEXT_MOST, cut, escape
from commands.differences import Run, word_runs
from storage.shared.passages import Passages, without_fragments

Payload = dict[str, Any]
Correction = tuple[str, str | None]

MARK = "kept_true"  # the block that says what was changed
BLOCKS_MOST = 50
_LINES = frozenset({"rich_text_section", "rich_text_quote", "rich_text_preformatted"})
_NO_LONGER = " (The amended minutes no longer have this.)"


def corrected(
    payload: Payload | None,
    corrections: Sequence[Correction],
    amended: dt.date | None,
    withdrawn: dt.date | None,
) -> Payload:
    """The message with what went struck out and what came in bold, and a line that says so.

    A message that quotes nothing of what changed stays as it is. Of one whose passages were
    withdrawn the book has taken them out already; None is one of which nothing may stay.
    """
    if payload is None:
        return _blanked(withdrawn)
    changed = payload
    for before, after in corrections:
        changed = _Correcting(before, after).applied(changed)
    if changed == payload and not withdrawn:
        return payload
    return _marked(_without_fragments(changed), _sentence(amended, withdrawn))


def _sentence(amended: dt.date | None, withdrawn: dt.date | None) -> str:
    told = []
    if withdrawn:
        told.append(f"A passage was withdrawn by the secretariat on {withdrawn:%-d %B %Y}.")
    if amended:
        told.append(
            f"The minutes were amended on {amended:%-d %B %Y}: words that went are struck out, "
            "words that came are bold."
        )
    return " ".join(told)


def _blanked(withdrawn: dt.date | None) -> Payload:
    day = f" on {withdrawn:%-d %B %Y}" if withdrawn else ""
    sentence = f"What stood here was withdrawn by the secretariat{day}."
    return {"text": sentence, "blocks": [{**said(sentence), "block_id": MARK}]}


def _marked(payload: Payload, sentence: str) -> Payload:
    """The same with a line on top; an earlier one goes."""
    blocks: list[Block] = [b for b in payload.get("blocks") or [] if b.get("block_id") != MARK]
    top = {**note(sentence), "block_id": MARK}
    told = {**payload, "blocks": [top, *blocks][:BLOCKS_MOST]}
    if "text" in payload:
        told["text"] = cut(f"({escape(sentence)})\n{payload['text']}", TEXT_MOST)
    return told


def _without_fragments(node: Any) -> Any:
    """Links to words of the old text would lead nowhere on the page."""
    if isinstance(node, dict):
        return {key: _without_fragments(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_without_fragments(one) for one in node]
    return without_fragments(node) if isinstance(node, str) else node


class _Correcting:
    """One passage that was amended, found in a message and put right there."""

    def __init__(self, before: str, after: str | None) -> None:
        self.before = before
        self.after = after
        self.runs = word_runs(before, after or "")
        self.passages = Passages([before])

    def applied(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self.applied(one) for one in node]
        if not isinstance(node, dict):
            return node
        if node.get("type") in _LINES:
            return {**node, "elements": self._leaves(node["elements"])}
        if node.get("type") in ("plain_text", "mrkdwn"):
            return {**node, "text": self._string(node["text"])}
        return {
            key: self._lines(value) if key == "text" and isinstance(value, str)
            else self.applied(value)
            for key, value in node.items()
        }  # fmt: skip

    def _leaves(self, leaves: list[Part]) -> list[Part]:
        text = "".join(leaf["text"] for leaf in leaves if leaf.get("type") == "text")
        if not self.passages.stand_in(text):
            return leaves
        runs = self._within(text)
        if all(run.kind == "equal" for run in runs):
            return leaves
        others = [leaf for leaf in leaves if leaf.get("type") != "text"]
        gone = [words(_NO_LONGER.strip())] if self.after is None else []
        return [*others, *(run_leaf(run) for run in runs), *gone]

    def _within(self, text: str) -> tuple[Run, ...]:
        """What changed in a stretch of the passage; in all of it where that cannot be told."""
        core = text.strip("“”…. \n")
        start = self.before.find(core)
        if start < 0 or not core:
            return self.runs
        return tuple(_between(self.runs, start, start + len(core)))

    def _lines(self, text: str) -> str:
        return "\n".join(self._line(line) for line in text.split("\n"))

    def _line(self, line: str) -> str:
        """A line of a message's `text`, which is escaped."""
        if not self.passages.stand_in(line):
            return line
        old, new = escape(self.before), escape(self.after or "") or _NO_LONGER.strip()
        if old in line:
            return line.replace(old, new)
        return self._shortened(line, escape)

    def _string(self, text: str) -> str:
        if not self.passages.stand_in(text):
            return text
        if self.before in text:
            return text.replace(self.before, self.after or _NO_LONGER.strip())
        return self._shortened(text, str)

    def _shortened(self, line: str, write: Callable[[str], str]) -> str:
        """A line that holds a part of the passage: itself where that part is as it was."""
        head, mark, rest = line.partition(": ")
        quoted = rest if mark else line
        runs = self._within(quoted)
        if all(run.kind == "equal" for run in runs):
            return line
        now = "".join(run.text for run in runs if run.kind != "removed").strip()
        told = write(now) if now else _NO_LONGER.strip()
        return f"{head}{mark}{told}" if mark and not self.passages.stand_in(head) else told


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


def run_leaf(run: Run) -> Part:
    """A run of words: what went is struck out, what came is bold."""
    leaf = words(run.text)
    if run.kind == "equal":
        return leaf
    return {**leaf, "style": {"strike" if run.kind == "removed" else "bold": True}}


def shortened(runs: Sequence[Run], around: int = 90) -> list[Run]:
    """Runs with what is equal cut to the words around the differences."""
    told: list[Run] = []
    for place, run in enumerate(runs):
        if run.kind != "equal" or len(run.text) <= 2 * around:
            told.append(run)
            continue
        head = "" if place == 0 else run.text[:around]
        tail = "" if place == len(runs) - 1 else run.text[-around:]
        told.append(Run("equal", f"{head} … {tail}"))
    return told
