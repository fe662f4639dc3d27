"""`bin/test`: everything that has to hold, in order, against servers of its own."""

import secrets
import shutil
import subprocess
import time
import tomllib
from dataclasses import dataclass, field

from config.launch.browser import ensure_browser
from config.launch.children import follow_parent
from config.launch.install import TEST, ensure_installed
from config.launch.places import PYTHON, ROOT, VENV, Data
from config.launch.prepare import compile_texts
from config.launch.servers import Servers, occupy, started
from config.launch.steps import Teller
from config.launch.trouble import Trouble

PRODUCTION = {
    "RESONANZ_ENV": "production",
    "PUBLIC_URL": "https://resonanz.example",
    "ALLOWED_HOSTS": "resonanz.example",
    "SECRET_KEY": secrets.token_urlsafe(50),
}
COMPOSE_SCHEMA = ("--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
WITHOUT_BROWSER = ["-m", "not browser"]


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


def checks() -> list[Check]:
    """All of them before pytest, the quick ones first."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        tools = tomllib.load(file)["tool"]
    found = [
        Check("ruff check", tool("ruff", "check", ".")),
        Check("ruff format", tool("ruff", "format", "--check", ".")),
    ]
    if "djlint" in tools:
        found.append(Check("djlint", tool("djlint", "templates", "--lint", "--quiet")))
    return [
        *found,
        Check("docker-compose.yml", tool("check-jsonschema", *COMPOSE_SCHEMA)),
        Check("Dockerfile", tool("hadolint", "Dockerfile")),
        Check("floors", tool("lint-imports")),
        Check("migrations", django("makemigrations", "--check", "--dry-run")),
        Check("deployment", django("check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
        Check("translations", django("translations", "check")),
        Check("mypy", tool("mypy")),
    ]


def test(data: Data, words: list[str], teller: Teller, *, browser: bool) -> int:
    """Install, start servers that forget, run every check and then pytest."""
    ensure_installed(TEST, teller)
    with occupy(data, teller) as place:
        if place is None:
            raise Trouble("bin/test is already running here.", "Wait until it has ended.")
        for folder in (data.postgres, data.valkey, data.folder / "mail"):
            shutil.rmtree(folder, ignore_errors=True)
        with started(place, durable=False) as servers:
            servers.env["RESONANZ_ENV"] = "test"
            place.ledger.done.pop("texts", None)
            compile_texts(servers.env, place)
            failed = [check.name for check in checks() if not passes(check, servers, teller)]
            if not pytest(words, servers, teller, browser=browser):
                failed.append("pytest")
    if failed:
        teller.say(f"\nNot everything holds: {', '.join(failed)}.")
    return 1 if failed else 0


def passes(check: Check, servers: Servers, teller: Teller) -> bool:
    """Run one check: a line with its time, and what it said when it failed."""
    began = time.monotonic()
    done = subprocess.run(
        check.argv,
        cwd=ROOT,
        env=servers.env | check.env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=follow_parent(),
    )
    verdict = "FAILED" if done.returncode else "ok"
    teller.say(f"  {check.name} … {verdict}, {time.monotonic() - began:.1f} s")
    if done.returncode:
        teller.say(done.stdout.rstrip())
    return done.returncode == 0


def pytest(words: list[str], servers: Servers, teller: Teller, *, browser: bool) -> bool:
    """The tests, with the slowest ten named; their own last line ends the output."""
    env = dict(servers.env)
    argv = [str(PYTHON), "-m", "pytest", "--durations=10"]
    if browser:
        try:
            env["RESONANZ_BROWSER"] = ensure_browser(teller)
        except Trouble as trouble:
            teller.say(str(trouble))
            return False
    else:
        teller.say("  BROWSER TESTS ARE LEFT OUT (--no-browser): no page is seen in a browser")
        argv += WITHOUT_BROWSER
    teller.say("  pytest …")
    done = subprocess.run([*argv, *words], cwd=ROOT, env=env, preexec_fn=follow_parent())
    return done.returncode == 0
