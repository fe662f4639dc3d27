"""The matrix the components are computed from: distinct statements, in an order of its own.

Two statements on which everybody voted the same count as one here, so that a statement written
twice moves nobody. Rows and columns are put into an order that depends on the votes alone, so that
neither the order of participants nor that of statements can change a result, not even by rounding.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from debates.landscape.votes import Votes

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Codes = NDArray[np.uint8]

# Rows that are turned into floating point at a time.
BLOCK = 1024
# Sums of up to 2**17 keys of this many bits are exact in a float64, in whatever order.
KEY_BITS = 36
UNSEEN, REJECTED = 0, 4


@dataclass(frozen=True, eq=False)
class Cells:
    """The distinct statements that count, by participants in canonical order.

    rows [n]: the place of each row in `Votes`. columns [m]: the column of each statement here, or
    -1 (rejected, or without a vote). values int8 and seen bool [n, d]. means [d] over votes given.
    statements: d plus the distinct rejected ones, whose cells are all 0 and count as voted. voted
    [n]: cells that count as voted. given [n]: distinct statements really voted on.
    """

    rows: Indices
    columns: Indices
    values: NDArray[np.int8]
    seen: NDArray[np.bool_]
    means: Floats
    statements: int
    voted: NDArray[np.intp]
    given: NDArray[np.intp]

    def centred(self) -> Iterator[tuple[slice, Floats]]:
        """Vote minus mean of the statement, block by block of rows; 0 where nothing was voted.

        That is what filling the gaps with the mean and then centring comes to.
        """
        for begin in range(0, len(self.rows), BLOCK):
            block = slice(begin, begin + BLOCK)
            yield block, (self.values[block] - self.means) * self.seen[block]


def cells_of(votes: Votes) -> Cells:
    """Zero what was rejected, join what is the same, and order what is left."""
    codes = np.where(votes.seen, votes.values + 2, UNSEEN).astype(np.uint8)
    kept, places = _distinct(codes, votes.rejected)
    order = _canonical_columns(codes[:, kept], votes.rejected[kept])
    kept, places = kept[order], _renumbered(places, order)
    codes = np.ascontiguousarray(codes[:, kept])
    rows = _canonical_rows(codes)
    codes, counts = codes[rows], ~votes.rejected[kept]
    seen = codes > UNSEEN
    given = seen.sum(axis=1)
    # Kept statements that count stand first, so the columns of the others lie beyond them.
    accepted = int(counts.sum())
    seen, codes = seen[:, :accepted], codes[:, :accepted]
    values = (codes.astype(np.int8) - 2) * seen
    return Cells(
        rows=rows,
        columns=np.where(places < accepted, places, -1),
        values=values,
        seen=seen,
        means=values.sum(axis=0) / np.maximum(seen.sum(axis=0), 1),
        statements=len(kept),
        voted=seen.sum(axis=1) + len(kept) - accepted,
        given=given,
    )


def _distinct(codes: Codes, rejected: NDArray[np.bool_]) -> tuple[Indices, Indices]:
    """The first of each kind of column that has votes, and the kind of every column or -1.

    That one person alone voted on two rejected statements does not make them the same.
    """
    first: dict[tuple[bytes, bool], int] = {}
    kept: list[int] = []
    places = np.full(codes.shape[1], -1, dtype=np.intp)
    for column in np.flatnonzero(codes.any(axis=0)).tolist():
        votes, refused = codes[:, column], bool(rejected[column])
        key = (votes.tobytes(), refused)
        if key not in first or (refused and np.count_nonzero(votes) == 1):
            first[key] = len(kept)
            kept.append(column)
        places[column] = first[key]
    return np.array(kept, dtype=np.intp), places


def _canonical_columns(codes: Codes, rejected: NDArray[np.bool_]) -> Indices:
    """An order of columns that any order of rows or columns leads to; accepted ones first.

    Each column gets a signature from its votes and those of everybody who gave them, as in the
    refinement of colours by Weisfeiler and Leman. Equal signatures keep the order they came in.
    """
    columns = _keys(rejected.astype(np.uint64), 0)
    for turn in range(1, 3):
        rows = _keys(_signatures(codes, columns), turn)
        columns = _keys(_signatures(codes.T, rows) + columns, turn)
    return np.lexsort((columns, rejected))


def _signatures(codes: Codes, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """For every row the sum over its votes of a key made of the column and the vote."""
    by_code = [_keys(keys, code).astype(np.float64) for code in range(1, 4)]
    sums = np.zeros(len(codes))
    for begin in range(0, len(codes), BLOCK):
        block = codes[begin : begin + BLOCK]
        for code, key in enumerate(by_code, start=1):
            sums[begin : begin + BLOCK] += (block == code) @ key
    return sums.astype(np.uint64)


def _keys(numbers: NDArray[np.uint64], salt: int) -> NDArray[np.uint64]:
    """Numbers without a pattern (splitmix64), cut to KEY_BITS."""
    mixed = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(salt * 2 + 1)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return (mixed ^ (mixed >> np.uint64(31))) >> np.uint64(64 - KEY_BITS)


def _canonical_rows(codes: Codes) -> Indices:
    """The order of rows by their content; people who voted the same keep the order they came in."""
    contents = [row.tobytes() for row in codes]
    return np.array(sorted(range(len(codes)), key=contents.__getitem__), dtype=np.intp)


def _renumbered(places: Indices, order: Indices) -> Indices:
    """Where each place went when `order` was applied; -1 stays."""
    moved = np.full(len(order) + 1, -1, dtype=np.intp)
    moved[order] = np.arange(len(order))
    return moved[places]
