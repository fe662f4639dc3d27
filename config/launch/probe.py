"""`python config/launch/probe.py web|worker|beat`: whether this container does its work."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

# Beat writes its schedule down every three minutes.
BEAT_IS_LATE = 600


def web() -> bool:
    """The web process says that it is alive, under a name it answers to."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    line = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=4)
    try:
        line.request("GET", "/livez", headers={"Host": host})
        return line.getresponse().status == 200
    except OSError:
        return False


def worker() -> bool:
    """The worker of this container answers a ping through the queue."""
    name = f"celery@{socket.gethostname()}"
    argv = [sys.executable, "-m", "celery", "-A", "config", "inspect", "ping", "-d", name]
    return subprocess.run(argv, capture_output=True, timeout=25).returncode == 0


def beat() -> bool:
    """The schedule was written down not long ago."""
    schedule = Path(os.environ.get("RESONANZ_DATA", "/data")) / "beat.schedule"
    found = sorted(schedule.parent.glob(f"{schedule.name}*"))
    return any(time.time() - path.stat().st_mtime < BEAT_IS_LATE for path in found)


PROBES: dict[str, Callable[[], bool]] = {"web": web, "worker": worker, "beat": beat}

if __name__ == "__main__":
    sys.exit(0 if PROBES[sys.argv[1]]() else 1)
