"""Closing ends the taking of positions; everything stays readable."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communities.models import Activity
from debates.models import Topic
from debates.refusals import TopicClosed, TopicStillOpen
from debates.services import topics
from debates.tasks import close_due_topics
from members.models import Notification
from members.refusals import NotAllowed
from members.services.notifications import drain_next

pytestmark = pytest.mark.clock


def make_past(topic: Topic) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Topic.objects.filter(pk=topic.pk).update(closes_on=yesterday)
    topic.refresh_from_db()


@pytest.mark.parametrize("who", ["lea", "mara", "odo"])
def test_author_and_moderators_close_and_reopen(cast, topic, who):
    topics.close_topic(member=cast[who], topic=topic)
    topic.refresh_from_db()
    assert not topic.is_open
    assert topic.closed_at is not None
    topics.reopen_topic(member=cast[who], topic=topic)
    topic.refresh_from_db()
    assert topic.is_open
    assert topic.closed_at is None


@pytest.mark.parametrize("who", ["ben", "nora"])
def test_others_cannot_close(cast, topic, who):
    with pytest.raises(NotAllowed):
        topics.close_topic(member=cast[who], topic=topic)


def test_closing_twice_and_reopening_twice_is_refused(cast, topic):
    with pytest.raises(TopicStillOpen):
        topics.reopen_topic(member=cast.lea, topic=topic)
    topics.close_topic(member=cast.lea, topic=topic)
    with pytest.raises(TopicClosed):
        topics.close_topic(member=cast.lea, topic=topic)


def test_a_closed_topic_takes_no_positions(cast, topic, stand):
    topics.close_topic(member=cast.lea, topic=topic)
    with pytest.raises(TopicClosed) as refused:
        stand(cast.ben, topic)
    assert refused.value.status == 409


def test_a_topic_whose_day_passed_takes_no_positions_even_before_a_worker_closed_it(
    cast, topic, stand
):
    make_past(topic)
    assert topic.is_over
    assert not Topic.objects.burning().exists()
    with pytest.raises(TopicClosed):
        stand(cast.ben, topic)


def test_a_worker_closes_what_is_due_once_and_tells_those_who_stand_there(cast, topic, stand):
    stand(cast.ben, topic)
    make_past(topic)
    close_due_topics()
    close_due_topics()
    topic.refresh_from_db()
    assert topic.state == "closed"
    assert Activity.objects.filter(kind="debates.topic_closed").count() == 1
    while drain_next():
        pass
    told = Notification.objects.filter(kind="debates.topic_closed")
    assert {row.recipient for row in told} == {cast.ben, cast.lea}


def test_reopening_after_its_day_forgets_the_day(cast, topic):
    make_past(topic)
    topics.reopen_topic(member=cast.lea, topic=topic)
    topic.refresh_from_db()
    assert topic.is_open
    assert topic.closes_on is None


def test_the_buttons_close_and_offer_to_undo(cast, topic, as_member):
    client, address = as_member("mara"), topic.get_absolute_url()
    assert "Close it" in client.get(address).content.decode()
    after = client.post(f"{address}close/", follow=True).content.decode()
    assert f"{address}reopen/" in after
    assert "Closed topic" in after
    assert "Close it" not in as_member("ben").get(address).content.decode()
