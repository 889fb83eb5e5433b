"""What somebody has settled to be sent, in sentences for any door."""

from commands.digest.choosing import HOLIDAYS, WEEKDAYS
from commands.model import DigestChoice, ProposedSearch, SavedSearches
from commands.searches.saving import found_often, told_how
from storage.subscriptions import EVERY_DAY, WORKDAYS, Subscription


def in_sentences(answer: DigestChoice) -> list[str]:
    """What comes, when, and on what it depends."""
    held, you = answer.chosen, "this channel" if answer.here else "you"
    gets = "gets" if answer.here else "get"
    told = []
    if held.ended:
        told.append(f"Nothing is sent at present: {held.ended}.")
    if held.form == "off":
        told.append(f"No digest comes to {you}. What saved searches find comes {_rhythm(held)}.")
    else:
        kind = {"daily": "the digest", "weekly": "the weekly digest"}[held.form]
        told.append(f"{you.capitalize()} {gets} {kind} {_rhythm(held)}, where there is anything.")
    if not answer.here:
        reminded = "You are" if held.reminders else "You are not"
        told.append(f"{reminded} reminded of actions that are yours.")
        if held.form != "off":
            told.append("What a channel of yours is told daily is not told to you again.")
    return told


def _rhythm(held: Subscription) -> str:
    zone = (
        held.zone if held.zone_set else ("your own time" if held.personal else "the panel's time")
    )
    days = {EVERY_DAY: "every day", WORKDAYS: "on weekdays"}.get(
        held.days, "on " + ", ".join(WEEKDAYS[day].capitalize() for day in held.days)
    )
    if held.form == "weekly":
        days = f"on {WEEKDAYS[held.weekday].capitalize()}s"
    where = next((name for name, code in HOLIDAYS.items() if code == held.holidays != ""), "")
    but = f", but on bank holidays of {where.replace('-', ' ').title()}" if where else ""
    return f"{days} at {held.at:%H:%M} ({zone}){but}"


def proposed(answer: ProposedSearch) -> str:
    """How often it would have fired."""
    found = found_often(answer.paragraphs, answer.meetings)
    return f"In the last year “{answer.query}” would have found {found}."


def saved(answer: SavedSearches) -> list[str]:
    """Each saved search in a line."""
    if not answer.searches:
        where = "for this channel" if answer.here else "for you"
        return [f'No searches are saved {where}. Save one: /minutes watch "stop and search"']
    return [
        f"{one.id}. “{one.query}”, {'paused' if one.paused else told_how(one.how)}"
        for one in answer.searches
    ]
