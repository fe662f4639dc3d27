"""Everybody gets their turn, and rings of members who cannot swap in pairs."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sharing.matching import exposure, rings
from sharing.matching.utility import all_scores
from sharing.matching.weights import WEIGHTS
from tests.sharing.synthetic import crowd

SQUARES = st.integers(2, 9).flatmap(
    lambda n: arrays(np.float32, (n, n), elements=st.floats(0, 1, width=32))
)
EDGES = st.dictionaries(
    st.tuples(st.integers(1, 8), st.integers(1, 8)), st.floats(0.01, 1), max_size=30
)


@given(SQUARES, st.integers(0, 5))
def test_who_was_shown_more_weighs_less(scores: np.ndarray, shown: int) -> None:
    less = exposure.damped(scores[0], np.full(len(scores), shown + 1))
    assert (less <= exposure.damped(scores[0], np.full(len(scores), shown))).all()


@given(SQUARES)
def test_nobody_is_shown_to_themselves_or_twice_and_only_what_is_possible(
    scores: np.ndarray,
) -> None:
    for member, picks in enumerate(exposure.assign(scores)):
        assert len(picks) == len(set(picks)) <= 3
        assert member not in picks
        assert all(scores[member, other] > 0 for other in picks)


@given(SQUARES)
def test_nobody_is_left_out_while_another_fills_two_places(scores: np.ndarray) -> None:
    picks = exposure.assign(scores)
    shown = np.bincount([other for row in picks for other in row], minlength=len(scores))
    np.fill_diagonal(scores, 0)
    for unseen in np.flatnonzero(shown == 0):
        for member in np.flatnonzero(scores[:, unseen] > 0):
            assert len(picks[member]) == 3
            assert all(shown[other] == 1 for other in picks[member])


def test_what_is_not_enough_is_not_suggested_and_ties_keep_their_order() -> None:
    few = [WEIGHTS.enough / 2, 0.9, 0.9, 0.5]
    assert exposure.pick(few, [0, 0, 0, 0]) == [1, 2, 3]
    assert exposure.pick(few, [0, 3, 0, 0]) == [2, 3, 1]


def test_the_order_of_people_changes_nothing() -> None:
    scores = all_scores(crowd(60, skills=20)) + np.random.default_rng(1).random((60, 60)) / 10
    scores = scores.astype(np.float32)
    turned = np.random.default_rng(2).permutation(60)
    straight = exposure.assign(scores.copy())
    mixed = exposure.assign(scores[np.ix_(turned, turned)])
    for place, member in enumerate(turned):
        assert [int(turned[other]) for other in mixed[place]] == straight[member]


@pytest.mark.parametrize("skills", [60, 400])
def test_two_thousand_members_all_get_their_turn(skills: int) -> None:
    picks = exposure.assign(all_scores(crowd(2_000, skills=skills)))
    shown = np.bincount([other for row in picks for other in row], minlength=2_000)
    assert shown.min() >= 1
    assert shown.max() <= 8
    assert exposure.gini(shown) <= 0.25


def test_gini_is_nothing_for_all_alike_and_nearly_one_for_one_alone() -> None:
    assert exposure.gini([3, 3, 3]) == pytest.approx(0)
    assert exposure.gini([0] * 99 + [5]) == pytest.approx(0.99)
    assert exposure.gini([0, 0]) == 0


@given(EDGES)
def test_a_ring_repeats_nobody_and_each_can_give_what_the_next_wants(edges: dict) -> None:
    found = rings.find(edges)
    seen = [member for ring in found for member in ring.members]
    assert len(seen) == len(set(seen))
    for ring in found:
        assert 3 <= len(ring.members) <= 5
        assert ring.members[0] == min(ring.members)
        following = (*ring.members[1:], ring.members[0])
        for giver, receiver in zip(ring.members, following, strict=True):
            assert edges[giver, receiver] > 0
        for one, two in permutations(ring.members, 2):
            assert (one, two) not in edges or (two, one) not in edges


@given(EDGES)
def test_the_same_gifts_in_another_order_make_the_same_rings(edges: dict) -> None:
    assert rings.find(edges) == rings.find(dict(reversed(edges.items())))


def test_the_better_ring_comes_first_and_takes_its_members() -> None:
    strong = {(1, 2): 0.9, (2, 3): 0.9, (3, 1): 0.9}
    weak = {(3, 4): 0.5, (4, 5): 0.5, (5, 3): 0.5}
    assert [ring.members for ring in rings.find(strong | weak)] == [(1, 2, 3)]
    assert rings.find({(1, 2): 1.0, (2, 1): 1.0, (2, 3): 1.0, (3, 1): 1.0}) == []
    assert len(rings.find(strong | {(a + 9, b + 9): w for (a, b), w in weak.items()})) == 2


def test_a_dense_crowd_takes_so_many_steps_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody could give something to the next fifty: of millions of circles, few are told."""
    gifts = {(a, (a + far) % 300): 0.5 for a in range(300) for far in range(1, 51)}
    gifts |= {(a, (a + 100) % 300): 0.9 for a in range(300)}
    monkeypatch.setattr(rings, "MOST_STEPS", 100_000)
    found = rings.find(gifts)
    assert len(found) == 100
    assert found[0].members == (0, 100, 200)
