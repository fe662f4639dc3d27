"""A synthetic crowd, as plain data.

Skills by Zipf's law (0.8), wanted in another order of popularity than given; 2 to 5 given, 1 to 3
wanted; 70 % speak German and 45 % English; 4 to 9 of the 21 parts of the week.
"""

import numpy as np

from sharing.matching import Mine

STEEPNESS = 0.8
SLOTS = 21
GIVEN, WANTED, FREE = (2, 6), (1, 4), (4, 10)
GERMAN, ENGLISH = 0.70, 0.45


def crowd(count: int, *, skills: int, seed: int = 9) -> list[Mine]:
    """So many members of one community; the same seed gives the same people."""
    rng = np.random.default_rng(seed)
    popular = 1 / np.arange(1, skills + 1) ** STEEPNESS
    given = popular / popular.sum()
    wanted = rng.permutation(given)
    return [_member(rng, key, given, wanted) for key in range(1, count + 1)]


def _member(rng: np.random.Generator, key: int, given: np.ndarray, wanted: np.ndarray) -> Mine:
    can = _some(rng, GIVEN, given)
    spoken = {code for code, share in (("de", GERMAN), ("en", ENGLISH)) if rng.random() < share}
    return Mine(
        key=key,
        can=can,
        wants=_some(rng, WANTED, wanted) - can,
        languages=frozenset(spoken or {"de"}),
        slots=_some(rng, FREE, np.full(SLOTS, 1 / SLOTS)),
        communities=frozenset({1}),
    )


def _some(rng: np.random.Generator, between: tuple[int, int], odds: np.ndarray) -> frozenset[int]:
    count = int(rng.integers(*between))
    return frozenset(rng.choice(len(odds), size=count, replace=False, p=odds).tolist())
