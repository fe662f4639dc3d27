"""What of missions concerns a member now, and what a community does together."""

from django.db.models import QuerySet

from communities.models import Community
from debates.models import Commitment, Mission
from debates.models.commitment import ZONE_OF_COMMITMENT
from members.days import Today
from members.models import Member

SOON = 3


def due_soon(member: Member) -> QuerySet[Commitment]:
    """One's own commitments whose day is near or past, the earliest first."""
    until = Today(ZONE_OF_COMMITMENT, days=SOON)
    own = Commitment.objects.visible_to(member).promised().filter(member=member, due__lte=until)
    return own.select_related("mission").in_order_of_days()


def witness_wishes(member: Member) -> QuerySet[Commitment]:
    """Commitments whose witness one is asked to be."""
    asked = Commitment.objects.visible_to(member).promised()
    asked = asked.filter(witness=member, witness_agreed_at__isnull=True)
    return asked.select_related("mission", "member").in_order_of_days()


def missions_under_way(member: Member | None, community: Community) -> QuerySet[Mission]:
    """Missions of a community that run, or look for people who carry them; running ones first."""
    visible = Mission.objects.visible_to(member).under_way()
    here = visible.filter(topic__community=community).select_related("topic")
    # “running” comes after “forming” in the alphabet.
    return here.defer("topic__search").order_by("-state", "-created_at", "-id")
