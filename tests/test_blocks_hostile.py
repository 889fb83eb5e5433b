"""Whatever is in an answer, however long or hostile, the message keeps to the rules of Slack."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.messages import FERRY, PAGE, TODAY, answered, result, sound

from bot.routes import CLICKS
from bot.slack_text import pieces
from bot.views import actions, digest, lists, search
from bot.views.digest import digest as digest_digest
from bot.views.kit import Message
from bot.views.preview import published
from commands.action_answers import ActionAnswer, ActionsAnswer
from commands.answers import (
    Added,
    AddReport,
    Coming,
    ContextAnswer,
    DigestAnswer,
    HelpAnswer,
    Hit,
    Interpreted,
    MeetingsAnswer,
    ProposedSearch,
    Refusal,
    SavedSearches,
    SearchAnswer,
    SpeakersAnswer,
    WatchHit,
)
from storage.model import ActionChange, ActionRow, MeetingRow, ParagraphRow, Person
from storage.saved_searches import SavedSearch


@pytest.mark.parametrize("length", [2900, 2901, 9_000, 30_000])
def test_a_long_paragraph_is_whole_and_split_after_sentences(length: int) -> None:
    text = ("The Board heard that the quay had been mended, and thanked the masons. " * 500)[
        :length
    ]
    message = sound(search.found(answered(result(replace(FERRY, text=text)))))
    quoted = [
        "".join(leaf["text"] for leaf in element["elements"])
        for block in message.blocks
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_quote"
    ]
    assert "".join(quoted) == text
    assert all(piece.rstrip().endswith(".") for piece in quoted[:-1])
    if length > 4000:
        assert "It goes on" in message.text


def test_a_title_or_an_initial_ends_no_sentence() -> None:
    text = "The Board thanked Mr. J. Tregear of St. Mary for his long service at the quay. " * 60
    assert all(text[:end].endswith("quay. ") for _, end in pieces(text))


ODD = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "<!channel>",
            "<@U0CLERK>",
            "*bold* _it_ ~s~ `c`",
            "&amp;lt;",
            "<https://x|y>",
            "​",
            "‮بحر",
            "🙂" * 40,
            ":smile:",
            "> quote",
            "\n\n",
            " ",
            "x" * 4000,
            "Ünïcødé " * 700,
        ]
    ),
)
TEXT = ODD.filter(lambda text: bool(text.strip()))
MAYBE = st.one_of(st.none(), TEXT)
URLS = st.one_of(
    st.none(),
    st.just(PAGE),
    TEXT,
    st.builds(lambda tail: f"https://x.example/{tail}", TEXT),
)
DAYS = st.one_of(st.none(), st.dates(dt.date(1970, 1, 1), dt.date(2100, 1, 1)))
COUNTS = st.integers(0, 10**6)
MEETINGS = st.builds(
    MeetingRow,
    id=COUNTS,
    panel=MAYBE,
    title=MAYBE,
    date=DAYS,
    url=URLS,
    status=st.sampled_from(["published", "draft"]),
    items=COUNTS,
    paragraphs=COUNTS,
    actions=COUNTS,
)
PARAGRAPHS = st.builds(
    ParagraphRow,
    id=st.text("abc0", min_size=1, max_size=40),
    number=MAYBE,
    text=TEXT,
    kind=st.sampled_from(["prose", "resolution"]),
    position=COUNTS,
    speakers=st.lists(TEXT, max_size=12).map(tuple),
    mentions=st.just(()),
    item_id=COUNTS,
    item_number=MAYBE,
    item_title=TEXT,
    item_url=URLS,
    meeting=MEETINGS,
)


@st.composite
def results(draw: st.DrawFn) -> Hit:
    paragraph = draw(PARAGRAPHS)
    spans = st.tuples(st.integers(0, len(paragraph.text)), st.integers(0, len(paragraph.text)))
    return Hit(
        rank=draw(st.integers(1, 999)),
        paragraph=paragraph,
        url=draw(URLS),
        score=1.0,
        snippet=draw(st.one_of(TEXT, st.just(f"…{paragraph.text[3:90]}…"))),
        highlights=tuple(sorted(draw(st.lists(spans, max_size=5)))),
    )


PEOPLE = st.builds(
    Person,
    id=COUNTS,
    name=TEXT,
    panel=MAYBE,
    office=st.booleans(),
    aliases=st.lists(TEXT, max_size=4).map(tuple),
    roles=st.lists(st.tuples(TEXT, DAYS, DAYS), max_size=3).map(tuple),
    paragraphs=COUNTS,
    first=DAYS,
    last=DAYS,
)
ACTIONS = st.builds(
    ActionRow,
    id=COUNTS,
    kind=st.sampled_from(["resolution", "action"]),
    text=TEXT,
    owner=MAYBE,
    status=st.sampled_from(["open", "done", "superseded"]),
    due=DAYS,
    due_words=MAYBE,
    procedural=st.booleans(),
    raised=DAYS,
    paragraph_id=st.just("p1"),
    paragraph_number=MAYBE,
    item_title=TEXT,
    panel=MAYBE,
    url=URLS,
    assignee=MAYBE,
    note=MAYBE,
)
CHANGES = st.builds(
    ActionChange,
    at=st.just(dt.datetime(2025, 1, 1, tzinfo=dt.UTC)),
    by=TEXT,
    where=TEXT,
    field=st.just("status"),
    before=MAYBE,
    after=MAYBE,
    note=MAYBE,
)


def many(of: st.SearchStrategy[Any], most: int = 25) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=most).map(tuple)


ENTRIES = st.lists(ACTIONS, max_size=25, unique_by=lambda action: action.id).map(tuple)
RANKED = many(results(), 12).map(
    lambda hits: tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits, 1))
)
SEARCHES = st.builds(
    SearchAnswer,
    query=st.one_of(TEXT, st.just("q" * 10_000)),
    took_ms=st.just(1.0),
    interpreted=st.builds(Interpreted, text=TEXT, sentence=st.one_of(st.just(""), TEXT)),
    hits=RANKED,
    total=COUNTS,
    offset=st.integers(0, 50),
    suggestions=many(TEXT, 6),
    candidates=many(PEOPLE, 7),
    searched=st.one_of(st.just(""), TEXT),
)


@st.composite
def digests(draw: st.DrawFn) -> Message:
    hits = st.builds(WatchHit, PARAGRAPHS, MAYBE, many(st.tuples(COUNTS, TEXT), 3))
    coming = st.builds(Coming, TEXT, st.just(TODAY), ENTRIES, COUNTS)
    answer = DigestAnswer(
        TODAY,
        draw(many(MEETINGS, 40)),
        draw(ENTRIES),
        draw(ENTRIES),
        draw(ENTRIES),
        mine=draw(ENTRIES),
        late=draw(ENTRIES),
        hits=draw(many(hits, 8)),
        eves=draw(many(coming, 2)),
        amended=draw(many(MEETINGS, 3)),
        closed=draw(ENTRIES),
        coming=draw(many(coming, 2)),
        backlog=draw(many(MEETINGS, 8)),
        stopped=draw(many(st.tuples(TEXT, TEXT), 3)),
        delivery=draw(st.none() | COUNTS),
    )
    return digest_digest(answer, whole=draw(st.booleans()))


KEPT = st.builds(
    SavedSearch, COUNTS, TEXT, TEXT, st.sampled_from(["daily", "at once"]), st.booleans(), TEXT
)
SAVED = st.lists(KEPT, max_size=15, unique_by=lambda search: search.id).map(tuple)
MESSAGES = st.one_of(
    SEARCHES.map(search.found),
    st.builds(search.shared, PARAGRAPHS, URLS, st.just("U0MEMBER")),
    st.lists(PARAGRAPHS, min_size=1, max_size=5, unique_by=lambda p: p.id).map(
        lambda rows: search.in_context(ContextAnswer(tuple(rows), rows[0].id, PAGE))
    ),
    st.builds(
        actions.listed,
        st.builds(ActionsAnswer, ENTRIES, COUNTS, st.just(TODAY), TEXT, COUNTS),
        TEXT,
        st.booleans().map(lambda may: lambda action, verb: may),
    ),
    st.builds(
        actions.one,
        st.builds(ActionAnswer, ACTIONS, many(CHANGES), st.just(TODAY), TEXT, many(TEXT)),
        st.booleans().map(lambda may: lambda action, verb: may),
    ),
    st.builds(SpeakersAnswer, TEXT, many(st.tuples(PEOPLE, st.just(88.0)), 40)).map(lists.speakers),
    st.builds(MeetingsAnswer, many(MEETINGS, 60)).map(lists.meetings),
    digests(),
    st.builds(ProposedSearch, TEXT, COUNTS, COUNTS, st.booleans()).map(digest.proposal),
    st.builds(SavedSearches, SAVED, TEXT, st.booleans(), st.booleans()).map(digest.searches),
    st.builds(HelpAnswer, TEXT, many(st.tuples(TEXT, TEXT), 8), many(TEXT, 3)).map(lists.how_to),
    st.builds(Refusal, TEXT, many(TEXT, 7)).map(lists.refusal),
    st.builds(
        AddReport,
        many(st.builds(Added, TEXT, st.just("added"), MEETINGS, COUNTS), 40),
        many(st.tuples(TEXT, TEXT), 10).filter(bool),
    ).map(lambda report: published(report, "U0CLERK")),
)


@settings(max_examples=800)
@given(MESSAGES)
def test_whatever_is_in_an_answer_the_message_keeps_to_slacks_rules(message: Message) -> None:
    sound(message)
    for button in (e for b in message.blocks if b["type"] == "actions" for e in b["elements"]):
        assert any(click.pattern.fullmatch(button["action_id"]) for click in CLICKS)


@settings(max_examples=150)
@given(MESSAGES)
def test_nothing_that_a_document_says_can_call_anybody(message: Message) -> None:
    assert "<!channel>" not in message.text
    assert "<!here>" not in message.text
    assert "'type': 'mrkdwn'" not in str(message.blocks)
    assert "'broadcast'" not in str(message.blocks)
