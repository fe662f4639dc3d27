"""Who may do what with offers and requests; each predicate says its refusal."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community, CommunityQuerySet
from debates.access.missions import carries
from debates.models import Mission
from members.alphabet import alphabetical
from members.models import Encounter, Member
from members.refusals import says
from sharing.models import Exchange, Offer, Request


@says(_("Only whoever wrote this can change it."))
def is_own(member: Member | None, listing: Offer | Request) -> bool:
    return member is not None and listing.member_id == member.pk


@says(_("You can share only in communities you belong to."))
def can_share_in(member: Member, communities: Collection[Community]) -> bool:
    """Whether a member belongs to all of these communities."""
    wanted = {community.pk for community in communities}
    return wanted <= set(own_communities(member).values_list("pk", flat=True))


@says(_("A moderator took this out of sight. You can read why in the decision."))
def is_not_hidden(member: Member, listing: Offer | Request) -> bool:
    return listing.hidden_at is None


@says(_("Only those who carry a mission that is under way can ask for what it needs."))
def can_ask_for(member: Member | None, mission: Mission) -> bool:
    return mission.is_under_way and carries(member, mission)


def has_met(member: Member, other: Member) -> bool:
    """Whether something has really happened between the two, so that one may name the other."""
    if member.pk == other.pk:
        return False
    between = Q(actor=member, other=other) | Q(actor=other, other=member)
    if Encounter.objects.filter(between).exists():
        return True
    return Exchange.objects.of(member).filter(Q(asker=other) | Q(other=other)).exists()


def own_communities(member: Member) -> CommunityQuerySet:
    """Where a member may share something."""
    return Community.objects.of(member).order_by(alphabetical("name"), "pk")
