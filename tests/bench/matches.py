"""What matches cost when the house grows: one member's page and a letter's, in three worlds.

    bin/bench matches [--sizes 10000 30000 100000] [--members 100]

Makes a database for each size beside the first and loads a world into it once: three offers and
requests for each member. Asks for the matches of members drawn by lot, and for those of a letter
with what it writes down (taken back afterwards). The run of all letters is the sum of such letters,
so it grows linearly as long as a letter costs the same in every world.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from tests.bench.pages import ROOT, production

BOUND_MS = 200
# In a process of its own, since Django knows one database.
LOOK = """
import json, sys
from tests.bench.matching_members import costs
print(json.dumps(costs(int(sys.argv[1]))))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--members", type=int, default=100, help="drawn by lot in each world")
    asked = parser.parse_args()
    os.environ.update(production())
    rows = {}
    for size in asked.sizes:
        url = world_beside(os.environ["DATABASE_URL"], size)
        told = run(url, "-c", LOOK, str(asked.members), quiet=True)
        rows[size] = json.loads(told.splitlines()[-1])
    print_table(rows)


def world_beside(url: str, size: int) -> str:
    """A database with a world of this many members, on the same server; loaded the first time."""
    parts = urlsplit(url)
    name = f"{parts.path.strip('/')}_of_{size}"
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [name])
        is_new = not cursor.fetchone()[0]
        if is_new:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    world = urlunsplit(parts._replace(path=f"/{name}"))
    run(world, "manage.py", "migrate", "--verbosity=0")
    if is_new:
        run(world, "manage.py", "import_skills")
        sizes = {
            "members": size,
            "communities": max(size // 200, 1),
            "topics": max(size // 50, 1),
            "positions": size // 2,
            "offers": 3 * size,
        }
        words = [word for name, many in sizes.items() for word in (f"--{name}", str(many))]
        run(world, "manage.py", "load_world", *words)
    return world


def run(url: str, *words: str, quiet: bool = False) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url},
        check=True,
        text=True,
        stdout=subprocess.PIPE if quiet else None,
    )
    return done.stdout or ""


def print_table(rows: dict[int, dict[str, list[float]]]) -> None:
    """Wall time as somebody waits, and CPU of Python and PostgreSQL together, by world."""
    print(f"{'members':>9} {'':8} {'median ms':>10} {'p95 ms':>8} {'CPU ms':>8} {'CPU p95':>8}")
    for size, costs in rows.items():
        for name in ("page", "letter"):
            wall, cpu = sorted(costs[f"{name} wall"]), sorted(costs[f"{name} cpu"])
            print(
                f"{size:>9} {name:8} {statistics.median(wall):>10.0f} {late(wall):>8.0f}"
                f" {statistics.median(cpu):>8.0f} {late(cpu):>8.0f}"
            )
    for size, costs in rows.items():
        whole = statistics.mean(costs["letter cpu"]) * size / 1000 / 60
        print(f"All letters of {size} members: {whole:.0f} minutes of CPU.")
    largest = rows[max(rows)]
    print(f"One member's matches: p95 {late(sorted(largest['page wall'])):.0f} ms", end=" ")
    print(f"(bound {BOUND_MS}) with a load of {os.getloadavg()[0]:.1f}.")


def late(values: list[float]) -> float:
    """The 95th percentile of values in order."""
    return values[min(int(0.95 * len(values)), len(values) - 1)]


if __name__ == "__main__":
    main()
