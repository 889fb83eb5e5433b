"""Numbers with their nouns, as people read them."""


def plural(number: int, noun: str, nouns: str = "") -> str:
    """Say how many there are: "1 item", "2 items"; `nouns` where an s is not enough."""
    return f"1 {noun}" if number == 1 else f"{number} {nouns or noun + 's'}"
