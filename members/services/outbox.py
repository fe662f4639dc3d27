"""What happened is written once, in the transaction of the act; who is told comes afterwards."""

import logging
from datetime import datetime
from typing import Any

from celery import current_app
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from members.models import Member, Outbox, OutboxState
from members.shelves import notification_kinds

logger = logging.getLogger(__name__)


def notify(
    kind: str,
    *,
    actor: Member | None,
    target: Model,
    once: str = "",
    happened_at: datetime | None = None,
) -> Outbox:
    """Put one event into the outbox; the same kind, target and `once` again is the same event.

    `once` tells apart events that may repeat, such as the number of a version. News that
    happened more than a day ago reaches the inbox, never the mail.
    """
    if kind not in notification_kinds:
        raise LookupError(f"{kind} is not on the shelf of notification kinds")
    now = timezone.now()
    row, is_new = Outbox.objects.get_or_create(
        dedupe_key=f"{kind}:{target.pk}:{once}",
        defaults={
            "kind": kind,
            "actor": actor,
            "target_type": ContentType.objects.get_for_model(target),
            "target_id": target.pk,
            "happened_at": happened_at or now,
            "due_at": now,
        },
    )
    if is_new:
        transaction.on_commit(ring)
    return row


def ring() -> None:
    """Wake a worker. If the bell is broken, beat drains the outbox within a minute."""
    send("members.drain_outbox")


def try_again(rows: QuerySet[Outbox]) -> int:
    """Put events that were given up back into the queue, with all their tries."""
    count = rows.filter(state=OutboxState.DEAD).update(
        state=OutboxState.WAITING, attempts=0, due_at=timezone.now(), last_error=""
    )
    transaction.on_commit(ring)
    return count


def discard(rows: QuerySet[Outbox]) -> int:
    """Delete events that were given up; nobody will be told of them."""
    return rows.filter(state=OutboxState.DEAD).delete()[0]


def send(task: str, *ids: Any) -> None:
    """Queue a task by its name, with ids; a broker that is away stops nobody's act."""
    try:
        current_app.send_task(task, args=ids)
    except (OperationalError, ConnectionError, OSError):
        logger.warning("The broker is away; %s waits for the schedule.", task)
