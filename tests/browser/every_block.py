"""Every kind of block and control that Slack has, once each, for the page to draw."""

from typing import Any

Part = dict[str, Any]
LITERAL = "*not bold* _nor this_ 10:30:45 <b>&amp;</b>"
MRKDWN = (
    "*Bold*, _italic_, ~struck~, `code`, a*b*c, snake_case_name and 2 * 3 * 4\n"
    "# no heading\n1. no list\n&gt; quoted\n&lt;script&gt;shown&lt;/script&gt; &amp;amp;\n"
    "```pre  *formatted*```\n<https://council.example/a?b=1&amp;c=2|The A &amp; B>"
    " <@U0CLERK> <#C0PANEL|panel> <!here> <!date^1760600000^{date_short} {time}|then>"
    " :white_check_mark: :no_such_sign:"
)


def plain(text: str) -> Part:
    return {"type": "plain_text", "text": text}


def literal(text: str) -> Part:
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Part:
    return {"type": "mrkdwn", "text": text}


def option(value: str, **more: Any) -> Part:
    return {"text": plain(value.title()), "value": value, **more}


WARDS = [option("north"), option("south"), option("east", description=plain("with the harbour"))]
GROUPS = [
    {"label": plain("Land"), "options": WARDS[:2]},
    {"label": plain("Sea"), "options": WARDS[2:]},
]
CONFIRM = {
    "title": plain("Are you sure?"),
    "text": mrkdwn("It *cannot* be taken back."),
    "confirm": plain("Do it"),
    "deny": plain("Leave it"),
}
PICTURE = {
    "type": "image",
    "image_url": "https://council.example/map.png",
    "alt_text": "A map of the three wards",
}


def _leaf(text: str, **style: bool) -> Part:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def _list(style: str, *texts: str, **more: Any) -> Part:
    items = [{"type": "rich_text_section", "elements": [_leaf(text)]} for text in texts]
    return {"type": "rich_text_list", "style": style, "elements": items, **more}


RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                _leaf(LITERAL),
                _leaf("bold", bold=True),
                _leaf("italic", italic=True),
                _leaf("struck", strike=True),
                _leaf("code", code=True),
                {"type": "link", "url": "https://council.example/", "text": "a link"},
                {"type": "user", "user_id": "U0CLERK"},
                {"type": "channel", "channel_id": "C0PANEL"},
                {"type": "usergroup", "usergroup_id": "S0CLERKS"},
                {"type": "broadcast", "range": "here"},
                {"type": "emoji", "name": "wave", "unicode": "1f44b"},
                {"type": "color", "value": "#223d4c"},
                {"type": "date", "timestamp": 1760600000, "format": "{date_long}"},
            ],
        },
        _list("bullet", "first", "second"),
        _list("bullet", "below the second", indent=1),
        _list("ordered", "third of its kind", offset=2),
        {"type": "rich_text_quote", "elements": [_leaf("word "), _leaf("for", bold=True)]},
        {"type": "rich_text_preformatted", "elements": [_leaf("def f():\n    pass")]},
    ],
}


def _cell(text: str) -> Part:
    return {"type": "raw_text", "text": text}


STILL: list[Part] = [
    {"type": "header", "text": literal(f"Header {LITERAL}")},
    {"type": "section", "text": mrkdwn(MRKDWN)},
    {"type": "section", "text": literal(f"Section {LITERAL}")},
    {"type": "section", "fields": [mrkdwn("*Ward*\nNorth"), mrkdwn("*Votes*\n1,204")]},
    {"type": "section", "text": plain("Beside a picture"), "accessory": PICTURE},
    {"type": "context", "elements": [PICTURE, mrkdwn("_small_ print"), literal(LITERAL)]},
    {"type": "divider"},
    {**PICTURE, "title": plain("The wards")},
    RICH,
    {"type": "markdown", "text": "**As written** in _markdown_"},
    {
        "type": "table",
        "rows": [[_cell("Ward"), _cell("Votes")], [_cell("North"), _cell("1,204")]],
        "column_settings": [{"align": "left"}, {"align": "right"}],
    },
    {
        "type": "data_table",
        "caption": "Attendance",
        "rows": [
            [_cell("Name"), _cell("Meetings")],
            [_cell("Cllr Harbour"), {"type": "raw_number", "value": 7}],
        ],
    },
    {
        "type": "video",
        "alt_text": "The meeting",
        "title": plain("Recording"),
        "thumbnail_url": "https://council.example/t.png",
        "video_url": "https://council.example/v",
    },
]
ACTING: list[Part] = [
    {"type": "card", "title": plain("A card"), "body": plain("Its words"), "actions": []},
    {
        "type": "carousel",
        "elements": [
            {"type": "card", "title": plain("One"), "subtitle": plain("of two")},
            {"type": "card", "title": plain("Two"), "hero_image": PICTURE},
        ],
    },
    {
        "type": "actions",
        "block_id": "one",
        "elements": [
            {"type": "button", "action_id": "go", "text": plain("Go :wave:"), "style": "primary"},
            {
                "type": "button",
                "action_id": "drop",
                "text": plain("Drop"),
                "style": "danger",
                "confirm": CONFIRM,
            },
            {
                "type": "button",
                "action_id": "open",
                "text": plain("Open"),
                "url": "https://council.example/",
            },
            {"type": "static_select", "action_id": "ward", "options": WARDS},
            {"type": "overflow", "action_id": "more", "options": WARDS[:2], "confirm": CONFIRM},
        ],
    },
    {
        "type": "actions",
        "block_id": "two",
        "elements": [
            {"type": "static_select", "action_id": "ward", "option_groups": GROUPS},
            {"type": "datepicker", "action_id": "date", "initial_date": "2026-03-01"},
            {"type": "timepicker", "action_id": "time", "initial_time": "09:30"},
            {"type": "users_select", "action_id": "person", "placeholder": plain("Somebody")},
        ],
    },
    {
        "type": "section",
        "block_id": "checks",
        "text": plain("Tick what you want"),
        "accessory": {
            "type": "checkboxes",
            "action_id": "wants",
            "options": [{"text": mrkdwn("*North*"), "value": "north"}, *WARDS[1:]],
            "initial_options": [WARDS[1]],
        },
    },
    {
        "type": "section",
        "block_id": "several",
        "text": plain("Which wards?"),
        "accessory": {"type": "multi_static_select", "action_id": "wards", "options": WARDS},
    },
    {
        "type": "context_actions",
        "block_id": "feedback",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "helped",
                "positive_button": {"text": plain("Good"), "value": "good"},
                "negative_button": {"text": plain("Bad"), "value": "bad"},
            },
            {
                "type": "icon_button",
                "action_id": "bin",
                "icon": "trash",
                "text": plain("Throw away"),
            },
        ],
    },
    {
        "type": "input",
        "block_id": "words",
        "dispatch_action": True,
        "label": plain("Words to find"),
        "element": {"type": "plain_text_input", "action_id": "typed"},
    },
]
del ACTING[0]["actions"]


def _input(name: str, kind: str, required: bool = False, **more: Any) -> Part:
    hint = {"hint": plain("In a few words")} if kind == "plain_text_input" else {}
    return {
        "type": "input",
        "block_id": name,
        "label": plain(name.capitalize()),
        "optional": not required,
        "element": {"type": kind, "action_id": "value", **more},
        **hint,
    }


# Every input has the same action_id: apps tell them apart by their blocks.
INPUTS: list[Part] = [
    {"type": "alert", "level": "info", "text": mrkdwn("Fill in *all* of it.")},
    _input("title", "plain_text_input", required=True, min_length=5, max_length=80),
    _input("notes", "plain_text_input", multiline=True, initial_value="As before"),
    _input("count", "number_input", is_decimal_allowed=False, min_value="1", max_value="9"),
    _input("mail", "email_text_input"),
    _input("web", "url_text_input"),
    _input("ward", "static_select", options=WARDS, initial_option=WARDS[0]),
    _input("person", "users_select", initial_user="U0CLERK"),
    _input("place", "conversations_select", default_to_current_conversation=True),
    _input("channel", "channels_select"),
    _input("speaker", "external_select", min_query_length=1),
    _input("wards", "multi_static_select", options=WARDS, initial_options=WARDS[:1]),
    _input("people", "multi_users_select"),
    _input("speakers", "multi_external_select", min_query_length=2),
    _input("day", "datepicker", initial_date="2026-03-01"),
    _input("hour", "timepicker"),
    _input("moment", "datetimepicker", initial_date_time=1760600000),
    _input("kind", "radio_buttons", options=WARDS),
    _input("wants", "checkboxes", options=WARDS, initial_options=WARDS[1:2]),
    _input("papers", "file_input", filetypes=["txt"], max_files=2),
]
FORM = {
    "type": "modal",
    "callback_id": "every",
    "title": plain("Every field"),
    "submit": plain("Send"),
    "blocks": INPUTS,
}
