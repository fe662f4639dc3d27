"""The access table: every address of the house, and what it answers to everyone of the cast."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.access import commons, communities, debates, deeds, house, members, sharing
from tests.access.rows import POST, WHO, Row, answer_of
from tests.conftest import Cast, make_cast
from tests.stage import Stage, build

# pytest-django makes the test database only where a test asks for it.
pytestmark = pytest.mark.django_db

TABLE: list[Row] = [
    *house.ROWS,
    *members.ROWS,
    *communities.ROWS,
    *debates.ROWS,
    *deeds.ROWS,
    *sharing.ROWS,
    *commons.ROWS,
]
OURS = {"members", "communities", "debates", "sharing"}


def named_addresses() -> Iterator[str]:
    """The names of all addresses of our own; allauth and the back office test theirs."""
    resolver = get_resolver()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name
    for space, (_, within) in resolver.namespace_dict.items():
        if space in OURS:
            yield from (f"{space}:{pattern.name}" for pattern in within.url_patterns)


def test_every_address_stands_in_the_table() -> None:
    missing = set(named_addresses()) - {row.name for row in TABLE}
    assert not missing, f"without a row in tests/access/: {sorted(missing)}"


def test_what_has_no_row_for_a_form_takes_none(standing: tuple[Cast, Stage]) -> None:
    """So that no form stays out of the tables unnoticed."""
    cast, stage = standing
    takes_a_form = {row.name for row in TABLE if row.method == POST}
    read_by = {
        row.name: (row, who)
        for row in TABLE
        for who in WHO
        if row.name not in takes_a_form and row.expected[who] == "200"
    }
    taken = {
        name: answer
        for name, (row, who) in read_by.items()
        if (answer := knock(cast, replace(row, method=POST), row.path(stage), who)) != "405"
    }
    assert not taken


def test_no_row_stands_twice() -> None:
    assert len({str(row) for row in TABLE}) == len(TABLE)


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, Stage]]:
    """The stage is set once for the whole table; every row leaves it as it found it."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        yield cast, build(cast)
        transaction.set_rollback(True)


def knock(cast: Cast, row: Row, path: str, who: str | None) -> str:
    """What a door answers, without a trace."""
    client = Client(headers={"accept-language": "en"})
    with transaction.atomic():
        if who:
            client.force_login(cast[who])
        response = getattr(client, row.method)(path, row.data)
        transaction.set_rollback(True)
    return answer_of(response)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_door_opens_to_whom_it_should(standing: tuple[Cast, Stage], row: Row) -> None:
    cast, stage = standing
    path = row.path(stage)
    assert {who: knock(cast, row, path, who) for who in WHO} == row.expected
