"""The words that the rules go by, each list with its reason.

None is the name of a person or place. Verbs stand in their base form; `_` joins words of one.
"""

import re


def either(words: str) -> str:
    """A pattern that fits any of the words, the longer ones first."""
    longest_first = sorted(set(words.split()), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(word.replace("_", r"\s+") for word in longest_first) + ")"


# What somebody says they will do: it ends in something seen, sent, said or mended.
DELIVER = either("""
    action add address advertise advise alert allocate amend analyse analyze answer apologise
    apologize append apply approach arrange arrange_for ascertain ask assemble assess attach
    attend bid book brief bring bring_back bring_forward bring_together bring_up buy call call_for
    call_on cancel canvass carry_out certify challenge change chase chase_up check circulate claim
    clarify clean clear clear_up co-ordinate collaborate collate collect come_back commission
    communicate compare compile complain complete conclude confirm connect consider consult
    contact convene convey coordinate correct count countersign create cut debrief delete deliver
    demonstrate deputise deputize design determine develop discuss display dispose distribute
    draw_one draw_it draw_them
    document double-check download draft draw_attention draw_to draw_up e-mail email engage
    enquire enrol ensure enter_into erect escalate establish evaluate examine expedite explore
    facilitate feed feed_back fetch file finalise finalize find find_out finish fit fix flag
    follow follow_up forward fund-raise furnish gain gather get get_back get_in_touch get_together
    give_a give_an give_feedback give_her give_him give_members give_the give_them go_back
    go_through grit hand hand_over highlight hire hold host identify include inform inquire insert
    inspect install instruct intervene interview investigate invite invoice issue keep_an keep_it
    keep_members keep_the keep_under keep_you laminate launch lay_on lend let let_her let_him
    let_members let_the let_them liaise list lobby locate lock lodge log look look_at look_into
    look_up make make_arrangements make_available make_contact make_enquiries make_representations
    make_sure make_the_case map measure mediate meet mend mention model monitor move mow negotiate
    nominate notify obtain offer order organise organize oversee paint pass pass_on pay phone
    photocopy pick_up place plant post postpone prepare present press price print probe procure
    produce progress promote propose_dates provide prune publicise publicize publish pull_together
    purchase pursue push put put_in put_together put_up query question raise re-check re-circulate
    re-examine re-issue re-run re-submit re-survey rearrange reassess recalculate recheck
    recirculate reconsider recover rectify redraft refer reflect reflect_on refund register
    reimburse reinstall reinstate reissue relay relocate remedy remind remove renew repaint repair
    replace reply report report_back request rerun research resend reserve resolve respond restore
    resubmit retrieve return revert review revise revisit reword rework rewrite ring scan schedule
    secure see seek seek_out send set_out set_up share show signpost sort sort_out sound_out
    source speak stand_in step_in store submit summarise summarize supply survey sweep table
    poll strengthen tighten_up simplify shorten expand reconvene text take_[Mm]embers take_him
    take_her
    tackle take_away take_back take_down take_forward take_it take_on take_over take_steps
    take_that take_the take_this take_to take_up talk task telephone tell test thank think_about
    tidy trace transfer trial trim undertake unlock update upload verify vet visit voice warn wash
    water work_up work_with write
""")
# Of these, what is as often policy as promise: told by what is delivered, to whom or when.
VAGUE = either("""
    allocate assess challenge create design develop engage gain hire identify include intervene
    expand launch lobby make map measure press promote purchase push recover resolve restore
    simplify strengthen survey
    tackle test undertake work_with
""")
# What somebody "would" do or be without promising anything, whatever day is named.
STATIVE = either("""
    abstain accept agree allow attend bear become begin believe benefit be cease chair close come
    continue cost cover depend die disagree enable end expect face fall feel find finish fund
    get go happen have help hold hope improve increase invest join know last lead leave like live
    look lose mean meet miss need object oppose open prefer raise reach receive reduce
    regard remain require resign retire rise run save see serve sit spend stand start stay step
    support sell take think understand use vote want welcome win wish work
""")
# What is agreed or offered to without anything being promised ("agreed to differ").
NOT_DONE = either("""
    allow vary take_the_item be have differ disagree accept note support adopt follow_the stand
    become remain continue endorse
""")
# Papers, facts and answers: what is passed on to those present.
DOCUMENT = either("""
    draft report reports paper papers note notes briefing briefings update updates figures
    figure data information breakdown analysis summary response responses reply answer list copy
    copies details detail letter presentation schedule minutes audit evaluation dashboard
    findings plan budget document documents statement timetable proposal proposals options
    comparison profile map link terms policy results outcome feedback review survey statistics
    spreadsheet slides questionnaire concerns comments question questions request matter item
    points
""")
# Papers that are asked for; a plain question asks for none of these.
PAPER = either("""
    draft report reports paper papers briefing briefings breakdown analysis summary list copy
    copies presentation schedule dashboard audit evaluation review note written map comparison
    timetable statistics
""")
# Done to a paper so that those present get it.
PASSED_ON = either("""
    circulated re-circulated recirculated sent provided brought brought_back reported
    reported_back shared presented supplied emailed e-mailed forwarded published issued passed
    passed_on passed_to fed_back raised distributed submitted tabled added placed prepared
    produced made_available put uploaded arranged updated notified
""")
ADVERB = (
    r"(?:(?:also|now|therefore|then|personally|however|in\s+turn|of\s+course|again|both|indeed|each"
    r"|further|nonetheless|nevertheless|instead|later|soon|still|first|himself|herself|themselves|(?!(?:only|reply|supply|apply|family|rely)\b)[a-z]+ly)\s+)"
)
# would, will, "she'll", is to, is going to
TO_COME = (
    r"(?P<modal>would|will|shall|(?<=[a-z])['’](?:d|ll)|(?:is|are|was|were)\s+(?:going\s+)?to)"
)

# What stands before a paragraph or line, and before a limb within one.
MARKER = (
    r"(?:\d{1,2}(?:\.\d{1,2}){1,2}\.?\s+(?=[A-Z])|[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)\]]+\s*"
    r"|[•·▪–—*-]\s+)"
)
LETTER = (
    r"(?:[•●▪◦]|\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)|\b(?:[a-h]|[ivx]{1,4})\)"
    r"|(?:(?<=[:;]\s)|(?<=;\sand\s)|^)(?:\d{1,2}[.)]|(?:[a-h]|[ivx]{1,4})\.))\s+"
)

# What may stand before the subject of a decision: "Following discussion, …", "On a motion by …, …".
OPENING = (
    r"(?:[A-Z][\w’'/ -]{1,60}:\s+)?"
    r"(?:(?:Following|After|Having|Subject\s+to|On|Upon|In|At|By|With|Given|Noting|There\s+being"
    r"|It\s+being|Accordingly|Therefore|Thereafter|Further|Finally)\b[^;]{0,160}?,\s+)?"
)

# Those who hold the meeting. What they decide has no owner.
BODY = (
    r"(?:(?:[Tt]he|[Tt]his)\s+)?(?:(?:Full|Town|Parish|Local|Joint|Community)\s+)?"
    r"(?:[Ww]e(?=\s+(?:(?:all|also|then)\s+)?(?:agreed|resolved|decided|noted|approved)\b)"
    r"|(?<=[Tt]he\s)(?:panel|board|forum|council(?=\s(?:agreed|resolved|decided|approved))|(?:[Ss]teering\s+|[Ll]iaison\s+)?[Gg]roup)\b|Panel"
    r"|(?:Board|Council|Committee)(?:\s+of\s+(?:Governors|Directors|Trustees|Management|Education))?"
    r"|(?:Sub-)?[Cc]ommittee|[Mm]eeting|Cabinet|Authority|Forum|Commission|Commissioners"
    r"|Assembly|Corporation|Partnership|Senate|Synod|Conference|Executive(?!\s[A-Z])"
    r"|(?<!Crown\s)(?<!High\s)(?<!County\s)Court(?!\s[A-Z])|[Gg]overning\s+[Bb]ody|Trust\s+Board|Working\s+(?:Group|Party)"
    r"|[Mm]embers(?!\s+of\s+the\s+(?:public|press))|[Gg]overnors|[Tt]rustees|Directors|[Cc]ouncillors)"
    r"(?:\s+[Mm]embers)?"
)
# Other bodies by name ("the County Council"), and many people at once who act.
NAMED_BODY = (
    r"(?:Council|Team|Department|Directorate|Trust|Force|Board|Committee|Association|Group)"
)
ACTING_GROUP = r"(?:[Oo]fficers|[Ss]taff|Trust|Force|Secretariat|Administration|OPCC)"
# Somebody of the meeting whom it does not name; posts that are no office elsewhere.
UNNAMED = (
    r"(?:[Mm]ember(?!\s+of\s+the\s+(?:public|press))|[Gg]overnor|[Tt]rustee|[Cc]ouncill?or|[Oo]fficer"
    r"|[Hh]andyman|[Ff]ore(?:man|woman)|[Gg]roundsman|[Gg]roundskeeper|[Ww]ebmaster|[Ll]engthsman)"
)
# Bodies far away: what they will do is news, not a promise made here.
FAR_AWAY = re.compile(
    r"\b(?:Minist(?:er|ry)|Secretary\s+of\s+State|Home\s+Office|Government|Treasury|Ofsted"
    r"|Inspectorate|Parliament|Department|HMIC\w*|CQC"
    r"|(?:[Pp]lanning|[Pp]lan)\s+[Ii]nspector)\b"
)
# Capital letters that are no one's initials.
NOT_INITIALS = frozenset(
    """
    ACTION AOB AGM ALL AP ASB BTP CC CCTV CEO CFO CIL COO CQC DBS DCC EHCP EU GDPR GP GPS HR ICB
    ICT ID IS IT KPI LGA MP MPS NB NHS NI OPCC PAN PC PCC PE PTA QA RA SEN SLA SLT TBC TRO UK US
    VAT VAWG A AI AM AN AND ARE AS AT BE BY DO FOR GO HE I IF IN ME MY NO NOT OF OFF ON OR OUT
    SO THE TO UP WAS WE WHO ACC HMP CPS HSE YOT EGM
    """.split()
)
