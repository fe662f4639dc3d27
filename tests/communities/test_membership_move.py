"""Coming in, taking a role, going."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from communities import access
from communities.models import Activity, Community, Membership, MembershipState, Role, role_in
from communities.services import memberships
from communities.services.memberships import AnsweredAlready, LastOwner
from members.models import Member, Notification
from members.refusals import NotAllowed
from members.services import blocks
from tests.conftest import join, make_community, make_member


def asked(cast) -> Membership:
    return memberships.request_to_join(
        member=cast.nora, community=cast.closed, answer="I mend bicycles."
    )


def state_of(cast, community: Community, member: Member) -> str:
    return Membership.objects.get(community=community, member=member).state


def test_a_public_community_is_joined_at_once(cast, as_member) -> None:
    assert as_member("nora").post("/c/open-house/join/").status_code == 303
    assert role_in(cast.public, cast.nora) == Role.MEMBER
    assert Activity.objects.filter(kind="communities.joined", actor=cast.nora).count() == 1


def test_joining_twice_is_joining_once(cast) -> None:
    first = memberships.join(member=cast.nora, community=cast.public)
    assert memberships.join(member=cast.nora, community=cast.public) == first
    assert Activity.objects.filter(kind="communities.joined").count() == 1


@pytest.mark.parametrize("stage", ["closed", "secret"])
def test_nobody_joins_where_somebody_has_to_let_them_in(cast, as_member, stage) -> None:
    community = getattr(cast, stage)
    with pytest.raises(NotAllowed):
        memberships.join(member=cast.nora, community=community)
    assert role_in(community, cast.nora) is None
    assert as_member("nora").post(f"/c/{community.slug}/join/").status_code in {403, 404}
    assert role_in(community, cast.nora) is None


def test_moderators_are_told_at_once_that_somebody_asks(cast, told) -> None:
    membership = asked(cast)
    assert membership.state == MembershipState.REQUESTED
    assert told(cast.mara) == ["communities.asked_to_join"]
    assert told(cast.odo) == ["communities.asked_to_join"]
    assert told(cast.lea) == []
    assert Notification.objects.get(recipient=cast.mara).mail_state == "waiting"


def test_whoever_asks_reads_nothing_yet(cast, as_member) -> None:
    asked(cast)
    assert not access.can_read(cast.nora, cast.closed)
    assert not access.can_post_in(cast.nora, cast.closed)
    assert "You have asked to join" in as_member("nora").get("/c/on-request/").content.decode()


def test_a_question_to_those_who_ask_wants_an_answer(cast, as_member) -> None:
    cast.closed.join_question = "What do you mend?"
    cast.closed.save()
    answer = as_member("nora").post("/c/on-request/ask/", {"answer": " "})
    assert answer.status_code == 422
    assert "What do you mend?" in answer.content.decode()
    assert not Membership.objects.filter(member=cast.nora).exists()


def test_a_moderator_lets_in_and_the_member_is_told(cast, told, as_member) -> None:
    row = asked(cast)
    answer = as_member("mara").post(f"/c/on-request/requests/{row.code}/let-in/")
    assert answer.status_code == 303
    assert role_in(cast.closed, cast.nora) == Role.MEMBER
    assert told(cast.nora) == ["communities.let_in"]


def test_of_two_moderators_the_first_answers(cast) -> None:
    row = asked(cast)
    memberships.let_in(moderator=cast.mara, membership=row)
    with pytest.raises(AnsweredAlready):
        memberships.decline_request(moderator=cast.odo, membership=row, reply="Too many already.")
    assert role_in(cast.closed, cast.nora) == Role.MEMBER


@pytest.mark.parametrize("who", ["lea", "nora", "sam"])
def test_only_moderators_let_people_in(cast, as_member, who) -> None:
    row = asked(cast)
    with pytest.raises(NotAllowed):
        memberships.let_in(moderator=cast[who], membership=row)
    browser = as_member(who)
    assert browser.get("/c/on-request/requests/").status_code == 403
    assert browser.post(f"/c/on-request/requests/{row.code}/let-in/").status_code == 403
    assert role_in(cast.closed, cast.nora) is None


def test_declining_needs_a_word_that_the_other_reads(cast, as_member, told) -> None:
    row = asked(cast)
    mara, path = as_member("mara"), f"/c/on-request/requests/{row.code}/decline/"
    answer = mara.post(path, {"reply": "No."})
    assert answer.status_code == 422 and "No." in answer.content.decode()
    reply = "We are twelve and stay twelve until spring."
    assert mara.post(path, {"reply": reply}).status_code == 303
    assert state_of(cast, cast.closed, cast.nora) == MembershipState.DECLINED
    assert told(cast.nora) == ["communities.declined"]


@pytest.mark.clock
def test_whoever_was_declined_asks_again_after_two_weeks(cast) -> None:
    row = asked(cast)
    memberships.decline_request(
        moderator=cast.mara, membership=row, reply="Not this spring, sorry."
    )
    with pytest.raises(NotAllowed):
        asked(cast)
    Membership.objects.filter(pk=row.pk).update(state_since=timezone.now() - timedelta(days=15))
    assert asked(cast).state == MembershipState.REQUESTED


def test_a_request_can_be_withdrawn(cast, as_member) -> None:
    asked(cast)
    assert as_member("nora").post("/c/on-request/ask/withdraw/").status_code == 303
    assert state_of(cast, cast.closed, cast.nora) == MembershipState.LEFT
    with pytest.raises(AnsweredAlready):
        memberships.withdraw_request(member=cast.nora, community=cast.closed)


def test_whoever_leaves_hears_no_more_and_leaves_no_arrival(cast, told) -> None:
    memberships.join(member=cast.nora, community=cast.public)
    row = Membership.objects.get(member=cast.nora, community=cast.public)
    memberships.change_role(owner=cast.odo, membership=row, role=Role.MODERATOR)
    assert told(cast.nora) == ["communities.role_changed"]
    memberships.leave(member=cast.nora, community=cast.public)
    assert told(cast.nora) == []
    assert role_in(cast.public, cast.nora) is None
    assert not Activity.objects.filter(actor=cast.nora).exists()


def test_the_last_owner_hands_over_before_leaving(cast, as_member) -> None:
    answer = as_member("odo").post("/c/open-house/membership/")
    assert answer.status_code == 409
    assert "You are the only owner" in answer.content.decode()
    row = Membership.objects.get(member=cast.mara, community=cast.public)
    memberships.change_role(owner=cast.odo, membership=row, role=Role.OWNER)
    assert as_member("odo").post("/c/open-house/membership/").status_code == 303
    assert role_in(cast.public, cast.mara) == Role.OWNER


def test_the_last_owner_cannot_step_down(cast, as_member) -> None:
    row = Membership.objects.get(member=cast.odo, community=cast.public)
    with pytest.raises(LastOwner):
        memberships.change_role(owner=cast.odo, membership=row, role=Role.MEMBER)
    assert role_in(cast.public, cast.odo) == Role.OWNER


@pytest.mark.parametrize("who", ["mara", "lea", "nora"])
def test_only_owners_give_roles(cast, as_member, who) -> None:
    row = Membership.objects.get(member=cast.ben, community=cast.public)
    with pytest.raises(NotAllowed):
        memberships.change_role(owner=cast[who], membership=row, role=Role.OWNER)
    answer = as_member(who).post(f"/c/open-house/members/{row.code}/role/", {"role": "owner"})
    assert answer.status_code == 403
    assert role_in(cast.public, cast.ben) == Role.MEMBER


def test_a_member_is_told_of_a_new_role(cast, told, as_member) -> None:
    row = Membership.objects.get(member=cast.ben, community=cast.public)
    path = f"/c/open-house/members/{row.code}/role/"
    assert as_member("odo").post(path, {"role": "moderator"}).status_code == 303
    assert as_member("odo").post(path, {"role": "emperor"}).status_code == 422
    assert role_in(cast.public, cast.ben) == Role.MODERATOR
    assert told(cast.ben) == ["communities.role_changed"]


def test_removing_gives_a_reason_and_closes_the_door(cast, told, as_member) -> None:
    row = Membership.objects.get(member=cast.ben, community=cast.public)
    mara, path = as_member("mara"), f"/c/open-house/members/{row.code}/remove/"
    assert mara.post(path, {"reply": ""}).status_code == 422
    reason = "Three times a name was spread that was to stay here."
    assert mara.post(path, {"reply": reason}).status_code == 303
    assert told(cast.ben) == ["communities.removed"]
    assert reason in as_member("ben").get(f"/memberships/{row.code}/").content.decode()
    assert as_member("nora").get(f"/memberships/{row.code}/").status_code == 404
    with pytest.raises(NotAllowed):
        memberships.join(member=cast.ben, community=cast.public)


def test_whoever_blocked_the_moderator_is_told_all_the_same(cast, told) -> None:
    blocks.block(member=cast.ben, other=cast.mara)
    row = Membership.objects.get(member=cast.ben, community=cast.public)
    memberships.remove_member(moderator=cast.mara, membership=row, reason="Because.")
    assert told(cast.ben) == ["communities.removed"]


def test_whoever_was_removed_does_not_read_what_the_community_is_called_since(
    cast, told, as_member, program
) -> None:
    row = Membership.objects.get(member=cast.ben, community=cast.secret)
    memberships.remove_member(moderator=cast.mara, membership=row, reason="Because.")
    assert told(cast.ben) == ["communities.removed"]
    Community.objects.filter(pk=cast.secret.pk).update(name="Renamed place")
    ben, keyed = as_member("ben"), program("ben")
    (api,) = [
        one for one in keyed.get("memberships/").json()["results"] if one["community"] is None
    ]
    assert api["state"] == "removed"
    inbox = ben.get("/inbox/").content.decode()
    assert "Your membership in a community that is not open to you any more was ended." in inbox
    news = keyed.get("notifications/").content.decode()
    reasons = ben.get(f"/memberships/{row.code}/").content.decode()
    assert "Because." in reasons and "Because." in inbox
    assert not any("Renamed" in told for told in (inbox, news, reasons))


def test_whoever_may_come_back_reads_the_name(cast, told, as_member) -> None:
    row = Membership.objects.get(member=cast.ben, community=cast.public)
    memberships.remove_member(moderator=cast.mara, membership=row, reason="Because.")
    assert told(cast.ben) == ["communities.removed"]
    assert (
        "Your membership in Open House was ended."
        in as_member("ben").get("/inbox/").content.decode()
    )


@pytest.mark.parametrize(
    ("who", "whom"), [("mara", "odo"), ("mara", "mara"), ("odo", "odo"), ("lea", "ben")]
)
def test_who_cannot_be_removed_by_whom(cast, who, whom) -> None:
    row = Membership.objects.get(member=cast[whom], community=cast.public)
    with pytest.raises(NotAllowed):
        memberships.remove_member(moderator=cast[who], membership=row, reason="Because of that.")
    assert role_in(cast.public, cast[whom])


def test_an_account_that_goes_hands_its_communities_over(cast) -> None:
    alone = make_community("alone")
    join(cast.odo, alone, Role.OWNER)
    memberships.hand_over(member=cast.odo)
    assert role_in(cast.public, cast.mara) == Role.OWNER
    alone.refresh_from_db()
    assert not alone.stands


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_join_once(django_user_model) -> None:
    community, member = make_community("open-house"), make_member("nora")
    start = Barrier(4)

    def click() -> int:
        try:
            start.wait(timeout=10)
            return memberships.join(
                member=Member.objects.get(pk=member.pk),
                community=Community.objects.get(pk=community.pk),
            ).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        rows = {future.result() for future in [pool.submit(click) for _ in range(4)]}
    assert len(rows) == 1
    assert Membership.objects.filter(community=community).count() == 1
    assert Activity.objects.filter(kind="communities.joined").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_owners_cannot_both_leave_at_once() -> None:
    community = make_community("open-house")
    owners = [make_member("odo"), make_member("ida")]
    join(make_member("ben"), community)
    for owner in owners:
        join(owner, community, Role.OWNER)
    start = Barrier(2)

    def go(owner: Member) -> bool:
        try:
            start.wait(timeout=10)
            memberships.leave(member=owner, community=community)
        except LastOwner:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        went = [future.result() for future in [pool.submit(go, owner) for owner in owners]]
    assert sorted(went) == [False, True]
    assert community.memberships.active().filter(role=Role.OWNER).count() == 1
