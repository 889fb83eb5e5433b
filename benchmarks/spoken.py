"""Committees' spoken turns, made up: some 600 long turns of nine meetings with questions to them.

    python benchmarks/spoken.py FOLDER

`spoken.txt` holds what committees always say, ways to name another subject in passing, and the
subjects. Each is `# how it is called | how else`, then three lines of
`a member's question || the answer || more of the answer || what somebody asks of the minutes`,
where {W} is the witness. Subjects are raised in one meeting, named in passing in most others, and
each turn is filled up with the talk that committees share, so that most words of a turn say nothing
of its subject. Nobody and nothing in it is real.
"""

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SEED = 1707
OPENINGS = (
    "Thank you very much, Chair.",
    "Well, thank you for that.",
    "Yes, diolch.",
    "Okay, thanks.",
    "Can I come in on that, Chair, if I may?",
    "That's a really good question.",
    "I'm grateful to you for raising it.",
    "Right, well, look.",
    "If I could just start by saying this.",
    "Good morning, and thank you for having us.",
)
PRESSING = (
    "But with respect that isn't what I asked, on {o}.",
    "Can I go back to {o} for a moment, because I'm not satisfied.",
    "So when will we see a difference in {o}?",
)
LEADING_AWAY = (
    "I'm content with that, Chair, I was going to ask about {s} but it's been covered.",
    "On the wider point about {o}, I hear a great deal in my surgery.",
    "That goes well beyond {s}, I think.",
)
SUMMARIES = (
    "Summarize the discussion about {s}.",
    "What did the group discuss about {s}?",
    "Summarize the whole discussion on {s} and {o}.",
)
MEMBERS = (
    "Siân Maddock AM",
    "Rhodri Bevan AM",
    "Janine Ferrier AM",
    "Owain Crwys AM",
    "Helen Tranter AM",
    "Dafydd Wynne-Ellis AM",
    "Suzanne Oakley AM",
    "Lloyd Marchant AM",
)
WITNESSES = (  # as the transcript names them, as a question does
    ("Carys Hopkin AM", "the Minister"),
    ("Gwenda Probert", "Gwenda Probert"),
    ("Hon. Marc Desrosiers (Minister of Rural Affairs)", "the Minister of Rural Affairs"),
    ("Alun Teague AM", "Alun Teague AM"),
    ("Dr. Farida Noor", "Dr. Noor"),
    ("Hon. Ingrid Solvay (Minister of Finance)", "Ingrid Solvay"),
)
CHAIRS = ("Bethan Ridout AM", "The Chair (Mr. Colin Achterberg)", "Nerys Vaughan-Hughes AM")
PANELS = (
    "Economy and Rural Committee",
    "Young People's Committee",
    "Special Committee on Recovery",
)


@dataclass(frozen=True)
class Subject:
    """What is talked about: two names of it, and three rounds of talk with a question each."""

    name: str
    other: str
    rounds: list[list[str]]


@dataclass(frozen=True)
class Words:
    """What `spoken.txt` holds."""

    fillers: list[str]
    passing: list[str]
    subjects: list[Subject]


@dataclass
class Talk:
    """One meeting as it is spoken, and the questions to it."""

    chance: random.Random
    words: Words
    chair: str
    witness: str
    called: str
    turns: list[tuple[str, str]] = field(default_factory=list)
    asked: list[dict[str, object]] = field(default_factory=list)

    def say(self, who: str, core: str, passing: int, least: int, most: int) -> str:
        """A turn around one sentence, filled up, with others' subjects in passing."""
        body = [core] if core else []
        subjects = self.chance.sample(self.words.subjects, passing)
        body += [self._of(self.words.passing, subject) for subject in subjects]
        length = self.chance.randint(least, most)
        fillers = self.chance.sample(self.words.fillers, len(self.words.fillers))
        while fillers and sum(len(part.split()) for part in body) < length:
            body.insert(self.chance.randint(0, len(body)), fillers.pop())
        self.turns.append((who, " ".join([self.chance.choice(OPENINGS), *body])))
        return core

    def discuss(self, subject: Subject) -> None:
        """A whole subject: the chair leads in, three members ask, the witness answers."""
        members = self.chance.sample(MEMBERS, len(subject.rounds))
        lead = f"We'll move on now to {subject.name}, and {members[0].split()[0]} has the first set"
        said = [self.say(self.chair, f"{lead} of questions.", 0, 25, 60)]
        for member, (question, first, more, asked) in zip(members, subject.rounds, strict=True):
            asking = [self._long(member, question)]
            answers = [self._long(self.witness, first)]
            if self.chance.random() < 0.65:
                asking.append(self._long(member, self._of(PRESSING, subject)))
            answers.append(self._long(self.witness, more))
            said += asking + answers
            by_name = self.called == "the Minister" and self.chance.random() < 0.4
            query = asked.format(W=self.witness if by_name else self.called)
            self.asked.append(
                {"query": query, "holds": answers if "{W}" in asked else asking + answers}
            )
            for _ in range(self.chance.randint(1, 4)):
                said.append(self._long(self._anybody(), self._of(LEADING_AWAY, subject)))
        self.asked.append({"query": self._of(SUMMARIES, subject), "holds": said})

    def chat(self, turns: int) -> None:
        for _ in range(turns):
            self.say(self._anybody(), "", 1, 100, 400)

    def _long(self, who: str, core: str) -> str:
        return self.say(who, core, self.chance.choice((0, 1, 2)), 110, 330)

    def _anybody(self) -> str:
        return self.chance.choice((*MEMBERS, self.witness))

    def _of(self, patterns: tuple[str, ...] | list[str], subject: Subject) -> str:
        return self.chance.choice(patterns).format(s=subject.name, o=subject.other)


def write(folder: Path) -> None:
    """`spoken.jsonl` and `questions.json` in this folder, the same each time."""
    chance = random.Random(SEED)
    words = _words(Path(__file__).with_suffix(".txt").read_text("utf-8"))
    chance.shuffle(words.subjects)
    lines, asked = [], []
    for n in range(9):
        witness, called = WITNESSES[n % len(WITNESSES)]
        talk = Talk(chance, words, CHAIRS[n % 3], witness, called)
        talk.say(talk.chair, "Good morning, everybody. We've had no apologies.", 2, 60, 110)
        for subject in words.subjects[n::9]:
            talk.discuss(subject)
        talk.chat(30)
        lines.append(json.dumps(_meeting(n, talk), ensure_ascii=False))
        asked += talk.asked
    (folder / "spoken.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "questions.json").write_text(json.dumps({"spoken": asked}), "utf-8")


def _words(written: str) -> Words:
    fillers, passing, subjects = (part.split("\n", 1)[1] for part in written.split("* ")[1:])
    return Words(fillers.splitlines(), passing.splitlines(), list(_subjects(subjects)))


def _subjects(written: str) -> Iterator[Subject]:
    for block in written.split("# ")[1:]:
        head, *rounds = block.strip().splitlines()
        name, other = head.split(" | ")
        yield Subject(name, other, [[part.strip() for part in r.split("||")] for r in rounds])


def _meeting(n: int, talk: Talk) -> dict[str, object]:
    turns = [{"number": None, "text": text, "speaker": who} for who, text in talk.turns]
    item = {"number": None, "title": "", "paragraphs": turns}
    return {
        "panel": PANELS[n % 3],
        "title": PANELS[n % 3],
        "date": f"2020-{n + 3:02d}-1{n}",
        "items": [item],
    }


if __name__ == "__main__":
    write(Path(sys.argv[1]))
