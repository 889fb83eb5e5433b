"""A ModernGov site of invented meetings on loopback, faithful to what real ones send.

council = Council([Committee(77, "Borsetshire Police and Crime Panel", meetings)])
with LocalModernGov(council) as site:
    site.switches.service = "off"
    ... fetch from site.base ...
    assert site.count("mgAi.aspx") == 0
"""

from support.local_moderngov.council import Committee, Council, Item, Meeting, archive
from support.local_moderngov.server import LocalModernGov, Switches

__all__ = ["Committee", "Council", "Item", "LocalModernGov", "Meeting", "Switches", "archive"]
