"""Is the process alive, and can it do its work?"""

from collections.abc import Callable

from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _redis() -> bool:
    cache.set("readyz", "yes", 10)
    return cache.get("readyz") == "yes"


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
