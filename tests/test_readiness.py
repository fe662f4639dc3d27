"""Probes: the house says that it is ready, or what is missing."""

import pytest
from django.core.cache import cache, caches
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from redis import Redis

from config import env, health

pytestmark = pytest.mark.django_db


def test_a_house_whose_servers_answer_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, set(answer.json().values())) == (200, {True})


NOWHERE = "redis://127.0.0.1:1/0"


def test_queue_cache_and_sessions_never_share_a_database(settings):
    stores = [settings.CELERY_BROKER_URL, *(one["LOCATION"] for one in settings.CACHES.values())]
    assert len(stores) == len(set(stores)) == 3
    assert settings.SESSION_CACHE_ALIAS == "sessions"


def test_clearing_the_cache_leaves_queue_and_sessions_alone(settings):
    queue = Redis.from_url(settings.REDIS_URL)
    queue.rpush("tasks", "one")
    caches["sessions"].set("session", "hers")
    cache.set("page", "old")
    cache.clear()
    assert cache.get("page") is None
    assert queue.lpop("tasks") == b"one"
    assert caches["sessions"].get("session") == "hers"


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://localhost/0", "begin with redis://"),
        ("redis://localhost/zero", "end with the number"),
    ],
)
def test_an_address_of_redis_without_a_number_is_refused(url, problem):
    with pytest.raises(ImproperlyConfigured, match=problem):
        env.redis_beside(url, 1)


def test_a_database_of_redis_is_found_beside_another():
    assert env.redis_beside("redis://:secret@host:6379/4", 2) == "redis://:secret@host:6379/6"
    assert env.redis_beside("rediss://host", 1) == "rediss://host/1"


@pytest.mark.parametrize("store", ["default", "sessions", "queue"])
def test_a_redis_that_is_away_is_named(client, settings, store):
    if store == "queue":
        settings.REDIS_URL = NOWHERE
    else:
        away = {**settings.CACHES[store], "LOCATION": NOWHERE}
        settings.CACHES = {**settings.CACHES, store: away}
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
