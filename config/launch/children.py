"""Children of the launcher: started in groups of their own, stopped together, found again."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

SET_PARENT_DEATH_SIGNAL = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
PATIENCE = 8.0
TICK = 0.05


@dataclass(frozen=True)
class Identity:
    """One process and no other: its number, and when it began, since numbers are used again."""

    name: str
    pid: int
    began: str
    stop_signal: int = signal.SIGTERM

    @property
    def alive(self) -> bool:
        return bool(self.began) and birth_of(self.pid) == self.began

    def ask_to_stop(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(self.pid, self.stop_signal)

    def signal_group(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)


@dataclass
class Child:
    """A server or worker that lives as long as the launcher."""

    identity: Identity
    popen: "subprocess.Popen[bytes]"
    log: Path

    @property
    def name(self) -> str:
        return self.identity.name

    @property
    def title(self) -> str:
        """The name at the beginning of a sentence."""
        return self.name[0].upper() + self.name[1:]

    @property
    def alive(self) -> bool:
        return self.popen.poll() is None


def birth_of(pid: int) -> str:
    """When a process began, in whatever unit this system has; empty when there is none."""
    stat = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if fields[0] in "ZX" else fields[19]
    asked = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True)
    return asked.stdout.strip()


def follow_parent(number: int = signal.SIGTERM) -> Callable[[], None] | None:
    """For a child about to begin: ask the kernel for this signal when the launcher dies."""
    if LIBC is None:
        return None
    libc, parent = LIBC, os.getpid()

    def ask() -> None:
        libc.prctl(SET_PARENT_DEATH_SIGNAL, number)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def spawn(
    name: str,
    argv: Sequence[str | Path],
    *,
    log: Path,
    env: dict[str, str],
    folder: Path,
    user: str | None = None,
    stop_signal: int = signal.SIGTERM,
) -> Child:
    """Start one child; what it says goes to its log, begun afresh."""
    with open(log, "wb", opener=for_our_eyes) as out:
        popen = subprocess.Popen(
            [str(part) for part in argv],
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=follow_parent(stop_signal),
            user=user,
            extra_groups=None if user is None else [],
        )
    return Child(Identity(name, popen.pid, birth_of(popen.pid), stop_signal), popen, log)


def for_our_eyes(path: str, flags: int) -> int:
    """Open a file that only its owner may read."""
    return os.open(path, flags, 0o600)


def stop(children: Iterable[Child], *, patience: float = PATIENCE) -> None:
    """Stop children politely, all at once, and after some patience by force, with their own."""
    children = list(children)
    for child in children:
        if child.alive:
            child.identity.ask_to_stop()
    wait_until(lambda: not any(child.alive for child in children), patience)
    for child in children:
        child.identity.signal_group(signal.SIGKILL)
        child.popen.wait()


def stop_orphans(orphans: Iterable[Identity], *, patience: float = PATIENCE) -> list[str]:
    """Stop what an earlier launcher left behind, and name it."""
    alive = [orphan for orphan in orphans if orphan.alive]
    for orphan in alive:
        orphan.ask_to_stop()
    wait_until(lambda: not any(orphan.alive for orphan in alive), patience)
    for orphan in alive:
        if orphan.alive:
            orphan.signal_group(signal.SIGKILL)
    wait_until(lambda: not any(orphan.alive for orphan in alive), patience)
    return [orphan.name for orphan in alive]


def wait_until(holds: Callable[[], bool], patience: float) -> bool:
    """Look again and again until something holds or patience runs out."""
    deadline = time.monotonic() + patience
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(TICK)
    return True
