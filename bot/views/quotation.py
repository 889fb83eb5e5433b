"""Whether words stand in the minutes: the finding, the difference, and where they stand.

A difference is told by signs as well as by style: ⟦struck out⟧ is only in the quotation, ⟨bold⟩
only in the minutes.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.slack_text import BLOCK_MOST, TEXT_MOST, cut, escape, escaped_within, fit, link, usable
from bot.views.kit import (
    OPEN,
    Block,
    Message,
    Part,
    actions_block,
    address,
    button,
    context_block,
    line,
    link_button,
    quote,
    quote_blocks,
    rich_text,
    section,
    speaking,
    text_object,
    where_whole,
)
from commands.answers import Difference, Place, QuotationAnswer
from commands.confirmations import ToldCorrection, told_corrections
from commands.ingest.diff import Run, word_runs
from storage.model import ParagraphRow
from storage.redaction import Passages, without_fragments

# ---- what was corrected in the minutes that a paragraph stands in -----------------------------
# Word for word and linked.


WHOLE, SHORT = 700, 300  # characters of a correction beside a paragraph that is whole, or short


def correction_blocks(paragraph: ParagraphRow, most: int = WHOLE, own: bool = False) -> list[Block]:
    """The corrections beside a paragraph, a line each; only its `own` where so asked."""
    corrections = [_line(one, most) for one in told_corrections(paragraph) if one.own or not own]
    return [rich_text(*corrections)] if corrections else []


def correction_lines(paragraph: ParagraphRow, most: int = WHOLE) -> list[str]:
    """The same for a message's `text`."""
    return [
        f"{one.head} “{escaped_within(one.words, most)}”"
        + (f" {link(one.url, OPEN)}" if usable(one.url) else "")
        for one in told_corrections(paragraph)
    ]


def _line(one: ToldCorrection, most: int) -> Block:
    quoted = text_object(f"“{cut(one.words, most)}” ")
    end = [address(one.url, OPEN)] if usable(one.url) else []
    return line(text_object(f"{one.head} ", bold=True), quoted, *end)


KEY = "⟦…⟧ stands only in the quotation, ⟨…⟩ only in the minutes."
SHOWN = 3  # places; the rest is counted


def checked(answer: QuotationAnswer) -> Message:
    """The finding first, then the difference, then where it stands, the first place whole."""
    blocks = [section(answer.sentence), *map(context_block, answer.notes)]
    lines = [escaped_within(answer.sentence, 1500), *(escaped_within(n, 400) for n in answer.notes)]
    if _differs(answer.differences):
        blocks += [rich_text(quote(*_leaves(answer.differences))), context_block(KEY)]
        lines += [escaped_within(difference_text(answer.differences), 1500), escape(KEY)]
    for index, place in enumerate(answer.places[:SHOWN]):
        blocks += _place(place, whole=index == 0)
        lines += [_place_text(place), *correction_lines(place.paragraph)]
    for part in answer.parts[:8]:
        found = where_whole(part.place.paragraph) if part.place else "stands nowhere in the minutes"
        sentence = f"“{cut(part.quoted, 400)}”: {found}"
        blocks.append(section(sentence))
        lines.append(escaped_within(sentence, 600))
    return Message(fit(lines, "The rest stands in the message."), tuple(blocks[:45]))


def difference_text(differences: Iterable[Difference]) -> str:
    """The difference in plain words and signs."""
    return "".join(leaf["text"] for leaf in _leaves(differences))


def _differs(differences: Iterable[Difference]) -> bool:
    return any(one.kind not in ("equal", "editorial") for one in differences)


def _leaves(differences: Iterable[Difference]) -> list[Part]:
    result: list[Part] = []
    room = BLOCK_MOST
    for one in differences:
        same = one.kind in ("equal", "editorial")
        parts = [text_object(f"{one.quoted} ")] if same and one.quoted.strip() else []
        if not same and one.quoted.strip():
            parts.append(_struck(f"⟦{one.quoted.strip()}⟧"))
            parts.append(text_object(" "))
        if not same and one.held.strip():
            parts += [text_object(f"⟨{one.held.strip()}⟩", bold=True), text_object(" ")]
        room -= sum(len(part["text"]) for part in parts)
        if room < 0:
            return [*result, text_object("…")]
        result += parts
    return result or [text_object(" ")]


def _struck(text: str) -> Part:
    return {**text_object(text), "style": {"strike": True}}


def _place(place: Place, whole: bool) -> list[Block]:
    paragraph = place.paragraph
    who = speaking(paragraph)
    head = [rich_text(line(text_object(who, bold=True)))] if who else []
    if not whole:
        return [section(f"Also: {where_whole(paragraph)}"), *correction_blocks(paragraph)]
    buttons = actions_block(
        link_button(OPEN, place.url),
        button("Context", "context", paragraph.id, "Context: the paragraphs around it"),
        button("Share", "share", paragraph.id, "Share the paragraph in this channel"),
    )
    return [
        *head,
        *quote_blocks(paragraph.text, place.spans),
        context_block(where_whole(paragraph)),
        *correction_blocks(paragraph),
        *buttons,
    ]


def _place_text(place: Place) -> str:
    address = f" {link(place.url, OPEN)}" if usable(place.url) else ""
    return (
        f"“{escaped_within(place.paragraph.text, 900)}” "
        f"{escaped_within(where_whole(place.paragraph), 500)}{address}"
    )


# ---- a message that quotes the minutes --------------------------------------------------------
# As it has to read once these are amended or withdrawn.


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
    sentences = []
    if withdrawn:
        sentences.append(f"A passage was withdrawn by the secretariat on {withdrawn:%-d %B %Y}.")
    if amended:
        sentences.append(
            f"The minutes were amended on {amended:%-d %B %Y}: words that went are struck out, "
            "words that came are bold."
        )
    return " ".join(sentences)


def _blanked(withdrawn: dt.date | None) -> Payload:
    day = f" on {withdrawn:%-d %B %Y}" if withdrawn else ""
    sentence = f"What stood here was withdrawn by the secretariat{day}."
    return {"text": sentence, "blocks": [{**section(sentence), "block_id": MARK}]}


def _marked(payload: Payload, sentence: str) -> Payload:
    """The same with a line on top; an earlier one goes."""
    blocks: list[Block] = [b for b in payload.get("blocks") or [] if b.get("block_id") != MARK]
    top = {**context_block(sentence), "block_id": MARK}
    marked = {**payload, "blocks": [top, *blocks][:BLOCKS_MOST]}
    if "text" in payload:
        marked["text"] = cut(f"({escape(sentence)})\n{payload['text']}", TEXT_MOST)
    return marked


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
        gone = [text_object(_NO_LONGER.strip())] if self.after is None else []
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
        short = write(now) if now else _NO_LONGER.strip()
        return f"{head}{mark}{short}" if mark and not self.passages.stand_in(head) else short


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
    leaf = text_object(run.text)
    if run.kind == "equal":
        return leaf
    return {**leaf, "style": {"strike" if run.kind == "removed" else "bold": True}}


def shortened(runs: Sequence[Run], around: int = 90) -> list[Run]:
    """Runs with what is equal cut to the words around the differences."""
    short: list[Run] = []
    for place, run in enumerate(runs):
        if run.kind != "equal" or len(run.text) <= 2 * around:
            short.append(run)
            continue
        head = "" if place == 0 else run.text[:around]
        tail = "" if place == len(runs) - 1 else run.text[-around:]
        short.append(Run("equal", f"{head} … {tail}"))
    return short
