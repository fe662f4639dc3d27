"""What a page costs, as a multiple of a bare Django view served in the same run.

    bin/bench pages

Serves Resonanz under production settings and a bare view (one query, 20 rows, 30 KB), each with two
gunicorn processes on the same database, loads both in turn and prints requests per second, CPU
per request (web and database together), queries and bytes. Needs the world of `load_world`.
No page and no piece of a page is cached.
"""

import argparse
import http.client
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from tests.bench.processes import cpu_seconds, parent_of

ROOT = Path(__file__).resolve().parents[2]
APPS = {"resonanz": "config.wsgi", "bare": "tests.bench.bare.wsgi"}
THREADS = 4
# CPU against the bare view: for a visitor, for a member.
BOUNDS = {
    "topic": (4.0, 5.5),
    "topics": (3.5, 5.0),
    "offers": (3.5, 5.0),
    "communities": (3.5, 5.0),
}
WHO = ("visitor", "member")


@dataclass(frozen=True)
class Figure:
    """What one address cost in one round."""

    per_second: float
    cpu_ms: float
    size: int


def production() -> dict[str, str]:
    """The environment of a production process on the servers this command was given."""
    return {
        **os.environ,
        "RESONANZ_ENV": "production",
        "PUBLIC_URL": "http://localhost",
        "ALLOWED_HOSTS": "localhost",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "LOG_LEVEL": "ERROR",
        "STATIC_ROOT": tempfile.mkdtemp(prefix="resonanz-bench-"),
    }


@dataclass(frozen=True)
class House:
    """Two worker processes as in production: the pid of their parent, and where they answer."""

    pid: int
    port: int


@contextmanager
def served(app: str, **environment: str) -> Iterator[House]:
    """Serve on a free port until the measuring is done."""
    port = _free_port()
    words = f"-m gunicorn {APPS[app]} -b 127.0.0.1:{port} -w 2 -k gthread --threads 4"
    words += " --no-control-socket --log-level error"
    process = subprocess.Popen(
        [sys.executable, *words.split()], cwd=ROOT, env=os.environ | environment
    )
    try:
        _wait_for(port, process)
        yield House(process.pid, port)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/livez", headers={"Host": "localhost"})
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server does not answer.")


def load(port: int, path: str, cookie: str, requests: int) -> int:
    """Send requests over kept connections from four threads; gives the bytes of one answer."""
    sizes: list[int] = []
    words = (port, path, cookie, requests // THREADS, sizes)
    threads = [threading.Thread(target=_ask, args=words) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(sizes) != THREADS:
        raise SystemExit(f"{path} did not answer with 200.")
    return sizes[0]


def _ask(port: int, path: str, cookie: str, requests: int, sizes: list[int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Host": "localhost", "Accept-Language": "de", "Accept-Encoding": "identity"}
    if cookie:
        headers["Cookie"] = cookie
    size = 0
    for _ in range(requests):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        size = len(answer.read())
        if answer.status != 200:
            return
    sizes.append(size)


def measure(house: House, database: int, path: str, cookie: str, requests: int) -> Figure:
    """CPU of the web processes and of the database over some requests."""
    pids = (house.pid, database)
    load(house.port, path, cookie, THREADS * 5)
    before, began = sum(map(cpu_seconds, pids)), time.monotonic()
    size = load(house.port, path, cookie, requests)
    took = time.monotonic() - began
    cost = sum(map(cpu_seconds, pids)) - before
    return Figure(requests / took, 1000 * cost / requests, size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=200, help="of each page in each round")
    asked = parser.parse_args()
    os.environ.update(production())
    # Django reads its settings from the environment, which is complete only now.
    from tests.bench.world import collect_static, database_pid, look_around

    collect_static()
    around = look_around()
    database = parent_of(database_pid())
    rounds: dict[tuple[str, str], list[tuple[Figure, float]]] = defaultdict(list)
    with served("bare") as bare, served("resonanz") as house:
        for _ in tqdm(range(asked.rounds), unit="round", disable=None):
            for name, path in around.pages.items():
                for who in WHO:
                    floor = measure(bare, database, "/", "", asked.requests)
                    cookie = around.cookie if who == "member" else ""
                    found = measure(house, database, path, cookie, asked.requests)
                    rounds[name, who].append((found, found.cpu_ms / floor.cpu_ms))
    print_table(rounds, around.queries)


def print_table(
    rounds: dict[tuple[str, str], list[tuple[Figure, float]]],
    queries: dict[tuple[str, str], int],
) -> None:
    """A line for each page and reader: medians over the rounds."""
    print(
        f"{'page':<13}{'who':<9}{'CPU':>6}{'bound':>7}{'ms':>7}{'queries':>9}{'KB':>7}{'req/s':>7}"
    )
    for (name, who), found in rounds.items():
        ratio = statistics.median(ratio for _, ratio in found)
        cpu = statistics.median(figure.cpu_ms for figure, _ in found)
        speed = statistics.median(figure.per_second for figure, _ in found)
        bound, size = BOUNDS[name][WHO.index(who)], found[0][0].size / 1024
        print(
            f"{name:<13}{who:<9}{ratio:>6.2f}{bound:>7.1f}{cpu:>7.1f}"
            f"{queries[name, who]:>9}{size:>7.1f}{speed:>7.0f}"
        )


if __name__ == "__main__":
    main()
