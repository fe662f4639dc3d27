"""When two can no longer take part together: their exchanges are closed, without a reason."""

from django.db.models import Q, QuerySet

from communities.models import Community
from members.models import Member
from sharing.models import Exchange
from sharing.services.exchanges.clock import close
from sharing.services.exchanges.terms import common_communities


def part(member: Member, other: Member) -> None:
    """One of them blocked the other."""
    between = Q(asker=member, other=other) | Q(asker=other, other=member)
    _close(Exchange.objects.open().filter(between))


def leave_exchanges(member: Member) -> None:
    """A member leaves the house."""
    _close(Exchange.objects.open().of(member))


def leave_community(member: Member, community: Community) -> None:
    """A member has gone from a community: what rests on it alone is closed."""
    resting = Exchange.objects.open().of(member).select_related("offer", "request", "agreed")
    for exchange in resting.order_by("id"):
        if _rested_on(exchange, community):
            close(exchange)


def _rested_on(exchange: Exchange, community: Community) -> bool:
    """Its hours were to be kept there, or its listing is shared nowhere else to both."""
    last = exchange.agreed or exchange.proposals.order_by("number").last()
    if last is not None and last.community_id:
        return last.community_id == community.pk
    listing = exchange.listing
    if listing is None:
        return False
    shared = set(listing.communities.values_list("pk", flat=True))
    return community.pk in shared and not shared & common_communities(exchange)


def _close(exchanges: QuerySet[Exchange]) -> None:
    for exchange in exchanges.order_by("id"):
        close(exchange)
