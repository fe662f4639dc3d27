"""Whom somebody has had to do with: those one may name as the one who was found."""

from django.db.models import Q

from members.alphabet import alphabetical
from members.models import Encounter, Member
from sharing.models import Exchange

MOST = 100


def partners_of(member: Member) -> list[Member]:
    """People something has really happened with, by name."""
    encounters = Encounter.objects.filter(Q(actor=member) | Q(other=member))
    exchanges = Exchange.objects.of(member)
    met = (
        Q(pk__in=encounters.values("actor"))
        | Q(pk__in=encounters.values("other"))
        | Q(pk__in=exchanges.values("asker"))
        | Q(pk__in=exchanges.values("other"))
    )
    people = Member.objects.visible_to(member).filter(met).exclude(pk=member.pk)
    return list(people.only("handle", "name").order_by(alphabetical("name"), "pk")[:MOST])
