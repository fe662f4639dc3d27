"""Votes become a matrix, or are refused."""

import numpy as np
import pytest

from debates.landscape import Votes


def test_the_last_vote_of_a_pair_counts():
    votes = Votes.of([("a", 1, 1), ("b", 2, -1), ("a", 1, 0)], [1, 2, 3], {3})
    assert votes.participants == ("a", "b")
    assert votes.values.tolist() == [[0, 0, 0], [0, -1, 0]]
    assert votes.seen.tolist() == [[True, False, False], [False, True, False]]
    assert votes.rejected.tolist() == [False, False, True]


def test_a_cell_takes_two_bytes():
    votes = Votes.of([("a", 1, 1)], range(100))
    assert votes.values.nbytes + votes.seen.nbytes == 200


@pytest.mark.parametrize("triple", [("a", 9, 1), ("a", 1, 2)])
def test_a_vote_that_cannot_be_is_refused(triple):
    with pytest.raises(ValueError, match="vote"):
        Votes.of([triple], [1, 2])


@pytest.mark.parametrize(
    ("participants", "statements", "values", "rejected"),
    [
        ((1,), (1, 2), np.zeros((2, 2), np.int8), np.zeros(2, bool)),
        ((1, 2), (1, 2), np.zeros((2, 2), np.int8), np.zeros(3, bool)),
        ((1, 1), (1, 2), np.zeros((2, 2), np.int8), np.zeros(2, bool)),
        ((1, 2), (2, 2), np.zeros((2, 2), np.int8), np.zeros(2, bool)),
        ((1, 2), (1, 2), np.full((2, 2), 3, np.int8), np.zeros(2, bool)),
        ((1, 2), (1, 2), np.zeros((2, 2)), np.zeros(2, bool)),
    ],
)
def test_arrays_that_do_not_fit_together_are_refused(participants, statements, values, rejected):
    with pytest.raises(ValueError, match=r"shape|twice|vote|int8"):
        Votes(participants, statements, values, values.astype(bool), rejected)
