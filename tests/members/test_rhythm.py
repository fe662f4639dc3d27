"""When the letter comes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.models import Member, Rhythm
from members.services.rhythm import first_due, next_due

pytestmark = pytest.mark.clock

ZURICH = ZoneInfo("Europe/Zurich")
# Seconds since 1970: from 2026 to 2030.
MOMENTS = st.integers(1767225600, 1893456000).map(
    lambda second: datetime.fromtimestamp(second, UTC)
)


def reader(**fields: object) -> Member:
    return Member(**{"time_zone": "Europe/Zurich", **fields})


def test_the_letter_comes_on_monday_at_eight_where_the_member_lives() -> None:
    monday_noon = datetime(2026, 11, 23, 12, tzinfo=ZURICH)
    assert first_due(reader(), monday_noon) == datetime(2026, 11, 30, 8, tzinfo=ZURICH)
    assert first_due(reader(digest_hour=18), monday_noon) == datetime(
        2026, 11, 23, 18, tzinfo=ZURICH
    )


def test_eight_stays_eight_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 19, 8, tzinfo=ZURICH)
    after = next_due(reader(), before, datetime(2026, 10, 19, 8, 5, tzinfo=ZURICH))
    assert after.astimezone(ZURICH) == datetime(2026, 10, 26, 8, tzinfo=ZURICH)
    assert (after - before.astimezone(UTC)).total_seconds() == 7 * 86400 + 3600


@pytest.mark.parametrize(
    ("rhythm", "days"), [(Rhythm.WEEKLY, 7), (Rhythm.FORTNIGHTLY, 14), (Rhythm.MONTHLY, 28)]
)
def test_each_rhythm_keeps_its_distance(rhythm: str, days: int) -> None:
    due = datetime(2026, 6, 1, 8, tzinfo=ZURICH)
    assert (next_due(reader(digest_rhythm=rhythm), due, due) - due).days == days


def test_letters_missed_in_a_long_absence_are_not_made_up() -> None:
    due = datetime(2026, 1, 5, 8, tzinfo=ZURICH)
    now = datetime(2026, 11, 23, 9, tzinfo=ZURICH)
    assert next_due(reader(), due, now) == datetime(2026, 11, 30, 8, tzinfo=ZURICH)


@given(
    MOMENTS,
    st.integers(0, 6),
    st.integers(0, 23),
    st.sampled_from(["Europe/Zurich", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"]),
)
def test_the_next_letter_is_always_ahead_and_within_a_week(
    now: datetime, weekday: int, hour: int, zone: str
) -> None:
    member = reader(time_zone=zone, digest_weekday=weekday, digest_hour=hour)
    due = first_due(member, now)
    assert now < due
    assert (due - now).total_seconds() <= 7 * 86400 + 2 * 3600
    assert due.astimezone(ZoneInfo(zone)).weekday() == weekday
