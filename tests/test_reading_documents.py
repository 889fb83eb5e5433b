"""Minutes of many bodies: each habit of numbering and listing comes out as items and paragraphs."""

from pathlib import Path

import pytest
from support.printing import printed_docx, printed_pdf

from commands.ingest import understand
from sources.formats import read_document
from storage.model import Meeting

DOCUMENTS = Path(__file__).parent / "documents"

Outline = list[tuple[str | None, str, list[str | None]]]

OUTLINES: dict[str, Outline] = {
    "parish.txt": [
        ("39/20", "Apologies for absence", [None]),
        ("40/20", "Declarations of interest", [None]),
        ("41/20", "Minutes of the meeting held on 14 April 2020", [None]),
        ("42/20", "Matters arising", ["a", "b"]),
        ("43/20", "Planning", [None, None]),
        ("44/20", "Finance", [None] * 4),
        ("45/20", "Date of next meeting", [None, None]),
    ],
    "parish2.txt": [
        ("1", "ELECTION OF CHAIR", [None]),
        ("2", "APOLOGIES", [None]),
        ("3", "DECLARATIONS OF INTEREST", [None]),
        ("4", "MINUTES", [None]),
        ("5", "PUBLIC SESSION", [None]),
        ("6", "PLANNING", ["6.1", "6.2"]),
        ("7", "FINANCE", ["a", "b"]),
        ("8", "DATE OF NEXT MEETING", [None, None]),
    ],
    "health_board.txt": [
        ("1", "Welcome and apologies", ["1.1", "1.2"]),
        ("2", "Minutes of the previous meeting", ["2.1"]),
        ("3", "Chief Executive's report", ["3.1", "3.2", None, "3.3"]),
        ("4", "Integrated performance report", []),
        ("4.1", "Quality", ["4.1.1", "4.1.2"]),
        ("4.2", "Workforce", ["4.2.1"]),
        ("5", "Any other business", ["5.1"]),
        (None, "Date of next meeting", [None]),
    ],
    "governors.txt": [
        ("1", "Welcome, apologies and declarations", [None, None]),
        ("2", "Headteacher's report", [None] * 4),
        ("3", "Finance", [None, None]),
        ("4", "Date of next meeting", [None]),
    ],
    "kent_brackets.txt": [
        ("1", "Apologies and Substitutes", ["1"]),
        ("2", "Election of Chairman", ["1", "2"]),
        ("3", "The Policing Plan", ["1", "2", "3", "a", "b", None]),
        ("4", "Complaint against the Commissioner", ["1"]),
    ],
    "norfolk.txt": [
        ("1", "To receive apologies and details of any substitute members attending", ["1.1"]),
        ("2", "Declarations of Interest", ["2.1"]),
        ("3", "Public questions", ["3.1"]),
        (
            "4",
            "PCC's proposed police precept",
            ["4.1", "4.2", None, None, "4.3", None, "1", "2", None],
        ),
    ],
    "north_yorks.html": [
        ("88", "Apologies for Absence", [None]),
        ("89", "Minutes of the Authority meeting held on 11 January 2024", [None]),
        ("90", "Public Questions or Statements", [None]),
        ("91", "Response times", [None, None, None, None, "a", "b", None]),
    ],
    "unnumbered.txt": [
        (None, "Apologies for absence", [None]),
        (None, "Dredging", [None] * 3),
        (None, "Any other business", [None]),
    ],
    "welsh.txt": [
        ("1", "Ymddiheuriadau", [None]),
        ("2", "Datgan buddiannau", [None]),
        ("3", "Cyllid", [None, None]),
        ("4", "Dyddiad y cyfarfod nesaf", [None]),
    ],
    "wrapped.txt": [
        ("12", "APOLOGIES", [None]),
        ("13", "WASTE CONTRACT", [None] * 3),
        ("14", "DATE OF NEXT MEETING", [None]),
    ],
    "lettered.txt": [
        ("I", "CALL TO ORDER", [None]),
        ("II", "PUBLIC COMMENT", [None]),
        ("III", "PERMIT 22-014 – LOADING DOCK, FOURTH STREET", ["1", "2"]),
        ("IV", "ADJOURNMENT", [None]),
    ],
    "three_parts.txt": [
        ("24/07/01", "Apologies for absence", [None]),
        ("24/07/02", "Highways", ["1", "2"]),
        ("24/07/03", "Village green – ice cream van", [None]),
    ],
    "action_table.html": [
        ("1", "Apologies", [None]),
        ("2", "Car park", [None] * 3),
        ("3", "Newsletter", [None, None]),
        (None, "Action log", ["1"]),
    ],
    "questions.txt": [
        ("1", "Apologies for absence", [None]),
        ("2", "Questions to the Commissioner", [None] * 4),
        ("3", "Exclusion of the Press and Public", [None]),
        ("4", "Senior appointment", [None]),
        ("5", "Work programme", [None]),
    ],
    "thames.txt": [
        ("1", "Apologies for Absence", [None, None]),
        ("2", "Declarations of Interest", [None]),
        ("3", "Victims' services", [None] * 5),
        ("4", "Date and Time of Next Meeting", [None]),
    ],
    "cmis.txt": [
        ("1", "Apologies for Absence", [None, "1"]),
        ("2", "Minutes", ["2"]),
        ("3", "Police performance", ["3", None, None]),
    ],
    "sheffield.txt": [
        ("1", "APOLOGIES FOR ABSENCE", ["1.1"]),
        ("2", "EXCLUSION OF PUBLIC AND PRESS", ["2.1"]),
        ("3", "SITE VISIT", ["3.1"]),
        (
            "4",
            "APPLICATION NO. 19/03143/FUL - LAND AT MOORE STREET",
            ["4.1", "4.2", "b", None],
        ),
    ],
    "pa.txt": [
        ("1.12/13", "APOLOGIES FOR ABSENCE", [None]),
        ("2.12/13", "PUBLIC FORUM", [None]),
        ("3.12/13", "COMMISSIONER'S UPDATE", [None] * 4),
    ],
    "itemn.txt": [
        ("1", "Apologies", [None]),
        ("2", "Declarations of interest", [None]),
        ("3", "Applications", [None] * 3),
        ("4", "Any other business", [None]),
    ],
    "minute_numbers.txt": [
        ("521", "FIRE EVACUATION PROCEDURE", [None]),
        ("522", "MINUTES", [None]),
        ("523", "DECLARATIONS OF INTEREST", [None]),
        ("524", "MEDIUM TERM FINANCIAL PLAN", [None, None, "1", "2"]),
        ("525", "EXCLUSION OF THE PRESS AND PUBLIC", [None, "1"]),
        ("526", "LEASE OF DEPOT", [None, None]),
    ],
    "trust_decimal.html": [
        ("1", "Apologies", ["1.1"]),
        ("2", "Internal audit", ["2.1", "2.2", None]),
        ("3", "Risk register", ["3.1"]),
        ("4", "Staffing matter", ["4.1"]),
    ],
    "purposes.txt": [
        ("FGP23/045", "APOLOGIES FOR ABSENCE", [None]),
        ("FGP23/046", "MINUTES", [None]),
        ("FGP23/047", "BUDGET MONITORING", [None, None, None, "i", "ii"]),
        ("FGP23/048", "EXCLUSION OF PRESS AND PUBLIC", [None]),
        ("FGP23/049", "STAFFING", [None]),
    ],
    "hospice.txt": [
        ("1.0", "Welcome and Apologies", ["1.1"]),
        ("2.0", "Conflicts of Interest", ["2.1"]),
        ("3.0", "Matters Arising", ["3.1", "3.2"]),
        ("4.0", "Clinical Governance Report", ["4.1", None, None, "4.2", None]),
        ("5.0", "AOB", [None]),
    ],
    "markdown.md": [
        ("1", "Welcome", [None]),
        ("2", "Site purchase", [None] * 3),
        ("3", "AOB", [None]),
    ],
}

HEADS: dict[str, tuple[str, str, str | None]] = {
    "parish.txt": ("Little Wenlow Parish Council", "2020-05-12", "2020-06-09"),
    "parish2.txt": ("Stoke Barton Parish Council", "2023-05-15", "2023-06-19"),
    "health_board.txt": (
        "Caldbrook and Fell NHS Foundation Trust Board of Directors (Public)",
        "2023-09-27",
        "2023-11-29",
    ),
    "governors.txt": ("St Osyth's Primary School Full Governing Body", "2023-02-06", "2023-03-20"),
    "kent_brackets.txt": ("Medbury and Harbour Police and Crime Panel", "2012-10-09", None),
    "norfolk.txt": ("Breckland Coast Police and Crime Panel", "2019-02-05", None),
    "north_yorks.html": ("Hambledale Fire and Rescue Authority", "2024-02-08", None),
    "unnumbered.txt": ("Torrwick Harbour Users' Forum", "2022-03-03", None),
    "welsh.txt": ("Cyngor Tref Llanfarian", "2020-06-17", "2020-07-15"),
    "wrapped.txt": ("Ashbourne Vale Joint Committee", "2019-11-04", "2020-02-03"),
    "action_table.html": ("Quarry Bank Residents' Association Committee", "2021-06-14", None),
    "questions.txt": ("Borsley and District Police, Fire and Crime Panel", "2022-04-08", None),
    "thames.txt": ("Thamesmere Police and Crime Panel", "2015-06-19", "2015-09-18"),
    "cmis.txt": ("Estwick Police, Fire and Crime Panel", "2017-02-16", None),
    "sheffield.txt": (
        "Sheldon City Council Planning and Highways Committee",
        "2020-07-07",
        None,
    ),
    "pa.txt": ("Avonmere and Mendip Police and Crime Panel", "2013-12-11", None),
    "itemn.txt": ("Longmoor Town Council Planning Committee", "2024-03-06", None),
    "minute_numbers.txt": ("Brackley Vale District Council Cabinet", "2016-03-03", None),
    "trust_decimal.html": ("Audit and Risk Committee", "2024-12-04", None),
    "lettered.txt": ("Juniper County Planning Commission", "2022-06-07", None),
    "purposes.txt": (
        "Hollin Edge Town Council Finance & General Purposes Committee",
        "2024-01-10",
        None,
    ),
    "hospice.txt": ("Board of Trustees of Kestrel Lodge Hospice", "2024-04-18", None),
    "markdown.md": ("Hartwell Community Land Trust Board", "2024-09-09", None),
}


def read(name: str) -> Meeting:
    [meeting] = read_document((DOCUMENTS / name).read_bytes(), name)
    return meeting


def outline(meeting: Meeting) -> Outline:
    return [(i.number, i.title, [p.number for p in i.paragraphs]) for i in meeting.items]


@pytest.mark.parametrize("name", OUTLINES)
def test_items_and_paragraphs_carry_their_numbers(name: str) -> None:
    assert outline(read(name)) == OUTLINES[name]


@pytest.mark.parametrize("name", HEADS)
def test_the_head_gives_panel_day_and_next_meeting(name: str) -> None:
    meeting = read(name)
    next_meeting = meeting.next_meeting.isoformat() if meeting.next_meeting else None
    assert (meeting.panel, str(meeting.date), next_meeting) == HEADS[name]


@pytest.mark.parametrize("name", [n for n in OUTLINES if n.endswith(".txt") and n != "wrapped.txt"])
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_same_words_printed_or_in_word_give_the_same_meeting(name: str, form: str) -> None:
    if name == "sheffield.txt":
        pytest.skip("a sentence broken over two paragraphs stays broken in a file that says so")
    text = (DOCUMENTS / name).read_text("utf-8")
    lines = [("plain", line.replace("\t", "   ")) for line in text.splitlines() if line.strip()]
    data = printed_pdf(lines, head="Page head") if form == "pdf" else printed_docx(lines)
    [printed] = read_document(data, f"{name}.{form}")
    plain = read(name)
    assert printed.items == plain.items
    assert (printed.panel, printed.date, printed.title) == (plain.panel, plain.date, plain.title)


def test_every_word_of_the_items_is_kept_in_order() -> None:
    meeting = read("parish.txt")
    text = " ".join((DOCUMENTS / "parish.txt").read_text("utf-8").split())
    at = text.index("39/20")
    for item in meeting.items:
        for paragraph in item.paragraphs:
            assert paragraph.text in text[at:]
            at += text[at:].index(paragraph.text)


def people(name: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(p.presence, p.name, p.role, p.body) for p in read(name).attendance]


def test_lists_of_those_present_give_people_with_offices_and_bodies() -> None:
    assert people("kent_brackets.txt") == [
        ("present", "Cllr Mrs A Blundell", None, "Harbour Borough Council"),
        ("present", "Mr P M Harker, OBE", "Chairman", None),
        ("present", "Mr J Tolputt", "Independent Member", None),
        ("substitute", "Cllr R Wicks", None, None),
        ("in attendance", "Mr G Sturt", "Chief Executive", None),
        ("in attendance", "Ms K Petty", "Policy Officer", "Office of the Commissioner"),
        ("in attendance", "Mr P Sass", "Head of Democratic Services", None),
        ("in attendance", "Miss J Cole", "Democratic Services Officer", None),
        ("apologies", "Cllr Moyle", None, None),
    ]


def test_initials_behind_a_name_are_no_body() -> None:
    assert people("governors.txt") == [
        ("present", "Helen Pike", "Chair", None),
        ("present", "Dominic Asante", None, None),
        ("present", "Rev Tim Nuttall", None, None),
        ("present", "Julie Frost", "Headteacher", None),
        ("apologies", "Karen Bell", None, None),
        ("in attendance", "Sonia Marsh", "Clerk", None),
    ]


def test_a_list_goes_on_under_the_name_of_another_group() -> None:
    assert people("three_parts.txt") == [
        ("present", "Cllr J Bright", "Chair", None),
        ("present", "Cllr R Mott", None, None),
        ("in attendance", "Mrs E Tarr", "Clerk", None),
        ("in attendance", "Mr P Orme", None, None),
    ]


def test_present_and_absent_may_be_marked_by_letters() -> None:
    assert people("pa.txt")[:4] == [
        ("present", "Councillor Nigel Ash", "Chair", "Somerford County Council"),
        ("present", "Councillor Gail Cole", None, "Bristow City Council"),
        ("absent", "Councillor Jane Dane", None, "Mendip District Council"),
        ("present", "Mr Roger Kins", "Independent Member", None),
    ]


def test_columns_of_names_and_bodies_are_told_apart() -> None:
    assert people("norfolk.txt") == [
        ("present", "Cllr William Rix", "Chair", "Yarham County Council"),
        ("present", "Air Commodore Kevin Pell", "Co-opted Independent Member", None),
        ("present", "Cllr Sarah Butt", None, "Broadland Fen District Council"),
        ("in attendance", "Mr Greg Inns", "Director of Corporate Services", None),
        ("in attendance", "Mrs Jo Marten", "Committee Officer", None),
        ("apologies", "Mr M Storey", None, None),
        ("substitute", "Mr F Whymark", None, None),
    ]


def test_an_office_may_stand_before_the_name() -> None:
    assert people("purposes.txt") == [
        ("present", "Councillor D. Ogden", "Chair", None),
        ("present", "Councillor S. Platt", None, None),
        ("present", "Councillor M. Quist", None, None),
        ("present", "Mrs R. Royle", None, None),
        ("in attendance", "J. Spark", "Town Clerk", None),
        ("in attendance", "L. Tate", "RFO", None),
        ("apologies", "Cllr N. Unwin", None, None),
    ]


def test_a_sentence_names_the_chair_and_those_beside_them() -> None:
    assert [p[:3] for p in people("north_yorks.html")][:4] == [
        ("present", "Councillor Carl Les", "Chair"),
        ("present", "Councillor Andrew Myers", None),
        ("present", "Councillor Tim Grogan", None),
        ("present", "Councillor Emma Harlow", None),
    ]


def test_welsh_lists_are_lists_too() -> None:
    assert people("welsh.txt") == [
        ("present", "Y Cynghorydd Llinos ap Gwilym", "Cadeirydd", None),
        ("present", "Y Cynghorydd D. Puw", None, None),
        ("present", "Y Cynghorydd E. Rhys", None, None),
        ("in attendance", "Mr Ifan Preis", "Clerc", None),
    ]


@pytest.mark.parametrize(
    ("name", "exempt"),
    [
        ("questions.txt", ["4"]),
        ("minute_numbers.txt", ["526"]),
        ("trust_decimal.html", ["4"]),
        ("kent_brackets.txt", ["4"]),
        ("sheffield.txt", []),
    ],
)
def test_what_was_taken_in_private_is_marked(name: str, exempt: list[str]) -> None:
    meeting = read(name)
    assert [i.number for i in meeting.items if i.exempt] == exempt
    assert sum("secretariat" in w for w in meeting.warnings) == len(exempt)


@pytest.mark.parametrize(
    ("name", "item", "kinds"),
    [
        ("kent_brackets.txt", "3", ["prose", "prose", *["resolution"] * 3, "prose"]),
        ("north_yorks.html", "91", [*["prose"] * 3, *["resolution"] * 3, "procedural"]),
        ("parish.txt", "41/20", ["resolution"]),
        ("governors.txt", "3", ["prose", "resolution"]),
        ("parish.txt", "40/20", ["procedural"]),
        ("parish.txt", "45/20", ["procedural", "procedural"]),
        ("itemn.txt", "3", ["prose", "prose", "resolution"]),
    ],
)
def test_resolutions_and_procedure_are_told_from_prose(
    name: str, item: str, kinds: list[str]
) -> None:
    found = next(i for i in read(name).items if i.number == item)
    assert [p.kind for p in found.paragraphs] == kinds


def test_a_table_of_actions_gives_owners_and_days() -> None:
    log = read("action_table.html").items[-1]
    [action] = log.paragraphs[0].actions
    assert log.paragraphs[0].text == "Price a sign for the car park"
    assert (action.kind, action.owner, str(action.due)) == ("action", "Joel", "2021-06-30")


def test_a_commissioner_for_fire_too_has_one_office() -> None:
    """ "Police, Fire and Crime Commissioner" is written like a list, and is none."""
    text = (
        "Salter Police, Fire and Crime Panel\n\nMinutes of 4 September 2025\n\n"
        "Present: Cllr D Whitlock (Chairman), Cllr A Mbeki\n\n"
        "Also in attendance: Roger Hallam, Police, Fire and Crime Commissioner; Dr Lena Fisk, "
        "Deputy Police, Fire and Crime Commissioner; Ms F Ward (Chief Executive, OPFCC); "
        "Mr T Carew, Deputy Director of Finance\n\n"
        "1. Precept\n\nThe PFCC presented the report. Cllr Mbeki asked about reserves. The "
        "Police, Fire and Crime Commissioner said that they were low.\n\n"
        "The Deputy Police, Fire and Crime Commissioner undertook to send the policy. The Deputy "
        "PFCC thanked all.\n\n"
        "Actions\n\nThe meeting ended at 3.40 pm.\n"
    )
    (meeting,) = read_document(text.encode(), "salter.txt")
    officers = [(a.name, a.role, a.body) for a in meeting.attendance[2:]]
    assert officers == [
        ("Roger Hallam", "Police, Fire and Crime Commissioner", None),
        ("Dr Lena Fisk", "Deputy Police, Fire and Crime Commissioner", None),
        ("Ms F Ward", "Chief Executive", "OPFCC"),
        ("Mr T Carew", "Deputy Director of Finance", None),
    ]
    understood = understand(meeting)
    told = [p for item in understood.items for p in item.paragraphs]
    names = [[m.name for m in p.mentions if m.part != "named"] for p in told]
    assert [len(set(one)) for one in names[:2]] == [2, 1]
    assert not told[-1].actions


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("Diane Foxcroft, Police and Crime Commissioner", ["Police and Crime Commissioner"]),
        (
            "Jo Lund, Chief Executive and Monitoring Officer",
            ["Chief Executive and Monitoring Officer"],
        ),
        ("Jo Lund, Clerk and Ann Lee, Treasurer", ["Clerk", "Treasurer"]),
        ("Mr J Lund, Chief Executive and Mrs A Lee, Treasurer", ["Chief Executive", "Treasurer"]),
        ("Dr Ann Lee (Clerk) and Bob Tate (Finance Officer)", ["Clerk", "Finance Officer"]),
        ("Al Pryce – Deputy Mayor for Policing and Crime", ["Deputy Mayor for Policing and Crime"]),
        (
            "Liz Odell, Head of Legal and Democratic Services",
            ["Head of Legal and Democratic Services"],
        ),
        ("Ann Lee, Head of Legal and Mr B Tate, Treasurer", ["Head of Legal", "Treasurer"]),
        ("Temporary Chief Constable Mark Yarrow", ["Temporary Chief Constable"]),
        ("Area Manager J. Rees; Treasurer M. Vaughan", [None, "Treasurer"]),
        ("Clerk to the Authority, D. Price; Mr A. Boon", ["Clerk to the Authority", None]),
        (
            "The Chief Constable, Mr B Good; and Mr C Dee (Deputy PCC)",
            ["Chief Constable", "Deputy PCC"],
        ),
        (
            "Mr A Harper (PCC's Chief of Staff), Cllr Bell – (for Cllr Ash)",
            ["PCC's Chief of Staff", None],
        ),
        ("Deputy Mayor, Cllr B Tate; Cllrs Poe and van der Berg", ["Deputy Mayor", None, None]),
    ],
)
def test_offices_are_told_from_names_and_from_each_other(line: str, roles: list[str]) -> None:
    text = (
        f"Hill Panel\n\nMinutes of 4 May 2025\n\nIn attendance: {line}\n\n1. Roads\n\nAll was said."
    )
    (meeting,) = read_document(text.encode(), "hill.txt")
    assert [a.role for a in meeting.attendance] == roles


def test_each_numbered_limb_of_a_resolution_is_one() -> None:
    text = (
        "Hill Panel\n\nMinutes of 4 May 2025\n\n1. Roads\n\nResolved –\n\n(1) That it be noted.\n\n"
    )
    (meeting,) = read_document(
        f"{text}(2) That the Clerk write to the County.".encode(), "hill.txt"
    )
    assert [p.kind for p in meeting.items[0].paragraphs] == ["resolution"] * 3
