"""Is the process alive, and can it do its work?"""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis
from redis.exceptions import RedisError

PATIENCE = 2.0


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _redis() -> bool:
    """The queue, the cache and the sessions, which may lie on three servers."""
    with Redis.from_url(settings.REDIS_URL, socket_connect_timeout=PATIENCE) as queue:
        queue.ping()
    return all(_keeps(cache) for cache in caches.all(initialized_only=False))


def _keeps(cache: BaseCache) -> bool:
    cache.set("readyz", "yes", 10)
    return bool(cache.get("readyz") == "yes")


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "redis": _redis,
}
# What a check meets where a server is away, turns it down or gives up half-way.
OUT_OF_REACH = (Error, RedisError, OSError)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except OUT_OF_REACH:
        return False


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Database, migrations and Redis answer; 503 names what does not."""
    found = {name: _holds(check) for name, check in CHECKS.items()}
    return JsonResponse(found, status=200 if all(found.values()) else 503)
