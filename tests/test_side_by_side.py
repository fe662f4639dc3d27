"""Which tests run in the same process, and who counts as needing a database."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from config.env import redis_beside
from tests.side_by_side import (
    CAST,
    COMMITTING,
    STORES,
    cast_last,
    group_of,
    pytest_ignore_collect,
)

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("nodeid", "group"),
    [
        ("tests/test_access.py::test_the_door[get ::x]", "tests/test_access.py"),
        ("tests/browser/test_frame.py::test_x[chromium]", "browser"),
        ("tests/launch/test_house_run.py::test_x", "programs"),
        ("tests/test_worker_killed.py::test_x", "programs"),
        ("tests/debates/test_landscape_worker.py::test_x", "programs"),
        ("tests/test_pooler.py::test_x", "programs"),
    ],
)
def test_a_file_stays_together_and_so_does_what_starts_programs(nodeid, group) -> None:
    assert group_of(nodeid) == group


def test_whatever_starts_programs_is_in_the_group_of_those() -> None:
    marks = [f"pytest.mark.{name}" for name in ("worker", "house", "pooler")]
    paths = [path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)]
    marked = [path for path in paths if any(mark in path.read_text("utf-8") for mark in marks)]
    assert len(marked) > 5
    for path in marked:
        assert group_of(str(path.relative_to(ROOT))) == "programs", path


def test_each_process_has_three_stores_of_its_own(request, settings) -> None:
    """By number: the first process has 0 to 2, the second 3 to 5."""
    worker = getattr(request.config, "workerinput", {"workerid": "gw0"})["workerid"]
    queue = settings.REDIS_URL
    assert int(queue.rpartition("/")[2]) >= STORES * int(worker.removeprefix("gw"))
    assert settings.CACHES["default"]["LOCATION"] == redis_beside(queue, 1)
    assert settings.CACHES["sessions"]["LOCATION"] == redis_beside(queue, 2)


@pytest.mark.django_db(transaction=True)
def test_a_file_with_a_test_that_commits_is_known(request) -> None:
    assert request.path in COMMITTING


@pytest.mark.parametrize(
    ("words", "is_left_out"),
    [
        ("pytestmark = pytest.mark.django_db\n", True),
        ("pytestmark = [pytest.mark.clock, pytest.mark.django_db]\n", True),
        ("@pytest.mark.django_db\ndef test_x(): pass\n", None),
        ("def test_x(): pass\n", None),
    ],
)
def test_files_whose_tests_all_need_the_database_are_not_even_imported(
    tmp_path, words, is_left_out
) -> None:
    path = tmp_path / "test_x.py"
    path.write_text(words)
    without = SimpleNamespace(getoption=lambda name: True)
    assert pytest_ignore_collect(path, without) is is_left_out
    everything = SimpleNamespace(getoption=lambda name: False)
    assert pytest_ignore_collect(path, everything) is None


def test_what_builds_on_the_cast_runs_after_the_other_tests_of_its_file() -> None:
    """Files stay in their order, and so do the tests of one kind."""
    names = [
        ("b", "x", True),
        ("b", "y", False),
        ("a", "z", True),
        ("a", "w", False),
        ("b", "v", True),
    ]
    items = [
        SimpleNamespace(path=Path(file), name=name, fixturenames=[CAST] if cast else [])
        for file, name, cast in names
    ]
    cast_last(items)
    assert [item.name for item in items] == ["y", "x", "v", "w", "z"]
