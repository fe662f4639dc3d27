"""When a day begins and ends: at one moment for everybody, by the clock of one place.

What belongs to a community has its clock; everything else has the clock of the house. The reader's
own clock only says how such a moment is told.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import DateField, F, Func, Value
from django.utils import timezone


def today(zone: str = settings.TIME_ZONE) -> date:
    """Which day it is there, wherever one reads."""
    return timezone.localdate(timezone=ZoneInfo(zone))


def end_of(day: date, zone: str = settings.TIME_ZONE) -> datetime:
    """The moment in which a day is over there."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(zone))


class Today(Func):
    """Which day it is there, or so many days later; `at` leads to a column with the zone.

    Asked when the statement is, so that a compiled question stays true overnight, in a long
    transaction, too; a job that looks at one moment throughout gives it as `now`.
    """

    template = "((%(expressions)s)::date + %(days)s)"
    arg_joiner = " AT TIME ZONE "
    output_field = DateField()

    def __init__(self, at: str = "", *, days: int = 0, now: datetime | None = None) -> None:
        moment = Value(now) if now else Func(function="STATEMENT_TIMESTAMP")
        super().__init__(moment, F(at) if at else Value(settings.TIME_ZONE), days=int(days))
