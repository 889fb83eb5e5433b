"""Actions that the minutes set apart: "ACTION: …", "[Action: JB]", "Clerk to write …", lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.actions.agents import Finding, People, name_of
from sources.actions.lexicon import DELIVER, MARKER, NOT_INITIALS
from sources.due import find_due
from sources.language.names import find_names
from sources.language.sentences import Span
from storage.model import ExtractedAction, Item, Meeting, Paragraph

_ACTION = (
    r"(?:(?:Action|ACTION|Agreed|Follow-up)\s+(?:[Pp]oints?|POINTS?|[Aa]ctions?|[Ii]tems?|ITEMS?)"
    r"|ACTIONS?|Actions?|AP|A(?=\d)|Recommendation)"
)
# Action: …; ACTION – …; AP3: …; [Action by: …; ACTION Clerk to …
_MARK = re.compile(
    rf"(?P<open>[\[(]\s*)?\**\b{_ACTION}\s*(?:[Nn]o\.?\s*)?(?:\d[\w./]*)?\s*"
    r"(?:(?:by|for|on|owner|required|agreed)\b)?\s*(?:[:–—]|-\s|(?<=ON)\s(?=[A-Z])|\s(?=[A-Z]{2,3}\W*$)|(?<=\d)\s(?=[A-Z]))\**\s*"
)
# Action (RP): …; Action for OS: …
_MARK_FOR = re.compile(
    rf"\b{_ACTION}\s*(?:[Nn]o\.?\s*)?(?:\d[\w./]*)?\s*(?:\((?P<in>[^)]{{2,40}})\)|(?:for|by|on)\s+(?P<for>[^:.]{{2,40}})"
    r"|(?P<initials>(?:Cllr\s)?[A-Z]{2,3}(?:\s*[/,&]\s*(?:Cllr\s)?[A-Z]{2,3})*))\s*[:–—]\s*"
)
_OPENS_LIST = re.compile(rf"{MARKER}?{_ACTION}(?:\s+agreed|\s+required)?\s*[:–—-]?$")
_LIST_TITLE = re.compile(
    r"(?:summary\s+of\s+|agreed\s+|list\s+of\s+)?actions?(?:\s+(?:points?|agreed|list|summary))?$",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\W*(?:none|nil|no\s+action|n/a|no\s+further|for\s+(?:information|noting))\b", re.I
)
# The line, or the part of it up to a semicolon, says that it has been done.
_ALREADY = re.compile(
    r"(?:[–—(\[:.]|-\s)\s*(?:action\s+)?(?:now\s+)?(?:complete|completed|done|closed|discharged"
    r"|actioned|on\s+(?:the\s+)?agenda)\b[^.;]{0,20}[)\].]*\s*(?=;|$)",
    re.IGNORECASE,
)
# Head to share data; All governors to read …; not "Freedom to speak up", "Need to cut waste"
_NOBODY = (
    r"(?:(?i:resolved|agreed|decided|noted|approved|proposed|required|requested|recommended|moved"
    r"|voted|authori[sz]ed|invited|ordered|it\s+was)|Due|Able|Ability|Access|Agreement|Application|Approach|Attempts?|Authority|Commitment|Contracts?"
    r"|Decisions?|Duty|Efforts?|Failure|Freedom|From|Funding|Grants?|How|Intention|Invitation|It"
    r"|Measures?|Motion|Need|Not|Nothing|Options?|Opportunit\w+|Parties|Permission|Plans?|Powers?"
    r"|Proposals?|Readiness|Reasons?|Requests?|Responses?|Rights?|Steps|Support|Thanks|That|There"
    r"|This|Time|Up|Ways?|Welcome|What|When|Where|Work)"
)
_MANY = (
    r"(?:team|staff|leads?|governors?|members|trustees|directors|managers?|office|group|committee)"
)
_SOMEBODY_TO = re.compile(
    rf"(?P<who>(?!{_NOBODY}\b)[A-Z][\w’'-]*(?:(?:\s|/|,\s|\s(?:and|&)\s)[A-Z][\w’'-]*){{0,3}}"
    rf"(?:\s{_MANY})?)\s+to\s+(?:also\s+)?{DELIVER}\b"
)
# 14/23: "LO had circulated it", "the survey is still awaited"
_TELLS = re.compile(
    r"(?:(?!to\b)[\w’'-]+\s+){1,7}?(?:had|has|have|was|were|is|are)\s+(?!(?:to|asked|requested|agreed)\b)"
)
# Questions were raised about the photos; not "Clerk – find out who was there"
_RECOUNTS = re.compile(
    r"(?:(?!(?:to|who|which|that|what|how|why|if|whether|where|when)\b)[\w’'-]+\s+){1,12}?"
    r"(?:had|has|have|was|were|is|are)\s+(?!(?:to|asked|requested|agreed)\b)"
)
_APART = re.compile(r"(?:^|[.,:;|)]|\s[–—-])\s*(?:[Aa]ll\s+)?$")
_DID = re.compile(r"\s+(?:noted|sent|wrote|[a-z]{2,}ed)\b")
_NAME = re.compile(r"[A-Z][a-z]+(?:\s[A-Z][a-z]+)?")


# Action: KM, by 5 June
_WHEN = re.compile(r"(?:,|\s[–—-])?\s+(?:by|before|due|for)\s[^;]*$")
# Provide data (Chief Constable, by end of July); Provide data – CFO – 31 July 2025
_DAY_LAST = re.compile(
    r"(?:,?\s+(?:by|before|due)\s|\s[–—-]\s(?=(?:by\s)?(?:(?:end|mid|early|late)\b|\d{1,2}\s?[A-Z]))|,\s(?=\d))"
    r"[^;()]{3,30}[).\]]*$"
)
# must be in by 31 March – LY
_INITIALS_LAST = re.compile(r"\s[–—-]\s+(?P<who>[A-Z]{2,3}(?:\s*[/,&]\s*[A-Z]{2,3})*)\.?$")
# JB – contact BT; KM – obtain two quotes
_EACH = re.compile(
    r"(?P<who>(?:the\s+)?[A-Z][\w’'-]*(?:[\s/&]+[A-Z][\w’'-]*){0,3})(?:\s*[:–—]\s*|\s+-\s+|\s+to\s+)(?=[a-z])"
)


def find_action_lines(people: People, sentence: Span, previous: Span | None) -> Iterator[Finding]:
    """The actions that a sentence marks as such; `previous` is the sentence before it, which
    "[Action: JB]" belongs to."""
    text, (start, end) = people.text, sentence
    if _ALREADY.search(text, start, end):
        return
    if (mark := _MARK_FOR.match(text, start, end)) and mark.end() < end:
        owner = _owner_alone(people, *mark.span(mark.lastgroup or "in"))
        found: Finding | None = Finding(
            "action", mark.end(), mark.end() + len(text[mark.end() : end].rstrip(" .")), owner
        )
    elif mark := _MARK.search(text, start, end):
        if each := list(_each(people, mark.end(), end)):
            yield from each
            return
        found = _marked(people, sentence, mark, previous)
    else:
        return
    if found:
        yield found


def line_of_list(people: People, sentence: Span, in_list: bool) -> Iterator[Finding]:
    """What a line is that stands under "Actions:" (`in_list`), or ends in somebody's initials."""
    if not _ALREADY.search(people.text, *sentence):
        line = _listed(people, sentence) if in_list else _initialled(people, sentence)
        yield from [line] if line else []


def _initialled(people: People, sentence: Span) -> Finding | None:
    """ "The form must be in by 31 March – LY": a line that ends in somebody's initials."""
    if not (mark := _INITIALS_LAST.search(people.text, *sentence)):
        return None
    owner = _owner_alone(people, *mark.span("who"))
    return Finding("action", sentence.start, sentence.end, owner) if owner else None


def _each(people: People, start: int, end: int) -> Iterator[Finding]:
    """Several actions after one mark, each with its owner before it; none where it is one."""
    parts = list(_parts(people.text, Span(start, end)))
    if len(parts) > 1 and all(_EACH.match(people.text, *part) for part in parts):
        for part in parts:
            who = _EACH.match(people.text, *part)
            assert who is not None
            stop = part.start + len(people.text[slice(*part)].rstrip(" ."))
            owner = _owner_alone(people, *who.span("who")) or name_of(who["who"])
            yield Finding("action", part.start, stop, owner)


def _parts(text: str, sentence: Span) -> Iterator[Span]:
    """What stands between semicolons: "Clerk to draft a letter; Chair to sign"."""
    start = sentence.start
    for semicolon in re.compile(r";\s+").finditer(text, *sentence):
        yield Span(start, semicolon.start())
        start = semicolon.end()
    yield Span(start, sentence.end)


def opens_action_list(words: str) -> bool:
    """Whether a sentence is only the head of a list of actions: "Actions:"."""
    return _OPENS_LIST.fullmatch(words.strip()) is not None


def is_single(words: str) -> bool:
    """Whether the head of actions is that of one, and holds for what stands next: "Action"."""
    return re.fullmatch(r"\W*action\W*", words, re.IGNORECASE) is not None and ":" not in words


def is_action_list(title: str) -> bool:
    """Whether an item holds nothing but the actions agreed."""
    return _LIST_TITLE.fullmatch(title.strip()) is not None


def lone_owner(people: People) -> str | None:
    """The owner, in a line that holds only "Action: JB", as where it stood in a margin."""
    mark = _MARK.match(people.text)
    return _owner_alone(people, mark.end(), len(people.text)) if mark else None


def margin_initials(words: str) -> str | None:
    """Whose initials a line or the end of one is, where it holds nothing else: "KM/SW"."""
    found = re.fullmatch(
        r"[(\[]?(?P<all>(?P<who>[A-Z]{2,3})(?:\s*[/,&]\s*[A-Z]{2,3})*)[)\]]?", words.strip()
    )
    return found["all"] if found and found["who"] not in NOT_INITIALS else None


def _marked(
    people: People, sentence: Span, mark: re.Match[str], previous: Span | None
) -> Finding | None:
    text, (start, end) = people.text, sentence
    if (
        _NONE.match(text, mark.end())
        or not text[mark.end() : end].strip(" .)]")
        or not (mark["open"] or _APART.search(text[start : mark.start()]))
        or _TELLS.match(text, mark.end(), end)
    ):
        return None
    stop = end
    if mark["open"] and (close := re.compile(r"[\])]").search(text, mark.end(), end)):
        stop = close.start()
    owner = _owner_alone(people, mark.end(), stop)
    if owner is None:
        last = mark.end() + len(text[mark.end() : stop].rstrip(" .;"))
        agent = people.starting_at(mark.end())
        done = agent and _DID.match(text, agent.end)
        return (
            None if done else Finding("action", mark.end(), last, _doer(people, mark.end(), stop))
        )
    if text[stop:end].strip(" .)]") or mark.start() > start + 3:
        return Finding("action", start, end, owner)
    return Finding("action", previous.start, end, owner) if previous else None


def _owner_alone(people: People, start: int, end: int) -> str | None:
    """The owner, where a mark is followed by nobody's doing but only a name."""
    when = _WHEN.search(people.text, start, end)
    day = find_due(when[0], None, None)[0] if when else None
    if when and day and len(day) >= len(when[0].strip(" ,.)]–—-")):
        end = when.start()
    words = people.text[start:end].strip(" .)]")
    agent = next((a for a in people.within(start, end) if a.able), None)
    if agent and not people.text[start : agent.start].strip():
        after = people.text[agent.end : end].strip(" .)]")
        others = re.fullmatch(r"(?:(?:and|&|/|,)\s*)[\w\s/&’'-]{0,40}", after)
        alone = not after or (others and not re.search(r"\b(?:to|will)\b", after))
        return agent.name if alone else None
    if re.fullmatch(r"[A-Z]{2,3}(?:\s*[/,&]\s*[A-Z]{2,3})*", words):
        return re.split(r"\s*[/,&]\s*", words)[0]
    first = re.split(r"\s*[,/&]\s*|\s+and\s+", words)[0]
    if office := next((n for n in find_names(first) if n.kind == "office"), None):
        return office.name if (office.start, office.end) == (0, len(first)) else None
    return name_of(words) if _NAME.fullmatch(words) else None


def _doer(people: People, start: int, end: int) -> str | None:
    """Who is to do it: before "to" or a dash, after "by", or in brackets at the end."""
    text = people.text
    for agent in people.within(start, end):
        first = re.fullmatch(rf"\s*(?:{MARKER})?", text[start : agent.start])
        if first and re.match(
            r"\s*(?:[:–—(]|-\s|(?:and|&)\s|(?:to|will|should)\s)", text[agent.end : end]
        ):
            return agent.name
        when = _DAY_LAST.search(text, agent.end, end)
        last = not text[agent.end : when.start() if when else end].strip(" .)]")
        if last and text.endswith((" by ", "(", "– ", "- ", "["), 0, agent.start):
            return agent.name
    # an office without "the" is only known as one at the start of a sentence
    words = text[start:end]
    named = next((n for n in find_names(words) if n.start == 0 and n.kind == "office"), None)
    if named and re.match(r"\s+to\s", words[named.end :]):
        return named.name
    somebody = _SOMEBODY_TO.match(words)
    return name_of(somebody["who"]) if somebody else None


def _listed(people: People, sentence: Span) -> Finding | None:
    """A line of a list of actions: "Clerk – write to highways"."""
    text, (start, end) = people.text, sentence
    lead = re.compile(rf"(?:{MARKER})?").match(text, start)
    begin = lead.end() if lead else start
    if len(text[begin:end].split()) < 3 or _RECOUNTS.match(text, begin, end):
        return None
    return Finding("action", begin, end, _doer(people, begin, end))


# A table of actions at the end of minutes that says again, word for word, what they say before.


_FEWEST = 4  # words; fewer may stand anywhere by chance

# The place of a paragraph: of its item, and its own.
Place = tuple[int, int]


def without_reprises(meeting: Meeting) -> Meeting:
    """The same meeting without the rows of a table of actions whose words stand in a paragraph of
    an item before, where an entry is drawn from them; that entry takes the owner and the day
    which the row gives, where it has none itself.

    Only some forms of the minutes have the table, and its rows say nothing that was not said.
    """
    entries: dict[Place, tuple[ExtractedAction, ...]] = {}
    gone: set[Place] = set()
    for i, item in enumerate(meeting.items):
        for p, paragraph in enumerate(item.paragraphs):
            row = _row(paragraph)
            told = row and _told_before(meeting.items[:i], item.exempt, row, entries)
            if told:
                entries |= told
                gone.add((i, p))
    if not gone:
        return meeting
    items = [_without(i, item, entries, gone) for i, item in enumerate(meeting.items)]
    return replace(meeting, items=tuple(item for item in items if item))


def _row(paragraph: Paragraph) -> ExtractedAction | None:
    """The action that a whole paragraph states, as a row does; None where it is none."""
    if paragraph.speaker or len(paragraph.actions) != 1 or len(paragraph.text.split()) < _FEWEST:
        return None
    (action,) = paragraph.actions
    whole = (action.start, action.end) == (0, len(paragraph.text))
    return action if whole and action.kind == "action" else None


def _told_before(
    items: Sequence[Item],
    exempt: bool,
    row: ExtractedAction,
    entries: dict[Place, tuple[ExtractedAction, ...]],
) -> dict[Place, tuple[ExtractedAction, ...]]:
    """The entries of the paragraph in which a row's words stand, with what the row adds to that
    which is drawn from them; empty where there is none."""
    words = row.text.casefold().rstrip(".")
    for i, item in enumerate(items):
        for p, paragraph in enumerate(item.paragraphs):
            at = paragraph.text.casefold().find(words)
            if at < 0 or item.exempt != exempt:
                continue
            drawn = entries.get((i, p), paragraph.actions)
            for n, action in enumerate(drawn):
                if action.start < at + len(words) and at < action.end and _fits(action, row):
                    return {(i, p): (*drawn[:n], _with(action, row), *drawn[n + 1 :])}
    return {}


def _fits(action: ExtractedAction, row: ExtractedAction) -> bool:
    return not (action.due and row.due and action.due != row.due)


def _with(action: ExtractedAction, row: ExtractedAction) -> ExtractedAction:
    return replace(
        action,
        owner=action.owner or row.owner,
        due=action.due or row.due,
        due_words=action.due_words or row.due_words,
    )


def _without(
    index: int, item: Item, entries: dict[Place, tuple[ExtractedAction, ...]], gone: set[Place]
) -> Item | None:
    """An item without its rows that are gone; None where it had nothing else."""
    left = tuple(
        replace(paragraph, actions=entries.get((index, p), paragraph.actions))
        for p, paragraph in enumerate(item.paragraphs)
        if (index, p) not in gone
    )
    return replace(item, paragraphs=left) if left or not item.paragraphs else None
