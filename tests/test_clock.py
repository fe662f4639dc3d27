"""The suite and the clock: what names one is marked, and moments counted from now hold."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.clock import ZURICH, day, in_days, later, moment, next_monday
from tests.clock_names import modules_of_tests, read, unmarked

pytestmark = pytest.mark.clock
# A new year, both changes of the clocks, a leap day, and the edges of a day and of a week.
MOMENTS = [
    datetime(2027, 1, 1, 0, 30, tzinfo=ZURICH),
    datetime(2027, 3, 28, 1, 58, tzinfo=ZURICH),
    datetime(2028, 2, 29, 12, tzinfo=ZURICH),
    datetime(2029, 10, 28, 2, 30, tzinfo=ZURICH),
    datetime(2029, 10, 28, 2, 30, fold=1, tzinfo=ZURICH),
    datetime(2026, 11, 30, 7, 59, tzinfo=ZURICH),
    datetime(2028, 12, 31, 23, 58, tzinfo=ZURICH),
]


@pytest.fixture(params=MOMENTS, ids=str)
def now(request):
    with time_machine.travel(request.param.astimezone(UTC), tick=False):
        yield request.param


def test_whatever_reads_a_clock_carries_the_marker() -> None:
    lacking = unmarked(modules_of_tests())
    assert not lacking, "Put pytest.mark.clock on these, or on their module: " + ", ".join(lacking)


@pytest.mark.parametrize(
    "source",
    [
        "def test_a():\n    assert timezone.now()",
        "def test_a():\n    assert made.day == datetime.date.today()",
        "NOW = timezone.localtime()\ndef test_a():\n    assert NOW",
        "def helper():\n    return date(2026, 11, 30)\ndef test_a():\n    helper()",
        "@pytest.fixture\ndef due():\n    return timezone.localdate()\ndef test_a(due):\n    pass",
        "@pytest.fixture(autouse=True)\ndef _due():\n    timezone.now()\ndef test_a():\n    pass",
        "@pytest.mark.parametrize('due', ['2026-11-30'])\ndef test_a(due):\n    pass",
        "def test_a():\n    sent.replace(year=2020)",
        "@time_machine.travel(0)\ndef test_a():\n    pass",
        "class TestIt:\n    def test_a(self):\n        timezone.now()",
    ],
)
def test_a_test_that_names_a_clock_is_found_until_it_is_marked(source) -> None:
    assert unmarked([read(source, "tests.test_a")]) == ["tests.test_a::test_a"]
    marked = f"pytestmark = [pytest.mark.django_db, pytest.mark.clock]\n{source}"
    assert unmarked([read(marked, "tests.test_a")]) == []


def test_a_helper_of_another_module_is_followed() -> None:
    helper = read("def soon():\n    return timezone.now()", "tests.helpers")
    user = read("from tests.helpers import soon\ndef test_a():\n    soon()", "tests.test_a")
    assert unmarked([user, helper]) == ["tests.test_a::test_a"]


def test_a_test_that_names_no_clock_needs_no_marker() -> None:
    source = "def test_a():\n    assert run.seconds < timedelta(days=1) and made_at and date(row)"
    assert unmarked([read(source, "tests.test_a")]) == []


def test_next_monday_is_neither_today_nor_tomorrow_and_within_eight_days(now) -> None:
    monday = next_monday(8)
    assert (monday.weekday(), monday.hour) == (0, 8)
    assert timedelta(days=1) < monday - timezone.now() < timedelta(days=9)


def test_a_moment_lies_on_its_day(now) -> None:
    for days in (-31, -1, 0, 1, 31):
        assert timezone.localdate(moment(days)) == day(days) == now.date() + timedelta(days=days)
        with in_days(days):
            assert timezone.localdate() == now.date() + timedelta(days=days)


def test_a_day_later_is_the_same_hour_on_the_wall() -> None:
    before = datetime(2027, 3, 27, 8, tzinfo=ZURICH)
    assert later(before.astimezone(UTC), days=1) == datetime(2027, 3, 28, 8, tzinfo=ZURICH)
    assert later(before, days=1).astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=23)
