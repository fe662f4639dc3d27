"""Counts in parts, their noise, and what is said out of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from debates.landscape import (
    Parts,
    changed,
    changed_enough,
    fresh_generator,
    published,
    told_of,
)
from debates.landscape.noise import two_sided_geometric


@pytest.mark.parametrize(("votes", "apart"), [(9, False), (10, True)])
def test_camps_are_counted_apart_from_ten_votes_in_each(two_camps, votes, apart) -> None:
    matrix = two_camps(12, votes)
    camps = {key: int(key[0]) for key in matrix.participants}
    counted = published(matrix, {0}, camps, NoNoise())[0]
    assert bool(counted.camps) == apart
    total = [sum(column) for column in zip(*counted.camps.values(), counted.rest, strict=True)]
    assert sum(total) == 12 + votes


def test_a_vote_is_counted_in_one_part_only(two_camps) -> None:
    """Whoever is in no camp is with everybody else."""
    matrix = two_camps(12, 11)
    camps = {key: int(key[0]) for key in matrix.participants if key != "0-0"}
    counted = published(matrix, {4}, camps, NoNoise())[4]
    assert [sum(counted.camps[camp]) for camp in (0, 1)] == [11, 11]
    assert sum(counted.rest) == 1


def test_noise_is_two_sided_and_as_wide_as_it_says() -> None:
    drawn = two_sided_geometric((200_000,), np.random.default_rng(3), scale=2.0)
    share = np.exp(-1 / 2.0)
    assert abs(drawn.mean()) < 0.03
    assert drawn.std() == pytest.approx(np.sqrt(2 * share) / (1 - share), rel=0.02)
    for number in (0, 1, 2, -1, -3):
        expected = (1 - share) / (1 + share) * share ** abs(number)
        assert (drawn == number).mean() == pytest.approx(expected, rel=0.05)


def test_two_generators_draw_different_noise() -> None:
    first, second = (two_sided_geometric((50,), fresh_generator()) for _number in range(2))
    assert first.tolist() != second.tolist()


def test_what_fell_below_nothing_is_told_as_nothing() -> None:
    said = told_of({7: Parts({0: (12, -3, 1), 1: (-2, 14, 0)}, (1, 0, -1))}, [0, 1])
    (figures,) = said.statements
    assert (figures.agree, figures.disagree, figures.seen) == (11, 11, 22)
    assert [(camp.agree, camp.disagree) for camp in figures.camps] == [(12, 0), (0, 14)]


def test_of_statements_that_are_not_counted_by_these_camps_only_the_total_is_known() -> None:
    stored = {
        1: Parts({0: (20, 1, 1), 1: (1, 20, 1)}, (0, 0, 0)),
        2: Parts({}, (30, 2, 1)),
        3: Parts({0: (20, 1, 1)}, (3, 0, 0)),
    }
    said = told_of(stored, [0, 1])
    assert [bool(one.camps) for one in said.statements] == [True, False, False]
    assert [one.bridging is None for one in said.statements] == [False, True, True]
    assert said.most_divisive == (1,)
    assert {key for keys in said.representative.values() for key in keys} == {1}
    assert [one.id for one in told_of({}, []).statements] == []


def test_without_camps_the_scores_are_those_of_all_together() -> None:
    said = told_of({1: Parts({}, (28, 1, 1)), 2: Parts({}, (12, 15, 3))}, [])
    shared, split = said.statements
    assert shared.bridging > 0.8 > 0.4 > split.bridging
    assert said.common_ground == (1, 2)


@given(
    before=st.dictionaries(st.integers(0, 30), st.sampled_from([-1, 0, 1])),
    now=st.dictionaries(st.integers(0, 30), st.sampled_from([-1, 0, 1])),
    erased=st.integers(0, 5),
)
def test_one_voter_is_never_counted_as_two(before, now, erased) -> None:
    moved = changed(before, now, erased)
    assert moved <= len(before.keys() | now.keys()) + erased
    assert changed(before, before) == 0
    gone = dict.fromkeys(list(before)[:4])
    left = {key: before[key] for key in before if key not in gone}
    # Taken back and cast anew: the votes of that time are known no more.
    assert changed(left, before, len(gone)) == len(gone)


@pytest.mark.parametrize(
    ("moved", "voters", "enough"),
    [(9, 20, False), (10, 20, True), (10, 40, True), (10, 41, False), (11, 41, True)],
)
def test_ten_voters_and_a_quarter_let_a_figure_be_published_anew(moved, voters, enough) -> None:
    assert changed_enough(moved, voters) == enough


class NoNoise:
    """A generator whose noise is nothing."""

    def geometric(self, _success: float, shape: tuple[int, ...]) -> np.ndarray:
        return np.ones(shape, dtype=np.int64)
