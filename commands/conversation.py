"""What is said after an answer: "more", "and in 2021?", "who asked that?", "share it".

Each rule fits a whole message, so that nothing which may be a question of its own is taken for
a follow-up. What fits none is a new question.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from commands.action_answers import ActionAnswer, ActionsAnswer
from commands.answers import Answer, ContextAnswer, SearchAnswer, SpeakersAnswer
from commands.parsing import parse_actions
from commands.query.dates import find_period
from commands.query.grammar import clean, read_question
from commands.query.people import SURE
from commands.request_context import Context
from commands.requests import (
    Ask,
    ChangeAction,
    ListActions,
    Request,
    Search,
    ShowContext,
    ShowOutcome,
    ShowSpeaking,
)
from storage.name_matching import fold
from storage.people import find_people

# What an answer was about: what is needed to understand what is asked next, and no more.


@dataclass(frozen=True, slots=True)
class ConversationState:
    """What a conversation is about.

    `question` is the search, `place` the rank of the paragraph last shown by itself and `shown`
    how many results were shown; `filters` are those of a list of actions, of which `listed` were
    shown. `speakers` are the people last spoken of. `missed` is a question since then that found
    nothing: another time or subject is meant for that one.
    """

    question: str = ""
    paragraph: str | None = None
    place: int = 0
    shown: int = 0
    speakers: tuple[str, ...] = ()
    filters: str | None = None
    listed: int = 0
    action: int | None = None
    missed: str = ""

    def dumps(self) -> str:
        """As text, without what is empty."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})

    @classmethod
    def loads(cls, text: str) -> "ConversationState":
        """From such a text."""
        held = json.loads(text)
        return cls(**{**held, "speakers": tuple(held.get("speakers", ()))})


def next_state(
    before: ConversationState, request: Request, answer: Answer, page: int
) -> ConversationState:
    """What the conversation is about after this answer, of which `page` entries were shown."""
    match answer:
        case SearchAnswer() if isinstance(request, Search | Ask):
            searched = Search(request.query) if isinstance(request, Ask) else request
            return _after_search(before, searched, answer, page)
        case ContextAnswer():
            return replace(before, paragraph=answer.asked_for)
        case SpeakersAnswer():
            named = tuple(person.name for person, _ in answer.people[:3])
            return replace(before, speakers=named)
        case ActionAnswer():
            return replace(before, action=answer.action.id, paragraph=answer.action.paragraph_id)
        case ActionsAnswer():
            asked = request.filters if isinstance(request, ListActions) else None
            only = answer.actions[0] if len(answer.actions) == 1 else None
            about = before if isinstance(request, ShowOutcome) else ConversationState()
            return replace(
                about,
                filters=asked,
                listed=answer.offset + min(page, len(answer.actions)),
                action=only.id if only else None,
                paragraph=only.paragraph_id if only else about.paragraph,
            )
    return before


def _after_search(
    before: ConversationState, request: Search, answer: SearchAnswer, page: int
) -> ConversationState:
    """What was last found stays after a search that found nothing, which is still what "and in
    2021?" goes on from."""
    if not answer.hits:
        return before if answer.offset else replace(before, missed=request.query)
    first = answer.hits[0]
    if answer.offset and request.limit != 1:
        return replace(before, shown=answer.offset + min(page, len(answer.hits)))
    return ConversationState(
        question=request.query,
        paragraph=first.paragraph.id,
        place=first.rank,
        shown=max(before.shown if answer.offset else 0, first.rank)
        if request.limit == 1
        else min(page, len(answer.hits)),
        speakers=answer.interpreted.speakers or first.paragraph.speakers,
    )


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """A paragraph to be passed on: to everybody in a channel, or `to_me`."""

    paragraph_id: str
    to_me: bool = False


FollowUp = Request | ShareRequest

_IT = r"(?:it|that|this|them|those|the (?:one|paragraph|result|answer))"
_LEAD = re.compile(r"^(?:and|but|or|ok|okay|so|then|what about|how about|and what about|&)\b[ ,:]*")
_ABOUT = re.compile(r"^(?:and |but |what |how )*(?:about|on)\s+(?P<rest>.+)$")
_FILLER = frozenset("and in on at of for during what about how then just only the".split())
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_PAGE = re.compile(
    r"(?:(?:show |see |give |list )?(?:me )?(?:some |any |the )?(?:more|others?|rest)"
    r"(?: (?:results?|of them|please|like (?:it|that|this)))?|(?:anything|what) else|next page"
    r"|are there (?:any )?(?:more|others)|go on|continue)"
)
_NEXT = re.compile(r"(?:(?:show |see )?(?:me )?(?:the )?(?:next|another)(?: (?:one|result))?)")
_BACK = re.compile(
    r"(?:(?:show |see )?(?:me )?(?:the )?(?:previous|last|earlier)(?: (?:one|result))|(?:go )?back)"
)
_NTH = re.compile(
    rf"(?:(?:show |see )?(?:me )?(?:the )?(?:(?P<word>{'|'.join(_ORDINALS)})(?: (?:one|result))?"
    r"|(?:number |result |no\.? ?|#)(?P<number>\d{1,3})|(?P<short>\d{1,3})(?:st|nd|rd|th)"
    r"(?: (?:one|result))?))"
)
_WHO = re.compile(
    r"(?:who (?:asked|said|answered|replied|spoke|raised|promised|proposed|moved|reported|explained"
    rf"|suggested|was|is|are|were)(?: {_IT}| there| they"
    r"| he| she| speaking)?(?: please)?|who(?:'s| is) (?:he|she|that|this|speaking)|by whom"
    r"|whose words (?:is|are) (?:it|that|this|they|these|those))"
)
_OUTCOME = re.compile(
    rf"(?:what (?:came|became|has become|has come) of {_IT}"
    rf"|what happened(?: (?:to|with|about) {_IT}| next| then| after(?:wards| that))?"
    rf"|what was (?:decided|agreed|done|resolved|the outcome|the upshot)(?: about {_IT})?"
    r"|was (?:it|that|this|anything|something) (?:ever )?(?:done|agreed|decided|resolved"
    r"|followed up)"
    r"|(?:any|was there an?|is there an?) (?:action|actions|follow-?up|outcome|result)s?"
    rf"|(?:and )?the outcome|did (?:anything|something) come of {_IT}|and then)"
)
_CONTEXT = re.compile(
    rf"(?:(?:show |give |see |read )?(?:me )?(?:the |its |some )?(?:more )?context(?: of {_IT})?"
    rf"|(?:tell|show) me more about {_IT}|more (?:about|on) {_IT}|elaborate"
    rf"|(?:what|show me what) (?:came|comes|stands|was|is) (?:before|after|around)(?: {_IT})?"
    rf"|what (?:else )?(?:was|is) (?:said )?(?:around|beside) {_IT}|read on|in context)"
)
_AGAIN = re.compile(
    rf"(?:(?:when|where|on (?:what|which) day) (?:was|is) {_IT}(?: said| from)?"
    rf"|(?:what|which) (?:meeting|minutes|day|date|panel|item)(?: (?:was|is) {_IT})?"
    rf"(?: (?:in|from|at|on))?|where does it say {_IT}"
    rf"|(?:(?:the|a|give me the|what is the) )?(?:link|source|page)(?: (?:to|of|for) {_IT})?"
    rf"|(?:show |read |say )?(?:me )?(?:{_IT} )?(?:again|in full|whole|all of it"
    r"|the whole (?:thing|paragraph|answer))|repeat (?:it|that))(?: please)?"
)
_SHARE = re.compile(
    rf"(?:please )?(?:share|post|publish|forward) {_IT}(?: (?:here"
    r"|with (?:everyone|everybody|all|us|the channel)"
    r"|(?:in|to|with) (?:the |this )?(?:channel|thread|#\S+)))?"
    r"(?: please)?|share"
)
_TO_ME = re.compile(
    rf"(?:please )?(?:dm|send|message)(?: (?:me {_IT}|{_IT} to (?:me|my dms?)|me))?"
    r"(?: (?:by|in|as) (?:a )?(?:dm|direct message|private))?(?: please)?"
)
_PRONOUN = re.compile(
    r"(?:and )?(?:what (?:else )?(?:did|does|has|have) (?:he|she|they) (?:say|said|think|ask|reply"
    r"|answer)|what (?:else )?was said by (?:him|her|them)"
    r"|(?:anything )?(?:more |else )?(?:by|from) (?:him|her|them))(?: (?:about|on) (?P<about>.+))?"
)
_STATES = re.compile(
    r"(?:(?:and|only|just|show|what about|the|me|which are|which is) )*"
    r"(?P<state>open|done|overdue|all|mine|withdrawn|superseded)(?: ones?| actions?)?"
)
_CHANGE = re.compile(
    r"(?:please )?(?:mark |close |set )?(?:it |that |this )?(?:as |is )?(?P<verb>done|reopen|undo)"
    r"(?: (?:it|that|this))?(?:[:,]? (?P<note>.+))?"
    r"|(?P<assign>assign) (?:it|that|this) to (?P<who>.+)"
    r"|(?:it is|it's|make it|that is) (?P<due>due) (?:on |by )?(?P<day>.+)"
)
_NUMBERED = re.compile(r"(?:action )?#?\d{1,9}(?: \w.*)?")
_BEGINS_TIME = re.compile(
    r"(?:in|on|at|since|before|after|from|until|during|between|last|this)\b", re.IGNORECASE
)
_OPTION = re.compile(r"""(?<!\S)(?:on|since|before):(?:"[^"]*"|\S+)""", re.IGNORECASE)


def parse_follow_up(
    context: Context, typed: str, topic: ConversationState, page: int
) -> FollowUp | None:
    """What a message asks of the last answer; None where it is a question of its own.

    `page` is how many results the door shows at once.
    """
    text = clean(typed)
    plain = re.sub(r"\s+", " ", text.casefold()).strip(" ?!.,;…")
    bare = _LEAD.sub("", plain)
    for rule in (_of_a_list, _of_an_action, _of_a_paragraph, _of_the_results):
        found = rule(topic, plain, page) or (bare and rule(topic, bare, page))
        if found:
            return found
    asked = topic.missed or topic.question
    if not asked:
        return None
    return _with_another(context, text.strip(" ?!.,;…"), replace(topic, question=asked))


# ---- lists and entries of the register --------------------------------------------------------


def _of_a_list(topic: ConversationState, plain: str, page: int) -> FollowUp | None:
    if topic.filters is None:
        return None
    if _PAGE.fullmatch(plain):
        return ListActions(topic.filters, offset=topic.listed)
    state = _STATES.fullmatch(plain)
    if state:
        return ListActions(_in_state(topic.filters, state["state"]))
    if _NUMBERED.fullmatch(plain):
        return parse_actions(plain.removeprefix("action "))
    return None


def _in_state(filters: str, state: str) -> str:
    """The same filters, for entries in another state."""
    kept = [word for word in filters.split() if not _STATES.fullmatch(word.casefold())]
    return " ".join([*kept, state])


def _of_an_action(topic: ConversationState, plain: str, page: int) -> FollowUp | None:
    if topic.action is None:
        return None
    asked = _CHANGE.fullmatch(plain)
    if not asked:
        return None
    if asked["assign"]:
        return ChangeAction(topic.action, "assign", asked["who"])
    if asked["due"]:
        return ChangeAction(topic.action, "due", asked["day"])
    return ChangeAction(topic.action, asked["verb"], asked["note"] or "")


# ---- the paragraph and the results ------------------------------------------------------------


def _of_a_paragraph(topic: ConversationState, plain: str, page: int) -> FollowUp | None:
    if topic.paragraph is None:
        return None
    meant: tuple[tuple[re.Pattern[str], Callable[[str], FollowUp]], ...] = (
        (_WHO, ShowSpeaking),
        (_OUTCOME, ShowOutcome),
        (_CONTEXT, ShowContext),
        (_SHARE, ShareRequest),
        (_TO_ME, lambda paragraph: ShareRequest(paragraph, to_me=True)),
    )
    for pattern, make in meant:
        if pattern.fullmatch(plain):
            return make(topic.paragraph)
    if topic.place and _AGAIN.fullmatch(plain):
        return Search(topic.question, limit=1, offset=topic.place - 1)
    return None


def _of_the_results(topic: ConversationState, plain: str, page: int) -> FollowUp | None:
    if not topic.question or topic.paragraph is None:
        return None
    if _PAGE.fullmatch(plain):
        return Search(topic.question, limit=page, offset=topic.shown)
    place = _place(topic, plain)
    return Search(topic.question, limit=1, offset=place - 1) if place else None


def _place(topic: ConversationState, plain: str) -> int | None:
    """The rank of the one result that is asked for."""
    if _NEXT.fullmatch(plain):
        return topic.place + 1
    if _BACK.fullmatch(plain):
        return max(1, topic.place - 1)
    nth = _NTH.fullmatch(plain)
    if not nth:
        return None
    if nth["word"]:
        return _ORDINALS.index(nth["word"]) + 1
    return int(nth["number"] or nth["short"]) or None


# ---- the same question about another time, person or subject ----------------------------------


def _with_another(context: Context, text: str, topic: ConversationState) -> Search | None:
    plain = text.casefold()
    pronoun = _PRONOUN.fullmatch(plain)
    if pronoun and topic.speakers:
        about = pronoun["about"] or _subject(context, topic)
        return Search(f'from:"{topic.speakers[-1]}" {about}'.strip())
    lead = _LEAD.match(plain)
    rest = text[lead.end() :] if lead else text
    when = _named(rest)
    period = find_period(when, context.today)
    if period and not _telling(f"{when[: period.start]} {when[period.end :]}"):
        return Search(f"{_timeless(context, topic.question)} {when}".strip())
    if not lead:
        return None
    name = re.sub(r"^(?:what did |did |from |by )", "", rest, flags=re.IGNORECASE)
    name = re.sub(r"(?:'s)?(?: say| think| ask)?$", "", name, flags=re.IGNORECASE)
    people = find_people(context.book, context.viewer, name)
    if people and people[0][1] >= SURE:
        return Search(f'from:"{people[0][0].name}" {_subject(context, topic)}'.strip())
    about = _ABOUT.match(text)
    heard = [o for o in read_question(topic.question, context.today).options if o.key == "from"]
    if about and heard:
        return Search(f'from:"{heard[0].value}" {about["rest"]}')
    return None


def _telling(text: str) -> bool:
    """Whether more is left of a message than the words that join it to the last one."""
    return any(fold(word) not in _FILLER for word in re.findall(r"[\w']+", text))


def _named(text: str) -> str:
    """The words that name a time, so that they can be read again behind the question."""
    words = text.strip()
    return words if _BEGINS_TIME.match(words) else f"in {words}"


def _timeless(context: Context, question: str) -> str:
    """The question without the time that it named."""
    text = " ".join(_OPTION.sub(" ", question).split()).rstrip("?!. ")
    period = find_period(text, context.today)
    if period:
        text = f"{text[: period.start].rstrip()} {text[period.end :].lstrip()}"
    return text.strip()


def _subject(context: Context, topic: ConversationState) -> str:
    """What the question is about, without who and when."""
    question = read_question(topic.question, context.today)
    taken = {option.value for option in question.options}
    words = [word for word in question.words if word not in taken]
    return " ".join([*words, *(f'"{phrase}"' for phrase in question.phrases)]).strip("?!. ")
