"""Sentences as minutes have them, and others that only look alike: what is drawn from each.

Every sentence is invented. The meeting is on Tuesday 16 May 2023, the next on 18 July 2023.
A row that draws something says (words, kind, owner, due, key); `key` stands in the drawn text.
A row that must draw nothing says only the words. Several things drawn from one paragraph are
given as a list. Procedural resolutions have the kind "noting".
"""

import datetime as dt

import pytest

from sources.undertakings import draw_actions
from storage.records import DrawnAction, Item, Meeting, Paragraph

HELD = dt.date(2023, 5, 16)
NEXT = dt.date(2023, 7, 18)

Expected = tuple[str, str | None, str | None, str]

# fmt: off
DRAWN: list[tuple[str, *Expected] | tuple[str, list[Expected]]] = [
    # Police panels: reported speech
    ("The Commissioner undertook to provide a breakdown of the figures by ward.", "undertaking", "The Commissioner", None, "provide a breakdown"),
    ("Asked by Cllr Bright about response times, the Chief Constable said that she would write to him with the monthly figures by 9 June.", "undertaking", "The Chief Constable", "2023-06-09", "she would write to him"),
    ("The Chief Constable agreed to bring a report on knife crime to the next meeting.", "undertaking", "The Chief Constable", "2023-07-18", "agreed to bring a report"),
    ("Mrs Odell promised the Panel a note on vetting before the end of June.", "undertaking", "Mrs Odell", "2023-06-30", "promised the Panel a note"),
    ("The Deputy Commissioner did not know, but would find out and let Members know outside the meeting.", "undertaking", "The Deputy Commissioner", None, "would find out"),
    ("In reply to Mr Tolland the Treasurer confirmed that reserves had fallen. He would circulate a profile of the reserves within two weeks.", "undertaking", "The Treasurer", "2023-05-30", "He would circulate a profile"),
    ("The Commissioner acknowledged the point and offered to arrange a briefing for new Members in September.", "undertaking", "The Commissioner", "2023-09-30", "offered to arrange a briefing"),
    ("The Assistant Chief Constable assured Members that she would look into the matter.", "undertaking", "The Assistant Chief Constable", None, "she would look into the matter"),
    ("The Commissioner confirmed that he would raise the concerns of shopkeepers with the Home Secretary.", "undertaking", "The Commissioner", None, "he would raise the concerns"),
    ("The Chief Executive said that the figures were not to hand; a written answer would be sent to Members by 1 June.", "undertaking", "The Chief Executive", "2023-06-01", "a written answer would be sent"),
    ("The Commissioner said that exit interviews were held with every leaver, and that she would share the themes with the Panel at its July meeting.", "undertaking", "The Commissioner", "2023-07-18", "she would share the themes"),
    ("Superintendent Fawley explained the delay and gave an undertaking to report back within six months.", "undertaking", "Superintendent Fawley", "2023-11-16", "undertaking to report back"),
    ("The Panel requested a further report in due course.", "request", None, None, "requested a further report"),
    ("The Chairman asked that a paper on 999 demand come back to the next meeting.", "request", None, "2023-07-18", "a paper on 999 demand come back"),
    ("Members requested that the Commissioner publish the findings of the audit by Christmas.", "request", "The Commissioner", "2023-12-25", "the Commissioner publish the findings"),
    ("The Vice-Chairman asked the Chief Constable to provide comparative data for similar forces.", "request", "The Chief Constable", None, "to provide comparative data"),
    ("The Commissioner was asked to circulate the terms of reference before the report was debated in October.", "request", "The Commissioner", "2023-10-31", "was asked to circulate"),
    ("The Panel asked to see the contract register at its next meeting.", "request", None, "2023-07-18", "asked to see the contract register"),
    ("Cllr Tamworth requested a breakdown of stop and account data by district.", "request", None, None, "requested a breakdown"),
    ("The Panel asked to be kept informed of progress on the new custody suite.", "request", None, None, "asked to be kept informed"),
    ("RESOLVED that the Panel note the report.", "noting", None, None, "the Panel note the report"),
    ("RESOLVED that the Commissioner be invited to report again on rural crime in January 2024.", "resolution", "The Commissioner", "2024-01-31", "be invited to report again"),
    ("RESOLVED: To approve the proposed precept.", "noting", None, None, "approve the proposed precept"),
    ("RESOLVED – That Mr Akande be elected Chair for 2023/24.", "noting", None, None, "Mr Akande be elected"),
    ("RESOLVED that the report be noted and that the Clerk write to the Minister by 30 May 2023.", [("noting", None, None, "the report be noted"), ("resolution", "The Clerk", "2023-05-30", "the Clerk write to the Minister")]),
    ("It was RESOLVED that the Independent Member's allowance be reviewed by the end of the year.", "resolution", None, "2023-12-31", "allowance be reviewed"),
    ("UNANIMOUSLY RESOLVED that the veto be not exercised.", "resolution", None, None, "the veto be not exercised"),
    ("The Panel RESOLVED not to exercise its veto.", "resolution", None, None, "not to exercise its veto"),
    ("RESOLVED that:\n(a) the update be noted;\n(b) officers be asked to circulate the dashboard monthly; and\n(c) the Chair write to the Home Office about the funding formula.", [("noting", None, None, "the update be noted"), ("resolution", "Officers", None, "officers be asked to circulate"), ("resolution", "The Chair", None, "the Chair write to the Home Office")]),
    ("RESOLVED that the Plan be endorsed, the Panel requested a progress report in March 2024.", [("noting", None, None, "the Plan be endorsed"), ("request", None, "2024-03-31", "requested a progress report")]),
    # Parish and town councils
    ("The Clerk will write to Highways about the blocked drain in Mill Lane.", "undertaking", "The Clerk", None, "will write to Highways"),
    ("Clerk to obtain three quotations for the bus shelter.", "action", "The Clerk", None, "obtain three quotations"),
    ("ACTION: Clerk to chase the contractor by 26 May.", "action", "The Clerk", "2023-05-26", "chase the contractor"),
    ("Action: Cllr Penney to speak to the landowner.", "action", "Cllr Penney", None, "speak to the landowner"),
    ("The hedge in Church Path is overgrown. Clerk to contact the owner.", "action", "The Clerk", None, "contact the owner"),
    ("It was agreed that the Clerk would obtain three quotations by June.", "resolution", "The Clerk", "2023-06-30", "the Clerk would obtain three quotations"),
    ("IT WAS AGREED to purchase two new benches.", "resolution", None, None, "purchase two new benches"),
    ("Cllr Dunmore proposed, Cllr Wray seconded and it was RESOLVED to accept the quotation of £480 for mowing.", "noting", None, None, "accept the quotation"),
    ("The minutes of the meeting held on 18 April 2023 were agreed as a correct record and signed by the Chairman.", "noting", None, None, "agreed as a correct record"),
    ("That the schedule of payments be approved.", "noting", None, None, "the schedule of payments be approved"),
    ("Cllr Mrs Keane offered to inspect the play equipment before half-term.", "undertaking", "Cllr Mrs Keane", None, "offered to inspect"),
    ("Cllr. J. Abbot volunteered to draft a reply to the planning inspector.", "undertaking", "Cllr. J. Abbot", None, "draft a reply"),
    ("The footpath sign has been knocked over again. The Clerk agreed to report it to the county council.", "undertaking", "The Clerk", None, "agreed to report it"),
    ("RESOLVED to instruct the Clerk to renew the insurance by 31 May 2023.", "resolution", "The Clerk", "2023-05-31", "instruct the Clerk to renew"),
    ("AGREED that the Chairman meet the cricket club to discuss the lease.", "resolution", "The Chairman", None, "the Chairman meet the cricket club"),
    ("Resolved: that the Clerk be authorised to order the grit bins.", "resolution", "The Clerk", None, "be authorised to order"),
    ("The Chairman asked the Clerk to put the allotment rents on the next agenda.", "request", "The Clerk", "2023-07-18", "put the allotment rents on the next agenda"),
    ("The Clerk was asked to write and thank the volunteers.", "request", "The Clerk", None, "was asked to write"),
    ("The Council agreed to write to the bus company about the withdrawn service.", "resolution", None, None, "agreed to write to the bus company"),
    ("Members agreed that the Clerk should seek legal advice before the next meeting.", "resolution", "The Clerk", "2023-07-18", "the Clerk should seek legal advice"),
    ("The Handyman will repair the gate by the end of the month.", "undertaking", "The Handyman", "2023-05-31", "will repair the gate"),
    ("Cllr Ruddock to check the defibrillator pads. (Action: Cllr Ruddock)", "action", "Cllr Ruddock", None, "check the defibrillator pads"),
    ("The war memorial needs cleaning and prices should be sought. [Action: JB]", "action", "JB", None, "war memorial needs cleaning"),
    ("The County Councillor promised to raise the 20 mph limit with officers and to report to the June meeting.", "undertaking", "The County Councillor", None, "promised to raise the 20 mph limit"),
    ("It was resolved to defer the grant application to the next meeting.", "resolution", None, "2023-07-18", "defer the grant application"),
    ("A site visit to be arranged by the Clerk.", "action", "The Clerk", None, "site visit to be arranged"),
    # Health boards
    ("The Board NOTED the finance report.", "noting", None, None, "NOTED the finance report"),
    ("The Committee approved the revised terms of reference.", "noting", None, None, "approved the revised terms of reference"),
    ("The Director of Nursing will bring a deep dive on falls to the July meeting.", "undertaking", "The Director of Nursing", "2023-07-18", "will bring a deep dive"),
    ("Action: Director of Finance to circulate the cash flow forecast by close of business on Friday.", "action", "The Director of Finance", "2023-05-19", "circulate the cash flow forecast"),
    ("(Action – Medical Director) Mortality reviews to be summarised for the Quality Committee.", "action", "The Medical Director", None, "Mortality reviews to be summarised"),
    ("Dr Osei agreed that she would discuss waiting times with the network and update the Board.", "undertaking", "Dr Osei", None, "she would discuss waiting times"),
    ("The Chief Nurse confirmed that the audit would be shared with the Board once complete.", "undertaking", "The Chief Nurse", None, "the audit would be shared with the Board"),
    ("The Chair requested that an update be presented in September 2023.", "request", None, "2023-09-30", "an update be presented"),
    ("The Chair asked the Director of Estates to prepare an options paper within 10 working days.", "request", "The Director of Estates", "2023-05-30", "prepare an options paper"),
    ("Ms Lund noted the Board's concern; she would take this away and respond to Professor Hale directly.", "undertaking", "Ms Lund", None, "she would take this away"),
    ("DECISION: The business case was approved.", "noting", None, None, "The business case was approved"),
    ("The Board agreed that the Company Secretary would arrange a development session.", "resolution", "The Company Secretary", None, "the Company Secretary would arrange"),
    ("It was agreed that a report on agency spend be brought to the next meeting.", "resolution", None, "2023-07-18", "a report on agency spend be brought"),
    ("The Chief Operating Officer undertook to check whether the figure included bank staff.", "undertaking", "The Chief Operating Officer", None, "undertook to check whether"),
    ("Members asked for a summary of the lessons learned to be circulated.", "request", None, None, "a summary of the lessons learned to be circulated"),
    # School governors
    ("The Headteacher will share the attendance data with governors at the next meeting.", "undertaking", "The Headteacher", "2023-07-18", "will share the attendance data"),
    ("The Head Teacher agreed to provide governors with a comparison to national averages.", "undertaking", "The Head Teacher", None, "agreed to provide governors"),
    ("ACTION: SENCO to update the policy and send it to the clerk by 2 June 2023.", "action", "The SENCO", "2023-06-02", "update the policy"),
    ("Governors requested that the School Business Manager obtain a further quotation.", "request", "The School Business Manager", None, "obtain a further quotation"),
    ("Governors APPROVED the budget for 2023/24.", "noting", None, None, "APPROVED the budget"),
    ("The governing body ratified the admissions policy.", "noting", None, None, "ratified the admissions policy"),
    ("Resolved: the safeguarding policy be adopted, and the Headteacher to publish it on the website.", [("noting", None, None, "the safeguarding policy be adopted"), ("resolution", "The Headteacher", None, "publish it on the website")]),
    ("Mr Lacey said that he would email the link to all governors.", "undertaking", "Mr Lacey", None, "he would email the link"),
    ("AP3: Clerk to add pupil premium to the agenda for July.", "action", "The Clerk", "2023-07-31", "add pupil premium"),
    ("Q. How many pupils are persistently absent? A. The Headteacher will confirm the number by email.", "undertaking", "The Headteacher", None, "will confirm the number"),
    ("JB to circulate the skills audit.", "action", "JB", None, "circulate the skills audit"),
    ("SW will contact the diocese about the boiler.", "undertaking", "SW", None, "contact the diocese"),
    ("The Chair of Governors agreed to speak to parents at the summer fair.", "undertaking", "The Chair of Governors", None, "agreed to speak to parents"),
    ("The Chair thanked Mrs Fry and asked that her presentation be circulated with the minutes.", "request", None, None, "her presentation be circulated"),
    # Fire authorities, districts, boards elsewhere
    ("The Chief Fire Officer undertook that he would write to every household affected.", "undertaking", "The Chief Fire Officer", None, "he would write to every household"),
    ("The Director of Operations stated that she would convene a working group and report its findings by the end of September.", "undertaking", "The Director of Operations", "2023-09-30", "she would convene a working group"),
    ("The Monitoring Officer was requested to advise the Committee on the matter in writing.", "request", "The Monitoring Officer", None, "was requested to advise"),
    ("RESOLVED that authority be delegated to the Head of Legal Services to complete the purchase.", "resolution", "The Head of Legal Services", None, "authority be delegated"),
    ("It was moved by Councilor Reyes and seconded by Councilor Boone that the minutes be approved. Motion carried.", "noting", None, None, "Motion carried"),
    ("The City Manager will provide a report on parking revenue by June 15, 2023.", "undertaking", "The City Manager", "2023-06-15", "will provide a report"),
    ("Commissioner Hayes asked staff to bring back a draft ordinance.", "request", "Staff", None, "bring back a draft ordinance"),
    ("Ms. Ortega agreed to organize a walking tour for the board in the fall.", "undertaking", "Ms. Ortega", None, "organize a walking tour"),
    ("The Executive Director will email the revised charter to trustees next week.", "undertaking", "The Executive Director", "2023-05-26", "will email the revised charter"),
    ("The Leader replied that he took the point and would ask the Director to write to residents of Quay Street.", "undertaking", "The Leader", None, "would ask the Director"),
    ("Recommendation 2: The Trust to publish its escalation procedure.", "action", "The Trust", None, "publish its escalation procedure"),
    ("RECOMMENDED that Council adopt the tree strategy.", "noting", None, None, "Council adopt the tree strategy"),
    ("The Portfolio Holder agreed to meet ward members on site before 12 June.", "undertaking", "The Portfolio Holder", "2023-06-12", "meet ward members on site"),
    ("By the end of June the Clerk would issue the new keys to plot holders.", "undertaking", "The Clerk", "2023-06-30", "the Clerk would issue the new keys"),
    ("Officers would supply Members with a map of the affected streets.", "undertaking", "Officers", None, "Officers would supply Members"),
    ("Cllr Idris Vane said it was a disgrace, and the Clerk was instructed to complain to the water company in the strongest terms.", "request", "The Clerk", None, "was instructed to complain"),
    ("The Finance Manager advised that a revised budget would be brought to the Board in July.", "undertaking", "The Finance Manager", "2023-07-31", "a revised budget would be brought"),
    ("Mr Pike explained the grant scheme. He will be writing to all clubs shortly.", "undertaking", "Mr Pike", None, "will be writing to all clubs"),
    ("Councillor Stead asked how many complaints had been received. The Customer Services Manager would provide the number by email.", "undertaking", "The Customer Services Manager", None, "would provide the number"),
    ("The committee asked for a report on fly-tipping to be brought to its September meeting.", "request", None, None, "a report on fly-tipping to be brought"),
    ("The Commissioner agreed to reconsider the wording and to publish the revised plan by Easter.", "undertaking", "The Commissioner", "2024-03-31", "agreed to reconsider the wording"),
    ("The Chief Constable said she would be grateful for time to collect the data; she would return to the Panel in October.", "undertaking", "The Chief Constable", "2023-10-31", "she would return to the Panel"),
    ("The Secretary is to send a card to Mr Hollis.", "action", "The Secretary", None, "is to send a card"),
]

NOTHING: list[str] = [
    # Wishes, hopes, suggestions
    "It was hoped that the new unit would take this work further.",
    "The Vice-Chairman considered that it may be worth the Commissioner meeting the group.",
    "Cllr Bright said that it would be helpful if the report could be shorter.",
    "Mr Tolland suggested that the Clerk might write to the landowner.",
    "Members would welcome a report on the subject.",
    "The Commissioner hoped to visit all the stations by Christmas.",
    "Cllr Keane wondered whether the Clerk would write to the school.",
    "Mrs Fry would like governors to visit more often.",
    "The Chairman felt that the Force should publish its figures.",
    "It was suggested that a letter be sent to the Minister.",
    "The Commissioner wished to see more women promoted.",
    "Cllr Wray thought that the Council would write to residents anyway.",
    # Forecasts and plans
    "There would be an announcement in December about future funding.",
    "The Commissioner said that the new station would open in March 2024.",
    "The Treasurer said that reserves would stand at £3m by April.",
    "The new system would provide officers with faster access to records.",
    "Ofsted will publish its report in June.",
    "The Home Office would write to all forces in the autumn, the Chief Constable believed.",
    "The grant would allow twelve more places to be provided.",
    "Building work will begin in August and finish by Christmas.",
    "The next meeting will be held on 18 July 2023 at 7.30 pm in the village hall.",
    "The Board noted that it would next meet on Tuesday 18 July.",
    "The Director of Finance expected that the deficit would fall to £2m by the end of the year.",
    "The Chief Fire Officer said that response times would improve once the crew was trained.",
    "The Commissioner said that 40 officers would be recruited by March.",
    "The scheme will report annually to the Department.",
    "The contractor would replace the roof in the summer.",
    "The headteacher said that numbers would rise again in September.",
    # History, things done
    "The Commissioner had written to the Minister in November.",
    "He had undertaken to report back, and the report was before Members.",
    "The Clerk had agreed last year to inspect the benches every month.",
    "The Clerk reported that she had contacted Highways, who had repaired the drain.",
    "The list that was promised at the last meeting had been circulated.",
    "The Treasurer presented the schedule that Members had requested.",
    "As requested by the Board, the paper set out three options.",
    "The Chief Constable had promised in March to look at the rota.",
    "The Clerk wrote to the district council and received a reply.",
    "The Chairman reminded Members that the Commissioner had been asked to publish the plan.",
    "The Headteacher circulated the data before the meeting.",
    "The action from the last meeting to write to the diocese had been completed.",
    "It had been agreed in 2019 that the fee would be waived.",
    "The Panel had asked for a report in the autumn, and it was attached.",
    "Mr Lacey had offered to help but was unwell.",
    "The Minister had said that he would write to all commissioners.",
    "The dashboard requested in February was demonstrated by the analyst.",
    "The Clerk said that she had been asked to obtain three quotations and had done so.",
    "The analysis had been circulated with the agenda.",
    "Clerk to write to Highways – completed.",
    # Conditionals
    "If the grant were approved, the Clerk would order the benches.",
    "Should the appeal fail, the Council would write to the Secretary of State.",
    "The Chief Constable would report again if the numbers rose.",
    "Unless the landowner objected, the Clerk would publish the order.",
    "If Members wished, officers would provide a briefing.",
    "The Commissioner said that he would consider a veto only if the evidence were overwhelming.",
    # Policy, habit, statements of fact
    "The action plan was discussed at length.",
    "Enforcement action would be taken against persistent offenders.",
    "No action would be taken at leased buildings until the landlords had consented.",
    "The policy requires the Clerk to report all accidents to the insurers.",
    "Parents were expected to provide a packed lunch.",
    "The Chief Constable said that officers would always attend a burglary.",
    "A sergeant would normally review the footage within a week.",
    "The Clerk is responsible for sending the minutes to Members.",
    "The Commissioner was committed to sharing data and outcomes.",
    "Supervisors meet weekly to review open cases.",
    "The Medical Director explained that consultants write to the patient after each visit.",
    "It was important to ensure that every victim was told the outcome.",
    "The duty to report concerns lies with every member of staff.",
    "Volunteers agree to follow the code of conduct.",
    "He would not want policing to be led by statistics.",
    "The Commissioner would not publish the names of complainants.",
    "She did not intend to write to the bank.",
    "The Force would continue to support the scheme.",
    "Members should declare any interest at the start of the item.",
    # Plain questions and requests for an answer there and then
    "Cllr Bright asked why the number had fallen.",
    "Cllr Tamworth asked for an assurance that the station would stay open.",
    "Mr Tolland asked the Commissioner to explain the difference.",
    "The Chairman invited the Treasurer to introduce the report.",
    "Mrs Odell asked whether the figures could be published.",
    "Cllr Penney asked when the Clerk would write to the contractor.",
    "The Chair asked for any declarations of interest.",
    "Members of the public were asked to leave the room.",
    "Cllr Wray requested clarification of the second recommendation.",
    "The Chairman asked Members to note the change of venue.",
    "Cllr Abbot asked that his vote against be recorded.",
    "Asked about overtime, the Chief Constable said that it had fallen.",
    "Governors asked how the school compared with others. The Headteacher said that it compared well.",
    "The Chair requested a show of hands.",
    # Agreement as an opinion, decisions reported of others
    "The Commissioner agreed that confidence was low.",
    "Members agreed that the report was clear and well written.",
    "It was agreed that the present arrangements were confusing.",
    "The Panel noted that the budget had been underspent.",
    "It was noted that the next meeting would be held in the library.",
    "The Chief Constable agreed with the Member and thanked him.",
    "Cllr Dunmore agreed to differ.",
    "The district council resolved in March to close the car park.",
    "The planning authority had approved the application.",
    "The motion adopted by the County Council in 2022 was quoted.",
    "It was agreed by all that the day had been a success.",
    "The Board discussed the actions needed to improve flow.",
    # Attendance, procedure and other stuff of minutes
    "Apologies were received from Cllr Vane and Mrs Lund.",
    "Mr Pike joined the meeting at 11.15 am.",
    "Cllr Reed declared an interest as a trustee of the hall.",
    "The meeting closed at 9.05 pm.",
    "Matters arising: none.",
    "Action: none.",
    "The Chairman welcomed everyone and explained the fire exits.",
    "Who would write to the contractor was not clear.",
    "The Commissioner, who would present the plan in October, was not at the meeting.",
    "The book will provide readers with a history of the parish.",
    "Residents told Cllr Keane that they would write to the newspaper.",
    "The letter from the Minister said that she would visit the county.",
]
# fmt: on


def drawn_from(words: str) -> list[DrawnAction]:
    """What is entered in the register from a paragraph with these words."""
    item = Item(title="Update", paragraphs=(Paragraph(text=words),))
    meeting = Meeting(panel="Panel", date=HELD, next_meeting=NEXT, items=(item,))
    read = draw_actions(meeting).items[0].paragraphs[0]
    for action in read.actions:
        assert read.text[action.start : action.end] == action.text
    return [action for action in read.actions if action.certain]


def wanted(row: tuple[str, *Expected] | tuple[str, list[Expected]]) -> list[Expected]:
    """The entries that a row asks for."""
    return row[1] if isinstance(row[1], list) else [row[1:]]  # type: ignore[list-item]


def is_same(action: DrawnAction, expected: Expected) -> bool:
    """Whether the drawn words are those meant (kind, owner and date are counted apart)."""
    key = expected[3].casefold()
    return key in action.text.casefold()


class Tally:
    """Counts over a table."""

    def __init__(self) -> None:
        self.hit = self.got = self.want = self.kind = self.owner = self.due = 0
        self.misses: list[str] = []

    def add(self, words: str, expected: list[Expected]) -> None:
        drawn = drawn_from(words)
        self.got += len(drawn)
        self.want += len(expected)
        for want in expected:
            kind, owner, due, key = want
            found = next((a for a in drawn if is_same(a, want)), None)
            if found is None:
                self.misses.append(f"missed: {key!r} in {words!r}")
                continue
            drawn.remove(found)
            self.hit += 1
            said = "noting" if found.procedural else found.kind
            day = found.due.isoformat() if found.due else None
            self.kind += said == kind
            self.owner += found.owner == owner
            self.due += day == due
            if (said, found.owner, day) != (kind, owner, due):
                self.misses.append(
                    f"detail: {(said, found.owner, day)} for {(kind, owner, due)}: {words!r}"
                )
        self.misses += [f"extra: {a.kind} {a.text!r} in {words!r}" for a in drawn]

    @property
    def figures(self) -> dict[str, float]:
        precision, recall = self.hit / max(1, self.got), self.hit / max(1, self.want)
        return {
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / max(1e-9, precision + recall),
            "kind": self.kind / max(1, self.hit),
            "owner": self.owner / max(1, self.hit),
            "due": self.due / max(1, self.hit),
        }


def tally(part: str) -> Tally:
    """Every third sentence is held back from whoever tunes the rules."""
    keep = {"seen": (0, 1), "held back": (2,), "all": (0, 1, 2)}[part]
    counted = Tally()
    for i, row in enumerate(DRAWN):
        if i % 3 in keep:
            counted.add(row[0], wanted(row))
    for i, words in enumerate(NOTHING):
        if i % 3 in keep:
            counted.add(words, [])
    return counted


def test_the_table_is_half_lookalikes() -> None:
    assert len(DRAWN) + len(NOTHING) >= 200
    assert abs(len(DRAWN) - len(NOTHING)) <= 0.1 * len(DRAWN)


@pytest.mark.parametrize("part", ["seen", "held back", "all"])
def test_promises_are_told_from_their_lookalikes(part: str) -> None:
    figures = tally(part).figures
    print(part, {name: round(value, 3) for name, value in figures.items()})
    assert figures["f1"] >= 0.93
    assert figures["kind"] >= 0.9
    assert figures["owner"] >= 0.9
    assert figures["due"] >= 0.9


@pytest.mark.parametrize("words", NOTHING)
def test_a_lookalike_is_not_entered(words: str) -> None:
    assert drawn_from(words) == []
