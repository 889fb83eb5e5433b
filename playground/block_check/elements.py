"""Buttons, menus, pickers and inputs, and the objects they are made of."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from playground.block_check.field_rules import (
    Problem,
    Rule,
    boolean,
    by_type,
    either,
    integer,
    list_of,
    one_of,
    plain_text,
    record,
    string,
    text_object,
    url,
)

__all__ = [
    "ACCESSORIES",
    "ACTIONS",
    "CONTEXT_ACTIONS",
    "IMAGE",
    "INPUTS",
    "option_groups",
    "options",
]


ID = string(255)
STYLE = one_of("primary", "danger")
CONFIRM = record(
    {"title": plain_text(100), "text": text_object(300)},
    {"confirm": plain_text(30), "deny": plain_text(30), "style": STYLE},
)
IMAGE_FIELDS: dict[str, Rule] = {
    "image_url": url(),
    "slack_file": record({}, {"id": string(255), "url": url()}, either("id", "url")),
}
IMAGE = record({"alt_text": string(2000)}, IMAGE_FIELDS, either("image_url", "slack_file"))


def _option(text: Rule, **more: Rule) -> Rule:
    return record({"text": text, "value": string(150)}, {"description": plain_text(75), **more})


OPTION = _option(plain_text(75))
RICH_OPTION = record(
    {"text": text_object(75), "value": string(150)}, {"description": text_object(75)}
)


def _distinct(values: list[Any], path: str) -> Iterator[Problem]:
    held = [one.get("value") for one in values if isinstance(one, dict)]
    for value in sorted({str(v) for v in held if held.count(v) > 1}):
        yield Problem(path, f"option value {value!r} is there twice")


def options(most: int, option: Rule = OPTION, least: int = 1) -> Rule:
    """A list of options with values that differ."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        yield from list_of(option, least, most)(value, path)
        if isinstance(value, list):
            yield from _distinct(value, path)

    return check


option_groups = list_of(record({"label": plain_text(75), "options": options(100)}), 1, 100)


def _element(
    required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None, *also: Rule
) -> Rule:
    return record(required, {"action_id": ID, **(optional or {})}, *also)


def _input(optional: Mapping[str, Rule], *also: Rule, **required: Rule) -> Rule:
    shared: dict[str, Rule] = {"placeholder": plain_text(150), "focus_on_load": boolean}
    return _element(required, {**shared, **optional}, *also)


def _pattern(pattern: str, what: str) -> Rule:
    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield Problem(path, f"must be {what}, is {value!r}")

    return check


DATE = _pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date YYYY-MM-DD")
TIME = _pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time HH:MM")
CONFIRMABLE: dict[str, Rule] = {"confirm": CONFIRM}

BUTTON = _element(
    {"text": plain_text(75)},
    {
        "value": string(2000, 0),
        "url": url(),
        "style": STYLE,
        "accessibility_label": string(75),
        "agent_prompt": string(4000),
        "agent_prompt_display": string(255),
        "visible_to_user_ids": list_of(string(255), 1, 100),
        **CONFIRMABLE,
    },
)
OVERFLOW_OPTION = _option(plain_text(75), url=url())
OVERFLOW = _element({"options": options(5, OVERFLOW_OPTION)}, CONFIRMABLE)


def _choice(name: str, initial: Rule) -> Rule:
    """Checkboxes and radio buttons: ten at most."""
    return _element(
        {"options": options(10, RICH_OPTION)},
        {name: initial, "focus_on_load": boolean, **CONFIRMABLE},
    )


def _selects() -> dict[str, Rule]:
    """The ten menus: five kinds, each for one choice or for several."""
    item, several = string(255), {"max_selected_items": integer(1, 100)}
    response: dict[str, Rule] = {"response_url_enabled": boolean}
    filter_: dict[str, Rule] = {
        "default_to_current_conversation": boolean,
        "filter": record(
            {},
            {
                "include": list_of(one_of("im", "mpim", "private", "public"), 1, 4),
                "exclude_external_shared_channels": boolean,
                "exclude_bot_users": boolean,
            },
        ),
    }
    choices = {"options": options(100), "option_groups": option_groups}
    one_list = either("options", "option_groups")
    found: dict[str, Rule] = {"min_query_length": integer(0, 255)}
    kinds: list[tuple[str, str, Rule, dict[str, Rule], tuple[Rule, ...]]] = [
        ("static", "option", OPTION, choices, (one_list,)),
        ("external", "option", OPTION, found, ()),
        ("users", "user", item, {}, ()),
        ("conversations", "conversation", item, {**filter_}, ()),
        ("channels", "channel", item, {}, ()),
    ]
    table: dict[str, Rule] = {}
    for kind, noun, initial, fields, also in kinds:
        plural = f"initial_{noun}s"
        url_too = response if kind in ("conversations", "channels") else {}
        single = {**CONFIRMABLE, **fields, **url_too, f"initial_{noun}": initial}
        multi = {**CONFIRMABLE, **fields, **several, plural: list_of(initial, 1, 100)}
        table[f"{kind}_select"] = _input(single, *also)
        table[f"multi_{kind}_select"] = _input(multi, *also)
    return table


SELECTS = _selects()
PICKERS: dict[str, Rule] = {
    "datepicker": _input({"initial_date": DATE, **CONFIRMABLE}),
    "timepicker": _input({"initial_time": TIME, "timezone": string(100), **CONFIRMABLE}),
    "datetimepicker": _element(
        {},
        {"initial_date_time": integer(10**9, 10**10), "focus_on_load": boolean, **CONFIRMABLE},
    ),
    "checkboxes": _choice("initial_options", options(10, RICH_OPTION)),
    "radio_buttons": _choice("initial_option", RICH_OPTION),
}
DISPATCH = record(
    {},
    {"trigger_actions_on": list_of(one_of("on_enter_pressed", "on_character_entered"), 1, 2)},
)
TYPED: dict[str, Rule] = {"dispatch_action_config": DISPATCH}


def _lengths(value: dict[str, Any], path: str) -> Iterator[Problem]:
    if value.get("min_length", 0) > value.get("max_length", 3000):
        yield Problem(path, "min_length is more than max_length")


WRITTEN: dict[str, Rule] = {
    "plain_text_input": _input(
        {
            "initial_value": string(3000, 0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
            **TYPED,
        },
        _lengths,
    ),
    "email_text_input": _input({"initial_value": string(3000), **TYPED}),
    "url_text_input": _input({"initial_value": string(3000), **TYPED}),
    "number_input": _input(
        {
            "initial_value": string(30),
            "min_value": string(30),
            "max_value": string(30),
            **TYPED,
        },
        is_decimal_allowed=boolean,
    ),
    "file_input": _element(
        {}, {"filetypes": list_of(string(30), 1, 50), "max_files": integer(1, 10)}
    ),
}
_SIGN = record({"text": plain_text(75), "value": string(2000)}, {"accessibility_label": string(75)})

ACTIONS: dict[str, Rule] = {"button": BUTTON, "overflow": OVERFLOW, **SELECTS, **PICKERS}
ACCESSORIES: dict[str, Rule] = {**ACTIONS, "image": IMAGE}
INPUTS: dict[str, Rule] = {**SELECTS, **PICKERS, **WRITTEN}
CONTEXT_ACTIONS = by_type(
    {
        "feedback_buttons": _element({"positive_button": _SIGN, "negative_button": _SIGN}),
        "icon_button": _element(
            {"text": plain_text(75), "icon": one_of("trash")},
            {
                "value": string(2000),
                "visible_to_user_ids": list_of(string(255), 1, 100),
                "accessibility_label": string(75),
                **CONFIRMABLE,
            },
        ),
    }
)
