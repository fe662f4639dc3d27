"""Who helps where two see it differently, and who hears when people stay away again and again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from communities.models import Community, Membership
from members.models import Block, Encounter, Member
from members.services.outbox import notify
from sharing.models import Exchange, Mediator, Telling, TellingKind
from sharing.services.exchanges.terms import common_communities

MEDIATORS = 2
STAYED_AWAY = (TellingKind.NO_WORD, TellingKind.NOBODY_THERE)
# After this many different people within this time, moderators hear of it.
TOLD_BY, TOLD_WITHIN = 3, timedelta(days=180)


def community_of(exchange: Exchange) -> Community | None:
    """Whose moderators help: where the hours are kept, else where the listing is shared."""
    last = exchange.agreed or exchange.proposals.order_by("number").last()
    if last is not None and last.community is not None:
        return last.community
    common = Community.objects.filter(pk__in=common_communities(exchange))
    listing = exchange.listing
    if listing is not None:
        shared = listing.communities.order_by("created_at", "pk")
        return shared.filter(pk__in=common).first() or shared.first()
    return common.order_by("created_at", "pk").first()


def ask_mediators(exchange: Exchange) -> list[Mediator]:
    """Ask two moderators who are close to neither; where there are too few, the site team helps."""
    known = set(exchange.mediators.values_list("member_id", flat=True))
    found = [member for member in _who_could(exchange) if member.pk not in known]
    asked = [
        Mediator.objects.create(exchange=exchange, member=member)
        for member in found[: MEDIATORS - len(known)]
    ]
    if asked:
        notify("sharing.mediation_asked", actor=None, target=exchange)
    return asked


def _who_could(exchange: Exchange) -> Sequence[Member]:
    """Moderators of their community first, whoever mediates least first; then the site team."""
    distant = _distant(exchange).annotate(
        open_mediations=Count("mediations", filter=Q(mediations__exchange__state="disputed"))
    )
    distant = distant.order_by("open_mediations", "pk")
    community = community_of(exchange)
    moderating = Membership.objects.moderating().filter(community=community)
    near: list[Member] = []
    if community is not None:
        near += distant.filter(pk__in=moderating.values("member"))
    return near + [one for one in distant.filter(is_staff=True) if one not in near]


def _distant(exchange: Exchange) -> QuerySet[Member]:
    """Whom neither a block nor anything that happened ties to one of the two."""
    parties = [pk for pk in (exchange.asker_id, exchange.other_id) if pk]
    people = Member.objects.active().exclude(pk__in=parties)
    for model, one, other in ((Block, "blocker", "blocked"), (Encounter, "actor", "other")):
        for mine, theirs in ((one, other), (other, one)):
            rows = model._default_manager.filter(**{f"{theirs}__in": parties})
            people = people.exclude(pk__in=rows.values(mine))
    return people


def mention_silence(exchange: Exchange, kind: str, *, about: Member | None, now: datetime) -> None:
    """Let moderators know once three different people told that somebody gave no word."""
    if about is None or kind not in STAYED_AWAY:
        return
    if tellers_about(about, now).count() >= TOLD_BY:
        notify("sharing.stayed_away", actor=None, target=about, once=f"{now:%Y-%m}")


def tellers_about(member: Member, now: datetime) -> QuerySet[Member]:
    """Who told within half a year that this member gave no word or did not come."""
    tellings = stayed_away(member, now)
    return Member.objects.filter(pk__in=tellings.values("member"))


def stayed_away(member: Member, now: datetime) -> QuerySet[Telling]:
    theirs = Q(exchange__asker=member) | Q(exchange__other=member)
    recent = Telling.objects.filter(theirs, told_at__gte=now - TOLD_WITHIN)
    return recent.filter(kind__in=STAYED_AWAY).exclude(member=member)
