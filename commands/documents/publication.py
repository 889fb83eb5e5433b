"""New minutes as documents: what was understood of them, what went in, and how members are told."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from commands.announcing import Announcement, Discussed
from commands.documents import (
    Bullets,
    Button,
    Buttons,
    Document,
    Group,
    Heading,
    Leaves,
    Line,
    Link,
    Mention,
    Note,
    Part,
    Quotation,
    Sentence,
    Words,
    bullets,
    cut,
    line,
    row,
    titled,
)
from commands.documents.history import differing
from commands.documents.phrases import (
    after_antecedent,
    open_minutes,
    sentence_with,
    when,
    with_people,
)
from commands.ingest.publish import Preview, PreviewMeeting
from commands.ingest_reports import Added, AddReport, SyncReport
from commands.links import cited_paragraph_ids
from storage.model import ActionRow, Item, Meeting, MeetingRow
from storage.plurals import plural

# ---- what was understood, before it is published ----------------------------------------------


MEETINGS, ITEMS, NAMES, ACTIONS, NOTES, PERHAPS = 4, 12, 12, 6, 8, 4  # shown of each
ADDED = 30  # meetings that went in, in one message
_HELD = {
    "new": "It is not held yet.",
    "amends": "It is held already: publishing amends what is held.",
    "same": "It is held already, word for word: publishing changes nothing.",
    "doubtful": "It may be of a meeting that is held: please say which, then publish it.",
    "withdrawn": "It was withdrawn: only 'Bring back' publishes it again.",
}


def preview(understood: Preview) -> Document:
    """Compose what was understood, for the secretariat alone, with buttons to publish and to
    correct."""
    name = cut(understood.name, 200)
    intro = f"What I understood of {name}. Nobody else sees it yet."
    parts: list[Part] = [Heading("New minutes: please check"), Sentence(intro)]
    if understood.before:
        parts.append(with_people(understood.before))
    if understood.mends:
        parts.append(Note(f"With {plural(understood.mends, 'correction')} of yours."))
    for place, one in enumerate(understood.meetings[:MEETINGS]):
        parts += [*_meeting(one, brief=True), *_which(understood.upload_id, place, one)]
    left = len(understood.meetings) - MEETINGS
    parts += [Note(f"and {plural(left, 'more meeting')}")] if left > 0 else []
    return Document((*parts, *_refused(understood, NOTES), _buttons(understood)))


def checked(understood: Preview) -> Document:
    """Compose all of what was understood of a document that is not to be entered."""
    intro = f"What I understood of {understood.name}. Nothing is entered."
    meetings = [part for one in understood.meetings for part in _meeting(one, brief=False)]
    return Document((line(Words(intro, bold=True)), *meetings, *_refused(understood)))


def _refused(understood: Preview, most: int | None = None) -> Iterator[Part]:
    shown = understood.refused[:most]
    if shown:
        reasons = (cut(f"{part}: {why}" if part else why, 300) for part, why in shown)
        yield titled("Could not be read", reasons)


_COMPARED = (
    "Some of the document’s words found no place in its items. Have you compared what was read "
    "with the document?"
)


def _buttons(understood: Preview) -> Buttons:
    upload, name = understood.upload_id, cut(understood.name, 40)
    several = len(understood.meetings) > 1
    doubtful = any(one.to_compare for one in understood.meetings)
    discard = Button("Discard", "discard", upload, f"Do not publish {name}")
    if any(one.held == "withdrawn" for one in understood.meetings):
        again = f"Publish {name} again"
        return row(Button("Bring back", "reinstate", upload, again, "danger"), discard)
    correct = Button("Correct…", "mend", upload, f"Correct what was read: {name}")
    backlog = Button("As a backlog", "backlog", upload, "Publish without telling anybody")
    return row(
        Button(
            "Publish",
            "publish",
            upload,
            f"Publish {name} as it was read",
            "primary",
            asks=_COMPARED if doubtful else None,
        ),
        None if several else correct,
        Button("Publish later…", "later", upload, f"Publish {name} at a time"),
        backlog if several else None,
        discard,
    )


def _which(upload: str, place: int, one: PreviewMeeting) -> list[Part]:
    """Buttons that say whether it is another meeting or one of those that are held."""
    if not one.perhaps:
        return []
    labels = {"another": "Another meeting"}
    for number in one.perhaps[:PERHAPS]:
        labels[str(number)] = f"Newer version of meeting {number}"
    value, title = json.dumps({"u": upload, "p": place}), _title(one.meeting)
    return [row(*(Button(text, f"which.{key}", value, title) for key, text in labels.items()))]


def _meeting(one: PreviewMeeting, brief: bool) -> Iterator[Part]:
    meeting, most = one.meeting, None if not brief else NOTES
    yield titled(_title(meeting), _facts(one, brief))
    if one.questions:
        questions = (cut(question.sentence, 300) for question in one.questions[:most])
        yield titled("Please decide", questions)
    if one.held == "amends" and not one.changed.none:
        yield from differing(one.changed, brief)
    items = [_item(item) for item in meeting.items if item.title]
    if items:
        yield titled("Items", _first(items, ITEMS if brief else None, "more item"), bold=False)
    if one.actions:
        yield Group((line("Actions"), *_actions(one, brief)))
    if one.people:
        people = [f"{name} (like {other})" if other else name for name, other in one.people]
        yield line("New to the book: ", _some(people, brief))
    if one.noticed:
        noticed = [cut(sentence, 300) for sentence in one.noticed]
        yield titled("Noticed", _first(noticed, most, ""), bold=False)


def _first(lines: list[str], most: int | None, noun: str) -> list[str]:
    """The first lines, and how many more there are."""
    left = len(lines) - len(lines[:most])
    more = [f"and {plural(left, noun) if noun else f'{left} more'}"] if left else []
    return [*lines[:most], *more]


def _actions(one: PreviewMeeting, brief: bool) -> Iterator[Line | Quotation]:
    shown = one.actions[:ACTIONS] if brief else one.actions
    for action, (about, apart) in zip(shown, one.abouts, strict=False):
        whose = f" · {cut(action.whose, 80)}" if action.owner else ""
        due = f" · by {action.due:%-d %B %Y}" if action.due else ""
        yield line(f"{action.kind.capitalize()}{whose}{due}")
        yield after_antecedent(action.text, about, apart, 250 if brief else None)
    left = len(one.actions) - len(shown)
    if left:
        yield line(f"and {left} more")


def _item(item: Item) -> str:
    number = cut(item.number or "–", 40)
    private = ", for the secretariat alone" if item.exempt else ""
    count = plural(len(item.paragraphs), "paragraph")
    return f"{number}  {cut(item.title, 150)} ({count}{private})"


def _title(meeting: Meeting) -> str:
    return cut(meeting.title or meeting.panel or "Untitled minutes", 200)


def _facts(one: PreviewMeeting, brief: bool) -> list[str]:
    """A sentence for each thing that a clerk would look at."""
    meeting = one.meeting
    day = f"{meeting.date:%A %-d %B %Y}" if meeting.date else "no date found"
    speakers = f"Speaking: {_some(one.speakers, brief)}" if one.speakers else "Nobody speaks in it"
    panel = f", {cut(meeting.panel, 200)}" if meeting.panel else ", no panel found"
    draft = " · the document calls itself a draft" if meeting.status == "draft" else ""
    return [
        day + ("" if meeting.panel and meeting.panel == meeting.title else panel) + draft,
        f"{plural(len(meeting.items), 'item')}, {plural(one.paragraphs, 'paragraph')}, "
        f"{plural(len(one.actions), 'action')}",
        *_attendance(meeting),
        speakers,
        cut(meeting.url, 300) if meeting.url else "No address found: answers will have no link",
        _HELD.get(one.held, one.held),
    ]


def _attendance(meeting: Meeting) -> list[str]:
    counts = Counter(attendee.presence for attendee in meeting.attendance)
    counted = [f"{count} {presence}" for presence, count in counts.items()]
    return [f"Attendance: {', '.join(counted)}"] if counted else []


def _some(names: Iterable[str], brief: bool) -> str:
    short = [cut(name, 60) for name in names]
    shown = short[:NAMES] if brief else short
    left = len(short) - len(shown)
    return ", ".join(shown) + (f" and {left} more" if left else "")


# ---- two clerks, and who may publish ----------------------------------------------------------


def second_approval(understood: Preview, user: str) -> Document:
    """Compose the preview for a second clerk, whose word is needed."""
    asked = line(Mention(user), " asks you to check these minutes and publish them.")
    return Document((asked, *preview(understood).parts))


def second_wanted(others: Sequence[str]) -> Document:
    """Say who was asked to be the second clerk."""
    start = "A second clerk has to publish it: "
    if not others:
        return sentence_with(f"{start}I have asked nobody yet. Name another clerk, or press again.")
    return Document((_naming(f"{start}I have asked ", map(Mention, others)),))


def who_may_publish(secretariat: Sequence[Mention]) -> Document:
    """Say kindly that this is for the secretariat to do."""
    sentence = (
        "Thank you. New minutes are published by the secretariat, so that everybody can rely on "
        "them"
    )
    if not secretariat:
        whole = f"{sentence}; nobody is named as the secretariat yet (MINUTEBOOK_SECRETARIAT)."
        return Document((Sentence(whole),))
    return Document((_naming(f"{sentence}. Please send the file to ", secretariat[:5]),))


def _naming(sentence: str, people: Iterable[Mention]) -> Line:
    """A sentence that ends with people beside each other."""
    named = [leaf for person in people for leaf in (Words(", "), person)]
    return line(sentence, *named[1:], ".")


# ---- what went in -----------------------------------------------------------------------------


def official(meeting: MeetingRow) -> Document:
    """Compose the news for the secretariat that the official minutes of a draft were found."""
    sentence = (
        "The council has published these minutes. You have the meeting as a draft, which now has "
        "the council's words. Members can't read it yet."
    )
    spoken = f"Publish the minutes of {when(meeting)}"
    publish = Button("Publish", "publish_draft", str(meeting.id), spoken, "primary")
    return Document((line(Link(when(meeting), meeting.url)), Sentence(sentence), row(publish)))


def published(report: AddReport, user: str, announce: bool = False) -> Document:
    """Compose what went in, and who put it there; with a button to tell members of it."""
    parts: list[Part] = []
    if report.added:
        lines = Bullets(tuple(_published(one) for one in report.added[:ADDED]))
        parts.append(Group((line("Published by ", Mention(user)), lines)))
    for source, error in report.failed:
        parts.append(Sentence(error if source in error else f"{source}: {error}"))
    if announce and len(report.added) == 1 and report.added[0].meeting.status == "published":
        meeting = report.added[0].meeting
        spoken = f"Announce the minutes of {when(meeting)}"
        parts.append(row(Button("Announce…", "announce", str(meeting.id), spoken)))
    return Document(tuple(parts))


def _published(one: Added) -> Leaves:
    outcomes = {"added": "new", "updated": "amended", "unchanged": "as it was"}
    paragraphs = plural(one.meeting.paragraphs, "paragraph")
    actions = plural(one.meeting.actions, "action")
    outcome = f": {outcomes.get(one.outcome, one.outcome)}, {paragraphs}, {actions}"
    return Link(when(one.meeting), one.meeting.url), Words(outcome)


# ---- what was read and fetched ----------------------------------------------------------------


def added(report: AddReport) -> Document:
    """Compose what was read of each source, and what a clerk should know of it."""
    return Document((bullets(map(_read, report.added)),) if report.added else ())


def _read(one: Added) -> str:
    meeting = one.meeting
    counts = (
        plural(meeting.items, "item"),
        plural(meeting.paragraphs, "paragraph"),
        plural(one.speakers, "speaker"),
        plural(meeting.actions, "action"),
    )
    notes = [f"  note: {warning}" for warning in one.warnings]
    notes += [f"  It {one.waiting.sentence}"] if one.waiting else []
    head = f"{one.outcome}: {one.source}: {when(meeting)}: {', '.join(counts)}"
    return "\n".join([head, *notes])


def synced(report: SyncReport) -> Document:
    """Compose what came of a sync: what was read, and how many meetings came to what."""
    lines = [_read(one) for one in (*report.added, *report.updated)]
    lines += [_official(one.meeting) for one in report.drafts]
    for planned in report.planned:
        day = f"{planned.date:%-d %B %Y}" if planned.date else "no date"
        lines.append(f"would fetch {day}: {planned.url} ({planned.why})")
    counts = {
        "added": len(report.added),
        "updated": len(report.updated),
        "unchanged": report.unchanged,
        "without minutes yet": report.waiting,
        "left for the next time": report.left,
    }
    meetings = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    lines += [] if report.planned else [f"Meetings: {meetings or 'none found'}."]
    return Document((bullets(lines),))


def _official(meeting: MeetingRow) -> str:
    return (
        f"The official minutes of {when(meeting)} were found. Members can't read them yet: "
        f"'minutebook publish {meeting.id}' lets them."
    )


# ---- how members are told ---------------------------------------------------------------------


TOLD = 8  # entries of a list
COVER_MOST = 600


def announced(news: Announcement, cover: str) -> Document:
    """Compose what goes to a channel, under the clerk's line where there is one."""
    parts: list[Part] = [Heading(f"Minutes published: {when(news.meeting)}")]
    parts += [Sentence(cut(cover, COVER_MOST))] if cover else []
    for name, actions in (("Decided", news.decided), ("Promised", news.promised)):
        parts += [titled(name, map(_entry, actions[:TOLD]))] if actions else []
        left = len(actions) - TOLD
        parts += [Note(f"and {left} more: /actions all")] if left > 0 else []
    if news.discussed:
        parts.append(titled("Most discussed", map(_discussed, news.discussed)))
    spoken = f"Open the minutes of {when(news.meeting)}"
    parts.append(row(open_minutes(news.meeting.url, spoken)))
    return Document(tuple(parts), cited_paragraph_ids(news))


def _entry(action: ActionRow) -> Leaves:
    """What was decided, in its words; what was promised, after whose promise it is."""
    owner = action.whose if action.kind != "resolution" else ""
    whose = (Words(f"{cut(owner, 100)}: ", bold=True),) if owner else ()
    due = (Words(f" (by {action.due:%-d %B %Y})"),) if action.due else ()
    where = (Words(" · "), Link("item", action.url)) if action.url else ()
    about = (Words(f"{cut(action.about, 300)} "),) if action.about else ()
    words = Words(cut(action.text, 500), bold=bool(about))
    return (*whose, *about, words, *due, *where)


def _discussed(one: Discussed) -> Leaves:
    count = plural(one.speakers, "person spoke", "people spoke")
    return Link(cut(one.title, 200), one.url), Words(f", {count}")
