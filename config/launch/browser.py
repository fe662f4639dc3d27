"""Finds a browser for the tests, and installs one where that is ours to do."""

import os
import shutil

from config.launch.steps import Teller, bare_environment, call
from config.launch.trouble import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
INSTALL = "apt-get install --yes --no-install-recommends chromium"


def find_browser() -> str | None:
    """The first Chromium or Chrome on the path."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def ensure_browser(teller: Teller) -> str:
    """A browser, installed when root may do so; otherwise the one command that does it."""
    found = find_browser()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        install(teller)
        found = find_browser()
    if found is None:
        raise missing("")
    return found


def install(teller: Teller) -> None:
    """Debian's Chromium."""
    env = bare_environment() | {"DEBIAN_FRONTEND": "noninteractive"}
    with teller.step("Installing Chromium with apt-get"):
        call(["apt-get", "update", "--quiet"], env=env, trouble=missing)
        call(INSTALL.split(), env=env, trouble=missing)


def missing(details: str) -> Trouble:
    return Trouble(
        "The browser tests need Chromium or Chrome, and none was found.",
        f"Install one (on Debian: sudo {INSTALL}), or leave these tests out: bin/test --no-browser",
        details=details,
    )
