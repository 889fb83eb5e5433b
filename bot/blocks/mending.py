"""Forms in which the secretariat corrects what was understood, before it is published."""

import hashlib
import json
from collections.abc import Sequence

from bot.blocks.forms import View, modal
from bot.blocks.kit import Block, Part, button, note, plain, row, said
from bot.text import cut, label
from commands.mending import NO_ACTION
from storage.counted import counted
from storage.records import DrawnAction, Item, Meeting

MOST = 100  # options of a menu
PARAGRAPHS, PEOPLE, ACTIONS = 45, 25, 20  # shown in one form
NEW_PERSON = "new"
KINDS = (
    ("resolution", "Resolution"),
    ("action", "Action"),
    ("undertaking", "Undertaking"),
    ("request", "Request"),
    (NO_ACTION, "Not an action"),
)


def mend_form(upload_id: str, meeting: Meeting) -> View:
    """What the document is of, which items are for the secretariat alone, and ways further in."""
    options = [_option(_item(item), str(n)) for n, item in enumerate(meeting.items[:MOST])]
    exempt = [o for o, item in zip(options, meeting.items, strict=False) if item.exempt]
    day = meeting.date.isoformat() if meeting.date else None
    blocks: list[Block] = [
        _input("date", "Day of the meeting", {"type": "datepicker", **_initial("date", day)}),
        _input("panel", "Panel", _text(meeting.panel)),
        _input("title", "Title", _text(meeting.title)),
        _input("url", "Address of the official page", _text(meeting.url, "url_text_input")),
    ]
    if options:
        menu_: Part = {"type": "multi_static_select", "options": options}
        if exempt:
            menu_["initial_options"] = exempt
        blocks.append(_input("exempt", "For the secretariat alone", menu_))
        pick: Part = {"type": "static_select", "action_id": "mend_item", "options": options}
        pick["placeholder"] = plain("Choose an item")
        blocks.append(said("Split, join or leave out paragraphs of an item", pick))
    blocks += row(
        button("People…", "mend_people", upload_id, "Say who is who"),
        button("Actions…", "mend_actions", upload_id, "Correct kinds and owners of actions"),
    )
    blocks.append(note("The document stays as it is: corrections are kept beside it."))
    return _form("Correct", "mend", "Keep", blocks, {"u": upload_id})


def item_view(upload_id: str, index: int, item: Item) -> View:
    """The paragraphs of an item, each with what can be done to it."""
    blocks: list[Block] = []
    for n, paragraph in enumerate(item.paragraphs[:PARAGRAPHS]):
        at = f"{index}:{n}:{mark_of(paragraph.text)}"
        choices = [("Split…", f"split:{at}")]
        if n + 1 < len(item.paragraphs):
            choices.append(("Join with the next", f"join:{at}"))
        choices.append(("Leave out: not minutes", f"drop:{at}"))
        number = f"{paragraph.number}. " if paragraph.number else ""
        rarer: Part = {"type": "overflow", "action_id": "mend_paragraph"}
        rarer["options"] = [_option(text, value) for text, value in choices]
        blocks.append(said(cut(number + paragraph.text, 500), rarer))
    left = len(item.paragraphs) - PARAGRAPHS
    blocks += [note(f"and {counted(left, 'more paragraph')}")] if left > 0 else []
    told = blocks or [said("No paragraph is left in this item.")]
    return modal(_item(item), told, private_metadata=json.dumps({"u": upload_id, "i": index}))


def split_form(upload_id: str, index: int, number: int, text: str) -> View:
    """Where a paragraph is to be split."""
    element = {"type": "plain_text_input", "max_length": 200}
    blocks = [
        said(cut(text, 2800)),
        _input("words", "The second paragraph begins with the words", element, optional=False),
    ]
    held = {"u": upload_id, "i": index, "n": number, "m": mark_of(text)}
    return _form("Split", "mend_split", "Split", blocks, held)


def people_form(
    upload_id: str, names: Sequence[tuple[str, str | None]], known: Sequence[str]
) -> View:
    """Who is who: each new name beside the person that it is taken for."""
    blocks: list[Block] = []
    for n, (name, taken_for) in enumerate(names[:PEOPLE]):
        listed = dict.fromkeys([*([taken_for] if taken_for else []), *known])
        options = [_option("Somebody new", NEW_PERSON)]
        options += [_option(one, one) for one in listed if len(one) <= 75][: MOST - 1]
        initial = next((o for o in options if o["value"] == taken_for), options[0])
        element: Part = {"type": "static_select", "options": options, "initial_option": initial}
        blocks.append(_input(f"person{n}", f"“{cut(name, 100)}” is", element))
    told = blocks or [said("Everybody in these minutes is known under the names they have here.")]
    held = {"u": upload_id, "m": mark_of("".join(name for name, _ in names))}
    return _form("Who is who", "mend_people", "Keep", told, held)


def actions_form(upload_id: str, actions: Sequence[DrawnAction]) -> View:
    """What was drawn from the minutes: its kind and whose it is."""
    blocks: list[Block] = []
    kinds = [_option(text, value) for value, text in KINDS]
    for n, action in enumerate(actions[:ACTIONS]):
        initial = next(o for o in kinds if o["value"] == action.kind)
        blocks += [
            said(cut(action.text, 600)),
            _input(
                f"kind{n}",
                "Kind",
                {"type": "static_select", "options": kinds, "initial_option": initial},
            ),
            _input(f"owner{n}", "Whose", _text(action.owner)),
        ]
    left = len(actions) - ACTIONS
    blocks += [note(f"and {left} more: /actions")] if left > 0 else []
    held = {"u": upload_id, "m": mark_of("".join(a.text for a in actions))}
    told = blocks or [said("Nothing was found that was resolved, promised or requested.")]
    return _form("Actions", "mend_actions", "Keep", told, held)


def later_form(upload_id: str, first: int) -> View:
    """When to publish."""
    element: Part = {"type": "datetimepicker", "initial_date_time": first}
    blocks = [_input("when", "Publish at", element, optional=False)]
    return _form("Publish later", "later", "Plan", blocks, {"u": upload_id})


def mark_of(text: str) -> str:
    """A short mark of a text, by which a form notices that it has changed."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def _form(title: str, callback: str, submit: str, blocks: list[Block], held: object) -> View:
    has_input = any(block["type"] == "input" for block in blocks)
    more = {"callback_id": callback, "private_metadata": json.dumps(held, ensure_ascii=False)}
    return modal(title, blocks, **more, **({"submit": plain(submit)} if has_input else {}))


def _input(block_id: str, text: str, element: Part, optional: bool = True) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "optional": optional,
        "label": plain(text),
        "element": {"action_id": block_id, **element},
    }


def _text(value: str | None, kind: str = "plain_text_input") -> Part:
    initial = {"initial_value": cut(value, 2900)} if value else {}
    return {"type": kind, **initial}


def _initial(what: str, value: str | None) -> Part:
    return {f"initial_{what}": value} if value else {}


def _option(text: str, value: str) -> Part:
    return {"text": plain(label(text)), "value": value}


def _item(item: Item) -> str:
    return f"{item.number}  {item.title}" if item.number else item.title or "Untitled item"
