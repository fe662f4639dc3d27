"""The score of a position: who felt heard here, and from which side they came."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from debates.models import Credit, Position, Restatement, Side
from debates.services.bridging import rescore, rescore_burning, rescore_topic, score_of

pytestmark = pytest.mark.clock

HEARD, NOT_QUITE, SENT = "heard", "not_quite", "sent"


def restated(listener, position: Position, state: str = HEARD, **fields) -> Restatement:
    return Restatement.objects.create(
        position=position,
        version=position.current,
        listener=listener,
        author=position.member,
        text="You would like the list to hang on the wall, because whispering hurts more.",
        language="en",
        state=state,
        answered_at=None if state in ("sent", "lapsed") else timezone.now(),
        **fields,
    )


def credit(giver, receiver, position: Position, **fields) -> Credit:
    """The giver moved to `position`, and says who moved them."""
    return Credit.objects.create(
        topic=position.topic, version=position.current, giver=giver, receiver=receiver, **fields
    )


@pytest.fixture
def heard_one(cast, topic, stand) -> Position:
    """Lea is for it; Ben stands against, Mara for, Odo nowhere."""
    stand(cast.ben, topic, -1)
    stand(cast.mara, topic, 2)
    return stand(cast.lea, topic, 1)


def fresh(position: Position) -> Position:
    rescore(position.pk)
    return Position.objects.get(pk=position.pk)


def test_a_position_nobody_restated_is_unheard_and_scores_a_quarter(heard_one):
    position = fresh(heard_one)
    assert not position.is_heard
    assert position.bridging == pytest.approx(0.25)


def test_the_score_is_the_geometric_mean_over_the_sides():
    # Against: one of two heard, one not; for: one of one heard.
    voices = [(1, Side.AGAINST, HEARD), (2, Side.AGAINST, NOT_QUITE), (3, Side.FOR, HEARD)]
    against, for_it = (1.5 / 3) * (1 - 1.5 / 3), (1.5 / 2) * (1 - 0.5 / 2)
    assert score_of(voices) == pytest.approx((against * for_it) ** (1 / 2))


def test_one_voice_of_each_side_bridges_more_than_two_of_one_side():
    both = [(1, Side.AGAINST, HEARD), (2, Side.FOR, HEARD)]
    one = [(1, Side.FOR, HEARD), (2, Side.FOR, HEARD)]
    assert score_of(both) > score_of(one)


def test_whoever_was_heard_in_the_end_is_not_counted_as_unheard(cast, heard_one):
    restated(cast.ben, heard_one, NOT_QUITE)
    unheard = fresh(heard_one)
    restated(cast.ben, heard_one, HEARD, round=2)
    heard = fresh(heard_one)
    assert not unheard.is_heard and heard.is_heard
    assert unheard.bridging < 0.25 < heard.bridging
    assert heard.bridging == pytest.approx(score_of([(cast.ben.pk, Side.AGAINST, HEARD)]))


def test_a_listener_who_stands_nowhere_counts_to_no_side(cast, heard_one):
    restated(cast.odo, heard_one)
    position = fresh(heard_one)
    assert position.is_heard
    assert position.bridging == pytest.approx(0.25)


def test_a_credit_for_the_story_counts_like_being_heard(cast, heard_one):
    of_ben = Position.objects.get(member=cast.ben)
    given = credit(cast.ben, cast.lea, of_ben, kind="story", story=heard_one.current)
    position = fresh(heard_one)
    assert not position.is_heard
    assert position.bridging == pytest.approx(score_of([(cast.ben.pk, Side.AGAINST, HEARD)]))
    Credit.objects.filter(pk=given.pk).update(withdrawn_at=timezone.now())
    assert fresh(heard_one).bridging == pytest.approx(0.25)


def test_a_side_that_is_present_weighs_even_where_it_said_nothing(cast, topic, stand, heard_one):
    restated(cast.ben, heard_one)
    before = fresh(heard_one).bridging
    stand(cast.odo, topic, 0)
    assert fresh(heard_one).bridging < before


def test_a_hidden_restatement_and_one_of_an_argument_count_for_nothing(cast, heard_one):
    restated(cast.ben, heard_one, hidden_at=timezone.now())
    assert not fresh(heard_one).is_heard


def test_scoring_twice_changes_nothing_and_asks_three_times(cast, heard_one):
    restated(cast.ben, heard_one)
    first = fresh(heard_one)
    with CaptureQueriesContext(connection) as asked:
        rescore(heard_one.pk)
    again = Position.objects.get(pk=heard_one.pk)
    assert (again.bridging, again.is_heard) == (first.bridging, first.is_heard)
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) == 3


def test_scoring_a_position_that_is_gone_does_nothing(db):
    rescore(12345)


def test_a_listener_who_moves_takes_their_voice_to_the_other_side(cast, topic, stand, heard_one):
    restated(cast.ben, heard_one)
    assert rescore_topic(topic.pk) == 3
    assert rescore_topic(topic.pk) == 0
    before = Position.objects.get(pk=heard_one.pk).bridging
    Position.objects.filter(member=cast.ben).update(stance=0)
    assert rescore_burning() == 1
    assert Position.objects.get(pk=heard_one.pk).bridging != before
