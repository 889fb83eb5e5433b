"""Left hanging: questions to which a promise was the only answer, and nothing has come since."""

from commands.model import Context, Hanging, HangingAnswer, ListHanging
from storage.minutes import paragraph_by_id
from storage.plain import plain_name
from storage.records import ActionRow
from storage.register import action_rows, waiting


def list_hanging(context: Context, request: ListHanging) -> HangingAnswer:
    """Questions taken away and not answered, by member, then oldest first.

    A question is one that the minutes show somebody asking; it was taken away where whoever
    answered undertook something in the same paragraph. What later minutes seem to answer waits
    for a decision elsewhere and is not listed.
    """
    perhaps = {one.action_id for one in waiting(context.book, context.viewer)}
    promised = [
        action
        for action in action_rows(context.book, context.viewer)
        if action.kind == "undertaking" and action.status == "open"
    ]
    found = [
        Hanging(member, action)
        for action in promised
        if action.id not in perhaps
        for member in _asking(context, action)
        if _fits(request.words, member, action)
    ]
    found.sort(key=lambda one: (one.member.casefold(), str(one.action.raised or ""), one.action.id))
    return HangingAnswer(tuple(found), context.today, request.words)


def _asking(context: Context, action: ActionRow) -> list[str]:
    """Who asked the question before the promise: the last to ask there, none where nobody did."""
    paragraph = paragraph_by_id(context.book, context.viewer, action.paragraph_id)
    if paragraph is None:
        return []
    end = paragraph.text.find(action.text) + len(action.text)
    asked = [
        mention.name
        for mention in paragraph.mentions
        if mention.part == "asks" and mention.start < end and not _owns(mention.name, action)
    ]
    return asked[-1:]


def _owns(name: str, action: ActionRow) -> bool:
    return plain_name(name) == plain_name(action.owner or "")


def _fits(words: str, member: str, action: ActionRow) -> bool:
    """Whether every word stands in the member's or the owner's name, or in the promise."""
    told = f"{member} {action.owner or ''} {action.text} {action.item_title}".casefold()
    return all(word in told for word in words.casefold().split())
