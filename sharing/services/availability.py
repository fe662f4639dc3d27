"""When somebody has time for others, and whether they want to be found just now."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from members.days import today
from members.models import Member
from members.refusals import Invalid
from sharing.models import Availability

SLOTS_OF_A_WEEK = 21


def availability_of(member: Member) -> Availability:
    """What a member said; somebody who said nothing is there, at any time."""
    kept = Availability.objects.filter(member=member).first()
    return kept or Availability(member=member)


def say_availability(
    *,
    member: Member,
    slots: Sequence[int] = (),
    place: str = "",
    is_paused: bool = False,
    away_until: date | None = None,
) -> Availability:
    """Say when one has time; whoever is away or pauses is suggested to nobody."""
    if any(not 0 <= slot < SLOTS_OF_A_WEEK for slot in slots):
        raise Invalid(_("A week has 21 parts: morning, afternoon and evening."), field="slots")
    if away_until and away_until < today():
        raise Invalid(_("This day has passed."), field="away_until")
    said = {
        "slots": sorted(set(slots)),
        "place": place,
        "is_paused": is_paused,
        "away_until": away_until,
    }
    kept, _is_new = Availability.objects.update_or_create(member=member, defaults=said)
    return kept
