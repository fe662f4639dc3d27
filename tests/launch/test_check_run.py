"""`bin/test`: a check that fails is heard, and the others still run."""

import io
import os
import subprocess
import sys

import pytest

from config.launch import checks
from config.launch.checks import Check, passes
from config.launch.servers import Servers
from config.launch.steps import Teller

from .conftest import ROOT

HERE = Servers(env=dict(os.environ))


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


def test_everything_that_has_to_hold_is_checked() -> None:
    names = [check.name for check in checks.checks()]
    assert names == [
        "ruff check",
        "ruff format",
        "djlint",
        "docker-compose.yml",
        "Dockerfile",
        "floors",
        "migrations",
        "deployment",
        "translations",
        "mypy",
    ]


def test_tests_without_a_browser_say_so_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    seen: list[list[str]] = []

    def ended(argv: list[str], **options: object) -> object:
        seen.append(argv)
        return type("Ended", (), {"returncode": 0})

    monkeypatch.setattr(checks.subprocess, "run", ended)
    assert checks.pytest(["tests/launch"], HERE, Teller(out), browser=False)
    assert seen[0][-3:] == ["-m", "not browser", "tests/launch"]
    assert "BROWSER TESTS ARE LEFT OUT" in out.getvalue()


def test_the_launcher_needs_nothing_but_the_standard_library() -> None:
    for command in ("run", "test"):
        argv = [sys.executable, "-S", "-E", str(ROOT / "config" / "launch"), command, "--help"]
        ended = subprocess.run(argv, capture_output=True, text=True)
        assert ended.returncode == 0, ended.stderr
        assert f"usage: bin/{command}" in ended.stdout
