"""Numbers with their nouns, and names one after the other, as people read them."""

from collections.abc import Sequence


def plural(number: int, noun: str, nouns: str = "") -> str:
    """Say how many there are: "1 item", "2 items"; `nouns` where an s is not enough."""
    return f"1 {noun}" if number == 1 else f"{number} {nouns or noun + 's'}"


def listed(names: Sequence[str]) -> str:
    """Put names one after the other: "A", "A and B", "A, B and C"; "" where there are none."""
    *before, last = names or ("",)
    return f"{', '.join(before)} and {last}" if before else last
