"""Whether two versions behave alike: `python tests/same.py BASE` compares BASE with this tree.

Each version answers the same commands over the same documents, and its bot the same presses in a
local Slack; what differs is printed. Moments, temporary folders and ids made up at random are
levelled first. Nothing golden is kept: both versions are run on the same day.
"""

import argparse
import contextlib
import difflib
import gzip
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared" / "minutes"
BUSY = HERE / "releases" / "1.0-busy.db.gz"
POSTED = HERE / "releases" / "1.0-busy.json.gz"
CLERKS = re.compile(r"mend|publish|later|announce|discard|withdraw|audit")
WAIT = 30.0  # seconds for an answer on a busy machine

LEVELLED = (
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)?"), "MOMENT"),
    (re.compile(r'("(?:took_ms|score)": )[\d.]+'), r"\g<1>0"),
    (re.compile(r"\b\d{4}-\d\d-\d\d \d\d:\d\d\b"), "MOMENT"),
    (re.compile(r"\b\d{10}\.\d{6}\b"), "TS"),
    (re.compile(r"\b\d{1,2}:\d\d(:\d\d)?\b(?= today| on )"), "CLOCK"),
    (re.compile(r"http://127\.0\.0\.1:\d+"), "http://LOCAL"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f-]{17}\b"), "UUID"),
    (
        re.compile(
            r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{6,12}\b(?= in the log|\.| to who)"
        ),
        "REF",
    ),
    (re.compile(r"\b(pid|process) \d+"), r"\1 N"),
)

SAYINGS = (
    "/minutes help", "/minutes stop and search", "/minutes from:eskdale form",
    "/minutes who is the commissioner", "/minutes speakers eskdale", "/minutes meetings",
    '/minutes check "no suspicion was needed"', '/minutes watch "stop and search"',
    "/minutes watches", "/minutes digest", "/minutes digest on 08:30", "/minutes digest off",
    "/minutes panel", "/minutes panel wexmoor", "/minutes what was agreed about the precept",
    "/minutes what did the commissioner say about knife crime in october 2025",
    "/minutes zeppelin hangar", "/minutes stop and serch from:nobody", "/minutes", "/minutes hello",
    "/minutes when did we last discuss drones", "/minutes hanging", "/minutes how many officers",
    "/actions", "/actions open", "/actions all", "/actions overdue", "/actions mine",
    "/actions owner:commissioner", "/actions 1", "/actions 2 done sent on 4 May", "/actions 2",
    "/actions 2 undo", "/actions 3 assign Mr Eskdale", "/actions 3 due 31 March 2027",
    "/actions 999", "/actions done", "/actions promise drone", "/actions help",
)  # fmt: skip
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("meetings",), ("speakers",), ("speakers", "commissioner"), ("speakers", "eskdael"),
    ("actions", "all"), ("actions", "open"), ("actions", "overdue"), ("actions", "1"),
    ("actions", "1", "done", "it was sent"), ("actions", "1", "undo"),
    ("search", "stop and search"), ("search", "who asked about drones"),
    ("search", "what was resolved about the precept"), ("search", "zeppelin"),
    ("search", "from:commissioner"), ("search", "on:2025-10-16 budget"),
    ("check", "no suspicion was needed"), ("check", "these words were never said by anyone"),
    ("digest", "--date", "2025-10-17"), ("digest", "--date", "2026-02-01"), ("schedule",),
    ("history", "1"), ("audit",), ("shared",), ("health",),
    ("mend", "1", "--help"), ("withdraw", "3", "--paragraph", "1", "--reason", "a slip"),
    ("history", "3"), ("audit",), ("search", "anything"), ("meetings",),
)  # fmt: skip


def levelled(text: str, *folders: str) -> str:
    """The text with moments, folders and random ids replaced by fixed words."""
    for folder in folders:
        text = text.replace(folder, "FOLDER")
    for pattern, word in LEVELLED:
        text = pattern.sub(word, text)
    return text


def minutebook(*args: str) -> str:
    """Run one command in this process as a user would; what it printed and its exit status."""
    from bot.cli import main

    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    kept, sys.argv = sys.argv, ["minutebook", *args]
    status: object = 0
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as ended:
        status = ended.code
    finally:
        sys.argv = kept
    return f"$ minutebook {' '.join(args)}\n{written(out)}{written(err)}[{status}]\n"


def written(stream: io.TextIOWrapper) -> str:
    """What was written to it, as text or as bytes."""
    stream.seek(0)
    return stream.read()


def helps() -> Iterator[str]:
    """The help of every command, and the manifest."""
    top = minutebook("--help")
    yield top
    for name in re.findall(r"^  ([a-z-]+)  ", top.partition("Commands:")[2], re.M):
        yield minutebook(name, "--help")
    yield minutebook("manifest")


def of_samples() -> Iterator[str]:
    """Every command over the sample minutes, as text and as JSON."""
    for path in sorted((HERE.parent / "bot" / "samples").iterdir()):
        if path.suffix in {".jsonl", ".txt"}:
            yield minutebook("add", str(path), "--json")
    for args in COMMANDS:
        yield minutebook(*args)
        if "done" not in args and "undo" not in args and "withdraw" not in args:
            yield minutebook(*args, "--json")
    for typed in SAYINGS:
        yield minutebook("say", typed)
        yield minutebook("say", typed, "--json")
    for form in ("json", "csv"):
        yield minutebook("export", "--format", form)
    yield minutebook("doctor", "--deep", "--json")


def corpora() -> Iterator[Path]:
    """Every folder of documents whose understanding is compared."""
    folders = [HERE / "documents", HERE / "speaking"]
    if SHARED.exists():
        folders += [SHARED / form for form in ("txt", "html", "docx", "pdf", "item-txt")]
        folders.append(SHARED / "gym" / "files")
    yield from folders


def understood(folder: Path) -> Iterator[str]:
    """What is found in each document: words, speakers, and actions with owner, day and words."""
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        os.environ["MINUTEBOOK_DB"] = f"{path.stem}.{path.suffix[1:]}.db"
        yield minutebook("add", str(path), "--explain")
        yield minutebook("export")
        yield minutebook("actions", "all", "--json")


def shown(blocks: Any, text: str) -> str:
    """A message or view as text, its blocks as JSON."""
    return f"{text}\n{json.dumps(blocks, indent=1, ensure_ascii=False, sort_keys=True)}\n"


def unpacked(source: Path, to: Path) -> Path:
    """The gzipped file, unpacked."""
    to.write_bytes(gzip.decompress(source.read_bytes()))
    return to


def in_slack(tree: Path) -> Iterator[str]:
    """Forty presses on messages that 1.0 posted, over a copy of its busy book; the Home, the
    forms, questions in a thread; and what every message says then."""
    from playground.local_slack import LocalSlack
    from playground.model import Channel, Message

    database = unpacked(BUSY, Path("minutebook.db")).resolve()
    posted = json.loads(gzip.decompress(POSTED.read_bytes()))
    with LocalSlack(ack_seconds=WAIT) as slack:
        for one in posted["channels"]:
            channel = Channel(one["id"], one["name"], frozenset(one["members"]), one["kind"])
            slack.workspace.channels.setdefault(channel.id, channel)
        old = [Message(**{**m, "blocks": tuple(m["blocks"])}) for m in posted["messages"]]
        for message in old:
            slack.workspace.keep(message)
        environment = {
            **os.environ,
            "PYTHONPATH": str(tree),
            "MINUTEBOOK_DB": str(database),
            "MINUTEBOOK_SECRETARIAT": "S0CLERKS",
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.here.app.bot_token,
            "SLACK_APP_TOKEN": slack.here.app.app_token,
        }
        with Path("bot.log").open("wb") as log:
            bot = subprocess.Popen(
                [sys.executable, "-c", "from bot.cli import main; main()", "run"],
                env=environment, stderr=log,
            )  # fmt: skip
        try:
            slack.wait_connected(WAIT)
            yield from presses(slack, old)
            yield "calls: " + " ".join(sorted({call.method for call in slack.calls()}))
            yield "violations: " + str(slack.violations)
        finally:
            bot.terminate()
            bot.wait(WAIT)
        yield minutebook("actions", "all", "--json")
        yield minutebook("audit", "--json")


def presses(slack: Any, old: list[Any]) -> Iterator[str]:
    """Press each kind of button on the old messages, and show what came of it."""

    def settled(act: Callable[[], Any]) -> str:
        before = {(m.channel, m.ts): m for m in everything(slack)}
        seen = {view.id: view.hash for view in slack.views}
        try:
            act()
        except (LookupError, TimeoutError, ValueError) as error:
            return f"!! {type(error).__name__}: {error}\n"
        quiet(slack)
        new = [m for m in everything(slack) if before.get((m.channel, m.ts)) != m]
        views = [view for view in slack.views if seen.get(view.id) != view.hash]
        parts = [shown(m.blocks, f"{m.channel} {m.only_for} {m.text}") for m in new]
        parts += [shown(view.body, f"view {view.user}") for view in views]
        for view in views:
            slack.close(view)
        return "\n".join(parts)

    for message, block, element in buttons(old):
        action = element["action_id"]
        user = message.only_for or ("U0CLERK" if CLERKS.match(action) else "U0MEMBER")
        yield f"== press {action} {element.get('value', '')}"
        yield settled(
            lambda m=message, b=block, e=element, u=user: slack.click(
                m, e["action_id"], u, e.get("value"), block_id=b.get("block_id")
            ).wait_ack(WAIT)
        )
    for user in ("U0MEMBER", "U0CLERK"):
        yield f"== home {user}"
        slack.open_home(user)
        quiet(slack)
        home = slack.home(user)
        yield shown(home.body if home else None, "home")
    for callback in ("search_minutes", "add_minutes"):
        yield f"== shortcut {callback}"
        yield settled(lambda c=callback: slack.shortcut(c, "U0CLERK").wait_ack(WAIT))
    for words in ("what was said about the ferry?", "who asked that?", "what came of it?"):
        yield f"== direct message {words}"
        yield settled(lambda w=words: slack.dm(w).wait_ack(WAIT))
    for words in ("/minutes last ferry", "/actions open", "/actions 1", "/minutes meetings"):
        yield f"== {words}"
        name, _, rest = words.partition(" ")
        yield settled(lambda n=name, r=rest: slack.command(n, r).wait_ack(WAIT))


def buttons(messages: list[Any]) -> list[tuple[Any, Any, Any]]:
    """At most three buttons of a kind with their blocks; those that end a preview come last."""
    found: dict[str, list[tuple[Any, Any, Any]]] = {}
    for message in messages:
        for block in message.blocks:
            for element in [*block.get("elements", []), block.get("accessory", {})]:
                if element.get("type") == "button" and not element.get("url"):
                    found.setdefault(element["action_id"], []).append((message, block, element))
    last = ("publish", "discard")
    kinds = sorted(found, key=lambda action: last.index(action) if action in last else -1)
    return [one for action in kinds for one in found[action][:3]]


def everything(slack: Any) -> list[Any]:
    """Every message, also those that one person alone sees."""
    return [*slack.messages(), *slack.ephemerals()]


def quiet(slack: Any) -> None:
    """Wait until nothing has changed for a while."""
    import time

    def state() -> object:
        return (
            [(m.channel, m.ts, m.edited_ts) for m in everything(slack)],
            [(view.id, view.hash) for view in slack.views],
            len(slack.calls()),
        )

    slack.wait_for(lambda: slack.quiet, WAIT)
    last, since = state(), time.monotonic()
    while time.monotonic() - since < 1.5:
        time.sleep(0.1)
        if (now := state()) != last:
            last, since = now, time.monotonic()


def record(tree: Path, out: Path) -> None:
    """Write what this version does, a file a subject, into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    jobs: dict[str, Callable[[], Iterator[str]]] = {"helps": helps, "samples": of_samples}
    for folder in corpora():
        jobs[f"understood-{folder.parent.name}-{folder.name}"] = lambda f=folder: understood(f)
    if POSTED.exists():
        jobs["slack"] = lambda: in_slack(tree)
    for name, job in jobs.items():
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            os.environ["MINUTEBOOK_DB"] = "minutebook.db"
            said = [levelled(one, folder, str(tree), str(HERE.parent)) for one in job()]
            os.chdir("/")
        (out / f"{name}.txt").write_text("\n".join(said), encoding="utf-8")
        print(f"{tree.name}: {name}", file=sys.stderr)


def compare(base: Path, ours: Path) -> int:
    """Print what differs; how many subjects do."""
    differing = 0
    for path in sorted({p.name for p in base.iterdir()} | {p.name for p in ours.iterdir()}):
        one, two = ((side / path).read_text("utf-8").splitlines() for side in (base, ours))
        lines = list(difflib.unified_diff(one, two, "base", "this", lineterm="", n=2))
        differing += bool(lines)
        print(f"{path}: {'differs' if lines else 'the same'} ({len(two)} lines)")
        print("\n".join(line[:300] for line in lines[:200]))
    return differing


def run(tree: Path, out: Path) -> "subprocess.Popen[bytes]":
    """Start recording a version in a process of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MINUTEBOOK_", "SLACK_"))}
    return subprocess.Popen(
        [sys.executable, __file__, "--record", str(tree), str(out)],
        env={
            **kept,
            "PYTHONPATH": str(tree),
            "NO_COLOR": "1",
            "MINUTEBOOK_TIMEZONE": "Europe/London",
        },
    )


def main() -> None:
    """Compare this tree with BASE."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", nargs="?")
    parser.add_argument("--record", nargs=2, metavar=("TREE", "OUT"))
    chosen = parser.parse_args()
    if chosen.record:
        record(Path(chosen.record[0]), Path(chosen.record[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        tree.mkdir()
        packed = subprocess.run(
            ["git", "archive", chosen.base], cwd=HERE.parent, capture_output=True, check=True
        )
        subprocess.run(["tar", "-x", "-C", str(tree)], input=packed.stdout, check=True)
        processes = [run(tree, Path(folder) / "base"), run(HERE.parent, Path(folder) / "this")]
        statuses = [process.wait() for process in processes]
        if any(statuses):
            sys.exit("A version could not be recorded.")
        sys.exit(1 if compare(Path(folder) / "base", Path(folder) / "this") else 0)


if __name__ == "__main__":
    main()
