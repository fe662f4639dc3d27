"""Behind a pooler in transaction mode everybody gets what they get without one.

Two web processes share two connections through a real PgBouncer, while three people read
the key pages at once. Each answer is compared with what the same person gets from a third process,
which speaks to PostgreSQL itself.
"""

import http.client
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings

from config.launch.debian import POOLER, find
from tests.pooler import Pooler, pooler, web_process

PGBOUNCER = find(POOLER)
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.pooler,
    pytest.mark.skipif(
        PGBOUNCER is None,
        reason="NOTHING IS TRIED BEHIND A POOLER: PgBouncer is missing (Debian: pgbouncer)",
    ),
]

READERS = (None, "lea", "nora")
ROUNDS = 4
# For a visitor, too; a throttle lets programs of a visitor ask sixty times a minute.
PAGES = [
    "/",
    "/topics/",
    "{topic.public}",
    "{topic.closed}",
    "{position.public}",
    "/offers/",
    "/requests/",
    "{offer.public}",
    "{offer.closed}",
    "/matches/",
    "/communities/",
    "/c/open-house/",
    "/c/by-invitation/",
    "/inbox/",
    "/search/?q=wages",
    "/api/v1/topics/",
    "/api/v1/positions/",
]
# Drawn anew for every answer.
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=|data-csrf=|X-CSRFToken&quot;: ?)"?[\w&;]+')


@dataclass(frozen=True)
class Answer:
    """What somebody got, without what is drawn anew each time."""

    status: int
    leads_to: str
    words: str


@dataclass(frozen=True)
class Served:
    """Ports: one process that speaks to PostgreSQL itself, and two behind the pooler."""

    alone: int
    pooled: tuple[int, int]
    pooler: Pooler


@pytest.fixture
def served(transactional_db: None) -> Iterator[Served]:
    assert PGBOUNCER is not None
    with ExitStack() as running:
        between = running.enter_context(pooler(PGBOUNCER))
        first, second = (running.enter_context(web_process(between.url)) for _ in range(2))
        yield Served(running.enter_context(web_process()), (first, second), between)


def ask(port: int, path: str, cookie: str) -> Answer:
    """One answer of the process at this port."""
    headers = {"Host": "localhost", "Accept-Language": "en"}
    if cookie:
        headers["Cookie"] = cookie
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as asked:
        asked.request("GET", path, headers=headers)
        answer = asked.getresponse()
        words = TOKEN.sub(r"\1", answer.read().decode())
        return Answer(answer.status, answer.getheader("Location") or "", words)


def in_turn(served: Served, number: int, paths: list[str], cookie: str) -> list[str]:
    """Read every page again and again, at either process; gives where an answer was another."""
    wrong = []
    for at in range(ROUNDS * len(paths)):
        # Nobody is at the same page as the others, and everybody changes the process each time.
        path = paths[(at + 5 * number) % len(paths)]
        expected = ask(served.alone, path, cookie)
        found = ask(served.pooled[(at + number) % 2], path, cookie)
        if found != expected or found.status >= 500:
            wrong.append(f"{path}: {found.status}, and {expected.status} without a pooler")
    return wrong


def test_three_people_at_once_read_what_each_of_them_may_read(
    stage: Any, as_member: Any, served: Served
) -> None:
    paths = [_path(stage, page) for page in PAGES]
    cookies = [_cookie(as_member, name) for name in READERS]
    before = served.pooler.transactions()
    with ThreadPoolExecutor(len(READERS)) as people:
        readings = [
            people.submit(in_turn, served, number, paths, cookie)
            for number, cookie in enumerate(cookies)
        ]
        wrong = {
            name or "a visitor": reading.result()
            for name, reading in zip(READERS, readings, strict=True)
        }
    assert wrong == {"a visitor": [], "lea": [], "nora": []}
    assert served.pooler.transactions() - before > ROUNDS * len(PAGES) * len(READERS)


def _path(stage: Any, page: str) -> str:
    """The address of a page; one in braces is that of a thing on the stage."""
    thing = page.strip("{}")
    return page if thing == page else stage[thing].get_absolute_url()


def _cookie(as_member: Any, name: str | None) -> str:
    if name is None:
        return ""
    session = as_member(name).cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}"
