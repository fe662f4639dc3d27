"""Lists of topics: everybody's, one community's, and what one wishes to see of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from debates.models import Topic
from debates.services import choices, topics
from members.models import Block


def make_topics(cast, count: int, begin: int = 0) -> list[Topic]:
    now = timezone.now()
    return Topic.objects.bulk_create(
        Topic(
            community=cast.public,
            author=cast.lea,
            question=f"Question number {number}, and what now?",
            why="It burns.",
            language="en",
            created_at=now + timedelta(seconds=number),
        )
        for number in range(begin, begin + count)
    )


def shown(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return [topic.question for topic in answer.context["page"].items]


def test_one_reads_the_topics_of_the_communities_one_may_read(cast, ask, as_member):
    for name in ("public", "closed", "secret"):
        ask(cast.lea, getattr(cast, name), question=f"What burns in {name}?")
    assert shown(as_member(None), "/topics/") == ["What burns in public?"]
    assert shown(as_member("nora"), "/topics/") == ["What burns in public?"]
    assert len(shown(as_member("ben"), "/topics/")) == 3
    assert shown(as_member("ben"), "/c/by-invitation/topics/") == ["What burns in secret?"]
    assert as_member("nora").get("/c/by-invitation/topics/").status_code == 404
    assert as_member("nora").get("/c/on-request/topics/").status_code == 404


@pytest.mark.clock
def test_pages_turn_forth_and_back(cast, as_member):
    names = [topic.question for topic in make_topics(cast, 43)][::-1]
    client = as_member(None)
    first = client.get("/topics/").context["page"]
    second = client.get(f"/topics/{first.next}").context["page"]
    third = client.get(f"/topics/{second.next}").context["page"]
    turned = [topic.question for page in (first, second, third) for topic in page.items]
    assert turned == names
    assert third.next is None
    assert shown(client, f"/topics/{third.previous}") == names[20:40]
    assert shown(client, f"/topics/{second.previous}") == names[:20]


@pytest.mark.parametrize("query", ["?after=no", "?before=~", "?q=", "?state=hot&language=xx"])
def test_an_address_that_makes_no_sense_gives_the_first_page(cast, topic, as_member, query):
    assert shown(as_member(None), f"/topics/{query}") == [topic.question]


def test_wishes_leave_out_what_does_not_fit(cast, ask, as_member):
    burns = ask(cast.lea, question="Should apprentices earn more?")
    closed = ask(cast.lea, question="Sollen Lernende mehr verdienen?", language="de")
    topics.close_topic(member=cast.lea, topic=closed)
    client = as_member("lea")
    assert shown(client, "/topics/?state=burning") == [burns.question]
    assert shown(client, "/topics/?state=closed") == [closed.question]
    assert shown(client, "/topics/?language=de") == [closed.question]
    assert shown(client, "/topics/?q=apprentice") == [burns.question]
    assert shown(client, "/topics/?following=on") == []
    choices.follow(member=cast.lea, topic=burns)
    assert shown(client, "/topics/?following=on") == [burns.question]
    assert "No topic fits all of that." in client.get("/topics/?q=zebra").content.decode()


def test_following_means_nothing_to_a_visitor(cast, topic, as_member):
    assert shown(as_member(None), "/topics/?following=on") == [topic.question]


def test_questions_of_blocked_people_are_not_listed(cast, topic, as_member):
    Block.objects.create(blocker=cast.ben, blocked=cast.lea)
    assert shown(as_member("ben"), "/topics/") == []
    assert shown(as_member("mara"), "/topics/") == [topic.question]


@pytest.mark.clock
def test_a_list_names_place_author_and_until_when(cast, ask, as_member):
    ask(cast.lea, closes_on=timezone.localdate() + timedelta(days=3), why="It <burns>.")
    page = as_member(None).get("/topics/").content.decode()
    for words in ("Open House", "Lea", "open until", "It &lt;burns&gt;."):
        assert words in page


def test_members_find_the_way_to_ask(cast, as_member):
    link = "/c/open-house/topics/new/"
    assert link in as_member("lea").get("/c/open-house/topics/").content.decode()
    assert link not in as_member("nora").get("/c/open-house/topics/").content.decode()


@pytest.mark.clock
@pytest.mark.parametrize("address", ["/topics/", "/c/open-house/topics/", "/topics/?state=burning"])
@pytest.mark.parametrize("who", [None, "lea"])
def test_a_list_costs_the_same_for_five_topics_and_for_fifty(cast, as_member, address, who):
    make_topics(cast, 5)
    few = _queries(as_member(who), address)
    make_topics(cast, 45, begin=5)
    assert few == _queries(as_member(who), address) <= (8 if who is None else 12)


def _queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
