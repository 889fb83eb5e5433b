"""Correcting what was understood of a document, in forms, before it is published."""

from bot.handler_context import Body, HandlerContext, Responder
from bot.payloads import (
    OUTDATED,
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
from bot.slack_keys import ParagraphChoice
from bot.views import sentence_with
from bot.views.forms import (
    ACTIONS,
    NEW_PERSON,
    PEOPLE,
    actions_form,
    correction_form,
    item_view,
    people_form,
    split_form,
)
from bot.views.kit import Message
from commands.ingest.correct_upload import (
    ShownParagraph,
    actions_to_correct,
    correct_actions,
    correct_facts,
    correct_people,
    drop_or_join_paragraph,
    item_to_correct,
    meeting_to_correct,
    paragraph_to_correct,
    people_to_correct,
    split_paragraph,
)
from storage.model import MinutebookError
from storage.plurals import plural

# ---- the forms --------------------------------------------------------------------------------


def open_corrections(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Correct* was pressed."""
    is_secretariat_file(desk, asker)
    upload_id = value_of(body)
    meeting = meeting_to_correct(desk.context(asker.user, None), upload_id)
    view = correction_form(upload_id, meeting)
    desk.client.views_open(trigger_id=body["trigger_id"], view=view)


def open_item(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """An item was chosen, to correct its paragraphs."""
    is_secretariat_file(desk, asker)
    upload_id = _upload(body)
    index = whole(chosen_of(body))
    item = item_to_correct(desk.context(asker.user, None), upload_id, index)
    desk.client.views_push(trigger_id=body["trigger_id"], view=item_view(upload_id, index, item))


def open_people(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*People* was pressed."""
    is_secretariat_file(desk, asker)
    upload_id = _upload(body)
    names, known = people_to_correct(desk.context(asker.user, None), upload_id)
    view = people_form(upload_id, names, known)
    desk.client.views_push(trigger_id=body["trigger_id"], view=view)


def open_actions(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Actions* was pressed."""
    is_secretariat_file(desk, asker)
    upload_id = _upload(body)
    actions = actions_to_correct(desk.context(asker.user, None), upload_id)
    desk.client.views_push(trigger_id=body["trigger_id"], view=actions_form(upload_id, actions))


def correct_paragraph(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """A paragraph is to be split, joined with the next, or left out."""
    is_secretariat_file(desk, asker)
    context, upload_id = desk.context(asker.user, None), _upload(body)
    what, shown = _choice(chosen_of(body))
    if what == "split":
        text = paragraph_to_correct(context, upload_id, shown).text
        view = split_form(upload_id, shown.item, shown.number, text)
        desk.client.views_push(trigger_id=body["trigger_id"], view=view)
        return
    drop_or_join_paragraph(context, upload_id, "drop" if what == "drop" else "join", shown)
    show_again(desk, asker.user, upload_id)
    view = item_view(upload_id, shown.item, item_to_correct(context, upload_id, shown.item))
    desk.client.views_update(view_id=body["view"]["id"], view=view)


# ---- what was sent ----------------------------------------------------------------------------


def correction_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """What the document is of, and which items are for the secretariat alone."""
    is_secretariat_file(desk, asker)
    upload_id = _upload(body)
    count = correct_facts(
        desk.context(asker.user, None),
        upload_id,
        {
            "date": day_of(body, "date"),
            "panel": written(body, "panel"),
            "title": written(body, "title"),
            "url": written(body, "url"),
        },
        {whole(n) for n in selected_values(body, "exempt")},
    )
    return _after_correcting(desk, asker, upload_id, count)


def split_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """Where a paragraph is to be split."""
    is_secretariat_file(desk, asker)
    payload = held_of(body)
    upload_id, mark = _upload(body), field(payload, "m", str)
    shown = ShownParagraph(field(payload, "i", int), field(payload, "n", int), mark)
    context = desk.context(asker.user, None)
    count = split_paragraph(context, upload_id, shown, written(body, "words"))
    return _after_correcting(desk, asker, upload_id, count)


def people_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """Who is who."""
    is_secretariat_file(desk, asker)
    upload_id = _upload(body)
    selected = [selected_value(body, f"person{n}") or NEW_PERSON for n in range(PEOPLE)]
    chosen = [None if one == NEW_PERSON else one for one in selected]
    context = desk.context(asker.user, None)
    count = correct_people(context, upload_id, held_of(body).get("m"), chosen)
    show_again(desk, asker.user, upload_id)
    return _corrections_sentence(count)


def actions_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """Kinds and owners of what was drawn."""
    is_secretariat_file(desk, asker)
    upload_id = _upload(body)
    selected = [
        (selected_value(body, f"kind{n}"), written(body, f"owner{n}")) for n in range(ACTIONS)
    ]
    context = desk.context(asker.user, None)
    count = correct_actions(context, upload_id, held_of(body).get("m"), selected)
    return _after_correcting(desk, asker, upload_id, count)


# ---- what they share --------------------------------------------------------------------------


def _after_correcting(
    desk: HandlerContext, asker: Responder, upload_id: str, count: int
) -> Message:
    if count:
        show_again(desk, asker.user, upload_id)
    return _corrections_sentence(count)


def _corrections_sentence(count: int) -> Message:
    if not count:
        return sentence_with("Nothing was changed.")
    what = plural(count, "correction is", "corrections are")
    with_what = "it" if count == 1 else "them"
    return sentence_with(f"{what} kept. The preview shows the minutes with {with_what}.")


def _upload(body: Body) -> str:
    """The document that a form corrects."""
    upload_id: str = field(held_of(body), "u", str)
    return upload_id


def _choice(value: str) -> tuple[str, ShownParagraph]:
    """What is to be done, and to which paragraph."""
    try:
        choice = ParagraphChoice.parse(value)
    except ValueError as error:
        raise MinutebookError(OUTDATED) from error
    return choice.what, ShownParagraph(choice.item, choice.number, choice.mark)
