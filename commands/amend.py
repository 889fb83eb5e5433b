"""A newer version of held minutes: looked at beside what is held, then entered."""

from dataclasses import dataclass

from commands.differences import Differences, differences
from commands.documents import Source
from commands.entering import Prepared, enter, prepare
from commands.model import Added, Context
from sources.formats import read_document
from storage.errors import MinutebookError
from storage.minutes import meeting_name
from storage.records import Meeting
from storage.saving.known import is_plainly_another, recognise
from storage.whole_meetings import stored_document
from storage.withdrawn import still_held


@dataclass(frozen=True, slots=True)
class Amendment:
    """A newer version and what it changes; nothing is entered yet."""

    meeting_id: int
    source: str
    prepared: Prepared
    changed: Differences


def read_amendment(
    context: Context, meeting_id: int, source: Source, bring_back: bool = False
) -> Amendment:
    """What a document would change of a meeting. Raises MinutebookError where the meeting is not
    held or was withdrawn, and where the document holds other than one meeting."""
    meeting_name(context.book, meeting_id)
    if not bring_back:
        still_held(context.book.read(), meeting_id)
    data, given = source.load()
    meetings = read_document(data, source.name, given)
    if len(meetings) != 1:
        raise MinutebookError(
            f"{source.name} holds {len(meetings)} meetings. Amend one with a document of its own."
        )
    refuse_another(context, meeting_id, meetings[0], source.name)
    prepared = prepare(context, meetings[0], meeting_id=meeting_id)
    return Amendment(meeting_id, source.name, prepared, against_held(context, prepared))


def refuse_another(
    context: Context, meeting_id: int, read: Meeting, name: str, sure: bool = False
) -> None:
    """Raises MinutebookError for a document that is plainly of another meeting; of one of that
    day only unless somebody is `sure`."""
    known = recognise(context.book.read(), read, read).meeting_id
    if known is not None and known != meeting_id:
        other = meeting_name(context.book, known)
        raise MinutebookError(f"{name} is of another meeting: {other} (meeting {known}).")
    if is_plainly_another(context.book.read(), meeting_id, read, that_day=not sure):
        day = f" of {read.date:%-d %B %Y}" if read.date else " of another meeting"
        time = f" at {read.time}" if read.time else ""
        raise MinutebookError(
            f"{name} is{day}{time} and shares no paragraph with meeting "
            f"{meeting_id}. 'minutebook add' enters it as a meeting of its own."
        )


def against_held(context: Context, prepared: Prepared) -> Differences:
    """What a document changes of what is held of its meeting."""
    if prepared.meeting_id is None:
        return Differences()
    try:
        held = stored_document(context.book, prepared.meeting_id)
    except MinutebookError:
        return Differences()  # it was withdrawn: there is nothing to compare
    return differences(held, prepared.meeting)


def amend(context: Context, amendment: Amendment, bring_back: bool = False) -> Added:
    """Enter a newer version. Ids of paragraphs, actions and what people did with them stay; the
    messages that quote what changed are edited.

    Raises ChangedMeanwhileError where somebody was quicker, WithdrawnError where it is gone.
    """
    return enter(
        context,
        amendment.prepared.read,
        amendment.source,
        meeting_id=amendment.meeting_id,
        expected=amendment.prepared.stamp,
        bring_back=bring_back,
    )
