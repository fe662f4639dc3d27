"""A landscape finds the camps that are there, and says what unites and divides them."""

import numpy as np
import pytest

from debates.landscape import Votes, landscape_of
from debates.landscape.constants import FEWEST_GROUPED
from tests.pure.debates.landscape.reference import alike, compare, groups_in


def test_every_reference_figure_of_real_votes_is_met(wage, wage_votes, wage_reference):
    seen = compare(landscape_of(wage_votes, groups=groups_in(wage)), wage_reference)
    assert (seen.values, seen.lists) == (282, 18)
    assert seen.wrong == []
    assert seen.deviation <= 1e-6


def test_real_camps_are_found_for_every_seed(wage, wage_votes):
    found = [landscape_of(wage_votes, seed=seed) for seed in range(4)]
    assert {landscape.k for landscape in found} == {2}
    assert min(alike(groups_in(wage), landscape.camps) for landscape in found) >= 0.85


def test_the_same_votes_give_the_same_landscape(wage_votes):
    assert landscape_of(wage_votes, seed=3) == landscape_of(wage_votes, seed=3)


def test_two_opinions_are_two_camps(two_camps):
    landscape = landscape_of(two_camps(10, 8))
    assert landscape.k == 2
    assert landscape.sizes == {0: 10, 1: 8}
    assert {key[0]: camp for key, camp in landscape.camps.items()} == {"0": 0, "1": 1}
    assert set(landscape.common_ground[-4:]) == set(landscape.most_divisive[:4]) == {2, 4, 8, 10}


def test_four_opinions_are_four_camps(two_camps):
    assert landscape_of(two_camps(12, 11, 10, 9)).sizes == {0: 12, 1: 11, 2: 10, 3: 9}


@pytest.mark.parametrize(
    ("sizes", "apart", "found"),
    [
        ((12, 11, 10, 9), 9, [12, 11, 10, 9]),
        ((12, 11, 10, 9), 10, [20, 12, 10]),
        ((12, 11, 10, 9), 11, [22, 20]),
        # No number of camps lets these be compared, so the clearest stays.
        ((8, 8), 10, [8, 8]),
    ],
)
def test_fewer_camps_that_can_be_compared_come_before_clearer_ones(two_camps, sizes, apart, found):
    landscape = landscape_of(two_camps(*sizes), apart=apart)
    assert list(landscape.sizes.values()) == found


def test_as_many_camps_as_told(two_camps):
    assert landscape_of(two_camps(12, 12), camps=3).k == 3


@pytest.mark.parametrize("camps", [0, 1, 6])
def test_a_number_of_camps_that_is_never_looked_for_is_refused(two_camps, camps):
    with pytest.raises(ValueError, match="from 2 to 5"):
        landscape_of(two_camps(5, 5), camps=camps)


def test_given_groups_keep_their_labels_and_leave_others_out(two_camps):
    votes = two_camps(6, 6)
    groups = {key: 4 if key[0] == "0" else 7 for key in votes.participants[:-1]}
    landscape = landscape_of(votes, groups=groups)
    assert landscape.sizes == {4: 6, 7: 5}
    assert landscape.camps == groups
    assert set(landscape.representative) == {4, 7}


def test_camps_take_the_names_of_the_run_before(two_camps):
    votes = two_camps(10, 8)
    before = {key: 5 if key[0] == "0" else 3 for key in votes.participants}
    landscape = landscape_of(votes, previous=before)
    assert landscape.camps == before
    assert list(landscape.representative) == [3, 5]


def test_a_rejected_statement_is_in_no_list(two_camps):
    landscape = landscape_of(two_camps(10, 8, rejected=(0, 1)))
    ids = {statement.id for statement in landscape.statements}
    assert ids == set(landscape.common_ground) == set(range(2, 12))


def test_what_was_voted_on_a_rejected_statement_does_not_matter(two_camps):
    votes = two_camps(10, 8, rejected=(1,))
    turned = votes.values.copy()
    turned[:, 1] *= -1
    other = Votes(votes.participants, votes.statements, turned, votes.seen, votes.rejected)
    assert landscape_of(votes).participants == landscape_of(other).participants


def test_who_has_too_few_votes_stands_in_no_camp():
    rng = np.random.default_rng(2)
    triples = [(p, s, int(rng.integers(-1, 2))) for p in range(20) for s in range(9)]
    triples += [("quiet", s, 1) for s in range(6)]
    landscape = landscape_of(Votes.of(triples, range(9)))
    assert "quiet" not in landscape.camps
    assert len(landscape.camps) == landscape.enough == 20


def test_among_few_the_most_active_are_grouped():
    triples = [(p, s, 1 if (p + s) % 2 else -1) for p in range(20) for s in range(1 + p % 6)]
    triples += [(20, s, 0) for s in range(6, 12)]
    landscape = landscape_of(Votes.of(triples, range(12)))
    assert landscape.enough == 0
    assert len(landscape.camps) == FEWEST_GROUPED
    assert {0, 6, 12, 18}.isdisjoint(landscape.camps)


@pytest.mark.parametrize(
    "triples", [[], [("a", 0, 1)], [("a", 0, 1), ("b", 0, 1)], [("a", 0, 0), ("b", 1, 0)]]
)
def test_hardly_any_votes_are_no_error(triples):
    landscape = landscape_of(Votes.of(triples, range(3)))
    assert landscape.k in (0, 1)
    assert landscape.silhouette == 0
    assert len(landscape.participants) == len({triple[0] for triple in triples})
    assert sorted(landscape.common_ground) == [0, 1, 2]


def test_more_statements_than_people_is_the_same_mathematics(two_camps):
    wide = landscape_of(two_camps(8, 8, statements=40))
    assert wide.sizes == {0: 8, 1: 8}
    assert 0 < wide.explained[1] < wide.explained[0] <= 1
