"""The steps for those who read the file with tools of their own."""

from sqlite_utils import Database

from storage.migrations.running import run


def public_views(db: Database) -> None:
    """What everybody may see, under names that stay: docs/database.md."""
    run(
        db,
        """
        create view public_meetings as
            select id as meeting_id, panel, title, date, time, place, url,
                first_published as published
            from meetings where status = 'published';

        create view public_items as
            select items.id as item_id, meeting_id, items.number, items.title,
                coalesce(items.url, meetings.url) as url, items.position
            from items join meetings on meetings.id = meeting_id
            where status = 'published' and not exempt;

        create view public_paragraphs as
            select paragraphs.id as paragraph_id, paragraphs.meeting_id, item_id, meetings.panel,
                meetings.title as meeting, meetings.date, items.number as item_number,
                items.title as item, paragraphs.number, paragraphs.text, paragraphs.kind,
                (select group_concat(name, char(59) || ' ') from (
                    select distinct people.name from mentions
                    join people on people.id = person_id
                    where paragraph_key = paragraphs.key and part <> 'mentioned')) as speakers,
                coalesce(items.url, meetings.url) as url
            from paragraphs join items on items.id = item_id
            join meetings on meetings.id = paragraphs.meeting_id
            where status = 'published' and not exempt;

        create view public_speakers as
            select people.name, people.panel, paragraphs.id as paragraph_id, mentions.part,
                mentions.name as called, mentions.start, mentions."end"
            from mentions join people on people.id = person_id
            join paragraphs on paragraphs.key = paragraph_key
            join items on items.id = item_id
            join meetings on meetings.id = paragraphs.meeting_id
            where meetings.status = 'published' and not exempt;

        create view public_actions as
            select actions.id as action_id, actions.kind, actions.text, owner, actions.status,
                due, due_words, meetings.date as raised, meetings.panel, items.title as item,
                paragraph_id, actions.meeting_id
            from actions join paragraphs on paragraphs.id = paragraph_id
            join items on items.id = item_id
            join meetings on meetings.id = paragraphs.meeting_id
            where meetings.status = 'published' and not items.exempt and certain
        """,
    )


STEPS = (public_views,)
