"""Programs that come from Debian: found on the machine, or installed where that is ours to do."""

import glob
import os
import shutil
from dataclasses import dataclass

from config.launch.steps import Teller, bare_environment, call
from config.launch.trouble import Trouble


@dataclass(frozen=True)
class Program:
    """What it is called, which package brings it, and what to do where it cannot be had."""

    title: str
    package: str
    # Names on the path, or patterns of files.
    places: tuple[str, ...]
    way_out: str

    @property
    def install(self) -> str:
        return f"apt-get install --yes --no-install-recommends {self.package}"


CHROMIUM = Program(
    "Chromium or Chrome",
    "chromium",
    ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    "or leave the browser tests out: bin/test --no-browser",
)
POOLER = Program(
    "PgBouncer",
    "pgbouncer",
    ("pgbouncer", "/usr/sbin/pgbouncer"),
    "or do without the tests behind a pooler, which are left out then",
)
FAKETIME = Program(
    "libfaketime",
    "libfaketime",
    ("/usr/lib/*/faketime/libfaketime.so.1", "/usr/lib/faketime/libfaketime.so.1"),
    "or leave --at out",
)


def find(program: Program) -> str | None:
    """Where the program is, or None."""
    for place in program.places:
        found = glob.glob(place) if place.startswith("/") else [shutil.which(place)]
        if found and found[0]:
            return found[0]
    return None


def ensure(program: Program, teller: Teller) -> str:
    """The program, installed when root may do so; otherwise the one command that does it."""
    found = find(program)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        install(program, teller)
        found = find(program)
    if found is None:
        raise missing(program)
    return found


def install(program: Program, teller: Teller) -> None:
    """Debian's package. With RUNLEVEL=1 a server that it brings is not started as a service."""
    env = bare_environment() | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}

    def trouble(details: str) -> Trouble:
        return missing(program, details)

    with teller.step(f"Installing {program.title} with apt-get"):
        call(["apt-get", "update", "--quiet"], env=env, trouble=trouble)
        call(program.install.split(), env=env, trouble=trouble)


def missing(program: Program, details: str = "") -> Trouble:
    return Trouble(
        f"{program.title} is needed and was not found.",
        f"Install it (on Debian: sudo {program.install}), {program.way_out}.",
        details=details,
    )
