"""The map of opinions as its page and the API show it."""

import re

import pytest

from debates.landscape import landscape_of
from debates.models import LandscapeRun, Place, Topic
from debates.reading.votes import votes_of
from debates.services.landscapes import refresh
from debates.services.statements import cast_vote
from debates.services.topics import close_topic
from tests.debates.conftest import MEALS
from tests.debates.polis.test_import_polis import bring_in
from tests.voters import seed_voters

pytestmark = pytest.mark.clock


@pytest.fixture
def drawn(cast, topic):
    """A published map on which Lea stands."""
    seeded = seed_voters(topic)
    for statement in seeded.statements[:8]:
        cast_vote(member=cast.lea, statement=statement, choice=1)
    refresh(topic.pk)
    return topic


def page_of(client, topic: Topic) -> str:
    answer = client.get(f"{topic.get_absolute_url()}landscape/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_common_ground_comes_first_then_the_map_and_its_text(drawn, as_member) -> None:
    page = page_of(as_member("lea"), drawn)
    assert "You quarrel, and some of it you share." in page or "You are closer" in page
    assert "About 40 members have said" in page
    places = [
        page.index(mark)
        for mark in ('id="shared"', "landscape__map", "<table", 'id="camps"', 'id="divides"')
    ]
    assert places == sorted(places)
    assert page.count('<ellipse class="landscape__hull ') == 3
    assert "<title" in page and "<desc" in page
    assert re.search(r"Agree: about \d in 10. Disagree: ", page)
    assert not re.search(r"\d+ of \d+ agree", page)
    said = re.findall(r'href="/statements/(\w+)/"', page)
    assert len(said) == len(set(said)) >= 5
    assert page.count("Why is this here?") >= 2
    assert 'style="' not in page


def test_of_thirty_voters_camps_are_shown_that_can_be_compared(topic, as_member) -> None:
    """By the silhouette alone they are four, each too small to be counted apart."""
    seed_voters(topic, 30)
    assert landscape_of(votes_of(topic, imported=False)).k == 4
    assert len(refresh(topic.pk).shown["camps"]) == 2
    page = page_of(as_member("lea"), topic)
    assert 'id="divides"' in page
    assert "too few votes yet to be compared" not in page


def test_only_oneself_stands_on_the_map(drawn, as_member) -> None:
    page = page_of(as_member("lea"), drawn)
    assert page.count('class="landscape__self"') == 1
    assert "Only you see this." in page
    assert "landscape__dots" not in page
    for reader in ("mara", None):
        other = page_of(as_member(reader), drawn)
        assert "landscape__self" not in other
        assert "Only you see this." not in other


def test_before_there_is_a_map_the_page_says_what_is_missing(topic, as_member) -> None:
    page = page_of(as_member("ben"), topic)
    assert "There is no map here yet" in page
    assert "From 15 voters on there is a map, each with at least 7 votes" in page
    assert "Vote on a statement" in page


def test_a_closed_topic_without_a_map_asks_for_no_votes(cast, topic, as_member) -> None:
    close_topic(member=cast.lea, topic=topic)
    assert "closed before there were enough votes" in page_of(as_member("ben"), topic)


def test_a_map_that_is_held_back_is_announced_without_its_content(drawn, as_member) -> None:
    before = page_of(as_member("mara"), drawn)
    refresh(drawn.pk)
    after = page_of(as_member("mara"), drawn)
    assert "A newer map waits" in after
    assert "A newer map waits" not in before
    shown = [page[page.index("<figure") : page.index("</figure>")] for page in (before, after)]
    assert shown[0] == shown[1]


def test_the_page_costs_the_same_for_every_size(
    drawn, as_member, django_assert_max_num_queries
) -> None:
    client = as_member("lea")
    page_of(client, drawn)
    with django_assert_max_num_queries(9):
        page_of(client, drawn)


def test_statements_stand_by_bridging_with_their_reason_or_newest_first(drawn, as_member) -> None:
    here = f"{drawn.get_absolute_url()}statements/"
    by_bridging = as_member("mara").get(here)
    scores = [row.bridging for row in by_bridging.context["page"].items]
    assert scores == sorted(scores, reverse=True)
    assert "It bridges: every camp agrees" in by_bridging.content.decode()
    newest = as_member("mara").get(f"{here}?order=newest")
    written = [row.created_at for row in newest.context["page"].items]
    assert written == sorted(written, reverse=True)
    assert "It bridges" not in newest.content.decode()


def test_an_imported_conversation_shows_its_points_and_its_source(cast, as_member) -> None:
    bring_in(MEALS)
    topic = Topic.objects.get(source__isnull=False)
    run = refresh(topic.pk)
    # Five people are no map; the page is drawn from what a larger conversation would give.
    area = {"x": 0.0, "y": 0.0, "long": 2.0, "short": 1.0, "turn": 30.0}
    camps = [{"camp": 0, "size": 8, "area": area}, {"camp": 1, "size": 7, "area": area | {"x": 4}}]
    LandscapeRun.objects.filter(pk=run.pk).update(
        state="published",
        shown={
            "k": 2,
            "voters": 15,
            "statements": 3,
            "silhouette": 0.4,
            "camps": camps,
            "common_ground": [],
            "characterises": {"0": [], "1": []},
            "divides": [],
            "figures": {},
            "dots": [[0.1, 0.2, 0], [4.1, 0.1, 1], [2.0, 0.0, None]],
            "in_tenths": False,
        },
    )
    page = page_of(as_member(None), topic)
    assert page.count("landscape__dots--") == 3
    assert "15 people said agree" in page
    assert topic.source.attribution[:30] in page
    assert "Only you see this" not in page


def test_the_api_tells_the_same_map_with_ones_own_place(drawn, program) -> None:
    here = f"topics/{drawn.code}/landscape/"
    told = program("lea").get(here).json()
    assert {camp["letter"] for camp in told["camps"]} == {"A", "B", "C"}
    total = told["common_ground"][0]["total"]
    assert total["counts"] is None
    assert total["agree"] * 10 == int(total["agree"] * 10) > 5
    own = Place.objects.get(member__handle="lea")
    assert told["own_place"]["x"] == pytest.approx(own.x, abs=0.3)
    assert told["own_place"]["x"] != own.x
    assert program("mara").get(here).json()["own_place"] is None
    assert program("lea", scopes=["read"]).get(here).json()["own_place"] is None
    assert program("lea", scopes=["read", "votes"]).get(here).json()["own_place"] is not None
    visitor = program(None).get(here).json()
    assert visitor == program("mara").get(here).json()
    assert "dots" not in visitor


def test_a_program_writes_votes_and_reads_its_own_only(cast, topic, program) -> None:
    lea, ben = program("lea"), program("ben")
    sent = {"text": "Whoever leads shows their wages first.", "language": "en"}
    made = lea.post(f"topics/{topic.code}/statements/", sent)
    assert made.status_code == 201
    assert "author" not in made.json()
    assert lea.post(f"topics/{topic.code}/statements/", sent).status_code == 201
    assert ben.post(f"topics/{topic.code}/statements/", sent).status_code == 409
    code = made.json()["id"]
    assert ben.get(f"topics/{topic.code}/statements/next/").json()["id"] == code
    assert ben.put(f"statements/{code}/vote/", {"says": "maybe"}).status_code == 400
    assert ben.put(f"statements/{code}/vote/", {"says": "disagree"}).json()["says"] == "disagree"
    assert ben.get(f"topics/{topic.code}/statements/next/").status_code == 204
    (own,) = ben.get("me/votes/").json()["results"]
    assert (own["says"], own["statement"]["id"]) == ("disagree", code)
    assert lea.get("me/votes/").json()["results"] == []
    assert ben.delete(f"statements/{code}/vote/").status_code == 204
    assert ben.get("me/votes/").json()["results"] == []
