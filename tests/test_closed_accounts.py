"""Whoever's account is closed is to others as if they had left: what is theirs alone goes, what
others build on stands without their name, and what two had with each other stays for these two.
"""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client
from rest_framework.throttling import SimpleRateThrottle

from communities.models import Activity, Community, Invitation, Membership
from communities.services import invitations
from communities.services.activity import record
from debates.models import (
    Argument,
    Commitment,
    Credit,
    JointStatement,
    Mission,
    Position,
    Progress,
    Ratification,
    Restatement,
    Statement,
    Topic,
)
from members.models import Member, Notification, ValueStatement, named
from sharing.models import Experience, Introduction, Offer, Request, Ring, RingState, Trial
from tests.access.rows import GET
from tests.programs import Program
from tests.test_access import TABLE
from tests.test_api_access import doors

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
NAME, HANDLE = "Quagga Fernweh", "quagga"
# Whose each of them is: goes with their account.
GOES: dict[type[Model], Any] = {
    Member: lambda member: member,
    ValueStatement: lambda value: value.member,
    Notification: lambda news: news.actor,
    Membership: lambda membership: membership.member,
    Invitation: lambda invitation: invitation.inviter,
    Activity: lambda activity: activity.actor,
    Position: lambda position: position.member,
    Argument: lambda argument: argument.author,
    Restatement: lambda restatement: restatement.listener,
    Credit: lambda credit: credit.receiver,
    Ratification: lambda answer: answer.member,
    Commitment: lambda commitment: commitment.member,
    Offer: lambda offer: offer.member,
    Request: lambda request: request.member,
    Trial: lambda trial: trial.member,
    Introduction: lambda introduction: introduction.introducer,
    Ring: lambda ring: ring.seats.first().member,
}
# Others build on them: they stay, without a name.
STAYS: dict[type[Model], Any] = {
    Community: lambda community: community.founder,
    Topic: lambda topic: topic.author,
    Statement: lambda statement: statement.author,
    JointStatement: lambda joint: joint.author,
    Mission: lambda mission: mission.starter,
    Progress: lambda progress: progress.member,
    Experience: lambda experience: experience.writers.first().member,
}
# Seen by the two it is between, by its owner, or by those who decide: for them it stays.
NOT_FOR_OTHERS = {
    "members.Question",
    "members.Conversation",
    "members.Message",
    "members.DigestRun",
    "communities.Case",
    "communities.Report",
    "communities.Decision",
    "debates.Vote",
    "debates.Place",
    "debates.Echo",
    "sharing.Exchange",
    "sharing.RotaTurn",
    "sharing.SavedSearch",
    "sharing.TimeAccount",
}


def close(member: Member, **fields: Any) -> None:
    Member.objects.filter(pk=member.pk).update(is_active=False, **fields)


def readers_of(thing: Any, cast: Any) -> list[Member | None]:
    people = [None, cast.lea, cast.ben, cast.nora, cast.mara, cast.odo, cast.sam]
    sees = type(thing)._default_manager.visible_to
    return [one for one in people if sees(one).filter(pk=thing.pk).exists()]


def others_reading(thing: Any, cast: Any) -> list[Member | None]:
    """Without whose it is; a restatement is also of the one who was restated."""
    own = {GOES[type(thing)](thing), thing.author if isinstance(thing, Restatement) else None}
    return [one for one in readers_of(thing, cast) if one is None or one not in own]


def of_a_member(model: type[Model]) -> bool:
    return model is Member or any(
        field.is_relation and field.related_model is Member for field in model._meta.concrete_fields
    )


def test_every_model_that_shows_somebody_says_what_becomes_of_it() -> None:
    shown = {
        model
        for model in apps.get_models()
        if hasattr(model._default_manager.all(), "visible_to") and of_a_member(model)
    }
    decided = {*GOES, *STAYS} - {Ring, Experience}  # these two name people by rows of their own
    assert {model._meta.label for model in shown - decided} == NOT_FOR_OTHERS
    assert decided <= shown


@pytest.fixture
def played(standing: Any) -> Any:
    """The stage, with something that happened in a community."""
    cast, stage = standing
    joined = {"actor": cast.lea, "community": cast.public, "target": cast.public}
    record("communities.joined", **joined)
    stage.put("activity", Activity.objects.get())
    return cast, stage


@pytest.mark.parametrize("model", GOES, ids=lambda model: model.__name__)
def test_what_is_theirs_alone_goes(played, model) -> None:
    cast, stage = played
    shown = [one for one in stage.of(model) if others_reading(one, cast)]
    assert shown
    close(GOES[model](shown[0]))
    assert others_reading(shown[0], cast) == []


@pytest.mark.parametrize("model", STAYS, ids=lambda model: model.__name__)
def test_what_others_build_on_stays(played, model) -> None:
    cast, stage = played
    thing = stage.of(model)[0]
    gone = STAYS[model](thing) or cast.odo
    before = [one for one in readers_of(thing, cast) if one != gone]
    assert before
    close(gone)
    assert [one for one in readers_of(thing, cast) if one != gone] == before


def test_nobody_is_named_whose_account_is_closed(cast) -> None:
    assert named(cast.lea) == cast.lea and named(None) is None
    cast.lea.is_active = False
    assert named(cast.lea) is None


# Where two keep what they had with each other, and where somebody has to decide.
OF_TWO = {
    "members:digest",
    "members:home",
    "members:question",
    "members:conversation",
    "members:export",
    "debates:restatement",
    "debates:listening",
    "sharing:exchanges",
    "sharing:exchange",
    "sharing:exchange_calendar",
    "me/listening/",
    "questions/",
    "questions/{id}/",
    "restatements/",
    "restatements/{id}/",
    "positions/{id}/restatements/",
    "exchanges/",
    "exchanges/{id}/",
}
# What Mara restated, and the exchange in which she is asked to help.
OF_MARA = {
    "members:export",
    "communities:case",
    "debates:restatement",
    "sharing:exchange",
    "restatements/",
    "restatements/{id}/",
    "exchanges/",
    "exchanges/{id}/",
}


@pytest.mark.parametrize(
    ("gone", "reader", "allowed"),
    [("lea", None, set()), ("lea", "mara", OF_MARA), ("ben", "lea", OF_TWO)],
)
def test_no_page_and_no_answer_names_them_to_others(
    standing, monkeypatch, gone, reader, allowed
) -> None:
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *_: True)
    cast, stage = standing
    pages = [(row.name, row.path(stage)) for row in TABLE if row.method == GET]
    close(cast[gone], name=NAME, handle=HANDLE)
    client = Client(headers={"accept-language": "en"})
    if reader:
        client.force_login(cast[reader])
    naming = {name for name, path in pages if _names(client.get(path))}
    program = Program(cast[reader] if reader else None)
    naming |= {
        door.path for door in doors() if door.method == "get" and _told(program, door, stage)
    }
    assert naming <= allowed


def _told(program: Program, door: Any, stage: Any) -> bool:
    code = stage[door.thing].code if door.thing != "-" else ""
    return _names(program.get(door.path.replace("{id}", code)))


def _names(answer: Any) -> bool:
    text = "" if answer.streaming else answer.content.decode()
    return NAME in text or f"/m/{HANDLE}/" in text


def test_a_ring_that_began_goes_on_for_those_who_are_here(standing) -> None:
    cast, stage = standing
    Ring.objects.update(state=RingState.RUNNING)
    close(cast.lea)
    assert Ring.objects.visible_to(cast.ben).filter(pk=stage["ring"].pk).exists()


def test_an_invitation_ends_with_the_account_and_makes_room_for_another(standing) -> None:
    cast, _stage = standing
    close(cast.lea)
    assert not Invitation.objects.waiting_for(cast.nora).exists()
    again = invitations.invite(
        inviter=cast.odo, community=cast.public, invitee=cast.nora, words="Come in."
    )
    assert list(Invitation.objects.waiting_for(cast.nora)) == [again]


def test_whoever_comes_back_is_named_again(standing) -> None:
    cast, stage = standing
    topic = stage["topic.public"]
    close(cast.lea, name=NAME)
    assert not _names(Client().get(topic.get_absolute_url()))
    Member.objects.filter(pk=cast.lea.pk).update(is_active=True)
    assert _names(Client().get(topic.get_absolute_url()))
