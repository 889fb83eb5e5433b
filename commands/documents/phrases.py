"""What most documents hold: where a paragraph stands, who speaks in it, what was corrected in its
minutes, questions to press."""

import re
from collections.abc import Iterable, Sequence

from commands.answers import Alternative
from commands.confirmations import confirmed_on, told_corrections
from commands.documents import (
    VALUE_MOST,
    Button,
    Buttons,
    Document,
    Group,
    Leaf,
    Line,
    Link,
    Mention,
    Part,
    Quotation,
    Sentence,
    Try,
    Words,
    cut,
    label,
    line,
    row,
)
from storage.model import ActionRow, MeetingRow, ParagraphRow

OPEN = "Open the minutes"
ASKED_MOST = 5  # questions offered in one row
WHOLE, SHORT = 700, 300  # characters of a correction beside a paragraph that is whole, or short

# People are stored by the ids that Slack gives them.
_SOMEBODY = re.compile(r"\b[UW](?=[A-Z]*\d)[A-Z0-9]{5,}\b")
_ID = re.compile(r"[UW][A-Z0-9]{2,}")


# ---- who speaks in a paragraph and where it stands --------------------------------------------


def speaking(paragraph: ParagraphRow) -> str:
    """Say who speaks, or what the paragraph is where nobody does."""
    if paragraph.speakers:
        return _listed(paragraph.speakers)
    return "Resolution" if paragraph.kind == "resolution" else ""


def speaker_line(paragraph: ParagraphRow) -> list[Part]:
    """Compose the line over a paragraph that says who speaks."""
    who = speaking(paragraph)
    return [line(Words(who, bold=True))] if who else []


def where(paragraph: ParagraphRow) -> str:
    """Name paragraph, item, meeting and date."""
    number = f"{numbered(paragraph)} · " if paragraph.number else ""
    return f"{number}{where_item(paragraph)}"


def where_whole(paragraph: ParagraphRow) -> str:
    """Say the same beside a paragraph that is whole, and whether its minutes were confirmed."""
    confirmed = confirmed_on(paragraph.meeting, "confirmed as a correct record")
    return " · ".join(filter(None, [where(paragraph), confirmed]))


def where_item(paragraph: ParagraphRow) -> str:
    """Name item, meeting and date."""
    number = f"Item {cut(paragraph.item_number, 40)}, " if paragraph.item_number else ""
    return f"{number}{cut(paragraph.item_title, 300)} · {when(paragraph.meeting)}"


def when(meeting: MeetingRow) -> str:
    """Name a meeting and its day; a draft is named as one."""
    day = f", {meeting.date:%-d %B %Y}" if meeting.date else ", no date known"
    return f"{cut(meeting.name, 200)}{day}{' · draft' if meeting.status == 'draft' else ''}"


def numbered(paragraph: ParagraphRow) -> str:
    """Name a paragraph by its number."""
    return f"Paragraph {cut(paragraph.number, 40)}" if paragraph.number else "Unnumbered paragraph"


def _listed(names: Sequence[str]) -> str:
    shown = [cut(name, 80) for name in names[:8]]
    if len(names) > len(shown):
        return f"{', '.join(shown)} and {len(names) - len(shown)} more"
    return " and ".join([*([", ".join(shown[:-1])] if len(shown) > 1 else []), shown[-1]])


def corrections(paragraph: ParagraphRow, most: int = WHOLE, own: bool = False) -> list[Part]:
    """Compose what was corrected in a paragraph's minutes, word for word, a line each; only its
    `own` corrections where so asked."""
    lines: list[Line] = []
    for one in told_corrections(paragraph):
        if one.own or not own:
            end = [Link(OPEN, one.url)] if one.url else []
            lines.append(line(Words(f"{one.head} ", True), f"“{cut(one.words, most)}” ", *end))
    return [Group(tuple(lines))] if lines else []


# ---- people -----------------------------------------------------------------------------------


def with_people(sentence: str) -> Part:
    """Compose a sentence of ours; somebody's id in it becomes a mention."""
    leaves = mentioning(sentence, (match[0] for match in _SOMEBODY.finditer(sentence)))
    return Line(leaves) if len(leaves) > 1 else Sentence(sentence)


def mentioning(sentence: str, people: Iterable[str], bold: bool = False) -> tuple[Leaf, ...]:
    """Cut a sentence into its words and the people whom it names by their ids."""
    ids = sorted({who for who in people if _ID.fullmatch(who)})
    if not ids:
        return (Words(sentence, bold),)
    pieces = re.split(rf"(?:<@)?\b({'|'.join(ids)})\b>?", sentence)
    return tuple(
        Mention(piece) if at % 2 else Words(piece, bold) for at, piece in enumerate(pieces) if piece
    )


# ---- questions that are asked by a press ------------------------------------------------------


def open_minutes(url: str | None, spoken: str = "") -> Button | None:
    """Compose the button that opens the published minutes; None where they have no address."""
    return Button(OPEN, "open", spoken=spoken, url=url) if url else None


def asking(pairs: Iterable[tuple[str, str]], spoken: str, most: int = ASKED_MOST) -> list[Button]:
    """Compose buttons for (words on it, question asked); words that read alike once. `spoken` goes
    before the words where they are read aloud."""
    questions: dict[str, str] = {}
    for text, question in pairs:
        if len(question) <= VALUE_MOST:
            questions.setdefault(label(text), question)
    return [
        Button(text, f"ask.{index}", question, spoken + text)
        for index, (text, question) in enumerate(list(questions.items())[:most])
    ]


def asking_row(questions: Iterable[str], spoken: str = "Search: ") -> Buttons:
    """Compose a row of questions, as many as help."""
    return row(*asking(((question, question) for question in questions), spoken))


def other_readings(alternatives: Sequence[Alternative]) -> tuple[Part, ...]:
    """Compose the other readings of a question, to press or to type."""
    if not alternatives:
        return ()
    typed = Try(tuple(one.question for one in alternatives))
    buttons = asking(((one.words, one.question) for one in alternatives), "Ask instead: ")
    return (Sentence("Or did you mean:"), typed, row(*buttons))


def sentence_with(sentence: str, next_steps: Sequence[str] = ()) -> Document:
    """Compose a sentence of ours, with questions to press or to type."""
    tried = (Try(tuple(next_steps[:ASKED_MOST])), asking_row(next_steps)) if next_steps else ()
    return Document((with_people(sentence), *tried))


# ---- an entry of the register -----------------------------------------------------------------

ABOUT_MOST = 400  # characters of what stands before an entry whose words point there


def entry_words(action: ActionRow, most: int | None = None) -> Quotation:
    """Quote an entry, after the words that its own point to."""
    apart = action.about_paragraph_id != action.paragraph_id
    return after_antecedent(action.text, action.about or "", apart, most)


def after_antecedent(words: str, about: str, apart: bool, most: int | None = None) -> Quotation:
    """Quote words, cut to `most` characters, highlighted after those that they are `about`, which
    may stand in a paragraph `apart`."""
    words = cut(words, most) if most else words
    if not about:
        return Quotation(words)
    before = cut(about, min(most or ABOUT_MOST, ABOUT_MOST)) + ("\n" if apart else " ")
    return Quotation(before + words, ((len(before), len(before + words)),))
