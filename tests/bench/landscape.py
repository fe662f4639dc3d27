"""Whether the landscape meets its figures, and what it costs.

    bin/bench landscape DIR…

Each DIR holds a conversation in the form `import_polis` reads. In a database of its own, dropped at
the end, each is imported and computed by the commands themselves, in processes of their own: time
and memory are theirs. Then, from the same files: every figure of the reference in its summary.json
with the published groups, and the adjusted Rand index of our own camps against them, over several
seeds. Then the same people as members: how near what pages tell of them is to their votes. At last
a synthetic conversation of 20,000 by 1,000. Exits with 1 if a bound is broken.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

# As the settings do; before anything imports NumPy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import psycopg2

from debates.landscape import Votes, landscape_of
from debates.polis import Conversation, read_conversation
from tests.bench.pages import ROOT, production
from tests.pure.debates.landscape.reference import alike, compare, groups_in, votes_in

DEVIATION, SEEDS = 1e-6, 10
LEAST_ALIKE = {"large_klimarat_consumption": 0.93}
LEAST_OF_OTHERS = 0.85
MOST_ERROR, LEAST_SHARED = 0.05, 0.9
IMPORT_SECONDS, SECONDS, MEGABYTES = 20.0, 2.0, 250
CROWD = (20_000, 1_000)
CROWD_SECONDS, CROWD_MEGABYTES = 15.0, 1024
SLUG = "landscapes"
FOUND = f"""
import django
django.setup()
from communities.models import Community
Community.objects.create(slug="{SLUG}", name="Landscapes", purpose="To measure", language="en")
"""
AS_MEMBERS = f"""
import django
django.setup()
import json
from dataclasses import astuple
from pathlib import Path
from communities.models import Community
from debates.models import Topic
from debates.polis import read_conversation
from tests.conversations import as_members, use_of
topic = Topic.objects.create(community=Community.objects.get(slug="{SLUG}"), question="?")
as_members(topic, read_conversation(Path("{{folder}}")))
print(json.dumps(astuple(use_of(topic))))
"""


@dataclass(frozen=True)
class Cost:
    """What a process said, took, and held at most."""

    said: str
    seconds: float
    megabytes: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", metavar="DIR", nargs="*", type=Path)
    parser.add_argument("--crowd", action="store_true", help="only the synthetic one, right here")
    asked = parser.parse_args()
    if asked.crowd:
        landscape = landscape_of(crowd(*CROWD))
        print(f"{landscape.k} camps")
        return 0
    os.environ.update(production())
    kept = [check(folder) for folder in asked.folders]
    if asked.folders:
        with database_beside(os.environ["DATABASE_URL"]) as url:
            run(url, "-c", FOUND)
            kept += [measure(url, folder) for folder in asked.folders]
            kept += [measure_use(url, folder) for folder in asked.folders]
    return int(not all([*kept, measure_crowd()]))


def check(folder: Path) -> bool:
    """Against the reference, and against the published groups."""
    conversation = read_conversation(folder)
    votes, groups = votes_in(conversation), groups_in(conversation)
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    seen = compare(landscape_of(votes, groups=groups), summary["reference"])
    print(
        f"{folder.name}: {seen.values} values deviate by {seen.deviation:.1e} at most (bound "
        f"{DEVIATION:.0e}), {seen.lists - len(seen.wrong)} of {seen.lists} lists in order"
    )
    for name in seen.wrong:
        print(f"  differs: {name}")
    return own_camps(conversation, votes, groups) and seen.deviation <= DEVIATION and not seen.wrong


def own_camps(conversation: Conversation, votes: Votes, groups: dict[str, int]) -> bool:
    """The number of camps is found freely."""
    found = [landscape_of(votes, seed=seed) for seed in range(SEEDS)]
    indices = [alike(groups, landscape.camps) for landscape in found]
    least = LEAST_ALIKE.get(conversation.source.name, LEAST_OF_OTHERS)
    print(
        f"  {SEEDS} seeds: adjusted Rand index {min(indices):.4f} to {max(indices):.4f} (bound "
        f"{least}), camps {sorted({landscape.k for landscape in found})}, "
        f"silhouette {found[0].silhouette:.3f}"
    )
    return min(indices) >= least


def measure(url: str, folder: Path) -> bool:
    """The two commands, as somebody would type them."""
    imported = run(url, "manage.py", "import_polis", str(folder), "--community", SLUG)
    code = imported.said.partition("Topic ")[2].split()[0]
    computed = run(url, "manage.py", "landscape", code, "--json")
    seconds = json.loads(computed.said)["seconds"]
    print(
        f"{folder.name}: imported in {imported.seconds:.1f} s (bound {IMPORT_SECONDS:.0f}); "
        f"landscape {seconds:.2f} s (bound {SECONDS:.0f}), with the start of Django "
        f"{computed.seconds:.1f} s and {computed.megabytes} MB (bound {MEGABYTES})"
    )
    cheap = seconds <= SECONDS and computed.megabytes <= MEGABYTES
    return cheap and imported.seconds <= IMPORT_SECONDS


def measure_use(url: str, folder: Path) -> bool:
    """What pages would tell if members had voted so."""
    told, error, shared = json.loads(run(url, "-c", AS_MEMBERS.format(folder=str(folder))).said)
    print(
        f"{folder.name} as members' votes: {told} statements with a share, mean error {error:.3f} "
        f"(bound {MOST_ERROR}), the ten listed first have {shared:.3f} of the score of the true "
        f"ten (bound {LEAST_SHARED})"
    )
    return error <= MOST_ERROR and shared >= LEAST_SHARED


def measure_crowd() -> bool:
    cost = run(os.environ["DATABASE_URL"], "-m", "tests.bench.landscape", "--crowd")
    size = f"{CROWD[0]:,} by {CROWD[1]:,}"
    print(
        f"synthetic, {size}: {cost.said.strip()}, {cost.seconds:.1f} s (bound {CROWD_SECONDS:.0f}) "
        f"and {cost.megabytes} MB (bound {CROWD_MEGABYTES}), making the votes included"
    )
    return cost.seconds <= CROWD_SECONDS and cost.megabytes <= CROWD_MEGABYTES


def crowd(people: int, statements: int) -> Votes:
    """Three opinions with noise; a fifth of the cells voted, a tenth of the statements rejected."""
    rng = np.random.default_rng(5)
    lean, camps = rng.uniform(-1, 1, (3, statements)), rng.integers(0, 3, people)
    seen = rng.random((people, statements), dtype=np.float32) < 0.2
    values = np.empty(seen.shape, dtype=np.int8)
    for begin in range(0, people, 500):
        block = slice(begin, begin + 500)
        noisy = lean[camps[block]] + rng.normal(0, 0.7, values[block].shape)
        values[block] = np.clip(np.round(noisy), -1, 1)
    rejected = rng.random(statements) < 0.1
    return Votes(tuple(range(people)), tuple(range(statements)), values * seen, seen, rejected)


def run(url: str, *words: str) -> Cost:
    """Python in a process of its own, against a database."""
    env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    begun = time.perf_counter()
    child = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=env, stdout=subprocess.PIPE)
    assert child.stdout is not None
    said = child.stdout.read().decode()
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{words[:2]} failed; the reason stands above.")
    return Cost(said, time.perf_counter() - begun, _megabytes(used))


def _megabytes(used: resource.struct_rusage) -> int:
    return used.ru_maxrss // 1024


@contextmanager
def database_beside(url: str) -> Iterator[str]:
    """A database on the same server for as long as it is needed."""
    parts = urlsplit(url)
    name = f"{parts.path.strip('/')}_landscape"
    connection = psycopg2.connect(url)
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
    cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        beside = urlunsplit(parts._replace(path=f"/{name}"))
        run(beside, "manage.py", "migrate", "--verbosity=0")
        yield beside
    finally:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
