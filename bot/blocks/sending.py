"""What somebody is sent: the digest's settings and the saved searches, with buttons to change."""

from bot.blocks.kit import Block, Message, button, row, said
from bot.text import VALUE_MOST, cut, escape, escaped_within, fit
from commands.model import DigestChoice, ProposedSearch, SavedSearches
from commands.searches.saving import told_how
from commands.sending_said import in_sentences, proposed, saved
from storage.saved_searches import SavedSearch

SEARCHES_SHOWN = 12


def choice(answer: DigestChoice) -> Message:
    """What comes and when, with the rarer choices to press or to type."""
    sentences = in_sentences(answer)
    told = " ".join(["Settled." if answer.changed else "", *sentences]).strip()
    here = "here " if answer.here else ""
    typed = f"/minutes digest {here}on 08:30 weekdays · weekly monday · holidays england · off"
    blocks = [said(told), *(choice_buttons(answer) if answer.may_change else []), said(typed)]
    return Message(fit([escape(told), escape(typed)], "…"), tuple(blocks))


def choice_buttons(answer: DigestChoice) -> list[Block]:
    """Turning things on and off."""
    here = "here " if answer.here else ""
    held = answer.chosen
    choices = [
        ("Daily digest", f"digest {here}daily", held.form != "daily"),
        ("Weekly digest", f"digest {here}weekly", held.form != "weekly"),
        ("No digest", f"digest {here}off", held.form != "off"),
        ("Reminders on", "reminders on", not answer.here and not held.reminders),
        ("Reminders off", "reminders off", not answer.here and held.reminders),
        ("Saved searches", f"watches {here}".strip(), True),
    ]
    return row(
        *(
            button(text, f"ask.{20 + place}", asked)
            for place, (text, asked, shown) in enumerate(choices)
            if shown
        )
    )


def proposal(answer: ProposedSearch) -> Message:
    """How often it would have fired, and buttons to save it."""
    told = proposed(answer)
    ways = [("Tell me daily", "daily"), ("Tell me weekly", "weekly"), ("Tell me at once", "once")]
    asks = [(text, f"watch {answer.query} how:{how}") for text, how in ways]
    if answer.channel_too:
        asks.append(("Tell this channel daily", f"watch {answer.query} how:daily to:here"))
    buttons = [
        button(text, f"ask.{place}", asked)
        for place, (text, asked) in enumerate(asks)
        if len(asked) <= VALUE_MOST
    ]
    query = escaped_within(answer.query, 1500)
    text = f"{escaped_within(told, 1700)}\nTo save it: /minutes watch {query} how:daily"
    return Message(text, (said(told), *row(*buttons)))


def searches(answer: SavedSearches) -> Message:
    """The saved searches, each with its buttons."""
    lines = saved(answer)
    blocks = [said(answer.said)] if answer.said else []
    if not answer.searches:
        blocks.append(said(lines[0]))
    for search in answer.searches[:SEARCHES_SHOWN]:
        blocks += one_search(search, answer.may_change)
    left = len(answer.searches) - SEARCHES_SHOWN
    blocks += [said(f"{left} more: /minutes watches NUMBER stop")] if left > 0 else []
    text = [escaped_within(told, 1500) for told in (answer.said, *lines) if told]
    return Message(fit(text, "…"), tuple(blocks))


def one_search(search: SavedSearch, may_change: bool) -> list[Block]:
    """A saved search and what can be done with it."""
    state = "paused" if search.paused else told_how(search.how)
    told = said(f"{search.id}. “{cut(search.query, 500)}”, {state}")
    if not may_change:
        return [told]
    verbs = [("Go on", "resume") if search.paused else ("Pause", "pause"), ("Stop", "stop")]
    hows = (("Daily", "daily"), ("Weekly", "weekly"), ("At once", "at once"))
    verbs += [(text, how) for text, how in hows if search.paused or how != search.how]
    return [
        told,
        *row(
            *(
                button(
                    text,
                    f"ask.{place}",
                    f"watches {search.id} {verb}",
                    f"{text}: saved search {search.id}",
                )
                for place, (text, verb) in enumerate(verbs)
            )
        ),
    ]
