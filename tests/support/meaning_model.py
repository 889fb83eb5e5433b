"""The model that search by meaning is tested with, in a folder of its own."""

import shutil
from pathlib import Path

from commands.embeddings import packaged_model


def model_folder(folder: Path) -> Path:
    """`model.onnx` and `tokenizer.json` in this folder."""
    files = packaged_model()
    assert files, "make setup installs it"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(files.weights, folder / "model.onnx")
    shutil.copy(files.tokenizer, folder / "tokenizer.json")
    return folder
