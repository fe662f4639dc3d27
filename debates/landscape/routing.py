"""Which statement somebody votes on next."""

from collections.abc import Sequence
from random import Random

from debates.landscape.constants import UNKNOWN_PRIORITY


def draw(priorities: Sequence[float | None], generator: Random) -> int | None:
    """The place of the next statement among those not yet voted on, drawn by weight.

    None as a priority (a statement newer than the last run) weighs UNKNOWN_PRIORITY. Answers None
    where nothing is left. The same generator in the same state draws the same.
    """
    if not priorities:
        return None
    weights = [UNKNOWN_PRIORITY if weight is None else weight for weight in priorities]
    return generator.choices(range(len(weights)), weights)[0]
