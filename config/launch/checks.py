"""What has to hold beside the tests: programs that look at the code, run side by side."""

import os
import secrets
import subprocess
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from config.launch.children import follow_parent
from config.launch.places import PYTHON, ROOT, VENV
from config.launch.steps import Teller

PRODUCTION = {
    "RESONANZ_ENV": "production",
    "PUBLIC_URL": "https://resonanz.example",
    "ALLOWED_HOSTS": "resonanz.example",
    "SECRET_KEY": secrets.token_urlsafe(50),
}
COMPOSE_SCHEMA = ("--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
PURE, LAUNCH = ROOT / "tests" / "pure", ROOT / "tests" / "launch"


@dataclass(frozen=True)
class Check:
    """A program that has to end well, and what the environment has to say to it."""

    name: str
    argv: list[str]
    env: dict[str, str] = field(default_factory=dict)


def tool(name: str, *words: str) -> list[str]:
    return [str(VENV / "bin" / name), *words]


def django(*words: str) -> list[str]:
    return [str(PYTHON), str(ROOT / "manage.py"), *words]


def pytest(*words: str) -> list[str]:
    return [str(PYTHON), "-m", "pytest", *words]


def without_django(folder: Path, *words: str, named: Sequence[str] = ()) -> list[str]:
    """The tests of a folder, or those named of them, with nothing of what stands above it."""
    alone = ("-c", str(PURE / "pytest.ini"), "--confcutdir", str(folder), "--quiet")
    return pytest(*alone, *words, *(named or [str(folder)]))


def quick_checks() -> list[Check]:
    """Those that answer in seconds and need no database."""
    return [
        # The longest first, so that the others fit beside it.
        Check("tests of the pure packages, without Django", without_django(PURE)),
        Check("ruff check", tool("ruff", "check", ".")),
        Check("ruff format", tool("ruff", "format", "--check", ".")),
        Check("imports", tool("lint-imports")),
    ]


def tables() -> Check:
    """Every migration on an empty database; the tests copy what comes of it."""
    return Check("tables from all migrations", django("migrate", "--no-input"))


def checks() -> list[Check]:
    """All that need no server."""
    return [
        Check("mypy", tool("mypy")),
        *quick_checks(),
        Check("migrations", django("makemigrations", "--check", "--dry-run")),
        Check("deployment", django("check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
        Check("translations", django("translations", "check")),
        Check("djlint", tool("djlint", "templates", "--lint", "--quiet")),
        Check("docker-compose.yml", tool("check-jsonschema", *COMPOSE_SCHEMA)),
        Check("Dockerfile", tool("hadolint", "Dockerfile")),
    ]


def failing(found: Iterable[Check], env: dict[str, str], teller: Teller) -> list[str]:
    """Run checks side by side, one more than there are cores, so that none of them waits for the
    last one; who fails is named.
    """
    found = list(found)
    with ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        held = pool.map(lambda check: passes(check, env, teller), found)
        return [check.name for check, holds in zip(found, held, strict=True) if not holds]


def passes(check: Check, env: dict[str, str], teller: Teller) -> bool:
    """Run one check: a line with its time, and what it said when it failed."""
    began = time.monotonic()
    done = subprocess.run(
        check.argv,
        cwd=ROOT,
        env=env | check.env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=follow_parent(),
    )
    verdict = "FAILED" if done.returncode else "ok"
    lines = [f"  {check.name} … {verdict}, {time.monotonic() - began:.1f} s"]
    if done.returncode:
        lines.append(done.stdout.rstrip())
    # Said at once, so that two checks never mix their lines.
    teller.say("\n".join(lines))
    return done.returncode == 0
