"""A compiled question is put into SQL once, and asked with new values."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import QuerySet

from members.backends import MemberBackend
from members.compiled import columns, compiled
from members.models import Block, Member


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


@pytest.mark.clock
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


def test_of_a_member_the_id_is_a_value(cast):
    @compiled
    def own(*, member: Member) -> QuerySet:
        return Member.objects.filter(pk=member.pk).values_list("handle")

    assert own(member=cast.lea) == [("lea",)]
    assert own(member=cast.ben) == [("ben",)]


@pytest.mark.parametrize("read_along", [True, False])
def test_whom_somebody_does_not_meet_is_never_part_of_the_sql(cast, read_along):
    built = []

    @compiled
    def met(*, member: Member) -> QuerySet:
        built.append(member.pk)
        return Member.objects.visible_to(member).order_by("handle").values_list("handle")

    people = [cast.ben, cast.lea, cast.mara, cast.nora, cast.odo, cast.sam]
    for blocked in ([], [cast.ben], [cast.nora, cast.odo, cast.sam], [cast.mara], []):
        Block.objects.all().delete()
        Block.objects.bulk_create(Block(blocker=cast.lea, blocked=other) for other in blocked)
        Block.objects.filter(blocked=cast.sam).update(blocker=cast.sam, blocked=cast.lea)
        reader = MemberBackend().get_user(cast.lea.pk) if read_along else cast.lea
        left = [one.handle for one in people if one not in blocked]
        assert [row[0] for row in met(member=reader)] == left
    # Nobody, one and four of them; or a sub-query.
    assert len(built) == (3 if read_along else 1)


def test_whoever_has_many_blocks_around_them_is_asked_by_sub_query(cast, monkeypatch):
    monkeypatch.setattr("members.backends.MOST_BLOCKS", 1)
    for other, known in ((cast.ben, [cast.ben.pk]), (cast.nora, None)):
        Block.objects.create(blocker=cast.lea, blocked=other)
        reader = MemberBackend().get_user(cast.lea.pk)
        assert reader is not None
        assert reader.known_blocks == known


def test_yes_and_no_are_shapes(cast):
    @compiled
    def handles(*, backwards: bool) -> QuerySet:
        order = "-handle" if backwards else "handle"
        return Member.objects.order_by(order).values_list("handle")

    assert handles(backwards=True)[0] == ("sam",)
    assert handles(backwards=False)[0] == ("ben",)


def test_a_question_may_hold_constants_and_percent_signs(cast):
    @compiled
    def like(*, least: int) -> QuerySet:
        found = Member.objects.filter(pk__gte=least, name__contains="e%")
        return (found | Member.objects.filter(name__contains="ea")).values_list("handle")

    assert like(least=0) == [("lea",)]


def test_columns_stand_in_the_order_of_the_model():
    assert columns(Member, "name", "id", "handle") == ("id", "handle", "name")
