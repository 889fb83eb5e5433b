"""Modals: while something is looked up, what was found, and what there is to fill in."""

from collections.abc import Sequence

from bot.blocks.kit import Block, Message, Part, plain, said
from bot.text import cut, label

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
    return modal(title, [said("One moment, I am looking it up.")])


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
            said(
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
            said(f"“{cut(question, 500)}”"),
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
