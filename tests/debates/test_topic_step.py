"""A topic goes from state to state by one table, and says in words where it stands."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from communities.models import Activity
from debates.models import STEPS, Topic, TopicState
from debates.refusals import StepNotPossible, TopicClosed, TopicStillOpen
from debates.services import topics
from debates.tasks import close_due_topics
from members.refusals import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
PAIRS = list(product(TopicState, TopicState))
LIVELY = [TopicState.OPEN, TopicState.BRIDGING, TopicState.MISSION]


def put(topic: Topic, state: str, **fields) -> Topic:
    closed_at = timezone.now() if state == TopicState.CLOSED else None
    Topic.objects.filter(pk=topic.pk).update(state=state, closed_at=closed_at, **fields)
    topic.refresh_from_db()
    return topic


@pytest.mark.parametrize(("now", "to"), [pair for pair in PAIRS if pair[1] in STEPS[pair[0]]])
def test_a_step_of_the_table_is_taken(cast, topic, now, to):
    topics.step(put(topic, now), to, cast.lea)
    topic.refresh_from_db()
    assert topic.state == to
    assert (topic.closed_at is not None) == (to == TopicState.CLOSED)


@pytest.mark.parametrize(("now", "to"), [pair for pair in PAIRS if pair[1] not in STEPS[pair[0]]])
def test_every_other_step_is_refused_and_nothing_changes(cast, topic, now, to):
    with pytest.raises(Refusal) as refused:
        topics.step(put(topic, now), to, cast.lea)
    assert refused.value.status == 409
    topic.refresh_from_db()
    assert topic.state == now


def test_each_refusal_says_why(cast, topic):
    for now, to, why in [
        (TopicState.CLOSED, TopicState.MISSION, TopicClosed),
        (TopicState.CLOSED, TopicState.CLOSED, TopicClosed),
        (TopicState.OPEN, TopicState.OPEN, TopicStillOpen),
        (TopicState.MISSION, TopicState.OPEN, StepNotPossible),
    ]:
        with pytest.raises(why):
            topics.step(put(topic, now), to, cast.lea)


def test_a_topic_whose_day_passed_goes_on_no_mission(cast, topic):
    put(topic, TopicState.OPEN, closes_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(TopicClosed):
        topics.step(topic, TopicState.MISSION, cast.lea)


@pytest.mark.parametrize("state", LIVELY)
def test_positions_are_taken_until_a_topic_is_closed(cast, topic, stand, state):
    stand(cast.ben, put(topic, state))
    with pytest.raises(TopicClosed):
        stand(cast.ben, put(topic, TopicState.CLOSED), core="Once more.")


@pytest.mark.parametrize("state", LIVELY)
def test_a_topic_closes_on_its_day_wherever_it_stands(topic, state):
    put(topic, state, closes_on=timezone.localdate() - timedelta(days=1))
    close_due_topics()
    topic.refresh_from_db()
    assert topic.state == TopicState.CLOSED


def test_a_topic_past_its_day_that_is_reopened_stays_where_it_had_come_to(cast, topic):
    put(topic, TopicState.BRIDGING, closes_on=timezone.localdate() - timedelta(days=1))
    topics.reopen_topic(member=cast.lea, topic=topic)
    topic.refresh_from_db()
    assert (topic.state, topic.closes_on) == (TopicState.BRIDGING, None)
    assert Activity.objects.filter(kind="debates.topic_reopened").count() == 1


def test_the_page_and_the_list_say_the_state_in_words(topic, as_member):
    client = as_member(None)
    for state, words in [("bridging", "looking for common ground"), ("mission", "on a mission")]:
        put(topic, state)
        for address in (topic.get_absolute_url(), "/topics/"):
            assert words in client.get(address).content.decode()


def test_the_api_tells_the_state_and_refuses_what_the_table_lacks(topic, program):
    lea, address = program("lea"), f"topics/{topic.code}/"
    put(topic, TopicState.MISSION)
    assert lea.get(address).json()["state"] == "mission"
    assert lea.post(f"{address}reopen/").status_code == 409
    assert lea.post(f"{address}close/").json()["state"] == "closed"
    assert lea.post(f"{address}close/").status_code == 409
    assert lea.post(f"{address}reopen/").json()["state"] == "open"


def test_sources_are_read_on_the_page(cast, ask, as_member):
    topic = ask(cast.lea, sources="The list beside the copier.")
    assert (
        "The list beside the copier."
        in as_member(None).get(topic.get_absolute_url()).content.decode()
    )
