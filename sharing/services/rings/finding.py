"""Looks through a community for rings, every week and whenever somebody asks for it."""

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from members.models import Member
from members.refusals import Refusal
from members.services.outbox import send
from sharing.matching import rings as pure
from sharing.models import Ring
from sharing.services.rings.gathering import gather
from sharing.services.rings.proposing import Gift, asked_lately, propose_ring

LOOK_AGAIN_AFTER = 60 * 60


class LookingAlready(Refusal):
    sentence = _(
        "We looked for a ring with you within the last hour. Name more of what you can and what"
        " you want to learn, and try again later."
    )


class BelongsNowhere(Refusal):
    sentence = _("A ring needs others. Join a community first, then we look for one there.")


def communities_to_search() -> list[int]:
    """Communities with enough people for a ring, by id, so that workers can share them."""
    return list(Community.objects.standing().order_by("pk").values_list("pk", flat=True))


def find_rings(community_id: int | None = None) -> list[Ring]:
    """Propose the best rings of a community, or of each; nobody is in two that wait for a yes."""
    wanted = communities_to_search() if community_id is None else [community_id]
    proposed: list[Ring] = []
    for community in Community.objects.standing().filter(pk__in=wanted).order_by("pk"):
        proposed += _propose_in(community)
    return proposed


def look_for_ring(*, member: Member) -> None:
    """Have the communities of a member searched now; at most once an hour."""
    own = list(Community.objects.of(member).values_list("pk", flat=True))
    if not own:
        raise BelongsNowhere
    if not cache.add(f"sharing.ring-search:{member.pk}", True, LOOK_AGAIN_AFTER):
        raise LookingAlready
    for community_id in own:
        send("sharing.find_rings", community_id)


def _propose_in(community: Community) -> list[Ring]:
    gathered = gather(community)
    proposed = []
    for found in pure.find(gathered.edges, without=asked_lately(timezone.now())):
        following = (*found.members[1:], found.members[0])
        links = [gathered.links[pair] for pair in zip(found.members, following, strict=True)]
        gifts = [
            Gift(member, link.skill, link.offer, link.request)
            for member, link in zip(found.members, links, strict=True)
        ]
        if ring := propose_ring(gifts=gifts):
            proposed.append(ring)
    return proposed
