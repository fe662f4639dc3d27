"""What a page may cost: as many queries for 5 rows as for 50, nothing written, nothing counted, and
no more than 80 KB. Times are measured in tests/bench.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from debates.models import Topic
from tests.conftest import make_cast
from tests.crowd import crowd_around

# pytest-django makes the test database only where a test asks for it.
pytestmark = [pytest.mark.django_db, pytest.mark.clock]

FEW, MANY = 5, 50
MOST = {None: 8, "lea": 12}
HEAVIEST = 80 * 1024
OPEN = [
    "/",
    "/communities/",
    "/c/open-house/",
    "/c/open-house/topics/",
    "/c/open-house/sharing/",
    "/c/open-house/sharing/?show=requests",
    "/topics/",
    "/topics/?state=burning",
    "/offers/",
    "/offers/?terms=gift",
    "/requests/",
    "topic",
]
FOR_MEMBERS = [
    "/members/",
    "/c/open-house/members/",
    "/inbox/",
    "/questions/",
    "/conversations/",
    "/relationships/",
    "/matches/",
]
# These hold several lists at once, each on its shelf.
MANY_LISTS = {("/", "lea"), ("/c/open-house/", "lea"), ("/c/open-house/", None)}
MOST_OF_MANY_LISTS = 22
DOORS = [(path, None) for path in OPEN] + [(path, "lea") for path in OPEN + FOR_MEMBERS]


@dataclass(frozen=True)
class Cost:
    """What one look at a page asked of the database, and its size."""

    asked: list[str]
    size: int


@pytest.fixture(scope="module")
def costs(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[Any, list[Cost]]]:
    """Every page for both readers, with few rows and with many."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        found: dict[Any, list[Cost]] = {door: [] for door in DOORS}
        for begin, end in ((0, FEW), (FEW, MANY)):
            crowd_around(cast, end - begin, begin)
            cache.clear()
            for path, who in DOORS:
                found[path, who].append(_cost(cast, path, who))
        yield found
        transaction.set_rollback(True)


def _cost(cast: Any, path: str, who: str | None) -> Cost:
    client = Client(headers={"accept-language": "en"})
    if who:
        client.force_login(cast[who])
    if path == "topic":
        path = Topic.objects.get(question="What now?").get_absolute_url()
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, path
    # Whether the cache has kept the session is not the page's doing.
    of_the_page = [one["sql"] for one in asked if "django_session" not in one["sql"]]
    return Cost(of_the_page, len(answer.content))


@pytest.mark.parametrize(("path", "who"), DOORS)
def test_fifty_rows_ask_no_more_than_five(costs, path, who) -> None:
    few, many = costs[path, who]
    assert len(few.asked) == len(many.asked)
    most = MOST_OF_MANY_LISTS if (path, who) in MANY_LISTS else MOST[who]
    assert 0 < len(many.asked) <= most


@pytest.mark.parametrize("path", OPEN)
def test_no_visitor_causes_a_write(costs, path) -> None:
    for cost in costs[path, None]:
        assert cost.asked
        assert all(sql.lstrip("(").startswith("SELECT") for sql in cost.asked)


@pytest.mark.parametrize(("path", "who"), DOORS)
def test_no_list_counts_what_it_does_not_show(costs, path, who) -> None:
    assert not [sql for sql in costs[path, who][1].asked if "COUNT(*)" in sql]


@pytest.mark.parametrize(("path", "who"), DOORS)
def test_a_page_stays_light(costs, path, who) -> None:
    assert costs[path, who][1].size <= HEAVIEST
