"""How something was voted on: the figures and names that the minutes give, with their proof."""

from collections.abc import Iterator, Mapping, Sequence

from commands.answers import Interpreted, Refusal, SearchAnswer
from commands.query.terms import share_of
from commands.request_context import Context
from commands.requests import Ask, Search
from commands.search import search, shown_hits
from storage.meetings import item_paragraphs, paragraph_by_id
from storage.model import ParagraphRow, Vote
from storage.tokens import words
from storage.votes import votes_under

_LOOKED_AT = 12  # paragraphs of which the items are looked through
_SHARE = 0.5  # of the words of a question that an item must be about
_VOTING = frozenset("vote votes voted voting ballot unanimously unanimous dissent".split())


def answer_vote(context: Context, request: Ask) -> SearchAnswer | Refusal | None:
    """The vote on a subject, the motion it was on and what was resolved after it; where none was
    recorded, what was decided. None where nothing was decided on it."""
    items = list(_items(context, request))
    recorded = votes_under(context.book, context.viewer, [rows[0].item_id for rows in items])
    spoken = [(rows, place) for rows in items for place in range(len(rows))]
    votes = [(rows, n) for rows, n in spoken if rows[n].id in recorded or _speaks_of_vote(rows[n])]
    if votes:
        rows, place = max(votes, key=lambda one: _on_topic(request.topic, one[0][one[1]], recorded))
        vote = recorded.get(rows[place].id)
        return _answer(request, _sentence(vote), _proof(rows, place, vote))
    decided = [[row for row in rows if row.kind == "resolution"] for rows in items]
    if any(decided):
        sentence = "The minutes record no vote on this. What was decided:"
        return _answer(request, sentence, next(filter(None, decided)))
    none = Refusal("The minutes record no vote there, and nothing that was decided.")
    return none if request.paragraph else None


def _proof(rows: Sequence[ParagraphRow], place: int, vote: Vote | None) -> list[ParagraphRow]:
    """The paragraph that tells the vote, what was resolved after it, what it was on."""
    after = [row for row in rows[place + 1 :] if row.kind == "resolution"][:1]
    at = [] if vote is None else [row for row in rows[:place] if row.position == vote.motion]
    return [rows[place], *after, *at]


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


def _speaks_of_vote(row: ParagraphRow) -> bool:
    return any(word.plain in _VOTING for word in words(row.text))


def _on_topic(topic: str, row: ParagraphRow, recorded: Mapping[str, Vote]) -> tuple[float, int]:
    """How good an answer a paragraph is: how much it is on the topic, then whether it has
    figures, or tells at least how it ended. Of equals the first is taken."""
    vote = recorded.get(row.id)
    rank = 0 if vote is None else 2 if _figures(vote) else 1
    return share_of(topic, f"{row.item_title} {row.text}"), rank


def _sentence(vote: Vote | None) -> str:
    """“8 for, 1 against, 1 abstained. Carried. The minutes do not say who voted which way.”"""
    if vote is None:
        return "The vote, as the minutes tell it:"
    ending = "" if vote.passed is None else "Carried." if vote.passed else "Lost."
    figures = _figures(vote)
    if not figures:
        return f"{ending} The minutes give no figures."
    return " ".join(filter(None, [f"{figures}.", ending, _who(vote)]))


def _figures(vote: Vote) -> str:
    sides = (("for", vote.for_), ("against", vote.against), ("abstained", vote.abstained))
    return ", ".join(f"{count} {side}" for side, count in sides if count is not None)


def _who(vote: Vote) -> str:
    if not vote.names:
        return "The minutes do not say who voted which way."
    return " ".join(f"{side.capitalize()}: {', '.join(names)}." for side, names in vote.names)


def _answer(request: Ask, sentence: str, rows: Sequence[ParagraphRow]) -> SearchAnswer:
    interpreted = Interpreted(text=request.topic, sentence=sentence)
    return SearchAnswer(request.query, interpreted, shown_hits(rows), len(rows), 0, 0.0)
