"""Chance with a seed, and the skew of real communities."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Generic, TypeVar

from django.utils import timezone

from config.world.words import SENTENCES
from members.ids import BITS

T = TypeVar("T")
DAYS = 720


class Dice:
    """The same seed gives the same world, the same number of days ago."""

    def __init__(self, seed: int) -> None:
        # Everything happened before the day on which the world is made.
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        self.now = midnight.astimezone(UTC)
        self.random = random.Random(seed)  # noqa: S311 - a world for measuring keeps no secret
        self._texts: dict[tuple[str, int], list[str]] = {}

    def id(self) -> int:
        return self.random.getrandbits(BITS)

    def ids(self, count: int) -> list[int]:
        return [self.id() for _ in range(count)]

    def language(self) -> str:
        return "de" if self.random.random() < 0.65 else "en"

    def moment(self) -> datetime:
        """Some time in the last two years, more often lately."""
        days = DAYS * self.random.random() ** 2
        return self.now - timedelta(days=days)

    def text(self, language: str, sentences: int) -> str:
        """A paragraph out of a pool of two hundred, so that texts differ as they do in life."""
        pool = self._texts.setdefault((language, sentences), [])
        if len(pool) < 200:
            chosen = self.random.choices(SENTENCES[language], k=sentences)
            pool.append(" ".join(chosen))
            return pool[-1]
        return self.random.choice(pool)

    def shares(self, total: int, among: int, skew: float = 0.8) -> list[int]:
        """Split a total by Zipf's law: few get much, most get little."""
        weights = [1 / (rank + 1) ** skew for rank in range(among)]
        whole = sum(weights)
        parts = [int(total * weight / whole) for weight in weights]
        for place in range(total - sum(parts)):
            parts[place % among] += 1
        return parts

    def skewed(self, things: Sequence[T], skew: float = 0.8) -> "Skewed[T]":
        return Skewed(things, skew, self.random)


class Skewed(Generic[T]):
    """Things of which the first are drawn far more often than the last."""

    def __init__(self, things: Sequence[T], skew: float, chance: random.Random) -> None:
        self._things = things
        self._random = chance
        self._sums = list(accumulate(1 / (rank + 1) ** skew for rank in range(len(things))))

    def draw(self, count: int) -> list[T]:
        """At most `count` different things."""
        return list(
            dict.fromkeys(self._random.choices(self._things, cum_weights=self._sums, k=count))
        )
