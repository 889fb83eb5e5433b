"""The desk's doors on the app's home: withdrawing, and who did what."""

from bot.blocks import Message
from bot.blocks.desk_forms import audit_view, withdraw_form
from bot.blocks.lists import sentence_with
from bot.carried import picked, whole, written
from bot.desk import Asker, Body, Desk
from bot.publishing import may
from commands.withdraw import withdraw
from storage.counted import counted
from storage.minutes import meeting_rows
from storage.records import KEEPER
from storage.shared import owed_count, unreachable
from storage.trail import steps


def open_withdraw(desk: Desk, body: Body, asker: Asker) -> None:
    """*Withdraw* was pressed: what, and why."""
    may(desk, asker)
    view = withdraw_form(meeting_rows(desk.book, KEEPER))
    desk.client.views_open(trigger_id=body["trigger_id"], view=view)


def withdraw_sent(desk: Desk, body: Body, asker: Asker) -> Message:
    """It is taken back; the messages that quote it are blanked by the clock."""
    may(desk, asker)
    done = withdraw(
        desk.context(asker.user, None),
        whole(picked(body, "meeting")),
        written(body, "reason"),
        written(body, "item") or None,
        written(body, "paragraph") or None,
    )
    count, quoting = counted(done.paragraphs, "paragraph"), ""
    if done.messages:
        said = ("message that quotes it is", "messages that quote it are")
        quoting = f" {counted(done.messages, *said)} being blanked."
    others = f" They stood in {done.elsewhere} more and are gone there too." * bool(done.elsewhere)
    return sentence_with(f"Withdrawn: {done.place} ({count}). The words are gone.{others}{quoting}")


def open_audit(desk: Desk, body: Body, asker: Asker) -> None:
    """*Audit trail* was pressed."""
    may(desk, asker)
    view = audit_view(steps(desk.book, most=40), unreachable(desk.book), owed_count(desk.book))
    desk.client.views_open(trigger_id=body["trigger_id"], view=view)
