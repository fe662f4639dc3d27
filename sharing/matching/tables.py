"""Sets of many members as arrays, so that thousands are compared at once."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Floats = NDArray[np.float32]
Columns = dict[Any, int]


def columns_of(*sides: Sequence[Iterable[Hashable]]) -> Columns:
    """A column for whatever occurs on every side; nothing else can be shared."""
    named = [{name for names in side for name in names} for side in sides]
    shared = set.intersection(*named)
    return {name: place for place, name in enumerate(sorted(shared, key=repr))}


def table(rows: Sequence[Iterable[Hashable]], columns: Columns) -> Floats:
    """A row for each, with a 1 where it holds what a column stands for."""
    filled = np.zeros((len(rows), len(columns)), dtype=np.float32)
    for row, names in zip(filled, rows, strict=True):
        row[[columns[name] for name in names if name in columns]] = 1
    return filled


def share(ones: Sequence[Iterable[Hashable]], others: Sequence[Iterable[Hashable]]) -> Flags:
    """Who has something in common with whom."""
    columns = columns_of(ones, others)
    common: Flags = (table(ones, columns) @ table(others, columns).T) > 0
    return common


def differ(ones: Sequence[Iterable[Hashable]], others: Sequence[Iterable[Hashable]]) -> Flags:
    """Both say something, and nothing of it is the same."""
    said = np.array([bool(list(names)) for names in ones])[:, None]
    heard = np.array([bool(list(names)) for names in others])[None, :]
    apart: Flags = said & heard & ~share(ones, others)
    return apart
