"""Tests in several processes (pytest-xdist): who has what, and what stays together.

Loaded before Django's settings. Each process has a test database of its own, which pytest-django
names after it, and three Redis databases of its own: queue, cache, sessions. The tests of a module
run in one process, so that what they build once is built once; all browser tests run in one, and
so do all that start programs of ours, as they would take each other's time.
"""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from config.env import redis_beside

STORES = 3
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
# What needs more than a database, by marker.
HEAVY = ("database", "browser", "worker", "house", "pooler")
PROGRAMS = {
    "browser": re.compile("tests/browser/"),
    "programs": re.compile("tests/(launch/|.*_worker|config/test_production|test_pooler)"),
}

if process := os.environ.get("PYTEST_XDIST_WORKER"):
    first = os.environ.get("REDIS_URL", "redis://localhost:6379/0")
    os.environ["REDIS_URL"] = redis_beside(first, STORES * int(process.removeprefix("gw")))


COMMITTING_FIXTURES = {"transactional_db", "live_server"}
# Files with a test that really commits; see `cast` in tests/conftest.py.
COMMITTING: set[Path] = set()
CAST = "cast_of_module"


# Says of a whole file that it needs the database.
NEEDS_DATABASE = re.compile(rb"^pytestmark = .*?\bdjango_db\b", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--without-database",
        action="store_true",
        help="only tests that need no database; files whose tests all do are not even imported",
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if not config.getoption("--without-database"):
        return None
    if collection_path.name == "browser":
        return True
    is_test = collection_path.name.startswith("test_") and collection_path.suffix == ".py"
    return True if is_test and NEEDS_DATABASE.search(collection_path.read_bytes()) else None


@pytest.hookimpl(tryfirst=True)
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    cast_last(items)
    COMMITTING.update(item.path for item in items if commits(item))
    for item in items:
        if item.nodeid.startswith("tests/browser/"):
            item.add_marker("browser")
        if needs_database(item):
            item.add_marker("database")
    if config.getoption("--without-database"):
        left_out = [item for item in items if is_heavy(item)]
        items[:] = [item for item in items if not is_heavy(item)]
        config.hook.pytest_deselected(items=left_out)


def cast_last(items: list[pytest.Item]) -> None:
    """In each file, tests that build on the cast run after the others, whatever the order: the cast
    is written once for the file, and those that did not ask for it begin with empty tables.
    """
    first: dict[Path, int] = {}
    for place, item in enumerate(items):
        first.setdefault(item.path, place)
    items.sort(key=lambda item: (first[item.path], CAST in getattr(item, "fixturenames", ())))


def is_heavy(item: pytest.Item) -> bool:
    """Whether it needs a database, a browser, a worker or servers of its own."""
    return any(item.get_closest_marker(name) for name in HEAVY)


def needs_database(item: pytest.Item) -> bool:
    """Whether it asks for the test database, by a mark or by a fixture."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def commits(item: pytest.Item) -> bool:
    """Whether it writes for others to see (threads, servers); after it all tables are emptied."""
    marker = item.get_closest_marker("django_db")
    alone = marker is not None and marker.kwargs.get("transaction", False)
    return bool(alone or COMMITTING_FIXTURES & set(getattr(item, "fixturenames", ())))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out whole groups to the processes."""
    # Only the process that hands out needs it, and only where there are several.
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    return Groups(config, log)


def group_of(nodeid: str) -> str:
    """Tests of one group run in one process, one after the other: those of a file, and all of one
    kind that starts programs. The process that hands out knows a test by its address only.
    """
    path = nodeid.partition("::")[0]
    return next((kind for kind, there in PROGRAMS.items() if there.match(path)), path)
