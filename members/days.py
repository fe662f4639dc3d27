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
    """Which day it is there when the statement is asked, or so many days later; so a compiled
    question stays true overnight, in a long transaction, too. `at` leads to a column with the zone.
    """

    template = "((STATEMENT_TIMESTAMP() AT TIME ZONE %(expressions)s)::date + %(days)s)"
    output_field = DateField()

    def __init__(self, at: str = "", *, days: int = 0) -> None:
        super().__init__(F(at) if at else Value(settings.TIME_ZONE), days=int(days))
