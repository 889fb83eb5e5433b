"""The site's pages, with the quirks of the real markup."""

import datetime as dt
import html
import re
from collections.abc import Iterable

from support.local_moderngov.council import Committee, Item, Meeting

CUT_AT = 500
_TYPED = re.compile(r"(\(?\d+[.)]|[a-z]\))\s+(.*)", re.DOTALL)


def frame(title: str, subtitle: str, content: str, links: str = "", meta: str = "") -> str:
    """The council's own template around ModernGov's part."""
    menu = '<ul><li><a href="/bins">Bins and recycling</a></li><li>Agenda and minutes</li></ul>'
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
{meta}<title>{title} - Borsetshire County Council</title></head>
<body><header>Borsetshire County Council {menu}</header><nav>{menu}</nav>
<a name="mgMainContent"></a>
<div id="modgov">
 <div class="mgHeader"><h1  class="mgMainTitleTxt" >{title}</h1></div>
 <div class="mgSubTitle" ><h2 class="mgSubTitleTxt">{subtitle}</h2></div>
 <div class="mgLinks" > <ul  class="mgActionList" >{links}</ul> </div>
 <div class="mgContent" >{content}</div>
 <div class="mgFooter" ></div>
</div></body></html>"""


def long_day(day: dt.date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def word_para(paragraphs: Iterable[str]) -> str:
    inside = '<p class="MsoNormal">&nbsp;</p>\n'.join(_paragraph(text) for text in paragraphs)
    return f'<div class="mgWordPara"><div class="WordSection1">{inside}</div></div>'


def _paragraph(text: str) -> str:
    typed = _TYPED.match(text)
    lines = html.escape(typed[2] if typed else text, quote=False).replace(" the ", " the\r\n")
    blanks = '<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp;&nbsp;</span>'
    number = f"{typed[1]}{blanks}" if typed else ""
    lines = re.sub(r"^(RESOLVED)", r"<b>\1</b>", lines)
    return f'<p class="MsoNormal">{number}{lines}</p>'


def meeting_page(committee: Committee, meeting: Meeting, cut: str, columns: int) -> str:
    note = {"cancelled": ", CANCELLED", "moved": ", MOVED"}.get(meeting.state, "")
    name = f"{committee.name} - {long_day(meeting.date)} {meeting.time.replace('.', ':')}"
    return frame(
        _h1(meeting),
        f'<a href="mgCommitteeDetails.aspx?ID={committee.id}" title="Link&#32;to&#32;'
        f'{html.escape(committee.name)}">{html.escape(name)}{note}</a>',
        _venue(meeting) + _items_table(meeting, cut, columns),
        _documents(committee, meeting),
        f'<meta name="DC.title" content="Agenda for {html.escape(committee.name)} on '
        f'{long_day(meeting.date)}, {meeting.time}"/>\n'
        f'<meta name="DC.date" scheme="W3CDTF" content="{meeting.date}"/>\n',
    )


def _h1(meeting: Meeting) -> str:
    if meeting.old:
        return "Meeting documents"
    return {"minutes": "Agenda and minutes", "draft": "Agenda and draft minutes"}.get(
        meeting.state, "Agenda"
    )


def _venue(meeting: Meeting) -> str:
    if meeting.state == "cancelled":
        return (
            '<p><span  class="mgLabel" >Proposed venue: </span>Council Chamber</p>'
            "<p>No documents are available for this meeting.</p>"
        )
    return (
        '<p><span  class="mgLabel" >Venue: </span>Council Chamber, Felpersham. '
        '<a  href="mgLocationDetails.aspx?RID=1"> View directions</a></p>'
        '<p><span  class="mgLabel" >Contact: </span>A Clerk&nbsp; Tel: 01632 960001</p>'
    )


def document_path(committee: Committee, meeting: Meeting) -> str:
    when = f"{meeting.date:%A %d-%b-%Y} 10.30"
    return f"documents/g{meeting.agenda_id}/Printed minutes {when} {committee.name}.pdf"


def _documents(committee: Committee, meeting: Meeting) -> str:
    if meeting.state in ("empty", "cancelled", "moved"):
        return ""
    links = (
        f'<li><a  href="mgMeetingAttendance.aspx?ID={meeting.id}"  title="Link&#32;to">'
        "Attendance details</a></li>"
        f'<li><a  href="mgChooseDocPack.aspx?ID={meeting.agenda_id}">Agenda reports pack</a></li>'
    )
    if meeting.state != "agenda":
        links += (
            f'<li><a  href="{document_path(committee, meeting)}?T=1"  '
            'title="Link&#32;to&#32;printed&#32;minutes&#32;pdf&#32;file">Printed minutes\n'
            '  <span  class="mgFileSize" ><img src="mgimages/logo-pdf-1.gif" alt="" /> '
            "PDF 111 KB</span> </a></li>"
        )
    return links


def _items_table(meeting: Meeting, cut: str, columns: int) -> str:
    if meeting.state in ("empty", "cancelled", "moved"):
        return ""
    if meeting.old:
        text = [line for item in meeting.items for line in (item.title, *item.minutes)]
        return word_para(text)
    note_head = '<th class="mgHide" abbr="Note" scope="col">Note</th>' if columns == 3 else ""
    rows = "\n".join(_row(meeting, item, cut, columns) for item in meeting.items)
    return (
        '<table class="mgItemTable"  summary="Table of agenda items" id="mgItemTable">\n'
        ' <caption  class="mgSectionTitle" >Items</caption>\n <tr>'
        f'{note_head}<th class="mgHide" abbr="No" scope="col">No.</th>'
        f'<th class="mgHide" abbr="Item" scope="col">Item</th></tr>\n{rows}</table>'
    )


def _row(meeting: Meeting, item: Item, cut: str, columns: int) -> str:
    note = f'<td ><p class="mgAiTitleTxt" >{item.note}</p></td>' if columns == 3 else ""
    blocks = item_blocks(meeting, item) if not item.restricted else ""
    if cut == "agenda" and not item.restricted:
        blocks = blocks.replace("</p>", _link(item, "agenda") + "</p>", 1)
    elif cut and meeting.has_minutes and item.minutes and not item.restricted:
        blocks = _cut(meeting, item, everything=cut == "always")
    return (
        f'<tr>{note}<td  class="mgItemNumberCell" ><p  class="mgAiTitleTxt" >'
        f'<a name="AI{item.id}" aria-disabled="true"></a>{item.number}</p></td>\n'
        f'<td ><p  class="mgAiTitleTxt" ><a  class="mgAiTitleLnk"   href="documents/s{item.id}/'
        f'A Report.pdf" title="Link">{html.escape(item.title)} <span  class="mgFileSize" >'
        '<img height="12" src="mgimages/logo-pdf-1.gif" alt="pdf icon" /> PDF 161 KB</span> '
        f"</a></p>\n{blocks}</td></tr>"
    )


def item_blocks(meeting: Meeting, item: Item) -> str:
    """Agenda text, decision and minutes, whole, in the order of the site."""
    blocks = word_para([item.agenda]) if item.agenda else ""
    blocks += '<p class="mgSubItemTitleTxt">Additional documents:</p><ul  class="mgBulletList" >'
    blocks += "</ul>"
    if item.decision and meeting.has_minutes:
        blocks += '<p class="mgSubItemTitleTxt">Decision:</p>' + word_para(item.decision)
    if item.minutes and meeting.has_minutes:
        blocks += '<p class="mgSubItemTitleTxt">Minutes:</p>' + word_para(item.minutes)
    return blocks


def _cut(meeting: Meeting, item: Item, everything: bool) -> str:
    """The item with its minutes cut at 500 words, and a link in their place."""
    shown: list[str] = []
    words = 0
    for paragraph in item.minutes:
        parts = paragraph.split(" ")
        shown.append(" ".join(parts[: CUT_AT - words]))
        words += len(parts)
        if words >= CUT_AT:
            break
    whole = item_blocks(meeting, item)
    if words < CUT_AT and not everything:
        return whole
    before, _, _ = whole.partition('<p class="mgSubItemTitleTxt">Minutes:</p>')
    minutes = word_para(shown)
    end = minutes.rindex("</p>")
    return (
        before
        + '<p class="mgSubItemTitleTxt">Minutes:</p>'
        + minutes[:end]
        + _link(item, "minutes")
        + "</p>"
        + minutes[end + len("</p>") :]
    )


def _link(item: Item, what: str) -> str:
    return (
        f' &nbsp;...&nbsp; <a href="mgAi.aspx?ID={item.id}" title="Link to view the full item '
        f'text for item {item.number}">view the full {what} text for item {item.number}</a>'
    )


def item_page(committee: Committee, meeting: Meeting, item: Item) -> str:
    trail = (
        f'<p><a href="ieListDocuments.aspx?CId={committee.id}&amp;MId={meeting.id}">Meeting</a></p>'
    )
    after = '<p class="mgSubItemTitleTxt">Supporting documents:</p><ul class="mgBulletList"></ul>'
    return frame(
        "Agenda item",
        html.escape(item.title),
        trail + item_blocks(meeting, item) + after,
    )


PAGE = 15


def meetings_page(committee: Committee, before: str | None, words: bool = True) -> str:
    """The newest meetings, or those earlier than `before` (yyyymmddhhmm)."""
    rows = [m for m in committee.newest_first if before is None or _stamp(m) < before]
    shown, more = rows[:PAGE], len(rows) > PAGE
    earlier = later = ""
    if more:
        earlier = _turn(committee, "earlier", _stamp(shown[-1]), "Earlier meetings")
    if before is not None:
        later = _turn(committee, "later", before, "Later meetings")
    lines = "".join(
        f'<li  class="mgTable{("Even", "Odd")[row % 2]}Row" ><a  class="mgMeetingTableLnk"    '
        f'href="ieListDocuments.aspx?CId={committee.id}&amp;MId={meeting.id}&amp;Ver=4"  '
        f'title="Link&#32;to">{meeting.date.day:02} {meeting.date:%b %Y}&nbsp;10&#58;30 am</a>'
        f"{_words(meeting) if words else ''}</li>"
        for row, meeting in enumerate(shown)
    )
    listed = f'<ul  class="mgNonBulletTableList"  >{lines}</ul>'
    if not shown:
        listed = "<p>No meetings are available.</p>"
    turning = f"<div class='mgMeetingsEarlierLater'><p>{earlier}{later}</p></div>"
    return frame(
        "Browse meetings",
        html.escape(committee.name),
        turning + listed + f"<h2>Information about {html.escape(committee.name)}</h2>",
    )


def _stamp(meeting: Meeting) -> str:
    return f"{meeting.date:%Y%m%d}1030"


def _turn(committee: Committee, act: str, stamp: str, words: str) -> str:
    return (
        f'<a class="mgTableNextLnk" href="ieListMeetings.aspx?Act={act}&amp;CId={committee.id}'
        f'&amp;D={stamp}&amp;MD=ielistmeetings">{words}</a>'
        "<span class='mgLinkSep'>. </span> "
    )


def _words(meeting: Meeting) -> str:
    return {
        "empty": "",
        "agenda": " - Agenda",
        "cancelled": " - CANCELLED",
        "moved": " - MOVED",
        "draft": " - Agenda, Draft Minutes",
    }.get(meeting.state, " - Agenda, Minutes")


def committee_page(committee: Committee) -> str:
    return frame(
        "Committee details",
        html.escape(committee.name),
        '<h2 class="mgSectionTitle">Purpose of committee</h2><p>To scrutinise.</p>'
        f'<link rel="alternate" type="application/rss+xml" href="mgRss.aspx?CID={committee.id}"/>',
        f'<li><a href="ieListMeetings.aspx?CommitteeId={committee.id}">Browse meetings</a></li>',
    )


def error_page() -> str:
    return frame("Error", "", "<p>The page that you asked for cannot be shown.</p>")


CHALLENGE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
    "<p>Checking that you are not a robot.</p><script>go()</script></body></html>"
)


def issue_page(committee: Committee, meeting: Meeting, item: Item) -> str:
    day = f"{meeting.date:%d/%m/%Y}"
    return frame(
        "Issue - meetings",
        html.escape(item.title),
        f"<p>Meeting: {day} - {html.escape(committee.name)} (Item {item.number.strip('.')})</p>"
        + item_blocks(meeting, item),
    )


def attendance_page(committee: Committee, meeting: Meeting) -> str:
    rows = (
        ("31", "Councillor Eddie Grundy", "Vice-Chair", "Present, as expected"),
        ("32", "Councillor Ruth Snell", "", "Expected"),
    )
    lines = "".join(
        f'<tr><td><a href="mgUserInfo.aspx?UID={uid}">{name}</a></td><td>{role}</td>'
        f"<td>{said}</td></tr>"
        for uid, name, role, said in rows
    )
    return frame(
        "Attendance details",
        f"{html.escape(committee.name)} - {long_day(meeting.date)}",
        '<table summary="Table of meeting attendance"><tr><th>Attendee</th><th>Role</th>'
        f"<th>Attendance</th></tr>{lines}</table>",
    )
