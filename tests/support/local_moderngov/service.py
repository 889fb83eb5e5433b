"""The site's web service: XML without a namespace, the minutes escaped inside it."""

import datetime as dt
from html import escape

from support.local_moderngov.council import Committee, Council, Item, Meeting
from support.local_moderngov.html import long_day, word_para

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\r\n'


def get_committees(council: Council) -> str:
    rows = "".join(
        f"<committee><committeeid>{one.id}</committeeid>"
        f"<committeetitle>{escape(one.name)}</committeetitle>"
        "<committeedeleted>False</committeedeleted></committee>"
        for one in council.committees
    )
    count = len(council.committees)
    return f"{_HEAD}<committees><committeescount> {count}</committeescount>{rows}</committees>"


def get_meetings(committee: Committee, since: dt.date | None, until: dt.date | None) -> str:
    """The meetings of a committee; a date that was not understood limits nothing."""
    held = [
        one
        for one in committee.meetings
        if (since is None or one.date >= since) and (until is None or one.date <= until)
    ]
    rows = "\r\n".join(_meeting_row(one) for one in held)
    return (
        f"{_HEAD}<getmeetings><meetingscount> {len(held)}</meetingscount><committee>"
        f"<committeeid>{committee.id}</committeeid>"
        f"<committeetitle>{escape(committee.name)}</committeetitle>"
        f"<committeemeetings>{rows}</committeemeetings></committee></getmeetings>"
    )


def _meeting_row(meeting: Meeting) -> str:
    return (
        f"<meeting>\r\n  <meetingid>{meeting.id}</meetingid>"
        f"<meetingdate>{meeting.date:%d/%m/%Y}</meetingdate>"
        f"<meetingstatus>{_status(meeting)}</meetingstatus>"
        f"<meetingtime>{meeting.time}</meetingtime></meeting>"
    )


def _status(meeting: Meeting) -> str:
    return {"cancelled": "Cancelled", "moved": "Moved"}.get(meeting.state, "Confirmed")


def get_meeting(committee: Committee, meeting: Meeting, base: str, doubly: bool = False) -> str:
    items = (
        ""
        if meeting.state in ("empty", "cancelled", "moved")
        else "".join(_item(committee, meeting, item, doubly) for item in meeting.items)
    )
    return f"""{_HEAD}<meeting>
  <meetingid>{meeting.id}</meetingid>
  <meetingdate>{meeting.date:%d/%m/%Y}</meetingdate>
  <meetingstatus>{_status(meeting)}</meetingstatus>
  <isdisplayallowed>True</isdisplayallowed>
  <meetingtime>{meeting.time}</meetingtime>
  <meetingactualstarttime>
  </meetingactualstarttime>
  <meetinglocation>Council Chamber, Felpersham</meetinglocation>
  <agendaid>{meeting.agenda_id}</agendaid>
  <agendapublished>{meeting.state != "empty"}</agendapublished>
  <decisionpublished>False</decisionpublished>
  <minutepublished>{meeting.has_minutes or meeting.state == "pdf"}</minutepublished>
  <agendaitems>
{items}  </agendaitems>
  <attendees>
    <attendee membertype="U" memberid="31" name="Councillor Eddie Grundy" \
roledescription="Vice-Chair" attendance="Present, as expected" representing="">
      <url>{base}mgUserInfo.aspx?UID=31</url>
    </attendee>
    <attendee membertype="U" memberid="32" name="Councillor Ruth Snell" roledescription="" \
attendance="Expected" representing=""><url>{base}mgUserInfo.aspx?UID=32</url></attendee>
  </attendees>
</meeting>"""


def _item(committee: Committee, meeting: Meeting, item: Item, doubly: bool) -> str:
    title = escape(item.title)
    if doubly:
        title = escape(title)
    body = ""
    if meeting.has_minutes and item.decision:
        body += _body("decisionnonemptyhtmlbody", item.decision)
    if meeting.has_minutes and item.minutes:
        body += _body("minutesnonemptyhtmlbody", item.minutes)
    return f"""    <agendaitem>
      <agendaitemid>{item.id}</agendaitemid>
      <agendaitemtitle>{title}</agendaitemtitle>
      <agendatext>{escape(word_para([item.agenda]))}
</agendatext>
      <agendaitemnumber>{item.number.strip(".") or 0}</agendaitemnumber>
      <fulldisplaynumberformat>{item.number}</fulldisplaynumberformat>
      {body}
      <isminutepublished>{meeting.has_minutes}</isminutepublished>
      <isrestricted>{item.restricted}</isrestricted> <isdisplayallowed>True</isdisplayallowed>
      <meetingdate>{long_day(meeting.date)}</meetingdate>
      <refertocommittee>{escape(committee.name)}</refertocommittee>
    </agendaitem>
"""


def _body(name: str, paragraphs: tuple[str, ...]) -> str:
    return f"<{name}>{escape(word_para(paragraphs))}\n</{name}>"
