"""The same letters: what two texts share in pieces of three to five letters, rare ones first."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sharing.vocabulary.words import fold

WORD = re.compile(r"[^\W_]+")
SHORTEST, LONGEST = 3, 5

Nearness = NDArray[np.float32]
Weights = dict[str, float]


def word_nearness(ones: Sequence[str], others: Sequence[str]) -> Nearness:
    """The cosine of every text of one list with every text of the other, 0 to 1."""
    counted = [pieces_of(text) for text in (*ones, *others)]
    rarity = _rarity(counted)
    rows = [_weighted(counts, rarity) for counts in counted]
    index = _index(rows[len(ones) :])
    nearness = np.zeros((len(ones), len(others)), dtype=np.float32)
    for row, weights in zip(nearness, rows, strict=False):
        for piece in weights.keys() & index.keys():
            places, shares = index[piece]
            row[places] += weights[piece] * shares
    return nearness


def pieces_of(text: str) -> Counter[str]:
    """Pieces of words with the edges of the word, so that whole words and beginnings count more."""
    return Counter(piece for word in WORD.findall(fold(text)) for piece in _pieces(f" {word} "))


def _pieces(word: str) -> Iterator[str]:
    for length in range(SHORTEST, LONGEST + 1):
        if len(word) <= length:
            yield word
            return
        for begin in range(len(word) - length + 1):
            yield word[begin : begin + length]


def _rarity(counted: Sequence[Counter[str]]) -> Weights:
    """How rare each piece is; squared, since a piece of “und” says next to nothing."""
    spread = Counter(piece for counts in counted for piece in counts)
    total = 1 + len(counted)
    return {piece: (np.log(total / (1 + texts)) + 1) ** 2 for piece, texts in spread.items()}


def _weighted(counts: Counter[str], rarity: Weights) -> Weights:
    """The pieces of a text, as a vector of length one; ten times is not ten times as much."""
    names = list(counts)
    weights = np.log1p([counts[name] for name in names]) * [rarity[name] for name in names]
    length = float(np.linalg.norm(weights)) or 1.0
    return dict(zip(names, (weights / length).tolist(), strict=True))


def _index(
    rows: Sequence[Weights],
) -> dict[str, tuple[NDArray[np.int64], NDArray[np.float32]]]:
    """In which texts each piece stands, and with what weight."""
    found: dict[str, tuple[list[int], list[float]]] = {}
    for place, weights in enumerate(rows):
        for piece, weight in weights.items():
            places, shares = found.setdefault(piece, ([], []))
            places.append(place)
            shares.append(weight)
    return {
        piece: (np.array(places), np.array(shares, dtype=np.float32))
        for piece, (places, shares) in found.items()
    }
