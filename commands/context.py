"""A paragraph among those it belongs with: its neighbours, what its item came to, the same
subject at other meetings."""

from collections.abc import Sequence

from commands.common import ASKING, GENERAL
from commands.links import paragraph_url
from commands.model import Context, ContextAnswer, Refusal, ShowContext
from storage.minutes import item_paragraphs, paragraph_by_id, paragraph_rows
from storage.passages import near, under_title
from storage.records import ParagraphRow
from storage.words import STOP, words

AROUND = 2  # paragraphs shown before and after one
ELSEWHERE = 4  # other meetings shown
_COMPARED = 60  # paragraphs under a like title
_NEAR = 10  # paragraphs near by their words
# Telling words shared, to be on the same subject: under the same title, and under another.
_SAME_TITLE, _OTHER_TITLE, _SHARE = 3, 5, 0.2


def show_context(context: Context, request: ShowContext) -> ContextAnswer | Refusal:
    """A paragraph between its neighbours in the item, and what belongs with it."""
    asked = paragraph_by_id(context.book, context.viewer, request.paragraph_id)
    if asked is None:
        return Refusal(
            "That paragraph is no longer in the minutes. Search again for its words.",
        )
    rows = item_paragraphs(context.book, context.viewer, asked.item_id)
    place = next(i for i, row in enumerate(rows) if row.id == asked.id)
    elsewhere = _elsewhere(context, asked)
    return ContextAnswer(
        tuple(rows[max(0, place - AROUND) : place + AROUND + 1]),
        asked.id,
        paragraph_url(asked),
        resolution=_resolution(rows, place),
        elsewhere=tuple((row, paragraph_url(row)) for row in elsewhere),
    )


def _resolution(rows: Sequence[ParagraphRow], place: int) -> ParagraphRow | None:
    """The first resolution after a paragraph of an item, else the last before it."""
    if rows[place].kind == "resolution":
        return None
    in_turn = [*rows[place + 1 :], *reversed(rows[:place])]
    return next((row for row in in_turn if row.kind == "resolution"), None)


def _elsewhere(context: Context, asked: ParagraphRow) -> list[ParagraphRow]:
    """The paragraph nearest in its words at each other meeting of the panel, newest first;
    none for mere procedure, which is alike everywhere."""
    if asked.kind == "procedural":
        return []
    titled = under_title(context.book, context.viewer, asked.item_title, _COMPARED)
    alike = near(context.book, context.viewer, asked.text, _NEAR)
    ours = _telling(asked)
    best: dict[int, tuple[int, ParagraphRow]] = {}
    for row in paragraph_rows(context.book, context.viewer, list(dict.fromkeys(titled + alike))):
        if row.meeting.id == asked.meeting.id or row.meeting.panel != asked.meeting.panel:
            continue
        shared = len(ours & _telling(row))
        same = row.item_title.casefold() == asked.item_title.casefold()
        enough = _SAME_TITLE if same else max(_OTHER_TITLE, _SHARE * len(ours))
        if shared >= enough and shared > best.get(row.meeting.id, (0, row))[0]:
            best[row.meeting.id] = (shared, row)
    rows = [row for _, row in best.values()]
    rows.sort(key=lambda row: str(row.meeting.date or ""), reverse=True)
    return rows[:ELSEWHERE]


def _telling(row: ParagraphRow) -> frozenset[str]:
    """The stems of words that say what a paragraph is about, those of names apart: the same
    people speak on everything."""
    names = {word.plain for mention in row.mentions for word in words(mention.name)}
    mere = STOP | ASKING | GENERAL | names
    return frozenset(word.stem for word in words(row.text) if word.plain not in mere)
