"""The one way from an Answer to its document."""

from dataclasses import replace

from commands.answers import Answer, ContextAnswer, QuotationAnswer, SearchAnswer
from commands.documents import Document, search
from commands.links import cited_paragraph_ids
from commands.request_context import Context
from commands.requests import Request, Search


def compose(context: Context, request: Request, answer: Answer, brief: bool = True) -> Document:
    """Compose the document that says this answer to whoever asked: in `brief` as a message, with
    buttons for the rest; else all of it."""
    document = _composed(context, request, answer, brief)
    return replace(document, cites=cited_paragraph_ids(answer))


def _composed(context: Context, request: Request, answer: Answer, brief: bool) -> Document:
    match answer:
        case SearchAnswer():
            one = isinstance(request, Search) and request.limit == 1
            return search.found(answer, one and brief, brief)
        case ContextAnswer():
            return search.in_context(answer, brief)
        case QuotationAnswer():
            return search.checked(answer, brief)
    raise AssertionError(answer)
