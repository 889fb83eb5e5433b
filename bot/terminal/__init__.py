"""Answers drawn as text for a terminal: the same answers that Slack gets."""

import click

from bot.terminal import actions
from bot.terminal.actions import digest, in_words, joined, marked, meeting, quoted
from commands.action_answers import ActionAnswer, ActionsAnswer, ProposalsAnswer, UnansweredAnswer
from commands.answers import (
    Added,
    AddReport,
    Answer,
    ContextAnswer,
    Difference,
    DigestAnswer,
    DigestChoice,
    HelpAnswer,
    Hit,
    MeetingsAnswer,
    OverviewAnswer,
    Place,
    ProposedSearch,
    QuotationAnswer,
    QuotedPart,
    Refusal,
    SavedSearches,
    SearchAnswer,
    SpeakersAnswer,
    SyncReport,
)
from commands.confirmations import confirmed_on, told_corrections
from commands.embeddings import ONLY_CLOSE
from commands.search import snippet
from storage.model import MeetingRow, ParagraphRow, Person
from storage.plurals import plural


def draw(answer: Answer | AddReport | SyncReport) -> str:
    """The answer as lines of text, styled with click (which plain output strips)."""
    match answer:
        case SearchAnswer():
            return _search(answer)
        case ContextAnswer():
            return _context(answer)
        case QuotationAnswer():
            return _quotation(answer)
        case ActionsAnswer():
            return actions.actions(answer)
        case ActionAnswer():
            return actions.one_action(answer)
        case ProposalsAnswer():
            return actions.proposals(answer)
        case UnansweredAnswer():
            return actions.hanging(answer)
        case SpeakersAnswer():
            return _speakers(answer)
        case MeetingsAnswer():
            return _meetings(answer)
        case OverviewAnswer():
            return _overview(answer)
        case DigestAnswer():
            return digest(answer)
        case DigestChoice():
            from commands.digest.preferences import describe_preferences

            return joined(describe_preferences(answer))
        case ProposedSearch():
            from commands.digest.preferences import describe_proposal

            return joined(
                [describe_proposal(answer), "Add how:daily, how:weekly or how:once to save it."]
            )
        case SavedSearches():
            from commands.digest.preferences import describe_saved_searches

            return joined(
                [*([answer.said] if answer.said else []), *describe_saved_searches(answer)]
            )
        case HelpAnswer():
            return _help(answer)
        case Refusal():
            return joined([answer.sentence, *(f"  Try: {words}" for words in answer.try_next)])
        case AddReport():
            return joined(_added(added) for added in answer.added)
        case SyncReport():
            return _synced(answer)


# ---- search -----------------------------------------------------------------------------------


def _search(answer: SearchAnswer) -> str:
    said = [answer.interpreted.sentence] if answer.interpreted.sentence else []
    if not answer.hits:
        return joined(_nothing(answer, said))
    last = answer.offset + len(answer.hits)
    more = [f"{last} of {answer.total} shown."] if last < answer.total else []
    return joined([*said, *(_hit(hit) for hit in answer.hits), *more], gap=True)


def _nothing(answer: SearchAnswer, said: list[str]) -> list[str]:
    lines = [f"Nothing found in the minutes for: {answer.query}"]
    if answer.searched:
        lines.append(answer.searched)
    lines += said
    if answer.candidates:
        lines.append("Whom do you mean? " + "; ".join(person.name for person in answer.candidates))
    return [*lines, *(f"  Try: {words}" for words in answer.suggestions)]


def _hit(hit: Hit) -> str:
    """The first result whole, the others by their best stretch."""
    paragraph = hit.paragraph
    text = marked(paragraph.text, hit.highlights) if hit.rank == 1 else hit.snippet
    where = [_where_whole(paragraph)]
    if hit.only_close:
        where.append(ONLY_CLOSE)
    if paragraph.speakers:
        where.append("Speaking: " + ", ".join(paragraph.speakers))
    if hit.url:
        where.append(hit.url)
    where += _corrections(paragraph)
    head = click.style(f"{hit.rank}. ", bold=True)
    return head + joined([quoted(text), *(f"   {line}" for line in where)]).lstrip()


def explained(answer: Answer) -> str:
    """The facts that ranked each result, strongest first."""
    if not isinstance(answer, SearchAnswer):
        return ""
    told = []
    for hit in answer.hits:
        facts = sorted(hit.why, key=lambda fact: -abs(fact[1]))
        told.append(
            f"{hit.rank}. {hit.score:.2f} = " + ", ".join(f"{n} {v:+.2f}" for n, v in facts)
        )
    return joined(told)


def _where(paragraph: ParagraphRow) -> str:
    """Paragraph, item, meeting and date in one line."""
    number = f"Paragraph {paragraph.number}, " if paragraph.number else ""
    item = f"item {paragraph.item_number}, " if paragraph.item_number else ""
    return f"{number}{item}{paragraph.item_title} · {_when(paragraph.meeting)}"


def _where_whole(paragraph: ParagraphRow) -> str:
    """The same, and whether these minutes were confirmed."""
    return " · ".join(filter(None, [_where(paragraph), confirmed_on(paragraph.meeting)]))


def _corrections(paragraph: ParagraphRow) -> list[str]:
    """What was corrected in these minutes, each with its address beneath."""
    told = []
    for one in told_corrections(paragraph):
        told.append(f"{one.head} “{one.words}”")
        told += [one.url] if one.url else []
    return told


def _when(meeting: MeetingRow) -> str:
    draft = " [draft]" if meeting.status == "draft" else ""
    return f"{meeting.name}, {in_words(meeting.date)}{draft}"


def _context(answer: ContextAnswer) -> str:
    first = answer.paragraphs[0]
    asked = next(p for p in answer.paragraphs if p.id == answer.asked_for)
    place = [first.item_title, _when(first.meeting), confirmed_on(first.meeting)]
    told = [" · ".join(filter(None, place))]
    for paragraph in answer.paragraphs:
        sign = "▸" if paragraph.id == answer.asked_for else " "
        number = f"{paragraph.number}. " if paragraph.number else ""
        told.append(f"{sign} " + quoted(number + paragraph.text).lstrip())
    told += [answer.url] if answer.url else []
    told += [joined(_corrections(asked))] if asked.meeting.corrections else []
    if answer.resolution and answer.resolution not in answer.paragraphs:
        told.append(joined(["What the item came to:", quoted(answer.resolution.text)]))
    if answer.elsewhere:
        told.append("On the same subject:")
        told += [_elsewhere(paragraph, url) for paragraph, url in answer.elsewhere]
    return joined(told, gap=True)


def _elsewhere(paragraph: ParagraphRow, url: str | None) -> str:
    lines = [quoted(snippet(paragraph.text, ())), f"   {_where(paragraph)}"]
    return joined([*lines, *([f"   {url}"] if url else [])])


def _quotation(answer: QuotationAnswer) -> str:
    """The finding, what differs, and where it stands, the first place whole."""
    told = [click.style(answer.sentence, bold=True), *answer.notes]
    told += [line for change in answer.differences if (line := _change_of_words(change))]
    if answer.parts:
        drawn = [_part(part) for part in answer.parts]
    else:
        drawn = [_place(place, whole=n == 0) for n, place in enumerate(answer.places)]
    left = answer.total - len(answer.places)
    more = [f"{'At least ' if answer.more else ''}{left} more."] if left > 0 else []
    return joined([joined(told), *drawn, *more], gap=True)


def _change_of_words(change: Difference) -> str:
    match change.kind:
        case "changed":
            return f"   The quotation has “{change.quoted}”, the minutes “{change.held}”."
        case "added":
            return f"   The minutes have no “{change.quoted}” there."
        case "removed":
            return f"   The minutes have “{change.held}” there as well."
        case _:
            return ""


def _part(part: QuotedPart) -> str:
    if not part.place:
        return joined([quoted(f"“{part.quoted}”"), "   stands nowhere in the minutes held"])
    return joined([quoted(f"“{part.quoted}”"), _place(part.place, whole=False)])


def _place(place: Place, whole: bool) -> str:
    lines = [quoted(marked(place.paragraph.text, place.spans))] if whole else []
    where = [_where_whole(place.paragraph), *([place.url] if place.url else [])]
    return joined([*lines, *(f"   {line}" for line in where + _corrections(place.paragraph))])


# ---- people, meetings, help -------------------------------------------------------------------


def _speakers(answer: SpeakersAnswer) -> str:
    if not answer.people:
        return f"Nobody in the minutes fits “{answer.query}”." if answer.query else "Nobody yet."
    told = [answer.sentence] if answer.sentence else []
    return joined((*told, *(_person(person) for person, _ in answer.people)))


def _person(person: Person) -> str:
    count = plural(person.paragraphs, "paragraph")
    span = f", {in_words(person.first)} to {in_words(person.last)}" if person.first else ""
    also = f"; also {', '.join(person.aliases)}" if person.aliases else ""
    roles = f"; {', '.join(role for role, _, _ in person.roles)}" if person.roles else ""
    return f"{click.style(person.name, bold=True)}: {count}{span}{also}{roles}"


def _meetings(answer: MeetingsAnswer) -> str:
    if not answer.meetings:
        return "No minutes are held yet. Add some with 'minutebook add FILE'."
    return joined(meeting(row, answer.numbered) for row in answer.meetings)


def _overview(answer: OverviewAnswer) -> str:
    told = [answer.sentence, *(f"{how}: {', '.join(names)}" for how, names in answer.people)]
    for item in answer.items:
        told.append(click.style(item.title, bold=True))
        told += [f"  “{text}”" for text in item.quoted]
    return joined(told)


def _help(answer: HelpAnswer) -> str:
    width = max(len(typed) for typed, _ in answer.examples) + 2
    examples = [f"  {typed:<{width}}{meaning}" for typed, meaning in answer.examples]
    return joined([click.style(answer.title, bold=True), *examples, *answer.sentences])


def _added(added: Added) -> str:
    meeting = added.meeting
    told = (
        f"{added.outcome}: {added.source}: {_when(meeting)}: {plural(meeting.items, 'item')}, "
        f"{plural(meeting.paragraphs, 'paragraph')}, {plural(added.speakers, 'speaker')}, "
        f"{plural(meeting.actions, 'action')}"
    )
    waiting = [f"  It {added.waiting.sentence}"] if added.waiting else []
    return joined([told, *(f"  note: {warning}" for warning in added.warnings), *waiting])


def _synced(report: SyncReport) -> str:
    counts = {
        "added": len(report.added),
        "updated": len(report.updated),
        "unchanged": report.unchanged,
        "without minutes yet": report.waiting,
        "left for the next time": report.left,
    }
    planned = [f"would fetch {in_words(p.date)}: {p.url} ({p.why})" for p in report.planned]
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return joined(
        [
            *(_added(added) for added in (*report.added, *report.updated)),
            *(_official(added.meeting) for added in report.drafts),
            *planned,
            *([] if planned else [f"Meetings: {told or 'none found'}."]),
        ]
    )


def _official(meeting: MeetingRow) -> str:
    return (
        f"The official minutes of {_when(meeting)} were found. Members can't read them yet: "
        f"'minutebook publish {meeting.id}' lets them."
    )
