"""Moments tests live at, counted from now by the clock on the wall in Zurich, so that a test holds
on every day and at every hour, in the night the clocks change, too.

Whatever names a clock carries the marker `clock`; tests/test_clock.py sees to it.
"""

import time as seconds
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

import tests.awake  # noqa: F401

ZURICH = ZoneInfo("Europe/Zurich")


def day(days: int = 0) -> date:
    """The day so many days from today; a negative number counts back."""
    return timezone.localdate(timezone=ZURICH) + timedelta(days=days)


def moment(days: int, hour: int = 12) -> datetime:
    """The full hour on that day, at noon unless told otherwise."""
    return datetime.combine(day(days), time(hour), tzinfo=ZURICH)


def next_monday(hour: int) -> datetime:
    """That hour of a Monday between one and eight days away, however long the test runs."""
    ahead = 7 - day().weekday()
    return moment(ahead if ahead > 1 else ahead + 7, hour)


def later(moment: datetime, days: int) -> datetime:
    """The same hour on the wall so many days later; 23 or 25 hours may be a day."""
    return moment.astimezone(ZURICH) + timedelta(days=days)


def in_days(days: int) -> time_machine.travel:
    """`with in_days(3):` it is noon three days from now, and the clock stands still.

    PostgreSQL's own clock does not travel: what asks PostgreSQL for the time stays at now.
    """
    return time_machine.travel(moment(days).astimezone(UTC), tick=False)


def let_midnight_pass(lasts: timedelta) -> None:
    """What lasts about so long and speaks of one today waits where midnight would fall into it."""
    left = moment(1, hour=0) - timezone.now()
    if left < lasts:
        seconds.sleep(left.total_seconds() + 0.01)


@pytest.fixture(autouse=True)
def _one_day(request: pytest.FixtureRequest) -> None:
    """A marked test begins and ends on the same day; tests/conftest.py hands this to all."""
    if request.node.get_closest_marker("clock"):
        let_midnight_pass(timedelta(seconds=3))
