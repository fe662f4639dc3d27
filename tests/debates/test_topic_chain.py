"""The line of a debate: five steps, each with what it says to the reader."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from debates.models import (
    Carrier,
    JointStatement,
    LandscapeRun,
    Mission,
    Restatement,
    Statement,
    Topic,
    Vote,
)
from debates.reading.chain import chain_of, facts_of
from tests.conftest import make_member
from tests.debates.test_position_bridge import restated

pytestmark = pytest.mark.clock


def words(topic, member) -> dict[str, str]:
    return {step.name: step.words for step in chain_of(topic, member)}


def states(topic, member) -> list[str]:
    return [step.state for step in chain_of(topic, member)]


def statements(topic, author, count: int) -> list[Statement]:
    return [
        Statement.objects.create(topic=topic, author=author, text=f"Claim {number}", language="en")
        for number in range(count)
    ]


def test_at_the_beginning_only_the_first_step_is_under_foot(cast, topic):
    assert states(topic, cast.ben) == ["now", "next", "next", "next", "next"]
    assert words(topic, cast.ben)["positions"] == "Yours is still missing."
    assert words(topic, None)["positions"] == "Read where others stand."


def test_ones_own_position_is_a_step_behind(cast, topic, stand):
    stand(cast.ben, topic)
    assert states(topic, cast.ben)[:2] == ["done", "now"]


def test_a_restatement_waits_for_its_author_and_for_nobody_else(cast, topic, stand):
    position = stand(cast.lea, topic)
    waiting = restated(cast.ben, position, "sent")
    step = chain_of(topic, cast.lea)[1]
    assert step.words == "1 restatement waits for your answer."
    assert step.href == waiting.get_absolute_url()
    assert words(topic, cast.ben)["listening"] == "Your restatement waits for an answer."
    assert words(topic, cast.mara)["listening"] == "Ask, then restate, then object."
    assert words(topic, None)["listening"] == "Ask, then restate, then object."


def test_a_heard_restatement_is_a_step_behind_for_both(cast, topic, stand):
    restated(cast.ben, stand(cast.lea, topic))
    for who in (cast.lea, cast.ben):
        assert chain_of(topic, who)[1].state == "done"
    assert chain_of(topic, cast.mara)[1].state == "next"


def test_statements_wait_only_for_whoever_may_vote_and_has_not(cast, topic):
    first, *_rest = statements(topic, cast.lea, 3)
    assert words(topic, cast.ben)["landscape"] == "3 statements wait for you."
    Vote.objects.create(statement=first, member=cast.ben, choice=0, cast_at=timezone.now())
    assert words(topic, cast.ben)["landscape"] == "2 statements wait for you."
    for who in (cast.lea, cast.nora, None):
        assert words(topic, who)["landscape"] == "A map grows from votes on statements."


def test_more_than_nine_are_not_counted(cast, topic):
    statements(topic, cast.lea, 12)
    assert words(topic, cast.ben)["landscape"] == "More than 9 statements wait for you."
    assert len(facts_of(topic, cast.ben).waiting) == 10


def test_a_closed_topic_asks_for_no_vote(cast, topic):
    statements(topic, cast.lea, 2)
    Topic.objects.filter(pk=topic.pk).update(state="closed", closed_at=timezone.now())
    assert "wait" not in words(Topic.objects.get(pk=topic.pk), cast.ben)["landscape"]


def test_only_a_published_landscape_is_shown_and_a_held_back_one_is_not(cast, topic):
    run = LandscapeRun.objects.create(topic=topic, state="held_back", counted_until=timezone.now())
    assert chain_of(topic, cast.ben)[2].state == "next"
    LandscapeRun.objects.filter(pk=run.pk).update(state="published")
    step = chain_of(topic, cast.ben)[2]
    assert (step.state, step.href) == ("done", f"{topic.get_absolute_url()}landscape/")


def test_what_is_shared_comes_from_bridging_statements_only(cast, topic):
    one, other, rejected = statements(topic, cast.lea, 3)
    for statement, bridging, consensus in ((one, 0.7, 0.5), (other, 0.3, 0.9), (rejected, 0.9, 1)):
        Statement.objects.filter(pk=statement.pk).update(bridging=bridging, consensus=consensus)
    Statement.objects.filter(pk=rejected.pk).update(moderated=-1)
    assert facts_of(topic, None).shared == {"text": "Claim 0", "language": "en"}


def test_the_joint_statement_says_whose_turn_it_is(cast, topic, stand):
    stand(cast.ben, topic)
    joint = JointStatement.objects.create(
        topic=topic, author=cast.lea, author_side=1, text="We agree on this.", language="en"
    )
    assert words(topic, cast.ben)["joint"] == "A draft waits for the other side."
    JointStatement.objects.filter(pk=joint.pk).update(state="open")
    assert words(topic, cast.ben)["joint"] == "The joint statement waits for your word."
    assert words(topic, cast.mara)["joint"] == "The joint statement is open for ratification."
    joint.ratifications.create(member=cast.ben, side=1, agrees=True)
    assert words(topic, cast.ben)["joint"] == "The joint statement is open for ratification."
    JointStatement.objects.filter(pk=joint.pk).update(hidden_at=timezone.now())
    assert chain_of(topic, cast.ben)[3].state == "next"


@pytest.mark.parametrize(
    ("state", "said", "knot"),
    [
        ("forming", "Looks for carriers of both sides.", "now"),
        ("running", "Under way.", "now"),
        ("done", "Over; what was learnt stays readable.", "done"),
        ("stopped", "Over; what was learnt stays readable.", "done"),
    ],
)
def test_the_mission_says_how_it_stands(cast, topic, state, said, knot):
    ended = {"ended_at": timezone.now(), "learnt": "Ask earlier."} if knot == "done" else {}
    mission = Mission.objects.create(
        topic=topic,
        aim="Practise the talk",
        ground="Whoever asks gets an answer.",
        review_on=timezone.localdate(),
        state=state,
        **ended,
    )
    Carrier.objects.create(mission=mission, member=cast.lea, side=1)
    step = chain_of(topic, cast.ben)[4]
    assert (step.words, step.state, step.href) == (said, knot, mission.get_absolute_url())


def test_the_line_costs_one_query_for_everybody(cast, topic, stand):
    position = stand(cast.lea, topic)
    for number in range(20):
        restated(make_member(f"l{number}"), position, "sent")
    statements(topic, cast.mara, 20)
    assert Restatement.objects.count() == 20
    for who in (None, cast.lea, cast.nora):
        chain_of(topic, who)
        with CaptureQueriesContext(connection) as asked:
            chain_of(topic, who)
        assert len(asked) == 1
