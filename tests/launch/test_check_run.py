"""`bin/test`: a check that fails is heard, and the others still run."""

import io
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from config.launch import checks, clock, commands, debian, testing
from config.launch.checks import Check, failing, passes
from config.launch.steps import Teller
from config.launch.testing import Asked, find_programs

from .conftest import ROOT

HERE = dict(os.environ)


def test_a_check_that_holds_is_one_line_with_its_time() -> None:
    out = io.StringIO()
    assert passes(Check("quiet", [sys.executable, "-c", "print('noise')"]), HERE, Teller(out))
    assert out.getvalue().startswith("  quiet … ok, ")
    assert out.getvalue().count("\n") == 1


def test_a_check_that_fails_shows_what_it_said() -> None:
    out = io.StringIO()
    check = Check(
        "loud",
        [sys.executable, "-c", "import os, sys; sys.exit(os.environ['WHY'])"],
        {"WHY": "because"},
    )
    assert not passes(check, HERE, Teller(out))
    assert "loud … FAILED" in out.getvalue()
    assert "because" in out.getvalue()


MEET = """
import pathlib, sys, time
mine, theirs = map(pathlib.Path, sys.argv[1:])
mine.touch()
while not theirs.exists():
    time.sleep(0.01)
"""


def test_checks_run_side_by_side_and_each_that_fails_is_named(tmp_path: Path) -> None:
    out = io.StringIO()
    one, other = str(tmp_path / "one"), str(tmp_path / "other")
    found = [
        Check("one", [sys.executable, "-c", MEET, one, other]),
        Check("other", [sys.executable, "-c", MEET, other, one]),
        Check("wrong", [sys.executable, "-c", "exit(3)"]),
    ]
    assert failing(found, HERE, Teller(out)) == ["wrong"]
    assert out.getvalue().count("… ok, ") == 2


def test_everything_that_has_to_hold_is_checked() -> None:
    names = {check.name for check in checks.checks()}
    assert names == {
        "tests of the pure packages, without Django",
        "ruff check",
        "ruff format",
        "djlint",
        "docker-compose.yml",
        "Dockerfile",
        "imports",
        "migrations",
        "deployment",
        "translations",
        "mypy",
    }


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What pytest is started with, instead of starting it."""
    seen: list[list[str]] = []

    def ended(argv: list[str], **options: object) -> object:
        seen.append(argv)
        return type("Ended", (), {"returncode": 0})

    monkeypatch.setattr(testing.subprocess, "run", ended)
    monkeypatch.setattr(testing.os, "cpu_count", lambda: 4)
    monkeypatch.delenv("REDIS_URL", raising=False)
    return seen


def test_tests_without_a_browser_say_so_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(testing, "ensure", lambda program, teller: "somewhere")
    out = io.StringIO()
    assert "RESONANZ_BROWSER" not in find_programs(Asked(browser=False), Teller(out))
    assert "BROWSER TESTS ARE LEFT OUT" in out.getvalue()
    assert find_programs(Asked(), Teller(out))["RESONANZ_BROWSER"] == "somewhere"


def test_a_missing_pooler_is_said_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "find", lambda program: None)
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    out = io.StringIO()
    assert find_programs(Asked(browser=False), Teller(out)) == {}
    assert "TESTS BEHIND A POOLER ARE LEFT OUT" in out.getvalue()


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ([], 4),
        (["tests/sharing"], 4),
        (["-k", "restate"], 4),
        (["tests/test_readiness.py"], 1),
        (["tests/test_readiness.py::test_x", "tests/launch"], 4),
        (["-x", "tests/test_readiness.py::test_x"], 1),
    ],
)
def test_many_tests_run_in_as_many_processes_as_there_are_cores(called, words, count) -> None:
    assert testing.run_pytest([], {}, Asked(words)) == 0
    assert ("-n" in called[0]) == (count > 1)
    assert testing.processes(words) == count


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (["tests/test_readiness.py"], False),
        (["tests/test_pooler.py"], True),
        (["tests/browser/test_frame.py"], True),
        (["tests/sharing"], True),
    ],
)
def test_one_file_needs_no_browser_on_the_machine(called, words, needed) -> None:
    assert testing.needs_programs(words) is needed


def test_a_redis_of_somebody_else_has_sixteen_databases(called, monkeypatch) -> None:
    monkeypatch.setattr(testing.os, "cpu_count", lambda: 32)
    monkeypatch.setenv("REDIS_URL", "redis://localhost/0")
    assert testing.processes([]) == 5


def test_the_browser_is_left_out_and_the_order_is_random_if_asked(called) -> None:
    testing.run_pytest([], {}, Asked(["-m", "clock"], browser=False, random=True))
    assert called[0][-2:] == ["-m", "clock"]
    assert {"--ignore", str(testing.BROWSER), "randomly"} <= set(called[0])


@pytest.mark.parametrize(
    ("argv", "part"),
    [
        ("", "whole"),
        ("--no-browser --random", "whole"),
        ("--fast", "fast"),
        ("--checks", "only_checks"),
        ("--stop", "stop"),
        ("tests/debates -k restate", "loop"),
        ("-m clock", "loop"),
        ("--at 2027-03-28T01:58 -m clock", "elsewhen"),
    ],
)
def test_the_words_say_which_part_is_meant(argv, part, monkeypatch) -> None:
    meant: list[str] = []
    for name in ("whole", "fast", "only_checks", "stop", "loop", "elsewhen"):
        monkeypatch.setattr(testing, name, lambda asked, teller, name=name: meant.append(name) or 0)
    assert commands.test(argv.split()) == 0
    assert meant == [part]


@pytest.mark.parametrize(
    ("argv", "problem"),
    [
        ("--fast tests/debates", "take no further words"),
        ("--fast --checks", "not allowed with"),
        ("--at noon", "write it like 2027-03-28T01:58"),
        ("--at 2027-02-29T12:00", "is no time"),
        ("--at 2027-03-28T02:30", "is left out where clocks go forward"),
    ],
)
def test_what_cannot_be_meant_is_refused(argv, problem, capsys) -> None:
    with pytest.raises(SystemExit) as refused:
        commands.test(argv.split())
    assert refused.value.code == 2
    assert problem in capsys.readouterr().err


@pytest.mark.clock
def test_an_hour_that_comes_twice_is_the_first() -> None:
    assert clock.moment("2029-10-28T02:30").utcoffset() == timedelta(hours=2)


def test_the_launcher_needs_nothing_but_the_standard_library() -> None:
    for command in ("run", "test"):
        argv = [sys.executable, "-S", "-E", str(ROOT / "config" / "launch"), command, "--help"]
        ended = subprocess.run(argv, capture_output=True, text=True)
        assert ended.returncode == 0, ended.stderr
        assert f"usage: bin/{command}" in ended.stdout


def test_tests_of_the_pure_packages_are_run_by_name_without_a_server(monkeypatch) -> None:
    """A file, a folder or one test; where others are named too, servers are needed."""
    monkeypatch.setattr(testing, "ensure_installed", lambda *_: None)
    monkeypatch.setattr(testing.warm, "borrowed", lambda *_: pytest.fail("no server is needed"))
    one = "tests/pure/debates/landscape/test_scores_compute.py"
    assert testing.loop(Asked([one, "-x", "-k", "priority"]), Teller(io.StringIO())) == 0
    assert testing.are_pure(["tests/pure", "-x"])
    assert not testing.are_pure([one, "tests/test_clock.py"])
    assert not testing.are_pure(["-k", "priority"])
