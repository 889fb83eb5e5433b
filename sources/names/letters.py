"""Letters for the insides of character classes: `re` has no class for capitals."""

_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
UPPER = "".join(letter for letter in _LATIN if letter.isupper())
LETTER = "".join(letter for letter in _LATIN if letter.isalpha())
