"""The synthetic world: as old as it says on every day, and nothing in it lies ahead."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config.world.dice import DAYS, Dice

pytestmark = pytest.mark.clock


def test_everything_happened_before_today_and_much_of_it_lately() -> None:
    dice = Dice(seed=7)
    ages = sorted(timezone.now() - dice.moment() for _ in range(500))
    assert timedelta(0) <= timezone.now() - dice.now < timedelta(hours=26)
    assert timedelta(0) <= ages[0] and ages[-1] <= timedelta(days=DAYS + 2)
    assert ages[100] < timedelta(days=60)


def test_the_same_seed_gives_the_same_world_as_many_days_ago() -> None:
    one, other = Dice(seed=7), Dice(seed=7)
    assert [one.now - one.moment() for _ in range(9)] == [
        other.now - other.moment() for _ in range(9)
    ]
