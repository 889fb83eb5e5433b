"""How to ask, by example from what is really held."""

from commands.examples import subject
from commands.model import Context, Help, HelpAnswer
from storage.counted import counted
from storage.minutes import meeting_rows
from storage.names import people


def how_to_ask(context: Context, request: Help) -> HelpAnswer:
    """Examples that work here, with the people and meetings of this book."""
    if request.about == "actions":
        return _about_actions(context)
    held = meeting_rows(context.book, context.viewer)
    if not held:
        return HelpAnswer(
            "Ask the minutes",
            (("/minutes add", "how the first minutes come in"),),
            ("No minutes are held yet.",),
        )
    somebody, about = _somebody(context), subject(context)
    first, last = held[-1].date, held[0].date
    span = f" from {first:%-d %B %Y} to {last:%-d %B %Y}" if first and last else ""
    span = f" of {last:%-d %B %Y}" if last and first == last else span
    count = f"{counted(len(held), 'meeting is', 'meetings are')} held"
    return HelpAnswer(
        "Ask the minutes",
        (
            (f"/minutes {about}", "the paragraph that answers, word for word"),
            *([(f"/minutes {about} in {last.year}", "only at that time")] if last else []),
            (f"/minutes from:{somebody}", "only what one person said"),
            (f"/minutes speakers {somebody}", "who that is, however it is spelt"),
            ("/minutes meetings", "what is held"),
            ("/minutes check “WORDS”", "whether these words stand in the minutes"),
            ("/actions open", "what was resolved, promised or requested"),
            ("/minutes digest on 08:30", "what is new, in the morning, to you alone"),
            ("/minutes watch stop and search", "be told when new minutes answer that"),
            ("/minutes add", "how new minutes come in"),
        ),
        (f"{count}{span}.", "Words and names may be misspelt."),
    )


def _about_actions(context: Context) -> HelpAnswer:
    somebody = _somebody(context)
    return HelpAnswer(
        "Ask the register of actions",
        (
            ("/actions open", "everything still to be done"),
            ("/actions overdue", "what should have been done by now"),
            (f"/actions owner:{somebody} all", "everything that is one person's"),
            ("/actions 12", "one action with its history"),
            ("/actions 12 done sent on 4 May", "mark it done, with a note"),
            ("/actions 12 assign Jo Smith", "say who sees to it"),
            ("/actions 12 due 2026-03-31", "say by when"),
            ("/actions 12 undo", "take back the last change"),
            ("/actions 12 snooze a week", "be reminded of it later"),
            ("/actions proposed", "what later minutes seem to have answered"),
            ("/actions hanging", "questions that were taken away and not answered since"),
        ),
    )


def _somebody(context: Context) -> str:
    """The last word of the name of a person who spoke, for an example."""
    named = (p.name for p in people(context.book, context.viewer) if not p.office and p.paragraphs)
    return next(named, "Smith").split()[-1].lower()


def how_to_add() -> HelpAnswer:
    """How new minutes come in."""
    return HelpAnswer(
        "Adding minutes",
        (
            ("minutebook add minutes.docx", "in the terminal: a file, a folder or an address"),
            ("/minutes add ADDRESS", "the page of the meeting, for the secretariat"),
        ),
        (
            "The secretariat drops a file on me, in a direct message or in a channel with a "
            "mention of me. I show what I understood; nobody sees it before you press Publish.",
        ),
    )
