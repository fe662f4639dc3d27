"""Makes the environment in .venv from a lock with hashes, when it is missing or no longer fits."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.launch.places import PYTHON, ROOT, VENV, require_room
from config.launch.steps import Teller, bare_environment, call
from config.launch.trouble import Trouble

RUN, TEST = "requirements.lock", "requirements-test.lock"
STAMP = VENV / "resonanz.installed"
ROOM_NEEDED = 1_000_000_000
SYSTEM_PYTHON = {"UV_PYTHON_DOWNLOADS": "never", "UV_PYTHON_PREFERENCE": "only-system"}


def ensure_installed(lock: str, teller: Teller) -> None:
    """Leave with an environment that fits the lock; what serves tests serves the house, too."""
    if is_installed(lock):
        return
    with alone(ROOT / lock):
        if not is_installed(lock):
            install(lock, teller)


def is_installed(lock: str) -> bool:
    """Whether the environment was made from this lock, or from the larger one of the tests."""
    if not PYTHON.exists() or not STAMP.exists():
        return False
    return STAMP.read_text() in {seal(name) for name in {lock, TEST}}


def seal(lock: str) -> str:
    """Which lock, and what stood in it."""
    return f"{lock} {hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()}\n"


def install(lock: str, teller: Teller) -> None:
    """Make the environment where it is missing and put the locked packages into it."""
    require_room(ROOT, ROOM_NEEDED)
    require_ours()
    uv = shutil.which("uv")
    STAMP.unlink(missing_ok=True)
    if not PYTHON.exists() or not (uv or has_pip()):
        with teller.step("Making the environment in .venv"):
            make(uv)
    with teller.step(f"Installing packages from {lock} with {'uv' if uv else 'pip'}"):
        fill(uv, lock)
    STAMP.write_text(seal(lock))


def make(uv: str | None) -> None:
    """An empty environment, from the Python that runs this and no other."""
    env = bare_environment() | SYSTEM_PYTHON
    if uv:
        argv: list[str | Path] = [
            uv,
            "venv",
            "--quiet",
            "--clear",
            "--no-config",
            "--python",
            sys.executable,
            VENV,
        ]
        call(argv, env=env, trouble=not_made)
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise not_made("")
    call([sys.executable, "-m", "venv", "--clear", VENV], env=env, trouble=not_made)


def fill(uv: str | None, lock: str) -> None:
    """Exactly what the lock names, each file with the hash it names."""
    env = bare_environment() | SYSTEM_PYTHON | {"UV_LINK_MODE": "copy"}
    argv: list[str | Path]
    if uv:
        argv = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, ROOT / lock]
    else:
        quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
        argv = [PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "-r", ROOT / lock]
    call(argv, env=env, trouble=not_filled)


def not_made(details: str) -> Trouble:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Trouble(
        f"The Python at {sys.executable} cannot make a virtual environment.",
        f"Install its venv module (on Debian and Ubuntu: apt-get install python{version}-venv)"
        " or uv, then run this again.",
        details=details,
    )


def not_filled(details: str) -> Trouble:
    return Trouble(
        "The packages could not be installed; the reason stands above.",
        "Mostly it is the network: see that this machine reaches its package index,"
        " then run this again.",
        details=details,
    )


def require_ours() -> None:
    """Refuse to mend an environment that somebody else made."""
    place = VENV if VENV.exists() else ROOT
    if not os.access(place, os.W_OK):
        raise Trouble(
            f"There is no permission to write {place}.",
            "Let its owner run this once, or work in a copy of the project that is yours.",
        )


def has_pip() -> bool:
    """An environment made by uv has none."""
    return any(VENV.glob("lib/python*/site-packages/pip"))


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One installer at a time; a second one waits and then finds the work done."""
    with path.open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
