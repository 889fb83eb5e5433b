"""Whatever is in an answer, however long or hostile, the message keeps to the rules of Slack."""

import datetime as dt
import html
import re
from dataclasses import is_dataclass, replace
from typing import Any

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.messages import FERRY, PAGE, TODAY, answered, result, sound

from bot.routes import CLICKS
from bot.sharing import shared_message
from bot.slack_text import pieces
from bot.terminal import draw
from bot.views.blocks import blocks
from bot.views.kit import Message
from commands.action_answers import (
    ActionAnswer,
    ActionsAnswer,
    ProposalsAnswer,
    Proposed,
    UnansweredAnswer,
    UnansweredQuestion,
)
from commands.answers import (
    Answer,
    ContextAnswer,
    Difference,
    HelpAnswer,
    Hit,
    Interpreted,
    MeetingsAnswer,
    OverviewAnswer,
    OverviewItem,
    Place,
    QuotationAnswer,
    QuotedPart,
    Refusal,
    RegisterAnswer,
    SearchAnswer,
    SentAnswer,
    SpeakersAnswer,
)
from commands.digest_answers import (
    Coming,
    DigestAnswer,
    DigestChoice,
    ProposedSearch,
    SavedSearches,
    WatchHit,
)
from commands.documents import Document, digest, register, search
from commands.documents.compose import compose
from commands.documents.markdown import markdown
from commands.documents.publication import published
from commands.ingest_reports import Added, AddReport
from storage.model import ActionChange, ActionRow, MeetingRow, ParagraphRow, Person, Proposal
from storage.saved_searches import SavedSearch
from storage.subscriptions import Subscription


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
def digests(draw: st.DrawFn) -> DigestAnswer:
    hits = st.builds(WatchHit, PARAGRAPHS, MAYBE, many(st.tuples(COUNTS, TEXT), 3))
    coming = st.builds(Coming, TEXT, st.just(TODAY), ENTRIES, COUNTS)
    return DigestAnswer(
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


KEPT = st.builds(
    SavedSearch, COUNTS, TEXT, TEXT, st.sampled_from(["daily", "at once"]), st.booleans(), TEXT
)
SAVED = st.lists(KEPT, max_size=15, unique_by=lambda search: search.id).map(tuple)
PLACES = st.builds(Place, PARAGRAPHS, URLS, st.just(()))
DIFFERENCES = st.builds(
    Difference, st.sampled_from(["equal", "added", "removed", "changed", "editorial"]), ODD, ODD
)
PROPOSED = st.builds(
    Proposed,
    st.builds(Proposal, COUNTS, COUNTS, TEXT, st.just(dt.datetime(2025, 1, 1, tzinfo=dt.UTC))),
    ACTIONS,
    st.none() | PARAGRAPHS,
    st.just(0),
    st.integers(1, 500),
    URLS,
)
ITEMS = st.builds(OverviewItem, TEXT, URLS, many(PARAGRAPHS, 2), many(ACTIONS, 2))
CONTEXTS = st.lists(PARAGRAPHS, min_size=1, max_size=5, unique_by=lambda p: p.id).map(
    lambda rows: ContextAnswer(tuple(rows), rows[0].id, PAGE)
)
KINDS: dict[type, st.SearchStrategy[Any]] = {
    SearchAnswer: SEARCHES,
    ContextAnswer: CONTEXTS,
    QuotationAnswer: st.builds(
        QuotationAnswer,
        TEXT,
        st.just("altered"),
        TEXT,
        many(PLACES, 5),
        COUNTS,
        st.booleans(),
        many(DIFFERENCES, 6),
        many(st.builds(QuotedPart, TEXT, st.none() | PLACES), 10),
        many(TEXT, 3),
    ),
    ActionsAnswer: st.builds(ActionsAnswer, ENTRIES, COUNTS, st.just(TODAY), TEXT, COUNTS),
    ActionAnswer: st.builds(
        ActionAnswer,
        ACTIONS,
        many(CHANGES),
        st.just(TODAY),
        TEXT,
        many(TEXT),
        many(PROPOSED, 2),
        MAYBE,
        MAYBE,
        many(st.tuples(PARAGRAPHS, URLS), 2),
    ),
    ProposalsAnswer: st.builds(ProposalsAnswer, many(PROPOSED, 7), st.just(TODAY)),
    UnansweredAnswer: st.builds(
        UnansweredAnswer,
        many(st.builds(UnansweredQuestion, TEXT, ACTIONS), 15),
        st.just(TODAY),
        st.just("") | TEXT,
    ),
    SpeakersAnswer: st.builds(
        SpeakersAnswer, TEXT, many(st.tuples(PEOPLE, st.just(88.0)), 40), st.just("") | TEXT
    ),
    MeetingsAnswer: st.builds(MeetingsAnswer, many(MEETINGS, 60), st.booleans()),
    OverviewAnswer: st.builds(
        OverviewAnswer, TEXT, st.none(), many(ITEMS, 50), many(st.tuples(TEXT, many(TEXT, 9)), 3)
    ),
    DigestAnswer: digests(),
    DigestChoice: st.builds(
        DigestChoice, st.just(Subscription("U0MEMBER")), st.booleans(), st.booleans(), st.booleans()
    ),
    ProposedSearch: st.builds(ProposedSearch, TEXT, COUNTS, COUNTS, st.booleans()),
    SavedSearches: st.builds(SavedSearches, SAVED, TEXT, st.booleans(), st.booleans()),
    HelpAnswer: st.builds(HelpAnswer, TEXT, many(st.tuples(TEXT, TEXT), 8), many(TEXT, 3)),
    Refusal: st.builds(Refusal, TEXT, many(TEXT, 7)),
}
ANSWERS: st.SearchStrategy[Any] = st.one_of(*KINDS.values())
MESSAGES: st.SearchStrategy[Message | Document] = st.one_of(
    ANSWERS.map(lambda answer: compose(answer, brief=True)),
    digests().map(lambda answer: digest.digest(answer, whole=True)),
    st.builds(shared_message, PARAGRAPHS, URLS, st.just("U0MEMBER")),
    st.builds(
        register.listed,
        KINDS[ActionsAnswer],
        TEXT,
        st.booleans().map(lambda may: lambda action, verb: may),
    ),
    st.builds(
        register.one,
        KINDS[ActionAnswer],
        st.booleans().map(lambda may: lambda action, verb: may),
    ),
    st.builds(
        AddReport,
        many(st.builds(Added, TEXT, st.just("added"), MEETINGS, COUNTS), 40),
        many(st.tuples(TEXT, TEXT), 10).filter(bool),
    ).map(lambda report: published(report, "U0CLERK")),
)


def test_every_kind_of_answer_is_made_up() -> None:
    bases = (Answer, RegisterAnswer, SentAnswer)
    every = (kind for base in bases for kind in base.__subclasses__() if is_dataclass(kind))
    assert {kind.__name__ for kind in KINDS} == {kind.__name__ for kind in every}


@settings(max_examples=800)
@given(MESSAGES)
def test_whatever_is_in_an_answer_the_message_keeps_to_slacks_rules(
    told: Message | Document,
) -> None:
    message = sound(told)
    for button in (e for b in message.blocks if b["type"] == "actions" for e in b["elements"]):
        assert any(click.pattern.fullmatch(button["action_id"]) for click in CLICKS)


@settings(max_examples=150)
@given(MESSAGES)
def test_nothing_that_a_document_says_can_call_anybody(told: Message | Document) -> None:
    message = sound(told)
    assert "<!channel>" not in message.text
    assert "<!here>" not in message.text
    assert "'type': 'mrkdwn'" not in str(message.blocks)
    assert "'broadcast'" not in str(message.blocks)


def read(node: Any) -> str:
    """What stands in blocks for people to read; buttons and menus are pressed, not read."""
    if isinstance(node, list):
        return " ".join(map(read, node))
    if not isinstance(node, dict) or node.get("type") in ("actions", "button", "overflow"):
        return ""
    if node.get("type") in ("rich_text_section", "rich_text_quote"):
        return "".join(leaf.get("text", "") for leaf in node["elements"])
    text = node.get("text", "")
    return " ".join([text if isinstance(text, str) else read(text), read(node.get("elements", []))])


def words(text: str) -> set[str]:
    """The words of a text: none that is cut, nor one that no line is wide enough for."""
    return {word for word in re.findall(r"\w+\b(?!…)", text) if len(word) < 60}


@settings(max_examples=300)
@given(MESSAGES)
def test_the_text_of_a_message_says_all_that_its_blocks_do(told: Message | Document) -> None:
    message = sound(told)
    missing = words(read(list(message.blocks))) - words(html.unescape(message.text))
    assert not missing or "The rest stands in the message." in message.text


@settings(max_examples=100)
@given(ANSWERS)
def test_a_terminal_and_a_page_say_all_that_blocks_would(answer: Any) -> None:
    whole = compose(answer)
    shown = words(read(blocks(whole, most=10**6))) - words("Open the minutes It goes on the page")
    assert not shown - words(click.unstyle(draw(whole)))
    page = re.sub(r"(?<!\\)(?:\*\*|~~)", "", markdown(whole))
    assert not shown - words(re.sub(r"\\([\W_])", r"\1", page))


@settings(max_examples=100)
@given(ANSWERS)
def test_nothing_that_a_document_says_is_markdown(answer: Any) -> None:
    page = markdown(compose(answer))
    assert not re.search(r"(?<!\\)(?:\\\\)*<", re.sub(r"`[^`]*`", "", page))
