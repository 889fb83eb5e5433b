"""Paragraphs as documents: what a search found, one in its context, a quotation checked."""

import json
from collections.abc import Iterable, Iterator

from commands.answers import (
    ContextAnswer,
    Difference,
    Hit,
    Place,
    QuotationAnswer,
    QuotedPart,
    SearchAnswer,
)
from commands.confirmations import confirmed_on
from commands.documents import (
    VALUE_MOST,
    Button,
    Buttons,
    Divider,
    Document,
    Line,
    Note,
    Part,
    Quotation,
    Sentence,
    Span,
    TableRow,
    Try,
    Words,
    cut,
    line,
    row,
)
from commands.documents.phrases import (
    SHORT,
    asking,
    corrections,
    numbered,
    open_minutes,
    speaker_line,
    speaking,
    where,
    where_item,
    where_whole,
)
from commands.embeddings import ONLY_CLOSE
from commands.links import cited_paragraph_ids
from storage.model import ParagraphRow
from storage.plurals import plural

SHOWN = 5  # results in a message; the rest is a press away
LONGEST_ROW = 1500  # characters of a table's row; one with more is prose
EXCERPT = 400  # characters of a result that is shown short
PASSAGE = 2900  # characters of a long neighbour that are shown before it is read whole


def found(answer: SearchAnswer, one: bool = False, brief: bool = True) -> Document:
    """Compose the results from `answer.offset` on. On the first page the first result is whole;
    with `one`, a single result was asked for."""
    if not answer.hits:
        return _no_more(answer) if answer.offset else _nothing(answer)
    if one and answer.offset:
        return one_paragraph(answer.hits[0].paragraph, answer.hits[0].url)
    hits = answer.hits[:SHOWN] if brief else answer.hits
    explained = answer.interpreted.sentence
    parts: list[Part] = [Note(explained)] if explained else []
    if answer.offset == 0:
        both = _beside_first(hits[0].paragraph, answer.counterpart)
        parts += [*_whole(hits[0], brief, both), *([Divider()] if len(hits) > 1 else [])]
    for hit in hits[1:] if answer.offset == 0 else hits:
        parts += _short(hit, brief) if hit.paragraph != answer.counterpart else []
    parts += _more(answer, answer.offset + len(hits))
    return Document((*parts, *_which_person(answer)))


def one_paragraph(paragraph: ParagraphRow, url: str | None) -> Document:
    """Compose one paragraph whole, as asked for by pressing a button."""
    hit = Hit(1, paragraph, url, paragraph.text, (), 0.0)
    return Document(tuple(_whole(hit)), cited_paragraph_ids(paragraph))


def shared(paragraph: ParagraphRow, url: str | None, by: Line) -> Document:
    """Compose a paragraph for everybody in a channel, with who shares it."""
    context = Button("Context", "context", paragraph.id, "Context of the paragraph")
    parts = (*preview_of(paragraph), by, row(open_minutes(url), context))
    return Document(parts, cited_paragraph_ids(paragraph))


def preview_of(paragraph: ParagraphRow) -> tuple[Part, ...]:
    """Compose a paragraph whole with its speakers, its place and its corrections."""
    return (
        *speaker_line(paragraph),
        quoted(paragraph),
        Note(where_whole(paragraph)),
        *corrections(paragraph),
    )


def quoted(paragraph: ParagraphRow, highlights: tuple[Span, ...] = ()) -> Quotation | TableRow:
    """Compose the words of a paragraph; those of a table's row under the heads of their columns."""
    cells = tuple(paragraph.text.split(" | "))
    fits = len(cells) == len(paragraph.heads) and len(paragraph.text) <= LONGEST_ROW
    if paragraph.heads and fits:
        return TableRow(paragraph.heads, cells)
    return Quotation(paragraph.text, highlights)


# ---- one result -------------------------------------------------------------------------------


def _beside_first(first: ParagraphRow, other: ParagraphRow | None) -> list[Part]:
    """The reply, or the question, that belongs to the first result, whole."""
    if other is None:
        return []
    is_reply = other.position > first.position
    who = speaking(other)
    alone, by = ("Reply", "Reply by") if is_reply else ("The question", "Asked by")
    title = line(Words(f"{by} {who}:" if who else f"{alone}:", bold=True))
    return [title, Quotation(other.text), *corrections(other, own=True)]


def _whole(hit: Hit, brief: bool = True, counterpart: Iterable[Part] = ()) -> list[Part]:
    paragraph = hit.paragraph
    ranked = [line(Words(f"{hit.rank}. {speaking(paragraph)}".rstrip(), bold=True))]
    return [
        *(speaker_line(paragraph) if brief else ranked),
        quoted(paragraph, hit.highlights),
        Note(_found_at(hit)),
        *corrections(paragraph),
        *counterpart,
        row(
            open_minutes(hit.url),
            Button("Context", "context", paragraph.id, "Context: the paragraphs around it"),
            _share(paragraph),
            _who(paragraph),
            Button("What came of it?", "outcome", paragraph.id, "What came of it? Later actions"),
            Button("Send to my DM", "to_me", paragraph.id, "Send to my DM, to keep"),
        ),
    ]


def _who(paragraph: ParagraphRow) -> Button | None:
    """Tell of the people who speak, where somebody does."""
    if not paragraph.speakers:
        return None
    return Button("Who is this?", "who", paragraph.id, "Who is this? The people who speak here")


def _share(paragraph: ParagraphRow) -> Button:
    return Button("Share", "share", paragraph.id, "Share the paragraph in this channel")


def _read(paragraph: ParagraphRow, spoken: str) -> Button:
    return Button("Read whole", "whole", paragraph.id, spoken)


def _short(hit: Hit, brief: bool) -> list[Part]:
    who = speaking(hit.paragraph)
    head = f"{hit.rank}. {who + ' · ' if who else ''}{_found_at(hit)}"
    return [
        Sentence(head, _read(hit.paragraph, f"Read result {hit.rank} whole")),
        _excerpt(hit),
        *corrections(hit.paragraph, SHORT),
        *([] if brief else [row(open_minutes(hit.url))]),
    ]


def _excerpt(hit: Hit) -> Quotation | TableRow:
    """The stretch around the matches, with the matches that stand in it; a row of a table whole."""
    if len(hit.paragraph.text) <= EXCERPT and isinstance(
        table_row := quoted(hit.paragraph), TableRow
    ):
        return table_row
    text, core = hit.paragraph.text, hit.snippet.strip("… \n")
    at = text.find(core)
    if at < 0 or not core:
        return Quotation(cut(hit.snippet, EXCERPT))
    end = at + len(cut(core, EXCERPT).rstrip("…"))
    before, after = "… " if at else "", " …" if end < len(text) else ""
    shift = len(before) - at
    within = tuple((max(a, at) + shift, min(b, end) + shift) for a, b in hit.highlights)
    return Quotation(before + text[at:end] + after, within)


def _found_at(hit: Hit) -> str:
    """Where a result stands, and that it was found by its meaning alone, if it was."""
    whole = hit.rank == 1 or hit.paragraph.meeting.corrected
    place = where_whole(hit.paragraph) if whole else where(hit.paragraph)
    return " · ".join([place, *([ONLY_CLOSE] * hit.only_close)])


# ---- what comes after the results, or in their place ------------------------------------------


def _more(answer: SearchAnswer, last: int) -> list[Part]:
    ending = (_watch(answer), _unhelpful(answer))
    if last >= answer.total:
        return [row(*ending)]
    value = json.dumps({"q": answer.query, "o": last}, ensure_ascii=False)
    count = f"{last} of {plural(answer.total, 'result')}"
    if len(value) > VALUE_MOST:
        return [Note(f"{count}. A shorter question can be paged through."), row(*ending)]
    return [Note(count), row(Button("More results", "more", value), *ending)]


def _watch(answer: SearchAnswer) -> Button | None:
    """Save the question as a search, after saying how often it would have found something."""
    asked = f"watch {answer.query}"
    if not answer.query or len(asked) > VALUE_MOST:
        return None
    return Button("Watch", "ask.7", asked, "Watch: be told when new minutes answer this")


def _unhelpful(answer: SearchAnswer) -> Button:
    """Tell the secretariat of a question that was not answered well."""
    asked = cut(answer.query, VALUE_MOST) or "…"
    return Button("Not helpful", "unhelpful", asked, "This answer did not help: say why")


def _which_person(answer: SearchAnswer) -> list[Part]:
    """People to pick from, where a name fits several."""
    if not answer.candidates:
        return []
    text = answer.interpreted.text
    asked = ((p.name, f'from:"{p.name}" {text}'.strip()) for p in answer.candidates)
    buttons = asking(asked, "Only what was said by ")
    typed = Try(tuple(button.value for button in buttons))
    return [Sentence("Whom do you mean?"), typed, row(*buttons)]


def _asked(answer: SearchAnswer) -> str:
    """What was asked: as typed, or in English where that was the small language."""
    typed = f"“{cut(answer.query, 300)}”" if answer.query else "that"
    return cut(answer.interpreted.asked, 300) or typed


def _no_more(answer: SearchAnswer) -> Document:
    sentence = f"There are no more results for {_asked(answer)}."
    return Document((Sentence(sentence), _next_steps(answer)))


def _nothing(answer: SearchAnswer) -> Document:
    sentences = [f"Nothing found in the minutes for {_asked(answer)}."]
    sentences += filter(None, [answer.searched, answer.interpreted.sentence])
    if not answer.suggestions:
        sentences.append("Try fewer or other words, or look at what is held.")
    tried = Try((*answer.suggestions[:3], "meetings", "help"))
    which = _which_person(answer)
    near = map(_near, answer.nearest)
    return Document((Sentence("\n".join(sentences)), *near, *which, tried, _next_steps(answer)))


def _near(hit: Hit) -> Sentence:
    """What a refusal offers: where it stands, to be read with a press."""
    read = _read(hit.paragraph, f"Read whole: number {hit.rank} in meaning")
    return Sentence(f"Closest in meaning: {where(hit.paragraph)}", read)


def _next_steps(answer: SearchAnswer) -> Buttons:
    asked = asking(((words, words) for words in answer.suggestions), "Search: ", most=3)
    return row(
        *asked,
        Button("What is held", "ask.8", "meetings", "List the meetings that are held"),
        Button("Help", "ask.9", "help", "How to ask"),
        _watch(answer),
        _unhelpful(answer),
    )


# ---- a paragraph between its neighbours -------------------------------------------------------


def in_context(answer: ContextAnswer, brief: bool = True) -> Document:
    """Compose a paragraph between its neighbours; the one that was asked about is named as such.
    What the item came to, and other meetings, only where there is room for it."""
    asked = next(p for p in answer.paragraphs if p.id == answer.asked_for)
    place = " · ".join(filter(None, [where_item(asked), confirmed_on(asked.meeting)]))
    parts: list[Part] = [Sentence(place)]
    for number, paragraph in enumerate(answer.paragraphs, 1):
        head = numbered(paragraph)
        if paragraph is asked:
            head = f"{head} · the paragraph you asked about"
            shown = [quoted(paragraph), *corrections(paragraph)]
        else:
            shown = [*_neighbour(paragraph, number, brief), *corrections(paragraph, own=True)]
        parts += [line(Words(head, bold=True)), *shown]
    parts.append(row(open_minutes(answer.url), _share(asked)))
    return Document((*parts, *(() if brief else _around(answer))))


def _neighbour(paragraph: ParagraphRow, place: int, brief: bool) -> list[Part]:
    """A paragraph beside the one asked about; a long one begins, and is whole on a press."""
    if len(paragraph.text) <= PASSAGE or not brief:
        return [quoted(paragraph)]
    read = _read(paragraph, f"Read the paragraph in place {place} whole")
    return [Quotation(cut(paragraph.text, PASSAGE)), Note("The paragraph goes on."), row(read)]


def _around(answer: ContextAnswer) -> Iterator[Part]:
    """What the item came to, and paragraphs of other meetings on the same subject."""
    if answer.resolution and answer.resolution not in answer.paragraphs:
        yield line(Words("What the item came to:", bold=True))
        yield Quotation(answer.resolution.text)
    if answer.elsewhere:
        yield line(Words("On the same subject:", bold=True))
    for paragraph, url in answer.elsewhere:
        yield Quotation(cut(paragraph.text, EXCERPT))
        yield Note(where(paragraph))
        yield row(open_minutes(url))


# ---- whether words stand in the minutes -------------------------------------------------------
# A difference is told by signs as well as by style: ⟦struck out⟧ is only in the quotation, ⟨bold⟩
# only in the minutes.


KEY = "⟦…⟧ stands only in the quotation, ⟨…⟩ only in the minutes."
PLACES, PARTS = 3, 8  # shown; the rest is counted
LAID_BESIDE = 2900  # characters of a quotation that is laid beside the minutes


def checked(answer: QuotationAnswer, brief: bool = True) -> Document:
    """Compose the finding, then the difference, then where it stands, the first place whole."""
    parts: list[Part] = [Sentence(answer.sentence), *map(Note, answer.notes)]
    if any(one.kind not in ("equal", "editorial") for one in answer.differences):
        parts += [_beside(answer.differences), Note(KEY)]
    places = answer.places[:PLACES] if brief else answer.places
    for index, place in enumerate(places):
        parts += _place(place) if index == 0 else _also(place, brief)
    parts += map(_part, answer.parts[:PARTS])
    left = answer.total - len(places)
    if left > 0:
        parts.append(Note(f"{'At least ' if answer.more else ''}{left} more."))
    return Document(tuple(parts))


def _beside(differences: Iterable[Difference]) -> Quotation:
    """The quotation and the minutes in one, with what only one of them says."""
    text = ""
    struck: list[Span] = []
    bold: list[Span] = []
    for one in differences:
        same = one.kind in ("equal", "editorial")
        quoted, minutes = one.quoted.strip(), "" if same else one.held.strip()
        if len(text) + len(quoted) + len(minutes) > LAID_BESIDE:
            text += "…"
            break
        if quoted and same:
            text += f"{one.quoted} "
        elif quoted:
            struck.append((len(text), len(text) + len(quoted) + 2))
            text += f"⟦{quoted}⟧ "
        if minutes:
            bold.append((len(text), len(text) + len(minutes) + 2))
            text += f"⟨{minutes}⟩ "
    return Quotation(text, tuple(bold), tuple(struck))


def _place(place: Place) -> list[Part]:
    paragraph = place.paragraph
    return [
        *speaker_line(paragraph),
        Quotation(paragraph.text, place.spans),
        Note(where_whole(paragraph)),
        *corrections(paragraph),
        row(
            open_minutes(place.url),
            Button("Context", "context", paragraph.id, "Context: the paragraphs around it"),
            _share(paragraph),
        ),
    ]


def _also(place: Place, brief: bool) -> list[Part]:
    also = [Sentence(f"Also: {where_whole(place.paragraph)}"), *corrections(place.paragraph)]
    return also if brief else [*also, row(open_minutes(place.url))]


def _part(part: QuotedPart) -> Part:
    place = where_whole(part.place.paragraph) if part.place else "stands nowhere in the minutes"
    return Sentence(f"“{cut(part.quoted, 400)}”: {place}")
