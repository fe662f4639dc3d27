"""`bin/run` from the outside: it opens, closes, and leaves nobody behind."""

import json
import os
import signal
from collections.abc import Callable, Collection
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from .conftest import House, run, wait_for

pytestmark = pytest.mark.house


def notes(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "launcher.json").read_text())


def child_of(folder: Path, name: str) -> int:
    return next(entry["pid"] for entry in notes(folder)["running"] if entry["name"] == name)


def ready(port: int) -> dict[str, bool]:
    line = HTTPConnection("localhost", port, timeout=10)
    line.request("GET", "/readyz")
    with closing(line):
        return json.load(line.getresponse())


def files_open_to_others(folder: Path, secrets: Collection[str]) -> list[Path]:
    """Files that somebody else may open and that hold one of our secrets."""
    assert folder.stat().st_mode & 0o077 == 0
    files = (path for path in folder.rglob("*") if path.is_file())
    mild = (path for path in files if path.stat().st_mode & 0o077)
    return [
        path for path in mild if any(secret.encode() in path.read_bytes() for secret in secrets)
    ]


def test_the_house_opens_is_shared_and_closes(
    open_house: Callable[[], House], data_folder: Path
) -> None:
    house = open_house().wait_until_open()
    address = f"http://localhost:{house.port}"
    assert address in house.said
    assert ready(house.port) == {"database": True, "migrations": True, "redis": True}

    second = run("run", "--data", str(data_folder), "--port", str(house.port))
    assert second.returncode == 1
    assert f"Resonanz is already running from {data_folder}, at {address}." in second.stderr

    words = "from django.db import connection as c; print(c.settings_dict['PORT'])"
    borrowed = run("manage", "--data", str(data_folder), "shell", "--no-imports", "-c", words)
    assert borrowed.returncode == 0, borrowed.stderr
    assert borrowed.stdout.strip() == str(notes(data_folder)["ports"]["postgres"])

    secrets = notes(data_folder)["secrets"].values()
    assert len(secrets) == 3
    assert not any(secret in line for secret in secrets for line in house.left_behind())
    assert files_open_to_others(data_folder, secrets) == []

    assert house.stop(signal.SIGINT) == 0
    assert house.left_behind() == []


def test_killed_children_and_launchers_leave_nobody_behind(
    open_house: Callable[[], House], data_folder: Path
) -> None:
    house = open_house().wait_until_open()
    house.launcher.kill()
    house.launcher.wait(timeout=5)
    wait_for(lambda: not house.left_behind(), 15)
    assert house.left_behind() == []

    again = open_house().wait_until_open()

    os.kill(child_of(data_folder, "the worker"), signal.SIGKILL)
    assert again.launcher.wait(timeout=20) == 1
    assert "The worker ended by itself (code -9), so everything was stopped." in again.said
    assert "Traceback" not in again.said
    assert again.left_behind() == []
