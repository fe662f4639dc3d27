"""`bin/test`: everything that has to hold, or the part that somebody is working on."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from config.launch import checks, clock, warm
from config.launch.checks import Check
from config.launch.children import follow_parent
from config.launch.debian import CHROMIUM, POOLER, ensure
from config.launch.install import TEST, ensure_installed
from config.launch.places import ROOT, Data
from config.launch.postgres import DATABASE
from config.launch.prepare import compile_texts, tables_mark
from config.launch.servers import Place, occupy, started
from config.launch.steps import Teller, bare_environment
from config.launch.trouble import Trouble

WHOLE, LOOP = Data(ROOT / "var" / "test"), Data(ROOT / "var" / "loop")
BROWSER = ROOT / "tests" / "browser"
NAMED = ("DATABASE_URL", "REDIS_URL")
# The test databases are copies of the one the servers begin with.
COPIED = {"TEST_DATABASE_TEMPLATE": DATABASE}
# A Redis of somebody's own has sixteen databases, and each process of the tests takes three.
MOST_ON_ANOTHER_REDIS = 5


@dataclass(frozen=True)
class Asked:
    """What the command line asks for; `words` go to pytest as they stand."""

    words: list[str] = field(default_factory=list)
    browser: bool = True
    random: bool = False
    at: datetime | None = None


def whole(asked: Asked, teller: Teller) -> int:
    """Install, start servers that forget, run every check, then every test."""
    ensure_installed(TEST, teller)
    programs = find_programs(asked, teller)
    compile_texts(without_servers(), teller)
    with emptied(WHOLE, teller) as place, servers_in(place) as reached:
        env = reached | programs
        failed = checks.failing([*tables(), *checks.checks()], env, teller)
        teller.say("  pytest …")
        # The checks have run the tests of the pure packages already.
        options = ["--durations=10", "--ignore", str(checks.PURE)]
        if run_pytest(options, env, asked):
            failed.append("pytest")
    return say(failed, teller)


def elsewhen(asked: Asked, teller: Teller) -> int:
    """Tests only, all or those chosen, at another time: servers that see the same clock. Tables are
    made before it is turned, so that the tests begin at that moment.
    """
    assert asked.at is not None
    ensure_installed(TEST, teller)
    programs = find_programs(asked, teller)
    compile_texts(without_servers(), teller)
    with emptied(WHOLE, teller) as place:
        with servers_in(place) as reached:
            failed = checks.failing(tables(), reached, teller)
        clock.turn_to(asked.at, teller)
        try:
            with servers_in(place) as reached:
                code = run_pytest([], reached | programs, asked)
        finally:
            clock.clear_up()
    return say([*failed, *(["pytest"] if code else [])], teller)


def loop(asked: Asked, teller: Teller) -> int:
    """Only these tests, on servers that stay up; with servers of one's own, on those. Tests of the
    pure packages need none.
    """
    ensure_installed(TEST, teller)
    if are_pure(asked.words):
        argv = checks.without_django(checks.PURE, named=asked.words)
        return subprocess.run(argv, cwd=ROOT, env=without_servers()).returncode
    programs = find_programs(asked, teller) if needs_programs(asked.words) else {}
    env = {"RESONANZ_ENV": "test"} | programs
    if all(name in os.environ for name in NAMED):
        return run_pytest(["--reuse-db"], bare_environment() | env, asked)
    if any(name in os.environ for name in NAMED):
        raise Trouble("Only one of DATABASE_URL and REDIS_URL is set.", "Set both, or none.")
    compile_texts(without_servers(), teller)
    with warm.borrowed(LOOP, teller) as reached:
        if not warm.has_tables(LOOP):
            if failed := checks.failing([checks.tables()], reached, teller):
                return say(failed, teller)
            warm.tables_note(LOOP).write_text(tables_mark())
        return run_pytest(["--reuse-db"], reached | env | COPIED, asked)


def fast(asked: Asked, teller: Teller) -> int:
    """What answers within seconds: ruff, import contracts, every test without a database."""
    ensure_installed(TEST, teller)
    compile_texts(without_servers(), teller)
    # Plugins that take long to load and serve tests with a database only.
    spared = ("-p", "no:schemathesis", "-p", "no:playwright")
    elsewhere = ("--ignore", str(checks.PURE), "--ignore", str(checks.LAUNCH))
    rest = checks.pytest("--quiet", "--without-database", *spared, *elsewhere)
    launch = checks.without_django(checks.LAUNCH, "-m", "not house")
    found = [
        Check("tests without a database", rest),
        *checks.quick_checks(),
        Check("tests of the launcher", launch),
    ]
    return say(checks.failing(found, without_servers(), teller), teller)


def only_checks(asked: Asked, teller: Teller) -> int:
    """Every check, no test that needs a database."""
    ensure_installed(TEST, teller)
    compile_texts(without_servers(), teller)
    return say(checks.failing(checks.checks(), without_servers(), teller), teller)


def stop(asked: Asked, teller: Teller) -> int:
    """Send the servers of the loop home."""
    LOOP.prepare()
    gone = warm.dismiss(LOOP)
    teller.say("The servers for tests have stopped." if gone else "No servers for tests are up.")
    return 0


def without_servers() -> dict[str, str]:
    return bare_environment() | {"RESONANZ_ENV": "test"}


def tables() -> list[Check]:
    """Migrations run once, on a database of ours; one of somebody's own stays as it is."""
    return [] if "DATABASE_URL" in os.environ else [checks.tables()]


@contextmanager
def emptied(data: Data, teller: Teller) -> Iterator[Place]:
    """A folder that is ours alone, with nothing in it from the last time."""
    with occupy(data, teller) as place:
        if place is None:
            raise Trouble("bin/test is already running here.", "Wait until it has ended.")
        for folder in (data.postgres, data.valkey, data.folder / "mail"):
            shutil.rmtree(folder, ignore_errors=True)
        yield place


@contextmanager
def servers_in(place: Place) -> Iterator[dict[str, str]]:
    """Servers that forget, and the environment that reaches them."""
    with started(place, durable=False) as servers:
        yield servers.env | {"RESONANZ_ENV": "test"} | (COPIED if tables() else {})


def find_programs(asked: Asked, teller: Teller) -> dict[str, str]:
    """Chromium and PgBouncer, installed where they can be; what is left out is said aloud."""
    env = {}
    if asked.browser:
        env["RESONANZ_BROWSER"] = ensure(CHROMIUM, teller)
    else:
        teller.say("  BROWSER TESTS ARE LEFT OUT (--no-browser): no page is seen in a browser")
    try:
        ensure(POOLER, teller)
    except Trouble as trouble:
        teller.say(f"{trouble}\n  TESTS BEHIND A POOLER ARE LEFT OUT: PgBouncer is not here")
    return env


def run_pytest(options: Sequence[str], env: dict[str, str], asked: Asked) -> int:
    """Run the tests asked for; pytest's own words are shown as they come, its code is ours."""
    argv = checks.pytest(*options, *parallel(processes(asked.words)))
    if not asked.browser:
        argv += ["--ignore", str(BROWSER)]
    if asked.random:
        argv += ["-p", "randomly"]
    done = subprocess.run([*argv, *asked.words], cwd=ROOT, env=env, preexec_fn=follow_parent())
    return done.returncode


def parallel(count: int) -> list[str]:
    return ["-n", str(count), "--dist", "loadscope"] if count > 1 else []


def processes(words: Sequence[str]) -> int:
    """As many as there are cores; one for a few files, where starting more would take longer."""
    named = [Path(word.partition("::")[0]) for word in words if names_tests([word])]
    if named and not any((ROOT / path).is_dir() for path in named):
        return 1
    cores = os.cpu_count() or 1
    return min(cores, MOST_ON_ANOTHER_REDIS) if "REDIS_URL" in os.environ else cores


def needs_programs(words: Sequence[str]) -> bool:
    """Whether browser or pooler may be asked for: not by a few files that do without."""
    return processes(words) > 1 or any("browser" in word or "pooler" in word for word in words)


def names_tests(words: Sequence[str]) -> bool:
    """Whether any of these is a file or folder of tests."""
    return any((ROOT / word.partition("::")[0]).exists() for word in words if word[:1] != "-")


def are_pure(words: Sequence[str]) -> bool:
    """Whether every file or folder of tests named lies among those of the pure packages."""
    named = [(ROOT / word.partition("::")[0]).resolve() for word in words if names_tests([word])]
    return bool(named) and all(path.is_relative_to(checks.PURE) for path in named)


def say(failed: list[str], teller: Teller) -> int:
    """The end of it."""
    if failed:
        teller.say(f"\nNot everything holds: {', '.join(failed)}.")
    return 1 if failed else 0
