"""What a large debate costs: the page of a topic with 500 positions, half of them heard, and 3,000
contributions, and a vote on one of its statements.

    bin/bench debate

Adds the debate to the world of `load_world`, measures it as `bin/bench pages` measures other pages,
compares it with a debate of five positions, and takes everything away again. Exits with 1 if a
page asks more than 15 times, or a vote more than 6 times.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

from tests.bench.pages import WHO, measure, production, served
from tests.bench.processes import parent_of

POSITIONS, EACH, FEW, STATEMENTS = 500, 6, 5, 60
MOST_QUERIES, MOST_OF_A_VOTE = 15, 6
ORDERS = {"bridges first": "", "newest first": "?order=newest", "no order": "?order=random"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=120, help="of each page in each round")
    asked = parser.parse_args()
    os.environ.update(production())
    # Django reads its settings from the environment, which is complete only now.
    from tests.bench.world import collect_static, cookie_of, database_pid

    collect_static()
    with debates() as (small, large, member):
        within = print_queries(small, large, member)
        within &= print_vote(large, member)
        print_costs(large, cookie_of(member), parent_of(database_pid()), asked)
    sys.exit(0 if within else 1)


@contextmanager
def debates() -> Iterator[tuple[Any, Any, Any]]:
    """A debate of five and one of 500, and somebody who stands in both; gone at the end."""
    from communities.models import Community, Membership, Visibility
    from debates.models import Statement, Topic
    from debates.services.bridging import rescore_topic
    from members.models import Consent, Member, Purpose
    from tests.debates.test_topic_large import fill

    community = Community.objects.filter(visibility=Visibility.PUBLIC).order_by("pk")[0]
    topics = []
    try:
        for begin, count in ((0, FEW), (FEW, POSITIONS)):
            question = f"What does a debate of {count} cost?"
            topic = Topic.objects.create(community=community, question=question, language="en")
            topics.append(topic)
            fill(topic, count, EACH, begin)
            rescore_topic(topic.pk)
            Statement.objects.bulk_create(
                Statement(topic=topic, text=f"Claim {number}", language="en")
                for number in range(STATEMENTS)
            )
        member = Member.objects.get(handle="n0")
        Membership.objects.create(community=community, member=member)
        Consent.objects.create(member=member, purpose=Purpose.VOTE)
        _stand_like_the_others(topics[1], member)
        yield *topics, member
    finally:
        Topic.objects.filter(pk__in=[topic.pk for topic in topics]).delete()
        handles = [f"n{number}" for number in range(FEW + POSITIONS)]
        Member.objects.filter(handle__in=handles, email__endswith="@example.org").delete()


def _stand_like_the_others(topic: Any, member: Any) -> None:
    """The reader takes the place of the last one, so that there are as many as before."""
    topic.positions.filter(pk=topic.positions.order_by("taken_at")[0].pk).update(member=member)


def print_queries(small: Any, large: Any, member: Any) -> bool:
    """How often each order asks, with five positions and with 500."""
    from tests.bench.world import queries_of

    print(f"{'topic page':<16}{'who':<9}{'of 5':>6}{'of 500':>8}{'bound':>7}")
    most = 0
    for label, query in ORDERS.items():
        for who in WHO:
            reader = member if who == "member" else None
            few, many = (
                queries_of(f"{topic.get_absolute_url()}{query}", reader) for topic in (small, large)
            )
            most = max(most, few, many)
            print(f"{label:<16}{who:<9}{few:>6}{many:>8}{MOST_QUERIES:>7}")
    return most <= MOST_QUERIES


def print_vote(topic: Any, member: Any) -> bool:
    """What one vote asks, without its session, and how long it takes in this process."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.bench.world import BACKEND

    client = Client(headers={"accept-language": "de", "host": "localhost"})
    client.force_login(member, backend=BACKEND)
    counts, took = [], []
    for statement in topic.statements.all()[:20]:
        began = time.process_time()
        with CaptureQueriesContext(connection) as asked:
            address = f"/statements/{statement.code}/vote/"
            answer = client.post(address, {"choice": "agree"})
        took.append(1000 * (time.process_time() - began))
        if answer.status_code != 303:
            raise SystemExit(f"A vote was answered with {answer.status_code}.")
        counts.append(len([one for one in asked if not _of_the_session(one["sql"])]))
    cpu = statistics.median(took)
    print(f"{'a vote':<16}{'member':<9}{'':>6}{max(counts):>8}{MOST_OF_A_VOTE:>7}{cpu:>8.1f} ms")
    return max(counts) <= MOST_OF_A_VOTE


def _of_the_session(sql: str) -> bool:
    return "django_session" in sql or "SAVEPOINT" in sql or sql in ("BEGIN", "COMMIT")


def print_costs(topic: Any, cookie: str, database: int, asked: argparse.Namespace) -> None:
    """CPU as a multiple of a bare view in the same run, and bytes."""
    found: dict[tuple[str, str], list[tuple[float, float, int]]] = {}
    with served("bare") as bare, served("resonanz") as house:
        for _ in tqdm(range(asked.rounds), unit="round", disable=None):
            for label, query in ORDERS.items():
                for who in WHO:
                    floor = measure(bare, database, "/", "", asked.requests)
                    key, path = cookie * (who == "member"), f"/topics/{topic.code}/{query}"
                    figure = measure(house, database, path, key, asked.requests)
                    ratio = figure.cpu_ms / floor.cpu_ms
                    found.setdefault((label, who), []).append((ratio, figure.cpu_ms, figure.size))
    print(f"{'of 500':<16}{'who':<9}{'CPU':>6}{'ms':>8}{'KB':>7}")
    for (label, who), rounds in found.items():
        ratio, cpu, size = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"{label:<16}{who:<9}{ratio:>6.2f}{cpu:>8.1f}{size / 1024:>7.1f}")


if __name__ == "__main__":
    main()
