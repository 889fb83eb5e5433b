"""Modals: while something is looked up, what was found, and what there is to fill in."""

import json
from collections.abc import Sequence

from bot.slack_keys import ParagraphChoice
from bot.views.blocks import blocks
from bot.views.kit import Block, Message, Part, actions_block, button, context_block, plain, section
from commands.announcing import Announcement
from commands.documents import Document, cut, label
from commands.documents.publication import COVER_MOST, announced
from commands.ingest.correct_upload import mark_of, mark_of_actions, mark_of_names
from commands.ingest.corrections import NO_ACTION
from storage.model import ExtractedAction, Item, Meeting, MeetingRow
from storage.plurals import plural

View = dict[str, object]
TITLE_MOST = 24
BLOCKS_MOST = 100
VALUE_MOST = 75  # of an option, as the older of Slack's pages have it
REASONS = (
    ("wrong", "It does not answer the question"),
    ("missing", "I know that the minutes hold it"),
    ("person", "The wrong person is named"),
    ("other", "Something else"),
)


def modal(title: str, blocks: Sequence[Block], **more: object) -> View:
    """A modal that is read and closed; `submit` and `callback_id` make it a form."""
    return {
        "type": "modal",
        "title": plain(cut(title, TITLE_MOST)),
        "close": plain("Close"),
        "blocks": list(blocks)[:BLOCKS_MOST],
        **more,
    }


def loading(title: str) -> View:
    """What is shown at once, before anything is looked up."""
    return modal(title, [section("One moment, I am looking it up.")])


def showing(title: str, message: Message) -> View:
    """A message in a modal. There is no channel behind it to share in."""
    return modal(title, [kept for block in message.blocks if (kept := _unshared(block))])


def _unshared(block: Block) -> Block | None:
    if block["type"] != "actions":
        return block
    held = [one for one in block["elements"] if one.get("action_id") != "share"]
    return {**block, "elements": held} if held else None


def search_form() -> View:
    """Words, and who, whose minutes and when, each found as it is typed."""
    return modal(
        "Search the minutes",
        [
            _typed("words", "What about?", "stop and search"),
            _picked("pick_speaker", "Said by", "Anybody", 1),
            _picked("pick_panel", "In minutes of", "Every panel", 0),
            _picked("pick_period", "When", "Any time", 0),
        ],
        callback_id="search_minutes",
        submit=plain("Search"),
    )


def add_form() -> View:
    """The address of new minutes."""
    element = {"type": "url_text_input", "action_id": "address"}
    return modal(
        "Add minutes",
        [
            section(
                "Give the address of the meeting's page. A file you send me in a direct message. "
                "I show you what I understood; nobody sees it before you press Publish."
            ),
            {"type": "input", "block_id": "address", "label": plain("Address"), "element": element},
        ],
        callback_id="add_minutes",
        submit=plain("Read"),
    )


def unhelpful_form(question: str) -> View:
    """Why an answer did not help."""
    choices: Part = {
        "type": "radio_buttons",
        "action_id": "reason",
        "options": [{"text": plain(text), "value": value} for value, text in REASONS],
    }
    return modal(
        "What was wrong?",
        [
            section(f"“{cut(question, 500)}”"),
            {
                "type": "input",
                "block_id": "reason",
                "label": plain("The answer did not help, because"),
                "element": choices,
            },
            _typed("words", "Anything to add?", "what you expected"),
        ],
        callback_id="unhelpful",
        submit=plain("Tell"),
        private_metadata=cut(question, 2000),
    )


def _typed(block_id: str, text: str, example: str) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "optional": True,
        "label": plain(text),
        "element": {
            "type": "plain_text_input",
            "action_id": block_id,
            "max_length": 500,
            "placeholder": plain(example),
        },
    }


def _picked(action_id: str, text: str, everything: str, least: int) -> Block:
    return {
        "type": "input",
        "block_id": action_id,
        "optional": True,
        "label": plain(text),
        "element": {
            "type": "external_select",
            "action_id": action_id,
            "min_query_length": least,
            "placeholder": plain(everything),
        },
    }


def options(names: Sequence[str]) -> list[Part]:
    """Choices for a menu; a name that is too long for one is left out."""
    return [{"text": plain(label(n)), "value": n} for n in names if 0 < len(n) <= VALUE_MOST]


# ---- forms in which the secretariat corrects what was understood, before it is published ------


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


def correction_form(upload_id: str, meeting: Meeting) -> View:
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
        blocks.append(section("Split, join or leave out paragraphs of an item", pick))
    blocks += actions_block(
        button("People…", "mend_people", upload_id, "Say who is who"),
        button("Actions…", "mend_actions", upload_id, "Correct kinds and owners of actions"),
    )
    blocks.append(context_block("The document stays as it is: corrections are kept beside it."))
    return _form("Correct", "mend", "Keep", blocks, {"u": upload_id})


def item_view(upload_id: str, index: int, item: Item) -> View:
    """The paragraphs of an item, each with what can be done to it."""
    blocks: list[Block] = []
    for n, paragraph in enumerate(item.paragraphs[:PARAGRAPHS]):
        choices = [("Split…", "split")]
        if n + 1 < len(item.paragraphs):
            choices.append(("Join with the next", "join"))
        choices.append(("Leave out: not minutes", "drop"))
        number = f"{paragraph.number}. " if paragraph.number else ""
        rarer: Part = {"type": "overflow", "action_id": "mend_paragraph"}
        mark = mark_of(paragraph.text)
        rarer["options"] = [
            _option(text, ParagraphChoice(what, index, n, mark).key()) for text, what in choices
        ]
        blocks.append(section(cut(number + paragraph.text, 500), rarer))
    left = len(item.paragraphs) - PARAGRAPHS
    blocks += [context_block(f"and {plural(left, 'more paragraph')}")] if left > 0 else []
    told = blocks or [section("No paragraph is left in this item.")]
    return modal(_item(item), told, private_metadata=json.dumps({"u": upload_id, "i": index}))


def split_form(upload_id: str, index: int, number: int, text: str) -> View:
    """Where a paragraph is to be split."""
    element = {"type": "plain_text_input", "max_length": 200}
    blocks = [
        section(cut(text, 2800)),
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
    told = blocks or [
        section("Everybody in these minutes is known under the names they have here.")
    ]
    held = {"u": upload_id, "m": mark_of_names(names)}
    return _form("Who is who", "mend_people", "Keep", told, held)


def actions_form(upload_id: str, actions: Sequence[ExtractedAction]) -> View:
    """What was drawn from the minutes: its kind and whose it is."""
    blocks: list[Block] = []
    kinds = [_option(text, value) for value, text in KINDS]
    for n, action in enumerate(actions[:ACTIONS]):
        initial = next(o for o in kinds if o["value"] == action.kind)
        blocks += [
            section(cut(action.text, 600)),
            _input(
                f"kind{n}",
                "Kind",
                {"type": "static_select", "options": kinds, "initial_option": initial},
            ),
            _input(f"owner{n}", "Whose", _text(action.owner)),
        ]
    left = len(actions) - ACTIONS
    blocks += [context_block(f"and {left} more: /actions")] if left > 0 else []
    held = {"u": upload_id, "m": mark_of_actions(actions)}
    told = blocks or [section("Nothing was found that was resolved, promised or requested.")]
    return _form("Actions", "mend_actions", "Keep", told, held)


def announce_form(news: Announcement, channels: Sequence[str]) -> View:
    """The announcement as it will read, a line of the clerk's own, and where it goes."""
    where: Part = {
        "type": "multi_conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        **({"initial_conversations": list(channels)} if channels else {}),
    }
    cover: Part = {"type": "plain_text_input", "multiline": True, "max_length": COVER_MOST}
    fields = [
        _input("channels", "To", where, optional=False),
        _input("cover", "A line of your own above it", cover),
        context_block("This is what members will read:"),
        *blocks(announced(news, "")),
    ]
    return _form("Announce", "announce", "Announce", fields, {"m": news.meeting.id})


def later_form(upload_id: str, first: int) -> View:
    """When to publish."""
    element: Part = {"type": "datetimepicker", "initial_date_time": first}
    blocks = [_input("when", "Publish at", element, optional=False)]
    return _form("Publish later", "later", "Plan", blocks, {"u": upload_id})


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


# ---- forms and lists of the secretariat's desk: taking back, and who did what -----------------


MEETINGS = 100  # shown


def withdraw_form(meetings: Sequence[MeetingRow]) -> View:
    """What is to be taken back, and why."""
    options = [
        {"text": plain(label(_named(row))), "value": str(row.id)} for row in meetings[:MEETINGS]
    ]
    if not options:
        return modal("Withdraw", [section("No minutes are held yet.")])
    which: Part = {"type": "static_select", "options": options}
    why: Part = {**_short_text(), "max_length": 300}
    return modal(
        "Withdraw",
        [
            section(
                "The words leave the book, its file and every message of mine that quotes them. "
                "That cannot be undone: to bring them back the document has to be read again."
            ),
            _input("meeting", "Minutes", which, optional=False),
            _input("item", "Only this item (its number)", _short_text()),
            _input("paragraph", "Only this paragraph (its number)", _short_text()),
            _input("reason", "Why, for the record", why, optional=False),
        ],
        callback_id="withdraw",
        submit=plain("Withdraw"),
    )


def audit_view(trail: Document) -> View:
    """Who did what, newest first, and the messages that could not be edited."""
    return modal("Audit trail", blocks(trail, BLOCKS_MOST))


def _named(row: MeetingRow) -> str:
    return f"{row.date:%-d %b %Y}  {row.name}" if row.date else row.name


def _short_text() -> Part:
    return {"type": "plain_text_input", "max_length": 60}
