"""What a debate waits for stands on Today, numbered where somebody waits for it."""

from typing import Any

import pytest
from django.utils import timezone

from debates.models import Argument, ArgumentKind, JointStatement, TopicChoice, Vote
from members.models import Member, Notification
from members.services.notifications import dealt_with, drain_next, forget_what_waits
from members.services.outbox import notify
from members.services.waiting import Waiting

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


@pytest.fixture
def cast(standing: Any) -> Any:
    return standing[0]


@pytest.fixture
def stage(standing: Any) -> Any:
    return standing[1]


def things(member: Member, name: str) -> int:
    forget_what_waits(member.pk)
    return Waiting(Member.objects.get(pk=member.pk)).things[name]


def test_a_draft_waits_for_the_other_side_until_it_is_shared(cast: Any, stage: Any) -> None:
    joint: JointStatement = stage["joint.public"]
    topic = joint.topic
    position = topic.positions.standing().first()
    side = 1 if position.stance > 0 else -1
    JointStatement.objects.exclude(pk=joint.pk).delete()
    joint.ratifications.all().delete()
    JointStatement.objects.filter(pk=joint.pk).update(
        state="drafted", author=None, coauthor=None, author_side=-side
    )
    reader = position.member
    assert things(reader, "debates.joint") == 1
    JointStatement.objects.filter(pk=joint.pk).update(author_side=side)
    assert things(reader, "debates.joint") == 0
    JointStatement.objects.filter(pk=joint.pk).update(state="open")
    assert things(reader, "debates.joint") == 1
    TopicChoice.objects.update_or_create(
        topic=topic, member=reader, defaults={"wish": TopicChoice.Wish.MUTE}
    )
    assert things(reader, "debates.joint") == 0
    TopicChoice.objects.all().delete()
    joint.ratifications.create(member=reader, side=side, agrees=True)
    assert things(reader, "debates.joint") == 0


def test_an_objection_is_told_on_today_until_it_is_answered(
    cast: Any, stage: Any, as_member: Any
) -> None:
    Notification.objects.all().delete()
    argument: Argument = stage["argument.public"]
    reader = argument.position.member
    writer = cast.mara if reader == cast.ben else cast.ben
    Argument.objects.filter(pk=argument.pk).update(
        kind=ArgumentKind.OBJECTION, parent=None, author=writer
    )
    argument = Argument.objects.get(pk=argument.pk)
    notify("debates.argued", actor=writer, target=argument, once="again")
    while drain_next():
        pass
    told = f"{writer.name} objects to you"
    client = as_member(reader.handle)
    page = client.get("/").content.decode()
    assert told in page
    dealt_with(member=reader, target=argument)
    assert told not in client.get("/").content.decode()


def test_statements_not_voted_on_stand_there_and_are_not_counted(
    cast: Any, stage: Any, as_member: Any
) -> None:
    topic = stage["topic.public"]
    reader = cast.nora
    cast.public.memberships.get_or_create(member=reader, defaults={"state": "active"})
    client, line = as_member("nora"), f'{topic.get_absolute_url()}statements/"'
    before = client.get("/").context["count"]
    assert line not in client.get("/").content.decode()
    TopicChoice.objects.create(topic=topic, member=reader, wish=TopicChoice.Wish.FOLLOW)
    page = client.get("/")
    assert line in page.content.decode() and page.context["count"] == before
    for statement in topic.statements.all():
        Vote.objects.create(statement=statement, member=reader, choice=1, cast_at=timezone.now())
    assert line not in client.get("/").content.decode()
