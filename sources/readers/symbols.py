"""Signs of the fonts Symbol and Wingdings, which files name by a place in the font alone."""

_SYMBOL = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?",
    0x40: "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    0x60: "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐―↵",
    0xC0: "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
    0xE0: "◊〈®©™∑",
}
_WINGDINGS = {
    0x22: "✂",
    0x28: "☎✆✉",
    0x36: "⌛⌨",
    0x4A: "☺😐☹",
    0x6C: "●❍■□",
    0x70: "□❑❒⬧⧫◆❖⬥",
    0x9E: "·•",
    0xA7: "▪◻",
    0xD5: "⌫⌦",
    0xD8: "➢",
    0xDF: "←→↑↓↖↗↙↘",
    0xEF: "⇦⇨⇧⇩",
    0xFB: "✗✓☒☑",
}


def _by_code(rows: dict[int, str]) -> dict[int, str]:
    return {start + i: sign for start, signs in rows.items() for i, sign in enumerate(signs)}


_FONTS = {"symbol": _by_code(_SYMBOL), "wingdings": _by_code(_WINGDINGS)}


def symbol(code: int, font: str) -> str:
    """The sign at a place of a font (0x20 to 0xFF, or 0xF020 to 0xF0FF as Word counts);
    U+FFFD, the sign for an unknown letter, where font or place is not known."""
    named = next((signs for name, signs in _FONTS.items() if name in font.lower()), {})
    return named.get(code & 0xFF if code >= 0xF000 else code, "\ufffd")


def with_symbols(text: str, font: str) -> str:
    """The text with its private letters (U+F020 to U+F0FF) as the signs that the font shows; they
    are Symbol's where the font is another, because writers keep the letter and lose the font."""
    known = font if any(name in font.lower() for name in _FONTS) else "Symbol"
    return "".join(symbol(ord(c), known) if 0xF020 <= ord(c) <= 0xF0FF else c for c in text)
