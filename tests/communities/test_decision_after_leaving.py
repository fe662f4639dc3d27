"""Whoever left a community by invitation reads nothing of what it is now through a decision."""

import pytest

from communities.models import Case, Community, Decision, Role
from communities.services import memberships, moderation
from communities.services.moderation import Words
from members.services.notifications import drain_next
from members.services.privacy import export_of
from tests.communities.conftest import HIDE, LEAVE

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
NEW = "Tamarin"


def renamed(community: Community) -> Community:
    Community.objects.filter(pk=community.pk).update(
        name=f"{NEW} house", purpose=f"{NEW} purpose", guidelines=f"{NEW} guidelines"
    )
    community.refresh_from_db()
    return community


def decided_about(cast, community: Community) -> Decision:
    moderation.report(reporter=cast.ben, thing=community, words=Words("other"))
    decision = moderation.decide(moderator=cast.sam, case=Case.objects.get(), verdict=LEAVE)
    while drain_next():
        pass
    return decision


def read_by(as_member, member, decision: Decision) -> list[str]:
    """Where somebody reads the new words of the community."""
    pages = [decision.get_absolute_url(), "/inbox/", "/reports/", "/communities/"]
    client = as_member(member.handle)
    found = [one for one in pages if NEW in client.get(one, follow=True).content.decode()]
    kinds = export_of(member)["kinds"]
    return found + [kind for kind, part in kinds.items() if NEW in str(part["rows"])]


@pytest.fixture
def founded(cast) -> Community:
    """Lea founded the community by invitation, and owns it with Odo."""
    Community.objects.filter(pk=cast.secret.pk).update(founder=cast.lea)
    cast.secret.memberships.filter(member=cast.lea).update(role=Role.OWNER)
    return Community.objects.get(pk=cast.secret.pk)


def test_a_founder_who_owns_it_reads_the_decision(cast, founded, as_member) -> None:
    decision = decided_about(cast, renamed(founded))
    assert decision.case.author == cast.lea
    assert as_member("lea").get(decision.get_absolute_url()).status_code == 200


def test_a_founder_who_left_reads_nothing_of_it(cast, founded, as_member) -> None:
    memberships.leave(member=cast.lea, community=founded)
    decision = decided_about(cast, renamed(founded))
    assert decision.case.author is None
    assert as_member("lea").get(decision.get_absolute_url()).status_code == 404
    assert read_by(as_member, cast.lea, decision) == []


def test_a_founder_who_owns_it_no_more_is_not_its_author(cast, founded) -> None:
    founded.memberships.filter(member=cast.lea).update(role=Role.MEMBER)
    assert decided_about(cast, founded).case.author is None


def test_a_reporter_who_was_removed_reads_nothing_of_it(cast, stage, as_member) -> None:
    thing = stage["topic.secret"]
    moderation.report(reporter=cast.ben, thing=thing, words=Words("other"))
    case = Case.objects.open().about(thing).get()
    decision = moderation.decide(moderator=cast.mara, case=case, verdict=HIDE)
    membership = cast.secret.memberships.get(member=cast.ben)
    memberships.remove_member(moderator=cast.odo, membership=membership, reason="You know why.")
    renamed(cast.secret)
    assert read_by(as_member, cast.ben, decision) == []
