"""What a question asks for, decided before its words: the rows of `intents.toml`."""

from dataclasses import dataclass

from commands.query.patterns import Row, table

# Those that have an answer of their own, and those that a search reads; a vote that was not found
# is searched for.
ANSWERED = frozenset(
    """
    meeting attendance apologies members chair next-meeting last-meeting register promised done
    said vote speakers identity
    promised-by-me
    """.split()
)
SEARCHED = frozenset({"last", "first", "ever", "decision", "vote"})


@dataclass(frozen=True, slots=True)
class AskedIntent:
    """What a question asks for: the row that fits, its intent, and what stands in its slots, ""
    where nothing does. `state` is that of the entries of the register that are wanted, `days` are
    those that they are due or done in."""

    row: str
    intent: str
    topic: str = ""
    person: str = ""
    time: str = ""
    days: str = ""
    state: str = ""


def read_intent(typed: str, preferred: str = "") -> AskedIntent | None:
    """What a question asks for: what a row of the `preferred` intent that it fits as a whole says,
    else the first row; None where no row fits and only its words tell."""
    rows = table("intents")
    fitting = rows.readings(typed) if preferred else iter(())
    liked = (one for one in fitting if one.row.more["intent"] == preferred)
    reading = next(liked, None) or rows.read(typed)
    if reading is None:
        return None
    more = reading.row.more
    state = more.get("state", "")
    return AskedIntent(reading.row.id, more["intent"], **reading.slots, state=state)


def other_questions(typed: str) -> tuple[str, ...]:
    """What a message may have meant as well: the questions of other intents whose rows it fits
    with the same words left over, each asked so that it is read in that way alone."""
    rows = table("intents")
    fitting = list(rows.readings(typed))
    slots = fitting[0].slots if fitting else {}
    if slots.keys() != {"topic"}:
        return ()
    intents = dict.fromkeys(one.row.more["intent"] for one in fitting if one.slots == slots)
    others = [intent for intent in intents if intent != fitting[0].row.more["intent"]]
    return tuple(rows.asked[one].format(**slots) for one in others if one in rows.asked)


def intent_rows() -> tuple[Row, ...]:
    """The rows in their order."""
    return table("intents").rows


def everybody(words: str) -> bool:
    """Whether words mean everybody or nobody in particular ("anyone", "we") and so no person."""
    return table("intents").names("everybody", words)
