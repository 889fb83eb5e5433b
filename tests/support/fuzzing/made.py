"""Input made by chance, the same for the same number."""

import json
import random

FRAGMENTS = (
    "\" ' ( ) * - : ; , . … – — ‘ ’ “ ” « » < > & % _ ~ ` \\ / | \x00 \ufeff \u200b \u202e \ud800 "
    "from: owner: since: before: about: on: page: by: is: item: panel: due:2024-13-45 99/99/9999 "
    "AND OR NOT NEAR( stop search RESOLVED that the Clerk undertook to write by 31 February Cllr "
    "Present: Apologies: <table> <tr> <td> </p> <script> <!--  ]]> <?xml &lt; &#55296; {{ }} { } "
    "[ ] null true 1e999 9999999999999999999 -1 0 done assign undo withdraw supersede 日本語 🦆 "
    "العربية e\u0301 %PDF-1.4 PK\x03\x04 endobj stream \r\n \n \t <@U1|x> <!channel> <#C1> "
    "https:// http://[ ::1 #:~:text="
).split(" ")


def mixed(chance: random.Random, most: int = 30) -> str:
    """Fragments in any order."""
    count = chance.randrange(most)
    return chance.choice(("", " ")).join(chance.choice(FRAGMENTS) for _ in range(count))


def whole(text: str) -> str:
    """The text as Slack can send it: it sends no halves of characters."""
    return text.encode("utf-8", "replace").decode("utf-8")


def bent(chance: random.Random, real: bytes) -> bytes:
    """A real input with parts cut out, doubled, swapped or replaced."""
    data = bytearray(real)
    for _ in range(chance.randint(1, 6)):
        if not data:
            break
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.choice((1, 8, 200)))
        part = bytes(data[start:end])
        made = mixed(chance, 4).encode("utf-8", "surrogatepass")
        data[start:end] = chance.choice((b"", part * 3, made, bytes(reversed(part))))
    return bytes(data)


def bent_text(chance: random.Random, real: str) -> str:
    """The same of a text."""
    return bent(chance, real.encode()).decode("utf-8", "replace")


def fields(chance: random.Random, real: dict[str, object]) -> str:
    """JSON of these fields, of some of them, with other values, or no JSON at all."""
    if chance.random() < 0.15:
        return bent_text(chance, json.dumps(real))
    strange: list[object] = [None, True, -1, 10**30, 1.5, "", "x", [], {}, whole(mixed(chance, 5))]
    held = {
        name: chance.choice(strange) if chance.random() < 0.3 else value
        for name, value in real.items()
        if chance.random() < 0.9
    }
    return json.dumps(held)
