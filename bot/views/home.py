"""The app's home: a search box over somebody's own page."""

from bot.views.blocks import blocks
from bot.views.kit import Block, plain
from commands.documents.own_page import own_page
from commands.lookup import Overview

MOST = 99  # blocks beneath the search box


def home(view: Overview) -> dict[str, object]:
    """The view of one person."""
    return {"type": "home", "blocks": [_search_box(), *blocks(own_page(view), MOST)]}


def _search_box() -> Block:
    return {
        "type": "input",
        "block_id": "home_search",
        "dispatch_action": True,
        "label": plain("Search the minutes"),
        "element": {
            "type": "plain_text_input",
            "action_id": "home_search",
            "placeholder": plain("stop and search · from:clarke · in 2021"),
            "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
        },
    }
