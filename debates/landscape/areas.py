"""Where a camp lies on the map, drawn so that nobody's point can be read from it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

# How many standard deviations an area reaches: about four in five of a camp stand within it.
REACH = 1.8
# An area is never smaller than this share of the map, even where all voted alike.
LEAST = 0.06
DECIMALS = 3
# Maps of members are drawn in widths of the map: camps are circles on a coarse grid, as large as
# the number of their members in steps says, so that they tell little about a single member.
GRID, OWN_GRID = 0.2, 0.1
RADIUS = 0.25


@dataclass(frozen=True)
class Area:
    """An ellipse from the mean and the spread of a camp: middle (x, y), half axes, turn in degrees.

    In the units of the points.
    """

    x: float
    y: float
    long: float
    short: float
    turn: float


def area_of(points: ArrayLike, width: float) -> Area:
    """The area of one camp, [n, 2], on a map that is so wide."""
    places = np.asarray(points, dtype=np.float64)
    middle = places.mean(axis=0)
    spread = (places - middle).T @ (places - middle) / len(places)
    lengths, axes = np.linalg.eigh(spread)
    short, long = np.maximum(REACH * np.sqrt(np.maximum(lengths, 0.0)), LEAST * width)
    turn = np.degrees(np.arctan2(axes[1, 1], axes[0, 1])) % 180.0
    told = (middle[0], middle[1], long, short, turn)
    return Area(*(round(float(number), DECIMALS) for number in told))


def circles_of(middles: Mapping[int, ArrayLike], sizes: Mapping[int, int]) -> dict[int, Area]:
    """A circle for each camp: its middle, in widths of the map, on the nearest free place of the
    grid, and an area in proportion to its size.
    """
    taken: dict[tuple[float, float], int] = {}
    for camp, middle in middles.items():
        x, y = (on_grid(float(number), GRID) for number in np.asarray(middle))
        while (x, y) in taken:
            x = on_grid(x + GRID, GRID)
        taken[x, y] = camp
    people = sum(sizes.values())
    radius = {
        camp: round(RADIUS * float(np.sqrt(sizes[camp] / people)), DECIMALS) for camp in sizes
    }
    return {
        camp: Area(x, y, radius[camp], radius[camp], turn=0.0) for (x, y), camp in taken.items()
    }


def on_grid(number: float, step: float) -> float:
    """The nearest multiple of a step."""
    return round(round(number / step) * step, DECIMALS) + 0.0


def spread_of(points: ArrayLike) -> float:
    """How wide a map of these points is: four standard deviations of the wider direction."""
    places = np.asarray(points, dtype=np.float64)
    return float(4.0 * places.std(axis=0).max()) or 1.0
