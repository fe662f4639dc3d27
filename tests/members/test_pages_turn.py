"""Lists come in pages by cursor, without counting."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from communities.models import Community
from members.pages import _values, page_of

pytestmark = pytest.mark.clock

NAMES = [f"house-{number}" for number in range(7)]


@pytest.fixture
def houses(db):
    now = timezone.now()
    for number, slug in enumerate(NAMES):
        # Three share a moment, so that the id has to decide.
        Community.objects.create(
            slug=slug, name=slug, purpose="x", created_at=now - timedelta(hours=number // 3)
        )
    return Community.objects.all()


def turn(houses, query: str, size: int = 3):
    return page_of(houses, RequestFactory().get(f"/{query}"), size=size)


def test_pages_lead_through_everything_once(houses) -> None:
    seen, query = [], "?q=x"
    while query is not None:
        page = turn(houses, query)
        seen += [row.slug for row in page.items]
        query = page.next
    assert sorted(seen) == NAMES
    assert len(seen) == len(set(seen))


def test_the_way_back_shows_the_same_page(houses) -> None:
    first = turn(houses, "?q=x")
    second = turn(houses, first.next)
    again = turn(houses, second.previous)
    assert again.items == first.items
    assert again.previous is None
    assert again.next == first.next
    assert first.next.startswith("?q=x&after=")


def test_a_page_costs_one_query(houses, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        turn(houses, "")


@pytest.mark.parametrize(
    "cursor", ["x", "WyIyMDI2Il0", "WyIyMDI2LTAxLTAxIiwgIjEiXQ", "%00", "bnVsbA", "e30", "é"]
)
def test_a_cursor_without_sense_gives_the_first_page(houses, cursor: str) -> None:
    assert turn(houses, f"?after={cursor}").items == turn(houses, "").items


@given(st.text(max_size=60))
def test_no_cursor_breaks_the_page(cursor: str) -> None:
    assert _values(Community.objects.all(), cursor, ("-created_at", "-id")) is None
