"""A burning question is asked, reworded, withdrawn."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from communities.models import Activity
from debates.models import Topic
from debates.services import topics
from members.refusals import Invalid, NotAllowed, Refusal

QUESTION = "Should apprentices choose their own hours?"


def test_a_member_opens_a_topic_and_the_community_remembers_it(cast):
    topic = topics.open_topic(
        member=cast.lea, community=cast.public, question=f"  {QUESTION} ", language="en"
    )
    assert (topic.question, topic.author, topic.is_open) == (QUESTION, cast.lea, True)
    assert Activity.objects.get(kind="debates.topic_opened").target_id == topic.pk


def test_nobody_opens_a_topic_where_they_do_not_belong(cast):
    with pytest.raises(NotAllowed) as refused:
        topics.open_topic(member=cast.nora, community=cast.public, question=QUESTION)
    assert "once you belong" in str(refused.value.sentence)
    assert not Topic.objects.exists()


@pytest.mark.clock
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"question": "Why?"}, "question"),
        ({"question": "x" * 201}, "question"),
        ({"why": "x" * 6001}, "why"),
        ({"language": "xx"}, "language"),
        ({"closes_on": timezone.localdate() - timedelta(days=1)}, "closes_on"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_field(cast, fields, field):
    with pytest.raises(Invalid) as refused:
        topics.open_topic(
            **{"member": cast.lea, "community": cast.public, "question": QUESTION} | fields
        )
    assert refused.value.field == field


def test_the_same_question_twice_in_a_row_is_one_topic(cast, ask):
    assert ask(cast.lea).pk == ask(cast.lea).pk
    assert Topic.objects.count() == 1


def test_the_page_asks_and_keeps_what_was_typed(cast, as_member):
    client, address = as_member("lea"), "/c/open-house/topics/new/"
    assert client.get(address).status_code == 200
    refused = client.post(
        address, {"question": "Why?", "why": "Because it burns.", "language": "en"}
    )
    assert refused.status_code == 422
    assert "Because it burns." in refused.content.decode()
    done = client.post(address, {"question": QUESTION, "why": "It burns.", "language": "en"})
    assert done.status_code == 303
    assert done.url == Topic.objects.get().get_absolute_url()


def test_a_stranger_reads_how_to_take_part(cast, as_member):
    client, address = as_member("nora"), "/c/open-house/topics/new/"
    assert "once you belong to the community" in client.get(address).content.decode()
    assert client.post(address, {"question": QUESTION, "language": "en"}).status_code == 403
    assert client.get("/c/by-invitation/topics/new/").status_code == 404


def test_rewording_keeps_what_stood_before(cast, topic, as_member):
    address = topic.get_absolute_url()
    done = as_member("lea").post(
        f"{address}edit/", {"question": QUESTION, "why": topic.why, "language": "en"}
    )
    assert done.status_code == 303
    topic.refresh_from_db()
    assert topic.question == QUESTION
    versions = as_member(None).get(f"{address}versions/").content.decode()
    assert "Should everybody here know" in versions
    assert topic.why not in versions


def test_only_the_author_rewords(cast, topic, as_member):
    for who in ("ben", "mara"):
        answer = as_member(who).post(
            f"{topic.get_absolute_url()}edit/", {"question": QUESTION, "language": "en"}
        )
        assert answer.status_code == 403
    topic.refresh_from_db()
    assert topic.question != QUESTION


def test_a_question_is_withdrawn_while_nobody_else_stands_there(cast, topic, stand):
    stand(cast.lea, topic)
    topics.withdraw_topic(member=cast.lea, topic=topic)
    assert not Topic.objects.visible_to(cast.lea).exists()
    topics.restore_topic(member=cast.lea, topic=topic)
    assert Topic.objects.visible_to(None).exists()


def test_where_others_stand_a_question_stays(cast, topic, stand, as_member):
    stand(cast.ben, topic)
    with pytest.raises(Refusal) as refused:
        topics.withdraw_topic(member=cast.lea, topic=topic)
    assert "close it instead" in str(refused.value.sentence)
    assert refused.value.status == 409
    page = as_member("lea").post(f"{topic.get_absolute_url()}withdraw/", follow=True)
    assert "close it instead" in page.content.decode()


def test_withdrawing_can_be_undone_in_the_browser(cast, topic, as_member):
    client = as_member("lea")
    after = client.post(f"{topic.get_absolute_url()}withdraw/", follow=True).content.decode()
    assert f"{topic.get_absolute_url()}restore/" in after
    assert client.get(topic.get_absolute_url()).status_code == 404
    client.post(f"{topic.get_absolute_url()}restore/")
    assert client.get(topic.get_absolute_url()).status_code == 200


def test_only_the_author_withdraws_or_restores(cast, topic, as_member):
    with pytest.raises(NotAllowed):
        topics.withdraw_topic(member=cast.mara, topic=topic)
    assert as_member("mara").post(f"{topic.get_absolute_url()}restore/").status_code == 404


def test_addresses_written_by_hand_are_those_of_the_urls(cast, topic, stand):
    position = stand(cast.ben, topic)
    assert topic.get_absolute_url() == reverse("debates:topic", args=[topic.pk])
    assert position.get_absolute_url() == reverse("debates:position", args=[position.pk])
    here = cast.public.get_absolute_url()
    assert here == reverse("communities:community", args=[cast.public.slug])
    assert f"{here}topics/" == reverse("debates:community_topics", args=[cast.public.slug])
