"""Who may see what: the one place that decides it.

Published minutes are a public record. Drafts and exempt items exist for the secretariat alone;
what was withdrawn for nobody. Every query over minutes puts these conditions in its `where`.
"""

from storage.model import Viewer


def meeting_visible(viewer: Viewer, meeting: str = "meetings") -> str:
    """Return the SQL condition on a row of `meetings` (by its alias) that this viewer may see
    it."""
    if viewer.secretariat:
        return f"{meeting}.status <> 'withdrawn'"
    return f"{meeting}.status = 'published'"


def paragraph_visible(viewer: Viewer, meeting: str = "meetings", item: str = "items") -> str:
    """Return the SQL condition on the meeting and item of a paragraph that this viewer may see
    it."""
    if viewer.secretariat:
        return meeting_visible(viewer, meeting)
    return f"{meeting_visible(viewer, meeting)} and {item}.exempt = 0"


def public(status: str, exempt: bool) -> bool:
    """Return whether a paragraph of such a meeting and item is seen by everybody."""
    return status == "published" and not exempt
