"""What the matches of members cost in one world: wall time, and CPU of both programs."""

import os
import random
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from members.models import Member  # noqa: E402
from sharing.services.matches import (  # noqa: E402
    digest_matches,
    key_of,
    matches_for,
    note_shown,
)
from tests.bench.processes import cpu_seconds  # noqa: E402

WARM = 3


def costs(count: int) -> dict[str, list[float]]:
    """Milliseconds of a page and of a letter for members drawn by lot, who agree in every run."""
    keys = list(Member.objects.order_by("pk").values_list("pk", flat=True))
    drawn = random.Random(7).sample(keys, count + WARM)
    people = Member.objects.in_bulk(drawn)
    found: dict[str, list[float]] = defaultdict(list)
    for place, pk in enumerate(drawn):
        taken = {
            "page": _cost(lambda member: matches_for(member), people[pk]),
            "letter": _cost(_letter, people[pk]),
        }
        if place >= WARM:
            for name, (wall, cpu) in taken.items():
                found[f"{name} wall"].append(wall)
                found[f"{name} cpu"].append(cpu)
    return found


def _letter(member: Member) -> None:
    """What a letter asks and writes down; nothing of it stays."""
    now = timezone.now()
    with transaction.atomic():
        found = digest_matches(member, now - timedelta(days=7))
        note_shown(member, [key_of(one) for one in found], now)
        transaction.set_rollback(True)


def _cost(act: Callable[[Member], Any], member: Member) -> tuple[float, float]:
    server = _server()
    theirs, ours, began = cpu_seconds(server), time.process_time(), time.perf_counter()
    act(member)
    wall = time.perf_counter() - began
    cpu = time.process_time() - ours + cpu_seconds(server) - theirs
    return wall * 1000, cpu * 1000


def _server() -> int:
    """The process of PostgreSQL that answers us."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])
