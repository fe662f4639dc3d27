"""Votes on a statement counted in parts, with noise: what is stored when it is published.

A vote is in exactly one part, so it is noised once; the total is the sum of the parts.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from debates.landscape.constants import CHANGED_SHARE, FEWEST_APART, FEWEST_CAMPS, FEWEST_CHANGES
from debates.landscape.counts import Counts
from debates.landscape.figures import Camp
from debates.landscape.noise import two_sided_geometric
from debates.landscape.votes import Key, Votes

# Agree, disagree, pass. With noise a count may be below nothing; that is mended when it is read.
Row = tuple[int, int, int]
CHOICES = (1, -1, 0)


@dataclass(frozen=True)
class Parts:
    """Counts with noise: of each camp where camps are counted apart, and of everybody else."""

    camps: Mapping[Camp, Row] = field(default_factory=dict)
    rest: Row = (0, 0, 0)


def published(
    votes: Votes,
    statements: Collection[Key],
    camps: Mapping[Any, Camp],
    generator: np.random.Generator,
) -> dict[Any, Parts]:
    """Count these statements anew and draw the noise of every part.

    camps: the camp of each participant who is in one. Camps are counted apart only on statements
    on which each of them gave FEWEST_APART votes.
    """
    names = sorted(set(camps.values()))
    place = {name: number for number, name in enumerate(names)}
    nobody = len(names)
    camp = np.array(
        [place.get(camps.get(key, -1), nobody) for key in votes.participants], dtype=np.intp
    )
    return {
        key: _noised(_counted(votes, column, camp, nobody + 1), names, generator)
        for column, key in enumerate(votes.statements)
        if key in statements
    }


def _counted(votes: Votes, column: int, camp: Counts, parts: int) -> Counts:
    """The votes on one statement: [camps and everybody else, choices]."""
    seen = votes.seen[:, column]
    values, where = votes.values[seen, column], camp[seen]
    return np.stack(
        [np.bincount(where[values == choice], minlength=parts) for choice in CHOICES], axis=1
    )


def _noised(counts: Counts, names: list[Camp], generator: np.random.Generator) -> Parts:
    apart = len(names) >= FEWEST_CAMPS and counts[:-1].sum(axis=1).min() >= FEWEST_APART
    if not apart:
        counts, names = counts.sum(axis=0, keepdims=True), []
    noisy = counts + two_sided_geometric(counts.shape, generator)
    *rows, rest = (_row(row) for row in noisy)
    return Parts(dict(zip(names, rows, strict=True)), rest)


def _row(counts: Counts) -> Row:
    agree, disagree, passes = (int(count) for count in counts)
    return agree, disagree, passes


def changed(before: Mapping[Any, int], now: Mapping[Any, int], erased: int = 0) -> int:
    """How many voters have another vote than when the statement was last published.

    before, now: the vote of each voter then and now; whoever came or went is in one of them only.
    erased: votes of that time that are known no more. Whoever came may have given one of these, so
    the larger number counts.
    """
    moved = sum(now.get(voter) != choice for voter, choice in before.items())
    return moved + max(len(now.keys() - before.keys()), erased)


def changed_enough(moved: int, voters: int) -> bool:
    """Whether so many of these voters let a figure be published anew."""
    return moved >= max(FEWEST_CHANGES, CHANGED_SHARE * voters)
