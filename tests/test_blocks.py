"""Answers as messages in Slack: how they read."""

import datetime as dt
from dataclasses import replace

from support.drawn_blocks import drawn
from support.messages import BOARD, FERRY, LETTER, PAGE, RESOLVED, TODAY, answered, result, sound

from bot.sharing import shared_message
from bot.views import who_may_publish
from commands.action_answers import ActionAnswer, ActionsAnswer
from commands.answers import ContextAnswer, Interpreted
from commands.digest_answers import DigestAnswer
from commands.documents import register, search
from commands.documents.digest import digest
from commands.documents.publication import preview
from commands.ingest.publish import Preview, PreviewMeeting
from commands.ingest.review import Question
from storage.model import ActionChange, ExtractedAction, Item, Meeting, Paragraph, Person


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
        "Searched for “ferry” instead of “fery”.\n"
        "Mr Tregear\n"
        "“Mr Tregear said that *islanders* missed the last ferry &lt;!channel&gt; &amp; slept on "
        "the quay.”\n"
        "Paragraph 2 · Item 1, Ferry Timetable · Harbour Trust Board, 14 January 2025\n"
        f"<{PAGE.replace('&', '&amp;')}#:~:text=Mr%20Tregear|Open the minutes>\n"
        "2. Resolution · Item 1, Ferry Timetable · Harbour Trust Board, 14 January 2025\n"
        "“RESOLVED to …”\n"
        "2 of 9 results"
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
    message = sound(shared_message(FERRY, PAGE, "U0MEMBER"))
    assert drawn(message.blocks) == (
        "**Mr Tregear**\n"
        "> Mr Tregear said that *islanders* missed the last ferry <!channel> & slept on the "
        "quay.\n"
        "~ Paragraph 2 · Item 1, Ferry Timetable · Harbour Trust Board, 14 January 2025\n"
        "Shared by @U0MEMBER\n"
        "[Open the minutes] [Context]"
    )
    assert "\nShared by <@U0MEMBER>\n" in message.text


def test_actions_are_listed_by_meeting_with_a_button_for_those_who_may() -> None:
    answer = ActionsAnswer((LETTER,), 3, TODAY, "open")
    message = sound(register.listed(answer, "open", lambda action, verb: True))
    assert drawn(message.blocks) == (
        "3 open actions\n"
        "**12. The Harbour Master** · undertaking · overdue since 31 March 2025\n"
        "> undertook to bring a plan by 31 March 2025\n"
        "Ferry Timetable, paragraph 2 · raised 14 January 2025, Harbour Trust Board · "
        f"[Open the minutes]({PAGE})\n"
        "[Done] [⋯ Show its history | Assign to me | Withdraw]\n"
        "~ 1 of 3 actions\n"
        "[More actions]"
    )
    nobody = sound(register.listed(answer, "open", lambda action, verb: verb == "show"))
    assert "[Done]" not in drawn(nobody.blocks)


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
        f"2. Resolution · open · raised 14 January 2025 · [Ferry Timetable]({PAGE})\n"
        "> undertook to bring a plan by 31 March 2025\n"
        "-----\n"
        "**New actions (1)**\n"
        "12. The Harbour Master · overdue since 31 March 2025 · raised 14 January 2025 · "
        f"[Ferry Timetable]({PAGE})\n"
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
    write = ExtractedAction("undertaking", "undertook to write", 0, 18, "Mr Tregear")
    asked = Question("date", "Two dates stand in the document. Which is the meeting's?")
    one = PreviewMeeting(
        meeting,
        2,
        ("Mr Tregear",),
        (write,),
        (("", False),),
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
    message = sound(who_may_publish(["S0CLERKS", "U0CLERK"]))
    assert drawn(message.blocks) == (
        "Thank you. New minutes are published by the secretariat, so that everybody can rely on "
        "them. Please send the file to @S0CLERKS, @U0CLERK."
    )
