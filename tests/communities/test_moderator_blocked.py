"""Whoever blocks a moderator does not get out of the moderation of a community."""

import pytest

from communities.models import Case, Membership, MembershipState
from communities.services import moderation
from communities.services.moderation import Words
from debates.models import Topic
from members.services import blocks
from tests.communities.conftest import HIDE

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
REPLY = {"reply": "You named people who are not here, three times."}


@pytest.fixture
def apart(cast) -> None:
    """Lea, who belongs and writes, blocks Mara, who moderates, and Ben, who does not."""
    blocks.block(member=cast.lea, other=cast.mara)
    blocks.block(member=cast.lea, other=cast.ben)


@pytest.fixture
def membership(cast, apart) -> Membership:
    return Membership.objects.get(member=cast.lea, community=cast.public)


def test_the_moderator_can_end_the_membership(membership, program, as_member) -> None:
    here = f"memberships/{membership.code}/"
    assert program("mara").get(here).status_code == 200
    assert "Lea" in as_member("mara").get("/c/open-house/members/").content.decode()
    assert program("mara").post(f"{here}remove/", REPLY).status_code == 204
    membership.refresh_from_db()
    assert membership.state == MembershipState.REMOVED


def test_a_member_who_does_not_moderate_meets_nobody_apart(membership, program, as_member) -> None:
    here = f"memberships/{membership.code}/"
    assert program("ben").get(here).status_code == 404
    assert program("ben").post(f"{here}remove/", REPLY).status_code == 404
    assert "Lea" not in as_member("ben").get("/c/open-house/members/").content.decode()


def test_the_moderator_meets_them_only_where_they_moderate(cast, membership, program) -> None:
    Membership.objects.filter(member=cast.mara, community=cast.closed).update(role="member")
    elsewhere = Membership.objects.get(member=cast.lea, community=cast.closed)
    assert program("mara").get(f"memberships/{elsewhere.code}/").status_code == 404


def test_the_moderator_reads_what_was_reported_and_decides(cast, topic, apart, as_member) -> None:
    moderation.report(reporter=cast.nora, thing=topic, words=Words("privacy"))
    case = Case.objects.get()
    page = as_member("mara").get(case.get_absolute_url()).content.decode()
    assert "Shall names stand here?" in page and "Lea" in page
    # The place itself stays closed between the two, so the case does not lead there.
    assert f'href="{topic.get_absolute_url()}"' not in page
    moderation.decide(moderator=cast.mara, case=case, verdict=HIDE)
    assert not Topic.objects.visible_to(cast.nora).exists()


def test_a_request_to_join_reaches_the_moderator(cast, as_member, program) -> None:
    blocks.block(member=cast.nora, other=cast.mara)
    asked = Membership.objects.create(
        member=cast.nora, community=cast.closed, state=MembershipState.REQUESTED
    )
    assert "Nora" in as_member("mara").get("/c/on-request/requests/").content.decode()
    assert program("mara").post(f"memberships/{asked.code}/let-in/").status_code == 200
