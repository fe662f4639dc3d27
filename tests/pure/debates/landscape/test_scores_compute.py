"""Scores and tests give the values known from elsewhere."""

import numpy as np
import pytest

from debates.landscape import bridging, consensus, extremity, priority
from debates.landscape.counts import difference, one_sided


@pytest.mark.parametrize(("count", "seen", "z"), [(8, 10, 2.1106), (5, 10, 0.3015)])
def test_a_share_is_tested_against_one_half(count, seen, z):
    assert one_sided(count, seen) == pytest.approx(z, abs=5e-5)


@pytest.mark.parametrize(
    ("inside", "seen", "outside", "of", "z"),
    [(8, 10, 2, 10, 2.5690), (3, 3, 0, 9, 3.1749), (4, 4, 6, 6, 0.0)],
)
def test_two_shares_are_tested_against_each_other(inside, seen, outside, of, z):
    assert difference(inside, seen, outside, of) == pytest.approx(z, abs=5e-5)


@pytest.mark.parametrize(
    ("agree", "seen", "value"), [([9, 7], [10, 10], 0.5556), ([9, 7, 1], [10, 10, 8], 0.1111)]
)
def test_consensus_is_the_product_of_smoothed_shares(agree, seen, value):
    assert consensus(agree, seen) == pytest.approx(value, abs=5e-5)


def test_the_worked_example_of_the_consumption_conversation():
    # 61 of 66 and 16 of 18 agree.
    assert consensus([61, 16], [66, 18]) == pytest.approx(0.775)


@pytest.mark.parametrize(
    ("camps", "score"),
    [([(9, 1, 10), (7, 2, 10)], 0.6269), ([(9, 1, 10), (7, 2, 10), (1, 6, 8)], 0.2630)],
)
def test_bridging_is_a_geometric_mean_over_the_camps(camps, score):
    agree, disagree, seen = np.array(camps).T
    assert bridging(agree, disagree, seen) == pytest.approx(score, abs=5e-5)


def test_half_in_each_camp_bridges_more_than_all_of_one():
    between = bridging([5, 5], [5, 5], [10, 10])
    within = bridging([10, 0], [0, 10], [10, 10])
    assert between > within


def test_bridging_is_computed_for_many_statements_at_once():
    agree, disagree, seen = np.array([[9, 7], [0, 0]]), np.array([[1, 2], [0, 0]]), [[10, 10]] * 2
    one = float(bridging([9, 7], [1, 2], [10, 10]))
    other = float(bridging([0, 0], [0, 0], [10, 10]))
    assert bridging(agree, disagree, seen).tolist() == pytest.approx([one, other])


@pytest.mark.parametrize(
    ("agree", "passes", "seen", "away", "weight"),
    [
        (0, 0, 0, 0, 5.0625),
        (1, 0, 1, 0, 12.5297),
        (30, 2, 40, 1, 1.9982),
        (10, 0, 20, 0, 0.5125),
        (10, 0, 20, 2, 4.6127),
        (10, 8, 20, 0, 0.1964),
        (0, 0, 20, 0, 0.0042),
    ],
)
def test_priority_prefers_new_telling_and_agreed_statements(agree, passes, seen, away, weight):
    assert priority(agree, passes, seen, away) == pytest.approx(weight, abs=5e-5)


def test_extremity_is_the_length_of_the_step_from_the_middle():
    components = [[0.6, 0.0], [0.8, 0.0]]
    assert extremity([0.5, 0.0], components, 4) == pytest.approx([1.0, 0.0])
