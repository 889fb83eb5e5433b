"""What a search found: the first paragraph whole, the others short; and paragraphs in context."""

import json
from collections.abc import Sequence

from bot.slack_text import (
    BLOCK_MOST,
    TEXT_MOST,
    VALUE_MOST,
    cut,
    escape,
    escaped_within,
    fit,
    link,
    pieces,
    usable,
)
from bot.views.kit import (
    OPEN,
    Block,
    Message,
    Part,
    actions_block,
    asking,
    button,
    context_block,
    divider,
    highlighted,
    line,
    link_button,
    numbered,
    quote,
    quote_blocks,
    rich_text,
    section,
    speaking,
    text_object,
    where,
    where_item,
    where_whole,
)
from bot.views.quotation import SHORT, correction_blocks, correction_lines
from commands.answers import ContextAnswer, Hit, SearchAnswer
from commands.confirmations import confirmed_on
from commands.embeddings import ONLY_CLOSE
from commands.links import cited_paragraph_ids
from storage.model import ParagraphRow
from storage.plurals import plural

SHOWN = 5  # results in a message; the rest is a press away


def found(answer: SearchAnswer, one: bool = False) -> Message:
    """The results from `answer.offset` on. On the first page the first result is whole; with
    `one`, a single result was asked for."""
    if not answer.hits:
        return _no_more(answer) if answer.offset else _nothing(answer)
    if one and answer.offset:
        return one_paragraph(answer.hits[0].paragraph, answer.hits[0].url)
    hits = answer.hits[:SHOWN]
    last = answer.offset + len(hits)
    said_first = answer.interpreted.sentence
    blocks = [context_block(said_first)] if said_first else []
    if answer.offset == 0:
        blocks += [*_whole(hits[0]), *([divider()] if len(hits) > 1 else [])]
    for hit in hits[1:] if answer.offset == 0 else hits:
        blocks += _short(hit)
    blocks += _more(answer, last)
    blocks += _which_person(answer)
    return Message(_found_text(answer, hits, last), tuple(blocks))


def one_paragraph(paragraph: ParagraphRow, url: str | None) -> Message:
    """One paragraph whole, as asked for by pressing a button."""
    hit = Hit(1, paragraph, url, paragraph.text, (), 0.0)
    return Message(_hit_text(hit), tuple(_whole(hit)), cited_paragraph_ids(paragraph))


def shared(paragraph: ParagraphRow, url: str | None, user: str) -> Message:
    """A paragraph for everybody in a channel, in the name of the one who shares it."""
    words_ = [
        *_speaking(paragraph),
        *quote_blocks(paragraph.text),
        context_block(where_whole(paragraph)),
        *correction_blocks(paragraph),
    ]
    by = rich_text(line(text_object("Shared by "), {"type": "user", "user_id": user}))
    buttons = actions_block(
        link_button(OPEN, url),
        button("Context", "context", paragraph.id, "Context of the paragraph"),
    )
    tail = f"\nShared by <@{user}>"
    text = _hit_text(Hit(1, paragraph, url, paragraph.text, (), 0.0), TEXT_MOST - len(tail))
    return Message(text + tail, (*words_, by, *buttons), cited_paragraph_ids(paragraph))


def in_context(answer: ContextAnswer) -> Message:
    """A paragraph between its neighbours; the one that was asked about is named as such."""
    asked = next(p for p in answer.paragraphs if p.id == answer.asked_for)
    place = " · ".join(filter(None, [where_item(asked), confirmed_on(asked.meeting)]))
    blocks = [section(place)]
    texts = [escape(place)]
    for number, paragraph in enumerate(answer.paragraphs, 1):
        head = numbered(paragraph)
        if paragraph.id == answer.asked_for:
            head = f"{head} · the paragraph you asked about"
            shown = [*quote_blocks(paragraph.text), *correction_blocks(paragraph)]
        else:
            shown = [*_neighbour(paragraph, number), *correction_blocks(paragraph, own=True)]
        blocks += [rich_text(line(text_object(head, bold=True))), *shown]
        texts.append(f"{escape(head)}: {escape(paragraph.text)}")
    texts += correction_lines(asked)
    blocks += actions_block(link_button(OPEN, answer.url), _share(asked))
    texts += [link(answer.url, OPEN)] if usable(answer.url) else []
    return Message(fit(texts, "The rest stands in the message and on the page."), tuple(blocks))


def _neighbour(paragraph: ParagraphRow, place: int) -> list[Block]:
    """A paragraph beside the one asked about; a long one begins, and is whole on a press."""
    if len(paragraph.text) <= BLOCK_MOST:
        return quote_blocks(paragraph.text)
    ((start, end), *_) = pieces(paragraph.text)
    return [
        rich_text(quote(text_object(paragraph.text[start:end]))),
        context_block("The paragraph goes on."),
        *actions_block(
            _read(paragraph, "Read whole", f"Read the paragraph in place {place} whole")
        ),
    ]


# ---- one result -------------------------------------------------------------------------------


def _whole(hit: Hit) -> list[Block]:
    paragraph = hit.paragraph
    return [
        *_speaking(paragraph),
        *quote_blocks(paragraph.text, hit.highlights),
        context_block(_found_at(hit)),
        *correction_blocks(paragraph),
        *actions_block(
            link_button(OPEN, hit.url),
            button("Context", "context", paragraph.id, "Context: the paragraphs around it"),
            _share(paragraph),
            _who(paragraph),
            button("What came of it?", "outcome", paragraph.id, "What came of it? Later actions"),
            button("Send to my DM", "to_me", paragraph.id, "Send to my DM, to keep"),
        ),
    ]


def _who(paragraph: ParagraphRow) -> Part | None:
    """Tells of the people who speak, where somebody does."""
    if not paragraph.speakers:
        return None
    return button("Who is this?", "who", paragraph.id, "Who is this? The people who speak here")


def _share(paragraph: ParagraphRow) -> Part:
    return button("Share", "share", paragraph.id, "Share the paragraph in this channel")


def _read(paragraph: ParagraphRow, text: str, spoken: str) -> Part:
    return button(text, "whole", paragraph.id, spoken)


def _speaking(paragraph: ParagraphRow) -> list[Block]:
    who = speaking(paragraph)
    return [rich_text(line(text_object(who, bold=True)))] if who else []


def _short(hit: Hit) -> list[Block]:
    paragraph = hit.paragraph
    who = speaking(paragraph)
    head = f"{hit.rank}. {who + ' · ' if who else ''}{_found_at(hit)}"
    read = _read(paragraph, "Read whole", f"Read result {hit.rank} whole")
    corrected = correction_blocks(paragraph, SHORT)
    return [section(head, read), rich_text(quote(*_snippet(hit))), *corrected]


def _snippet(hit: Hit) -> list[Part]:
    """The stretch around the matches, with the matches that stand in it in bold."""
    text, core = hit.paragraph.text, hit.snippet.strip("… \n")
    at = text.find(core)
    if at < 0 or not core:
        return [text_object(cut(hit.snippet, 400))]
    end = at + len(cut(core, 400).rstrip("…"))
    return [
        *([text_object("… ")] if at else []),
        *highlighted(text, hit.highlights, at, end),
        *([text_object(" …")] if end < len(text) else []),
    ]


def _found_at(hit: Hit) -> str:
    """Where a result stands, and that it was found by its meaning alone, if it was."""
    whole = hit.rank == 1 or hit.paragraph.meeting.corrected
    place = where_whole(hit.paragraph) if whole else where(hit.paragraph)
    return " · ".join([place, *([ONLY_CLOSE] * hit.only_close)])


# ---- what comes after the results -------------------------------------------------------------


def _more(answer: SearchAnswer, last: int) -> list[Block]:
    ending = (_watch(answer), _unhelpful(answer))
    if last >= answer.total:
        return actions_block(*ending)
    value = json.dumps({"q": answer.query, "o": last}, ensure_ascii=False)
    count = f"{last} of {plural(answer.total, 'result')}"
    if len(value) > VALUE_MOST:
        return [
            context_block(f"{count}. A shorter question can be paged through."),
            *actions_block(*ending),
        ]
    return [context_block(count), *actions_block(button("More results", "more", value), *ending)]


def _watch(answer: SearchAnswer) -> Part | None:
    """Saves the question as a search, after saying how often it would have found something."""
    asked = f"watch {answer.query}"
    if not answer.query or len(asked) > VALUE_MOST:
        return None
    return button("Watch", "ask.7", asked, "Watch: be told when new minutes answer this")


def _unhelpful(answer: SearchAnswer) -> Part:
    """Tells the secretariat of a question that was not answered well."""
    asked = cut(answer.query, VALUE_MOST) or "…"
    return button("Not helpful", "unhelpful", asked, "This answer did not help: say why")


def _which_person(answer: SearchAnswer) -> list[Block]:
    """Buttons to pick from, where a name fits several people."""
    if not answer.candidates:
        return []
    text = answer.interpreted.text
    asked = ((p.name, f'from:"{p.name}" {text}'.strip()) for p in answer.candidates)
    return [section("Whom do you mean?"), *actions_block(*asking(asked, "Only what was said by "))]


def _no_more(answer: SearchAnswer) -> Message:
    query = cut(answer.query, 300)
    sentence = f"There are no more results for “{query}”."
    return Message(escape(sentence), (section(sentence), *_next_steps(answer)))


def _nothing(answer: SearchAnswer) -> Message:
    query = cut(answer.query, 300)
    lines = [f"Nothing found in the minutes for “{query}”."]
    if answer.searched:
        lines.append(answer.searched)
    if answer.interpreted.sentence:
        lines.append(answer.interpreted.sentence)
    if not answer.suggestions:
        lines.append("Try fewer or other words, or look at what is held.")
    next_steps = [*answer.suggestions[:3], "meetings", "help"]
    text = [escape(told) for told in lines]
    text.append("Try: " + ", ".join(f"/minutes {escape(step)}" for step in next_steps))
    blocks = [section("\n".join(lines)), *_which_person(answer), *_next_steps(answer)]
    return Message(fit(text, "…"), tuple(blocks))


def _next_steps(answer: SearchAnswer) -> list[Block]:
    asked = asking(((words, words) for words in answer.suggestions), "Search: ", most=3)
    return actions_block(
        *asked,
        button("What is held", "ask.8", "meetings", "List the meetings that are held"),
        button("Help", "ask.9", "help", "How to ask"),
        _watch(answer),
        _unhelpful(answer),
    )


# ---- the same as text -------------------------------------------------------------------------


def _found_text(answer: SearchAnswer, hits: Sequence[Hit], last: int) -> str:
    whole = answer.offset == 0
    lines = [_hit_text(hits[0], room=TEXT_MOST - 400)] if whole else []
    if answer.interpreted.sentence:
        lines.append(escaped_within(answer.interpreted.sentence, 300))
    lines += [_short_text(hit) for hit in (hits[1:] if whole else hits)]
    left = answer.total - last
    if left > 0:
        lines.append(f"{left} more: press More results.")
    return fit(lines, "The other results stand in the message.")


def _hit_text(hit: Hit, room: int = TEXT_MOST) -> str:
    """Paragraph, speaker, meeting, date, link and corrections in at most `room` characters."""
    paragraph = hit.paragraph
    corrected = "".join(f"\n{one}" for one in correction_lines(paragraph))
    room -= len(corrected)
    who = f"Speaking: {speaking(paragraph)}. " if paragraph.speakers else ""
    address = link(hit.url, OPEN) if usable(hit.url) else "no address is known"
    place = who + _found_at(hit)
    tail = f"\n{escape(place)} · {address}"
    if len(tail) > room // 2:  # an address of unusual length
        tail = f"\n{escaped_within(place, room // 2)}"
    goes_on = " (It goes on: the message and the page hold the whole paragraph.)"
    space = room - len(tail) - 2
    text = escape(paragraph.text)
    if len(text) > space:
        text = escaped_within(paragraph.text, space - len(goes_on)) + goes_on
    return f"“{text}”{tail}{corrected}"


def _short_text(hit: Hit) -> str:
    paragraph = hit.paragraph
    who = speaking(paragraph)
    head = f"{hit.rank}. {who + ' · ' if who else ''}{_found_at(hit)}"
    told = f"{escaped_within(head, 500)}: {escaped_within(hit.snippet, 400)}"
    return "\n".join([told, *correction_lines(paragraph, SHORT)])
