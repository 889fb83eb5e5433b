"""What is asked on from an answer, over many turns, through a restart."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.bot_process import add_minutes

from commands.action_answers import ActionAnswer, ActionsAnswer
from commands.answers import Answer, ContextAnswer, Refusal, SearchAnswer, SpeakersAnswer
from commands.conversation import ConversationState, ShareRequest, next_state
from commands.followups import FollowUp, parse_follow_up
from commands.parsing import parse_command, small_talk, wants_help, without_greeting
from commands.request_context import Context
from commands.requests import Search, answer
from storage.conversation_states import KEPT, recall, remember
from storage.database import Book
from storage.model import Viewer

NOW = dt.datetime(2025, 6, 1, 9, 0, tzinfo=dt.UTC)
PAGE = 2
_MEMBER = Viewer("U0MEMBER")
SPRING = """\
Moor Parish Council - Tuesday, 12th March, 2024

1.

Flooding

Minutes:

1.         Cllr Ashdown asked how often the flooding gate was tested. The Clerk replied that the \
gate was tested each month, and undertook to send the test records to members.

2.         Cllr Brightwell said that flooding had reached the churchyard.

RESOLVED that the Clerk write to the drainage board about flooding.

2.

Allotments

Minutes:

3.         Cllr Brightwell reported that two allotments were vacant.
"""
WINTER = """\
Moor Parish Council - Tuesday, 14th January, 2025

1.

Flooding

Minutes:

1.         Cllr Ashdown reported that flooding had closed Mill Lane twice.

2.         The Clerk said that the flooding gate had been mended.
"""


@dataclass
class Talk:
    """A conversation as a door holds it: what is remembered goes through the book each time."""

    path: Path
    book: Book = field(init=False)

    def __post_init__(self) -> None:
        self.book = Book(self.path)

    @property
    def topic(self) -> ConversationState:
        held = recall(self.book, ["D1"], NOW)
        return ConversationState.loads(held) if held else ConversationState()

    def meant(self, text: str) -> FollowUp | None:
        return parse_follow_up(Context(self.book, _MEMBER, NOW), text, self.topic, PAGE)

    def say(self, text: str) -> Answer:
        asked = self.meant(text) or parse_command(without_greeting(text))
        assert not isinstance(asked, ShareRequest)
        told = answer(Context(self.book, _MEMBER, NOW), asked)
        topic = next_state(self.topic, asked, told, PAGE)
        remember(self.book, "D1", topic.dumps(), NOW)
        return told

    def restart(self) -> None:
        self.book.close()
        self.book = Book(self.path)


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    path = tmp_path / "minutebook.db"
    add_minutes(path, SPRING, "https://moor.example/1", NOW)
    add_minutes(path, WINTER, "https://moor.example/2", NOW)
    talk = Talk(path)
    yield talk
    talk.book.close()


def texts(told: Answer) -> list[str]:
    assert isinstance(told, SearchAnswer), told
    return [hit.paragraph.text for hit in told.hits]


def test_twenty_turns_with_a_restart_in_the_middle(talk: Talk) -> None:
    first = talk.say("flooding")
    assert len(texts(first)) == 5
    more = talk.say("more")
    assert isinstance(more, SearchAnswer)
    assert [hit.rank for hit in more.hits] == [3, 4]
    last = talk.say("any more?")
    assert isinstance(last, SearchAnswer)
    assert [hit.rank for hit in last.hits] == [5]
    second = talk.say("the second one")
    assert texts(second) == texts(first)[1:2]
    assert texts(talk.say("next")) == texts(first)[2:3]
    assert texts(talk.say("the previous one")) == texts(first)[1:2]

    in_2024 = talk.say("and in 2024?")
    assert isinstance(in_2024, SearchAnswer)
    assert {hit.paragraph.meeting.date for hit in in_2024.hits} == {dt.date(2024, 3, 12)}
    in_2025 = talk.say("what about 2025?")
    assert isinstance(in_2025, SearchAnswer)
    assert {hit.paragraph.meeting.date for hit in in_2025.hits} == {dt.date(2025, 1, 14)}

    assert texts(talk.say("how often is the flooding gate tested"))[0].startswith("Cllr Ashdown")
    who = talk.say("who asked that?")
    assert isinstance(who, SpeakersAnswer)
    assert who.sentence.startswith("Cllr Ashdown asked; The Clerk answered")

    talk.restart()

    context = talk.say("show me the context")
    assert isinstance(context, ContextAnswer)
    assert context.asked_for == talk.topic.paragraph
    came = talk.say("what came of it?")
    assert isinstance(came, ActionAnswer)
    assert "undertook to send the test records" in came.action.text
    refused = talk.say("mark it done")
    assert isinstance(refused, ActionAnswer)
    assert "The secretariat is asked" in refused.said
    assert talk.say("and Cllr Brightwell?") != refused
    assert talk.topic.speakers == ("Cllr Brightwell",)
    said = talk.say("what did she say about allotments?")
    assert texts(said) == ["Cllr Brightwell reported that two allotments were vacant."]
    nothing = talk.say("what came of it?")
    assert isinstance(nothing, Refusal)

    listed = talk.say("actions all")
    assert isinstance(listed, ActionsAnswer)
    assert listed.total == 2
    still_open = talk.say("only open ones")
    assert isinstance(still_open, ActionsAnswer)
    one = talk.say(str(still_open.actions[0].id))
    assert isinstance(one, ActionAnswer)
    anew = talk.say("allotments")
    assert texts(anew) == ["Cllr Brightwell reported that two allotments were vacant."]


def test_what_follows_no_answer_is_a_question(talk: Talk) -> None:
    for text in ("more", "and in 2021?", "who asked that?", "what came of it?", "share it", "next"):
        assert talk.meant(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "who asked about allotments",
        "more police on the streets",
        "next meeting",
        "what was decided about the churchyard",
        "the first homes scheme",
        "share prices",
        "and what about the drainage board's budget",
        "what happened at Mill Lane",
        "2024 budget",
        "send the records to members",
        "context of the local plan",
        "back lane closure",
        "done deal with the developer",
        "which meeting rooms were booked",
        "link road",
        "source protection zone",
        "who moved the allotments",
        "when was the gate mended",
        "whole school approach",
        "more about the allotments",
    ],
)
def test_a_question_of_its_own_is_no_follow_up(talk: Talk, text: str) -> None:
    talk.say("flooding")
    assert talk.meant(text) is None


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("share it", ""),
        ("please share that", ""),
        ("share it in #panel", "#panel"),
        ("share", ""),
    ],
)
def test_share(talk: Talk, text: str, channel: str) -> None:
    talk.say("flooding")
    assert talk.meant(text) == ShareRequest(talk.topic.paragraph or "", channel=channel)
    assert talk.meant("send it to me") == ShareRequest(talk.topic.paragraph or "", to_me=True)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("and in January 2025?", "flooding in January 2025"),
        ("since 2025", "flooding since 2025"),
        ("And last year?", "flooding last year"),
        ("how about 14 January 2025", "flooding in 14 January 2025"),
        ("and Cllr Ashdown?", 'from:"Cllr Ashdown" flooding'),
        ("what about the Clerk?", 'from:"The Clerk" flooding'),
    ],
)
def test_the_same_question_of_another_time_or_person(talk: Talk, text: str, query: str) -> None:
    talk.say("flooding in 2024")
    asked = talk.meant(text)
    assert isinstance(asked, Search)
    assert asked.query == query


@pytest.mark.parametrize(
    "text",
    ["when was that?", "which meeting was that?", "the link please", "source?", "read it in full"],
)
def test_the_paragraph_again(talk: Talk, text: str) -> None:
    talk.say("flooding")
    second = texts(talk.say("the second one"))
    assert texts(talk.say(text)) == second


@pytest.mark.parametrize("text", ["tell me more about that", "elaborate", "more on this"])
def test_more_about_a_paragraph_is_what_stands_around_it(talk: Talk, text: str) -> None:
    talk.say("flooding")
    assert isinstance(talk.say(text), ContextAnswer)


def test_what_is_remembered_expires(talk: Talk) -> None:
    talk.say("flooding")
    assert recall(talk.book, ["D1"], NOW + KEPT) is not None
    assert recall(talk.book, ["D1"], NOW + KEPT + dt.timedelta(seconds=1)) is None
    assert len(talk.topic.dumps()) < 200


@pytest.mark.parametrize(
    "text",
    ["hi", "Hello!", "good morning", "thanks", "Thank you so much!", "ok", "👍 great"],
)
def test_chatter_gets_a_human_reply(text: str) -> None:
    assert small_talk(text, "flooding")


@pytest.mark.parametrize(
    "text",
    ["thanks given to volunteers", "good practice", "fine for littering"],
)
def test_a_question_is_no_chatter(text: str) -> None:
    assert small_talk(text, "flooding") is None


def test_a_greeting_before_a_question_is_left_out() -> None:
    assert without_greeting("Hi, what about flooding?") == "what about flooding?"
    assert without_greeting("Dear residents scheme") == "Dear residents scheme"
    assert wants_help("what can you do?")
    assert not wants_help("help for families")


# ---- asked on in other words, each after an answer of its own ---------------------------------

AFTER_THE_GATE = {
    "was that ever done?": "undertook to send the test records",
    "did they send it": "undertook to send the test records",
    "any news on that?": "undertook to send the test records",
    "what did they promise": "undertook to send the test records",
}


@pytest.mark.parametrize("text", AFTER_THE_GATE)
def test_what_became_of_what_was_promised_there(talk: Talk, text: str) -> None:
    talk.say("how often is the flooding gate tested")
    entry = talk.say(text)

    assert isinstance(entry, ActionAnswer), entry
    assert AFTER_THE_GATE[text] in entry.action.text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("and since then?", dt.date(2025, 1, 14)),
        ("has it come up again", dt.date(2025, 1, 14)),
        ("what's the latest on it?", dt.date(2025, 1, 14)),
        ("when did it first come up?", dt.date(2024, 3, 12)),
    ],
)
def test_the_same_subject_at_other_meetings(talk: Talk, text: str, day: dt.date) -> None:
    talk.say("flooding in March 2024")
    later = talk.say(text)

    assert isinstance(later, SearchAnswer)
    assert later.hits[0].paragraph.meeting.date == day


def test_before_that_goes_back_from_the_meeting_shown(talk: Talk) -> None:
    talk.say("flooding in 2025")
    earlier = talk.say("and before that?")
    assert isinstance(earlier, SearchAnswer)
    assert {hit.paragraph.meeting.date for hit in earlier.hits} == {dt.date(2024, 3, 12)}

    nothing = talk.say("and before that?")
    assert isinstance(nothing, SearchAnswer)
    assert not nothing.hits
    assert talk.topic.paragraph == earlier.hits[0].paragraph.id


@pytest.mark.parametrize("text", ["who else spoke?", "did anybody else say anything about it"])
def test_who_else_spoke_there(talk: Talk, text: str) -> None:
    talk.say("how often is the flooding gate tested")
    others = talk.say(text)

    assert isinstance(others, SpeakersAnswer)
    assert [person.name for person, _ in others.people] == ["Cllr Brightwell"]


@pytest.mark.parametrize("text", ["who was against?", "was it carried", "how did they vote?"])
def test_a_vote_is_asked_of_what_was_shown(talk: Talk, text: str) -> None:
    talk.say("how often is the flooding gate tested")
    vote = talk.say(text)

    assert isinstance(vote, SearchAnswer)
    assert "no vote" in vote.interpreted.sentence
    assert "drainage board" in vote.hits[0].paragraph.text


def test_another_person_was_meant(talk: Talk) -> None:
    talk.say("what did Cllr Ashdown say about flooding")
    meant = talk.say("no, I meant Cllr Brightwell")

    assert isinstance(meant, SearchAnswer)
    assert meant.interpreted.speakers == ("Cllr Brightwell",)
    assert "churchyard" in meant.hits[0].paragraph.text


def test_it_is_what_was_spoken_of(talk: Talk) -> None:
    talk.say("allotments")
    talk.say("zeppelins over the moor")
    asked = talk.say("how many are vacant in it?")

    assert isinstance(asked, SearchAnswer)
    assert asked.hits[0].paragraph.text.startswith("Cllr Brightwell reported that two allotments")


def test_a_month_without_a_year_is_one_that_is_held(talk: Talk) -> None:
    talk.say("flooding")
    asked = talk.meant("and in March?")

    assert isinstance(asked, Search)
    assert asked.query == "flooding in March 2024"


QUAY_IN_MAY = """\
Quay Council - Thursday, 9th May, 2024

1.

Questions from the Public

Minutes:

1.         A resident complained of the fish lorries. The Chair said that she would write to the \
haulier by 1 June 2024.

2.         Mr Orrin asked when the slipway lamp would be mended. The Clerk replied that an \
electrician had been engaged.

2.

Ice House

Minutes:

3.         Mrs Dace said that the doors stood open at night. The Warden replied that a lock was due.
"""
QUAY_IN_JULY = """\
Quay Council - Thursday, 11th July, 2024

1.

Matters Arising

Minutes:

1.         The slipway lamp shone again and had cost £40.

2.

Ice House

Minutes:

2.         Mr Orrin reported that swallows nested above the lintel.
"""


@pytest.fixture
def quay(tmp_path: Path) -> Iterator[Talk]:
    path = tmp_path / "minutebook.db"
    for number, text in enumerate((QUAY_IN_MAY, QUAY_IN_JULY)):
        add_minutes(path, text, f"https://quay.example/{number}", NOW)
    quay = Talk(path)
    yield quay
    quay.book.close()


def test_what_was_promised_before_on_something_else_is_not_what_was_asked(quay: Talk) -> None:
    quay.say("who asked about the slipway lamp?")
    assert "electrician" in texts(quay.say("what did the clerk say?"))[0]
    later = quay.say("has that been done?")

    assert texts(later)[0].startswith("The slipway lamp shone again")
    assert isinstance(later, SearchAnswer)
    assert later.interpreted.sentence == "I know of no promise there. Later minutes on this:"


def test_a_promise_of_the_paragraph_itself_is_what_was_asked(quay: Talk) -> None:
    quay.say("fish lorries")
    promised = quay.say("has that been done?")

    assert isinstance(promised, ActionAnswer)
    assert "write to the haulier" in promised.action.text


def test_before_that_goes_on_with_the_item_where_the_subject_is_of_one_meeting(quay: Talk) -> None:
    quay.say("swallows above the lintel")
    earlier = quay.say("and before that?")

    assert texts(earlier)[0].startswith("Mrs Dace said that the doors stood open")


def test_nothing_is_made_up_of_a_title_that_no_other_meeting_has(quay: Talk) -> None:
    quay.say("fish lorries")
    later = quay.say("anything since then?")

    assert isinstance(later, SearchAnswer)
    assert not later.hits


@pytest.mark.parametrize("lead", ["ok and ", "and ", "but ", "OK, "])
def test_what_joins_a_question_to_the_last_is_no_word_of_it(quay: Talk, lead: str) -> None:
    quay.say("fish lorries")

    assert texts(quay.say(f"{lead}the swallows?"))[0].startswith("Mr Orrin reported")
