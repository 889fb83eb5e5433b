"""assistant.threads.*: suggested prompts and the status line."""

from playground.arguments import Arguments
from playground.installation import Installation
from playground.methods.registry import method
from playground.model import Json
from playground.refusals import Refused

PROMPTS = 4
LOADING_MESSAGES = 10


@method("assistant.threads.setSuggestedPrompts", "assistant:write")
def set_suggested_prompts(here: Installation, arguments: Arguments) -> Json:
    """Shows up to four prompts in a direct message."""
    channel = here.channel(arguments.needed("channel_id"))
    prompts = arguments.structure("prompts", "invalid_arguments") or []
    whole = all(one.get("title") and one.get("message") for one in prompts)
    if not 1 <= len(prompts) <= PROMPTS or not whole:
        here.violated("assistant.threads.setSuggestedPrompts: 1 to 4 prompts, title and message")
        raise Refused("invalid_arguments")
    here.workspace.prompts[channel.id] = prompts
    here.workspace.tell()
    return {}


@method("assistant.threads.setStatus", "chat:write", "assistant:write")
def set_status(here: Installation, arguments: Arguments) -> Json:
    """Shows what the app is doing under a thread."""
    here.channel(arguments.needed("channel_id"))
    arguments.needed("thread_ts")
    if len(arguments.structure("loading_messages", "invalid_arguments") or []) > LOADING_MESSAGES:
        raise Refused("invalid_arguments")
    return {}
