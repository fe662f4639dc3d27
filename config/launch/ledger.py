"""What the launcher remembers between two starts: secrets, ports, and who is running."""

import fcntl
import json
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from config.launch.children import Identity
from config.launch.places import Data
from config.launch.trouble import Trouble


@dataclass
class Ledger:
    """The file launcher.json in the data folder; it holds passwords, so nobody else reads it."""

    path: Path
    secrets: dict[str, str] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    done: dict[str, str] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    running: list[Identity] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path) -> "Ledger":
        """Read what was remembered; an unreadable ledger is said, never overwritten."""
        try:
            kept: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
            running = [Identity(**entry) for entry in kept.pop("running", [])]
            return cls(path=path, running=running, **kept)
        except (ValueError, TypeError) as error:
            raise Trouble(
                f"The launcher's notes in {path} cannot be read.",
                "They hold the password of the database beside them: put the file back from a"
                " backup, or move the whole data folder away to begin anew.",
            ) from error

    def save(self) -> None:
        """Write all of it at once, or nothing."""
        content = {name: value for name, value in asdict(self).items() if name != "path"}
        draft = self.path.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            json.dump(content, out, indent=1)
        draft.replace(self.path)

    def secret(self, name: str) -> str:
        """A password made once and kept."""
        if name not in self.secrets:
            self.secrets[name] = secrets.token_urlsafe(32)
            self.save()
        return self.secrets[name]

    def port(self, name: str) -> int:
        """The port of last time when it is free, else another free one."""
        port = self.ports.get(name, 0)
        if not port or not is_free(port):
            port = free_port()
        self.ports[name] = port
        return port


def is_free(port: int) -> bool:
    """Whether we could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise Trouble(
                f"Port {port} is kept for the system.", "Choose one above 1023 with --port."
            ) from error
        except OSError:
            return False
    return True


def free_port() -> int:
    """Any port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def take_lock(data: Data) -> int | None:
    """Become the one launcher of this data folder; None when another one is. Death frees it."""
    descriptor = os.open(data.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


@contextmanager
def borrowing(data: Data, *, alone: bool = False) -> Iterator[None]:
    """Use servers that somebody else started; `alone` waits until nobody borrows them."""
    descriptor = os.open(data.borrowers, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)
