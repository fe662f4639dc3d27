"""A compiled question is put into SQL once, and asked with new values."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import QuerySet

from members.compiled import columns, compiled, person
from members.models import Member


def test_the_queryset_is_built_once_for_each_shape(cast):
    built = []

    @compiled
    def handles(order: str, *, least: int, name: str | None = None) -> QuerySet:
        built.append((order, name is None))
        found = Member.objects.filter(pk__gte=least)
        if name is not None:
            found = found.filter(name=name)
        return found.order_by(order).values_list("handle")

    everybody = ["ben", "lea", "mara", "nora", "odo", "sam"]
    for _ in range(3):
        assert [row[0] for row in handles("handle", least=0)] == everybody
    assert handles("-handle", least=0)[0] == ("sam",)
    assert handles("handle", least=0, name="Lea") == [("lea",)]
    assert handles("handle", least=0, name="Ben") == [("ben",)]
    assert built == [("handle", True), ("-handle", True), ("handle", False)]


def test_times_are_values_too(cast):
    @compiled
    def joined(*, since: datetime) -> QuerySet:
        return Member.objects.filter(joined_at__gte=since).values_list("pk")

    assert len(joined(since=datetime(2000, 1, 1, tzinfo=UTC))) == 6
    assert joined(since=datetime(2999, 1, 1, tzinfo=UTC)) == []


def test_a_value_the_question_does_not_use_is_an_error(cast):
    @compiled
    def careless(*, member: int) -> QuerySet:
        return Member.objects.values_list("pk")

    with pytest.raises(LookupError, match="member"):
        careless(member=1)


def test_values_are_never_part_of_the_sql(cast):
    @compiled
    def named(*, name: str) -> QuerySet:
        return Member.objects.filter(name=name).values_list("pk")

    assert named(name="Lea' OR '1'='1") == []
    assert len(named(name="Lea")) == 1


def test_nothing_of_a_question_stays_on_the_connection(cast):
    @compiled
    def named(*, name: str) -> QuerySet:
        return Member.objects.filter(name=name, is_active=True).values_list("handle")

    assert named(name="Lea") == [("lea",)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone() == (0,)


def test_a_list_is_as_long_as_it_is(cast):
    built = []

    @compiled
    def handles(*, members: list[int]) -> QuerySet:
        built.append(len(members))
        return Member.objects.filter(pk__in=members).order_by("handle").values_list("handle")

    people = [cast.ben, cast.lea, cast.mara, cast.nora, cast.odo, cast.sam]
    for most in range(7):
        asked = handles(members=[one.pk for one in people[:most]])
        assert [row[0] for row in asked] == [one.handle for one in people[:most]]
    assert built == [0, 1, 2, 4, 8]


def test_a_question_may_hold_constants_and_percent_signs(cast):
    @compiled
    def like(*, least: int) -> QuerySet:
        found = Member.objects.filter(pk__gte=least, name__contains="e%")
        return (found | Member.objects.filter(name__contains="ea")).values_list("handle")

    assert like(least=0) == [("lea",)]


def test_columns_stand_in_the_order_of_the_model():
    assert columns(Member, "name", "id", "handle") == ("id", "handle", "name")


def test_a_person_is_known_by_the_id_alone():
    assert person(None) is None
    assert person(7).pk == 7
