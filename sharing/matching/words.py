"""The same letters: what two texts share in pieces of three to five letters, rare ones first."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"[^\W_]+")
SHORTEST, LONGEST = 3, 5

Nearness = NDArray[np.float32]


def fold(text: str) -> str:
    """Lower case and without accents."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def grams(text: str) -> Counter[str]:
    """Pieces of words with the edges of the word, so that beginnings weigh more than middles."""
    return Counter(piece for word in WORD.findall(fold(text)) for piece in _pieces(f" {word} "))


def _pieces(word: str) -> Iterator[str]:
    for length in range(SHORTEST, LONGEST + 1):
        if len(word) <= length:
            yield word
            return
        for begin in range(len(word) - length + 1):
            yield word[begin : begin + length]


def word_nearness(ones: Sequence[str], others: Sequence[str]) -> Nearness:
    """The cosine of every text of one list with every text of the other, 0 to 1."""
    counted = [grams(text) for text in (*ones, *others)]
    spread = Counter(piece for counts in counted for piece in counts)
    shared = {piece: place for place, piece in enumerate(p for p in spread if spread[p] > 1)}
    rows = np.zeros((len(counted), len(shared)), dtype=np.float32)
    for row, counts in zip(rows, counted, strict=True):
        _fill(row, counts, spread, shared, len(counted))
    nearness: Nearness = rows[: len(ones)] @ rows[len(ones) :].T
    return nearness


def _fill(
    row: NDArray[np.float32],
    counts: Counter[str],
    spread: Counter[str],
    shared: dict[str, int],
    total: int,
) -> None:
    """TF-IDF with a damped count; the length includes the pieces that nobody else has."""
    names = list(counts)
    weights = np.log1p(np.fromiter((counts[name] for name in names), np.float32, len(names)))
    seen = np.fromiter((spread[name] for name in names), np.float32, len(names))
    weights *= np.log((1 + total) / (1 + seen)) + 1
    length = float(np.linalg.norm(weights)) or 1.0
    for name, weight in zip(names, weights, strict=True):
        if name in shared:
            row[shared[name]] = weight / length
