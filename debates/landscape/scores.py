"""Scores of a statement from counts alone. Arrays broadcast; the last axis is the camps.

A agree, D disagree, S all votes including passes. Sources: the formulas of Polis (group-informed
consensus, priority) and the Jeffreys-geometric form of the bridging score.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from debates.landscape.constants import NOVELTY, NOVELTY_HALVES

Figures = NDArray[np.float64]


def share(count: ArrayLike, seen: ArrayLike) -> Figures:
    """The smoothed share (A + 1) / (S + 2), between 0 and 1; one half without votes."""
    return np.asarray((np.asarray(count) + 1.0) / (np.asarray(seen) + 2.0))


def consensus(count: ArrayLike, seen: ArrayLike) -> Figures:
    """Group-informed consensus: the product over the camps [..., camps] of their shares.

    It orders the statements of one conversation; between numbers of camps it does not compare.
    """
    return np.asarray(share(count, seen).prod(axis=-1))


def bridging(agree: ArrayLike, disagree: ArrayLike, seen: ArrayLike) -> Figures:
    """How far all camps agree and none disagrees, 0 to 1; comparable between numbers of camps.

    Jeffreys' prior in each camp, (A + 1/2) / (S + 1) times 1 - (D + 1/2) / (S + 1), and the
    geometric mean over the last axis. Of arrays [..., camps] an array [...].
    """
    votes = np.asarray(seen) + 1.0
    ayes = (np.asarray(agree) + 0.5) / votes
    noes = (np.asarray(disagree) + 0.5) / votes
    parts = ayes * (1.0 - noes)
    return np.asarray(parts.prod(axis=-1) ** (1.0 / parts.shape[-1]))


def extremity(means: ArrayLike, components: ArrayLike, statements: int) -> Figures:
    """How far agreeing with one statement alone would carry somebody from the middle: [m].

    means [m] of the votes, components [2, m], and the number of statements that the positions are
    corrected for. In the units of the map.
    """
    lengths = np.hypot(*np.asarray(components, dtype=np.float64))
    return np.asarray(np.sqrt(statements) * np.abs(1.0 - np.asarray(means)) * lengths)


def priority(agree: ArrayLike, passes: ArrayLike, seen: ArrayLike, extremity: ArrayLike) -> Figures:
    """The weight of a statement in the routing draw; above 0.

    Few passes, much agreement and a telling place on the map weigh; so does being new.
    """
    importance = (1.0 - share(passes, seen)) * (np.asarray(extremity) + 1.0) * share(agree, seen)
    novelty = 1.0 + NOVELTY * 2.0 ** (-np.asarray(seen) / NOVELTY_HALVES)
    return np.asarray((importance * novelty) ** 2)
