"""The demo, as a newcomer starts it: a process of its own."""

import os
import subprocess
import sys
from pathlib import Path


def run_demo(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "demo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_demo_answers_and_ends_where_nobody_types(tmp_path: Path) -> None:
    done = run_demo(tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    asked = [line for line in done.stdout.splitlines() if line.startswith("> ")]
    assert [line.split()[1] for line in asked] == ["/minutes", "/minutes", "/actions"]
    shown = " ".join(done.stdout.split())
    assert "stop and search had been used 3,412 times" in shown
    assert "https://democracy.wexmoor.example/ieListDocuments.aspx" in shown
    assert "Cllr Mulqueen-Hart" in done.stdout.split("> /minutes speakers")[1]
    assert "undertook to bring a breakdown by ward and age" in shown.split("/actions open")[1]
    assert list(tmp_path.iterdir()) == []
