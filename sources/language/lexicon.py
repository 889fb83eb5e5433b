"""The words that names and offices are made of, as British and Irish minutes write them."""

import tomllib
from importlib import resources

# The lists that stand in lexicon.toml, by table and name.
_LISTS = tomllib.loads(
    resources.files("sources").joinpath("language/lexicon.toml").read_text("utf-8")
)


def listed(table: str, name: str) -> frozenset[str]:
    """The words of a list of lexicon.toml; raises KeyError where there is no such list."""
    return frozenset(_LISTS[table][name])


def lists_of(table: str) -> tuple[str, ...]:
    """The names of the lists in a table of lexicon.toml; raises KeyError where there is none."""
    return tuple(_LISTS[table])


# --- titles of persons ---------------------------------------------------------------------

MALE = listed("titles", "male")
FEMALE = listed("titles", "female")
TITLES = listed("titles", "before")
TITLES_ALSO_WORDS = listed("titles", "also_words")
PLURAL_TITLES: dict[str, str] = _LISTS["titles"]["plural"]
# Ranks stand before a name as a title does; alone, after "the", they are an office.
RANKS: tuple[str, ...] = tuple(_LISTS["titles"]["ranks"])
LETTERS_AFTER = listed("titles", "letters_after")
PARTICLES = listed("surnames", "particles")
GIVEN_NAMES = listed("given", "names")
SURNAMES_LIKE_TITLES = listed("surnames", "like_titles")
SURNAMES_LIKE_POSTS = listed("surnames", "like_posts")

# --- offices -------------------------------------------------------------------------------

OFFICE_NOUNS = listed("offices", "nouns")
NEEDS_MORE = listed("offices", "need_more")
WITH_ARTICLE = listed("offices", "with_article")
TOLD_BY_TAIL = listed("offices", "told_by_tail")
CAPITAL_ONLY = listed("offices", "capital_only")
SEATS = listed("offices", "seats")
OFFICE_ACRONYMS = listed("offices", "acronyms")
OFFICE_MODIFIERS = listed("offices", "modifiers")
OFFICE_FIELDS = listed("offices", "fields")
WHOLE_OFFICES = listed("offices", "whole")
ELSEWHERE: tuple[str, ...] = tuple(_LISTS["offices"]["elsewhere"])

# --- what looks like a name or an office and is not a person ----------------------------------

COLLECTIVES = listed("bodies", "collectives")
PERSONS = listed("bodies", "persons")
DETERMINERS = listed("bodies", "determiners")
LINKS = listed("bodies", "links")
GROUPS = listed("bodies", "groups")
INSTITUTIONS = listed("bodies", "places_and_things")
FIRMS = listed("bodies", "firms")
BODIES = listed("bodies", "speaking")
OPENERS = listed("bodies", "openers")

# --- how clauses begin -----------------------------------------------------------------------

CONNECTIVES = listed("clauses", "connectives")
FRONTED = listed("clauses", "fronted")
BEFORE_OBJECTS = listed("clauses", "before_objects")


# Letters for the insides of character classes: `re` has no class for capitals.


_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
UPPER = "".join(letter for letter in _LATIN if letter.isupper())
LETTER = "".join(letter for letter in _LATIN if letter.isalpha())
