"""Who asks: the person of the minutes whom “I”, “me” and “my” mean."""

import re

from commands.answers import Answer, HelpAnswer
from commands.query.people import SURE
from commands.request_context import Context
from commands.requests import Ask
from storage.people import find_people, link_asker, linked_asker, people

_SPOKEN = re.compile(r"\b(did|have|had) I\b", re.IGNORECASE)
_MOST = 5  # people to choose from


def named(context: Context, text: str) -> str:
    """A question with the asker's name in place of "I", where it is known who asks."""
    if context.viewer.user is None or not _SPOKEN.search(text):
        return text
    person = linked_asker(context.book, context.viewer)
    return _SPOKEN.sub(lambda said: f"{said[1]} {person.name}", text) if person else text


def answer_identity(context: Context, request: Ask) -> Answer | None:
    """“I am Cllr Ash”: link the asker to that person, ask which of several, or forget it; without
    a name say who it is. None where nobody is meant, for it is a question then."""
    user = context.viewer.user
    if user is None:
        return None
    if request.state == "nobody":
        link_asker(context.book, user, None, context.now)
        return HelpAnswer("I no longer take you for anybody in the minutes.", ())
    if not request.person:
        return who_asks(context)
    fitting = find_people(context.book, context.viewer, request.person)
    if not fitting:
        return None
    sure = [person for person, likeness in fitting if likeness >= SURE]
    if len(sure) != 1:
        choices = tuple((f"/minutes I am {p.name}", "that is me") for p, _ in fitting[:_MOST])
        return HelpAnswer("Which of these are you?", choices)
    link_asker(context.book, user, sure[0].id, context.now)
    return who_asks(context)


def who_asks(context: Context) -> HelpAnswer:
    """Whom the asker is taken for, and how to change it."""
    person = linked_asker(context.book, context.viewer)
    if person is None:
        known = people(context.book, context.viewer)
        name = next((p.name for p in known if not p.office and p.paragraphs), "Cllr Smith")
        return HelpAnswer(
            "I don't know who you are in the minutes. Tell me once:",
            ((f"/minutes I am {name}", "your name as the minutes have it"),),
        )
    return HelpAnswer(
        f"You are {person.name}. When you write “I” or “my”, I take it as {person.name}.",
        (
            ("/minutes what did I promise", "your own promises"),
            ("/minutes I am nobody", "forget that again"),
        ),
    )
