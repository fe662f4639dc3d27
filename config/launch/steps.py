"""Says in a line each what is done and how long it took."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from config.launch.children import follow_parent
from config.launch.places import ROOT
from config.launch.trouble import Trouble

LAST_LINES = 15


class Teller:
    """Tells the person at the keyboard what happens; a command's own output stays untouched."""

    def __init__(self, out: TextIO = sys.stderr) -> None:
        self.out = out

    def say(self, line: str = "") -> None:
        """One line."""
        print(line, file=self.out, flush=True)

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """A line for one step, with the time it took."""
        began = time.monotonic()
        print(f"  {title} … ", end="", file=self.out, flush=True)
        try:
            yield
        except BaseException as end:
            self.say("failed" if isinstance(end, Exception) else "stopped")
            raise
        self.say(f"{time.monotonic() - began:.1f} s")


def call(
    argv: Sequence[str | Path],
    *,
    env: dict[str, str],
    trouble: Callable[[str], Trouble],
    stdin: str = "",
    user: str | None = None,
    timeout: float = 1800,
) -> str:
    """Run one program to its end; when it fails, its last lines go into the trouble."""
    try:
        done = subprocess.run(
            [str(part) for part in argv],
            cwd=ROOT if user is None else "/",
            env=env,
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=timeout,
            preexec_fn=follow_parent(),
            user=user,
            extra_groups=None if user is None else [],
        )
    except (FileNotFoundError, PermissionError) as error:
        raise trouble(str(error)) from error
    except subprocess.TimeoutExpired as error:
        raise trouble(f"It took longer than {timeout:.0f} seconds.") from error
    if done.returncode:
        raise trouble(last_lines(done.stdout))
    return done.stdout


def last_lines(text: str, count: int = LAST_LINES) -> str:
    """The end of an output, where the reason usually stands."""
    return "\n".join(text.rstrip().splitlines()[-count:])


def end_of(log: Path) -> str:
    """The end of a log file."""
    return last_lines(log.read_text(errors="replace")) if log.exists() else ""


def bare_environment() -> dict[str, str]:
    """Our environment without what would bend another Python, or make it compile all code anew."""
    bending = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    bending.add("PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if name not in bending}
