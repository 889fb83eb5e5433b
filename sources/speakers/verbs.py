"""Which verbs of minutes mean that their subject spoke, and how: asking, answering, speaking."""

import re
from collections.abc import Callable, Iterable
from typing import Literal

from sources.speakers.inflect import ing, participle, past, present

Speech = Literal["asks", "answers", "speaks"]

ASKING = frozenset(
    "ask enquire inquire query question quiz wonder challenge press probe raise request".split()
)
ANSWERING = frozenset("answer reply respond".split())
# A name before one of these speaks wherever a clause may begin.
SPEAKING = frozenset(
    """
    accept acknowledge add admit advise advocate affirm agree allege allude announce apologise
    apologize applaud appeal appreciate argue assert assure attribute bemoan blame caution caveat
    celebrate cite claim clarify comment commend commiserate commit compare complain compliment
    concede conclude concur condemn confess confirm congratulate contend contest contradict contrast
    convey counsel counter criticise criticize decry defend demonstrate demur deny deplore describe
    detail differ disagree disclose discuss dispute doubt echo elaborate emphasise emphasize
    empathise encourage endorse enthuse estimate exclaim expand explain express fear flag forecast
    foresee grumble guess hail hasten highlight hint hope illustrate imply indicate inform insist
    interject interpose interrupt intervene introduce invite joke lament liken maintain mention
    moot mourn muse narrate note object observe oppose outline pledge plead point
    posit praise predict prefer present proclaim profess promise protest quip
    reaffirm reason reassure rebut recall recap recapitulate recognise recognize recommend
    recount refer reference reflect regret reiterate relate relay remark remind reminisce
    repeat report reprimand restate retort reveal rue say share signal specify speculate stipulate
    state stress suggest summarise summarize support surmise suspect sympathise
    sympathize tell thank think underline underscore understand undertake update urge venture
    verify voice volunteer vouch vow warn welcome worry table tabled propound contemplate sense
    favour favor concern commence-with enumerate signpost credit
    dismiss reject beg dissent protest
    """.split()
)
# These speak where the name opens the sentence; elsewhere they may be narrative.
LOOSELY_SPEAKING = frozenset(
    """
    believe consider continue decide decline expect feel intend judge know
    list name offer perceive plan propose query quote reckon record refuse regard seek set show
    speak submit talk touch trust turn want wish list clarify conclude hear see value love like
    resist justify need demand read welcome
    """.split()
)
# Deeds: a name before one of these did something and did not speak.
SILENT = frozenset(
    """
    abstain accompany begin call close end follow open adjourn adopt appoint approach approve arrange arrive assist assume attend
    audit award become book build buy cancel carry cast chair change chase check circulate clean
    clear close collect complete compile conduct contact contribute co-opt cover create cut declare
    deliver depart deputise deputize design destroy die dispose distribute donate draft drive
    drop elect email e-mail employ empty enter erect examine exercise fail file fill fit
    fix form forward found fund get go hand help hire host inspect install instal issue join keep
    lay leave light lead live lock look lose make manage measure meet miss monitor
    move mow nominate notify obtain order organise organize own paint park participate pass pay phone
    photograph pick place plant play post prepare preside print proceed process produce provide
    publish purchase put receive register remain remove renew repair replace replant represent
    research reserve resign resume retain retire retrieve return revise ring run scan second secure
    sell send serve sign sit source spend stand start stay step stop store submit substitute succeed
    supply survey sweep take telephone test train transfer travel treat trim try
    use vacate visit vote walk wash watch win withdraw witness work write
    """.split()
)
# "was concerned that" is speech; "was thanked" is not.
FEELINGS = (
    "concerned|worried|pleased|disappointed|surprised|interested|grateful|aware|unaware|unsure|sure|"
    "happy|unhappy|keen|opposed|sceptical|skeptical|unable|able|candid|clear|confident|sorry|"
    "satisfied|dissatisfied|minded|inclined|supportive|alarmed|encouraged|impressed|content|"
    "delighted|glad|anxious|troubled|convinced|unconvinced|struck|mindful|adamant|critical|"
    "hopeful|doubtful|curious|nervous|uneasy|uncomfortable|frustrated|saddened|shocked|appalled|"
    "dismayed|puzzled|perplexed|reluctant|willing|unwilling|heartened|astonished|angry|cautious|"
    "optimistic|pessimistic|certain|uncertain|proud|conscious|fearful|relieved|thankful|eager|"
    "prepared to|wary|insistent|apologetic|complimentary|dubious|right|"
    "of the (?:view|opinion)|of (?:a|the same) (?:view|mind|opinion)|in (?:favour|agreement|support)|"
    "against|not|at pains|quick to|at a loss"
)
_DETERMINED = r"(?:(?:a|an|the|some|his|her|their|several|further|brief|no|members|governors)\s+)?"
_NOUNS = (
    r"(?:\w+[- ]){0,3}?(?:updates?|overview|account|presentation|assurances?|examples?|details?|"
    r"summary|explanations?|undertaking|evidence|clarification|feedback|outline|briefing|context|"
    r"background|point|points|comments?|observations?|statement|suggestions?|plea|case|"
    r"correction|appeal|thanks|reasons|view|views|talk|report|introduction|description|history|"
    r"information|advice|reassurance|response|answer|warning|breakdown|picture|notice|figures?|"
    r"reference|mention|remarks?|welcome|insight|demonstration|flavour|opinion|reminder|analogy|"
    r"sense|tribute|credit|praise)\b"
)
# Plain verbs that mean speech with what follows them.
_PHRASES = (
    rf"(?:gave|gives|provided|provides|made|makes|delivered|offered|shared|issued|had|presented) {_DETERMINED}"
    rf"(?!apologies){_NOUNS}",
    r"(?:took|takes) (?:a (?:different|similar|dim|contrary|the opposite|\w+) view|issue|exception|"
    r"the (?:\w+ )?view|the (?:panel|board|committee|meeting|members|governors)(?: members)? through|"
    r"\w+ through|\w+ members through|the opportunity|questions|the opposite|the point|comfort|pains)",
    r"(?:went|goes|ran|runs|talked|walked|led|leads) (?:\w+ ){0,3}?through\b",
    r"(?:spoke|speaks|talked|talks)\b",
    r"(?:drew|draws) (?:\S+ ){0,3}?attention",
    r"(?:drew|draws) (?:a |the )?(?:\w+ )?(?:comparison|parallel|distinction|conclusion|lesson)",
    r"(?:paid|pays) tribute",
    r"(?:put|puts) (?:forward|it to|on record|the (?:case|question|view|point|argument)|a question|that)",
    r"(?:placed|places) on record",
    r"(?:set|sets) out\b",
    r"(?:read|reads) (?:out|a |the |from|aloud)",
    r"(?:saw|sees) (?:no|little|some|merit|the|it|an? )",
    r"(?:brought|brings) (?:\S+ ){0,4}?(?:attention|up to date|up to speed|greetings|forward the)",
    r"(?:brought|brings) up\b",
    r"(?:sought|seeks) ",
    r"(?:summed|sums) up",
    r"(?:touched|touches) (?:up)?on",
    r"(?:called|calls) (?:for|on|upon|attention|into question|it )",
    r"(?:wanted|wants|wished|wishes) (?:to|it|his|her|the|more|assurance)",
    r"(?:had|has) (?:no|a|some|several|two|three|further|grave|serious|also|not)?\s?(?:\w+ ){0,2}?(?:objections?|"
    r"concerns?|questions?|quer(?:y|ies)|reservations?|doubts?|misgivings?|worries|nothing to add|"
    r"comments?|sympathy|difficulty|heard it said|issue with|knowledge of|hope|hopes|fears?)\b",
    r"(?:found|finds) (?:it|the|this|that|him|her|no) (?:\w+ ){0,6}?(?:\w+(?:ing|able|ible|ful|ous)|hard|"
    r"difficult|odd|strange|easy|helpful|wanting)\b",
    r"(?:led|leads|opened|opens) (?:on|the (?:discussion|debate|questioning|report)|a discussion|with)",
    r"(?:closed|ended|began|started|finished|concluded|opened)(?: \w+){0,2} by \w+ing",
    r"(?:pointed|points) (?:out|to)",
    r"(?:lent|gave|added|voiced) (?:\w+ )?(?:support|weight|voice)",
    r"(?:moved|went|turned|came|passed) on to\b",
    r"(?:turned|came|returned|reverted) (?:back )?to (?!the (?:room|meeting|table|chamber)|work)",
    r"(?:stood|stands) by (?:his|her|the|their)",
    r"(?:left|leaves) (?:members|the (?:panel|board|committee)|governors) (?:in no doubt|with)",
    r"(?:asked|answered|took) (?:a )?questions",
    r"(?:submitted|maintained|held|reckoned|recorded) (?:that|the view|(?:his|her|their) (?:thanks|view))",
    r"(?:stood|spoke|came out|argued) (?:up )?(?:for|against|in favour)\b",
)


def _forms(lemmas: Iterable[str], *shapes: Callable[[str], str]) -> frozenset[str]:
    return frozenset(shape(lemma) for lemma in lemmas for shape in shapes)


_STRICT = ASKING | ANSWERING | SPEAKING
_ASKS = _forms(ASKING, past, present) | {"sought", "seeks"}
_ANSWERS = _forms(ANSWERING, past, present)
_STRICT_FORMS = _forms(_STRICT, past, present)
_LOOSE_FORMS = _forms(LOOSELY_SPEAKING, past, present)
_SILENT_FORMS = _forms(SILENT, past, present)
# The mark of a name (see `sentences`): those spoken to.
_MARK = re.compile("[\ue000-\uf8ff]")
_PHRASE = re.compile("|".join(f"(?:{phrase})" for phrase in _PHRASES), re.IGNORECASE)
_WANTING = re.compile(
    r"(?:want\w*|wish\w*|like[ds]?) (?:to|more) (?:know|ask|information|understand|hear|see|clarif)",
)

STRICT_WORDS = "|".join(sorted(_STRICT_FORMS, key=len, reverse=True))
STRICT_ING = "|".join(sorted(_forms(_STRICT, ing), key=len, reverse=True))
# What may be done "by" somebody who speaks ("It was explained by the Clerk that").
STRICT_PARTICIPLES = "|".join(
    sorted(
        _forms(_STRICT - {"support", "request", "propose"}, participle)
        | {"made", "given", "delivered", "put", "drawn", "set out", "put forward", "provided"},
        key=len,
        reverse=True,
    )
)


def speech_of(words: str) -> Speech | None:
    """How the predicate that begins `words` speaks, where it surely does.

    `words` are in lower case from the verb on ("asked why …").
    """
    words = _MARK.sub("members", words)
    verb = re.match(r"[a-z-]+", words)
    if verb is None:
        return None
    if verb.group() in _ASKS or _WANTING.match(words):
        return "asks"
    if verb.group() in _ANSWERS:
        return "answers"
    if verb.group() in _STRICT_FORMS or _PHRASE.match(words):
        return "speaks"
    return None


def may_speak(words: str) -> bool:
    """Whether a predicate at the beginning of a sentence is speech for all we know.

    Verbs of speech and thought are an open class ("bridled at", "floated the idea"): what is no
    known deed and looks like a simple past counts.
    """
    match = re.match(r"[a-z-]+", words)
    if match is None:
        return False
    verb = match.group()
    if verb in _LOOSE_FORMS:
        return True
    return verb.endswith("ed") and verb not in _SILENT_FORMS


def infinitive_speaks(words: str) -> bool:
    """Whether "did not …", "could not …" with this infinitive is something said."""
    match = re.match(r"[a-z-]+", words)
    return match is not None and match.group() not in SILENT - {"see", "make", "give"}
