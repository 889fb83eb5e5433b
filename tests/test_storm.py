"""A handful of the storms of `support/storm.py`, in a process of their own; it runs any number."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_through_storms_everything_arrives_exactly_once() -> None:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "support" / "storm.py"), "--runs", "4"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-4000:]
    assert "4 runs" in done.stdout
