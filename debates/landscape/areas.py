"""Where a camp lies on the map, drawn so that nobody's point can be read from it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

# How many standard deviations an area reaches: about four in five of a camp stand within it.
REACH = 1.8
# An area is never smaller than this share of the map, even where all voted alike.
LEAST = 0.06
DECIMALS = 3
# Of members' maps places are told on a grid, in shares of the width of the map: in a camp of five,
# whoever knows four of them finds out no more than on which half of the map the fifth may stand.
GRID = 0.1
OWN_GRID = GRID / 2
TURN = 15.0


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


def coarse(area: Area, width: float) -> Area:
    """The same on the grid: never smaller than one step."""
    step = GRID * width
    long, short = (max(step, on_grid(half, step)) for half in (area.long, area.short))
    turn = on_grid(area.turn, TURN) % 180.0
    return Area(on_grid(area.x, step), on_grid(area.y, step), long, short, turn)


def on_grid(number: float, step: float) -> float:
    """The nearest multiple of a step."""
    return round(round(number / step) * step, DECIMALS)


def spread_of(points: ArrayLike) -> float:
    """How wide a map of these points is: four standard deviations of the wider direction."""
    places = np.asarray(points, dtype=np.float64)
    return float(4.0 * places.std(axis=0).max()) or 1.0
