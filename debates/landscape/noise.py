"""Noise for counts that are published, so that no single vote can be read from them.

Two-sided geometric noise is the discrete form of Laplace's: Ghosh, Roughgarden and Sundararajan,
"Universally utility-maximizing privacy mechanisms", SIAM Journal on Computing 41 (2012).
docs/landscape.md says what one publication, and many, can tell.
"""

import secrets

import numpy as np

from debates.landscape.constants import NOISE
from debates.landscape.counts import Counts


def fresh_generator() -> np.random.Generator:
    """Randomness that nobody can foresee."""
    return np.random.default_rng(secrets.randbits(128))


def two_sided_geometric(
    shape: tuple[int, ...], generator: np.random.Generator, scale: float = NOISE
) -> Counts:
    """Whole numbers, each k with a probability in proportion to exp(-|k| / scale).

    The difference of two geometric draws; its standard deviation is close to 1.4 times the scale.
    """
    success = 1.0 - np.exp(-1.0 / scale)
    return np.asarray(generator.geometric(success, shape) - generator.geometric(success, shape))
