"""A message that quotes the minutes, as it has to read once these are amended or withdrawn."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from bot.slack_text import TEXT_MOST, escape
from bot.views.kit import Block, Part, context_block, section, text_object
from commands.documents import cut
from commands.ingest.diff import Run
from commands.sharing import NO_LONGER, AmendedPassage, without_fragments

Payload = dict[str, Any]
Correction = tuple[str, str | None]

MARK = "kept_true"  # the block that says what was changed
BLOCKS_MOST = 50
_LINES = frozenset({"rich_text_section", "rich_text_quote", "rich_text_preformatted"})


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
        changed = _amended(AmendedPassage(before, after), changed)
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


def _amended(passage: AmendedPassage, node: Any) -> Any:
    """A message in which one passage that was amended is found and put right."""
    if isinstance(node, list):
        return [_amended(passage, one) for one in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") in _LINES:
        return {**node, "elements": _leaves(passage, node["elements"])}
    if node.get("type") in ("plain_text", "mrkdwn"):
        return {**node, "text": passage.rewritten(node["text"])}
    return {
        key: passage.rewritten_lines(value, escape)
        if key == "text" and isinstance(value, str)
        else _amended(passage, value)
        for key, value in node.items()
    }


def _leaves(passage: AmendedPassage, leaves: list[Part]) -> list[Part]:
    text = "".join(leaf["text"] for leaf in leaves if leaf.get("type") == "text")
    runs = passage.changes_in(text)
    if all(run.kind == "equal" for run in runs):
        return leaves
    others = [leaf for leaf in leaves if leaf.get("type") != "text"]
    gone = [text_object(NO_LONGER)] if passage.after is None else []
    return [*others, *map(_run_leaf, runs), *gone]


def _run_leaf(run: Run) -> Part:
    """A run of words: what went is struck out, what came is bold."""
    return text_object(run.text, bold=run.kind == "added", strike=run.kind == "removed")
