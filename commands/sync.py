"""Fetching what is new or amended from ModernGov committees, and little else.

    with open_fetcher(book, now, settings.sources) as fetcher:
        report = sync(context, settings.sources, fetcher)

`sync(context, addresses, fetcher, since=None, dry_run=False, progress=None) -> SyncReport`
goes through the committees one by one and through their meetings from the newest back. Every
meeting is entered whole or not at all before its visit is noted, so that an interrupted sync goes
on where it was. Nothing is ever removed from the book.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from commands.ingest import ingest
from commands.ingest_reports import Added, Planned, SyncReport
from commands.request_context import Context
from commands.sync_meeting import RECENT, Committee, Found, list_meetings, visit
from sources.fetch import Fetcher, FetchError, SiteRestingError
from sources.moderngov import NotThisPageError, Place, place_of
from sources.moderngov.service import Listed
from storage.audit import note_official, official_found
from storage.meetings import meeting_row
from storage.model import Meeting, MeetingRow, MinutebookError
from storage.plurals import plural
from storage.sites import (
    State,
    Watched,
    remember_committee,
    remember_meeting,
    watched_committee,
    watched_meetings,
)
from storage.withdrawal_filter import WithdrawnError

# ---- which meetings a sync visits -------------------------------------------------------------
# What is new, what was amended lately, and the rest now and then.


LONG_AGO = dt.timedelta(days=30)  # how often older meetings are looked at again
SECOND_LOOKS = frozenset({"to be looked at again", "not seen for a month"})


def why_due(
    listed: Listed,
    known: Watched | None,
    now: dt.datetime,
    today: dt.date,
    started: dt.datetime,
    since: dt.date | None,
) -> str | None:
    """Why a meeting is to be visited in the round that began at `started`; None where it is not.

    A meeting changes for weeks and then almost never: those of the last four months are looked
    at in every round, older ones once in a while.
    """
    day = listed.date or (known.date if known else None)
    if not listed.promising or (day and day > today):
        return None
    if since and (day is None or day < since):
        return None
    if known is None:
        return "new"
    if known.visited >= started:
        return None  # in this round, before it was interrupted
    if listed.told and known.words and listed.words != known.words:
        return "changed in the list"
    if known.state == "failed":
        return "failed last time"
    if since or (day and today - day <= RECENT):
        return "to be looked at again"
    return "not seen for a month" if now - known.visited >= LONG_AGO else None


Progress = Callable[[int, int, str], None]

ROUND = dt.timedelta(days=1)  # an interrupted round is gone on with for so long
PATIENCE = 3  # pages in a row that a site may fail to give


@dataclass
class _Tally:
    """The report while it is being written."""

    added: list[Added] = field(default_factory=list)
    updated: list[Added] = field(default_factory=list)
    unchanged: int = 0
    waiting: int = 0
    left: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    drafts: list[Added] = field(default_factory=list)

    def report(self) -> SyncReport:
        return SyncReport(
            tuple(self.added),
            tuple(self.updated),
            self.unchanged,
            self.waiting,
            self.left,
            tuple(self.failed),
            tuple(self.planned),
            tuple(self.drafts),
        )


def sync(
    context: Context,
    addresses: Sequence[str],
    fetcher: Fetcher,
    since: dt.date | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> SyncReport:
    """Fetch what is new or amended in the committees at these addresses.

    With `since`, all meetings from that day on are looked at again. `dry_run` only lists what
    would be fetched. `progress` is told how many meetings of how many are done, and which one
    is next. Faults of one address or meeting are in the report; the rest is done.
    """
    tally = _Tally()
    for address in dict.fromkeys(addresses):
        try:
            place = _committee_at(address)
            fetcher.allow(address)
            round_ = _Round(context, fetcher, tally, progress or (lambda *_: None))
            round_.go(address, place, since, dry_run)
        except MinutebookError as error:
            tally.failed.append((address, str(error)))
    return tally.report()


def found_drafts(context: Context) -> tuple[tuple[int, MeetingRow], ...]:
    """List the drafts whose official minutes a sync has found, each with the number by which that
    finding is known: the secretariat is to be told of each once."""
    return tuple(
        (finding, meeting_row(context.book, context.viewer, meeting_id))
        for finding, meeting_id in official_found(context.book)
    )


def _committee_at(address: str) -> Place:
    place = place_of(address)
    if place is None or place.kind != "committee":
        raise MinutebookError(
            f"{address} is not the address of a ModernGov committee. "
            "It should look like https://…/mgCommitteeDetails.aspx?ID=77."
        )
    return place


@dataclass(frozen=True, slots=True)
class _Round:
    """One going-through of a committee's meetings."""

    context: Context
    fetcher: Fetcher
    tally: _Tally
    progress: Progress

    def go(self, address: str, place: Place, since: dt.date | None, dry_run: bool) -> None:
        book, now = self.context.book, self.context.now
        committee, listed, to_the_end = list_meetings(self.context, self.fetcher, place, since)
        before = watched_committee(book, committee.base, committee.number)
        known = watched_meetings(book, committee.base, committee.number)
        going_on = before.round_started and now - before.round_started < ROUND
        started = before.round_started if going_on and before.round_started else now
        due = self._due(listed, known, started, since)
        if dry_run:
            self.tally.planned += [
                Planned(committee.address_of(one.meeting), one.date, why) for one, why in due
            ]
            return
        begun = replace(before, name=committee.name, round_started=started)
        remember_committee(book, committee.base, committee.number, begun)
        if self._visit_all(address, committee, due, known):
            listed_whole = now if to_the_end else before.listed_whole
            ended = replace(begun, round_started=None, listed_whole=listed_whole)
            remember_committee(book, committee.base, committee.number, ended)

    def _due(
        self,
        listed: Sequence[Listed],
        known: dict[int, Watched],
        started: dt.datetime,
        since: dt.date | None,
    ) -> list[tuple[Listed, str]]:
        """The meetings to be visited with the reason: news before second looks, newest first."""
        now, today = self.context.now, self.context.today
        reasons = [
            (one, why_due(one, known.get(one.meeting), now, today, started, since))
            for one in listed
        ]
        due = [(one, why) for one, why in reasons if why]
        due.sort(key=lambda pair: pair[0].date or dt.date.min, reverse=True)
        return sorted(due, key=lambda pair: pair[1] in SECOND_LOOKS)

    def _visit_all(
        self,
        address: str,
        committee: Committee,
        due: Sequence[tuple[Listed, str]],
        known: dict[int, Watched],
    ) -> bool:
        """Visit the meetings in turn. False where the site made us stop before the end."""
        failing, silent = 0, 0
        for done, (listed, _) in enumerate(due):
            self.progress(done, len(due), _name(committee, listed))
            try:
                told = self._visit(committee, listed, known.get(listed.meeting))
                failing, silent = 0, 0 if told else silent + 1
            except SiteRestingError as error:
                return self._stop(address, str(error), len(due) - done)
            except FetchError as error:
                failing += 1
                if failing == PATIENCE:
                    return self._stop(address, str(error), len(due) - done - 1)
            if silent == PATIENCE:
                committee = replace(committee, service=False)
        self.progress(len(due), len(due), "")
        return True

    def _stop(self, address: str, sentence: str, left: int) -> bool:
        self.tally.left += left
        rest = plural(left, "meeting is", "meetings are")
        self.tally.failed.append((address, f"{sentence} {rest} left for next time."))
        return False

    def _visit(self, committee: Committee, listed: Listed, known: Watched | None) -> bool:
        """Visit one meeting and note what came of it. False where its web service failed.

        Raises FetchError, after noting it, where the site itself is failing.
        """
        url = committee.address_of(listed.meeting)
        try:
            found = visit(self.fetcher, committee, listed.meeting, listed.date, known)
            self._enter(committee, listed, known, found)
            return not found.service_failed
        except SiteRestingError:
            raise
        except MinutebookError as error:
            gone = _is_gone(error)
            if not gone or (known and known.state != "gone"):
                self.tally.failed.append((url, _sentence(error, url, gone)))
            self._note(committee, listed, known, "gone" if gone else "failed")
            if isinstance(error, FetchError) and _is_trouble(error):
                raise
            return True

    def _enter(
        self, committee: Committee, listed: Listed, known: Watched | None, found: Found
    ) -> None:
        """Put what was found into the book, and note the visit."""
        if found.meeting is None:
            self.tally.unchanged += found.same
            self.tally.waiting += not found.same
            self._note(committee, listed, known, "saved" if found.same else "nothing", found)
            return
        url = committee.address_of(listed.meeting)
        try:
            added = self._put_in(found.meeting, url)
        except WithdrawnError:  # the secretariat's word stands over the site's
            self._note(committee, listed, known, "saved", found)
            self.tally.unchanged += 1
            return
        self._note(committee, listed, known, "saved", found)
        if added.outcome == "unchanged":
            self.tally.unchanged += 1
        else:
            (self.tally.added if added.outcome == "added" else self.tally.updated).append(added)

    def _put_in(self, minutes: Meeting, url: str) -> Added:
        """Enter minutes that their council has made public. One that is held as a draft stays
        so, and the secretariat is to be told of it."""
        context = self.context
        with context.book.write() as db:
            added = ingest(context, minutes, url, word="enough")
            if minutes.status == "published" and added.meeting.status == "draft":
                note_official(db, added.meeting.id, url, context.hand, context.now)
                self.tally.drafts.append(added)
        return added

    def _note(
        self,
        committee: Committee,
        listed: Listed,
        known: Watched | None,
        state: State,
        found: Found | None = None,
    ) -> None:
        """Remember the visit. What was known of the page's version stays where nothing new is."""
        noted = known or Watched(listed.meeting, None, "", state, self.context.now)
        noted = replace(
            noted,
            date=listed.date or noted.date,
            words=listed.words if listed.told else noted.words,
            state=state,
            visited=self.context.now,
        )
        if found and found.fingerprint:
            noted = replace(
                noted,
                fingerprint=found.fingerprint,
                page=found.page,
                etag=found.validators.etag,
                modified=found.validators.modified,
            )
        remember_meeting(self.context.book, committee.base, committee.number, noted)


def _is_gone(error: MinutebookError) -> bool:
    if isinstance(error, NotThisPageError):
        return error.gone
    return isinstance(error, FetchError) and error.status in (404, 410)


def _is_trouble(error: FetchError) -> bool:
    """Whether the site as a whole seems to be failing, and not this page alone."""
    return error.status is None or error.status >= 500


def _sentence(error: MinutebookError, url: str, gone: bool) -> str:
    if gone:
        return f"{url} is no longer on the site. The book keeps what it holds of it."
    return str(error)


def _name(committee: Committee, listed: Listed) -> str:
    day = f"{listed.date.day} {listed.date:%B %Y}" if listed.date else ""
    return ", ".join(part for part in (committee.name, day) if part)
