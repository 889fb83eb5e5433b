"""Whether words stand in the minutes: the finding, the difference, and where they stand.

A difference is told by signs as well as by style: ⟦struck out⟧ is only in the quotation, ⟨bold⟩
only in the minutes.
"""

from collections.abc import Iterable

from bot.blocks.corrected import correction_blocks, correction_lines
from bot.blocks.kit import (
    Block,
    Message,
    Part,
    button,
    line,
    note,
    opening,
    quotation,
    quote,
    rich,
    row,
    said,
    words,
)
from bot.blocks.places import OPEN, speaking, where_whole
from bot.text import BLOCK_MOST, cut, escape, escaped_within, fit, link, usable
from commands.model import Difference, Place, QuotationAnswer

KEY = "⟦…⟧ stands only in the quotation, ⟨…⟩ only in the minutes."
SHOWN = 3  # places; the rest is counted


def checked(answer: QuotationAnswer) -> Message:
    """The finding first, then the difference, then where it stands, the first place whole."""
    blocks = [said(answer.sentence), *map(note, answer.notes)]
    lines = [escaped_within(answer.sentence, 1500), *(escaped_within(n, 400) for n in answer.notes)]
    if _differs(answer.differences):
        blocks += [rich(quote(*_leaves(answer.differences))), note(KEY)]
        lines += [escaped_within(difference_text(answer.differences), 1500), escape(KEY)]
    for index, place in enumerate(answer.places[:SHOWN]):
        blocks += _place(place, whole=index == 0)
        lines += [_place_text(place), *correction_lines(place.paragraph)]
    for part in answer.parts[:8]:
        found = where_whole(part.place.paragraph) if part.place else "stands nowhere in the minutes"
        told = f"“{cut(part.quoted, 400)}”: {found}"
        blocks.append(said(told))
        lines.append(escaped_within(told, 600))
    return Message(fit(lines, "The rest stands in the message."), tuple(blocks[:45]))


def difference_text(differences: Iterable[Difference]) -> str:
    """The difference in plain words and signs."""
    return "".join(leaf["text"] for leaf in _leaves(differences))


def _differs(differences: Iterable[Difference]) -> bool:
    return any(one.kind not in ("equal", "editorial") for one in differences)


def _leaves(differences: Iterable[Difference]) -> list[Part]:
    told: list[Part] = []
    room = BLOCK_MOST
    for one in differences:
        same = one.kind in ("equal", "editorial")
        parts = [words(f"{one.quoted} ")] if same and one.quoted.strip() else []
        if not same and one.quoted.strip():
            parts.append(_struck(f"⟦{one.quoted.strip()}⟧"))
            parts.append(words(" "))
        if not same and one.held.strip():
            parts += [words(f"⟨{one.held.strip()}⟩", bold=True), words(" ")]
        room -= sum(len(part["text"]) for part in parts)
        if room < 0:
            return [*told, words("…")]
        told += parts
    return told or [words(" ")]


def _struck(text: str) -> Part:
    return {**words(text), "style": {"strike": True}}


def _place(place: Place, whole: bool) -> list[Block]:
    paragraph = place.paragraph
    who = speaking(paragraph)
    head = [rich(line(words(who, bold=True)))] if who else []
    if not whole:
        return [said(f"Also: {where_whole(paragraph)}"), *correction_blocks(paragraph)]
    buttons = row(
        opening(OPEN, place.url),
        button("Context", "context", paragraph.id, "Context: the paragraphs around it"),
        button("Share", "share", paragraph.id, "Share the paragraph in this channel"),
    )
    return [
        *head,
        *quotation(paragraph.text, place.spans),
        note(where_whole(paragraph)),
        *correction_blocks(paragraph),
        *buttons,
    ]


def _place_text(place: Place) -> str:
    address = f" {link(place.url, OPEN)}" if usable(place.url) else ""
    return (
        f"“{escaped_within(place.paragraph.text, 900)}” "
        f"{escaped_within(where_whole(place.paragraph), 500)}{address}"
    )
