"""A launcher of one's own, in a folder of one's own, against servers of its own."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.launch.clock import in_real_time

ROOT = Path(__file__).resolve().parents[2]
OURS = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PUBLIC_URL", "DJANGO_SETTINGS_MODULE"}
PATIENCE = 150


def bare_environment() -> dict[str, str]:
    """What a person's terminal would hold, without what the tests run under."""
    return {
        name: value
        for name, value in in_real_time(dict(os.environ)).items()
        if name not in OURS and not name.startswith(("RESONANZ_", "PYTEST_", "TEST_"))
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class House:
    """`bin/run`, started and watched."""

    folder: Path
    port: int
    launcher: subprocess.Popen[str]
    out: Path

    @property
    def said(self) -> str:
        return self.out.read_text()

    def wait_until_open(self) -> "House":
        wait_for(lambda: "Resonanz is open" in self.said or self.launcher.poll() is not None)
        assert "Resonanz is open" in self.said, self.said
        return self

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.launcher.send_signal(number)
        return self.launcher.wait(timeout=20)

    def left_behind(self) -> list[str]:
        """Command lines of living programs that belong to this house."""
        return [line for line in living() if str(self.folder) in line or str(self.port) in line]


def wait_for(holds: Callable[[], bool], patience: float = PATIENCE) -> None:
    deadline = time.monotonic() + patience
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)


def living() -> list[str]:
    shown = subprocess.run(["ps", "-eo", "stat=,args="], capture_output=True, text=True, check=True)
    lines = (line.split(None, 1) for line in shown.stdout.splitlines())
    return [args for state, args in lines if not state.startswith("Z")]


def run(*argv: str) -> subprocess.CompletedProcess[str]:
    """One of the commands in bin/, to its end."""
    return subprocess.run(
        [str(ROOT / "bin" / argv[0]), *argv[1:]],
        env=bare_environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder with a space in its name for all houses, since a database costs seconds."""
    return tmp_path_factory.mktemp("a house")


@pytest.fixture
def open_house(data_folder: Path, tmp_path: Path) -> Iterator[Callable[[], House]]:
    """Start `bin/run`; whatever a test leaves is stopped."""
    houses: list[House] = []

    def start() -> House:
        port, out = free_port(), tmp_path / f"out-{len(houses)}.txt"
        argv = [str(ROOT / "bin" / "run"), "--empty", "--data", str(data_folder)]
        with out.open("w") as file:
            launcher = subprocess.Popen(
                [*argv, "--port", str(port)],
                env=bare_environment(),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                text=True,
            )
        houses.append(House(data_folder, port, launcher, out))
        return houses[-1]

    yield start
    for house in houses:
        if house.launcher.poll() is None:
            house.stop()
