"""Small faults put into the core, one at a time, to see whether a test notices.

    python tests/mutants.py [--most 40] [--seed 1] [--only storage/visibility.py]

cosmic-ray makes them, in a copy of the project: another operator, another number, a condition
turned round, a decorator gone. Of each module a share is tried, by chance but the same each time,
with the tests that are about it. What survives is printed: a test is lacking there, or a line.
"""

import argparse
import json
import random
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECONDS = 90  # for the tests of one mutant
# Types are written with "|"; what they are turned into is no fault that could be made.
NOT_FAULTS = "core/ReplaceBinaryOperator_BitOr"
# The core, and the tests that are about each module.
MODULES = {
    "storage/visibility.py": "test_leaks.py test_adding.py",
    "storage/people.py": "test_people.py test_leaks.py",
    "storage/shingles.py": "test_withdrawal_by_content.py test_desk_terminal.py",
    "storage/withdrawals.py": "test_withdrawal_by_content.py test_leaks.py",
    "storage/withdrawal_filter.py": "test_withdrawal_by_content.py test_leaks.py",
    "storage/erasure.py": "test_desk_terminal.py test_leaks.py",
    "storage/search/fts_query.py": "test_search.py test_search_questions.py",
    "storage/search/ranking.py": "test_search.py test_search_questions.py",
    "sources/due/resolvers.py": "test_due.py test_undertakings.py",
    "sources/due/due_dates.py": "test_due.py test_undertakings.py",
    "sources/structure/paragraphs.py": "test_five_forms.py test_reading_documents.py",
    "sources/actions/promises.py": "test_undertakings_sentences.py test_undertakings.py",
    "sources/actions/action_lines.py": "test_five_forms.py test_register_one_entry.py",
    "sources/structure/votes.py": "test_votes.py",
    "commands/actions/owners.py": "test_actions.py test_register_life.py",
    "commands/actions/change.py": "test_register_days.py test_register_life.py test_actions.py",
    "commands/digest/collect.py": "test_sending.py test_sending_searches.py test_year.py",
    "bot/slack_text.py": "test_slack_text.py test_blocks.py",
    "bot/payloads.py": "test_fuzz.py test_slack_desk.py",
    "bot/worker.py": "test_rounds.py",
    "bot/slack_client.py": "test_sending.py test_sending_doors.py test_slack_faults.py",
}


def main() -> None:
    """Print a line a module, then what survived."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--most", type=int, default=40, help="of each module")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=MODULES)
    given = parser.parse_args()
    survived: list[str] = []
    print(f"{'module':36} {'mutants':>8} {'killed':>8} {'survived':>8}")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        left_out = shutil.ignore_patterns(
            ".venv", ".git", "node_modules", ".*_cache", "__pycache__"
        )
        shutil.copytree(ROOT, copy, ignore=left_out)
        for module in [given.only] if given.only else MODULES:
            outcomes = list(_tried(copy, module, given.most, given.seed))
            alive = [diff for killed, diff in outcomes if not killed]
            killed = len(outcomes) - len(alive)
            print(f"{module:36} {len(outcomes):8} {killed:8} {len(alive):8}", flush=True)
            survived += alive
    print(*survived, sep="\n")


def _tried(copy: Path, module: str, most: int, seed: int) -> Iterator[tuple[bool, str]]:
    """Of each mutant whether a test noticed it, and what it changed."""
    tests = [f"tests/{name}" for name in MODULES[module].split()]
    command = shlex.join([sys.executable, "-m", "pytest", "-q", "-x", *tests])
    subprocess.run(shlex.split(command), cwd=copy, check=True, capture_output=True)
    session, config = copy / "mutants.sqlite", copy / "mutants.toml"
    session.unlink(missing_ok=True)
    config.write_text(
        f'[cosmic-ray]\nmodule-path = "{module}"\ntimeout = {SECONDS}.0\nexcluded-modules = []\n'
        f'test-command = {json.dumps(command)}\n[cosmic-ray.distributor]\nname = "local"\n'
    )
    _cosmic_ray(copy, "init", config, session)
    _keep(session, most, seed)
    _cosmic_ray(copy, "exec", config, session)
    with closing(sqlite3.connect(session)) as db:
        for outcome, diff in db.execute("select test_outcome, diff from work_results"):
            yield outcome != "SURVIVED", diff


def _cosmic_ray(copy: Path, *arguments: str | Path) -> None:
    command = [str(Path(sys.executable).with_name("cosmic-ray")), *map(str, arguments)]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)


def _keep(session: Path, most: int, seed: int) -> None:
    """Leave no more than `most` mutants to be tried."""
    with closing(sqlite3.connect(session)) as db, db:
        rows = db.execute(
            "select job_id, operator_name from mutation_specs"
            " order by start_pos_row, start_pos_col, operator_name, occurrence"
        )
        found = [job for job, operator in rows if not operator.startswith(NOT_FAULTS)]
        kept = set(random.Random(seed).sample(found, min(most, len(found))))
        for (job,) in db.execute("select job_id from work_items").fetchall():
            if job not in kept:
                db.execute("delete from mutation_specs where job_id = ?", [job])
                db.execute("delete from work_items where job_id = ?", [job])


if __name__ == "__main__":
    main()
