"""Probes: the house says that it is ready, or what is missing."""

import pytest
from django.db import OperationalError

from config import health

pytestmark = pytest.mark.django_db


def test_a_house_whose_servers_answer_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, set(answer.json().values())) == (200, {True})


def test_a_redis_that_is_away_is_named(client, settings):
    away = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": away}
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": True, "migrations": True, "redis": False}


@pytest.mark.parametrize("trouble", [OperationalError("gone"), OSError("reset")])
def test_a_database_that_is_away_is_named(client, monkeypatch, trouble):
    def away() -> bool:
        raise trouble

    monkeypatch.setitem(health.CHECKS, "database", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": False, "migrations": True, "redis": True}


def test_a_mistake_of_our_own_is_no_server_away(client, monkeypatch):
    monkeypatch.setitem(health.CHECKS, "redis", lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        client.get("/readyz")
