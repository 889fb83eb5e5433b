"""The one error that is written for people."""


class MinutebookError(Exception):
    """A sentence to be shown to a user: what was wrong, with what, and what to do.

    Raised by every room; caught at the two doors (the command line and Slack). Any other
    exception is a fault of ours.
    """
