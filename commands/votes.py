"""How something was voted on: the figures and names that the minutes give, with their proof."""

from collections.abc import Iterator, Sequence

from commands.answers import Interpreted, Refusal, SearchAnswer
from commands.query.terms import share_of
from commands.request_context import Context
from commands.requests import Ask, Search
from commands.search import search, shown_hits
from sources.structure.votes import Vote, vote_in
from storage.meetings import item_paragraphs, paragraph_by_id
from storage.model import ParagraphRow
from storage.tokens import words

_LOOKED_AT = 12  # paragraphs of which the items are looked through
_SHARE = 0.5  # of the words of a question that an item must be about
_VOTING = frozenset("vote votes voted voting ballot unanimously unanimous dissent".split())


def answer_vote(context: Context, request: Ask) -> SearchAnswer | Refusal | None:
    """The vote on a subject, and what was resolved after it; where none was recorded, what was
    decided. None where nothing was decided on it."""
    undecided: list[ParagraphRow] = []
    for rows in _items(context, request):
        place = _place_of_vote(request.topic, rows)
        if place is not None:
            resolved = [row for row in rows[place + 1 :] if row.kind == "resolution"][:1]
            return _answer(request, _sentence(rows[place]), [rows[place], *resolved])
        undecided = undecided or [row for row in rows if row.kind == "resolution"]
    if not undecided:
        none = Refusal("The minutes record no vote there, and nothing that was decided.")
        return none if request.paragraph else None
    return _answer(request, "The minutes record no vote on this. What was decided:", undecided)


def _items(context: Context, request: Ask) -> Iterator[Sequence[ParagraphRow]]:
    """The items that the question is about, best first: that of the paragraph that it is asked
    on from, else those that a search finds."""
    shown = paragraph_by_id(context.book, context.viewer, request.paragraph)
    if shown and not request.topic:
        yield item_paragraphs(context.book, context.viewer, shown.item_id)
        return
    panel = f' panel:"{request.panel}"' if request.panel else ""
    hits = search(context, Search(f"{request.topic}{panel}", _LOOKED_AT)).hits
    for item_id in dict.fromkeys(hit.paragraph.item_id for hit in hits):
        rows = item_paragraphs(context.book, context.viewer, item_id)
        text = " ".join([rows[0].item_title, *(row.text for row in rows)])
        if share_of(request.topic, text) >= _SHARE:
            yield rows


def _place_of_vote(topic: str, rows: Sequence[ParagraphRow]) -> int | None:
    """Where the vote stands among the paragraphs of an item: the one most on the topic, one with
    figures before one that only speaks of a vote; None where there is none."""
    told = [(place, row) for place, row in enumerate(rows) if _voting(row)]
    best = max(
        told,
        key=lambda one: (vote_in(one[1].text) is not None, share_of(topic, one[1].text), -one[0]),
        default=None,
    )
    return best[0] if best else None


def _voting(row: ParagraphRow) -> bool:
    spoken = any(word.plain in _VOTING for word in words(row.text))
    return vote_in(row.text) is not None or spoken


def _sentence(row: ParagraphRow) -> str:
    """“8 for, 1 against, 1 abstained. The minutes do not say who.”"""
    vote = vote_in(row.text)
    if vote is None:
        return "The vote, as the minutes tell it:"
    sides = (("for", vote.for_), ("against", vote.against), ("abstained", vote.abstained))
    figures = ", ".join(f"{count} {side}" for side, count in sides if count is not None)
    return f"{figures}. {_who(vote)}"


def _who(vote: Vote) -> str:
    if not vote.names:
        return "The minutes do not say who voted which way."
    return " ".join(f"{side.capitalize()}: {', '.join(names)}." for side, names in vote.names)


def _answer(request: Ask, sentence: str, rows: Sequence[ParagraphRow]) -> SearchAnswer:
    interpreted = Interpreted(text=request.topic, sentence=sentence)
    return SearchAnswer(request.query, interpreted, shown_hits(rows), len(rows), 0, 0.0)
