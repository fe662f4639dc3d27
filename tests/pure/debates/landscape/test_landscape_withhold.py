"""What `bin/manage landscape` prints of members' votes tells nothing about a few of them."""

from debates.landscape import Votes, can_be_shown, discreet, landscape_of


def shown(votes: Votes):
    return discreet(votes, landscape_of(votes))


def test_fewer_than_fifteen_voters_are_no_landscape(two_camps):
    votes = two_camps(7, 7)
    assert not can_be_shown(landscape_of(votes))
    assert (shown(votes).k, shown(votes).statements, shown(votes).participants) == (0, (), ())


def test_fifteen_voters_with_enough_votes_are_one(two_camps):
    assert shown(two_camps(8, 7)).sizes == {0: 8, 1: 7}


def test_one_camp_alone_is_no_landscape(two_camps):
    votes = two_camps(18, 1)
    groups = {key: int(key[0]) for key in votes.participants}
    assert discreet(votes, landscape_of(votes, groups=groups)).k == 0


def test_a_camp_of_four_is_dissolved(two_camps):
    votes = two_camps(9, 8, 4)
    groups = {key: int(key[0]) for key in votes.participants}
    landscape = discreet(votes, landscape_of(votes, groups=groups))
    assert landscape.sizes == {0: 9, 1: 8}
    assert {camp.camp for one in landscape.statements for camp in one.camps} == {0, 1}
    # Its votes are in no ratio either: the same as if these people stood in no camp.
    without = landscape_of(votes, groups={key: g for key, g in groups.items() if g < 2}, fewest=5)
    assert [one.camps for one in landscape.statements] == [one.camps for one in without.statements]


def sparse(two_camps, few: int) -> Votes:
    """Camps of 9 and 8, of whose second only so many voted on statement 4."""
    votes = two_camps(9, 8)
    seen = votes.seen.copy()
    seen[9 + few :, 4] = False
    return Votes(votes.participants, votes.statements, votes.values * seen, seen, votes.rejected)


def test_a_figure_appears_from_five_votes_of_the_camp(two_camps):
    for few, told in ((4, False), (5, True)):
        landscape = shown(sparse(two_camps, few))
        statement = landscape.statements[4]
        assert [camp.camp for camp in statement.camps] == ([0, 1] if told else [0])
        assert (statement.bridging is not None) == told
        assert (statement.consensus is not None) == told
        assert (statement.camps[0].repness is not None) == told


def test_totals_are_kept_back_where_a_difference_would_tell(two_camps):
    assert shown(sparse(two_camps, 4)).statements[4].seen is None
    assert shown(sparse(two_camps, 0)).statements[4].seen == 9
    assert shown(sparse(two_camps, 5)).statements[4].seen == 14


def test_no_list_names_what_may_not_be_told(two_camps):
    landscape = shown(sparse(two_camps, 4))
    named = {key for keys in landscape.representative.values() for key in keys}
    named |= {one.id for one in (*landscape.overall.agree, *landscape.overall.disagree)}
    assert 4 not in named | set(landscape.most_divisive)
    assert landscape.common_ground[-1] == 4
