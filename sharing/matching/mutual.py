"""Both sides in one figure."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sharing.matching.weights import WEIGHTS

Gain = TypeVar("Gain", float, NDArray[np.floating])


def mutual(one: Gain, other: Gain) -> Gain:
    """The harmonic mean of what both gain, with a floor so that gifts stay possible."""
    a, b = one + WEIGHTS.floor, other + WEIGHTS.floor
    return 2 * a * b / (a + b)
