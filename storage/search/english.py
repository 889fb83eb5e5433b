"""Words of English: no slips of the pen, though some minutes do without them."""

import gzip
import re
from functools import cache
from importlib import resources

_COUNTED = re.compile(r'"([a-z]{4,})": (\d{3,})')
_FREQUENT = 400  # how often a word has been counted that is surely meant

# Words of the field, which are rare elsewhere.
_OF_THE_FIELD = frozenset(
    """
    abstained abstention abstentions allotments arrears bollard bollards bridleway bridleways
    broadband byelaw byelaws bylaw cafe cafes carer carers carriageway carriageways casework
    consultee consultees consultations cooption coopted councillors creche culvert culverts
    cycleway cycleways debtor debtors defibrillators deputation deputations easement easements
    electorate encroachment estuary fete fetes flyposting flytipping footbridge footpath
    footpaths footway footways freehold freeholder freeholders gigabit governance gritting
    gullies harbour hectare hedgerow hedgerows hustings indemnity jetty kerb kerbs layby laybys
    leasehold leaseholder leaseholders levies licences licensee midwives moorings noticeboard
    noticeboards ombudsman outturn overspend overspent parishes parishioner pavements pensioner
    playgroup planters pothole precept precepts quango quay quays quorate quorum railings
    ratepayer ratepayers rebate refurbish refurbishment resurfacing retrofit rewilding
    ringfenced roadworks rota rotas roundabouts sewerage shortfall shortlist shortlisted
    signage slipway stile stiles streetlight streetlights subsidence surcharge sustainability
    tannoy tendered tenders tenancies tenancy tendering timetables truancy twinning underspend
    underspent unitary verges vestry viaduct waterlogged weir weirs wheelie whistleblower
    whistleblowing wildflower wildflowers woodlands writeoff
    """.split()
)


def is_english(word: str) -> bool:
    """Whether this is a word, of four letters or more, that people do use."""
    return word in _OF_THE_FIELD or word in _frequent()


@cache
def _frequent() -> frozenset[str]:
    """The frequent words in the dictionary of pyspellchecker.

    It is read here and not by its own reader, which makes a table of all its 160,000 words: that
    takes twice as long and 35 MB.
    """
    packed = resources.files("spellchecker").joinpath("resources", "en.json.gz").read_bytes()
    counted = _COUNTED.finditer(gzip.decompress(packed).decode())
    return frozenset(found[1] for found in counted if int(found[2]) >= _FREQUENT)
