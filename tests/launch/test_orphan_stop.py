"""Children are known by number and birth, so that nobody else's program is ever stopped."""

import io
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from config.launch.children import Child, spawn, stop, stop_orphans
from config.launch.ledger import Ledger, free_port, take_lock
from config.launch.places import Data
from config.launch.servers import occupy
from config.launch.steps import Teller

STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(60)
"""


def start(tmp_path: Path, *argv: str) -> Child:
    return spawn(
        "the sleeper", argv, log=tmp_path / "sleeper.log", env=dict(os.environ), folder=tmp_path
    )


def test_an_orphan_is_found_and_named_at_the_next_start(tmp_path: Path) -> None:
    child = start(tmp_path, "sleep", "60")
    ledger = Ledger(tmp_path / "launcher.json", running=[child.identity])
    ledger.save()
    out = io.StringIO()
    with occupy(Data(tmp_path), Teller(out)) as place:
        assert place is not None
    assert child.popen.wait(timeout=5) == -signal.SIGTERM
    assert "Stopped the sleeper, which an earlier start had left behind" in out.getvalue()
    assert Ledger.open(ledger.path).running == []


def test_a_number_that_was_used_again_is_left_alone(tmp_path: Path) -> None:
    child = start(tmp_path, "sleep", "60")
    assert stop_orphans([replace(child.identity, began="1")]) == []
    assert child.alive
    stop([child])


def test_who_does_not_listen_is_stopped_by_force(tmp_path: Path) -> None:
    child = start(tmp_path, sys.executable, "-c", STUBBORN)
    while "ready" not in child.log.read_text():
        assert child.alive
    stop([child], patience=0.2)
    assert child.popen.returncode == -signal.SIGKILL


def test_children_of_a_child_go_with_it(tmp_path: Path) -> None:
    child = start(tmp_path, "sh", "-c", "sleep 61 & echo $!; wait")
    while not (number := child.log.read_text().strip()):
        assert child.alive
    os.kill(child.identity.pid, signal.SIGKILL)
    stop([child])
    until = time.monotonic() + 10
    while (state := state_of(number)) not in {"", "Z"}:
        # Whoever is killed may have a last moment.
        assert time.monotonic() < until, state


def state_of(number: str) -> str:
    done = subprocess.run(["ps", "-o", "stat=", "-p", number], capture_output=True, text=True)
    return done.stdout.strip()


def test_only_one_launcher_holds_a_folder(tmp_path: Path) -> None:
    with occupy(Data(tmp_path), Teller(io.StringIO())) as first:
        assert first is not None
        assert take_lock(first.data) is None
    with occupy(Data(tmp_path), Teller(io.StringIO())) as later:
        assert later is not None


def test_secrets_are_made_once_and_kept_to_ourselves(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "launcher.json")
    word = ledger.secret("postgres")
    assert Ledger.open(ledger.path).secret("postgres") == word
    assert len(word) >= 40
    assert ledger.path.stat().st_mode & 0o777 == 0o600


def test_a_port_is_kept_until_somebody_else_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(tmp_path / "launcher.json", ports={"valkey": free_port()})
    assert ledger.port("valkey") == ledger.ports["valkey"]
    monkeypatch.setattr("config.launch.ledger.is_free", lambda port: False)
    before = ledger.ports["valkey"]
    assert ledger.port("valkey") != before
