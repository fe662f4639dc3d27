"""Lists come in pages by cursor, without counting."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from communities.models import Community
from members.pages import cursor_of, page_of, values_of

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


def turn(houses, query: str, size: int = 3, keep=list):
    return page_of(houses, RequestFactory().get(f"/{query}"), size=size, keep=keep)


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
    assert values_of(Community.objects.all(), cursor, ("-created_at", "-id")) is None


def only(*slugs: str):
    return lambda rows: [row for row in rows if row.slug in slugs]


def test_a_page_is_filled_with_what_may_be_shown(houses) -> None:
    shown = only("house-0", "house-4", "house-5", "house-6")
    first = turn(houses, "", keep=shown, size=2)
    second = turn(houses, first.next, keep=shown, size=2)
    slugs = [[row.slug for row in page.items] for page in (first, second)]
    # Two share a moment; their ids, which are drawn at random, say which comes first.
    assert (slugs[0][0], {slugs[0][1], slugs[1][0]}, slugs[1][1]) == (
        "house-0",
        {"house-4", "house-5"},
        "house-6",
    )
    assert second.next is None
    again = turn(houses, second.previous, keep=shown, size=2)
    assert again.items == first.items and again.previous is None


def test_a_long_way_through_what_may_not_be_shown_ends_and_leads_on(houses, monkeypatch) -> None:
    monkeypatch.setattr("members.pages.MOST_READS", 1)
    seen, query, pages = [], "", 0
    while query is not None:
        page = turn(houses, query, keep=only("house-3"), size=1)
        seen, query, pages = seen + page.items, page.next, pages + 1
    assert [row.slug for row in seen] == ["house-3"]
    assert 1 < pages <= len(NAMES)
    back = turn(houses, page.previous, keep=only("house-3"), size=1)
    assert back.next


def test_reading_on_is_bounded(houses, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):
        assert turn(houses, "", keep=only(), size=2).items == []


def test_where_nothing_follows_any_more_the_end_of_the_list_is_shown(houses) -> None:
    first = turn(houses, "?q=x")
    last = turn(houses, turn(houses, first.next).next)
    Community.objects.filter(slug__in=[row.slug for row in last.items]).delete()
    left = turn(houses, turn(houses, first.next).next or f"?after={_after(last.items[0])}")
    assert left.items and left.next is None and left.previous


def _after(row: Community) -> str:
    return cursor_of(row, ("-created_at", "-id"))
