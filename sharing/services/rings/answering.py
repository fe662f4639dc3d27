"""A ring begins when all say yes. Otherwise it ends, and nobody learns by whom."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Membership
from members.models import Block, Member
from members.reader import read_by
from members.refusals import Refusal, require
from members.services.outbox import notify
from sharing.access.rings import has_seat
from sharing.models import Ring, RingSeat, RingState
from sharing.services.exchanges import exchange_of_ring


class RingIsOver(Refusal):
    sentence = _("This ring no longer waits for an answer. You may be in a new one soon.")


@transaction.atomic
def answer_ring(*, member: Member, ring: Ring, yes: bool) -> Ring:
    """Say yes or no to a ring; the last yes begins it, one no ends it. Two clicks answer once."""
    ring = _held(ring)
    require(has_seat, member, ring)
    seats = _seats(ring)
    own = next(seat for seat in seats if seat.member_id == member.pk)
    if own.says_yes is yes and (yes or ring.state != RingState.PROPOSED):
        return ring
    now = timezone.now()
    if ring.state != RingState.PROPOSED or ring.answer_by <= now:
        raise RingIsOver
    own.says_yes, own.answered_at = yes, now
    own.save(update_fields=["says_yes", "answered_at"])
    if not yes:
        _end(ring)
    elif all(seat.says_yes for seat in seats):
        if _can_meet(seats):
            _begin(ring, seats)
        else:
            _end(ring)
    return ring


def close_due_rings() -> int:
    """End the rings whose time to answer is out; gives how many."""
    due = Ring.objects.filter(state=RingState.PROPOSED, answer_by__lte=timezone.now())
    count = 0
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic():
            count += _end_if_waiting(pk)
    return count


def end_rings_of(member: Member) -> None:
    """Somebody goes: what still waits for them ends."""
    waiting = Ring.objects.of(member).filter(state=RingState.PROPOSED)
    for pk in list(waiting.values_list("pk", flat=True)):
        _end_if_waiting(pk)


def end_rings_between(member: Member, other: Member) -> None:
    """One blocked the other: no ring holds both."""
    own = Ring.objects.of(member).filter(state=RingState.PROPOSED)
    both = own.filter(pk__in=RingSeat.objects.filter(member=other).values("ring"))
    for pk in list(both.values_list("pk", flat=True)):
        _end_if_waiting(pk)


def _end_if_waiting(pk: int) -> bool:
    """Take the lock; somebody may have answered in the meantime."""
    ring = Ring.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if ring is None or ring.state != RingState.PROPOSED:
        return False
    _end(ring)
    return True


def _held(ring: Ring) -> Ring:
    return Ring.objects.select_for_update(no_key=True).get(pk=ring.pk)


def _seats(ring: Ring) -> list[RingSeat]:
    """In their order, with all that an exchange needs."""
    return list(ring.seats.select_related("member", "skill", "offer", "request"))


def _begin(ring: Ring, seats: list[RingSeat]) -> None:
    """One exchange a seat: each gives to the next, the last to the first."""
    ring.state = RingState.RUNNING
    ring.save(update_fields=["state"])
    for seat, following in zip(seats, [*seats[1:], seats[0]], strict=True):
        with read_by(following.member):
            title = seat.skill.label
        exchange_of_ring(
            giver=seat.member,
            receiver=following.member,
            ring=ring,
            skill=seat.skill,
            title=title,
            language=following.member.language,
            offer=seat.offer,
            request=seat.request,
        )
    notify("sharing.ring_begun", actor=None, target=ring)


def _end(ring: Ring) -> None:
    """It did not come about; everybody but who said no is told, without a word who."""
    ring.state, ring.ended_at = RingState.FALLEN, timezone.now()
    ring.save(update_fields=["state", "ended_at"])
    notify("sharing.ring_ended", actor=None, target=ring)


def _can_meet(seats: list[RingSeat]) -> bool:
    """Whether all are still here, in one community, and nobody blocked anybody."""
    people = [seat.member_id for seat in seats]
    if not all(seat.member.is_active for seat in seats):
        return False
    if Block.objects.filter(blocker__in=people, blocked__in=people).exists():
        return False
    here = Membership.objects.active().filter(
        member__in=people, community__in=Community.objects.standing()
    )
    together: dict[int, set[int]] = {}
    for community, member in here.values_list("community", "member"):
        together.setdefault(community, set()).add(member)
    return any(len(found) == len(people) for found in together.values())
