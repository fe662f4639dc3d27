"""What texts of the synthetic world mean: unit vectors around the places of the coarse map."""

from dataclasses import dataclass

import numpy as np

from config.world.dice import Dice
from sharing.matching.encoding import packed, unit
from sharing.matching.meaning import cell_of, coarse_map

# About as far from the middle of its cell as a real text is.
SPREAD = 1.0
VARIANTS = 12


@dataclass(frozen=True)
class Meaning:
    vector: bytes
    cell: int | None


class Meanings:
    """A pool that is drawn from: skills decide where on the map, chance decides how near."""

    def __init__(self, dice: Dice) -> None:
        self._choice = dice.random.choice
        centres = coarse_map()
        noise = np.random.default_rng(dice.random.getrandbits(32))
        size = (len(centres), VARIANTS, centres.shape[1])
        away = noise.standard_normal(size).astype(np.float32) / np.sqrt(centres.shape[1])
        points = centres[:, None, :] + SPREAD * away
        self._pool = [
            [_meaning(packed(vector)) for vector in unit(variants)] for variants in points
        ]

    def of_skill(self, skill: int) -> Meaning:
        """Texts about the same skill lie around the same place."""
        return self._choice(self._pool[skill % len(self._pool)])


def _meaning(vector: bytes) -> Meaning:
    return Meaning(vector, cell_of(vector))
