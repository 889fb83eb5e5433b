"""What belongs together in the book beyond what SQLite's foreign keys say."""

from collections.abc import Iterator

from sqlite_utils import Database

from storage.counted import counted

# (what is counted, of which rows, under which condition)
_ORPHANS = (
    (
        "entries of the register stand in no paragraph",
        "actions left join paragraphs on paragraphs.id = paragraph_id",
        "paragraphs.id is null and not vanished and actions.status <> 'withdrawn'",
    ),
    (
        "paragraphs stand in an item of another meeting",
        "paragraphs join items on items.id = item_id",
        "items.meeting_id <> paragraphs.meeting_id",
    ),
    (
        "people have no form of their name",
        "people left join forms on person_id = people.id",
        "person_id is null",
    ),
    (
        "published meetings have no moment of publication",
        "meetings",
        "status = 'published' and first_published is null",
    ),
)
_PLACES = (("items", "meeting_id"), ("paragraphs", "item_id"))


def orphans(db: Database) -> Iterator[str]:
    """Rows without what they belong to."""
    for told, rows, condition in _ORPHANS:
        (count,) = db.execute(f"select count(*) from {rows} where {condition}").fetchone()
        if count:
            yield f"{count} {told}."


def repeated_places(db: Database) -> Iterator[str]:
    """Items of a meeting, or paragraphs of an item, that stand at the same place."""
    for table, within in _PLACES:
        (count,) = db.execute(
            f"select count(*) from (select 1 from {table} group by {within}, position"
            " having count(*) > 1)"
        ).fetchone()
        if count:
            yield f"At {counted(count, 'place')} stand two rows of {table}."


def strange_words(db: Database) -> Iterator[str]:
    """Entries of the register whose words are not those of their paragraph at their place."""
    for table, there in (("actions", "not vanished"), ("action_tellings", "true")):
        (count,) = db.execute(
            f"select count(*) from {table} join paragraphs on paragraphs.id = paragraph_id"
            f' where {there} and substr(paragraphs.text, start + 1, {table}."end" - start)'
            f" <> {table}.text"
        ).fetchone()
        if count:
            rows = counted(count, f"row of {table} does", f"rows of {table} do")
            yield f"{rows} not have the words of their paragraph."
