"""The back office tells of a map no more people than its page does."""

import pytest

from debates.models import LandscapeRun, RunState
from debates.services.landscapes import refresh
from members.models import Member
from tests.voters import seed_voters

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
LIST = "/admin/debates/landscaperun/"


@pytest.fixture
def boss(cast, as_member):
    Member.objects.filter(pk=cast.sam.pk).update(is_superuser=True)
    return as_member("sam")


@pytest.fixture
def run(topic) -> LandscapeRun:
    seed_voters(topic, count=23, groups=2)
    run = refresh(topic.pk)
    assert run is not None and run.voters == 23
    return run


def pages(boss, run: LandscapeRun) -> str:
    return "".join(boss.get(page).content.decode() for page in (LIST, f"{LIST}{run.pk}/change/"))


def test_people_are_told_in_steps(boss, run) -> None:
    assert run.state == RunState.PUBLISHED
    told = pages(boss, run)
    assert told.count(f"about {run.shown['voters']}") == 2
    assert "23<" not in told


def test_nothing_is_told_of_a_run_that_is_held_back(boss, run) -> None:
    LandscapeRun.objects.update(state=RunState.HELD_BACK)
    told = pages(boss, run)
    assert "about " not in told and "23<" not in told


def test_the_true_number_sorts_and_filters_nothing(boss, run) -> None:
    header = boss.get(LIST).content.decode()
    assert 'class="column-people"' in header
    assert boss.get(f"{LIST}?voters=23").status_code in {302, 400}
