"""Answers drawn for Slack: how they read, and that nothing in them can do harm."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from drawn_blocks import drawn
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks import Message, lists, register, search, sending
from bot.blocks.digest import digest
from bot.blocks.preview import preview, published, who_may
from bot.routes import CLICKS
from bot.text import pieces
from commands.model import (
    ActionAnswer,
    ActionsAnswer,
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
from commands.publish import Preview, PreviewMeeting
from commands.questions import Question
from playground.block_check import check_message
from storage.records import (
    ActionChange,
    ActionRow,
    DrawnAction,
    Item,
    Meeting,
    MeetingRow,
    Paragraph,
    ParagraphRow,
    Person,
)
from storage.saved_searches import SavedSearch

TODAY = dt.date(2025, 4, 2)
PAGE = "https://harbour.example/ieListDocuments.aspx?CId=3&MId=71"
BOARD = MeetingRow(
    id=1,
    panel="Harbour Trust Board",
    title="Harbour Trust Board",
    date=dt.date(2025, 1, 14),
    url=PAGE,
    status="published",
    items=2,
    paragraphs=9,
    actions=2,
)
FERRY = ParagraphRow(
    id="pferry",
    number="2",
    text="Mr Tregear said that *islanders* missed the last ferry <!channel> & slept on the quay.",
    kind="prose",
    position=1,
    speakers=("Mr Tregear",),
    mentions=(),
    item_id=1,
    item_number="1",
    item_title="Ferry Timetable",
    item_url=f"{PAGE}#AI1",
    meeting=BOARD,
)
RESOLVED = replace(
    FERRY, id="presolved", number=None, kind="resolution", speakers=(), text="RESOLVED to write."
)
LETTER = ActionRow(
    id=12,
    kind="undertaking",
    text="undertook to bring a plan by 31 March 2025",
    owner="The Harbour Master",
    status="open",
    due=dt.date(2025, 3, 31),
    due_words="by 31 March 2025",
    procedural=False,
    raised=dt.date(2025, 1, 14),
    paragraph_id="pferry",
    paragraph_number="2",
    item_title="Ferry Timetable",
    panel="Harbour Trust Board",
    url=PAGE,
)


def result(paragraph: ParagraphRow, rank: int = 1, **more: Any) -> Hit:
    fields = {"snippet": paragraph.text, "highlights": (), "url": f"{PAGE}#:~:text=Mr%20Tregear"}
    return Hit(rank=rank, paragraph=paragraph, score=1.0, **{**fields, **more})


def answered(*hits: Hit, **more: Any) -> SearchAnswer:
    fields: dict[str, Any] = {
        "query": "last ferry",
        "interpreted": Interpreted("last ferry"),
        "total": len(hits),
        "offset": 0,
        "took_ms": 1.0,
    }
    return SearchAnswer(hits=hits, **{**fields, **more})


def sound(message: Message) -> Message:
    """The message, after the strict check of everything that Slack asks of one."""
    assert [str(p) for p in check_message(message.text, list(message.blocks))] == []
    return message


# ---- how they read ----------------------------------------------------------------------------


def test_the_first_result_is_whole_and_the_others_short() -> None:
    at = FERRY.text.index("last ferry")
    hits = (
        result(FERRY, highlights=((at, at + 10),)),
        result(RESOLVED, 2, snippet="RESOLVED to …", url=None),
    )
    interpreted = Interpreted("last ferry", sentence="Searched for “ferry” instead of “fery”.")
    message = sound(search.found(answered(*hits, total=9, interpreted=interpreted)))
    assert drawn(message.blocks) == (
        "~ Searched for “ferry” instead of “fery”.\n"
        "**Mr Tregear**\n"
        "> Mr Tregear said that *islanders* missed the **last ferry** <!channel> & slept on the "
        "quay.\n"
        "~ Paragraph 2 · Item 1, Ferry Timetable · Harbour Trust Board, 14 January 2025\n"
        "[Open the minutes] [Context] [Share]"
        " [Who is this?] [What came of it?] [Send to my DM]\n"
        "-----\n"
        "2. Resolution · Item 1, Ferry Timetable · Harbour Trust Board, 14 January 2025 "
        "[Read whole]\n"
        "> RESOLVED to …\n"
        "~ 2 of 9 results\n"
        "[More results] [Watch] [Not helpful]"
    )
    assert message.text == (
        "“Mr Tregear said that *islanders* missed the last ferry &lt;!channel&gt; &amp; slept on "
        "the quay.”\n"
        "Speaking: Mr Tregear. Paragraph 2 · Item 1, Ferry Timetable · Harbour Trust Board, "
        "14 January 2025 · "
        f"<{PAGE.replace('&', '&amp;')}#:~:text=Mr%20Tregear|Open the minutes>\n"
        "Searched for “ferry” instead of “fery”.\n"
        "2. Resolution · Item 1, Ferry Timetable · Harbour Trust Board, 14 January 2025: "
        "RESOLVED to …\n"
        "7 more: press More results."
    )


def test_nothing_found_says_what_was_searched_and_what_to_do_next() -> None:
    message = sound(
        search.found(answered(searched="Searched 3 meetings.", suggestions=("ferry timetable",)))
    )
    assert drawn(message.blocks) == (
        "Nothing found in the minutes for “last ferry”.\n"
        "Searched 3 meetings.\n"
        "[ferry timetable] [What is held] [Help] [Watch] [Not helpful]"
    )


def test_a_name_that_fits_several_people_is_asked_about() -> None:
    people = tuple(
        Person(n, name, "Harbour Trust Board", False) for n, name in enumerate(("Ann", "Anna"))
    )
    message = sound(search.found(answered(candidates=people)))
    assert "Whom do you mean?\n[Ann] [Anna]" in drawn(message.blocks)


def test_context_names_the_paragraph_that_was_asked_about() -> None:
    message = sound(search.in_context(ContextAnswer((FERRY, RESOLVED), "pferry", PAGE)))
    assert drawn(message.blocks) == (
        "Item 1, Ferry Timetable · Harbour Trust Board, 14 January 2025\n"
        "**Paragraph 2 · the paragraph you asked about**\n"
        "> Mr Tregear said that *islanders* missed the last ferry <!channel> & slept on the "
        "quay.\n"
        "**Unnumbered paragraph**\n"
        "> RESOLVED to write.\n"
        "[Open the minutes] [Share]"
    )


def test_a_shared_paragraph_says_who_shared_it() -> None:
    message = sound(search.shared(FERRY, PAGE, "U0MEMBER"))
    assert drawn(message.blocks) == (
        "**Mr Tregear**\n"
        "> Mr Tregear said that *islanders* missed the last ferry <!channel> & slept on the "
        "quay.\n"
        "~ Paragraph 2 · Item 1, Ferry Timetable · Harbour Trust Board, 14 January 2025\n"
        "Shared by @U0MEMBER\n"
        "[Open the minutes] [Context]"
    )
    assert message.text.endswith("\nShared by <@U0MEMBER>")


def test_actions_are_listed_by_meeting_with_a_button_for_those_who_may() -> None:
    answer = ActionsAnswer((LETTER,), 3, TODAY, "open")
    message = sound(register.listed(answer, "open", lambda action, verb: True))
    assert drawn(message.blocks) == (
        "3 actions (open)\n"
        "**12. The Harbour Master** · undertaking · overdue since 31 March 2025\n"
        "> undertook to bring a plan by 31 March 2025\n"
        "Ferry Timetable, paragraph 2 · raised 14 January 2025, Harbour Trust Board · "
        f"[Open the minutes]({PAGE})\n"
        "[Done] [⋯ Show its history | Assign to me | Withdraw]\n"
        "~ 1 of 3 actions\n"
        "[More actions]"
    )
    assert "[Done]" not in drawn(
        register.listed(answer, "open", lambda action, verb: verb == "show").blocks
    )


def test_an_action_tells_its_history_with_who_and_when() -> None:
    done = replace(LETTER, status="done", assignee="U0CLERK", note="sent")
    at = dt.datetime(2025, 4, 1, 9, 30, tzinfo=dt.UTC)
    change = ActionChange(at, "U0CLERK", "slack", "status", "open", "done", "sent")
    told = "1 April 2025: marked done (sent), by U0CLERK"
    said = "Action 12 is assigned to <@U0CLERK>."
    answer = ActionAnswer(done, (change,), TODAY, said, (told,))
    message = sound(register.one(answer, lambda action, verb: True))
    assert drawn(message.blocks) == (
        "**Action 12 is assigned to **@U0CLERK**.**\n"
        "**12. The Harbour Master** · undertaking · done, due 31 March 2025\n"
        "> undertook to bring a plan by 31 March 2025\n"
        "Ferry Timetable, paragraph 2 · raised 14 January 2025, Harbour Trust Board · "
        f"[Open the minutes]({PAGE})\n"
        "[Reopen]\n"
        "- Assigned to @U0CLERK\n"
        "- Note: sent\n"
        "- 1 April 2025: marked done (sent), by @U0CLERK\n"
        "[Take back the last change]"
    )


def test_a_digest_tells_each_action_once_and_counts_what_was_only_noted() -> None:
    noted = replace(LETTER, id=1, kind="resolution", status="done", procedural=True)
    decided = replace(LETTER, id=2, kind="resolution", owner=None, due=None, due_words=None)
    answer = DigestAnswer(TODAY, (BOARD,), (noted, decided), (decided, LETTER), (LETTER,))
    message = sound(digest(answer))
    assert drawn(message.blocks) == (
        "# Minutes digest, Wednesday 2 April 2025\n"
        "**New minutes**\n"
        f"- [Harbour Trust Board, 14 January 2025]({PAGE}): 2 items, 9 paragraphs, 2 actions\n"
        "-----\n"
        "**Decided (1)**\n"
        f"2. Resolution · open · [Ferry Timetable]({PAGE})\n"
        "> undertook to bring a plan by 31 March 2025\n"
        "-----\n"
        "**New actions (1)**\n"
        f"12. The Harbour Master · overdue since 31 March 2025 · [Ferry Timetable]({PAGE})\n"
        "> undertook to bring a plan by 31 March 2025\n"
        "~ 1 resolved only to note or approve: /actions all"
    )


def test_a_preview_shows_what_was_understood_and_what_is_uncertain() -> None:
    item = Item("Ferry Timetable", "1", None, (Paragraph("One."), Paragraph("Two.")))
    meeting = Meeting(
        "Harbour Trust Board",
        "Annual Meeting",
        dt.date(2025, 1, 14),
        items=(item,),
    )
    write = DrawnAction("undertaking", "undertook to write", 0, 18, "Mr Tregear")
    asked = Question("date", "Two dates stand in the document. Which is the meeting's?")
    one = PreviewMeeting(
        meeting,
        2,
        ("Mr Tregear",),
        (write,),
        "new",
        people=(("Cllr Treager", "Cllr Tregear"),),
        questions=(asked,),
        noticed=("An empty paragraph was skipped.",),
    )
    message = sound(preview(Preview("F1", "minutes.docx", (one,))))
    assert drawn(message.blocks) == (
        "# New minutes: please check\n"
        "What I understood of minutes.docx. Nobody else sees it yet.\n"
        "**Annual Meeting**\n"
        "- Tuesday 14 January 2025, Harbour Trust Board\n"
        "- 1 item, 2 paragraphs, 1 action\n"
        "- Speaking: Mr Tregear\n"
        "- No address found: answers will have no link\n"
        "- It is not held yet.\n"
        "**Please decide**\n"
        "- Two dates stand in the document. Which is the meeting's?\n"
        "Items\n"
        "- 1  Ferry Timetable (2 paragraphs)\n"
        "Actions\n"
        "Undertaking · Mr Tregear\n"
        "> undertook to write\n"
        "New to the book: Cllr Treager (like Cllr Tregear)\n"
        "Noticed\n"
        "- An empty paragraph was skipped.\n"
        "[Publish] [Correct…] [Publish later…] [Discard]"
    )


def test_others_are_told_kindly_who_may_publish() -> None:
    message = sound(who_may(["S0CLERKS", "U0CLERK"]))
    assert drawn(message.blocks) == (
        "Thank you. New minutes are published by the secretariat, so that everybody can rely on "
        "them. Please send the file to @S0CLERKS, @U0CLERK."
    )


# ---- long and hostile -------------------------------------------------------------------------


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
    return digest(answer, whole=draw(st.booleans()))


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
        register.listed,
        st.builds(ActionsAnswer, ENTRIES, COUNTS, st.just(TODAY), TEXT, COUNTS),
        TEXT,
        st.booleans().map(lambda may: lambda action, verb: may),
    ),
    st.builds(
        register.one,
        st.builds(ActionAnswer, ACTIONS, many(CHANGES), st.just(TODAY), TEXT, many(TEXT)),
        st.booleans().map(lambda may: lambda action, verb: may),
    ),
    st.builds(SpeakersAnswer, TEXT, many(st.tuples(PEOPLE, st.just(88.0)), 40)).map(lists.speakers),
    st.builds(MeetingsAnswer, many(MEETINGS, 60)).map(lists.meetings),
    digests(),
    st.builds(ProposedSearch, TEXT, COUNTS, COUNTS, st.booleans()).map(sending.proposal),
    st.builds(SavedSearches, SAVED, TEXT, st.booleans(), st.booleans()).map(sending.searches),
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
