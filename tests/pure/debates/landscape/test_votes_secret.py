"""What four helpers, and everybody else together, find out about a vote from what is published.

The attackers are given more than any page tells: every stored count with its noise, the camp of
their victim, and what the four voted themselves. The victim's votes are thrown by a coin, so that
guessing is right half of the time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, sqrt

import numpy as np
import pytest

from debates.landscape import Parts, Votes, landscape_of, large_camps, published
from debates.landscape.constants import CHANGED_SHARE, FEWEST_CHANGES

WORLDS, STATEMENTS = 200, 10
HELPERS, VICTIM = range(4), 4
SIDES = (1, -1)


@dataclass
class World:
    """20 to 60 voters in three groups of opinion; what is published of them."""

    generator: np.random.Generator
    votes: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        random = self.generator
        self.people = int(random.integers(20, 61))
        group = random.integers(0, 3, self.people)
        self.leans = random.beta(1.2, 1.2, (3, STATEMENTS))[group]
        self.votes = np.where(random.random(self.leans.shape) < self.leans, 1, -1)
        self.votes[random.random(self.leans.shape) < 0.06] = 0
        self.truth = random.choice(SIDES, STATEMENTS)
        self.votes[VICTIM] = self.truth
        self.camps = large_camps(landscape_of(self._matrix(everybody=True)))

    def publish(
        self, known: Sequence[int] = HELPERS, *, everybody: bool = True
    ) -> list[np.ndarray]:
        """What is left of each statement for attackers who know these votes: agreement less
        disagreement of the others, in all parts together and in the part of the victim.
        """
        matrix = self._matrix(everybody=everybody)
        parts = published(matrix, set(range(STATEMENTS)), self.camps, self.generator)
        return [self._left(key, counted, known) for key, counted in parts.items()]

    def _left(self, key: int, counted: Parts, known: Sequence[int]) -> np.ndarray:
        own = self.camps.get(VICTIM, -1)
        near = [one for one in known if self.camps.get(one, -1) == own] if counted.camps else known
        rows = [*counted.camps.values(), counted.rest]
        agree, disagree, _passes = counted.camps.get(own, counted.rest)
        total = sum(row[0] - row[1] for row in rows) - self.votes[known, key].sum()
        return np.array([total, agree - disagree - self.votes[near, key].sum()])

    def change(self) -> None:
        """As many change their votes as the rule needs: the four, and others by chance."""
        self.votes[HELPERS] *= -1
        needed = max(FEWEST_CHANGES, ceil(CHANGED_SHARE * self.people)) - len(HELPERS)
        for statement in range(STATEMENTS):
            for one in self.generator.choice(range(VICTIM + 1, self.people), needed, replace=False):
                agrees = self.generator.random() < self.leans[one, statement]
                others = [vote for vote in (1, -1, 0) if vote != self.votes[one, statement]]
                wanted = 1 if agrees else -1
                self.votes[one, statement] = wanted if wanted in others else others[0]

    def _matrix(self, *, everybody: bool) -> Votes:
        seen = np.ones(self.votes.shape, dtype=np.bool_)
        seen[VICTIM] = everybody
        people, statements = tuple(range(self.people)), tuple(range(STATEMENTS))
        rejected = np.zeros(STATEMENTS, dtype=np.bool_)
        values = (self.votes * seen).astype(np.int8)
        return Votes(people, statements, values, seen, rejected)


def right(world: World, before: list[np.ndarray], after: list[np.ndarray]) -> np.ndarray:
    """Whether each guess from the difference of the means is right, half where a coin has to be
    thrown: [statements, attacks].
    """
    moved = np.mean(after, axis=0) - np.mean(before, axis=0)
    return 0.5 + 0.5 * np.sign(moved) * world.truth[:, None]


def over_guessing(guesses: list[np.ndarray]) -> float:
    """How far the better of the two attacks beats a coin: the upper 95 % bound."""
    share = float(np.concatenate(guesses).mean(axis=0).max())
    return share + 1.96 * sqrt(share * (1 - share) / (WORLDS * STATEMENTS)) - 0.5


def worlds() -> Iterator[World]:
    for seed in range(WORLDS):
        yield World(np.random.default_rng(seed))


def test_four_helpers_learn_little_from_one_publication() -> None:
    """They know the figures from before the victim voted, and those after."""
    guesses = []
    for world in worlds():
        before = world.publish(everybody=False)
        world.change()
        guesses.append(right(world, [before], [world.publish()]))
    assert over_guessing(guesses) <= 0.10


def test_four_helpers_who_flip_for_thirty_publications_learn_little() -> None:
    """Fifteen before the victim voted, fifteen after: noise that is drawn anew is averaged out."""
    guesses = []
    for world in worlds():
        told: dict[bool, list] = {False: [], True: []}
        for number in range(30):
            told[number >= 15].append(world.publish(everybody=number >= 15))
            world.change()
        guesses.append(right(world, told[False], told[True]))
    assert over_guessing(guesses) <= 0.15


@pytest.mark.parametrize(("publications", "least", "most"), [(1, 0.5, 0.73), (30, 0.75, 1.0)])
def test_whoever_controls_all_others_learns_what_the_documentation_says(
    publications, least, most
) -> None:
    """They know every other vote and take the victim's out of the total. Nothing but the noise
    keeps it: at most e/(1 + e) = 0.73 of the guesses are right after one publication; many later.
    """
    guesses = []
    for world in worlds():
        others = [one for one in range(world.people) if one != VICTIM]
        told = [world.publish(others) for _number in range(publications)]
        guesses.append(right(world, [np.zeros((STATEMENTS, 2))], told))
    share = float(np.concatenate(guesses).mean(axis=0).max())
    assert least <= share <= most
