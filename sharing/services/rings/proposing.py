"""A ring is proposed to all of its people at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from members.ids import from_code, to_code
from members.models import Member
from members.services.outbox import notify
from sharing.models import Ring, RingSeat, RingState

ANSWER_WITHIN = timedelta(days=7)
# The same people are not asked again before that.
REST = timedelta(weeks=8)


@dataclass(frozen=True)
class Gift:
    """What a seat gives to the next: by ids, the skill and the listings that meet."""

    member: int
    skill: int
    offer: int | None = None
    request: int | None = None


def people_of(members: Sequence[int]) -> str:
    """Who they are, whatever the order in which they sit."""
    return ",".join(to_code(pk) for pk in sorted(members))


def asked_lately(now: datetime) -> set[frozenset[int]]:
    """Who was asked together within the last eight weeks."""
    rings = Ring.objects.filter(created_at__gt=now - REST).values_list("people", flat=True)
    return {frozenset(from_code(code) for code in people.split(",")) for people in rings}


@transaction.atomic
def propose_ring(*, gifts: Sequence[Gift]) -> Ring | None:
    """Ask all at once, each giving to the next and the last to the first. None where one of them
    is asked already, or all of them were lately.
    """
    now = timezone.now()
    members = [gift.member for gift in gifts]
    _hold(members)
    if _is_asked(members) or frozenset(members) in asked_lately(now):
        return None
    ring = Ring.objects.create(
        created_at=now, answer_by=now + ANSWER_WITHIN, people=people_of(members)
    )
    RingSeat.objects.bulk_create(
        RingSeat(
            ring=ring,
            place=place,
            member_id=gift.member,
            skill_id=gift.skill,
            offer_id=gift.offer,
            request_id=gift.request,
        )
        for place, gift in enumerate(gifts)
    )
    notify("sharing.ring_proposed", actor=None, target=ring)
    return ring


def _hold(members: Sequence[int]) -> None:
    """Two searches at once do not ask the same person twice."""
    held = Member.objects.filter(pk__in=members).order_by("pk").only("pk")
    list(held.select_for_update(no_key=True).values_list("pk", flat=True))


def _is_asked(members: Sequence[int]) -> bool:
    return RingSeat.objects.filter(member__in=members, ring__state=RingState.PROPOSED).exists()
