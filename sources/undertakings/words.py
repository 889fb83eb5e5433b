"""The words that the rules go by, each list with its reason.

None is the name of a person or place. Verbs stand in their base form.
"""

import re


def either(words: str) -> str:
    """A pattern that fits any of the words, the longer ones first."""
    return (
        "(?:"
        + "|".join(sorted(set(words.split()), key=lambda w: (-len(w), w))).replace("_", r"\s+")
        + ")"
    )


# What somebody says they will do for those present: it ends in something seen, sent or said.
DELIVER = either(
    "add address advise alert allocate amend analyse analyze answer apologise apologize append appoint arrange ask"
    " attach attend bring build_in buy call call_for carry_out change chase check circulate clarify collate collect"
    " come_back commission compare compile complain complete confirm consider consult contact convene convey"
    " coordinate co-ordinate correct discuss dispose distribute double_check draft draw_up email e-mail"
    " ensure enquire enter_into escalate establish examine expedite explore feed feed_back file find find_out fix follow"
    " follow_up forward get get_back give_feedback go_back hold include inform inspect instruct invite"
    " investigate invoice issue kept keep_Members leave_it let liaise look look_at look_into look_up make make_enquiries"
    " make_sure meet mend monitor_and_report nominate notify obtain offer order organise organize paint pass pass_on"
    " pay phone place plan post prepare present price print procure produce propose_dates provide publicise publicize publish"
    " purchase put pursue query raise reconsider recirculate re-circulate record_and_report refer relay remind"
    " remove renew repair replace reply report report_back request research respond return review revise revisit rewrite"
    " ring schedule secure see seek seek_out send set_out set_up share source speak submit summarise summarize supply"
    " table take take_away take_back take_up talk telephone tell thank trial update upload use_the_opportunity"
    " visit write write_to"
)
# After "undertook to" any verb is a promise but these, which are none when agreed or offered to.
NOT_DONE = either(
    "be have differ disagree accept note support adopt follow_the serve stand become remain continue endorse"
)
# What the verb needs after it where it is also used of what runs by itself
# ("the scheme would provide …"); with a person before it, it is taken as a promise.
DOCUMENT = either(
    "report reports paper papers note notes briefing briefings update updates figures figure data information"
    " breakdown analysis summary response reply answer list copy copies details detail letter presentation"
    " schedule minutes audit evaluation dashboard findings plan budget document documents statement timetable"
    " proposal proposals options item comparison profile map link terms policy results outcome action feedback"
    " review survey statistics spreadsheet slides questionnaire concerns comments question questions request matter"
)
# Papers that are asked for; a plain question asks for none of these.
PAPER = either(
    "report reports paper papers briefing briefings breakdown analysis summary list copy copies presentation"
    " schedule dashboard audit evaluation review note written map comparison timetable statistics"
)
# Done to a paper so that those present get it.
PASSED_ON = either(
    "circulated sent provided brought brought_back reported reported_back shared presented supplied emailed e-mailed forwarded"
    " published issued passed passed_on fed_back raised distributed submitted tabled added placed prepared produced"
    " made_available put supplied uploaded arranged updated"
)
ADVERB = (
    r"(?:(?:also|now|therefore|then|personally|certainly|gladly|happily|however|in\s+turn|of\s+course|again|both|indeed"
    r"|(?!only|reply|supply|apply|family|rely)[a-z]+ly)\s+)"
)
# "would usually write": a habit, not a promise.
HABIT = re.compile(
    r"\b(?:always|usually|normally|generally|typically|often|sometimes|routinely|annually|regularly|ordinarily|only|never|not|no longer)\b",
    re.I,
)

# The last word of an office.
OFFICE = either(
    "Commissioner Chairman Chairwoman Chairperson Chair Vice-Chairman Vice-Chair Mayor Leader Clerk Secretary Treasurer"
    " Officer Director Manager Executive Constable Superintendent Inspector Headteacher Teacher Head Principal Bursar SENCO SENCo"
    " President Solicitor Accountant Auditor Engineer Surveyor Warden Lead Coordinator Co-ordinator Administrator"
    " Deputy Caretaker Supervisor Handyman Groundsman Councillor Councilor Minister Rector Vicar Representative Adviser Advisor"
    " Member Nurse Registrar Librarian Governor Trustee Convenor Convener Reporter Ranger Steward Recorder Attorney"
    " Superintendent Sheriff Provost Dean Comptroller Controller Holder Planner Analyst Consultant Archivist Curator Sergeant"
    " PCC PFCC CEO CFO COO Headmaster Headmistress Champion Pharmacist Webmaster Practitioner Architect Foreman"
)
# Words that may stand before it, also in small letters.
OFFICE_BEFORE = either(
    "deputy acting interim vice vice- chief assistant senior town parish panel county borough district city principal"
    " democratic services school business monitoring section 151 finance financial policy communications executive medical"
    " nursing clinical portfolio cabinet data protection responsible highways project estates head village scrutiny committee"
    " support safeguarding independent operating operations fire company general managing community ward tree footpaths"
)
# Many people at once who act: officers, staff, a trust.
COLLECTIVE = either(
    "officers staff Officers Staff Trust Force Secretariat Administration OPCC Council Team Department Directorate"
)
# Those who hold the meeting. What they decide has no owner.
BODY = (
    r"(?:(?:[Tt]he|[Tt]his)\s+)?(?:(?:Full|Town|Parish|Local)\s+)?(?:Panel|Board|(?:Sub-)?[Cc]ommittee|Council|[Mm]eeting|Cabinet|Authority|Forum"
    r"|[Gg]overning\s+[Bb]ody|Members|Governors|Trustees|Directors|Councillors|Commission|Assembly|Joint\s+Committee"
    r"|Trust\s+Board|Working\s+(?:Group|Party)|members|governors|trustees|councillors)(?:\s+(?:members|Members))?"
)
# Bodies far away: what they will do is news, not a promise made here.
FAR_AWAY = re.compile(
    r"\b(?:Minister|Secretary of State|Home Secretary|Home Office|Government|Prime Minister|Ministry|Treasury|Ofsted|Inspectorate"
    r"|Parliament|Department (?:of|for)|HMIC\w*|CQC|Inspector General|Planning Inspector|Attorney General|Chancellor)\b"
)
TITLE = (
    r"(?:Cllrs?|Councill?ors?|County\s+Councill?ors?|Cty\s+Cllr|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Reverend|Sir|Dame|Lord|Lady|Baroness"
    r"|Alderman|Superintendent|Chief\s+Superintendent|Inspector|Chief\s+Inspector|Sergeant|Colonel|Col|Captain|Capt|Major"
    r"|Commissioner|Supervisor|Trustee|Governor|Chief\s+Constable|Deputy\s+Chief\s+Constable|Assistant\s+Chief\s+Constable"
    r"|Canon|Father|Fr|Rabbi|Imam|Sister|Judge|PC|PCSO|Sgt|Insp|Supt|ACC|DCC|CC|Group\s+Captain|Commodore|Commander)"
)
# Capital letters that are no one's initials.
NOT_INITIALS = frozenset(
    [
        "AOB",
        "AGM",
        "ASB",
        "BTP",
        "CCTV",
        "CIL",
        "COVID",
        "CQC",
        "DBS",
        "EHCP",
        "GDPR",
        "HR",
        "ICB",
        "ICT",
        "IT",
        "KPI",
        "LGA",
        "MP",
        "MPS",
        "NHS",
        "NI",
        "OFSTED",
        "PAN",
        "PE",
        "PTA",
        "RA",
        "SEN",
        "SLA",
        "SLT",
        "TBC",
        "UK",
        "US",
        "VAT",
        "VAWG",
        "GP",
        "GPS",
        "IS",
        "ARE",
        "TO",
        "THE",
        "IN",
        "ON",
        "AS",
        "AT",
        "BY",
        "OR",
        "AND",
        "NO",
        "SO",
        "WE",
        "ID",
        "EU",
        "AI",
        "QA",
        "ANPR",
        "HMICFRS",
        "JSNA",
        "MTFP",
        "PCSO",
        "PCSOS",
        "EGM",
        "RTPI",
        "HMRC",
        "HMP",
        "CPS",
        "YOT",
        "HSE",
        "TRO",
    ]
)
# Two capital words that are a place, a body or a thing rather than somebody.
NOT_PEOPLE = re.compile(
    r"\b(?:The|A|An|In|On|At|This|That|These|It|There|Operation|Project|Lane|Road|Street|Avenue|Close|Way|Hall|House|Police|Services?|Force|County"
    r"|Office|School|Academy|College|Hospital|University|Government|Act|Plan|Strategy|Report|Policy|Fund|Group|Team|Unit|Centre|Center|Park|Green"
    r"|Church|Village|Community|National|Local|Public|Health|Safety|Review|Project|Programme|Program|Agency|Trust|Network|Partnership|Association"
    r"|Asked|Resolved|Agreed|Action|Actions|Item|Minutes|Annual|Question|Answer|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Club|Society|Company|Ltd|Limited|Bank|Bridge|Station|Estate"
    r"|Survey|Framework|Scheme|System|Committee|Board|Panel|Council|If|When|Where|While|Since|For|No|All|Both|Each|Some|Many|Most|Any|Apologies|Thanks)\b"
)
