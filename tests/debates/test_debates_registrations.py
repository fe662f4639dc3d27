"""What debates bring to the floors below: panels, letter, search, reports, exports."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.utils import timezone

from communities.services.search import search
from communities.shelves import reportables
from debates.models import Position, Statement, Topic, TopicChoice, Vote
from debates.services import choices, topics
from members.models import Question
from members.services.digests import gather
from members.services.privacy import erase_account, export_of
from members.services.questions import ask as ask_question
from members.shelves import askables


def test_today_names_topics_one_has_not_answered_and_ends(cast, topic, stand, as_member):
    client = as_member("ben")
    assert topic.question in client.get("/").content.decode()
    choices.mute(member=cast.ben, topic=topic)
    assert topic.question not in client.get("/").content.decode()
    choices.unfollow(member=cast.ben, topic=topic)
    stand(cast.ben, topic)
    assert topic.question not in client.get("/").content.decode()


def test_today_shows_followed_topics_in_which_others_stood_up(cast, topic, stand, as_member):
    stand(cast.ben, topic)
    choices.follow(member=cast.ben, topic=topic)
    assert "Topics you follow" not in as_member("ben").get("/").content.decode()
    stand(cast.mara, topic)
    page = as_member("ben").get("/").content.decode()
    assert "Topics you follow" in page
    assert topic.question in page


def test_the_landing_page_shows_burning_topics_of_public_communities(cast, ask, as_member):
    burning = ask(cast.lea)
    closed = ask(cast.lea, question="Is this one closed already?")
    topics.close_topic(member=cast.lea, topic=closed)
    hidden = ask(cast.lea, cast.closed, question="Who reads this without belonging?")
    page = as_member(None).get("/").content.decode()
    assert burning.question in page
    assert closed.question not in page
    assert hidden.question not in page


def test_a_member_page_shows_positions_to_members_only(cast, topic, stand, as_member):
    stand(cast.ben, topic)
    cast.ben.audience = "everyone"
    cast.ben.save()
    address = cast.ben.get_absolute_url()
    assert "Ben has a reason." in as_member("nora").get(address).content.decode()
    assert "Ben has a reason." not in as_member(None).get(address).content.decode()


def test_the_page_of_a_community_shows_what_burns_and_what_happened(cast, topic, stand, as_member):
    stand(cast.ben, topic)
    page = as_member(None).get(cast.public.get_absolute_url()).content.decode()
    assert topic.question in page
    assert "Ben took a position on" in page


@pytest.mark.clock
def test_the_letter_brings_new_questions_and_news_of_followed_ones(cast, topic, ask, stand):
    since = timezone.now() - timedelta(days=7)
    other = ask(cast.mara, question="Who pays for the coffee in our house?")
    stand(cast.ben, other)
    choices.follow(member=cast.ben, topic=other)
    stand(cast.odo, other)
    parts = {str(part.title): part.items for part in gather(cast.ben, since)}
    titles = [item.title for item in parts["What burns"]]
    assert titles == [topic.question, other.question]
    assert [str(part.title) for part in gather(cast.ben, timezone.now() + timedelta(days=1))] == []


def test_the_search_finds_topics_and_no_positions(cast, topic, stand):
    stand(cast.ben, topic, core="Printers tell the truth.")
    found = search(member=None, words="printer")
    assert [thing for group in found for thing in group.things] == [topic]


def test_one_asks_about_a_position_and_about_a_question(cast, topic, stand):
    position = stand(cast.ben, topic)
    for thing in (position, topic):
        asker = cast.nora if thing is position else cast.mara
        words = {"text": "What happened then, exactly?", "language": "en", "kind": "experience"}
        ask_question(member=asker, target=thing, **words)
    assert {one.addressee for one in Question.objects.all()} == {cast.ben, cast.lea}


def test_an_imported_topic_has_nobody_to_ask(cast):
    topic = Topic.objects.create(community=cast.public, question="Held elsewhere?", language="en")
    assert topic not in askables["topic"].visible_to(cast.lea)


@pytest.mark.parametrize("name", ["topic", "position"])
def test_a_decision_hides_and_restores(cast, topic, stand, name):
    position = stand(cast.ben, topic, core="A core.", reasons="And reasons.")
    thing = {"topic": topic, "position": position}[name]
    entry = reportables[name]
    assert entry.community_of(thing) == cast.public
    assert entry.author_of(thing) in {cast.lea, cast.ben}
    assert "And reasons." in entry.words(thing) or topic.question in entry.words(thing)
    entry.hide(thing)
    assert not entry.visible_to(cast.odo).filter(pk=thing.pk).exists()
    entry.restore(thing)
    assert entry.visible_to(cast.odo).filter(pk=thing.pk).exists()


def test_a_member_takes_their_words_along(cast, topic, stand):
    stand(cast.ben, topic, 1, core="First.")
    stand(cast.ben, topic, 2, core="Then.")
    choices.follow(member=cast.ben, topic=topic)
    kinds = export_of(cast.ben)["kinds"]
    cores = [row["core"] for row in kinds["debates.positions"]["rows"]]
    assert cores == ["First.", "Then."]
    assert kinds["debates.choices"]["rows"] == [{"question": topic.question, "wish": "follow"}]
    assert export_of(cast.lea)["kinds"]["debates.topics"]["rows"][0]["question"] == topic.question


@pytest.mark.clock
def test_leaving_erases_positions_votes_and_wishes_and_keeps_the_questions_of_others(
    cast, topic, ask, stand
):
    alone = ask(cast.lea, question="Does anybody else stand here?")
    stand(cast.lea, topic)
    stand(cast.ben, topic)
    choices.follow(member=cast.lea, topic=topic)
    statement = Statement.objects.create(topic=topic, author=cast.lea, text="A claim.")
    Vote.objects.create(statement=statement, member=cast.lea, choice=1, cast_at=timezone.now())
    erase_account(member=cast.lea)
    assert not Topic.objects.filter(pk=alone.pk).exists()
    assert Topic.objects.get(pk=topic.pk).author is None
    assert [position.member for position in Position.objects.all()] == [cast.ben]
    assert not Vote.objects.exists()
    assert not TopicChoice.objects.exists()
    assert Statement.objects.get().author is None


def test_the_back_office_never_lists_positions_or_votes():
    registered = {model.__name__ for model in admin.site._registry}
    assert {"Topic", "Statement"} <= registered
    assert registered.isdisjoint(
        {"Vote", "Position", "PositionVersion", "Ground", "TopicChoice", "Participant"}
    )


def test_staff_reads_topics_and_statements_and_changes_none(cast, topic, as_member):
    cast.sam.is_superuser = True
    cast.sam.save()
    client = as_member("sam")
    for address in ("topic/", f"topic/{topic.pk}/change/", "statement/"):
        assert client.get(f"/admin/debates/{address}").status_code == 200
    assert client.post(f"/admin/debates/topic/{topic.pk}/change/", {}).status_code == 403
