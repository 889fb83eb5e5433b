"""Finding paragraphs: candidates out of FTS5, ranked by facts, refused where too little is met."""

from sqlite_utils import Database

from storage.model import Person, Viewer
from storage.search.find import BatchSearch, Found, Match, find, find_among, meets, read_batch
from storage.search.fts_query import Filters, Form, Query, Sort, SpeakerFilter, Term
from storage.search.vocabulary import LearntVocabulary, Vocabulary
from storage.visibility import meeting_visible, paragraph_visible

__all__ = [
    "BatchSearch",
    "Filters",
    "Form",
    "Found",
    "LearntVocabulary",
    "Match",
    "Query",
    "Sort",
    "SpeakerFilter",
    "Term",
    "Vocabulary",
    "find",
    "find_among",
    "known_people",
    "meets",
    "read_batch",
]


# ---- the people whom a viewer may know of, by the forms of their names ------------------------
# Light enough to ask for with every question that names somebody.


def known_people(db: Database, viewer: Viewer) -> list[Person]:
    """Return everybody named in minutes that this viewer may see, with those forms of the name
    only.

    Counts and offices are left out: `storage.people.people` has them, at the cost of reading
    every mention.
    """
    forms: dict[int, list[str]] = {}
    kept: dict[int, tuple[str, str | None, bool]] = {}
    for key, form, name, panel, office in db.conn.execute(
        "select person_id, form, people.name, panel, office from forms"
        " join people on people.id = person_id where exists (select 1 from mentions"
        " join paragraphs on paragraphs.key = paragraph_key join items on items.id = item_id"
        " join meetings on meetings.id = paragraphs.meeting_id"
        " where mentions.person_id = forms.person_id and mentions.name = form"
        f" and {paragraph_visible(viewer)})"
        " or exists (select 1 from attendance join meetings on meetings.id = meeting_id"
        " where (attendance.person_id = forms.person_id or office_id = forms.person_id)"
        f" and (attendance.name = form or office) and {meeting_visible(viewer)})"
        " order by person_id, forms.rowid"
    ):
        forms.setdefault(key, []).append(form)
        kept[key] = (name, panel, bool(office))
    return [
        Person(
            id=key,
            name=name if name in forms[key] else forms[key][0],
            panel=panel,
            office=office,
            aliases=tuple(form for form in forms[key] if form != name),
        )
        for key, (name, panel, office) in kept.items()
    ]
