"""When two can no longer take part together: their exchanges are closed, without a reason."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from communities.models import Community, Membership
from members.models import Member
from sharing.models import Exchange
from sharing.services.exchanges.clock import close


def part(member: Member, other: Member) -> None:
    """One of them blocked the other."""
    between = Q(asker=member, other=other) | Q(asker=other, other=member)
    _close(Exchange.objects.open().filter(between).order_by("id"))


def leave_exchanges(member: Member) -> None:
    """A member leaves the house."""
    _close(Exchange.objects.open().of(member).order_by("id"))


def leave_community(member: Member, community: Community) -> None:
    """A member has gone from a community: what rests on it alone is closed."""
    rows = Exchange.objects.open().of(member).select_related("agreed", "offer", "request")
    rows = rows.prefetch_related("proposals", "offer__communities", "request__communities")
    exchanges = list(rows.order_by("id"))
    belong = _where_they_belong(exchanges)
    _close(one for one in exchanges if _rested_on(one, community, belong))


def _where_they_belong(exchanges: list[Exchange]) -> dict[int | None, set[int]]:
    """The communities of everybody who takes part; one query for all."""
    people = {pk for one in exchanges for pk in (one.asker_id, one.other_id) if pk}
    active = Membership.objects.active().filter(member__in=people)
    belong: dict[int | None, set[int]] = defaultdict(set)
    for member, community in active.values_list("member_id", "community_id"):
        belong[member].add(community)
    return belong


def _rested_on(
    exchange: Exchange, community: Community, belong: dict[int | None, set[int]]
) -> bool:
    """Its hours were to be kept there, or its listing is shared nowhere else to both."""
    proposals = sorted(exchange.proposals.all(), key=lambda one: one.number)
    last = exchange.agreed or (proposals[-1] if proposals else None)
    if last is not None and last.community_id:
        return last.community_id == community.pk
    if exchange.listing is None:
        return False
    shared = {one.pk for one in exchange.listing.communities.all()}
    common = belong[exchange.asker_id] & belong[exchange.other_id]
    return community.pk in shared and not shared & common


def _close(exchanges: Iterable[Exchange]) -> None:
    for exchange in exchanges:
        close(exchange)
