"""Whether words stand in the minutes: word for word, altered, put together, or not at all."""

from commands.quotation.check import check_quotation

__all__ = ["check_quotation"]
