"""When somebody has time, and whether they are suggested to others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.refusals import Invalid
from sharing.services.availability import availability_of, say_availability

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
ADDRESS = "/settings/availability/"


def test_parts_of_the_week_and_a_place_are_kept(cast, as_member) -> None:
    client = as_member("lea")
    answer = client.post(ADDRESS, {"slots": ["0", "14", "14"], "place": " Bern "})
    assert answer.status_code == 303
    kept = availability_of(cast.lea)
    assert (kept.slots, kept.place, kept.is_paused) == ([0, 14], "Bern", False)
    page = client.get(ADDRESS).content.decode()
    assert 'value="14" checked' in page and "Friday, evening" in page


def test_a_day_that_has_passed_is_refused_and_the_rest_is_kept(cast, as_member) -> None:
    answer = as_member("lea").post(ADDRESS, {"slots": ["3"], "away_until": "2020-01-01"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "This day has passed" in page
    assert 'value="3" checked' in page
    with pytest.raises(Invalid):
        say_availability(member=cast.lea, away_until=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize("slots", [["21"], ["-1"], ["monday"]])
def test_a_week_has_21_parts(cast, as_member, slots) -> None:
    assert as_member("lea").post(ADDRESS, {"slots": slots}).status_code == 422
    assert availability_of(cast.lea).slots == []


def test_an_absence_that_has_passed_is_shown_as_none(cast, as_member) -> None:
    kept = say_availability(member=cast.lea, slots=[1])
    kept.away_until = timezone.localdate() - timedelta(days=3)
    kept.save()
    assert str(kept.away_until) not in as_member("lea").get(ADDRESS).content.decode()
