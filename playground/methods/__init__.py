"""The Web API's methods; importing this package fills the table."""

from playground.methods import chat, conversations, views
from playground.methods.registry import METHODS, Method

__all__ = ["METHODS", "Method", "assistant", "chat", "conversations", "files", "people", "views"]
