"""Inviting somebody, and answering."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from communities.models import Invitation, Role, role_in
from communities.services import invitations, memberships
from communities.services.invitations import (
    BelongsAlready,
    InvitedAlready,
    InvitedLately,
    Nobody,
)
from members.models import Notification
from members.refusals import NotAllowed
from members.services.limits import TooMuch
from members.services.privacy import export_of
from tests.conftest import make_member

pytestmark = pytest.mark.clock


def invited(cast, **changes) -> Invitation:
    given = {"inviter": cast.odo, "community": cast.secret, "invitee": cast.nora, "words": "Come."}
    return invitations.invite(**(given | changes))


def test_an_invitation_reaches_the_person_at_once(cast, told, as_member) -> None:
    answer = as_member("odo").post(
        "/c/by-invitation/invite/", {"handle": "@Nora", "words": "You would rather know."}
    )
    assert answer.status_code == 303
    assert told(cast.nora) == ["communities.invited"]
    assert Notification.objects.get().mail_state == "waiting"
    page = as_member("nora").get("/invitations/").content.decode()
    assert "You would rather know." in page and "By Invitation" in page


def test_whoever_is_invited_may_know_of_it_but_not_read_yet(cast, as_member) -> None:
    assert as_member("nora").get("/c/by-invitation/").status_code == 404
    invited(cast)
    page = as_member("nora").get("/c/by-invitation/").content.decode()
    assert "You are invited" in page and "What happens here" not in page


def test_accepting_makes_a_member(cast, as_member) -> None:
    row = invited(cast)
    assert as_member("nora").post(f"/invitations/{row.code}/accept/").status_code == 303
    assert role_in(cast.secret, cast.nora) == Role.MEMBER
    row.refresh_from_db()
    assert row.accepted
    assert as_member("nora").post(f"/invitations/{row.code}/accept/").status_code == 403


def test_declining_tells_nobody(cast, told, as_member) -> None:
    row = invited(cast)
    assert as_member("nora").post(f"/invitations/{row.code}/decline/").status_code == 303
    assert told(cast.odo) == []
    assert role_in(cast.secret, cast.nora) is None
    assert as_member("nora").get("/c/by-invitation/").status_code == 404


@pytest.mark.parametrize("who", ["lea", "ben", "mara"])
def test_an_invitation_is_for_one_person(cast, as_member, who) -> None:
    row = invited(cast)
    answer = as_member(who).post(f"/invitations/{row.code}/accept/")
    assert answer.status_code in {403, 404}
    with pytest.raises(NotAllowed):
        invitations.accept_invitation(member=cast[who], invitation=row)


def test_a_withdrawn_or_old_invitation_opens_nothing(cast, as_member) -> None:
    row = invited(cast)
    with pytest.raises(NotAllowed):
        invitations.withdraw_invitation(member=cast.lea, invitation=row)
    assert as_member("mara").post(f"/invitations/{row.code}/withdraw/").status_code == 303
    with pytest.raises(NotAllowed):
        invitations.accept_invitation(member=cast.nora, invitation=row)
    again = invited(cast, inviter=cast.mara)
    Invitation.objects.filter(pk=again.pk).update(expires_at=timezone.now() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        invitations.accept_invitation(member=cast.nora, invitation=again)
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert invited(cast).pk != again.pk


def test_one_open_invitation_per_person(cast) -> None:
    invited(cast)
    with pytest.raises(InvitedAlready):
        invited(cast, inviter=cast.mara)
    with pytest.raises(BelongsAlready):
        invited(cast, invitee=cast.ben)


@pytest.mark.parametrize(
    ("who", "stage", "may"),
    [
        ("lea", "public", True),
        ("lea", "closed", False),
        ("lea", "secret", False),
        ("mara", "secret", True),
        ("sam", "public", False),
    ],
)
def test_who_may_invite_where(cast, who, stage, may) -> None:
    community = getattr(cast, stage)
    if may:
        assert invited(cast, inviter=cast[who], community=community)
    else:
        with pytest.raises(NotAllowed):
            invited(cast, inviter=cast[who], community=community)


def test_a_block_looks_like_nobody_being_there(cast, as_member) -> None:
    cast.nora.blocks_given.create(blocked=cast.odo)
    with pytest.raises(Nobody):
        invited(cast)
    for handle in ("nora", "nobody-at-all", "odo"):
        answer = as_member("odo").post("/c/by-invitation/invite/", {"handle": handle})
        assert answer.status_code == 422
        assert "nobody by this handle" in answer.content.decode()


def test_twenty_invitations_a_day_are_enough(cast) -> None:
    for number in range(20):
        invited(cast, invitee=make_member(f"guest-{number}"))
    with pytest.raises(TooMuch, match="You have invited 20 people in the last day"):
        invited(cast)


def test_a_no_leaves_in_peace_for_a_month_and_stays_unsaid(cast, as_member) -> None:
    row = invited(cast)
    with pytest.raises(InvitedLately) as before:
        invited(cast)
    invitations.decline_invitation(member=cast.nora, invitation=row)
    page = as_member("odo").get("/c/by-invitation/invite/")
    assert list(page.context["waiting"]) == [row]
    with pytest.raises(InvitedLately) as after:
        invited(cast)
    assert str(after.value.sentence) == str(before.value.sentence)
    with pytest.raises(InvitedAlready):
        invited(cast, inviter=cast.mara)
    Invitation.objects.update(
        created_at=timezone.now() - timedelta(days=31),
        expires_at=timezone.now() - timedelta(days=1),
    )
    assert invited(cast)


def test_who_withdraws_does_not_invite_again_at_once(cast) -> None:
    invitations.withdraw_invitation(member=cast.odo, invitation=invited(cast))
    with pytest.raises(InvitedLately):
        invited(cast)


def test_whoever_came_and_left_can_be_invited_again(cast) -> None:
    invitations.accept_invitation(member=cast.nora, invitation=invited(cast))
    memberships.leave(member=cast.nora, community=cast.secret)
    assert invited(cast)


def exported(member) -> list[tuple[bool | None, bool]]:
    rows = export_of(member)["kinds"]["communities.invitations"]["rows"]
    return [(row["accepted"], row["withdrawn_at"] is not None) for row in rows]


@pytest.mark.parametrize("says_no", [False, True])
def test_the_export_of_the_inviter_hides_a_no_when_they_invite_again(cast, says_no) -> None:
    row = invited(cast)
    if says_no:
        invitations.decline_invitation(member=cast.nora, invitation=row)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        invited(cast)
        assert sorted(exported(cast.odo), key=str) == [(None, False), (None, True)]


@pytest.mark.parametrize("says_no", [False, True])
def test_the_export_of_the_inviter_hides_a_no_when_the_guest_joins_later(cast, says_no) -> None:
    row = invited(cast, community=cast.public)
    if says_no:
        invitations.decline_invitation(member=cast.nora, invitation=row)
    memberships.join(member=cast.nora, community=cast.public)
    assert exported(cast.odo) == [(True, False)]


def test_an_invitation_taken_back_keeps_its_day_when_another_follows(cast) -> None:
    row = invited(cast)
    invitations.withdraw_invitation(member=cast.odo, invitation=row)
    row.refresh_from_db()
    then = row.withdrawn_at
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        invited(cast)
    row.refresh_from_db()
    assert row.withdrawn_at == then
