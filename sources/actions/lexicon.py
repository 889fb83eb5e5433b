"""The words that the rules go by, each list with its reason.

None is the name of a person or place. Verbs stand in their base form; `_` joins words of one.
"""

import re
from collections.abc import Iterable

from sources.language.lexicon import listed


def either(phrases: Iterable[str]) -> str:
    """A pattern that fits any of the words, the longer ones first."""
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(phrase.replace(" ", r"\s+") for phrase in longest_first) + ")"


# What somebody says they will do: it ends in something seen, sent, said or mended.
DELIVER = either(listed("verbs", "deliver"))
# Of these, what is as often policy as promise: told by what is delivered, to whom or when.
VAGUE = either(listed("verbs", "vague"))
# What somebody "would" do or be without promising anything, whatever day is named.
STATIVE = either(listed("verbs", "stative"))
# What is agreed or offered to without anything being promised ("agreed to differ").
NOT_DONE = either(listed("verbs", "undone"))
# Papers, facts and answers: what is passed on to those present.
DOCUMENT = either(listed("documents", "documents"))
# Papers that are asked for; a plain question asks for none of these.
PAPER = either(listed("documents", "papers"))
# Done to a paper so that those present get it.
PASSED_ON = either(listed("documents", "passed_on"))
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
# Members of the public, who can promise the meeting nothing.
PUBLIC = (
    r"(?:applicant|objector|resident|parishioner|complainant|appellant|licen[cs]e\s+holder|developer"
    r"|landowner|petitioner|supporter|member\s+of\s+the\s+public)"
)
