"""A request of Slack's handed to Bolt; what cannot be Slack's is passed over, without a fault."""

import logging
from collections.abc import Callable

from slack_bolt import BoltResponse

log = logging.getLogger(__name__)

# What Bolt and the SDK raise for bodies and headers that they cannot read.
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


def taken(dispatch: Callable[[], BoltResponse]) -> BoltResponse | None:
    """The acknowledgement that `dispatch` gives; None where the request is none of Slack's.

    What goes wrong while it is worked on is told elsewhere: by then it is acknowledged.
    """
    try:
        return dispatch()
    except _UNREADABLE as error:
        log.warning("A request that is none of Slack's was passed over: %r", error)
        return None
