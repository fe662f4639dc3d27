"""A coarse map of meaning, by which a database finds candidates: 256 places, the nearest of a text.

`map.md` says how the map was made and under which terms it stands.
"""

from functools import cache
from pathlib import Path

import numpy as np

from sharing.matching.encoding import Vectors, unit, unpacked

MAP = Path(__file__).with_name("map.npy")
# A listing lies in one cell; a search looks into so many, the nearest first.
SEARCHED = 12


def cell_of(vector: bytes) -> int | None:
    """Where on the map a text lies."""
    return next(iter(_nearest(vector, 1)), None)


def probes_of(vector: bytes) -> list[int]:
    """Where on the map to look for texts like this one."""
    return _nearest(vector, SEARCHED)


def _nearest(vector: bytes, count: int) -> list[int]:
    if not vector:
        return []
    nearness = coarse_map() @ unpacked([vector])[0]
    return [int(cell) for cell in np.argsort(-nearness, kind="stable")[:count]]


@cache
def coarse_map() -> Vectors:
    return unit(np.load(MAP).astype(np.float32))
