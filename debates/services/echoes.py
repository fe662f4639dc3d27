"""Echoes: once a day, whoever gave something 7, 30 or 90 days ago hears what became of it."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet

from debates.models import Argument, Echo, Position, Restatement, Statement
from debates.reading.traces import traces_of
from debates.reading.traces.spans import given_on, spans_of
from members.days import today
from members.models import Member, Question
from members.services.outbox import notify


def sound_echoes(day: date | None = None) -> int:
    """Sound the echoes of a day, each in its own transaction; gives how many are new."""
    day = day or today()
    return sum(sound_echo(member, day) is not None for member in _givers(day))


@transaction.atomic
def sound_echo(member: Member, day: date) -> Echo | None:
    """One bundle for one member and day, if anything became of what they gave; the same day a
    second time is the same echo, told once.
    """
    if Echo.objects.filter(member=member, day=day).exists() or not traces_of(member, day):
        return None
    echo, is_new = Echo.objects.get_or_create(member=member, day=day)
    notify("debates.echo", actor=None, target=echo)
    return echo if is_new else None


def _givers(day: date) -> QuerySet[Member]:
    """Whoever gave something on one of the days of which the echoes of this day speak."""
    given = given_on(spans_of(day))
    about_positions = ContentType.objects.get_for_model(Position)
    asked = Question.objects.filter(given, target_type=about_positions).values("asker")
    givers = Position.objects.filter(given).values("member")
    givers = givers.union(
        asked,
        Restatement.objects.filter(given).values("listener"),
        Argument.objects.filter(given, author__isnull=False).values("author"),
        Statement.objects.filter(given, author__isnull=False).values("author"),
    )
    return Member.objects.filter(is_active=True, pk__in=givers).order_by("pk")
