"""Sitting on the listening rota of a community, as long as one likes."""

from django.db import transaction
from django.utils import timezone

from communities.models import Community
from members.models import Member
from members.refusals import require
from members.services.privacy import erase_traces
from sharing.access import rota as rules
from sharing.models import RotaSeat, RotaState, RotaTurn


@transaction.atomic
def join_rota(*, member: Member, community: Community) -> RotaSeat:
    """Take a seat; one may leave it with one click."""
    require(rules.can_join_rota, member, community)
    seat, _is_new = RotaSeat.objects.get_or_create(member=member, community=community)
    return seat


@transaction.atomic
def leave_rota(*, member: Member, community: Community) -> None:
    """Give the seat up; what waits for an answer goes to others."""
    RotaSeat.objects.filter(member=member, community=community).delete()
    elsewhere = RotaSeat.objects.filter(member=member).values("community")
    waiting = RotaTurn.objects.filter(member=member, state=RotaState.OPEN)
    waiting.filter(request__communities=community).exclude(
        request__communities__in=elsewhere
    ).update(state=RotaState.LEFT, ended_at=timezone.now())


def erase_seats(member: Member) -> None:
    """With the account go seats and turns."""
    RotaSeat.objects.filter(member=member).delete()
    turns = RotaTurn.objects.filter(member=member)
    erase_traces(turns)
    turns.delete()
