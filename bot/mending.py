"""Correcting what was understood of a document, in forms, before it is published."""

import json
from collections.abc import Sequence
from typing import Any

from bot.blocks import Message
from bot.blocks.lists import sentence_with
from bot.blocks.mending import (
    ACTIONS,
    NEW_PERSON,
    PEOPLE,
    actions_form,
    item_view,
    mark_of,
    mend_form,
    people_form,
    split_form,
)
from bot.desk import Asker, Body, Desk
from bot.publishing import may, show_again
from commands.mending import (
    letters_before,
    place_of_action,
    place_of_item,
    place_of_paragraph,
)
from commands.model import Context
from commands.publish import prepared_of
from commands.questions import names_to_check
from storage.errors import MinutebookError
from storage.joining import say_of_names
from storage.mends import Mend, MendKind, keep_mends
from storage.names import people
from storage.records import KEEPER, DrawnAction, Item, Meeting, Paragraph

_CHANGED = "The document has been corrected meanwhile. Please open the form again."


# ---- the forms --------------------------------------------------------------------------------


def open_mend(desk: Desk, body: Body, asker: Asker) -> None:
    """*Correct* was pressed."""
    may(desk, asker)
    upload_id = str(body["actions"][0]["value"])
    view = mend_form(upload_id, _meeting(desk, asker, upload_id))
    desk.client.views_open(trigger_id=body["trigger_id"], view=view)


def open_item(desk: Desk, body: Body, asker: Asker) -> None:
    """An item was chosen, to correct its paragraphs."""
    may(desk, asker)
    upload_id = _held(body)["u"]
    index = int(body["actions"][0]["selected_option"]["value"])
    item = _meeting(desk, asker, upload_id).items[index]
    desk.client.views_push(trigger_id=body["trigger_id"], view=item_view(upload_id, index, item))


def open_people(desk: Desk, body: Body, asker: Asker) -> None:
    """*People* was pressed."""
    may(desk, asker)
    upload_id = _held(body)["u"]
    context = desk.context(asker.user, None)
    meeting = _meeting(desk, asker, upload_id)
    known = [p.name for p in people(desk.book, KEEPER, meeting.panel) if not p.office]
    view = people_form(upload_id, names_to_check(context, meeting), known)
    desk.client.views_push(trigger_id=body["trigger_id"], view=view)


def open_actions(desk: Desk, body: Body, asker: Asker) -> None:
    """*Actions* was pressed."""
    may(desk, asker)
    upload_id = _held(body)["u"]
    actions = [action for _, _, action in _drawn(_meeting(desk, asker, upload_id))]
    desk.client.views_push(trigger_id=body["trigger_id"], view=actions_form(upload_id, actions))


def mend_paragraph(desk: Desk, body: Body, asker: Asker) -> None:
    """A paragraph is to be split, joined with the next, or left out."""
    may(desk, asker)
    upload_id = _held(body)["u"]
    what, index, number, mark = body["actions"][0]["selected_option"]["value"].split(":")
    item, paragraph = _paragraph(desk, asker, upload_id, int(index), int(number), mark)
    if what == "split":
        view = split_form(upload_id, int(index), int(number), paragraph.text)
        desk.client.views_push(trigger_id=body["trigger_id"], view=view)
        return
    place = place_of_paragraph(item, paragraph)
    _keep(desk, asker, upload_id, [Mend("drop" if what == "drop" else "join", "", place)])
    item = _meeting(desk, asker, upload_id).items[int(index)]
    view = item_view(upload_id, int(index), item)
    desk.client.views_update(view_id=body["view"]["id"], view=view)


# ---- what was sent ----------------------------------------------------------------------------


def mend_sent(desk: Desk, body: Body, asker: Asker) -> Message:
    """What the document is of, and which items are for the secretariat alone."""
    may(desk, asker)
    upload_id = _held(body)["u"]
    meeting = _meeting(desk, asker, upload_id)
    mends = [*_of_meeting(body, meeting), *_of_items(body, meeting)]
    return _kept(desk, asker, upload_id, mends)


def _of_meeting(body: Body, meeting: Meeting) -> list[Mend]:
    said: dict[MendKind, tuple[str | None, str | None]] = {
        "date": (
            _value(body, "date", "selected_date"),
            meeting.date.isoformat() if meeting.date else None,
        ),
        "panel": (_value(body, "panel"), meeting.panel),
        "title": (_value(body, "title"), meeting.title),
        "url": (_value(body, "url"), meeting.url),
    }
    return [
        Mend(field, new, {}) for field, (new, old) in said.items() if new and new != (old or "")
    ]


def _of_items(body: Body, meeting: Meeting) -> list[Mend]:
    chosen = body["view"]["state"]["values"].get("exempt", {}).get("exempt", {})
    exempt = {option["value"] for option in chosen.get("selected_options") or []}
    return [
        Mend("exempt", "yes" if str(n) in exempt else "no", place_of_item(item))
        for n, item in enumerate(meeting.items)
        if item.exempt != (str(n) in exempt)
    ]


def split_sent(desk: Desk, body: Body, asker: Asker) -> Message:
    """Where a paragraph is to be split."""
    may(desk, asker)
    held = _held(body)
    item, paragraph = _paragraph(desk, asker, held["u"], held["i"], held["n"], held["m"])
    words = _value(body, "words")
    at = paragraph.text.find(words)
    if not words or at <= 0 or paragraph.text.count(words) > 1:
        raise MinutebookError(
            f"“{words}” does not stand once within the paragraph. Copy a few of its words."
        )
    letters = letters_before(paragraph.text, at)
    mend = Mend("split", str(letters), place_of_paragraph(item, paragraph))
    return _kept(desk, asker, held["u"], [mend])


def people_sent(desk: Desk, body: Body, asker: Asker) -> Message:
    """Who is who: what is said of names counts wherever they are read from now on."""
    may(desk, asker)
    held = _held(body)
    context = desk.context(asker.user, None)
    meeting = _meeting(desk, asker, held["u"])
    names = names_to_check(context, meeting)
    if mark_of("".join(name for name, _ in names)) != held["m"]:
        raise MinutebookError(_CHANGED)
    count = 0
    for n, (name, taken_for) in enumerate(names[:PEOPLE]):
        chosen = _value(body, f"person{n}", "selected_option", NEW_PERSON)
        count += _say(context, meeting, name, taken_for, chosen)
    show_again(desk, asker.user, held["u"])
    return _counted(count)


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
    say_of_names(context.book, meeting.panel, name, forms, together, context.who, context.now)
    return True


def actions_sent(desk: Desk, body: Body, asker: Asker) -> Message:
    """Kinds and owners of what was drawn."""
    may(desk, asker)
    held = _held(body)
    drawn = _drawn(_meeting(desk, asker, held["u"]))
    if mark_of("".join(action.text for _, _, action in drawn)) != held["m"]:
        raise MinutebookError(_CHANGED)
    mends: list[Mend] = []
    for n, (item, paragraph, action) in enumerate(drawn[:ACTIONS]):
        place = place_of_action(item, paragraph, action.text)
        kind = _value(body, f"kind{n}", "selected_option", action.kind)
        owner = _value(body, f"owner{n}")
        if owner != (action.owner or ""):
            mends.append(Mend("owner", owner, place))
        if kind != action.kind:
            mends.append(Mend("kind", kind, place))
    return _kept(desk, asker, held["u"], mends)


# ---- what they share --------------------------------------------------------------------------


def _keep(desk: Desk, asker: Asker, upload_id: str, mends: Sequence[Mend]) -> None:
    context = desk.context(asker.user, None)
    with desk.book.write() as db:
        keep_mends(db, mends, context.hand, context.now, upload_id=upload_id)
    show_again(desk, asker.user, upload_id)


def _kept(desk: Desk, asker: Asker, upload_id: str, mends: Sequence[Mend]) -> Message:
    if mends:
        _keep(desk, asker, upload_id, mends)
    return _counted(len(mends))


def _counted(count: int) -> Message:
    if not count:
        return sentence_with("Nothing was changed.")
    what = "1 correction is" if count == 1 else f"{count} corrections are"
    return sentence_with(f"{what} kept. The preview shows the minutes with it.")


def _held(body: Body) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(body["view"]["private_metadata"])
    return held


def _meeting(desk: Desk, asker: Asker, upload_id: str) -> Meeting:
    return prepared_of(desk.context(asker.user, None), upload_id).meeting


def _paragraph(
    desk: Desk, asker: Asker, upload_id: str, index: int, number: int, mark: str
) -> tuple[Item, Paragraph]:
    items = _meeting(desk, asker, upload_id).items
    if index < len(items) and number < len(items[index].paragraphs):
        paragraph = items[index].paragraphs[number]
        if mark_of(paragraph.text) == mark:
            return items[index], paragraph
    raise MinutebookError(_CHANGED)


def _drawn(meeting: Meeting) -> list[tuple[Item, Paragraph, DrawnAction]]:
    return [
        (item, paragraph, action)
        for item in meeting.items
        for paragraph in item.paragraphs
        for action in paragraph.actions
        if action.certain
    ]


def _value(body: Body, name: str, what: str = "value", default: str = "") -> str:
    held = body["view"]["state"]["values"].get(name, {}).get(name) or {}
    value = held.get(what)
    if isinstance(value, dict):
        value = value.get("value")
    return str(value or default).strip()
