"""Greetings, thanks and chatter: a short human reply, and no results."""

import re

from commands.question import clean

_GREETING = (
    r"(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|morning"
    r"|afternoon|evening|dear)(?: (?:there|again|all|everyone|minutebook|bot))?"
)
_LEADING = re.compile(rf"^{_GREETING}[,.!:]+\s+|^(?:please|pls)[, ]+", re.IGNORECASE)
_THANKS = (
    r"(?:(?:ok|okay|great|perfect|brilliant|lovely|excellent|super)[ ,!]*)?"
    r"(?:thanks?(?: you)?|thank u|thx|ta|cheers|much appreciated|many thanks)"
    r"(?: (?:very|so) much| a lot| a million| again| for (?:that|this|your help)| minutebook| bot)*"
)
_REPLIES = (
    (_GREETING, "Hello. Ask me what the minutes say, as in “{example}”."),
    (_THANKS, "You are welcome."),
    (
        r"(?:ok(?:ay)?|great|perfect|brilliant|lovely|excellent|super|nice|good|cool|got it"
        r"|i see|understood|fine|right|well done|good bot|wow|yes|no|nope|yep|yeah"
        r"|never ?mind|lol|ha(?:ha)*)",
        "All right. Ask whenever you need another paragraph.",
    ),
    (r"(?:good ?bye|bye(?: bye)?|see you(?: later| soon)?|good night|ciao)", "Goodbye."),
    (
        r"how are (?:you|things)(?: (?:today|doing))?|how(?:'s| is) it going|what'?s up"
        r"|(?:are )?you ok(?:ay)?",
        "Well, thank you. What would you like to find in the minutes?",
    ),
    (
        r"(?:who|what) are you|are you (?:a )?(?:bot|robot|human|real|there)"
        r"|what(?:'s| is) your name",
        "I am Minutebook: I find the paragraph in published minutes that answers a question, "
        "word for word. Ask as in “{example}”, or write help.",
    ),
    (r"sorry|oops|my (?:mistake|bad)|test(?:ing)?(?: test)*", "No harm done. I am here."),
)
_HELP = re.compile(
    r"(?:what can (?:you|i) (?:do|ask)(?: (?:you|here|for me))?|how do(?:es)? (?:you|this|it|i) "
    r"(?:work|use (?:you|this|it)|ask)|(?:can you |please )?help(?: me)?(?: please)?|commands)"
)


def small_talk(typed: str, example: str) -> str | None:
    """The reply to a greeting, thanks or chatter; None for anything else."""
    plain = " ".join(re.sub(r"[^\w\s']", " ", clean(typed).casefold()).split())
    for pattern, reply in _REPLIES:
        if re.fullmatch(pattern, plain):
            return reply.format(example=example)
    return None


def wants_help(typed: str) -> bool:
    """Whether somebody asks how to ask."""
    return bool(_HELP.fullmatch(clean(typed).casefold().strip(" ?!.,;:")))


def without_greeting(typed: str) -> str:
    """A question without the greeting before it."""
    return _LEADING.sub("", typed.strip(), count=1)
