"""How a predicate of minutes speaks: whether its verb asks, answers, says, or does a deed."""

import re
from collections.abc import Callable, Iterable
from typing import Literal

from sources.language.inflections import ing, participle, past, present
from sources.language.lexicon import listed

# The verbs of minutes: which of them say that their subject spoke.
ASKING = listed("verbs", "ask")
ANSWERING = listed("verbs", "answer")
PERSONAL = listed("verbs", "personal")
SPEAKING = listed("verbs", "speech")
LOOSELY_SPEAKING = listed("verbs", "thought")
SILENT = listed("verbs", "deed")
# "was concerned that" is speech; "was thanked" is not.
FEELINGS = (
    "concerned|worried|pleased|disappointed|surprised|interested|grateful|aware|unaware|unsure|"
    "sure|happy|unhappy|keen|opposed|sceptical|skeptical|unable|able|candid|clear|confident|sorry|"
    "satisfied|dissatisfied|minded|inclined|supportive|alarmed|encouraged|impressed|content|"
    "delighted|glad|anxious|troubled|convinced|unconvinced|struck|mindful|adamant|critical|"
    "hopeful|doubtful|curious|nervous|uneasy|uncomfortable|frustrated|saddened|shocked|appalled|"
    "dismayed|puzzled|perplexed|reluctant|willing|unwilling|heartened|astonished|angry|cautious|"
    "optimistic|pessimistic|certain|uncertain|proud|conscious|fearful|relieved|thankful|eager|"
    "horrified|aghast|incredulous|baffled|outraged|furious|mystified|intrigued|fascinated|"
    "reassured|unimpressed|unpersuaded|persuaded that|in two minds|alive to|cross|upset|devastated|"
    "embarrassed|disgusted|distressed|ambivalent|neutral|comfortable|annoyed|ashamed|thrilled|"
    "excited|enthusiastic|emphatic|blunt|frank|scathing|dismissive|"
    "prepared to|wary|insistent|apologetic|complimentary|dubious|right|against|not|at pains|"
    "quick to|at a loss|of the (?:view|opinion)|of (?:a|the same) (?:view|mind|opinion)|"
    "in (?:favour|agreement|support)"
)
_DETERMINED = r"(?:(?:a|an|the|some|his|her|their|several|further|brief|no|members|governors)\s+)?"
_TOLD = (
    r"(?:\w+[- ]){0,3}?(?:updates?|overview|account|presentation|assurances?|examples?|details?|"
    r"summary|explanations?|undertaking|evidence|clarification|feedback|outline|briefing|context|"
    r"background|points?|comments?|observations?|statement|suggestions?|plea|case|tribute|credit|"
    r"commitment|guarantee|promise|deputation|representations?|submission|tour|answers?|"
    r"correction|appeal|thanks|reasons|views?|talk|report|introduction|description|history|praise|"
    r"information|advice|reassurance|response|answer|warning|breakdown|picture|notice|figures?|"
    r"reference|mention|remarks?|welcome|insight|demonstration|flavour|opinion|reminder|analogy|"
    r"sense)\b"
)
_DOUBTS = (
    r"(?:objections?|concerns?|questions?|quer(?:y|ies)|reservations?|doubts?|misgivings?|worries|"
    r"nothing to add|comments?|sympathy|difficulty|heard it said|issue with|knowledge of|hopes?|"
    r"fears?)\b"
)
# Plain verbs that mean speech with what follows them; whoever is named there reads "members".
PHRASES = (
    rf"(?:gave|gives|provided|provides|made|makes|delivered|offered|shared|issued|presented) "
    rf"{_DETERMINED}(?!apologies){_TOLD}",
    r"(?:took|takes) (?:a (?:\w+ )?view|the (?:\w+ )?view|issue|exception|the opportunity|"
    r"questions|the opposite|the point|comfort|pains|(?:\w+ ){1,3}through)\b",
    r"(?:went|goes|ran|runs|talked|walked|led|leads) (?:\w+ ){0,3}?through\b",
    r"(?:spoke|speaks|talked|talks)\b",
    r"(?:drew|draws) (?:\S+ ){0,3}?attention",
    r"(?:drew|draws) (?:a |the )?(?:\w+ )?(?:comparison|parallel|distinction|conclusion|lesson)",
    r"(?:paid|pays) tribute",
    r"(?:put|puts) (?:forward|it to|on record|a question|that|"
    r"the (?:case|question|view|point|argument))\b",
    r"(?:placed|places) on record",
    r"(?:set|sets) out\b",
    r"(?:laid|lays|put|placed|brought) (?:\S+ ){0,6}?before (?:the|members|governors|trustees)\b",
    r"(?:laid|lays) (?:a|the|his|her) (?:\w+ )?(?:reports?|estimates?|accounts?|papers?)\b",
    r"(?:read|reads) (?:out|a|the|from|aloud)\b",
    r"(?:saw|sees) (?:no|little|some|merit|the|it|an?)\b",
    r"(?:brought|brings) (?:\S+ ){0,4}?(?:attention|up to date|up to speed|greetings)",
    r"(?:brought|brings) up\b",
    r"(?:sought|seeks)\b",
    r"(?:fed|feeds) back\b",
    r"(?:rose|stood) to (?:ask|object|oppose|reply|say|speak|support)\b",
    r"declared (?:himself|herself|themselves) (?!to be)",
    r"(?:summed|sums|owned|spoke|spoken|speaks) up\b",
    r"had (?:also )?(?:had|received|been) (?:\w+ ){0,3}?(?:complaints?|enquir(?:y|ies)|concerns|"
    r"asked|told|contacted|approached|assured)\b",
    r"(?:touched|touches) (?:up)?on",
    r"(?:called|calls) (?:for|on|upon|attention|into question|it)\b",
    r"(?:wanted|wants|wished|wishes) (?:to|it|his|her|the|more|assurance)\b",
    rf"(?:had|has) (?!\w+(?:ed|en|ought)\b)(?:\w+ ){{0,3}}?{_DOUBTS}",
    r"(?:found|finds) (?:it|the|this|that|him|her|no) (?:\w+ ){0,6}?"
    r"(?:\w+(?:ing|able|ible|ful|ous)|hard|difficult|odd|strange|easy|wanting)\b",
    r"(?:led|leads|opened|opens) (?:on|with|a discussion|the (?:discussion|debate|questioning))\b",
    r"(?:closed|ended|began|started|finished|concluded|opened)(?: \w+){0,2} by \w+ing",
    r"(?:pointed|points) (?:out|to)\b",
    r"(?:exercised|used) (?:his|her|their) right\b",
    r"offered (?:to|his|her|their)\b",
    r"(?:lent|gave|added|voiced) (?:\w+ )?(?:support|weight|voice)",
    r"(?:moved|went|turned|came|passed) on to\b",
    r"(?:turned|came|returned|reverted) (?:back )?to "
    r"(?!the (?:room|meeting|table|chamber)|members|work)",
    r"(?:stood|stands) by (?:his|her|the|their)\b",
    r"(?:asked|answered|took) (?:a )?questions",
    r"(?:submitted|maintained|held|reckoned|recorded) "
    r"(?:that|the view|(?:his|her|their) (?:thanks|view))\b",
    r"(?:stood|came out|argued) (?:up )?(?:for|against|in favour)\b",
)


# Who "promises" ("would look at it") speaks if he was asked something.
Speech = Literal["asks", "answers", "speaks", "promises"]


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
_PHRASE = re.compile("|".join(PHRASES), re.IGNORECASE)
_WANTING = re.compile(
    r"(?:want\w*|wish\w*|like[ds]?) (?:to|more) "
    r"(?:know|ask|information|understand|hear|see|clarif)"
)

# What only people do: bodies confirm, advise and agree as well.
PERSONAL_WORDS = "|".join(
    sorted(
        _forms(PERSONAL, past, present)
        | {"wanted to know", "pointed out", "chaired the meeting", "opened the meeting"},
        key=len,
        reverse=True,
    )
)
STRICT_WORDS = "|".join(sorted(_STRICT_FORMS, key=len, reverse=True))
# The same and the plain verbs of the phrases, where something stands between name and verb.
PREDICATE_WORDS = (
    f"{STRICT_WORDS}|spoke|speaks|sought|gave|drew|made|took|set|wanted|paid|put|ran|went|brought|"
    "was|were|did|felt|thought|had"
)
# What may be done "by" somebody who speaks ("It was explained by the Clerk that").
_SPOKEN = _forms(_STRICT - {"support", "request", "propose"}, participle) | listed(
    "verbs", "spoken"
)


def _pattern(forms: Iterable[str]) -> str:
    return " | ".join(sorted(form.lower() for form in forms))


# Forms of verbs that the rows of speech.toml name as classes.
VERB_CLASSES: tuple[tuple[str, str], ...] = (
    ("ask", _pattern(_ASKS)),
    ("say", _pattern(_STRICT_FORMS)),
    ("saying", _pattern(_forms(_STRICT, ing))),
    ("spoken", _pattern(_SPOKEN)),
    ("celtic-ask", _pattern(listed("verbs", "celtic_ask"))),
    ("celtic-say", _pattern(listed("verbs", "celtic_say"))),
)


def is_form_of_verb(word: str) -> bool:
    """Whether a word in small letters is the past or present of a verb that minutes use."""
    return word in _STRICT_FORMS or word in _LOOSE_FORMS or word in _SILENT_FORMS


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
    return thinks(verb) or (verb.endswith("ed") and verb not in _SILENT_FORMS)


def thinks(words: str) -> bool:
    """Whether a predicate begins with a verb that speaks unless it is narrative ("felt")."""
    match = re.match(r"[a-z-]+", words)
    return match is not None and match.group() in _LOOSE_FORMS


def infinitive_speaks(words: str, surely: bool = False) -> bool:
    """Whether "did not …", "could not …" with this infinitive is something said; `surely`: whether
    it is a verb of speech or thought, not only no deed."""
    match = re.match(r"[a-z-]+", words)
    if match is None:
        return False
    if surely:
        return match.group() in _STRICT | PERSONAL | LOOSELY_SPEAKING
    return match.group() not in SILENT - {"see", "make", "give"}
