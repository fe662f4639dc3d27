"""Camps keep their names, and their number, from run to run."""

from functools import reduce

import pytest

from debates.landscape import same_camps, steady
from debates.landscape.constants import STEADY_RUNS


def people(**camps: str) -> dict[str, int]:
    """`people(c0="abc", c1="de")`"""
    return {one: int(name[1:]) for name, members in camps.items() for one in members}


@pytest.mark.parametrize(
    ("previous", "current", "names"),
    [
        ({}, {}, {}),
        ({}, people(c0="abc", c1="de"), {0: 0, 1: 1}),
        (people(c0="abc", c1="de"), people(c0="de", c1="abc"), {0: 1, 1: 0}),
        # A third camp splits off: the larger part keeps the name.
        (people(c0="abcde", c1="fg"), people(c0="fg", c1="abc", c2="de"), {0: 1, 1: 0, 2: 2}),
        # Two camps become one: it takes the name of the larger.
        (people(c0="ab", c1="cde"), people(c0="abcde"), {0: 1}),
        # Nobody is left of those before: new names, so that no old one is misused.
        (people(c0="ab", c1="cd"), people(c0="xy", c1="z"), {0: 2, 1: 3}),
        # As much shared with both: the lower names.
        (people(c0="ab", c1="cd"), people(c0="ac", c1="bd"), {0: 0, 1: 1}),
    ],
)
def test_a_camp_keeps_the_name_of_the_one_it_shares_most_with(previous, current, names):
    assert same_camps(previous, current) == names


def shown_after(*found: int) -> int:
    state = reduce(steady, found, None)
    assert state is not None
    return state.shown


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ([3], 3),
        ([2, 3, 3, 3], 2),
        ([2, 3, 3, 3, 3], 3),
        ([2, 3, 3, 3, 2, 3], 2),
        ([2, 3, 4, 3, 3, 3], 2),
        ([2, 3, 4, 3, 3, 3, 3], 3),
        ([2, *[3] * STEADY_RUNS, 2, 2, 2], 3),
        ([2, *[3] * STEADY_RUNS, 2, 2, 2, 2], 2),
    ],
)
def test_the_number_of_camps_changes_only_after_four_equal_results(found, shown):
    assert shown_after(*found) == shown
