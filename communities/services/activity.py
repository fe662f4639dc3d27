"""A community remembers what happened in it."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from communities.models import Activity, Community
from communities.shelves import activity_kinds
from members.models import Member
from members.services import outbox
from members.shelves import notification_kinds


def record(
    kind: str,
    *,
    actor: Member | None,
    community: Community,
    target: Model,
    once: str = "",
    happened_at: datetime | None = None,
) -> Activity:
    """Remember what happened in a community, and let the people concerned be told of it."""
    if kind not in activity_kinds:
        raise LookupError(f"{kind} is not on the shelf of activity kinds")
    stamp = {"created_at": happened_at} if happened_at else {}
    activity = Activity.objects.create(
        kind=kind,
        actor=actor,
        community=community,
        target_type=ContentType.objects.get_for_model(target),
        target_id=target.pk,
        **stamp,
    )
    if kind in notification_kinds:
        outbox.notify(
            kind, actor=actor, target=target, once=once or activity.code, happened_at=happened_at
        )
    return activity
