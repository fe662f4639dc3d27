"""`bin/bench` knows what can be measured, and loads its world once."""

from pathlib import Path

import pytest

from config.launch import bench
from config.launch.ledger import Ledger
from config.launch.places import Data
from config.launch.servers import Place, Servers
from config.launch.steps import Teller
from tests.launch.conftest import run


def test_what_runs_by_itself_can_be_measured() -> None:
    assert {"growth", "pages"} <= set(bench.measurements())
    assert not {"__init__", "processes", "world"} & set(bench.measurements())


def test_an_unknown_measurement_is_refused_with_those_there_are() -> None:
    done = run("bench", "guesses")
    assert done.returncode == 2
    assert "guesses" in done.stderr and "pages" in done.stderr


def test_the_world_is_loaded_once_and_then_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(bench, "django", lambda env, *words, sentence: loaded.extend(words))
    data = Data(tmp_path)
    for _ in range(2):
        place = Place(data, Ledger.open(data.ledger), Teller())
        bench.load_world(Servers(env={}), place)
    assert loaded == ["import_skills", "load_world"]


def test_the_measurement_gets_its_arguments_and_its_code_is_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "PYTHON", "echo")
    assert bench.measure(Servers(env={"PATH": "/usr/bin:/bin"}), "pages", ["--rounds", "2"]) == 0
    monkeypatch.setattr(bench, "PYTHON", "false")
    assert bench.measure(Servers(env={"PATH": "/usr/bin:/bin"}), "pages", []) == 1
