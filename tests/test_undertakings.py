"""What is drawn from whole items: lists, tables, pronouns, repeated decisions, motions."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from sources.actions.extract import extract_actions, same_promise
from storage.model import Attendee, ExtractedAction, Item, Meeting, Mention, Paragraph

HELD = dt.date(2023, 5, 16)
NEXT = dt.date(2023, 7, 18)


def draw(
    *paragraphs: str | Paragraph, title: str = "Update", **given: object
) -> list[ExtractedAction]:
    """Everything drawn from an item with these paragraphs, sure or not."""
    whole = tuple(Paragraph(text=p) if isinstance(p, str) else p for p in paragraphs)
    meeting = Meeting(
        date=HELD,
        next_meeting=NEXT,
        items=(Item(title=title, paragraphs=whole),),
        **given,
    )
    return [a for p in extract_actions(meeting).items[0].paragraphs for a in p.actions]


def told(actions: list[ExtractedAction]) -> list[tuple[str, str | None, str]]:
    return [(a.kind, a.owner, a.text) for a in actions]


def test_two_limbs_of_a_resolution_are_two_entries() -> None:
    noted, written = draw(
        "RESOLVED that the Panel note the Annual Report and that the Chairman write to the "
        "Commissioner with the Panel's comments by 5 July 2023."
    )
    assert noted.text == "RESOLVED that the Panel note the Annual Report"
    assert noted.procedural
    assert noted.owner is None
    assert written.text == (
        "the Chairman write to the Commissioner with the Panel's comments by 5 July 2023"
    )
    assert (written.owner, written.due) == ("The Chairman", dt.date(2023, 7, 5))
    assert not written.procedural


def test_limbs_in_paragraphs_of_their_own_belong_to_the_heading() -> None:
    actions = draw(
        "RESOLVED: That the Committee:-",
        "(a) notes the information reported; and",
        "(b) requests the Policy Officer to investigate the issues and report to the next meeting.",
        "Mr Hale left the meeting.",
    )
    assert told(actions) == [
        ("resolution", None, "notes the information reported"),
        (
            "resolution",
            "The Policy Officer",
            "requests the Policy Officer to investigate the issues and report to the next meeting",
        ),
    ]
    assert [a.procedural for a in actions] == [True, False]
    assert actions[1].due == NEXT


def test_limbs_whose_heading_was_lost_are_decisions() -> None:
    actions = draw(
        "(a) subject to the additions agreed, the work programme be approved;",
        "(b) the Scrutiny Officer email all members seeking expressions of interest.",
    )
    assert [(a.kind, a.owner, a.procedural) for a in actions] == [
        ("resolution", None, True),
        ("resolution", "The Scrutiny Officer", False),
    ]


def test_a_decision_repeated_in_the_item_is_drawn_once() -> None:
    once = "RESOLVED that the fees be increased by 3% and reviewed each April."
    assert len(draw(once, "The Treasurer presented the fees.", once)) == 1


def test_the_same_words_in_two_items_are_two_decisions() -> None:
    item = Item(title="Report", paragraphs=(Paragraph(text="RESOLVED that the report be noted."),))
    drawn = extract_actions(Meeting(date=HELD, items=(item, item)))
    assert [len(i.paragraphs[0].actions) for i in drawn.items] == [1, 1]


def test_a_list_under_a_promise_is_that_persons() -> None:
    actions = draw(
        "The Chief Nurse undertook to:", "• review the rota; and", "• report back in November."
    )
    assert told(actions) == [
        ("undertaking", "The Chief Nurse", "review the rota"),
        ("undertaking", "The Chief Nurse", "report back in November"),
    ]


def test_lines_under_actions_are_actions() -> None:
    actions = draw("Actions:", "Clerk – new keys for the pavilion", "Cllr Fry: mend the gate")
    assert told(actions) == [
        ("action", "The Clerk", "Clerk – new keys for the pavilion"),
        ("action", "Cllr Fry", "Cllr Fry: mend the gate"),
    ]


def test_an_owner_in_the_margin_belongs_to_the_words_beside_it() -> None:
    actions = draw("The fence is rotten and prices should be sought.", "Action: Cllr Fry")
    assert told(actions) == [
        ("action", "Cllr Fry", "The fence is rotten and prices should be sought.")
    ]


def test_what_a_table_of_actions_states_is_kept_and_bound() -> None:
    text = "Circulate the audit"
    row = ExtractedAction("action", text, 0, len(text), owner="Clerk", due_words="the next meeting")
    [action] = draw(Paragraph(text=text, actions=(row,)))
    assert (action.owner, action.due, action.due_words) == ("The Clerk", NEXT, "the next meeting")


def test_a_table_of_actions_written_out_as_text_is_read_by_its_heads() -> None:
    slides, link = draw(
        "Ref | Action | Lead | Due",
        "5.2 | Send the slides | Ms Odell | 9 June 2023",
        "6 | Share the link | Clerk | next meeting",
    )
    assert (slides.text, slides.owner, slides.due) == (
        "Send the slides",
        "Ms Odell",
        dt.date(2023, 6, 9),
    )
    assert (link.text, link.owner, link.due) == ("Share the link", "The Clerk", NEXT)


def test_an_answer_takes_up_what_was_asked_and_is_one_entry_with_it() -> None:
    [taken_up] = draw(
        "Cllr Fry asked for the rents to be put on the website. The Clerk said that she would do "
        "so by 9 June."
    )
    assert taken_up.text.startswith("Cllr Fry asked for") or taken_up.text.startswith("asked for")
    assert taken_up.text.endswith("she would do so by 9 June")
    assert (taken_up.kind, taken_up.owner, taken_up.due) == (
        "undertaking",
        "The Clerk",
        dt.date(2023, 6, 9),
    )


def test_initials_in_the_margin_own_the_action_beside_them() -> None:
    actions = draw("Clerk to obtain the forms.", "A new lock to be fitted.", "KM")
    assert told(actions) == [
        ("action", "The Clerk", "Clerk to obtain the forms"),
        ("action", "KM", "A new lock to be fitted"),
    ]


def test_what_the_line_or_the_next_one_says_is_done_is_no_action() -> None:
    assert draw("JB to obtain a third quote. Done, see item 6.") == []
    assert draw("Head to share data – complete; Chair to write to parents – complete.") == []


def test_a_pronoun_is_whoever_spoke_last_even_in_the_paragraph_before() -> None:
    [action] = draw(
        "Mr Tolland asked about reserves. The Treasurer explained that they had fallen.",
        "She undertook to circulate a profile.",
    )
    assert action.owner == "The Treasurer"


def test_a_pronoun_fits_the_title_of_the_one_it_stands_for() -> None:
    [action] = draw(
        "Mrs Odell described the scheme and Mr Pike supported her. She would send the leaflet."
    )
    assert action.owner == "Mrs Odell"


def test_speakers_found_before_say_whom_a_pronoun_means() -> None:
    text = "She would send the leaflet."
    mention = Mention("Ms Lund", "speaks", 0, 3)
    [action] = draw(Paragraph(text=text, mentions=(mention,)))
    assert action.owner == "Ms Lund"


def test_initials_and_first_names_are_those_of_the_attendance() -> None:
    people = (Attendee("Jane Brennan"), Attendee("Wendy Campos", role="Director"))
    actions = draw("JB to report on falls.", "Wendy will talk to the auditor.", attendance=people)
    assert [a.owner for a in actions] == ["Jane Brennan", "Wendy Campos"]


def test_a_motion_and_its_vote_are_one_decision() -> None:
    [action] = draw("Motion by Trustee Ruiz to approve the budget. Motion carried 5-0.")
    assert action.text == "Motion by Trustee Ruiz to approve the budget. Motion carried 5-0"
    assert action.procedural


def test_what_hangs_on_an_if_is_only_possible() -> None:
    [action] = draw("The Clerk would write again if no answer came by the end of June.")
    assert not action.certain


def test_an_opinion_of_one_member_is_no_recommendation_but_the_panels_is() -> None:
    assert draw("Mr Fox recommended that the Commissioner reconsider the closure.") == []
    [action] = draw("The Panel recommended that the Commissioner reconsider the closure.")
    assert (action.kind, action.owner) == ("resolution", "The Commissioner")


def test_the_item_that_was_asked_for() -> None:
    """A resolution and a request in one sentence, and one promise among hopes."""
    actions = draw(
        "Ms Lund asked about links with the rail police. The Commissioner confirmed that he would "
        "raise her points with the Chief Constable, the rail police was a key partner. It was "
        "hoped that the unit would take this further.",
        "The Vice-Chairman considered it may be worth the Commissioner meeting the groups.",
        "RESOLVED that the Panel note the update, the Panel requested a further report in due "
        "course.",
    )
    assert told(actions) == [
        ("undertaking", "The Commissioner", "he would raise her points with the Chief Constable"),
        ("resolution", None, "RESOLVED that the Panel note the update"),
        ("request", None, "the Panel requested a further report in due course"),
    ]


def test_the_same_promise_told_twice_is_recognised() -> None:
    [said] = draw("The Clerk agreed to obtain three quotations for the bus shelter.")
    [listed] = draw("ACTION: Clerk to obtain three quotations for the bus shelter")
    [other] = draw("ACTION: Clerk to renew the insurance")
    assert same_promise(said, listed)
    assert not same_promise(said, other)


@given(
    st.lists(
        st.sampled_from(
            "RESOLVED that the Clerk Panel be noted; and to would write Action: (a) by 31 June . , "
            "Cllr JB asked agreed Motion carried \n she".split(" ")
        ),
        max_size=25,
    )
)
def test_whatever_the_words_what_is_drawn_stands_in_them(words: list[str]) -> None:
    text = " ".join(words)
    meeting = Meeting(items=(Item(title="X", paragraphs=(Paragraph(text=text),)),))
    for action in extract_actions(meeting).items[0].paragraphs[0].actions:
        assert action.text
        assert text[action.start : action.end] == action.text


def test_the_head_of_one_action_holds_for_what_stands_next() -> None:
    actions = draw(
        "Action",
        "Comments to go to the school with the next newsletter.",
        "Concerns were raised about the noise at lunch.",
        "There is £508 in the bank.",
    )
    assert [a.text for a in actions] == ["Comments to go to the school with the next newsletter."]


def test_a_list_of_actions_does_not_take_in_what_is_told_below_it() -> None:
    actions = draw(
        "Actions:", "Ann – find out who was there.", "Questions were raised about the photographer."
    )
    assert [a.text for a in actions] == ["Ann – find out who was there."]


def test_both_motions_carried_are_two_decisions() -> None:
    actions = draw(
        "Motion by Reed, second by Voss to pay the bills. Motion by Voss, second by Reed to pay "
        "the wages. Both motions carried."
    )
    assert [a.kind for a in actions] == ["resolution", "resolution"]
    assert ["bills" in actions[0].text, "wages" in actions[1].text] == [True, True]


def test_an_election_is_entered_with_the_sentence_that_tells_of_it() -> None:
    [action] = draw("A ballot was held of the three candidates and Mr P. Elm was duly elected.")
    assert action.text.startswith("A ballot was held")
    assert action.procedural


def test_first_names_with_bare_verbs_are_each_an_action() -> None:
    actions = draw("Dick contact the county, Gary check the letter, Linda put a copy in the hall.")
    assert [(a.owner, a.text) for a in actions] == [
        ("Dick", "Dick contact the county"),
        ("Gary", "Gary check the letter"),
        ("Linda", "Linda put a copy in the hall"),
    ]


def test_what_an_official_says_will_be_done_is_the_officials() -> None:
    [action] = draw("In reply the Area Engineer stated that both bridges would be inspected.")
    assert (action.kind, action.owner) == ("undertaking", "The Area Engineer")
    assert draw("Both bridges were inspected. It would be dear to mend them.") == []
