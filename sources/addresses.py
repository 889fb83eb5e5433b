"""Addresses in one form, so that the same page is known again however it was written."""

import re
from urllib.parse import (
    SplitResult,
    parse_qsl,
    quote,
    unquote,
    urlencode,
    urljoin,
    urlsplit,
    urlunsplit,
)

_SESSION = re.compile(r"/\(S\([^)/]*\)\)", re.IGNORECASE)
_NAMES = {
    "cid": "CId",
    "committeeid": "CId",
    "mid": "MId",
    "meetingid": "MId",
    "id": "ID",
    "iid": "IId",
    "aiid": "AIId",
    "uid": "UID",
    "planid": "PlanId",
    "opt": "Opt",
    "year": "Year",
}
_JUNK = {"ver", "bcr", "xxr", "j", "$lo$", "txtonly", "lll", "rpid", "hpid", "zts", "df"}
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|msclkid|_ga|_gl|igshid)$", re.IGNORECASE
)
_PAGES = {
    p.casefold(): p
    for p in (
        "ieListDocuments.aspx",
        "CeListDocuments.aspx",
        "mgAi.aspx",
        "ieListMeetings.aspx",
        "mgCommitteeDetails.aspx",
        "ieIssueDetails.aspx",
        "ieDecisionDetails.aspx",
        "mgDecisionDetails.aspx",
        "mgMeetingAttendance.aspx",
        "mgIssueHistoryHome.aspx",
        "mgUserInfo.aspx",
        "mgWebService.asmx",
    )
}
_OF_ONE_ITEM = re.compile(r"/(?:mgAi|ieIssueDetails|ieDecisionDetails|mgIssueHistoryHome)\.aspx")
_ORDER = ("CId", "MId", "ID", "IId", "AIId", "UID")


def normalise_address(url: str) -> str:
    """The address in its one form; never raises.

    On ModernGov pages session segments and parameters without meaning go, names of pages and
    parameters get one spelling and order, and the item's anchor stays. Elsewhere only tracking
    parameters and text fragments go.
    """
    url = url.strip()
    parts = parts_of(url)
    port = parts.port
    if not parts.scheme or not parts.hostname:
        return url
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    scheme = parts.scheme.lower()
    if port and port != {"http": 80, "https": 443}.get(scheme):
        host = f"{host}:{port}"
    folder, _, page = _SESSION.sub("", parts.path).rpartition("/")
    known = _PAGES.get(page.casefold())
    query = parse_qsl(parts.query, keep_blank_values=True)
    query = _known_query(query) if known else [(k, v) for k, v in query if not _TRACKING.match(k)]
    path = f"{folder}/{known or page}"
    text = (
        urlencode(query, quote_via=quote)
        if known or (parts.query and _has_tracking(parts.query))
        else parts.query
    )
    return urlunsplit(
        (
            scheme,
            host,
            quote(unquote(path), safe="/%:@!$&'()*+,;=~"),
            text,
            _fragment(parts.fragment),
        )
    )


def parts_of(url: str) -> SplitResult:
    """An address in its parts, all empty where it is none; never raises."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def address_of_meeting(url: str, link: str | None, partial: bool) -> str | None:
    """The address of the whole meeting, given a page's own and the link to the meeting on it.

    None for the page of one item or issue that links to no meeting: its own address is not the
    meeting's.
    """
    own = normalise_address(url).partition("#")[0]
    if partial and link:
        return normalise_address(urljoin(url, link)).partition("#")[0]
    return None if partial and _OF_ONE_ITEM.search(own) else own or None


def _known_query(query: list[tuple[str, str]]) -> list[tuple[str, str]]:
    named = [(_NAMES.get(k.casefold(), k), v) for k, v in query if k.casefold() not in _JUNK]
    rank = {name: i for i, name in enumerate(_ORDER)}
    return sorted(dict(named).items(), key=lambda pair: (rank.get(pair[0], len(rank)), pair[0]))


def _has_tracking(query: str) -> bool:
    return any(_TRACKING.match(k) for k, _ in parse_qsl(query, keep_blank_values=True))


def _fragment(fragment: str) -> str:
    fragment = fragment.partition(":~:")[0]
    anchor = re.fullmatch(r"ai(\d+)", fragment, re.IGNORECASE)
    return f"AI{anchor[1]}" if anchor else fragment
