"""The days an echo speaks of, and from when on it listens for each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

# After so many days it is told what became of something.
MILESTONES = (7, 30, 90)


@dataclass(frozen=True)
class Span:
    """One day on which something was given, and the time since which its traces are told."""

    days: int
    begin: datetime
    end: datetime
    since: datetime
    until: datetime


def spans_of(day: date) -> list[Span]:
    """One for each milestone; the first tells everything since then, the next what came later."""
    before = (0, *MILESTONES)
    return [
        Span(
            days=days,
            begin=_midnight(day - timedelta(days=days)),
            end=_midnight(day - timedelta(days=days - 1)),
            # What was told at the milestone before is not told again.
            since=_midnight(day - timedelta(days=days - (told + 1 if told else 0))),
            until=_midnight(day + timedelta(days=1)),
        )
        for days, told in zip(MILESTONES, before, strict=False)
    ]


def given_on(spans: Sequence[Span], column: str = "created_at") -> Q:
    """The condition that something was given on one of these days."""
    days = Q()
    for span in spans:
        days |= Q(**{f"{column}__gte": span.begin, f"{column}__lt": span.end})
    return days


def span_of(at: datetime, spans: Sequence[Span]) -> Span:
    return next(span for span in spans if span.begin <= at < span.end)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
