"""Versions of minutes as documents: what differs, what was done to them and by whom, what was
withdrawn or erased, and the messages that could not be edited."""

from collections.abc import Iterable, Iterator, Sequence

from commands.documents import (
    Document,
    Group,
    Leaves,
    Mention,
    Moment,
    Note,
    Part,
    Quotation,
    Sentence,
    Span,
    Words,
    bullets,
    cut,
    line,
    titled,
)
from commands.ingest.diff import Changed, Differences, Run
from commands.ingest.reread import Reread
from commands.ingest_reports import Added
from commands.records import Erased, History, Version
from storage.audit import AuditEntry
from storage.model import ActionRow
from storage.plurals import plural
from storage.posts import Unreachable
from storage.withdrawals import Withdrawn

CHANGES = 4  # paragraphs that differ, in a message
KEY = "⟦…⟧ stood there before, ⟨…⟩ stands there now."
AROUND = 90  # characters of what is equal around a difference


# ---- what differs -----------------------------------------------------------------------------


def compared(runs: Iterable[Run]) -> Quotation:
    """Compose two versions in one. A difference is told by signs as well as by style: ⟦struck
    out⟧ stands only in the first, ⟨bold⟩ only in the second."""
    text = ""
    struck: list[Span] = []
    bold: list[Span] = []
    for run in runs:
        words = run.text.lstrip()
        text += run.text[: len(run.text) - len(words)]
        if run.kind != "equal":
            words = f"⟦{words}⟧" if run.kind == "removed" else f"⟨{words}⟩"
            spans = struck if run.kind == "removed" else bold
            spans.append((len(text), len(text) + len(words)))
        text += words
    return Quotation(text, tuple(bold), tuple(struck))


def differing(changed: Differences, brief: bool = False) -> Iterator[Part]:
    """Compose what differs, paragraph by paragraph: in `brief` the first of them, the words around
    each difference."""
    most = CHANGES if brief else None
    fields = [cut(f"{field}: {before} → {after}", 300) for field, before, after in changed.said]
    fields += [cut(what, 300) for what in changed.items[:most]]
    head = line(Words("What differs", bold=True))
    yield Group((head, bullets(fields))) if fields else head
    for paragraph in changed.paragraphs[:most]:
        yield _difference(paragraph, brief)
    if any(one.before and one.after for one in changed.paragraphs):
        yield Note(KEY)
    left = len(changed.paragraphs) - len(changed.paragraphs[:most])
    if left:
        more = plural(left, "more paragraph that differs", "more paragraphs that differ")
        yield Note(f"and {more}")
    if changed.renumbered and not brief:
        yield Note(plural(changed.renumbered, "paragraph has", "paragraphs have") + " a new number")


def _difference(changed: Changed, brief: bool) -> Group:
    what = "new" if changed.before is None else "gone" if changed.after is None else "amended"
    number = f"Paragraph {changed.number}" if changed.number else "A paragraph"
    head = line(f"{number} of {cut(changed.item_title, 150)}: {what}")
    return Group((head, compared(_shortened(changed.runs) if brief else changed.runs)))


def _shortened(runs: Sequence[Run]) -> Iterator[Run]:
    """Runs with what is equal cut to the words around the differences."""
    for place, run in enumerate(runs):
        if run.kind != "equal" or len(run.text) <= 2 * AROUND:
            yield run
            continue
        head = "" if place == 0 else run.text[:AROUND]
        tail = "" if place == len(runs) - 1 else run.text[-AROUND:]
        yield Run("equal", f"{head} … {tail}")


def differences(changed: Differences) -> Document:
    """Compose all that differs between two versions."""
    if changed.none:
        return Document((Sentence("Nothing differs."),))
    return Document(tuple(differing(changed)))


def amended(done: Added) -> Document:
    """Say what came of entering an amendment."""
    if done.waiting:
        then = f"The amendment {done.waiting.sentence} Until then members read what they had."
        return Document((Sentence(then),))
    return Document((Sentence("Nothing changed." if done.outcome == "unchanged" else "Amended."),))


# ---- what today's rules make of minutes that are held -----------------------------------------


def reread(report: Reread) -> Document:
    """Compose what was found otherwise in one meeting: + new, ~ changed, - gone, ? no longer
    found."""
    notes = [f"  note: {warning}" for warning in report.warnings]
    day = f"{report.meeting.date:%-d %B %Y}" if report.meeting.date else "no date"
    name = f"{report.meeting.name}, {day}"
    if not report.differs:
        return Document((Sentence("\n".join([f"{name}: nothing differs.", *notes])),))
    lines = [
        *(f"  + {_found(action)}" for action in report.added),
        *(f"  ~ {_found(before)}\n    → {_found(now)}" for before, now in report.changed),
        *(f"  - {action.id}: {_found(action)}" for action in report.dropped),
        *(f"  ? {action.id}: {_found(action)}" for action in report.doubted),
        *(
            f"  Paragraph {one.number or one.paragraph_id}: {_speaking(one.before)}"
            f" → {_speaking(one.after)}"
            for one in report.respoken
        ),
        *notes,
    ]
    head = line(Words(f"{name} (meeting {report.meeting.id})", bold=True))
    return Document((head, bullets(lines)))


def reread_ending(reports: Sequence[Reread], accept: bool, dry_run: bool) -> Document:
    """Say how many meetings differ, and what is left to decide."""
    differ = sum(report.differs for report in reports)
    doubted = sum(len(report.doubted) for report in reports)
    sentence = f"{differ} of {plural(len(reports), 'meeting')} understood otherwise."
    if dry_run:
        sentence += " Nothing was changed."
    elif doubted and not accept:
        count = plural(doubted, "entry marked ? is", "entries marked ? are")
        sentence += f" {count} kept: 'minutebook reread --accept' drops what nobody has changed."
    return Document((Sentence(sentence),))


def _found(action: ActionRow) -> str:
    owner = f"{action.whose}: " if action.owner else ""
    due = f" (by {action.due:%-d %B %Y})" if action.due else ""
    return f"{action.kind}: {owner}“{action.text}”{due}"


def _speaking(names: Sequence[str]) -> str:
    return ", ".join(names) or "nobody"


# ---- what was done, and by whom ---------------------------------------------------------------


STEPS, MESSAGES = 40, 20  # in a form


def history(record: History) -> Document:
    """Compose the versions of a meeting with what each changed, then what was done to it."""
    parts: list[Part] = [line(Words(record.name, bold=True))]
    for version in record.versions:
        parts += _version(version)
    parts += [] if record.versions else [Sentence("No version is kept.")]
    steps = (_step(step, with_meeting=False) for step in record.steps)
    return Document((*parts, titled("What was done, newest first:", steps)))


def _version(one: Version) -> Iterator[Part]:
    read = one.reading
    place = f" by {read.by}, from {read.source}"
    yield line(Words(f"Version {read.number}: ", bold=True), Moment(read.at), place)
    if one.changed and one.changed.none:
        yield Sentence("Nothing differs.")
    elif one.changed:
        yield from differing(one.changed)


def trail(steps: Sequence[AuditEntry], brief: bool = False) -> Document:
    """Compose the audit trail, newest first; by which door something was done unless `brief`."""
    if not steps:
        return Document((Sentence("Nothing has been done yet."),))
    return Document((bullets(_step(step, brief) for step in steps),))


def _step(step: AuditEntry, brief: bool = False, with_meeting: bool = True) -> Leaves:
    date = f", {step.date:%-d %B %Y}" if step.date else ""
    about = f" · {cut(step.meeting, 100)}{date}" if with_meeting and step.meeting else ""
    more = cut(" · ".join(part for part in (step.place, step.note) if part), 200)
    via = "" if brief or step.via == step.by else f" ({step.via})"
    what = f"{via} {step.what}{about}{f' · {more}' if more else ''}"
    return Moment(step.at), Words(" "), Mention(step.by), Words(what)


def unedited(messages: Sequence[Unreachable], waiting: int) -> Document:
    """Compose the messages that still are to be edited, and those that cannot be."""
    still = plural(waiting, "message is", "messages are") + " still to be edited."
    parts: list[Part] = [Note(still if waiting else "No message is still to be edited.")]
    if messages:
        head = "Slack no longer lets me edit these. Please see to them"
        parts.append(titled(head, map(_message, messages)))
    return Document(tuple(parts))


def _message(one: Unreachable) -> Leaves:
    what = "withdrawn" if one.withdrawn else "amended"
    channel = one.channel.startswith(("C", "G"))
    place = Mention(one.channel, "place") if channel else Words("a direct message")
    return place, Words(" of "), Moment(one.at), Words(f", {what} since ({one.why})")


def audit(steps: Sequence[AuditEntry], messages: Sequence[Unreachable], waiting: int) -> Document:
    """Compose who did what, newest first, and the messages that could not be edited."""
    if not (steps or messages or waiting):
        return trail(())
    parts = list(unedited(messages[:MESSAGES], waiting).parts[0 if waiting else 1 :])
    if steps:
        parts += [*trail(steps, brief=True).parts, Note("All of it: minutebook audit")]
    return Document(tuple(parts))


# ---- what was withdrawn or erased -------------------------------------------------------------


def withdrawn(one: Withdrawn, name: str) -> Document:
    """Compose what was withdrawn, and what follows."""
    count = plural(one.paragraphs, "paragraph")
    sentences = [f"Withdrawn from {name}: {one.place} ({count}). The words are gone from the book."]
    if one.elsewhere:
        others = plural(one.elsewhere, "other paragraph")
        sentences.append(
            f"The same words stood in {others} of these minutes, and are gone from there too."
        )
    if one.messages:
        quote = plural(one.messages, "message quotes", "messages quote")
        sentences.append(f"{quote} it: the running bot blanks that in Slack.")
    if not one.emptied:
        sentences.append(
            "Another program is reading just now: the log of the database is emptied when it is "
            "next opened."
        )
    return Document((Sentence("\n".join(sentences)),))


def reinstated(places: Sequence[str], name: str) -> Document:
    """Say what may be read again, and what to do for it."""
    sentence = (
        f"No longer withdrawn from {name}: {'; '.join(places)}. The words were not kept: "
        "add the document again to bring them back."
    )
    return Document((Sentence(sentence),))


def erased(one: Erased) -> Document:
    """Compose what was erased, and where it still stands."""
    meetings, messages = plural(one.meetings, "meeting"), plural(one.messages, "message")
    sentences = [f"Erased from {meetings} and {messages}; the running bot edits these in Slack."]
    sentences += [f"Let go of, as it holds the words: {name}" for name in one.documents]
    if one.backups:
        sentences.append("These copies of the book still hold the words. Delete them by hand:")
        sentences += [f"  {path}" for path in one.backups]
    else:
        sentences.append(
            "No copy in the backups' folder holds the words. Look for others of yours."
        )
    if not one.emptied:
        sentences.append("Another program is reading just now: the log is emptied a little later.")
    return Document((Sentence("\n".join(sentences)),))
