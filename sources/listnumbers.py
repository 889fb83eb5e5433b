"""Numbers of list entries as web pages and Word write them: 1, a, A, i, I."""

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def list_number(kind: str, at: int) -> str:
    """The number of the `at`th entry of a list: `kind` as HTML's type ("1", "a", "A", "i", "I")."""
    if kind in ("a", "A") and at > 0:
        letter = _ALPHABET[(at - 1) % 26] * ((at - 1) // 26 + 1)
        return letter if kind == "a" else letter.upper()
    if kind in ("i", "I") and 0 < at < 4000:
        roman = _roman(at)
        return roman if kind == "i" else roman.upper()
    return str(at)


def _roman(number: int) -> str:
    text = ""
    for value, letters in (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        text += letters * (number // value)
        number %= value
    return text
