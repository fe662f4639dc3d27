"""In which order positions stand for whoever sees where people stand, and why, in words."""

import pytest
from django.utils import timezone

from debates.landscape import constants
from debates.models import Position
from debates.reading import order
from members.models import Block, Consent, Purpose
from tests.debates.test_position_bridge import restated
from tests.debates.test_topic_page import crowd, page_of, shown

pytestmark = pytest.mark.clock


def hear(position: Position, score: float) -> None:
    Position.objects.filter(pk=position.pk).update(is_heard=True, bridging=score)


@pytest.fixture
def many(cast, topic, stand) -> list[Position]:
    """Ben stands; of 47 others 29 were heard, those taken first least."""
    stand(cast.ben, topic)
    positions = crowd(cast, topic, stand, 47)
    for number, position in enumerate(positions[:29]):
        hear(position, 0.3 + number / 100)
    return positions


def all_pages(client, topic) -> list[list[str]]:
    pages, query = [], ""
    while query is not None:
        answer = client.get(f"{topic.get_absolute_url()}{query}")
        pages.append([line.code for line in answer.context["lines"]])
        query = answer.context["page"].next
    return pages


def interleaved(heard: list[str], unheard: list[str], every: int) -> list[str]:
    """The order as its sentence says it."""
    heard, unheard, found = [*heard], [*unheard], []
    while heard or unheard:
        stream = unheard if len(found) % every == every - 1 else heard
        found.append((stream or heard or unheard).pop(0))
    return found


@pytest.mark.parametrize("every", [2, 3, 4])
def test_bridges_stand_first_and_every_third_place_is_kept_for_the_unheard(
    cast, topic, many, as_member, monkeypatch, every
):
    monkeypatch.setattr(constants, "FRESH_EVERY", every)
    codes = [position.code for position in many]
    pages = all_pages(as_member("ben"), topic)
    found = [code for page in pages for code in page]
    assert found == interleaved(codes[:29][::-1], codes[29:][::-1], every)
    assert [len(page) for page in pages[:-1]] == [order.ROUNDS * every] * (len(pages) - 1)


def test_where_nobody_was_heard_the_newest_stand_on_top(cast, topic, stand, as_member):
    stand(cast.ben, topic)
    codes = [position.code for position in crowd(cast, topic, stand, 25)]
    found = [code for page in all_pages(as_member("ben"), topic) for code in page]
    assert found == codes[::-1]


def test_where_everybody_was_heard_the_highest_score_stands_on_top(cast, topic, stand, as_member):
    stand(cast.ben, topic)
    positions = crowd(cast, topic, stand, 25)
    for number, position in enumerate(positions):
        hear(position, 0.3 + number // 2 / 100)
    pages = all_pages(as_member("ben"), topic)
    found = [code for page in pages for code in page]
    order_by_score = Position.objects.filter(is_heard=True).order_by("-bridging", "-id")
    assert found == [position.code for position in order_by_score]


def test_before_standing_bridges_are_not_offered(cast, topic, many, as_member):
    for who in (None, "mara"):
        page = page_of(as_member(who), topic, "?order=bridges")
        assert "Bridges first" not in page
        assert "Why is this here?" not in page
    page = page_of(as_member("ben"), topic)
    assert "Newest first</a>" in page and "In no order</a>" in page
    assert "Bridges first</a>" not in page
    assert "Bridges first</a>" in page_of(as_member("ben"), topic, "?order=newest")


def test_the_way_back_leads_to_the_first_page(cast, topic, many, as_member):
    client = as_member("ben")
    first = client.get(topic.get_absolute_url()).context["page"]
    second = client.get(f"{topic.get_absolute_url()}{first.next}").context["page"]
    assert first.previous is None
    assert shown(client, topic, second.previous) == [line.code for line in first.items]


@pytest.mark.parametrize(
    "after",
    [
        "0.5~zzz~~",
        "x~0000000000~~",
        "nan~0000000000~~",
        "~~2020-01-01T00:00~0000000000",
        "~~x~0000000000",
        "~~~",
        "1~2~3",
        "0.5~0000000000~2020-01-01T00:00:00+00:00~0000000000~more",
    ],
)
def test_a_mark_that_makes_no_sense_gives_the_first_page(cast, topic, many, as_member, after):
    client = as_member("ben")
    assert shown(client, topic, f"?after={after}") == shown(client, topic)


def test_names_of_whoever_stands_elsewhere_are_the_reason(cast, topic, stand, as_member):
    position = stand(cast.lea, topic, 2)
    stand(cast.ben, topic, -1)
    stand(cast.mara, topic, -2)
    restated(cast.ben, position)
    restated(cast.mara, position)
    hear(position, 0.5)
    page = page_of(as_member("ben"), topic)
    assert "Ben and Mara stand elsewhere, restated this and were heard." in page.replace(
        "Mara and Ben", "Ben and Mara"
    )


def test_one_who_stands_on_the_same_side_is_no_bridge(cast, topic, stand, as_member):
    position = stand(cast.lea, topic, 2)
    stand(cast.ben, topic, 1)
    restated(cast.ben, position)
    hear(position, 0.4)
    page = page_of(as_member("ben"), topic)
    assert "stands elsewhere" not in page
    assert "It rises when members of other sides make the author feel heard" in page


def test_whose_stance_one_may_not_read_is_not_given_away(cast, topic, stand, as_member):
    position = stand(cast.lea, topic, 2)
    stand(cast.ben, topic, 1)
    stand(cast.mara, topic, -2)
    restated(cast.mara, position)
    hear(position, 0.4)
    Position.objects.filter(member=cast.mara).update(withdrawn_at=timezone.now())
    assert "Mara stands elsewhere" not in page_of(as_member("ben"), topic)
    Position.objects.filter(member=cast.mara).update(withdrawn_at=None)
    assert "Mara stands elsewhere" in page_of(as_member("ben"), topic)
    Block.objects.create(blocker=cast.mara, blocked=cast.ben)
    assert "Mara" not in page_of(as_member("ben"), topic)


def test_who_no_longer_publishes_is_no_reason(cast, topic, stand, as_member):
    position = stand(cast.lea, topic, 2)
    stand(cast.ben, topic, 1)
    stand(cast.mara, topic, -2)
    restated(cast.mara, position)
    hear(position, 0.4)
    Consent.objects.filter(member=cast.mara, purpose=Purpose.PUBLISH_POSITIONS).delete()
    assert "Mara" not in page_of(as_member("ben"), topic)


def test_the_words_come_from_the_constant_that_places(cast, topic, many, as_member, monkeypatch):
    pages = [(as_member("ben"), topic.get_absolute_url()), (as_member(None), "/topics/order/")]
    for every in (3, 5):
        monkeypatch.setattr(constants, "FRESH_EVERY", every)
        for client, path in pages:
            assert f"One place in {every} is kept for such" in client.get(path).content.decode()


def test_the_explanation_weighs_with_the_code_that_orders(cast, as_member):
    weights = dict(as_member(None).get("/topics/order/").context["examples"])
    assert weights["Nobody has restated it yet"] == "0.25"
    assert weights["One member of each side was heard"] == "0.56"
    same, both = "Three members of the same side were heard", "One member of each side was heard"
    assert weights[same] < weights[both]
