"""Relationships are what really happened, seen by two people only."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from members.models import Encounter, EncounterKind
from members.services import relationships

pytestmark = pytest.mark.clock


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def meet(actor, other, kind=EncounterKind.ANSWERED, at=None, target=None):
    return relationships.record_encounter(
        kind=kind, actor=actor, other=other, target=target or other, at=at
    )


def test_the_same_event_twice_is_one_encounter(cast) -> None:
    assert meet(cast.lea, cast.ben) == meet(cast.lea, cast.ben)
    assert Encounter.objects.count() == 1


def test_people_come_by_the_latest_event(cast) -> None:
    meet(cast.lea, cast.ben, at=ago(5))
    meet(cast.nora, cast.lea, at=ago(3))
    around = relationships.people_around(cast.lea).order_by("-latest_at")
    assert list(around) == [cast.nora, cast.ben]
    assert list(relationships.people_around(cast.ben)) == [cast.lea]


@pytest.mark.parametrize(("days", "how"), [(10, ""), (100, "fading"), (200, "faint")])
def test_relationships_fade(days, how) -> None:
    assert relationships.fading(ago(days), timezone.now()) == how


def test_each_of_the_two_reads_their_side(cast, as_member) -> None:
    meet(cast.ben, cast.lea)
    assert (
        "Ben answered your question today."
        in as_member("lea").get("/relationships/").content.decode()
    )
    assert (
        "You answered a question of Lea today."
        in as_member("ben").get("/relationships/").content.decode()
    )
    assert "Ben" not in as_member("nora").get("/relationships/").content.decode()


def test_nobody_else_sees_it_on_the_page_of_a_member(cast, as_member) -> None:
    meet(cast.ben, cast.lea)
    words = "Between the two of you"
    assert words in as_member("lea").get("/m/ben/").content.decode()
    for name in ("nora", "mara", "sam"):
        assert words not in as_member(name).get("/m/ben/").content.decode()


@pytest.mark.parametrize("kind", EncounterKind.values)
def test_every_kind_is_told_in_words(cast, as_member, kind) -> None:
    meet(cast.ben, cast.lea, kind)
    for name in ("lea", "ben"):
        page = as_member(name).get("/relationships/")
        assert "today." in page.content.decode()


def test_the_page_costs_the_same_for_few_and_many(
    cast, as_member, django_assert_max_num_queries
) -> None:
    for person in (cast.ben, cast.nora, cast.mara, cast.odo, cast.sam):
        meet(person, cast.lea)
    lea = as_member("lea")
    lea.get("/relationships/")
    with django_assert_max_num_queries(5):
        assert "Sam" in lea.get("/relationships/").content.decode()
