"""Pages of news and of a community's feed are filled with what may be read."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from communities.models import Activity, Community
from debates.models import Topic
from members.models import Member, Notification, Question

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
GONE, THERE = 130, 6


def question(asker: Member, addressee: Member, **more: Any) -> Question:
    about = ContentType.objects.get_for_model(Member)
    return Question.objects.create(
        asker=asker,
        addressee=addressee,
        target_type=about,
        target_id=addressee.pk,
        text="What did you do then?",
        language="en",
        **more,
    )


@pytest.fixture
def told(cast: Any) -> None:
    """Six pieces of news Lea may read, and then a hundred and thirty of what is gone."""
    there = question(cast.ben, cast.lea)
    gone = question(cast.ben, cast.lea, state="resting", withdrawn_at=timezone.now())
    about, now = ContentType.objects.get_for_model(Question), timezone.now()
    ids = [there.pk] * THERE + [gone.pk] * GONE
    Notification.objects.bulk_create(
        Notification(
            recipient=cast.lea,
            actor=cast.ben,
            kind="members.question_asked",
            target_type=about,
            target_id=pk,
            created_at=now - timedelta(days=9) + timedelta(minutes=number),
        )
        for number, pk in enumerate(ids)
    )


def test_the_inbox_leads_through_what_is_gone_to_what_is_there(told: None, as_member: Any) -> None:
    client, path, seen, pages = as_member("lea"), "", 0, 0
    while path is not None:
        answer = client.get(f"/inbox/{path}")
        page, pages = answer.context["page"], pages + 1
        words = answer.content.decode()
        assert "It is quiet here" not in words
        assert page.items or "not open to you any more" in words
        seen, path = seen + len(page.items), page.next
        assert path is None or 'rel="next"' in words
    assert seen == THERE and pages == 2


def test_the_api_leads_there_too(told: None, program: Any) -> None:
    lea, seen = program("lea"), 0
    answer = lea.get("notifications/", page_size=10).json()
    while answer["next"]:
        seen += len(answer["results"])
        answer = lea.client.get(answer["next"]).json()
    seen += len(answer["results"])
    assert seen == THERE
    assert answer["previous"]


def test_no_page_of_the_api_is_empty_where_a_full_one_could_be(told: None, program: Any) -> None:
    first = program("lea").get("notifications/", page_size=50).json()
    assert len(first["results"]) == THERE and first["next"] is None


def test_the_feed_of_a_community_is_filled_too(cast: Any, as_member: Any, client: Any) -> None:
    place: Community = cast.public
    place.activities.all().delete()
    topics = [
        Topic.objects.create(
            community=place, author=cast.lea, question=f"Shall we, {n}?", language="en", why="So."
        )
        for n in range(60)
    ]
    Topic.objects.filter(pk__in=[one.pk for one in topics[3:]]).update(hidden_at=timezone.now())
    about, now = ContentType.objects.get_for_model(Topic), timezone.now()
    Activity.objects.bulk_create(
        Activity(
            community=place,
            actor=cast.lea,
            kind="debates.topic_opened",
            target_type=about,
            target_id=topic.pk,
            created_at=now - timedelta(days=1) + timedelta(minutes=number),
        )
        for number, topic in enumerate(topics)
    )
    page = as_member("ben").get(place.get_absolute_url())
    assert len(page.context["feed"]) == 3
    assert "Quiet so far" not in page.content.decode()
