"""What no landscape may do, tried with votes made up by hypothesis."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from debates.landscape import Landscape, Votes, bridging, consensus, landscape_of, priority

UNSEEN = 2


@st.composite
def matrices(draw: st.DrawFn) -> Votes:
    """Up to 24 people and 12 statements, some unseen, some rejected."""
    people, statements = draw(st.integers(1, 24)), draw(st.integers(1, 12))
    cell = st.sampled_from([-1, 0, 1, UNSEEN])
    cells = draw(
        st.lists(cell, min_size=people * statements, max_size=people * statements).map(
            lambda flat: np.array(flat, dtype=np.int8).reshape(people, statements)
        )
    )
    rejected = draw(st.lists(st.booleans(), min_size=statements, max_size=statements))
    return of_cells(cells, np.array(rejected) & (np.arange(statements) % 3 == 0))


def of_cells(cells: np.ndarray, rejected: np.ndarray) -> Votes:
    seen = cells != UNSEEN
    people, statements = cells.shape
    return Votes(
        tuple(range(people)), tuple(range(statements)), cells * seen, seen, rejected.astype(bool)
    )


def rearranged(votes: Votes, rows: list[int], columns: list[int]) -> Votes:
    return Votes(
        tuple(votes.participants[row] for row in rows),
        tuple(range(len(columns))),
        votes.values[np.ix_(rows, columns)],
        votes.seen[np.ix_(rows, columns)],
        votes.rejected[columns],
    )


def parts(landscape: Landscape) -> set[frozenset[int]]:
    """Who is together, whatever the camps are called."""
    camps = landscape.camps
    return {frozenset(key for key in camps if camps[key] == camp) for camp in camps.values()}


@given(matrices(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_shuffling_participants_changes_nothing(votes, random):
    rows = list(range(len(votes.participants)))
    random.shuffle(rows)
    one = landscape_of(votes)
    other = landscape_of(rearranged(votes, rows, list(range(len(votes.statements)))))
    assert one.statements == other.statements
    assert (one.k, one.silhouette, one.overall) == (other.k, other.silhouette, other.overall)
    assert one.common_ground == other.common_ground
    assert one.representative == other.representative
    places = {
        (votes.values[p.id].tobytes(), votes.seen[p.id].tobytes(), p.x, p.y, p.camp)
        for p in one.participants
    }
    shuffled = {
        (votes.values[p.id].tobytes(), votes.seen[p.id].tobytes(), p.x, p.y, p.camp)
        for p in other.participants
    }
    assert places == shuffled


@given(matrices(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_statement_that_stands_twice_changes_no_camp(votes, data):
    column = data.draw(st.integers(0, len(votes.statements) - 1))
    # One single vote on a rejected statement does not tell that another is the same.
    assume(not votes.rejected[column] or votes.seen[:, column].sum() > 1)
    columns = [*range(len(votes.statements)), column]
    twice = rearranged(votes, list(range(len(votes.participants))), columns)
    one, other = landscape_of(votes), landscape_of(twice)
    assert parts(one) == parts(other)
    assert {p.id: (p.x, p.y) for p in one.participants} == {
        p.id: (p.x, p.y) for p in other.participants
    }


@given(matrices(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_statements_moves_nobody(votes, random):
    columns = list(range(len(votes.statements)))
    random.shuffle(columns)
    other = rearranged(votes, list(range(len(votes.participants))), columns)
    assert landscape_of(votes).silhouette == pytest.approx(landscape_of(other).silhouette)


@given(matrices(), st.sampled_from([None, 2, 3, 5]))
@settings(max_examples=100, deadline=None)
def test_figures_stay_in_their_range(votes, camps):
    landscape = landscape_of(votes, camps=camps)
    assert -1 <= landscape.silhouette <= 1
    assert 0 <= landscape.explained[1] <= landscape.explained[0] <= 1 + 1e-9
    for statement in landscape.statements:
        for share in (statement.consensus, statement.consensus_disagree, statement.bridging):
            assert 0 < share < 1
        assert statement.divide is None or 0 <= statement.divide < 1
        assert statement.priority > 0
        assert statement.extremity >= 0
        for camp in statement.camps:
            assert 0 <= camp.agree + camp.disagree <= camp.seen
            assert camp.repness is None or camp.repness > 0
            assert camp.p_success is None or 0 < camp.p_success < 1


COUNTS = st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_scores_stay_between_nothing_and_one(camps):
    agree, disagree, passes = np.array(camps).T
    seen = agree + disagree + passes
    assert 0 < consensus(agree, seen) < 1
    assert 0 < bridging(agree, disagree, seen) < 1
    more = bridging(agree + 1, disagree, seen + 1)
    assert more > bridging(agree, disagree, seen)


@given(COUNTS, st.floats(0, 50))
def test_a_priority_is_a_weight(counts, away):
    agree, disagree, passes = counts
    weight = float(priority(agree, passes, agree + disagree + passes, away))
    assert 0 < weight < float("inf")
    assert weight <= float(priority(agree, passes, agree + disagree + passes, away + 1))
