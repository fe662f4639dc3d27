"""What one member gains by another, for many at once: the skills, the meaning, and what hinders."""

from collections.abc import Sequence

import numpy as np

from sharing.matching.cards import Card, Mine
from sharing.matching.encoding import unpacked
from sharing.matching.hindrances import left_by_hindrances
from sharing.matching.mutual import mutual
from sharing.matching.tables import Flags, Floats, columns_of, share, table
from sharing.matching.weights import WEIGHTS

# So many seekers at a time are compared with all that is offered, to keep the memory small.
BLOCK = 256
# Beyond every level that can be named: who offers something does it, however far they say they are.
OFFERED, NOT_GIVEN = 9, -1


def utilities(
    seekers: Sequence[Mine],
    givers: Sequence[Mine],
    *,
    other_community: Flags | None = None,
    other_position: Flags | None = None,
) -> Floats:
    """u(a, b) from 0 to 1: what each seeker (row) gains by each giver (column).

    Skills and meaning make the gain; what hinders leaves a part of it; somebody from another
    community, or who takes an opposite position, adds a part to it.
    """
    if not seekers or not givers:
        return np.zeros((len(seekers), len(givers)), dtype=np.float32)
    if other_community is None:
        other_community = in_other_communities(seekers, givers)
    gain = 1 - (1 - WEIGHTS.skills * _covered(seekers, givers)) * (
        1 - WEIGHTS.meaning * _meant(seekers, givers)
    )
    gain *= left_by_hindrances(seekers, givers)
    gain *= 1 + WEIGHTS.other_community * other_community
    if other_position is not None:
        gain *= 1 + WEIGHTS.other_position * other_position
    keys = np.array([one.key for one in seekers])[:, None]
    gain[(keys == np.array([one.key for one in givers])[None, :]) & (keys != 0)] = 0
    utility: Floats = np.minimum(gain, 1).astype(np.float32)
    return utility


def scores(
    mine: Mine,
    others: Sequence[Mine],
    *,
    other_community: Flags | None = None,
    other_position: Flags | None = None,
) -> Floats:
    """How well each of the others and this member fit, both ways; 0 where nobody gains."""
    bonuses = {"other_community": other_community, "other_position": other_position}
    there = {name: None if flags is None else flags[None, :] for name, flags in bonuses.items()}
    back = {name: None if flags is None else flags[:, None] for name, flags in bonuses.items()}
    u1 = utilities([mine], others, **there)[0]
    u2 = utilities(others, [mine], **back)[:, 0]
    return both_ways(u1, u2)


def both_ways(u1: Floats, u2: Floats) -> Floats:
    """The mutual score, and 0 where neither gains anything."""
    score: Floats = np.where(np.maximum(u1, u2) > 0, mutual(u1, u2), 0).astype(np.float32)
    return score


def all_scores(people: Sequence[Mine], *, other_position: Flags | None = None) -> Floats:
    """Everybody with everybody, as `exposure.assign` wants it."""
    gains = utilities(people, people, other_position=other_position)
    return both_ways(gains, gains.T)


def in_other_communities(ones: Sequence[Mine], others: Sequence[Mine]) -> Flags:
    """Both belong to communities, and to none together."""
    here, there = ([one.communities for one in side] for side in (ones, others))
    named = np.array([bool(some) for some in here])[:, None] & np.array([bool(s) for s in there])
    apart: Flags = named & ~share(here, there)
    return apart


def _covered(seekers: Sequence[Mine], givers: Sequence[Mine]) -> Floats:
    """From 0 to 1 the more wanted skills are given; the first counts most."""
    columns = columns_of([one.sought for one in seekers], [one.given for one in givers])
    levels = np.stack([_given(one, columns) for one in givers])
    shared = np.zeros((len(seekers), len(givers)), dtype=np.float32)
    own = {level for one in seekers for level in one.learning.values()} | {0}
    for level in sorted(own):
        wanted = table([_sought_at(one, level) for one in seekers], columns)
        if wanted.any():
            shared += wanted @ _worth(levels, level).T
    covered: Floats = shared / (shared + WEIGHTS.half_covered)
    return covered


def _sought_at(one: Mine, level: int) -> frozenset[int]:
    """What is sought by somebody who is that far in it."""
    return frozenset(skill for skill in one.sought if one.learning.get(skill, 0) == level)


def _given(one: Mine, columns: dict[int, int]) -> Floats:
    """How far somebody is in what they give, by column."""
    row = np.full(len(columns), NOT_GIVEN, dtype=np.float32)
    for skill in one.can & columns.keys():
        row[columns[skill]] = one.levels.get(skill, 0)
    for card in one.offers:
        for skill in card.skills & columns.keys():
            row[columns[skill]] = one.levels.get(skill, OFFERED)
    return row


def _worth(levels: Floats, own: int) -> Floats:
    """What a given skill is worth to somebody who is this far in it."""
    further: Floats = np.where(levels > own, 1.0, WEIGHTS.lower_level).astype(np.float32)
    further[levels == 0] = WEIGHTS.unnamed_level
    further[levels == NOT_GIVEN] = 0
    return further


def _meant(seekers: Sequence[Mine], givers: Sequence[Mine]) -> Floats:
    """From 0 to 1 the nearer the nearest request and offer of two members are."""
    meant = np.zeros((len(seekers), len(givers)), dtype=np.float32)
    wanted, given = _read_requests(seekers), _read_offers(givers)
    if not wanted or not given:
        return meant
    offers = unpacked([card.vector for _place, card in given])
    offered_by = np.array([place for place, _card in given])
    firsts = np.flatnonzero(np.diff(offered_by, prepend=-1))
    for begin in range(0, len(wanted), BLOCK):
        block = wanted[begin : begin + BLOCK]
        near = scaled(unpacked([card.vector for _place, card in block]) @ offers.T)
        nearest = np.maximum.reduceat(near, firsts, axis=1)
        rows = np.array([place for place, _card in block])
        best = np.zeros((len(seekers), len(firsts)), dtype=np.float32)
        np.maximum.at(best, rows, nearest)
        meant[:, offered_by[firsts]] = np.maximum(meant[:, offered_by[firsts]], best)
    return meant


def scaled(nearness: Floats) -> Floats:
    """A cosine as 0 (nothing in common) to 1 (the same)."""
    between = (nearness - WEIGHTS.alike) / (WEIGHTS.same - WEIGHTS.alike)
    clipped: Floats = np.clip(between, 0, 1)
    return clipped


def _read_requests(people: Sequence[Mine]) -> list[tuple[int, Card]]:
    return [(at, card) for at, one in enumerate(people) for card in one.requests if card.vector]


def _read_offers(people: Sequence[Mine]) -> list[tuple[int, Card]]:
    return [(at, card) for at, one in enumerate(people) for card in one.offers if card.vector]
