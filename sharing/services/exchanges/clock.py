"""What the house does by itself: reminders, and steps whose time has come. Safe to run twice."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from members.refusals import Refusal
from members.services.outbox import notify
from sharing.models import OPEN, Exchange
from sharing.services.exchanges.act import Event
from sharing.services.exchanges.door import apply
from sharing.services.exchanges.moments import Moment, due_after, moments_of

logger = logging.getLogger(__name__)


def look_after_exchanges(now: datetime | None = None) -> int:
    """Everything that is due; several workers may look at once. Gives how many were looked at."""
    now = now or timezone.now()
    close_without_one(now)
    seen: set[int] = set()
    while (pk := _look_after_next(now, seen)) is not None:
        seen.add(pk)
    return len(seen)


def close_without_one(now: datetime) -> None:
    """Whoever was suspended or has left takes part no more."""
    gone = Q(asker=None) | Q(other=None) | Q(asker__is_active=False) | Q(other__is_active=False)
    for exchange in Exchange.objects.open().filter(gone).order_by("id"):
        close(exchange, now=now)


def close(exchange: Exchange, *, now: datetime | None = None) -> None:
    """Close an exchange in which something could still happen; the other learns no reason."""
    try:
        apply(exchange=exchange, event=Event.CLOSE, now=now)
    except Refusal:
        # It came to its end in the same moment.
        return


@transaction.atomic
def _look_after_next(now: datetime, seen: set[int]) -> int | None:
    rows = Exchange.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
    due = rows.filter(due_at__lte=now).exclude(pk__in=seen).select_related("agreed")
    exchange = due.order_by("due_at", "id").first()
    if exchange is None:
        return None
    try:
        with transaction.atomic():
            _look_after(exchange, now)
    except Exception as error:
        # One that fails holds up no other; it is tried again the next time.
        logger.warning("Exchange %s failed: %s", exchange.pk, type(error).__name__)
    return exchange.pk


def _look_after(exchange: Exchange, now: datetime) -> None:
    passed = [moment for moment in moments_of(exchange) if moment.at <= now]
    step = next((moment for moment in passed if moment.event), None)
    if step is not None and step.event is not None:
        apply(exchange=exchange, event=step.event, now=now)
        return
    if passed and exchange.state in OPEN:
        _remind(exchange, passed[-1])
    Exchange.objects.filter(pk=exchange.pk).update(due_at=due_after(exchange, now))


def _remind(exchange: Exchange, moment: Moment) -> None:
    """Once for each moment, however often it is looked at."""
    once = f"{exchange.turn}:{moment.at:%Y%m%d%H%M}"
    notify("sharing.exchange_reminder", actor=None, target=exchange, once=once)
