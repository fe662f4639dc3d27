"""Rings as one of their people reads them: who gives what to whom, and one's own answer alone."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from members.models import Member
from sharing.models import Exchange, Ring, RingSeat, RingState


@dataclass(frozen=True)
class Round:
    """A ring with its seats in order and the reader's own; the answers of others stay away."""

    ring: Ring
    seats: list[RingSeat]
    own: RingSeat

    @property
    def next(self) -> RingSeat:
        """Whom one gives to."""
        return self.seats[(self._here + 1) % len(self.seats)]

    @property
    def before(self) -> RingSeat:
        """From whom one receives."""
        return self.seats[self._here - 1]

    @property
    def gifts(self) -> list[tuple[RingSeat, RingSeat]]:
        """Each seat with the one it gives to."""
        return list(zip(self.seats, [*self.seats[1:], self.seats[0]], strict=True))

    @property
    def others(self) -> list[Member]:
        return [seat.member for seat in self.seats if seat.pk != self.own.pk]

    @property
    def waits(self) -> bool:
        return self._is_open and self.own.says_yes is None

    @property
    def may_change(self) -> bool:
        """Whether one who said yes may still step back."""
        return self._is_open and self.own.says_yes is True

    @property
    def _is_open(self) -> bool:
        return self.ring.state == RingState.PROPOSED and self.ring.answer_by > timezone.now()

    @property
    def _here(self) -> int:
        return self.seats.index(self.own)


def with_seats(rings: QuerySet[Ring]) -> QuerySet[Ring]:
    """Everything a page about them needs, in two queries."""
    seats = RingSeat.objects.select_related("member", "skill", "offer", "request")
    return rings.prefetch_related(Prefetch("seats", seats))


def round_of(ring: Ring, member: Member) -> Round:
    """A ring loaded with its seats, from where a member sits."""
    seats = list(ring.seats.all())
    own = next(seat for seat in seats if seat.member_id == member.pk)
    return Round(ring, seats, own)


def rounds_of(rings: QuerySet[Ring], member: Member) -> list[Round]:
    return [round_of(ring, member) for ring in with_seats(rings)]


def waiting_rings(member: Member, *, since: datetime | None = None) -> QuerySet[Ring]:
    """Those that wait for this member's answer, the most urgent first; none with people they do not
    meet.
    """
    open_seats = RingSeat.objects.filter(member=member, says_yes__isnull=True)
    unmet = Q(member__is_active=False) | Q(member__in=member.blocked_ids)
    waiting = (
        Ring.objects.visible_to(member)
        .filter(
            state=RingState.PROPOSED,
            answer_by__gt=timezone.now(),
            pk__in=open_seats.values("ring"),
        )
        .exclude(pk__in=RingSeat.objects.filter(unmet).values("ring"))
    )
    if since:
        waiting = waiting.filter(created_at__gte=since)
    return waiting.order_by("answer_by", "id")


def own_exchanges(ring: Ring, member: Member) -> list[Exchange]:
    """What has begun for this member in a ring."""
    return list(
        Exchange.objects.of(member)
        .filter(ring=ring)
        .select_related("asker", "other")
        .order_by("id")
    )
