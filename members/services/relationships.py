"""What has really happened between two members; visible to these two only."""

from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from members.models import Encounter, Member

FADES_AFTER = timedelta(days=90)
FAINT_AFTER = timedelta(days=180)


def record_encounter(
    *, kind: str, actor: Member, other: Member, target: Model, at: datetime | None = None
) -> Encounter:
    """Keep one real event between two members; the same event twice is one encounter."""
    encounter, _ = Encounter.objects.get_or_create(
        kind=kind,
        actor=actor,
        other=other,
        target_type=ContentType.objects.get_for_model(target),
        target_id=target.pk,
        defaults={"at": at or timezone.now()},
    )
    return encounter


def encounters_between(member: Member, other: Member) -> QuerySet[Encounter]:
    """What happened between these two, the latest first."""
    pair = Q(actor=member, other=other) | Q(actor=other, other=member)
    return Encounter.objects.filter(pair).order_by("-at", "-id")


def people_around(member: Member) -> QuerySet[Member]:
    """Everybody something has happened with, each with the moment of the latest event."""
    given = Encounter.objects.filter(actor=member)
    received = Encounter.objects.filter(other=member)
    return (
        Member.objects.visible_to(member)
        .filter(Q(pk__in=given.values("other")) | Q(pk__in=received.values("actor")))
        .annotate(
            latest_at=Greatest(
                _latest(given.filter(other=OuterRef("pk"))),
                _latest(received.filter(actor=OuterRef("pk"))),
                output_field=DateTimeField(),
            )
        )
    )


def encounters_with(member: Member, people: list[Member], each: int = 3) -> dict[int, list]:
    """The latest events with each of these people, by the person's id; one query for all."""
    rows = Encounter.objects.filter(
        Q(actor=member, other__in=people) | Q(other=member, actor__in=people)
    ).order_by("-at", "-id")
    found: dict[int, list[Encounter]] = {person.pk: [] for person in people}
    for row in rows:
        events = found[row.other_id if row.actor_id == member.pk else row.actor_id]
        if len(events) < each:
            events.append(row)
    return found


def fading(latest_at: datetime, now: datetime) -> str:
    """How far a relationship has faded: not at all, fading after 90 days, faint after 180."""
    quiet = now - latest_at
    if quiet > FAINT_AFTER:
        return "faint"
    return "fading" if quiet > FADES_AFTER else ""


def _latest(events: QuerySet[Encounter]) -> Subquery:
    return Subquery(events.order_by("-at").values("at")[:1])
