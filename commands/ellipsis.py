"""What a question leaves out because the conversation has told it: somebody ("she"), a subject
("it"), a meeting, a time. It is read again with that put in."""

import re
from collections.abc import Sequence
from dataclasses import replace

from commands.conversation import ConversationState
from commands.parsing import parse_command
from commands.query.dates import find_period, month_named
from commands.query.grammar import read_question
from commands.query.people import SURE, TITLES
from commands.request_context import Context
from commands.requests import Ask, Request, Search
from storage.meetings import meeting_rows, paragraph_by_id
from storage.model import ParagraphRow
from storage.name_matching import fold
from storage.people import find_people

LEAD = re.compile(r"^(?:(?:and|but|or|ok|okay|so|then|what about|how about|&)\b[ ,:]*)+")
_ABOUT = re.compile(r"^(?:and |but |what |how )*(?:about|on)\s+(?P<rest>.+)$")
_FILLER = frozenset("and in on at of for during what about how then just only the".split())
_BEGINS_TIME = re.compile(
    r"(?:in|on|at|since|before|after|from|until|during|between|last|this)\b", re.IGNORECASE
)
_OPTION = re.compile(r"""(?<!\S)(?:on|since|before|sort):(?:"[^"]*"|\S+)""", re.IGNORECASE)
_ONE = re.compile(r"\b(?:he|she|him|her)\b(?!')", re.IGNORECASE)
_IT = re.compile(
    r"(?<=\w )(?:it|this|that|them)(?=$| (?:is|was|has|had|did|been|to|in|at|on|for|and|or|yet)\b)",
    re.IGNORECASE,
)
_OF_A_MEETING = frozenset(("attendance", "apologies", "chair"))


def completed_question(context: Context, topic: ConversationState, text: str) -> Request | None:
    """A question of its own, with what it leaves out put in from the conversation; None where it
    leaves nothing out."""
    whole = text
    if _ONE.search(whole):
        who = person_meant(context, topic, words=whole)
        whole = _ONE.sub(lambda _: who, whole) if who else whole
    if _IT.search(whole):
        subject = subject_of(context, topic, shown_paragraph(context, topic))
        whole = _IT.sub(lambda _: subject, whole) if subject else whole
    request = parse_command(whole)
    if isinstance(request, Ask):
        filled = _filled(context, topic, request)
        return filled if filled != request or whole != text else None
    question = read_question(whole, context.today)
    if topic.question and question.frame.who and not question.words and not question.period:
        return said_by(context, topic, question.frame.who)
    return request if whole != text else None


def _filled(context: Context, topic: ConversationState, request: Ask) -> Ask:
    if request.intent in _OF_A_MEETING and not request.time:
        return replace(request, time=topic.time)
    if request.intent == "promised" and not request.topic:
        return replace(request, subject=subject_of(context, topic))
    return request


def said_by(context: Context, topic: ConversationState, who: str, about: str = "") -> Ask:
    """What somebody said, on what was spoken of where nothing else is named."""
    subject = "" if about else subject_of(context, topic)
    spoken_of = about or subject  # what is asked on from this goes on with it
    asked = f"what did {who} say" + (f" about {spoken_of}" if spoken_of else "")
    return Ask(asked, "said", about, who, subject=subject)


def shown_paragraph(context: Context, topic: ConversationState) -> ParagraphRow | None:
    """The paragraph last shown by itself, if this viewer may see it."""
    if topic.paragraph is None:
        return None
    return paragraph_by_id(context.book, context.viewer, topic.paragraph)


_MEN = frozenset("mr sir lord baron".split())
_WOMEN = frozenset("mrs ms miss dame lady baroness".split())
_ASKS = re.compile(r"\b(?:ask|asks|asked|raise|raised|question|worried|want)\b", re.IGNORECASE)


def person_meant(
    context: Context, topic: ConversationState, words: str = "", answering: bool = False
) -> str:
    """Whom "he" or "she" means: one of those last spoken of whose title does not contradict it,
    who asked where asking is spoken of, else who answered; "" where it is nobody."""
    fitting = [name for name in topic.speakers if _may_be(name, words)]
    shown = shown_paragraph(context, topic)
    if len(fitting) > 1 and shown is not None:
        part = ("asks",) if _ASKS.search(words) and not answering else ("answers", "speaks")
        doing = {mention.name for mention in shown.mentions if mention.part in part}
        fitting = [name for name in fitting if name in doing] or fitting
    return fitting[-1] if fitting else ""


def _may_be(name: str, words: str) -> bool:
    titles = TITLES.intersection(fold(name).replace(".", "").split())
    pronouns = {word.casefold() for word in re.findall(r"\w+", words)}
    if pronouns & {"she", "her"}:
        return not titles & _MEN
    return not (pronouns & {"he", "him"} and titles & _WOMEN)


# ---- the same question about another time, person or subject ----------------------------------


def with_another(context: Context, text: str, topic: ConversationState) -> Request | None:
    """The last question of another time, person or subject; None where a message names none."""
    lead = LEAD.match(text.casefold())
    rest = text[lead.end() :] if lead else text
    when = _named(_with_year(context, rest, topic))
    period = find_period(when, context.today)
    if period and not _telling(f"{when[: period.start]} {when[period.end :]}"):
        return _at_another_time(context, topic, when)
    if not lead:
        return None
    name = re.sub(r"^(?:what did |did |from |by )", "", rest, flags=re.IGNORECASE)
    name = re.sub(r"(?:'s)?(?: say| think| ask)?$", "", name, flags=re.IGNORECASE)
    people = find_people(context.book, context.viewer, name)
    if people and people[0][1] >= SURE:
        before = read_question(topic.question, context.today).frame.who
        if before:
            return Search(topic.question.replace(before, people[0][0].name))
        return Search(f'from:"{people[0][0].name}" {subject_of(context, topic)}'.strip())
    about = _ABOUT.match(text)
    speakers = [o for o in read_question(topic.question, context.today).options if o.key == "from"]
    if about and speakers:
        return Search(f'from:"{speakers[0].value}" {about["rest"]}')
    return None


def _at_another_time(context: Context, topic: ConversationState, when: str) -> Request:
    """The last question, of another time."""
    last = parse_command(topic.asked or topic.question)
    if isinstance(last, Ask) and last.time:
        query = last.query.replace(last.time, _BEGINS_TIME.sub("", when, count=1).strip())
        return parse_command(query)
    return Search(f"{_timeless(context, topic.question)} {when}".strip(), strict=True)


def _with_year(context: Context, text: str, topic: ConversationState) -> str:
    """A month named without a year, with that of the last question or else of the newest minutes
    of such a month."""
    month = month_named(text)
    if month is None:
        return text
    days = [r.date for r in meeting_rows(context.book, context.viewer) if r.date]
    of_month = [day for day in days if day.month == month]
    last = find_period(topic.question, context.today)
    years = [last.since.year] if last and last.since else []
    years += [day.year for day in of_month]
    year = next((year for year in years if any(day.year == year for day in of_month)), None)
    return f"{text} {year or years[0]}" if years else text


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


def subject_of(
    context: Context, topic: ConversationState, shown: ParagraphRow | None = None
) -> str:
    """What the question is about, without who and when; else the title of what was shown."""
    question = read_question(topic.question, context.today)
    taken: Sequence[str] = [option.value for option in question.options]
    words = [word for word in question.words if word not in taken]
    text = " ".join([*words, *(f'"{phrase}"' for phrase in question.phrases)]).strip("?!. ")
    return text or (shown.item_title if shown else "")
