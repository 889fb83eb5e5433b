"""What is loaded to answer: nothing that the answer does not need."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SLACK = {"slack_sdk", "slack_bolt", "websocket", "aiohttp"}
READERS = {"lxml", "docx", "pdfplumber", "httpx", "charset_normalizer"}
# Printed at the end however that comes: a command ends its process.
LOADED = (
    "import atexit, sys\natexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))\n"
)


def loaded(folder: Path, script: str) -> set[str]:
    """The modules that a process has loaded at its end."""
    told = subprocess.run(
        [sys.executable, "-c", LOADED + script],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(told.stderr.split())


@pytest.mark.parametrize("words", ["search ferry", "actions open", "meetings"])
def test_a_question_loads_neither_slack_nor_what_reads_documents(
    tmp_path: Path, words: str
) -> None:
    script = f"import sys; sys.argv = ['minutebook', *{words.split()}]\n"
    modules = loaded(tmp_path, script + "from bot.cli import main\nmain()")
    assert not modules & (SLACK | READERS | {"msgspec", "numpy", "onnxruntime"})
    of_sources = {name for name in modules if name.startswith("sources.")}
    assert of_sources <= {"sources.addresses", "sources.dates"}


def test_the_bot_reads_no_document_until_one_comes(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "import bot.app")
    assert not modules & {"pdfplumber", "docx", "numpy", "onnxruntime"}
