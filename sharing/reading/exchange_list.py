"""One's own exchanges: what waits for oneself, what is under way, what is over."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from members.models import Member
from sharing.models import (
    OPEN,
    Exchange,
    ExchangeEvent,
    ExchangeState,
    Mediator,
    Offer,
    Proposal,
    Reflection,
    Request,
    Telling,
)
from sharing.services.exchanges.act import Event
from sharing.services.exchanges.moments import MEDIATE_AFTER

State = ExchangeState
UNDER_WAY = Q(state__in=OPEN) | Q(state=State.DONE)


def waiting_for(member: Member, *, with_questions: bool = False) -> QuerySet[Exchange]:
    """Those in which it is this member's turn; unanswered questions wait among the questions."""
    latest = Proposal.objects.filter(exchange=OuterRef("pk")).order_by("-number")
    mine = {"exchange": OuterRef("pk"), "member": member}
    told = Exists(Telling.objects.filter(**mine))
    reflected = Exists(Reflection.objects.filter(**mine))
    turn = (
        (Q(state=State.PROPOSED) & ~Q(latest_by=member.pk))
        | (Q(state=State.AGREED, new_starts_at__isnull=False) & ~Q(new_date_by=member))
        | Q(state=State.AGREED, ends_at__lte=timezone.now())
        | (Q(state=State.DONE_BY_ONE) & ~Q(done_by=member))
        | Q(state=State.CHANGES_ASKED, done_by=member)
        | (Q(state=State.DID_NOT_HAPPEN, outcome="") & ~told)
        | (Q(state=State.DONE) & ~reflected)
        | (Q(state=State.DISPUTED, suggested_by__isnull=False) & ~Q(suggested_by=member.pk))
    )
    if with_questions:
        turn |= Q(state=State.ASKED, other=member)
    own = Exchange.objects.of(member).alias(
        latest_by=Subquery(latest.values("author")[:1]), suggested_by=_suggested_by()
    )
    return _readable(own.filter(turn))


def running_of(member: Member) -> QuerySet[Exchange]:
    """Those under way in which it is the other's turn, or the day's."""
    waiting = waiting_for(member, with_questions=True).values("pk")
    return _readable(Exchange.objects.of(member).filter(UNDER_WAY).exclude(pk__in=waiting))


def over_of(member: Member) -> QuerySet[Exchange]:
    """Those that have come to their end, however they did, and of which one has nothing to tell."""
    waiting = waiting_for(member).values("pk")
    return _readable(Exchange.objects.of(member).exclude(UNDER_WAY).exclude(pk__in=waiting))


def mediated_by(member: Member) -> QuerySet[Exchange]:
    """Those this member helps to clear up, and those among them that may be decided first."""
    asked = Mediator.objects.filter(member=member).values("exchange")
    return _readable(Exchange.objects.filter(pk__in=asked, state=State.DISPUTED))


def may_be_decided(member: Member) -> QuerySet[Exchange]:
    """Those in which the fourteen days of the two are over."""
    began = ExchangeEvent.objects.filter(exchange=OuterRef("pk"), event=Event.DISPUTE)
    over = began.filter(at__lte=timezone.now() - MEDIATE_AFTER)
    return mediated_by(member).filter(Exists(over))


def with_whom_one_meets(exchanges: QuerySet[Exchange], member: Member) -> QuerySet[Exchange]:
    """Without those whose other side is deactivated, or parted by a block: pages keep what was, but
    nobody is reminded of it.
    """
    here = (Q(asker=None) | Q(asker__is_active=True)) & (Q(other=None) | Q(other__is_active=True))
    blocked = member.blocked_ids
    return exchanges.filter(here).exclude(Q(asker__in=blocked) | Q(other__in=blocked))


def taken_along_from(
    listing: Offer | Request, member: Member | None, most: int
) -> list[Reflection]:
    """What others took along from an offer or a request, where both wish that it is read."""
    about = {"exchange__offer" if isinstance(listing, Offer) else "exchange__request": listing}
    people = Member.objects.active().not_blocked_for(member)
    written = Reflection.objects.public().filter(**about, member__in=people)
    return list(written.select_related("member").order_by("-written_at", "-id")[:most])


def _suggested_by() -> Subquery:
    """Who made the latest suggestion to settle."""
    suggestions = ExchangeEvent.objects.filter(exchange=OuterRef("pk"), event=Event.SUGGEST)
    return Subquery(suggestions.order_by("-at", "-id").values("actor")[:1])


def _readable(exchanges: QuerySet[Exchange]) -> QuerySet[Exchange]:
    """With the people a line names."""
    return exchanges.select_related("asker", "other", "agreed").defer(
        "asker__story", "other__story", "asker__search", "other__search"
    )
