"""What ten times the data costs: the same pages in the world of `load_world` and in a tenth of it.

    bin/bench growth

Makes a second database beside the first, loads a world of a tenth of every size into it once,
serves both and loads both in turn. The topic is the one with the most positions in each world, so
that it has grown, too. Prints CPU per request (web and database together) and the ratio.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from tqdm import tqdm

from tests.bench.pages import ROOT, WHO, House, measure, production, served
from tests.bench.processes import parent_of

BOUND = 1.15
TENTH = {
    "members": 2_000,
    "communities": 20,
    "topics": 200,
    "positions": 20_000,
    "offers": 5_000,
}
# In a process of its own, since Django knows one database.
LOOK = """
import json
from tests.bench.world import look_around
around = look_around(crowded=True)
print(json.dumps([around.pages, around.cookie]))
"""
World = tuple[dict[str, str], str]
Costs = dict[tuple[str, str], list[tuple[float, float]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=200, help="of each page in each round")
    asked = parser.parse_args()
    os.environ.update(production())
    large = os.environ["DATABASE_URL"]
    small = tenth_beside(large)
    run(large, "manage.py", "collectstatic", "--noinput", "--verbosity=0")
    worlds = [look_around(small), look_around(large)]
    with psycopg2.connect(large) as connection:
        database = parent_of(connection.info.backend_pid)
    few, many = served("resonanz", DATABASE_URL=small), served("resonanz", DATABASE_URL=large)
    costs: Costs = defaultdict(list)
    with few as one, many as other:
        for _ in tqdm(range(asked.rounds), unit="round", disable=None):
            for key, pair in compare([one, other], worlds, database, asked.requests):
                costs[key].append(pair)
    print_table(costs)


def tenth_beside(url: str) -> str:
    """A database with a tenth of the world, on the same server; loaded the first time."""
    parts = urlsplit(url)
    name = f"{parts.path.strip('/')}_tenth"
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [name])
        is_new = not cursor.fetchone()[0]
        if is_new:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    small = urlunsplit(parts._replace(path=f"/{name}"))
    run(small, "manage.py", "migrate", "--verbosity=0")
    if is_new:
        run(small, "manage.py", "import_skills")
        sizes = [f"--{what}={size}" for what, size in TENTH.items()]
        run(small, "manage.py", "load_world", *sizes)
    return small


def look_around(url: str) -> World:
    """The addresses to load in a world, and the cookie of a member who is signed in there."""
    pages, cookie = json.loads(run(url, "-c", LOOK).splitlines()[-1])
    return pages, cookie


def run(url: str, *words: str) -> str:
    """Python against one of the two databases."""
    env = os.environ | {"DATABASE_URL": url}
    argv = [sys.executable, *words]
    done = subprocess.run(argv, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{words[:2]} failed; the reason stands above.")
    return done.stdout


def compare(
    houses: list[House], worlds: list[World], database: int, requests: int
) -> Iterator[tuple[tuple[str, str], tuple[float, float]]]:
    """CPU of each page for each reader, in the small world and in the large one."""
    for name in worlds[0][0]:
        for who in WHO:
            few, many = (
                measure(house, database, pages[name], cookie * (who == "member"), requests).cpu_ms
                for house, (pages, cookie) in zip(houses, worlds, strict=True)
            )
            yield (name, who), (few, many)


def print_table(costs: Costs) -> None:
    """A line for each page and reader: medians over the rounds."""
    print(f"{'page':<13}{'who':<9}{'ms':>7}{'ms x10':>8}{'ratio':>7}{'bound':>7}")
    for (name, who), pairs in costs.items():
        few, many = (statistics.median(side) for side in zip(*pairs, strict=True))
        ratio = statistics.median(more / less for less, more in pairs)
        print(f"{name:<13}{who:<9}{few:>7.1f}{many:>8.1f}{ratio:>7.2f}{BOUND:>7.2f}")


if __name__ == "__main__":
    main()
