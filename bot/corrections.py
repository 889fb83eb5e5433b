"""Correcting what was understood of a document, in forms, before it is published."""

from collections.abc import Sequence

from bot.handler_context import Body, HandlerContext, Responder
from bot.payloads import (
    chosen_of,
    day_of,
    field,
    held_of,
    selected_value,
    selected_values,
    value_of,
    whole,
    written,
)
from bot.secretariat import is_secretariat_file, show_again
from bot.views.forms import (
    ACTIONS,
    KINDS,
    NEW_PERSON,
    PEOPLE,
    actions_form,
    correction_form,
    item_view,
    mark_of,
    people_form,
    split_form,
)
from bot.views.kit import Message
from bot.views.lists import sentence_with
from commands.ingest.corrections import (
    letters_before,
    place_of_action,
    place_of_item,
    place_of_paragraph,
)
from commands.ingest.publish import prepare_upload
from commands.ingest.review import names_to_check
from commands.request_context import Context
from storage.corrections import Correction, MendKind, keep_corrections, record_identity
from storage.model import KEEPER, ExtractedAction, Item, Meeting, MinutebookError, Paragraph
from storage.people import people
from storage.plurals import plural

_CHANGED = "The document has been corrected meanwhile. Please open the form again."


# ---- the forms --------------------------------------------------------------------------------


def open_corrections(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Correct* was pressed."""
    is_secretariat_file(desk, asker)
    upload_id = value_of(body)
    view = correction_form(upload_id, _meeting(desk, asker, upload_id))
    desk.client.views_open(trigger_id=body["trigger_id"], view=view)


def open_item(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """An item was chosen, to correct its paragraphs."""
    is_secretariat_file(desk, asker)
    upload_id = _upload(body)
    index = whole(chosen_of(body))
    item = _item(desk, asker, upload_id, index)
    desk.client.views_push(trigger_id=body["trigger_id"], view=item_view(upload_id, index, item))


def open_people(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*People* was pressed."""
    is_secretariat_file(desk, asker)
    upload_id = _upload(body)
    context = desk.context(asker.user, None)
    meeting = _meeting(desk, asker, upload_id)
    known = [p.name for p in people(desk.book, KEEPER, meeting.panel) if not p.office]
    view = people_form(upload_id, names_to_check(context, meeting), known)
    desk.client.views_push(trigger_id=body["trigger_id"], view=view)


def open_actions(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Actions* was pressed."""
    is_secretariat_file(desk, asker)
    upload_id = _upload(body)
    actions = [action for _, _, action in _drawn(_meeting(desk, asker, upload_id))]
    desk.client.views_push(trigger_id=body["trigger_id"], view=actions_form(upload_id, actions))


def correct_paragraph(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """A paragraph is to be split, joined with the next, or left out."""
    is_secretariat_file(desk, asker)
    upload_id = _upload(body)
    what, index, number, mark = _choice(chosen_of(body))
    item, paragraph = _paragraph(desk, asker, upload_id, index, number, mark)
    if what == "split":
        view = split_form(upload_id, index, number, paragraph.text)
        desk.client.views_push(trigger_id=body["trigger_id"], view=view)
        return
    place = place_of_paragraph(item, paragraph)
    _keep(desk, asker, upload_id, [Correction("drop" if what == "drop" else "join", "", place)])
    view = item_view(upload_id, index, _item(desk, asker, upload_id, index))
    desk.client.views_update(view_id=body["view"]["id"], view=view)


# ---- what was sent ----------------------------------------------------------------------------


def correction_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """What the document is of, and which items are for the secretariat alone."""
    is_secretariat_file(desk, asker)
    upload_id = _upload(body)
    meeting = _meeting(desk, asker, upload_id)
    mends = [*_of_meeting(body, meeting), *_of_items(body, meeting)]
    return _kept(desk, asker, upload_id, mends)


def _of_meeting(body: Body, meeting: Meeting) -> list[Correction]:
    said: dict[MendKind, tuple[str | None, str | None]] = {
        "date": (
            day_of(body, "date"),
            meeting.date.isoformat() if meeting.date else None,
        ),
        "panel": (written(body, "panel"), meeting.panel),
        "title": (written(body, "title"), meeting.title),
        "url": (written(body, "url"), meeting.url),
    }
    return [
        Correction(field, new, {})
        for field, (new, old) in said.items()
        if new and new != (old or "")
    ]


def _of_items(body: Body, meeting: Meeting) -> list[Correction]:
    exempt = set(selected_values(body, "exempt"))
    return [
        Correction("exempt", "yes" if str(n) in exempt else "no", place_of_item(item))
        for n, item in enumerate(meeting.items)
        if item.exempt != (str(n) in exempt)
    ]


def split_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """Where a paragraph is to be split."""
    is_secretariat_file(desk, asker)
    held = held_of(body)
    upload_id, mark = _upload(body), field(held, "m", str)
    index, number = field(held, "i", int), field(held, "n", int)
    item, paragraph = _paragraph(desk, asker, upload_id, index, number, mark)
    words = written(body, "words")
    at = paragraph.text.find(words)
    if not words or at <= 0 or paragraph.text.count(words) > 1:
        raise MinutebookError(
            f"“{words}” does not stand once within the paragraph. Copy a few of its words."
        )
    letters = letters_before(paragraph.text, at)
    mend = Correction("split", str(letters), place_of_paragraph(item, paragraph))
    return _kept(desk, asker, upload_id, [mend])


def people_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """Who is who: what is said of names counts wherever they are read from now on."""
    is_secretariat_file(desk, asker)
    upload_id = _upload(body)
    context = desk.context(asker.user, None)
    meeting = _meeting(desk, asker, upload_id)
    names = names_to_check(context, meeting)
    if mark_of("".join(name for name, _ in names)) != held_of(body).get("m"):
        raise MinutebookError(_CHANGED)
    count = 0
    for n, (name, taken_for) in enumerate(names[:PEOPLE]):
        chosen = selected_value(body, f"person{n}") or NEW_PERSON
        count += _say(context, meeting, name, taken_for, chosen)
    show_again(desk, asker.user, upload_id)
    return _how_many_kept(count)


def _say(context: Context, meeting: Meeting, name: str, taken_for: str | None, chosen: str) -> bool:
    if chosen == (taken_for or NEW_PERSON):
        return False
    together = chosen != NEW_PERSON
    wanted = chosen if together else taken_for
    known = people(context.book, KEEPER, meeting.panel)
    person = next((p for p in known if p.name == wanted), None)
    if person is None:
        raise MinutebookError(_CHANGED)
    forms = (person.name, *person.aliases)
    record_identity(context.book, meeting.panel, name, forms, together, context.who, context.now)
    return True


def actions_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """Kinds and owners of what was drawn."""
    is_secretariat_file(desk, asker)
    upload_id = _upload(body)
    drawn = _drawn(_meeting(desk, asker, upload_id))
    if mark_of("".join(action.text for _, _, action in drawn)) != held_of(body).get("m"):
        raise MinutebookError(_CHANGED)
    mends: list[Correction] = []
    for n, (item, paragraph, action) in enumerate(drawn[:ACTIONS]):
        place = place_of_action(item, paragraph, action.text)
        kind = selected_value(body, f"kind{n}")
        owner = written(body, f"owner{n}")
        if owner != (action.owner or ""):
            mends.append(Correction("owner", owner, place))
        if kind in dict(KINDS) and kind != action.kind:
            mends.append(Correction("kind", kind, place))
    return _kept(desk, asker, upload_id, mends)


# ---- what they share --------------------------------------------------------------------------


def _keep(
    desk: HandlerContext, asker: Responder, upload_id: str, mends: Sequence[Correction]
) -> None:
    context = desk.context(asker.user, None)
    with desk.book.write() as db:
        keep_corrections(db, mends, context.hand, context.now, upload_id=upload_id)
    show_again(desk, asker.user, upload_id)


def _kept(
    desk: HandlerContext, asker: Responder, upload_id: str, mends: Sequence[Correction]
) -> Message:
    if mends:
        _keep(desk, asker, upload_id, mends)
    return _how_many_kept(len(mends))


def _how_many_kept(count: int) -> Message:
    if not count:
        return sentence_with("Nothing was changed.")
    what = plural(count, "correction is", "corrections are")
    with_what = "it" if count == 1 else "them"
    return sentence_with(f"{what} kept. The preview shows the minutes with {with_what}.")


def _upload(body: Body) -> str:
    """The document that a form corrects."""
    upload_id: str = field(held_of(body), "u", str)
    return upload_id


def _choice(value: str) -> tuple[str, int, int, str]:
    """What is to be done to a paragraph: the item's place, its own, and the mark of its text."""
    what, index, number, mark = (value.split(":") + [""] * 4)[:4]
    return what, whole(index), whole(number), mark


def _meeting(desk: HandlerContext, asker: Responder, upload_id: str) -> Meeting:
    return prepare_upload(desk.context(asker.user, None), upload_id).meeting


def _item(desk: HandlerContext, asker: Responder, upload_id: str, index: int) -> Item:
    items = _meeting(desk, asker, upload_id).items
    if index >= len(items):
        raise MinutebookError(_CHANGED)
    return items[index]


def _paragraph(
    desk: HandlerContext, asker: Responder, upload_id: str, index: int, number: int, mark: str
) -> tuple[Item, Paragraph]:
    item = _item(desk, asker, upload_id, index)
    if number < len(item.paragraphs):
        paragraph = item.paragraphs[number]
        if mark_of(paragraph.text) == mark:
            return item, paragraph
    raise MinutebookError(_CHANGED)


def _drawn(meeting: Meeting) -> list[tuple[Item, Paragraph, ExtractedAction]]:
    return [
        (item, paragraph, action)
        for item in meeting.items
        for paragraph in item.paragraphs
        for action in paragraph.actions
        if action.certain
    ]
