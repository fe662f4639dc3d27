"""What two members gain by each other: figures, reasons and obstacles over plain data."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharing.matching import Against, Card, Kind, Mine, Why
from sharing.matching.encoding import WIDTH, packed
from sharing.matching.mutual import mutual
from sharing.matching.reasons import pair
from sharing.matching.utility import all_scores, scores, utilities
from sharing.matching.weights import WEIGHTS, explained

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SKILLS = st.frozensets(st.integers(1, 6), max_size=4)
GAINS = st.floats(0, 1)


def card(kind: Kind, key: int, *skills: int, **more) -> Card:
    return Card(kind, key, more.pop("owner", key), frozenset(skills), NOW, **more)


def direction(place: int) -> bytes:
    """A meaning that has nothing in common with that of another place."""
    vector = np.zeros(WIDTH, dtype=np.float32)
    vector[place] = 1
    return packed(vector)


@st.composite
def members(draw: st.DrawFn) -> list[Mine]:
    count = draw(st.integers(2, 6))
    return [
        Mine(
            key=key,
            can=draw(SKILLS),
            wants=draw(SKILLS),
            languages=draw(st.frozensets(st.sampled_from(["de", "en", "fr"]), max_size=2)),
            slots=draw(st.frozensets(st.integers(0, 20), max_size=3)),
            communities=draw(st.frozensets(st.integers(1, 3), max_size=2)),
        )
        for key in range(1, count + 1)
    ]


@given(GAINS, GAINS)
def test_both_sides_count_alike_and_the_weaker_one_more(one: float, other: float) -> None:
    both = mutual(one, other)
    assert both == pytest.approx(mutual(other, one))
    floor = WEIGHTS.floor
    assert min(one, other) + floor - 1e-9 <= both <= (one + other) / 2 + floor + 1e-9


@given(members())
def test_a_score_is_the_same_from_both_sides_and_in_any_order(people: list[Mine]) -> None:
    table = all_scores(people)
    assert np.allclose(table, table.T)
    assert not table.diagonal().any()
    assert np.allclose(all_scores(people[::-1]), table[::-1, ::-1])
    assert np.allclose(scores(people[0], people), table[0])


@given(members())
def test_every_gain_has_a_reason_and_every_reason_is_true(people: list[Mine]) -> None:
    mine, theirs = people[:2]
    found = pair(mine, theirs)
    assert bool(found.you_gain) == (found.u1 > 0)
    assert bool(found.they_gain) == (found.u2 > 0)
    assert bool(found.score) == bool(found.u1 or found.u2)
    for reason in found.you_gain:
        assert reason.skills <= mine.sought & theirs.given
        if reason.why is Why.SAME_TIME:
            assert mine.slots & theirs.slots
        if reason.why is Why.OTHER_COMMUNITY:
            assert not mine.communities & theirs.communities


def test_a_gift_where_one_side_gains_still_matches_but_less_than_a_swap() -> None:
    me = Mine(key=1, can=frozenset({1}), wants=frozenset({2}))
    giver = Mine(key=2, can=frozenset({2}))
    swapper = Mine(key=3, can=frozenset({2}), wants=frozenset({1}))
    gift, swap, nothing = scores(me, [giver, swapper, Mine(key=4, can=frozenset({9}))])
    assert swap > gift > WEIGHTS.enough
    assert nothing == 0


@pytest.mark.clock
def test_what_hinders_leaves_less_and_is_said() -> None:
    me = Mine(
        key=1,
        requests=(card(Kind.REQUEST, 7, 2, is_online=False, place="Bern", terms=frozenset("g")),),
        languages=frozenset({"de"}),
        slots=frozenset({1}),
    )
    far = Mine(
        key=2,
        offers=(card(Kind.OFFER, 8, 2, is_online=False, place="Basel", terms=frozenset("p")),),
        languages=frozenset({"fr"}),
        slots=frozenset({2}),
    )
    near = Mine(key=3, offers=(card(Kind.OFFER, 9, 2, place="Bern"),))
    assert {one.against for one in pair(me, far).obstacles} == {
        Against.LANGUAGE,
        Against.TIME,
        Against.TERMS,
        Against.PLACE,
    }
    assert not pair(me, near).obstacles
    assert 0 < pair(me, far).u1 < pair(me, near).u1


def test_who_is_further_gives_more_than_who_stands_where_one_stands() -> None:
    me = Mine(key=1, wants=frozenset({2}), learning={2: 2})
    further, same = (
        Mine(key=key, can=frozenset({2}), levels={2: level}) for key, level in ((2, 4), (3, 2))
    )
    assert pair(me, further).u1 > pair(me, same).u1 > 0
    assert [one.against for one in pair(me, same).obstacles] == [Against.LEVEL]
    assert not pair(me, further).obstacles


@pytest.mark.clock
def test_texts_that_mean_the_same_match_without_a_common_skill() -> None:
    me = Mine(key=1, requests=(card(Kind.REQUEST, 7, 1, vector=direction(0)),))
    offer = card(Kind.OFFER, 8, 2, vector=direction(0))
    found = pair(me, Mine(key=2, offers=(offer,)))
    (reason,) = found.you_gain
    assert (reason.why, reason.mine, reason.theirs) == (Why.SAME_MEANING, 7, 8)
    other = Mine(key=3, offers=(card(Kind.OFFER, 9, 2, vector=direction(1)),))
    assert pair(me, other).score == 0


@pytest.mark.clock
def test_the_nearest_of_several_requests_and_offers_counts() -> None:
    requests = tuple(card(Kind.REQUEST, key, vector=direction(key)) for key in (1, 2))
    offers = tuple(card(Kind.OFFER, key, vector=direction(key)) for key in (3, 2))
    crowd = [Mine(key=1), Mine(key=2, requests=requests)]
    gains = utilities(crowd, [Mine(key=3, offers=offers), Mine(key=4)])
    assert gains[1, 0] == pytest.approx(WEIGHTS.meaning)
    assert np.count_nonzero(gains) == 1


def test_another_community_and_another_position_add_to_a_gain_and_make_none() -> None:
    me = Mine(key=1, wants=frozenset({2}), communities=frozenset({1}))
    giver = Mine(key=2, can=frozenset({2}), communities=frozenset({2}))
    stranger = Mine(key=3, communities=frozenset({3}))
    plain = pair(me, giver, other_community=False)
    assert pair(me, giver).u1 > plain.u1
    assert pair(me, giver, other_community=False, other_position=True).u1 > plain.u1
    assert pair(me, stranger, other_position=True).score == 0


def test_nobody_to_compare_with_is_no_trouble() -> None:
    assert scores(Mine(key=1), []).shape == (0,)
    assert utilities([], [Mine(key=1)]).shape == (0, 1)


def test_every_weight_says_what_it_means() -> None:
    told = explained()
    assert all(one.meaning.endswith(".") for one in told)
    assert {one.name: one.value for one in told}["floor"] == WEIGHTS.floor
