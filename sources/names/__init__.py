"""The grammar of names and offices in minutes."""

from sources.names.appositions import joined_appositions
from sources.names.finding import Kind, Named, find_names
from sources.names.forms import (
    NameForm,
    is_office,
    office_key,
    office_of,
    parse_name,
    same_person,
    split_titles,
)
from storage.plain import plain_name

__all__ = [
    "Kind",
    "NameForm",
    "Named",
    "find_names",
    "is_office",
    "joined_appositions",
    "office_key",
    "office_of",
    "parse_name",
    "plain_name",
    "same_person",
    "split_titles",
]
